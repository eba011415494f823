import { REPLY_KEY, type Start } from "@troupe/bus";
import {
  type BatchResult,
  type CloudEvent,
  dataSchemaOf,
  type EventInput,
  outcomeType,
  type Problem,
  type PublishReceipt,
  TOPICS,
  type Topic,
  TroupeError,
} from "@troupe/contracts";
import { compose, type Emission, type EmissionAttributes, type Emitter, emissionKeys } from "../domain/emission.js";
import { RequestFailedError } from "../domain/errors.js";
import {
  type AnyEvent,
  checkData,
  type EventAddress,
  type EventDefinition,
  type InputOf,
  sentData,
} from "../events/definition.js";
import type { Transport } from "../transport.js";
import { Observation } from "./observation.js";
import type { Replies, ReplyRoute } from "./replies.js";

/** How long `request` waits unless told otherwise. */
export const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

/** What may be said of an event beside its data. */
export interface PublishOptions extends EmissionAttributes {
  /** Id of the event: the same id again, within ten minutes, is dropped. Inside a handler it is derived. */
  readonly id?: string;
  /**
   * Inside a handler: what tells this emission from the handler's others, so that another attempt emits the same
   * event. By default the type and how many of it were emitted; give one when that order may vary.
   */
  readonly key?: string;
}

/** How `request` asks. */
export interface RequestOptions<Reply extends AnyEvent = AnyEvent>
  extends Omit<PublishOptions, "replyType" | "replyTopic"> {
  /** What the answer is. Without it the answer is `<type>.completed` on `action-results`, and its data unchecked. */
  readonly replies?: Reply;
  /** 30 s by default. */
  readonly timeoutMs?: number;
}

/** What `respond` answers with when it is not the request's own reply type. */
export type RespondOptions = Pick<PublishOptions, "sensitive" | "expiresAt">;

/** One event of a batch. */
export interface BatchEntry<E extends AnyEvent = AnyEvent> {
  readonly event: E;
  readonly data: InputOf<E>;
  readonly options?: PublishOptions;
}

/** What to observe: everything, from now, unless it says otherwise. */
export interface ObserveOptions {
  readonly topics?: readonly Topic[];
  /** Type filters (`order.*`, `order.>`) or definitions. */
  readonly types?: readonly (string | AnyEvent)[];
  readonly from?: Start;
}

type Composed = EventInput & { readonly id: string };

/** Publishes and keeps in mind that it did; `name` tells an emission of a handler from its others, but for those alike. */
export type Journal = (event: Composed, name: string) => Promise<PublishReceipt>;

/** What an {@link EventBus} stands on. */
export interface EventBusParts {
  readonly transport: Transport;
  readonly replies: Replies;
  readonly emitter: Emitter;
  readonly clock: ConstructorParameters<typeof Observation>[0]["clock"];
  readonly random: () => number;
  /** Hears of tries to observe that failed. */
  readonly onTrouble?: ConstructorParameters<typeof Observation>[0]["onTrouble"];
  /** Inside a handler: aborted when the event is no longer this agent's to handle. */
  readonly signal?: () => AbortSignal;
  /** What publishes in the transport's place, while something does. */
  readonly journal?: () => Journal | undefined;
}

/**
 * Publishes events and asks for answers. Inside a handler (`context.bus`) what it publishes inherits correlation,
 * mission and trace from the event handled, and another attempt publishes nothing twice.
 */
export class EventBus {
  readonly #parts: EventBusParts;
  readonly #nextKey = emissionKeys();

  constructor(parts: EventBusParts) {
    this.#parts = parts;
  }

  /**
   * Resolves once the event is stored: from then on nothing loses it. Throws SCHEMA_MISMATCH before anything is
   * sent when the data does not fit.
   */
  publish<Data, Input>(
    event: EventDefinition<Data, Input>,
    data: NoInfer<Input>,
    options?: PublishOptions,
  ): Promise<PublishReceipt>;
  publish(event: EventAddress, data: unknown, options?: PublishOptions): Promise<PublishReceipt>;
  async publish(event: AnyEvent | EventAddress, data: unknown, options: PublishOptions = {}): Promise<PublishReceipt> {
    return this.#publish(this.#emission(event, data, options));
  }

