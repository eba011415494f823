import { type CloudEvent, dataSchemaOf, type Failure, type Mission, outcomeType, TIMER_FIRED } from "@troupe/contracts";
import type { ContentClient } from "../../content-client.js";
import { assertJson } from "../../domain/json.js";
import { type AnyEvent, type EventAddress, type EventDefinition, sentData } from "../../events/definition.js";
import type { Logger } from "../../platform.js";
import type { RegistryClient } from "../../registry-client.js";
import { timerKeyOf } from "../plan-strategy.js";
import type { DecidedEnd, Decision, Moment, Sent } from "../strategy.js";

/** How an event of a decision is sent. */
export interface SendOptions {
  /** Tells it from the others of its type that the mission sends; by default the how-manieth it is. */
  readonly key?: string;
}

export interface TurnAskOptions extends SendOptions {
  /** What answers it; `<type>.completed` on `action-results` by default. */
  readonly replies?: AnyEvent | EventAddress;
}

/** What a hand-written planner keeps, beside what is its own. */
export interface HandState {
  readonly own: unknown;
  readonly counts: Readonly<Record<string, number>>;
  readonly timers: readonly { readonly key: string; readonly at: string }[];
}

/**
 * One decision in the making. What is said here takes effect when the handler ends, all at once and only if nobody
 * else decided meanwhile; else the handler is called again with what is then. So it acts through the turn alone.
 */
export class Turn<Data = unknown, State = unknown> {
  readonly data: Data;
  readonly #moment: Moment;
  readonly #emit: Sent[] = [];
  readonly #counts: Record<string, number>;
  #timers: HandState["timers"];
  #own: unknown;
  #at: string | undefined;
  #end: DecidedEnd | undefined;
  #reason: unknown;
  #isIgnored = false;

  constructor(moment: Moment, data: Data) {
    const kept = moment.state as HandState | undefined;
    this.data = data;
    this.#moment = moment;
    this.#own = kept?.own;
    this.#counts = { ...kept?.counts };
    const fired = moment.event.type === TIMER_FIRED.type ? timerKeyOf(moment.event) : undefined;
    this.#timers = (kept?.timers ?? []).filter(({ key }) => key !== fired);
  }

  /** The event that led here. */
  get event(): CloudEvent {
    return this.#moment.event;
  }

  get mission(): Mission {
    return this.#moment.mission;
  }

  /** What an earlier turn kept; undefined in the first. */
  get state(): State | undefined {
    return this.#own as State | undefined;
  }

  get registry(): RegistryClient {
    return this.#moment.platform.registry;
  }

  /** Bodies too large for events. What is put is there even if another decided first: it is kept by its hash. */
  get content(): ContentClient {
    return this.#moment.platform.content;
  }

  get logger(): Logger {
    return this.#moment.logger;
  }

  get signal(): AbortSignal {
    return this.#moment.signal;
  }

  /** Milliseconds since the epoch. */
  get nowMs(): number {
    return this.#moment.platform.clock.now();
  }

  /** Keeps `state`, which is JSON, for later turns; `at` says in words where the mission is. */
  become(state: State, at?: string): void {
    assertJson(state, "the state cannot be kept");
    this.#own = state;
    this.#at = at ?? this.#at;
  }

  /** Publishes an event; nobody's answer is expected. Gives its id. Throws SCHEMA_MISMATCH. */
  publish<Input>(
    event: EventDefinition<unknown, Input> | EventAddress,
    data: NoInfer<Input>,
    options: SendOptions = {},
  ): string {
    return this.#send(event as AnyEvent | EventAddress, data, options.key, {});
  }

  /** Asks for a task of the mission; its answer comes to `onTransition` of the answer's type. Gives the task's id. */
  ask<Input>(
    event: EventDefinition<unknown, Input> | EventAddress,
    data: NoInfer<Input>,
    options: TurnAskOptions = {},
  ): string {
    const { key, replies } = options;
    return this.#send(event as AnyEvent | EventAddress, data, key, {
      isTask: true,
      replyType: replies?.type ?? outcomeType(event.type, "completed"),
      replyTopic: replies?.topic ?? "action-results",
    });
  }

  /** Has `onTimer` called in `afterMs`; the same key again sets it anew. */
  setTimer(key: string, afterMs: number): void {
    this.clearTimer(key);
    this.#timers = [...this.#timers, { key, at: new Date(this.nowMs + afterMs).toISOString() }];
  }

  clearTimer(key: string): void {
    this.#timers = this.#timers.filter((timer) => timer.key !== key);
  }

  /** Notes why, for whoever asks later. */
  because(reason: unknown): void {
    assertJson(reason, "the reason cannot be kept");
    this.#reason = reason;
  }

  /** Nothing follows from this event. */
  ignore(): void {
    this.#isIgnored = true;
  }

  /** Ends the mission. */
  complete(result: unknown): void {
    assertJson(result, "the result cannot be told");
    this.#end = { as: "succeeded", result };
  }

  fail(failure: Failure | string, result?: unknown): void {
    assertJson(result, "the result cannot be told");
    const said = typeof failure === "string" ? { code: "PLAN_FAILED", message: failure } : failure;
    this.#end = { as: "failed", failure: said, ...(result === undefined ? {} : { result }) };
  }

  /** What the turn came to. */
  decision(): Decision {
    if (this.#isIgnored) return { kind: "ignored", why: "the planner lets it pass" };
    const end = this.#end;
    const state: HandState = { own: this.#own, counts: this.#counts, timers: this.#timers };
    return {
      kind: "decided",
      state,
      at: end?.as ?? this.#at ?? "under way",
      emit: this.#emit,
      timers: end === undefined ? this.#timers : [],
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      ...(end === undefined ? {} : { end }),
    };
  }

  #send(event: AnyEvent | EventAddress, data: unknown, key: string | undefined, more: Partial<Sent>): string {
    const { type, topic } = event;
    const count = (this.#counts[type] ?? 0) + 1;
    if (key === undefined) this.#counts[type] = count;
    const id = this.#moment.idOf(key === undefined ? `${type}#${count}` : `${type}/${key}`);
    const schema = event.schema === undefined ? {} : { dataschema: dataSchemaOf(type, event.version) };
    this.#emit.push({
      id,
      type,
      topic,
      ...schema,
      data: sentData(event, data),
      ...more,
    });
    return id;
  }
}
