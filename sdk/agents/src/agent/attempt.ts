import { setMaxListeners } from "node:events";
import { derivedEventId, failureReply, type Outcome, REPLY_KEY, type Timer } from "@troupe/bus";
import { type CloudEvent, dataSchemaOf, type EventInput } from "@troupe/contracts";
import { EventBus } from "../bus/event-bus.js";
import type { Replies } from "../bus/replies.js";
import { compose, type Emitter, emissionKeys } from "../domain/emission.js";
import { LeaseLostError, RetryableError, TerminalError } from "../domain/errors.js";
import { failureOf, problemOf, reasonOf } from "../domain/outcome.js";
import { childTrace, traceIdOf } from "../domain/trace.js";
import { checkData } from "../events/definition.js";
import { Missions } from "../missions/missions.js";
import type { Logger, Platform } from "../platform.js";
import { isRetryable, persist } from "../time.js";
import type { Delivered } from "../transport.js";
import { type AgentContext, HandlerContext, type HandlerParts } from "./handler-context.js";
import type { LeaseKeeper } from "./lease-keeper.js";
import type { Route } from "./routes.js";

/*
 * One attempt at one event.
 * 1. It concludes once: by its handler's end, by a lost lease, by its time being up, or by being given back.
 * 2. A task's answer is stored before its event is acknowledged; answer and failure share one derived id, so an
 *    asker hears once, whoever says it.
 * 3. After its conclusion the handler's signal is aborted and its emissions are refused.
 */

/** What attempts share. */
export interface Workplace {
  readonly platform: Platform;
  readonly replies: Replies;
  readonly leases: LeaseKeeper;
  readonly source: string;
  readonly group: string;
  /** Deliveries after which the platform gives an event up. */
  readonly maxAttempts: number;
}

export class Attempt implements HandlerParts {
  readonly event: CloudEvent;
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
    leases.hold(this.#delivered, (lost) => this.#lose(lost));
    const { timeoutMs } = this.#route;
    if (timeoutMs !== undefined) this.#timer = platform.clock.after(timeoutMs, () => this.#expire(timeoutMs));
    const outcome = await this.#outcome();
    if (outcome !== undefined) await this.#settle(outcome);
  }

  /** Gives the event back to the group, unfinished. */
  async release(reason: string): Promise<void> {
    this.#abort(new RetryableError(reason));
    await this.#settle({ outcome: "retry", afterMs: 0, reason });
  }

  signal(): AbortSignal {
    this.#controller ??= handlersController();
    if (this.#concluded) this.#controller.abort(new LeaseLostError(this.event.id));
    return this.#controller.signal;
  }

  context(): AgentContext {
    const { platform, replies } = this.#place;
    this.#context ??= {
      bus: new EventBus({
        transport: platform.transport,
        replies,
        emitter: this.#emitter(),
        clock: platform.clock,
        random: platform.random,
        signal: () => this.signal(),
      }),
      registry: platform.registry,
      content: platform.content,
      missions: new Missions({
        client: platform.missions,
        transport: platform.transport,
        clock: platform.clock,
        random: platform.random,
        missionId: this.#missionIds(),
      }),
    };
    return this.#context;
  }

  logger(): Logger {
    this.#logger ??= withFields(this.#place.platform.logger, this.#fields());
    return this.#logger;
  }

  async #outcome(): Promise<Outcome | undefined> {
    try {
      const result = await this.#route.handle(this.#handlerContext());
      if (this.#abandoned) return undefined;
      if (this.#route.replies !== undefined) await this.#answer(result);
      return { outcome: "ack" };
    } catch (error) {
      if (this.#abandoned) {
        this.logger().debug({ reason: reasonOf(error) }, "a handler ended after its event was settled");
        return undefined;
      }
      return this.#failed(error);
    }
  }

  #handlerContext(): HandlerContext<never> {
    const { event } = this.#route;
    if (event === undefined) return new HandlerContext(this, this.event.data as never);
    try {
      return new HandlerContext(this, checkData(event, this.event.data) as never);
    } catch (cause) {
      throw terminal(cause);
    }
  }

