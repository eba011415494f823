import type { Clock } from "@troupe/bus";
import type { CloudEvent, Progress, Step, Undo } from "@troupe/contracts";
import type { z } from "zod";
import type { Emitter } from "../domain/emission.js";
import { assertJson } from "../domain/json.js";
import { reasonOf } from "../domain/outcome.js";
import { type AnyEvent, checkData, type DataOf, type EventDefinition, sentData } from "../events/definition.js";
import { type StepRetry, tried } from "../missions/acting.js";
import { DoneStepError } from "../missions/domain/failures.js";
import type { DurableRun, Recorded } from "../missions/durable-run.js";
import type { MissionsClient } from "../missions/missions-client.js";
import {
  answeredBy,
  answerSchemaOf,
  type Delegated,
  type Delegation,
  inMs,
  type JoinPolicy,
  joinedBy,
  joinedOfNone,
  joinOf,
  requestOf,
  resultOf,
  timeAt,
  type Undoing,
  undoOf,
  untilOf,
  waitedFor,
} from "../missions/waiting.js";
import { HandlerContext, type HandlerParts } from "./handler-context.js";

/** How a step is done. */
export interface StepOptions<Result, Undo extends AnyEvent = AnyEvent> {
  /**
   * The event that undoes it, should the mission fail or be cancelled later; it is asked of whoever does such tasks,
   * after everything that was done later is undone.
   */
  readonly undo?: Undoing<Undo> | ((result: Result) => Undoing<Undo>);
  /** Tries within one run; one by default. */
  readonly retry?: StepRetry;
}

/** What a language model is paid for: tokens, and US dollars. */
export interface Usage {
  readonly tokens?: number;
  readonly cost?: number;
}

/** How an LLM step is done. */
export interface LlmOptions<Result> {
  readonly retry?: StepRetry;
  /** What the call may use at most: taken from the mission's budget before it, and what was not used given back. */
  readonly reserve?: Usage;
  /** What the call used; read from the result's `usage.total_tokens` unless said. */
  readonly usage?: (result: Result) => Usage;
}

/** How long something is waited for; for ever unless it says so. Its journal name tells it from others of its kind. */
export interface WaitingOptions {
  readonly timeoutMs?: number;
  readonly name?: string;
}

/** Which event is waited for. */
export interface WaitForOptions extends WaitingOptions {
  /** The event's data must contain this. */
  readonly match?: unknown;
  /** Only events of the same mission. */
  readonly inMission?: boolean;
  /** Events since then count; since the task began to be, unless said. */
  readonly since?: Date;
}

/** A question to a person. */
export interface AskOptions<S extends z.ZodType> extends WaitingOptions {
  readonly question: string;
  /** What an answer looks like; any JSON unless said. */
  readonly schema?: S;
  /** What whoever answers should know. */
  readonly context?: unknown;
  /** Told again, to somebody else, when nobody answered in time. */
  readonly escalate?: { readonly afterMs: number; readonly to: string };
}

/** An answer of a person. */
export interface Answered<Value> {
  readonly value: Value;
  readonly comment: string | null;
  /** Who answered. */
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
}

/** A person's yes or no. */
export interface Approval extends Omit<Answered<never>, "value"> {
  readonly approved: boolean;
}

/** What JSON makes of a step's result: nothing is null. */
export type Journaled<T> = T extends undefined ? null : T;

type ReplyOf<D> = D extends { readonly replies: infer R extends AnyEvent } ? DataOf<R> : unknown;
type Checked<D> = D extends { readonly event: infer E extends AnyEvent; readonly replies?: infer R }
  ? Delegation<E, R extends AnyEvent ? R : AnyEvent>
  : never;

/** What a {@link TaskContext} is made of. */
export interface TaskParts extends HandlerParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly missions: MissionsClient;
  /** The task's run; a task outside missions begins one at its first durable call. */
  durable(): DurableRun | Promise<DurableRun>;
  emitter(): Emitter;
}

/**
 * What the handler of a task is given. Its durable calls (`step`, `llm`, `sleep`, `waitFor`, `delegate`,
 * `delegateParallel`, `ask`, `approve`) are journaled: a handler that runs again, after a crash or a wait, gets what
 * they came to and does only what is left. So it must make the same calls in the same order, and what has effects, or
 * differs from time to time, belongs into a step. While it only waits it is not kept in memory. Steps do not nest.
 */
export class TaskContext<Data> extends HandlerContext<Data> {
  readonly #parts: TaskParts;

  constructor(parts: TaskParts, data: Data) {
    super(parts, data);
    this.#parts = parts;
  }

