import {
  type BeginRun,
  type Begun,
  beginRunSchema,
  createTaskSchema,
  finishRunSchema,
  type HeartbeatsAnswer,
  heartbeatsSchema,
  progressSchema,
  recordStepSchema,
  registerWaitsSchema,
  retryTaskSchema,
  type WaitFor,
} from "@troupe/contracts";
import { parseWith } from "@troupe/service";
import { bounded } from "./database.js";
import { taskEvent } from "./domain/requests.js";
import type { CommandContext } from "./engine.js";
import type { TaskCommands } from "./missions.js";
import { type RunRow, runOf, type StepRow, stepOf, type TaskRow, taskOf } from "./rows.js";

type BegunRow =
  | { readonly state: "run"; readonly run: RunRow; readonly task: TaskRow; readonly journal: readonly StepRow[] }
  | { readonly state: "done" | "held"; readonly task: TaskRow };

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
  const { database, clock, ids, know, decided, noted } = context;

  /** What was decided before a refusal (a mission over budget, say) leaves as well. */
  async function command<T>(dueMs: number | undefined, ...args: Parameters<typeof database.command>): Promise<T> {
    try {
      return await database.command<T>(...args);
    } finally {
      decided(dueMs);
    }
  }

  /** As `command`, for what sends nothing but facts. */
  async function note<T>(dueMs: number | undefined, ...args: Parameters<typeof database.command>): Promise<T> {
    const answer = await database.command<T>(...args);
    noted(dueMs);
    return answer;
  }

  return {
    async createTask(caller, input) {
      const parsed = parseWith(createTaskSchema, input);
      const asking = { ...caller, id: parsed.id ?? ids(), nowMs: clock.now() };
      const { data: _data, ...rest } = parsed;
      await know(caller.tenant);
      const dueMs = parsed.deadline === undefined ? undefined : Date.parse(parsed.deadline);
      const event = bounded(taskEvent(asking, parsed));
      const { task } = await command<{ task: TaskRow }>(dueMs, "create_task", caller, JSON.stringify(rest), event);
      return taskOf(task);
    },

    async retryTask(caller, id, input = {}) {
      const body = JSON.stringify(parseWith(retryTaskSchema, input));
      return taskOf((await command<{ task: TaskRow }>(undefined, "retry_task", caller, id, body)).task);
    },

    async begin(caller, input: BeginRun) {
      const parsed = parseWith(beginRunSchema, input);
      await know(caller.tenant);
      const dueMs = clock.now() + Math.min(parsed.leaseMs, parsed.timeoutMs ?? parsed.leaseMs);
      return begunOf(await note<BegunRow>(dueMs, "begin_run", caller, ids(), JSON.stringify(parsed)));
    },

    async step(caller, run, input) {
      const parsed = parseWith(recordStepSchema, input);
      const tell = parsed.emit === undefined ? note : command;
      return stepOf((await tell<{ step: StepRow }>(undefined, "record_step", caller, run, bounded(parsed))).step);
    },

    async waits(caller, run, input) {
      const parsed = parseWith(registerWaitsSchema, input);
      const dueMs = dueOf(clock.now(), parsed.waits);
      const body = JSON.stringify(parsed);
      const answer = await command<{ steps: StepRow[]; suspended: boolean }>(
        dueMs,
        "register_waits",
        caller,
        run,
        body,
      );
      return { steps: answer.steps.map(stepOf), suspended: answer.suspended };
    },

    async finish(caller, run, input) {
      const body = bounded(parseWith(finishRunSchema, input));
      return taskOf((await command<{ task: TaskRow }>(undefined, "finish_run", caller, run, body)).task);
    },

    async progress(caller, run, input) {
      await note(undefined, "tell_progress", caller, run, JSON.stringify(parseWith(progressSchema, input)));
    },

    async heartbeats(caller, runs) {
      const parsed = parseWith(heartbeatsSchema, { runs });
      const answer = await database.command<HeartbeatsAnswer>("heartbeat", caller, JSON.stringify(parsed.runs));
      if (answer.stop.length > 0) decided();
      return { stop: answer.stop };
    },
  };
}
