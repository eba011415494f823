import type { CloudEvent, Topic } from "@troupe/contracts";

/** One stored event. */
export interface Entry {
  readonly topic: Topic;
  /** Place in the topic, from 1. */
  readonly sequence: number;
  /** Place among all of the tenant's events. */
  readonly order: number;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
  readonly type: string;
  readonly line: string;
  readonly expiresAt: number;
  /** The one group that sees it, for a replayed event. */
  readonly to: string | undefined;
}

export interface Appended {
  readonly sequence: number;
  readonly duplicate: boolean;
}

interface Writing {
  readonly now: number;
  readonly order: number;
  readonly to?: string;
}

/** A tenant's events of one topic, oldest first, with the ids of the duplicate window. */
export class TopicLog {
  readonly topic: Topic;
  readonly #windowMs: number;
  readonly #entries: Entry[] = [];
  readonly #recent = new Map<string, { sequence: number; at: number }>();
  #head = 0;

  constructor(topic: Topic, windowMs: number) {
    this.topic = topic;
    this.#windowMs = windowMs;
  }

  /** Sequence of the newest event, 0 before the first. */
  get head(): number {
    return this.#head;
  }

  /** Sequence of the oldest kept event; one past the newest when none is kept. */
  get first(): number {
    return this.#head - this.#entries.length + 1;
  }

  append(event: CloudEvent, writing: Writing): Appended {
    this.#forget(writing.now);
    const known = this.#recent.get(event.id);
    if (known !== undefined) return { sequence: known.sequence, duplicate: true };
    this.#head += 1;
    this.#recent.set(event.id, { sequence: this.#head, at: writing.now });
    this.#entries.push({
      topic: this.topic,
      sequence: this.#head,
      order: writing.order,
      storedAt: writing.now,
      type: event.type,
      line: JSON.stringify(event),
      expiresAt: event.expiresat === undefined ? Number.POSITIVE_INFINITY : Date.parse(event.expiresat),
      to: writing.to,
    });
    return { sequence: this.#head, duplicate: false };
  }

  /** The first event after `sequence` that `wanted` accepts. */
  next(sequence: number, wanted: (entry: Entry) => boolean): Entry | undefined {
    for (let at = Math.max(0, sequence + 1 - this.first); at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry !== undefined && wanted(entry)) return entry;
    }
    return undefined;
  }

  /** Kept events after `sequence`. */
  after(sequence: number): readonly Entry[] {
    return this.#entries.slice(Math.max(0, sequence + 1 - this.first));
  }

  /** Sequence of the last event stored before `time`, or before the oldest kept one. */
  before(time: number): number {
    const next = this.#entries.find((entry) => entry.storedAt >= time);
    return next === undefined ? this.#head : next.sequence - 1;
  }

  /** Removes all kept events. */
  trim(): void {
    this.#entries.length = 0;
  }

  #forget(now: number): void {
    for (const [id, { at }] of this.#recent) {
      if (at + this.#windowMs > now) return;
      this.#recent.delete(id);
    }
  }
}

export const bytesOf = (entry: Entry): Uint8Array => new TextEncoder().encode(entry.line);
/** A copy of its own for each reader. */
export const eventIn = (entry: Entry): CloudEvent => JSON.parse(entry.line) as CloudEvent;
