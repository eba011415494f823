import type { Clock, Outcome, Settled, Start } from "@troupe/bus";
import {
  type BatchResult,
  type Delivery,
  type EventInput,
  MAX_BATCH_EVENTS,
  type PublishReceipt,
  type StreamFrames,
  TroupeError,
} from "@troupe/contracts";
import type {
  Along,
  Delivered,
  DeliverySession,
  JoinRequest,
  ObservationSession,
  ObserveRequest,
  Sight,
  Transport,
} from "../transport.js";
import type { Caller } from "./call.js";
import { type Frame, framesOf } from "./frames.js";
import { Settler } from "./settler.js";

/** Events over HTTP, deliveries and observations over server-sent events: agents anywhere a URL reaches. */
export class HttpTransport implements Transport {
  readonly #caller: Caller;
  readonly #clock: Clock;
  readonly #settler: Settler;
  readonly #closing = new AbortController();

  constructor(caller: Caller, clock: Clock, random: () => number) {
    this.#caller = caller;
    this.#clock = clock;
    this.#settler = new Settler(caller, clock, random, this.#closing.signal);
  }

  publish(event: EventInput): Promise<PublishReceipt> {
    return this.#caller.json({
      method: "POST",
      path: "/v1/events",
      body: JSON.stringify(event),
      contentType: "application/cloudevents+json",
      ...(event.traceparent === undefined ? {} : { headers: { traceparent: event.traceparent } }),
    });
  }

  async publishBatch(events: readonly EventInput[]): Promise<readonly BatchResult[]> {
    const results: BatchResult[] = [];
    for (let at = 0; at < events.length; at += MAX_BATCH_EVENTS) {
      const answer = await this.#caller.json<{ results: BatchResult[] }>({
        method: "POST",
        path: "/v1/events/batch",
        body: JSON.stringify(events.slice(at, at + MAX_BATCH_EVENTS)),
        contentType: "application/cloudevents-batch+json",
      });
      results.push(...answer.results);
    }
    return results;
  }

  async join(request: JoinRequest): Promise<DeliverySession> {
    const leaving = new AbortController();
    const { frames } = await this.#open(joinQuery(request), leaving);
    const settler = this.#settler;
    return {
      leave: async () => leaving.abort(),
      async *[Symbol.asyncIterator](): AsyncGenerator<readonly Delivered[]> {
        for await (const batch of until(frames, leaving.signal)) {
          const leased = batch.flatMap((frame) => (frame.name === "event" ? deliveredOf(frame.data, settler) : []));
          if (leased.length > 0) yield leased;
        }
      },
    };
  }

  async observe(request: ObserveRequest): Promise<ObservationSession> {
    const leaving = new AbortController();
    const { ready, frames } = await this.#open(observeQuery(request), leaving);
    if (ready.cursor === null) {
      leaving.abort();
      throw new TroupeError("BUS_UNAVAILABLE", "the stream did not say where it starts");
    }
    return {
      cursor: ready.cursor,
      close: async () => leaving.abort(),
      async *[Symbol.asyncIterator](): AsyncGenerator<readonly Sight[]> {
        for await (const batch of until(frames, leaving.signal)) {
          const sights = batch.flatMap(sightOf);
          if (sights.length > 0) yield sights;
        }
      },
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  /** Resolves with the `ready` frame and what follows it. */
  async #open(
    query: URLSearchParams,
    leaving: AbortController,
  ): Promise<{ ready: StreamFrames["ready"]; frames: AsyncGenerator<readonly Frame[]> }> {
    const broken = new AbortController();
    const signal = AbortSignal.any([leaving.signal, this.#closing.signal, broken.signal]);
    const path = `/v1/events/stream?${query}`;
    const response = await this.#caller.send({ method: "GET", path, headers: { accept: "text/event-stream" }, signal });
    if (response.stream === undefined) throw new TroupeError("BUS_UNAVAILABLE", "the answer is no event stream");
    const all = framesOf(response.stream, this.#clock, () => broken.abort());
    const first = await all.next();
    const [ready, ...rest] = first.done ? [] : first.value;
    if (ready?.name !== "ready") {
      broken.abort();
      throw new TroupeError("BUS_UNAVAILABLE", "the stream did not say that it is ready");
    }
    return { ready: ready.data, frames: following(rest, all) };
  }
}

async function* following(
  first: readonly Frame[],
  rest: AsyncGenerator<readonly Frame[]>,
): AsyncGenerator<readonly Frame[]> {
  if (first.length > 0) yield first;
  yield* rest;
}

/** Ends at a good-bye or when we leave; breaks as the frames break. */
async function* until(frames: AsyncGenerator<readonly Frame[]>, left: AbortSignal): AsyncGenerator<readonly Frame[]> {
  try {
    for await (const batch of frames) {
      yield batch;
      if (batch.some(({ name }) => name === "bye")) return;
    }
  } catch (error) {
    if (!left.aborted) throw error;
  }
}

function deliveredOf({ event, delivery }: StreamFrames["event"], settler: Settler): Delivered[] {
  return delivery === undefined ? [] : [new HttpDelivered(event, delivery, settler)];
}

/** A delivery whose token changes when it is extended. */
class HttpDelivered implements Delivered, Along {
  readonly event: Delivered["event"];
  readonly attempt: number;
  readonly leaseMs: number;
  readonly #settler: Settler;
  #token: string;
  #isSettled = false;

  constructor(event: StreamFrames["event"]["event"], delivery: Delivery, settler: Settler) {
    this.event = event;
    this.attempt = delivery.attempt;
    this.leaseMs = delivery.leaseMs;
    this.#token = delivery.token;
    this.#settler = settler;
  }

  get along(): Along {
    return this;
  }

  get token(): string {
    return this.#token;
  }

  settled(): void {
    this.#isSettled = true;
  }

  async settle(outcome: Outcome): Promise<Settled> {
    if (this.#isSettled) return { ok: true };
    const settled = await this.#settler.settle(this.#token, outcome);
    if (settled.ok && settled.token !== undefined) this.#token = settled.token;
    return settled;
  }
}

function sightOf({ name, id, data }: Frame): Sight[] {
  if (name === "gap") return [{ kind: "gap", ...data }];
  return name === "event" && id !== undefined ? [{ kind: "event", event: data.event, cursor: id }] : [];
}

function startOf(from: Start): string {
  if (typeof from === "string") return from;
  return "time" in from ? from.time : from.cursor;
}

function observeQuery({ topics, types, from }: ObserveRequest): URLSearchParams {
  return new URLSearchParams({ topics: topics.join(), types: types.join(), from: startOf(from) });
}

function joinQuery({ topics, types, group, member, credit, from, update, policy = {} }: JoinRequest): URLSearchParams {
  const query = new URLSearchParams({ topics: topics.join(), types: types.join(), group, member, credit: `${credit}` });
  if (from !== undefined) query.set("from", startOf(from));
  if (update) query.set("update", "true");
  for (const [name, value] of Object.entries(policy)) if (value !== undefined) query.set(name, `${value}`);
  return query;
}
