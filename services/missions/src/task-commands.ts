import {
  answerTaskSchema,
  type BeginRun,
  type Begun,
  beginRunSchema,
  type CloudEvent,
  createTaskSchema,
  type Fault,
  finishRunSchema,
  type HeartbeatsAnswer,
  heartbeatsSchema,
  progressSchema,
  recordStepSchema,
  registerWaitsSchema,
  retryTaskSchema,
  type Step,
  type Task,
  TroupeError,
  UNDO_UNSAID,
  type WaitFor,
} from "@troupe/contracts";
import type { Stated } from "@troupe/schemas";
import { parseWith } from "@troupe/service";
import type { z } from "zod";
import { faultsOfSchema } from "./answers.js";
import { bounded, boundedEnd } from "./database.js";
import { ownEvent, taskEvent } from "./domain/requests.js";
import type { CommandContext } from "./engine.js";
import type { Caller, TaskCommands } from "./missions.js";
import { taskById } from "./queries.js";
import { type RunRow, runOf, type StepRow, stepOf, type TaskRow, taskOf } from "./rows.js";

type EndedStep = z.output<typeof recordStepSchema> & { readonly status: "succeeded" | "failed" };

type BegunRow =
  | { readonly state: "run"; readonly run: RunRow; readonly task: TaskRow; readonly journal: readonly StepRow[] }
  | { readonly state: "done" | "held"; readonly task: TaskRow };

/** What a wait asks for, and where that stands in it. */
function requestsOf(wait: WaitFor): readonly (readonly [place: string, request: Stated])[] {
  if (wait.kind === "tasks") return wait.requests.map((request, at) => [`requests/${at}`, request]);
  return wait.kind === "task" ? [["request", wait.request]] : [];
}

/** A question's schema that nobody could answer by. */
function faultsOfWait({ for: wait }: { readonly for: WaitFor }, at: number): Fault[] {
  if (wait.kind !== "question" || wait.schema === undefined) return [];
  return faultsOfSchema(wait.schema, `/waits/${at}/for/schema`);
}

/** The entry that was there, or whose the new one is. */
type Recorded = { readonly step: StepRow } | NewStep;

interface NewStep {
  readonly task: string;
  readonly mission: string | null;
  readonly at: string;
}

/** Why a task that has the id of what was asked for is not its answer. */
const otherTask = ({ id, type, topic, mission_id: mission }: TaskRow): TroupeError =>
  new TroupeError("CONFLICT", `task ${id} exists, and is ${type} on ${topic}${inMission(mission)}`, {
    hint: `troupe tasks show ${id}`,
  });

const inMission = (mission: string | null): string => (mission === null ? "" : ` in mission ${mission}`);

/** Something was done, though its entry may have failed. */
const wasDone = ({ status, undo, failure }: EndedStep): boolean =>
  status === "succeeded" || undo !== undefined || failure?.code === UNDO_UNSAID;

/** What the database gave to a fact. */
interface Numbered {
  readonly seq: number;
  readonly task: string;
  readonly mission: string | null;
  readonly correlation: string;
}

interface WaitsRow {
  readonly steps: readonly StepRow[];
  readonly suspended: boolean;
}

/** A new entry, as it was asked for. */
function stepMade(step: EndedStep, run: string, { task, mission, at }: NewStep): Step {
  return {
    key: step.key,
    kind: step.kind,
    taskId: task,
    missionId: mission,
    runId: run,
    status: step.status,
    result: step.result ?? null,
    failure: step.failure ?? null,
    pending: step.pending,
    undo: step.undo ?? null,
    tokens: step.tokens ?? null,
    cost: step.cost ?? null,
    startedAt: new Date(step.startedAt).toISOString(),
    endedAt: at,
  };
}

function begunOf(answer: BegunRow): Begun {
  const task = taskOf(answer.task);
  if (answer.state !== "run") return { state: answer.state, task };
  return {
    state: "run",
    run: runOf(answer.run),
    task,
    event: answer.task.request,
    journal: answer.journal.map(stepOf),
    deadline: task.deadline,
  };
}

/** The first time at which one of the waits falls due; an event's look back is due at once. */
function dueOf(nowMs: number, waits: readonly { readonly for: WaitFor }[]): number {
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...waits.map((wait) => {
      if (wait.for.kind === "event") return nowMs;
      const until = wait.for.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(wait.for.until);
      const escalate = wait.for.kind === "question" ? wait.for.escalate : undefined;
      return escalate === undefined ? until : Math.min(until, Date.parse(escalate.at));
    }),
  );
}

