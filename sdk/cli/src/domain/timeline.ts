import type { Breaker, Failure, HistoryEntry, Mission, Question, Run, Step, Task } from "@troupe/contracts";
import { decisionLines } from "./decisions.js";
import { groupedBy } from "./grouped.js";

/** A task with its runs and journal, oldest first. */
export interface JournaledTask extends Omit<Task, "runs"> {
  readonly runs: readonly Run[];
  readonly steps: readonly Step[];
}

/** A mission with all that is known of its tasks. */
export interface MissionRecord {
  readonly mission: Mission;
  readonly tasks: readonly JournaledTask[];
  readonly questions: readonly Question[];
  /** What a planner decided, where one plans it. */
  readonly decisions?: readonly HistoryEntry[];
  /** Who is held back from what, where a task of it has nobody. */
  readonly breakers?: readonly Breaker[];
  /** Why nobody takes its tasks of a type, where none of the live agents would. */
  readonly vacancies?: readonly Vacancy[];
}

/** Tasks that no live agent takes, and why. */
export interface Vacancy {
  readonly type: string;
  readonly topic: string;
  readonly reason: string;
  /** What will have it taken. */
  readonly remedy: string;
}

/** One line of a timeline. */
export interface TimelineLine {
  /** Milliseconds since the mission began. */
  readonly atMs: number;
  readonly depth: number;
  readonly what: string;
  /** Who did it, or what kind of step it is. */
  readonly who: string;
  readonly status: string;
  /** How long it took; undefined while it goes on. */
  readonly tookMs: number | undefined;
  /** Cost, tokens, failures, progress. */
  readonly notes: readonly string[];
}

/** Tasks below who asked for them, each with its runs and what its journal holds, in the order of their times. */
export function timelineOf({
  mission,
  tasks,
  decisions = [],
  breakers = [],
  vacancies = [],
}: Omit<MissionRecord, "questions">): TimelineLine[] {
  const start = Date.parse(mission.createdAt);
  const known = new Set(tasks.map(({ id }) => id));
  const below = groupedBy(tasks, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null));
  const lines = (task: JournaledTask, depth: number): TimelineLine[] => {
    const isPlanned = task.kind === "goal" && isUntaken(task) && mission.status === "running";
    const own = isPlanned
      ? { ...taskLine(task, start, depth, []), who: "its planner", status: mission.status }
      : taskLine(task, start, depth, [
          ...heldNotes(task, breakers),
          ...(isUntaken(task) ? vacancyNotes(task, vacancies) : []),
        ]);
    const inner = [
      ...(task.runs.length > 1
        ? task.runs.map((run) => ({ at: run.startedAt, lines: [runLine(run, start, depth + 1)] }))
        : []),
      ...task.steps.map((step) => ({ at: step.startedAt, lines: [stepLine(step, start, depth + 1)] })),
      ...(task.kind === "goal" ? decisionLines(decisions, start, depth + 1) : []),
      ...(below.get(task.id) ?? []).map((child) => ({ at: child.createdAt, lines: lines(child, depth + 1) })),
    ];
    return [own, ...inner.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).flatMap((part) => part.lines)];
  };
  return (below.get(null) ?? []).flatMap((task) => lines(task, 0));
}

/** The lines of a task alone. */
export const taskTimeline = (task: JournaledTask): TimelineLine[] =>
  timelineOf({ mission: { createdAt: task.createdAt } as Mission, tasks: [{ ...task, parentId: null }] });

/** Whether nobody has taken the task so far. */
export const isUntaken = ({ status, agent }: Pick<Task, "status" | "agent">): boolean =>
  status === "queued" && agent === null;

/** Agents that take no task of the type for now: of one that an agent began, that agent. */
const heldNotes = (
  { type, status, agent }: Pick<Task, "type" | "status" | "agent">,
  breakers: readonly Breaker[],
): string[] =>
  breakers
    .filter(
      (breaker) =>
        status === "queued" &&
        breaker.type === type &&
        breaker.until !== null &&
        (agent === null || breaker.agent === agent),
    )
    .map(heldText);

const heldText = ({ agent, failures, until, state }: Breaker): string =>
  state === "half_open"
    ? `${agent} is tried with one task after ${failures} failures`
    : `${agent} is held back after ${failures} failures until ${until?.slice(11, 19)}`;

/** Why none is there which would take it. */
const vacancyNotes = ({ type, topic }: Pick<Task, "type" | "topic">, vacancies: readonly Vacancy[]): string[] =>
  vacancies.filter((vacancy) => vacancy.type === type && vacancy.topic === topic).map(({ reason }) => reason);

function taskLine(task: JournaledTask, start: number, depth: number, held: readonly string[]): TimelineLine {
  const { percent, message } = task.progress ?? { percent: null, message: null };
  // A failed run that another one followed.
  const retries = task.runs.slice(0, -1).filter(({ status }) => status === "failed").length;
  return {
    atMs: Date.parse(task.createdAt) - start,
    depth,
    what: task.kind === "compensation" ? `undo: ${task.type}` : task.type,
    who: task.agent ?? "nobody yet",
    status: task.status,
    tookMs: between(task.createdAt, task.endedAt),
    notes: [
      ...(percent === null ? [] : [`${percent} %`]),
      ...(message === null ? [] : [message]),
      ...(retries === 0 ? [] : [`${retries} ${retries === 1 ? "retry" : "retries"}`]),
      ...held,
      ...(task.kind === "compensation" && task.endedAt === null && task.deadline !== null
        ? [`given up at ${task.deadline.slice(11, 19)}`]
        : []),
      ...failureNotes(task.failure),
      ...(task.endedAt === null ? [`task ${task.id}`] : []),
    ],
  };
}

const runLine = (run: Run, start: number, depth: number): TimelineLine => ({
  atMs: Date.parse(run.startedAt) - start,
  depth,
  what: `run ${run.number}`,
  who: run.agent,
  status: run.status,
  tookMs: between(run.startedAt, run.endedAt),
  notes: failureNotes(run.failure),
});

const stepLine = (step: Step, start: number, depth: number): TimelineLine => ({
  atMs: Date.parse(step.startedAt) - start,
  depth,
  what: step.key,
  who: step.kind,
  status: step.status,
  tookMs: between(step.startedAt, step.endedAt),
  notes: [
    ...(step.tokens === null ? [] : [`${step.tokens} tokens`]),
    ...(step.cost === null ? [] : [`$${step.cost}`]),
    ...(step.undo === null ? [] : [`undone by ${step.undo.type}`]),
    ...failureNotes(step.failure),
  ],
});

const failureNotes = (failure: Failure | null): string[] =>
  failure === null ? [] : [`${failure.code}: ${failure.message}`];

/** A failure and what caused it, first cause last. */
export const causesOf = (failure: Failure | null | undefined): Failure[] =>
  failure === null || failure === undefined ? [] : [failure, ...causesOf(failure.cause)];

function between(from: string, to: string | null): number | undefined {
  return to === null ? undefined : Math.max(0, Date.parse(to) - Date.parse(from));
}

/** `850 ms`, `2.3 s`, `4 min 5 s`, `3 h 20 min`, `2 d 3 h`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
