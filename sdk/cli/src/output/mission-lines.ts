import type { CloudEvent, Failure, HistoryEntry, Mission, Question } from "@troupe/contracts";
import { reasonWords } from "../domain/decisions.js";
import type { Difference } from "../domain/mission-diff.js";
import { causesOf, durationText, type MissionRecord, type TimelineLine, timelineOf } from "../domain/timeline.js";
import type { Colors } from "./terminal.js";

const WIDTH = 160;

const COLORS = {
  succeeded: "green",
  failed: "red",
  timed_out: "red",
  cancelled: "yellow",
  waiting: "cyan",
  running: "blue",
} as const;

/** A status word in its colour. */
export function statusText(status: string, colors: Colors): string {
  const color = COLORS[status as keyof typeof COLORS];
  return color === undefined ? status : colors[color](status);
}

/** A mission for people: what it is, how it stands at `nowMs`, what happened when. */
export function missionLines(record: MissionRecord, nowMs: number, colors: Colors): string[] {
  const { mission, questions } = record;
  const { status, phase, budget, spent, compensation } = mission;
  const age = durationText(
    (mission.endedAt === null ? nowMs : Date.parse(mission.endedAt)) - Date.parse(mission.createdAt),
  );
  const when = mission.endedAt === null ? `, created ${age} ago` : ` after ${age}`;
  const how = phase === null ? statusText(status, colors) : `${statusText(status, colors)}, ${phase}`;
  const open = questions.filter((question) => question.status === "waiting");
  return [
    `${colors.bold(mission.type)} ${mission.id}`,
    ...fact("status", `${how}${when}`, colors),
    ...fact("goal", mission.goal, colors),
    ...fact("plan", mission.plan, colors),
    ...fact("planner", mission.planner, colors),
    ...fact("data", mission.data, colors),
    ...fact("state", mission.state, colors),
    ...fact("result", mission.result, colors),
    ...causesOf(mission.failure).map((failure, at) => failureLine(failure, at, colors)),
    ...fact("spent", spentText(spent, budget), colors),
    ...fact("deadline", mission.deadline, colors),
    ...fact("tags", mission.tags.length === 0 ? null : mission.tags.join(", "), colors),
    ...fact("undone", compensation === null ? null : compensation.undone.join(", ") || "nothing", colors),
    ...(compensation?.notUndone ?? []).flatMap(({ name, taskId, failure }) =>
      fact("not undone", `${name}: ${failure.message}${taskId === undefined ? "" : ` (task ${taskId})`}`, colors),
    ),
    ...open.flatMap(({ id, question }) => fact("asks", `${question} (${id})`, colors)),
    ...timelineLines(timelineOf(record), colors),
  ];
}

/** Lines of a timeline: when, what, who, how it stands, how long it took. */
export function timelineLines(lines: readonly TimelineLine[], colors: Colors): string[] {
  const what = lines.map((line) => `${"  ".repeat(line.depth)}${line.what}`);
  const widths = { what: widest(what), who: widest(lines.map(({ who }) => who)) };
  return lines.map((line, at) => {
    const took = line.tookMs === undefined ? "" : durationText(line.tookMs);
    const status = line.status.padEnd(9);
    return [
      colors.dim(`+${(line.atMs / 1000).toFixed(3)}`.padStart(10)),
      (what[at] ?? "").padEnd(widths.what),
      colors.dim(line.who.padEnd(widths.who)),
      statusText(line.status, colors) + " ".repeat(status.length - line.status.length),
      took.padStart(10),
      short(line.notes.join(", ")),
    ]
      .join("  ")
      .trimEnd();
  });
}

type ToldFact = Pick<HistoryEntry, "at" | "type" | "taskId" | "data">;

/** Facts of a mission one by one, each on one line; those of a task say of which type it is, once its first was there. */
export function factLines(colors: Colors): (fact: ToldFact) => string {
  const types = new Map<string, string>();
  return (fact) => {
    const { request } = (fact.data ?? {}) as { readonly request?: CloudEvent };
    if (fact.taskId !== null && request !== undefined) types.set(fact.taskId, request.type);
    return factLine(fact, fact.type.startsWith("task.") ? types.get(fact.taskId ?? "") : undefined, colors);
  };
}

function factLine(fact: ToldFact, taskType: string | undefined, colors: Colors): string {
  const { key, type, request, agent, status, failure, percent, message, reason, question } = (fact.data ??
    {}) as Record<string, unknown>;
  const why = reasonWords(reason).join(", ");
  const progress = percent === undefined ? undefined : `${percent} %`;
  const what = taskType ?? type ?? (request as CloudEvent | undefined)?.type;
  const said = [what, key, agent, status, progress, message, question, why === "" ? undefined : why]
    .filter((part) => part !== undefined && part !== null)
    .map(String);
  const fault = (failure as Failure | undefined)?.message;
  return `${colors.dim(fact.at.slice(11, 23))} ${fact.type.padEnd(20)} ${short([...said, ...(fault === undefined ? [] : [fault])].join("  "))}`.trimEnd();
}

/** A fact out of the event that told it. */
export const factOfEvent = (event: CloudEvent & { readonly by?: string; readonly runid?: string }): HistoryEntry => ({
  id: event.id,
  type: event.type,
  at: event.time,
  missionId: event.missionid ?? null,
  taskId: event.taskid ?? null,
  runId: event.runid ?? null,
  actor: event.by ?? event.actor,
  causationId: event.causationid ?? null,
  data: event.data,
});

/** One difference of two missions, on two lines. */
export const differenceLines = ({ place, a, b }: Difference, colors: Colors): string[] => [
  colors.bold(place),
  `  ${colors.red("-")} ${a === undefined ? colors.dim("not there") : short(JSON.stringify(a))}`,
  `  ${colors.green("+")} ${b === undefined ? colors.dim("not there") : short(JSON.stringify(b))}`,
];

/** A mission's row in a list. */
export const missionRow = (mission: Mission, colors: Colors): string[] => [
  mission.id,
  mission.type,
  statusText(mission.phase ?? mission.status, colors),
  mission.createdAt.slice(0, 19).replace("T", " "),
  mission.planner ?? "",
  short(mission.goal ?? "", 60),
];

/** A question's row in a list. */
export const questionRow = (question: Question, colors: Colors): string[] => [
  question.id,
  question.isApproval ? "approval" : "question",
  statusText(question.status, colors),
  question.askedAt.slice(0, 19).replace("T", " "),
  question.missionId ?? "",
  short(question.question, 80),
];

function fact(name: string, value: unknown, colors: Colors): string[] {
  if (value === null || value === undefined) return [];
  return [`  ${colors.dim(name.padEnd(10))} ${short(typeof value === "string" ? value : JSON.stringify(value), 400)}`];
}

function failureLine({ code, message, at }: Failure, depth: number, colors: Colors): string {
  const name = depth === 0 ? "failure" : "because";
  return `  ${colors.dim(name.padEnd(10))} ${colors.red(code)} ${short(message, 400)}${at === undefined ? "" : colors.dim(` at ${at}`)}`;
}

function spentText(spent: Mission["spent"], budget: Mission["budget"]): string {
  return (["hops", "actions", "tokens", "cost"] as const)
    .map((name) => `${name} ${spent[name]}${budget[name] === undefined ? "" : ` of ${budget[name]}`}`)
    .join(", ");
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));
const short = (text: string, width = WIDTH): string => (text.length > width ? `${text.slice(0, width)}…` : text);
