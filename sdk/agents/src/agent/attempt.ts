import { setMaxListeners } from "node:events";
import type { LeaseKeeper, Outcome, Timer } from "@troupe/bus";
import { type CloudEvent, type EventInput, MISSIONS_SOURCE, TroupeError } from "@troupe/contracts";
import type { Replies } from "../bus/replies.js";
import { HandlerTimeoutError, LeaseLostError, RetryableError } from "../domain/errors.js";
import { failureOf, reasonOf } from "../domain/outcome.js";
import { traceIdOf } from "../domain/trace.js";
import { checkData } from "../events/definition.js";
import type { DurableRun } from "../missions/durable-run.js";
import type { Heartbeats } from "../missions/heartbeats.js";
import { emittedOf } from "../missions/waiting.js";
import type { Logger, Platform } from "../platform.js";
import { isRetryable, persist } from "../time.js";
import type { Along, Delivered } from "../transport.js";
import { checkedReply, failureNotice, replyTo, terminal } from "./answers.js";
import { type AgentContext, HandlerContext } from "./handler-context.js";
import type { Route } from "./routes.js";
import { plainContext, type Standing, taskContext } from "./surroundings.js";
import { TaskContext, type TaskParts } from "./task-context.js";
import { hasNoMissions, Tracked } from "./tracked.js";

/*
 * One attempt at one event.
 * 1. It concludes once: by its handler's end, by a lost lease, by its time being up, or by being given back.
 * 2. A task's answer is stored before its event is acknowledged; answer and failure share one derived id, so an
 *    asker hears once, whoever says it.
 * 3. After its conclusion the handler's signal is aborted and its emissions are refused.
 * 4. A task of a mission is tracked from the start, another from its first durable call: its run journals what the
 *    handler does, and how it ends. What is never tracked pays nothing for it.
 */

/** What attempts share. */
export interface Workplace {
  readonly platform: Platform;
  readonly replies: Replies;
  readonly leases: LeaseKeeper;
  readonly heartbeats: Heartbeats;
  readonly agent: string;
  readonly instance: string;
  readonly source: string;
  readonly group: string;
  /** Deliveries after which the platform gives an event up. */
  readonly maxAttempts: number;
}

export class Attempt implements TaskParts {
  event: CloudEvent;
  readonly attempt: number;
  readonly #delivered: Delivered;
  readonly #route: Route;
  readonly #place: Workplace;
  readonly #done: (attempt: Attempt) => void;
  /** The handler's end no longer matters: its time is up, or the event is another's. */
  #abandoned = false;
  #concluded = false;
  #controller: AbortController | undefined;
  #context: AgentContext | undefined;
  #logger: Logger | undefined;
  #timer: Timer | undefined;
  #tracked: Tracked | undefined;
  #opening: Promise<DurableRun> | undefined;
  /** Emissions are journal entries. */
  #isJournaling = false;

  constructor(delivered: Delivered, route: Route, place: Workplace, done: (attempt: Attempt) => void) {
    this.event = delivered.event;
    this.attempt = delivered.attempt;
    this.#delivered = delivered;
    this.#route = route;
    this.#place = place;
    this.#done = done;
  }