  async #answer(result: unknown): Promise<void> {
    const replies = this.#route.replies as NonNullable<Route["replies"]>;
    let data: unknown;
    try {
      data = checkData(replies, result);
    } catch (cause) {
      throw terminal(cause);
    }
    await this.#publish(
      compose(
        {
          type: this.event.replytype ?? replies.type,
          topic: this.event.replytopic ?? replies.topic,
          dataschema: dataSchemaOf(replies.type, replies.version),
          data,
          key: REPLY_KEY,
          ...(this.event.taskid === undefined ? {} : { attributes: { taskId: this.event.taskid } }),
        },
        this.#emitter(),
        () => REPLY_KEY,
      ),
    );
  }

  /** Tells the asker of a task when no other attempt will; the platform's own notice carries the same id. */
  async #failed(error: unknown): Promise<Outcome | undefined> {
    const failure = failureOf(error);
    const isLast = failure.outcome === "reject" || this.attempt >= this.#place.maxAttempts;
    this.logger()[isLast ? "error" : "warn"](
      { outcome: failure.outcome, error },
      `${this.event.type} failed: ${failure.reason}`,
    );
    const isAsked = this.event.replytype !== undefined || this.event.replytopic !== undefined;
    const platformTells = failure.outcome === "retry" && isAsked;
    if (this.#route.replies === undefined || !isLast || platformTells) return failure;
    const notice = this.#failureNotice(error);
    try {
      if (notice !== undefined) await this.#publish(notice);
    } catch (refused) {
      this.logger().error({ error: refused }, `the failure of ${this.event.type} could not be told`);
    }
    return this.#concluded ? undefined : failure;
  }

  #failureNotice(error: unknown): EventInput | undefined {
    const { group, source, platform } = this.#place;
    const answersTo = this.event.replytype === undefined ? this.#route.replies?.topic : undefined;
    const request = { ...this.event, replytopic: this.event.replytopic ?? answersTo ?? "action-results" };
    const problem = problemOf(error, traceIdOf(this.event.traceparent));
    const notice = failureReply(request, { group, source, problem });
    return notice && { ...notice, traceparent: childTrace(this.event.traceparent, platform.randomHex) };
  }

  /** A handler's work is done by now: an unreachable platform is waited for while the lease lasts. */
  async #publish(event: EventInput): Promise<void> {
    const { platform } = this.#place;
    try {
      await platform.transport.publish(event);
    } catch (error) {
      if (this.#abandoned || !isRetryable(error)) throw error;
      await persist(() => platform.transport.publish(event), { ...platform, signal: this.signal() });
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
    const error = new RetryableError(`the handler took longer than ${timeoutMs} ms`);
    this.#abort(error);
    void this.#failed(error).then((outcome) => outcome && this.#settle(outcome));
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
    this.#place.leases.release(this.#delivered);
    return true;
  }

  #emitter(): Emitter {
    const { platform, source, group } = this.#place;
    return { source, newId: platform.newId, randomHex: platform.randomHex, cause: { event: this.event, group } };
  }

  #missionIds(): () => string {
    const nextKey = emissionKeys();
    return () => derivedEventId(this.event.id, this.#place.group, nextKey("mission"));
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

const terminal = (cause: unknown): TerminalError => new TerminalError(reasonOf(cause), { ...faultsIn(cause), cause });

const faultsIn = (cause: unknown): object =>
  cause instanceof Error && "errors" in cause && cause.errors !== undefined ? { errors: cause.errors } : {};

function withFields(logger: Logger, fields: object): Logger {
  return {
    debug: (more, message) => logger.debug({ ...fields, ...more }, message),
    info: (more, message) => logger.info({ ...fields, ...more }, message),
    warn: (more, message) => logger.warn({ ...fields, ...more }, message),
    error: (more, message) => logger.error({ ...fields, ...more }, message),
  };
}
