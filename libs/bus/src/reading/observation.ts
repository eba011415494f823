/**
 * One observer. It is `live`, sharing the hub's frames, or `behind`, reading privately as fast as it is read.
 *
 * 1. `position` (W) is, while behind, up to where each topic's events were queued or given; queued frames are given
 *    before anything else, so a change of mode never reorders.
 * 2. Live to behind: what waits in the queue passes MAX_QUEUED_BYTES; W is then the hub's positions after the last
 *    frame queued.
 * 3. Behind to live: the hub takes it at W (hub invariant 3); what the private readers hold beyond W is thrown away,
 *    since the hub gives it too.
 * 4. Behind, nothing is fetched unless the observer asks: back-pressure ends in JetStream, not in memory.
 */
import type { TroupeError } from "@troupe/contracts";
import type { Observation, Observed } from "../bus.js";
import type { Positions } from "../domain/cursor.js";
import { holdsEvent } from "../domain/readable.js";
import type { ReadingContext } from "./context.js";
import { asBusError, ReaderLost } from "./fault.js";
import { EventFrame, type Frame, type GapFrame, type Parcel, parcelOf } from "./frame.js";
import type { Hub, HubMember } from "./hub.js";
import { MergedReader, type Step } from "./merged-reader.js";
import { readerSubject, type Selection, topicAt, typeOfSubject } from "./selection.js";
import { TopicReader } from "./topic-reader.js";

/** What one observer may leave unread before it reads privately. */
const MAX_QUEUED_BYTES = 1_048_576;
const BATCH = 1_024;
const CHUNK = 512;
const RETRY_MS = 250;

type Batch = readonly Observed[];
type Outcome = IteratorResult<Batch, undefined>;

export interface ObservationOptions {
  readonly context: ReadingContext;
  readonly hub: Hub;
  readonly tenant: string;
  readonly selection: Selection;
  /** Where it starts, as its cursor says. */
  readonly start: Positions;
  /** What was removed after `start` already, and the positions after that. */
  readonly removed: { readonly position: Positions; readonly gaps: readonly GapFrame[] };
  /** Gives back the hub's taps. */
  readonly release: () => void;
}

export class LiveObservation implements Observation, HubMember, AsyncIterator<Batch, undefined> {
  readonly selection: Selection;
  readonly #options: ObservationOptions;
  #position: Positions;
  #live = false;
  #queue: Parcel[] | undefined;
  #queuedBytes = 0;
  #waiting: { resolve: (outcome: Outcome) => void; reject: (error: TroupeError) => void } | undefined;
  #reader: MergedReader | undefined;
  #wake: (() => void) | undefined;
  #error: TroupeError | undefined;
  #closed = false;

  constructor(options: ObservationOptions) {
    this.#options = options;
    this.selection = options.selection;
    this.#position = options.removed.position;
    if (options.removed.gaps.length > 0) this.#enqueue(parcelOf(options.removed.gaps));
    this.#goLive();
  }

  get cursor(): string {
    const { context, tenant, start } = this.#options;
    return context.cursors.sign(tenant, start);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Outcome> {
    const batch = this.#shift();
    if (batch !== undefined) return Promise.resolve({ done: false, value: batch });
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    return this.#live ? this.#wait() : this.#catchUp();
  }

  async return(): Promise<Outcome> {
    await this.close();
    return { done: true, value: undefined };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#end();
    this.#queue = undefined;
    this.#waiting?.resolve({ done: true, value: undefined });
    this.#waiting = undefined;
  }

  deliver(parcel: Parcel, positions: Positions): void {
    if (this.#waiting !== undefined) {
      this.#waiting.resolve({ done: false, value: parcel.frames });
      this.#waiting = undefined;
      return;
    }
    this.#enqueue(parcel);
    if (this.#queuedBytes <= MAX_QUEUED_BYTES) return;
    this.#options.hub.leave(this);
    this.#live = false;
    this.#position = positions;
  }

  fail(error: TroupeError): void {
    if (this.#closed) return;
    this.#error = error;
    this.#end();
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }

  #end(): void {
    this.#closed = true;
    this.#options.hub.leave(this);
    this.#options.release();
    this.#reader?.close();
    this.#reader = undefined;
    this.#wake?.();
  }

  #enqueue(parcel: Parcel): void {
    this.#queue ??= [];
    this.#queue.push(parcel);
    this.#queuedBytes += parcel.bytes;
  }

  #shift(): Batch | undefined {
    const parcel = this.#queue?.shift();
    if (parcel === undefined) return undefined;
    this.#queuedBytes -= parcel.bytes;
    if (this.#queue?.length === 0) this.#queue = undefined;
    return parcel.frames;
  }

  #wait(): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  async #catchUp(): Promise<Outcome> {
    while (!this.#closed) {
      if (this.#goLive()) return await this.next();
      try {
        const frames = await this.#read();
        if (frames.length > 0 && !this.#closed) return { done: false, value: frames };
      } catch (error) {
        if (this.#closed) break;
        const fault = error instanceof ReaderLost ? undefined : asBusError(error);
        if (fault !== undefined && fault.code !== "BUS_UNAVAILABLE") this.fail(fault);
        else await this.#pause();
      }
    }
    if (this.#error !== undefined) throw this.#error;
    return { done: true, value: undefined };
  }

  /** Joins the hub when it can. Set first: joining delivers what was missed, which may overflow at once. */
  #goLive(): boolean {
    this.#live = true;
    const joined = this.#options.hub.join(this, this.#position);
    if (!joined) this.#live = false;
    if (joined) {
      this.#reader?.close();
      this.#reader = undefined;
    }
    return joined;
  }

  async #read(): Promise<Frame[]> {
    this.#reader ??= this.#openReader();
    const reader = this.#reader;
    const steps = await reader.next(BATCH);
    this.#position = reader.positions;
    return steps.flatMap((step) => this.#frameOf(step) ?? []);
  }

  #frameOf({ entry, topic, positions }: Step): Frame | undefined {
    if (entry.kind === "gap") return { ...entry, topicIndex: topic, positions };
    const type = typeOfSubject(entry.subject);
    if (!this.selection.hasType(type) || !holdsEvent(entry.data)) return undefined;
    const { context, tenant } = this.#options;
    const stored = { topic: topicAt(topic), topicIndex: topic, sequence: entry.sequence, type };
    return new EventFrame({ ...stored, bytes: Buffer.from(entry.data) }, positions, (at) =>
      context.cursors.sign(tenant, at),
    );
  }

  #openReader(): MergedReader {
    const { context, tenant } = this.#options;
    const readers = this.selection.topics.map(
      (topic) =>
        new TopicReader(context, {
          topic,
          subject: readerSubject(tenant, topicAt(topic)),
          after: this.#position[topic] ?? 0,
          chunkMessages: CHUNK,
          ahead: true,
        }),
    );
    return new MergedReader(readers, this.#position);
  }

  /** Until the connection is back, a moment has passed or the observer left. */
  #pause(): Promise<void> {
    const { clock, watch } = this.#options.context;
    return new Promise((resolve) => {
      const timer = clock.after(RETRY_MS, () => this.#wake?.());
      const off = watch.onChange((state) => {
        if (state === "connected") this.#wake?.();
      });
      this.#wake = () => {
        timer.cancel();
        off();
        this.#wake = undefined;
        resolve();
      };
    });
  }
}