  /** Handles the event and settles it. Never rejects. */
  async run(): Promise<void> {
    const { leases, platform } = this.#place;
    leases.hold(this.#delivered, (cause) => this.#lose(new LeaseLostError(this.event.id, cause)));
    const { timeoutMs } = this.#route;
    if (timeoutMs !== undefined) this.#timer = platform.clock.after(timeoutMs, () => this.#expire(timeoutMs));
    const outcome = await this.#outcome();
    if (outcome !== undefined) await this.#settle(outcome);
  }

  /** Gives the event back to the group, unfinished. */
  async release(reason: string): Promise<void> {
    const error = new RetryableError(reason);
    this.#abort(error);
    const retry = { outcome: "retry", afterMs: 0, reason } as const;
    await this.#tracked?.fail(error, { retry }).catch(() => undefined);
    await this.#settle(retry);
  }

  get platform(): Platform {
    return this.#place.platform;
  }

  signal(): AbortSignal {
    this.#controller ??= handlersController();
    if (this.#concluded) this.#controller.abort(new LeaseLostError(this.event.id));
    return this.#controller.signal;
  }

  context(): AgentContext {
    this.#context ??= this.#makeContext();
    return this.#context;
  }

  get along(): Along | undefined {
    return this.#delivered.along;
  }

  get clock(): Platform["clock"] {
    return this.#place.platform.clock;
  }

  get random(): Platform["random"] {
    return this.#place.platform.random;
  }

  get missions(): Platform["missions"] {
    return this.#place.platform.missions;
  }

  durable(): DurableRun | Promise<DurableRun> {
    this.#isJournaling = true;
    const begun = this.#tracked?.run;
    if (begun !== undefined) return begun;
    this.#opening ??= this.#begin().then((run) => run ?? new Promise<never>(() => undefined));
    return this.#opening;
  }

  emitter(): Standing["emitter"] {
    const { platform, source, group } = this.#place;
    return { source, newId: platform.newId, randomHex: platform.randomHex, cause: { event: this.event, group } };
  }

  logger(): Logger {
    this.#logger ??= withFields(this.#place.platform.logger, this.#fields());
    return this.#logger;
  }

  async #outcome(): Promise<Outcome | undefined> {
    try {
      if (this.#isTrackedFromStart() && !(await this.#beginTask())) return undefined;
      const result = await this.#route.handle(this.#handlerContext() as TaskContext<never>);
      if (this.#abandoned) {
        await this.#doneLate(result);
        return undefined;
      }
      if (this.#route.replies !== undefined) return await this.#answered(this.#route.replies, result);
      return { outcome: "ack" };
    } catch (error) {
      if (this.#abandoned) {
        this.logger().debug({ reason: reasonOf(error) }, "a handler ended after its event was settled");
        return undefined;
      }
      return this.#failed(error);
    }
  }

  /** Only what is asked for is a task: a fact is handled by any number of groups. An event that wakes a task names it. */
  #isTrackedFromStart(): boolean {
    const { missionid, replayof } = this.event;
    const isKnown = missionid !== undefined || replayof !== undefined || "wakes" in this.event;
    return this.#route.replies !== undefined && isKnown;
  }

  /** False when there is nothing to run. */
  async #beginTask(): Promise<boolean> {
    this.#isJournaling = this.event.missionid !== undefined;
    try {
      return (await this.#begin()) !== undefined;
    } catch (error) {
      if (!hasNoMissions(error)) throw error;
      this.#isJournaling = false;
      this.#tracked = undefined;
      return true;
    }
  }

  async #begin(): Promise<DurableRun | undefined> {
    this.#tracked = new Tracked({
      delivered: this.#delivered,
      route: this.#route,
      place: this.#place,
      signal: () => this.signal(),
      stopped: (error, settle) => void this.#stop(error, settle),
    });
    const run = await this.#tracked.begin();
    if (run !== undefined) this.event = run.begun.event as CloudEvent;
    return run;
  }

  #handlerContext(): HandlerContext<never> {
    const { event, replies } = this.#route;
    let data = this.event.data;
    try {
      if (event !== undefined) data = checkData(event, data);
    } catch (cause) {
      throw terminal(cause);
    }
    return replies === undefined ? new HandlerContext(this, data as never) : new TaskContext(this, data as never);
  }

  async #answered(replies: NonNullable<Route["replies"]>, result: unknown): Promise<Outcome> {
    const data = checkedReply(replies, result);
    const reply = replyTo(this.event, replies, data, this.emitter());
    if (this.#tracked?.run !== undefined) return this.#tracked.succeed(data, reply);
    if (!(await this.#ended(data, reply))) await this.#insist(() => this.platform.transport.publish(reply));
    return { outcome: "ack" };
  }

  async #doneLate(result: unknown): Promise<void> {
    const { replies } = this.#route;
    if (replies === undefined) return;
    const data = checkedReply(replies, result);
    await this.#tracked?.late(data, replyTo(this.event, replies, data, this.emitter()));
  }

  /**
   * Tells the missions service of a task that it asked for by itself: end and answer are one commit. False where it
   * refuses: it knows of no such task, or of a run of it, or this agent may only publish.
   */
  async #ended(result: unknown, reply: EventInput & { readonly id: string }): Promise<boolean> {
    const { source, missionid, id } = this.event;
    if (source !== MISSIONS_SOURCE || missionid !== undefined || this.#opening !== undefined) return false;
    const { agent, platform } = this.#place;
    try {
      const answer = { agent, result, reply: emittedOf(reply) };
      await this.#insist(() => platform.runs.answer(id, answer, this.along));
      return true;
    } catch (error) {
      if (error instanceof TroupeError && !error.retryable) return false;
      throw error;
    }
  }

  /** Tells the asker of a task when no other attempt will; the platform's own notice carries the same id. */
  async #failed(thrown: unknown): Promise<Outcome | undefined> {
    const error = this.#tracked?.run?.blame(thrown) ?? thrown;
    const failure = failureOf(error);
    const isLast = failure.outcome === "reject" || this.attempt >= this.#place.maxAttempts;
    this.logger()[isLast ? "error" : "warn"](
      { outcome: failure.outcome, error },
      `${this.event.type} failed: ${failure.reason}`,
    );
    if (this.#tracked?.run !== undefined) {
      return this.#failedTask(this.#tracked, error, isLast ? undefined : failure);
    }
    const isAsked = this.event.replytype !== undefined || this.event.replytopic !== undefined;
    const platformTells = failure.outcome === "retry" && isAsked;
    if (this.#route.replies === undefined || !isLast || platformTells) return failure;
    const notice = failureNotice(this.event, this.#route.replies, error, this.emitter());
    try {
      if (notice !== undefined) await this.#insist(() => this.platform.transport.publish(notice));
    } catch (refused) {
      this.logger().error({ error: refused }, `the failure of ${this.event.type} could not be told`);
    }
    return this.#concluded ? undefined : failure;
  }

  /** A task that failed for good has its end in its mission, and is no dead letter. */
  async #failedTask(tracked: Tracked, error: unknown, retry: Outcome | undefined): Promise<Outcome | undefined> {
    const { replies } = this.#route;
    const how = retry === undefined ? { notice: failureNotice(this.event, replies, error, this.emitter()) } : { retry };
    try {
      const outcome = await tracked.fail(error, how);
      return this.#concluded ? undefined : outcome;
    } catch (refused) {
      this.logger().error({ error: refused }, `the failure of ${this.event.type} could not be told`);
      return this.#concluded ? undefined : { outcome: "retry", reason: reasonOf(error) };
    }
  }

  /** A handler's work is done by now: an unreachable platform is waited for while the lease lasts. */
  async #insist(call: () => Promise<unknown>): Promise<void> {
    const { platform } = this.#place;
    try {
      await call();
    } catch (error) {
      if (this.#abandoned || !isRetryable(error)) throw error;
      await persist(call, { ...platform, signal: this.signal() });
    }
  }

  async #settle(outcome: Outcome): Promise<void> {
    if (!this.#conclude()) return;
    try {
      const settled = await this.#delivered.settle(outcome);
      if (!settled.ok) this.logger().warn({ code: settled.error.code }, `not settled: ${settled.error.message}`);
    } catch (error) {
      this.logger().warn({ error }, `not settled, so it will be delivered again: ${reasonOf(error)}`);
    } finally {
      this.#done(this);
    }
  }

  #expire(timeoutMs: number): void {
    const error = new HandlerTimeoutError(timeoutMs);
    this.#abort(error);
    void this.#failed(error).then((outcome) => outcome && this.#settle(outcome));
  }

  async #stop(error: Error, settle: Outcome | undefined): Promise<void> {
    this.#abort(error);
    if (settle !== undefined) await this.#settle(settle);
    else if (this.#conclude()) this.#done(this);
  }

  #lose(error: Error): void {
    if (!this.#conclude()) return;
    this.logger().warn({}, error.message);
    this.#abort(error);
    this.#done(this);
  }

  #abort(reason: Error): void {
    this.#abandoned = true;
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }

  #conclude(): boolean {
    if (this.#concluded) return false;
    this.#concluded = true;
    this.#timer?.cancel();
    this.#tracked?.close();
    this.#place.leases.release(this.#delivered);
    return true;
  }

  #makeContext(): AgentContext {
    const standing = { place: this.#place, emitter: this.emitter(), signal: () => this.signal() };
    if (this.#route.replies === undefined) return plainContext(standing);
    return taskContext(standing, () => (this.#isJournaling ? this.#tracked?.run : undefined));
  }

  #fields(): object {
    const { id, type, correlationid } = this.event;
    return {
      event: id,
      type,
      correlation: correlationid,
      attempt: this.attempt,
      trace: traceIdOf(this.event.traceparent),
    };
  }
}

/** A handler may wait for any number of answers at once, and each waits for its signal as well. */
function handlersController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

function withFields(logger: Logger, fields: object): Logger {
  return {
    debug: (more, message) => logger.debug({ ...fields, ...more }, message),
    info: (more, message) => logger.info({ ...fields, ...more }, message),
    warn: (more, message) => logger.warn({ ...fields, ...more }, message),
    error: (more, message) => logger.error({ ...fields, ...more }, message),
  };
}