export function taskCommands(context: CommandContext): TaskCommands {
  const { database, clock, ids, ends, conforms, know, command, settle, note, told, due } = context;

  /** A task as a call left it. */
  async function known(tenant: string, row: TaskRow): Promise<Task> {
    const task = taskOf(row);
    await ends.ended(tenant, "task", task);
    return task;
  }

  async function emit(caller: Caller, run: string, step: EndedStep): Promise<Recorded> {
    const body = bounded(step);
    if (step.emit !== undefined) await conforms(caller.tenant, step.emit, body.length, "/emit");
    return command("record_emission", caller, run, body);
  }

  /** What was done after its run had ended is refused, and yet not to be done again, or to be undone. */
  async function late(error: unknown, caller: Caller, run: string, step: EndedStep): Promise<never> {
    const isRefused = error instanceof TroupeError && error.code === "RUN_SUPERSEDED";
    if (!isRefused || !wasDone(step)) throw error;
    return command<never>("record_late", caller, run, bounded(step));
  }

  /** The fact is told from here, so that the database need not give back what it was given. */
  async function journal(caller: Caller, run: string, step: EndedStep): Promise<Recorded> {
    const { tenant, subject } = caller;
    const [at, id] = [database.now(), ids()];
    const args = [at, subject, run, id, bounded(step)];
    const answer = await database
      .ask<{ readonly step: StepRow } | Numbered>("record_step", tenant, args)
      .catch((error: unknown) => late(error, caller, run, step));
    if ("step" in answer) return answer;
    const { seq, task, mission, correlation } = answer;
    const fact = {
      seq,
      tenant_id: tenant,
      id,
      type: "task.stepped",
      at,
      mission_id: mission,
      task_id: task,
      run_id: run,
      actor: subject,
      causation_id: task,
      correlation_id: correlation,
      data: step,
    };
    told([{ seq, event: null, group: null, fact }]);
    return { task, mission, at };
  }

  return {
    async createTask(caller, input, { waitMs = 0 } = {}) {
      const parsed = parseWith(createTaskSchema, input);
      const { tenant } = caller;
      const asking = { ...caller, id: parsed.id ?? ids(), nowMs: clock.now() };
      const create = async (): Promise<Task> => {
        const { data: _data, ...rest } = parsed;
        const event = taskEvent(asking, parsed);
        const text = bounded(event);
        await conforms(tenant, event, text.length);
        await know(tenant);
        const { task } = await command<{ task: TaskRow }>("create_task", caller, JSON.stringify(rest), text);
        const isItself = task.type === event.type && task.topic === event.topic;
        if (!isItself || task.mission_id !== (parsed.missionId ?? null)) throw otherTask(task);
        if (parsed.deadline !== undefined) due(Date.parse(parsed.deadline));
        return taskOf(task);
      };
      const awaited = { tenant, kind: "task", waitMs } as const;
      return ends.wait(awaited, asking.id, create, () => taskById(database, tenant, asking.id));
    },

    async answerTask(caller, id, input) {
      const body = boundedEnd(parseWith(answerTaskSchema, input));
      return known(caller.tenant, (await settle<{ task: TaskRow }>("answer_task", caller, id, body)).task);
    },

    async retryTask(caller, id, input = {}) {
      const body = JSON.stringify(parseWith(retryTaskSchema, input));
      return taskOf((await command<{ task: TaskRow }>("retry_task", caller, id, body)).task);
    },

    async begin(caller, input: BeginRun) {
      const parsed = parseWith(beginRunSchema, input);
      ownEvent(caller.tenant, parsed.event as CloudEvent);
      await know(caller.tenant);
      const begun = await note<BegunRow>("begin_run", caller, ids(), JSON.stringify(parsed));
      due(clock.now() + Math.min(parsed.leaseMs, parsed.timeoutMs ?? parsed.leaseMs));
      return begunOf(begun);
    },

    async step(caller, run, input) {
      const parsed = parseWith(recordStepSchema, input);
      const step = { ...parsed, status: parsed.failure === undefined ? "succeeded" : "failed" } as const;
      const answer = await (step.emit === undefined ? journal : emit)(caller, run, step);
      return "step" in answer ? stepOf(answer.step) : stepMade(step, run, answer);
    },

    async waits(caller, run, input) {
      const parsed = parseWith(registerWaitsSchema, input);
      for (const [at, { for: wait }] of parsed.waits.entries()) {
        for (const [place, request] of requestsOf(wait)) {
          await conforms(caller.tenant, request, bounded(request).length, `/waits/${at}/for/${place}`);
        }
      }
      const errors = parsed.waits.flatMap(faultsOfWait);
      if (errors.length > 0) throw new TroupeError("VALIDATION_FAILED", errors[0]?.message ?? "", { errors });
      const body = JSON.stringify(parsed);
      const answer = await command<WaitsRow>("register_waits", caller, run, body);
      due(dueOf(clock.now(), parsed.waits));
      return { steps: answer.steps.map(stepOf), suspended: answer.suspended };
    },

    async finish(caller, run, input) {
      const body = boundedEnd(parseWith(finishRunSchema, input));
      return known(caller.tenant, (await settle<{ task: TaskRow }>("finish_run", caller, run, body)).task);
    },

    async progress(caller, run, input) {
      await note("tell_progress", caller, run, JSON.stringify(parseWith(progressSchema, input)));
    },

    async heartbeats(caller, runs) {
      const parsed = parseWith(heartbeatsSchema, { runs });
      const answer = await command<HeartbeatsAnswer>("heartbeat", caller, JSON.stringify(parsed.runs));
      return { stop: answer.stop };
    },
  };
}