  /**
   * Does something once, and journals what it came to: `act` gets a signal that is aborted when the run must stop, and
   * returns JSON. What it throws reaches the handler; a `TerminalError` is journaled, anything else is done again by
   * the next run unless the handler goes on after it.
   */
  async step<Result, Undo extends AnyEvent = AnyEvent>(
    name: string,
    act: (signal: AbortSignal) => Result | Promise<Result>,
    { undo, retry = { attempts: 1 } }: StepOptions<NoInfer<Result>, Undo> = {},
  ): Promise<Journaled<Result>> {
    const step = await this.#act(name, "code", async () => {
      const said = undo === undefined || typeof undo === "function" ? undefined : undoOf(undo);
      const result = await tried(act, retry, this.#around());
      const undoing = typeof undo === "function" ? undoOfDone(name, () => undo(result)) : said;
      assertJournaled(name, result, undoing);
      return { result, ...(undoing === undefined ? {} : { undo: undoing }) };
    });
    return resultOf(step) as Journaled<Result>;
  }

  /**
   * Asks a language model, once: a step whose tokens and cost are taken from the mission's budget. A mission whose
   * budget does not allow the call ends before it is made.
   */
  async llm<Result>(
    name: string,
    act: (signal: AbortSignal) => Result | Promise<Result>,
    { retry = { attempts: 1 }, reserve = { tokens: 1 }, usage = usageOf }: LlmOptions<NoInfer<Result>> = {},
  ): Promise<Journaled<Result>> {
    const step = await this.#act(name, "llm", async (key, run) => {
      const { id: taskId, missionId } = run.begun.task;
      const { missions } = this.#parts;
      const spending = `${taskId}/${key}`;
      if (missionId !== null) await run.ask(() => missions.spend(missionId, { key: spending, ...reserve }));
      const result = await tried(act, retry, this.#around());
      const used = usage(result);
      if (missionId !== null)
        await run.ask(() => missions.settleSpend(missionId, spending, { tokens: 0, cost: 0, ...used }));
      assertJournaled(name, result);
      return { result, ...used };
    });
    return resultOf(step) as Journaled<Result>;
  }

  /** Goes on so many milliseconds later, or at that time. */
  async sleep(msOrDate: number | Date, { name = "sleep" }: { readonly name?: string } = {}): Promise<void> {
    const { clock } = this.#parts;
    const until = typeof msOrDate === "object" ? timeAt(msOrDate.getTime()) : inMs(clock, msOrDate);
    waitedFor(await this.#wait(name, "sleep", () => ({ kind: "sleep", until })), name);
  }

  /**
   * The next event of that type whose data contains `match`; one that came before the wait counts as well. Throws
   * {@link WaitTimeoutError} when none comes in time.
   */
  async waitFor<Data>(
    event: EventDefinition<Data, unknown>,
    { match, inMission, since, timeoutMs, name = event.type }: WaitForOptions = {},
  ): Promise<CloudEvent & { readonly data: Data }> {
    const step = await this.#wait(name, "event", () => ({
      kind: "event",
      type: event.type,
      topic: event.topic,
      ...(match === undefined ? {} : { match }),
      ...(inMission === undefined ? {} : { inMission }),
      ...(since === undefined ? {} : { since: timeAt(since.getTime()) }),
      ...untilOf(this.#parts.clock, timeoutMs),
    }));
    const found = waitedFor(step, event.type) as CloudEvent;
    return { ...found, data: checkData(event, found.data) };
  }

  /**
   * Asks another agent for a task and goes on with its answer. Throws {@link TaskFailedError} with the cause when it
   * came to nothing, {@link WaitTimeoutError} when it took too long.
   */
  async delegate<Input, Reply>(
    event: EventDefinition<unknown, Input>,
    data: NoInfer<Input>,
    options: WaitingOptions & { readonly replies: EventDefinition<Reply, unknown> },
  ): Promise<Reply>;
  async delegate<Input>(
    event: EventDefinition<unknown, Input>,
    data: NoInfer<Input>,
    options?: WaitingOptions,
  ): Promise<unknown>;
  async delegate(
    event: AnyEvent,
    data: unknown,
    { replies, timeoutMs, name = event.type }: WaitingOptions & { readonly replies?: AnyEvent } = {},
  ): Promise<unknown> {
    const delegation = { event, data: sentData(event, data), ...(replies === undefined ? {} : { replies }) };
    const step = await this.#wait(name, "task", (key) => ({
      kind: "task",
      request: requestOf(delegation, key, this.#parts.emitter()),
      ...untilOf(this.#parts.clock, timeoutMs),
    }));
    return answeredBy(step, delegation);
  }

  /**
   * Asks for many tasks at once and goes on when `join` is met. With `all`, the default, it gives the answers in order
   * and throws {@link TaskFailedError} with the first failure as the cause; with the others, how each task stood then.
   */
  async delegateParallel<const D extends readonly { readonly event: AnyEvent; readonly data: unknown }[]>(
    parts: D & { readonly [K in keyof D]: Checked<D[K]> },
    options?: WaitingOptions & { readonly join?: "all" },
  ): Promise<{ -readonly [K in keyof D]: ReplyOf<D[K]> }>;
  async delegateParallel<const D extends readonly { readonly event: AnyEvent; readonly data: unknown }[]>(
    parts: D & { readonly [K in keyof D]: Checked<D[K]> },
    options: WaitingOptions & { readonly join: Exclude<JoinPolicy, "all"> },
  ): Promise<{ -readonly [K in keyof D]: Delegated<ReplyOf<D[K]>> }>;
  async delegateParallel(
    parts: readonly Delegation[],
    { join = "all", timeoutMs, name = "parallel" }: WaitingOptions & { readonly join?: JoinPolicy } = {},
  ): Promise<unknown> {
    if (parts.length === 0) return joinedOfNone(join);
    for (const { event, data } of parts) sentData(event, data);
    const step = await this.#wait(name, "tasks", (key) => ({
      kind: "tasks",
      requests: parts.map((part, at) => requestOf(part, `${key}/${at}`, this.#parts.emitter())),
      join: joinOf(join),
      ...untilOf(this.#parts.clock, timeoutMs),
    }));
    return joinedBy(step, parts, join);
  }

  /** Asks a person, and goes on with the answer. Throws {@link WaitTimeoutError} when nobody answers in time. */
  async ask<S extends z.ZodType = z.ZodType<unknown>>(options: AskOptions<S>): Promise<Answered<z.output<S>>> {
    const { schema, name = "ask" } = options;
    const said = schema === undefined ? {} : { schema: answerSchemaOf(schema) };
    const answer = (await this.#question(name, options, said)) as Answered<unknown>;
    return { ...answer, value: (schema === undefined ? answer.value : schema.parse(answer.value)) as z.output<S> };
  }

  /** Asks a person for a yes or no; both come with who said it and when. */
  async approve(options: Omit<AskOptions<never>, "schema">): Promise<Approval> {
    return (await this.#question(options.name ?? "approve", options, { isApproval: true })) as Approval;
  }

  /** Says how far the task is, for whoever watches. */
  async progress(progress: Progress): Promise<void> {
    await (await this.#parts.durable()).progress(progress);
  }

  async #question(name: string, options: Omit<AskOptions<never>, "schema">, more: object): Promise<unknown> {
    const { question, context, escalate, timeoutMs } = options;
    const { clock } = this.#parts;
    const step = await this.#wait(name, "question", () => ({
      kind: "question",
      question,
      ...(context === undefined ? {} : { context }),
      ...(escalate === undefined ? {} : { escalate: { at: inMs(clock, escalate.afterMs), to: escalate.to } }),
      ...untilOf(clock, timeoutMs),
      ...more,
    }));
    return waitedFor(step, question);
  }

  #act(name: string, kind: "code" | "llm", act: (key: string, run: DurableRun) => Promise<Recorded>): Promise<Step> {
    const begun = this.#parts.durable();
    const go = (run: DurableRun): Promise<Step> => run.act(name, kind, (key) => act(key, run));
    return begun instanceof Promise ? begun.then(go) : go(begun);
  }

  #wait(name: string, kind: Step["kind"], forWhat: Parameters<DurableRun["wait"]>[2]): Promise<Step> {
    const run = this.#parts.durable();
    return run instanceof Promise
      ? run.then((begun) => begun.wait(name, kind, forWhat))
      : run.wait(name, kind, forWhat);
  }

  #around(): Parameters<typeof tried>[2] {
    const { clock, random } = this.#parts;
    return { clock, random, signal: this.signal };
  }
}

/** What undoes a step that is done. Where that cannot be said the step is not done again. */
function undoOfDone<Undo extends AnyEvent>(name: string, undoing: () => Undoing<Undo>): ReturnType<typeof undoOf> {
  try {
    return undoOf(undoing());
  } catch (cause) {
    const message = `step ${name} was done, and what undoes it cannot be said: ${reasonOf(cause)}`;
    throw new DoneStepError(message, undefined, cause);
  }
}

/** A step's result is JSON; one that is none is done nevertheless, and undone where that can be. */
function assertJournaled(name: string, result: unknown, undo?: Undo): void {
  try {
    assertJson(result, `the result of step ${name} cannot be journaled`);
  } catch (error) {
    throw undo === undefined ? error : new DoneStepError(reasonOf(error), undo);
  }
}

/** Tokens as OpenAI-compatible answers tell them. */
function usageOf(result: unknown): Usage {
  const usage = (result as { usage?: { total_tokens?: unknown } } | null)?.usage;
  return typeof usage?.total_tokens === "number" ? { tokens: usage.total_tokens } : {};
}