  /** Publishes many at once: an outcome for each, in order. Throws SCHEMA_MISMATCH, and sends nothing, when one does not fit. */
  async publishBatch<const E extends readonly AnyEvent[]>(
    entries: {
      readonly [K in keyof E]: BatchEntry<E[K]>;
    },
  ): Promise<readonly BatchResult[]> {
    const emissions = (entries as readonly BatchEntry[]).map(({ event, data, options = {} }) =>
      this.#emission(event, data, options),
    );
    if (this.#parts.journal?.() === undefined) {
      return this.#parts.transport.publishBatch(emissions.map((emission) => this.#composed(emission)));
    }
    const outcomes = emissions.map((emission) => this.#publish(emission).catch(batchProblem));
    return Promise.all(outcomes);
  }

  /** Publishes a fact for whoever cares: an event on `business-facts`. */
  announce<Data, Input>(
    event: EventDefinition<Data, Input, "business-facts">,
    data: NoInfer<Input>,
    options?: PublishOptions,
  ): Promise<PublishReceipt>;
  announce(type: string, data: unknown, options?: PublishOptions): Promise<PublishReceipt>;
  async announce(event: AnyEvent | string, data: unknown, options: PublishOptions = {}): Promise<PublishReceipt> {
    const named = typeof event === "string" ? ({ type: event, topic: "business-facts" } as const) : event;
    return this.#publish(this.#emission(named, data, options));
  }

  /**
   * Publishes a request and waits for its answer. Throws {@link RequestFailedError} when the answer is
   * `<type>.failed`, RequestTimeoutError when none comes in time. A lost connection is waited out.
   */
  request<Data, Input, ReplyData>(
    event: EventDefinition<Data, Input>,
    data: NoInfer<Input>,
    options: Omit<RequestOptions, "replies"> & { readonly replies: EventDefinition<ReplyData, unknown> },
  ): Promise<ReplyData>;
  request<Data, Input>(
    event: EventDefinition<Data, Input>,
    data: NoInfer<Input>,
    options?: Omit<RequestOptions, "replies">,
  ): Promise<unknown>;
  request<ReplyData>(
    event: EventAddress,
    data: unknown,
    options: Omit<RequestOptions, "replies"> & { readonly replies: EventDefinition<ReplyData, unknown> },
  ): Promise<ReplyData>;
  request(event: EventAddress, data: unknown, options?: Omit<RequestOptions, "replies">): Promise<unknown>;
  async request(event: AnyEvent | EventAddress, data: unknown, options: RequestOptions = {}): Promise<unknown> {
    const { replies, timeoutMs = DEFAULT_REQUEST_TIMEOUT_MS, ...said } = options;
    const route: ReplyRoute = {
      topic: replies?.topic ?? "action-results",
      completed: replies?.type ?? outcomeType(event.type, "completed"),
      failed: outcomeType(event.type, "failed"),
    };
    const asked = this.#composed(
      this.#emission(event, data, { ...said, replyType: route.completed, replyTopic: route.topic }),
    );
    const signal = this.#parts.signal?.();
    const answer = await this.#parts.replies.ask({ event: asked, route, timeoutMs, signal });
    if (answer.type === route.failed) throw new RequestFailedError(event.type, answer.data as Problem);
    return replies === undefined ? answer.data : checkData(replies, answer.data);
  }

  /** Answers a request that was handled earlier or elsewhere, where and as its asker expects it. Once per request: a repeated answer is dropped. */
  respond<Data, Input>(
    request: CloudEvent,
    reply: EventDefinition<Data, Input>,
    data: NoInfer<Input>,
    options: RespondOptions = {},
  ): Promise<PublishReceipt> {
    const { emitter } = this.#parts;
    const group = emitter.cause?.group ?? emitter.source;
    const emission = {
      ...this.#emission(reply, data, { ...options, key: REPLY_KEY }),
      type: request.replytype ?? reply.type,
      topic: request.replytopic ?? reply.topic,
    };
    return this.#publish(emission, { ...emitter, cause: { event: request, group } });
  }

  /** Watches what is published; resumes by itself where a connection broke. Settles nothing and takes nothing from anyone. */
  observe(options: ObserveOptions = {}): Observation {
    const { topics = TOPICS, types = [], from = "now" } = options;
    const names = types.map((type) => (typeof type === "string" ? type : type.type));
    return new Observation(this.#parts, { topics, types: names, from });
  }

  #emission(event: AnyEvent | EventAddress, data: unknown, { id, key, ...attributes }: PublishOptions): Emission {
    const { type, topic } = event;
    const named = {
      type,
      topic,
      attributes,
      ...(id === undefined ? {} : { id }),
      ...(key === undefined ? {} : { key }),
    };
    const sent = sentData(event, data);
    if (event.schema === undefined) return { ...named, data: sent };
    return { ...named, dataschema: dataSchemaOf(type, event.version), data: sent };
  }

  async #publish(emission: Emission, emitter?: Emitter): Promise<PublishReceipt> {
    const event = this.#composed(emission, emitter);
    const journal = this.#parts.journal?.();
    if (journal === undefined) return this.#parts.transport.publish(event);
    return journal(event, emission.key === undefined ? event.type : `${event.type}:${emission.key}`);
  }

  #composed(emission: Emission, emitter: Emitter = this.#parts.emitter): Composed {
    this.#parts.signal?.().throwIfAborted();
    return compose(emission, emitter, this.#nextKey);
  }
}

const batchProblem = (error: unknown): BatchResult => {
  const known =
    error instanceof TroupeError ? error : new TroupeError("INTERNAL", "the event was not stored", { cause: error });
  return { problem: known.toProblem("") };
};
