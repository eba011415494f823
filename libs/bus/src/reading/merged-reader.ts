import type { Positions } from "../domain/cursor.js";
import type { Gap, StoredMessage } from "./message.js";
import type { Chunk, TopicReader } from "./topic-reader.js";

/** An entry with the positions after it. */
export interface Step {
  readonly entry: StoredMessage | Gap;
  readonly topic: number;
  readonly positions: Positions;
}

interface Lane {
  readonly reader: TopicReader;
  chunk: Chunk | undefined;
  at: number;
}

/** Chunks after which topics that were at their end are looked at again, while others still have a backlog. */
const LOOK_AGAIN_EVERY = 16;

/** Reads several topics as one, merged by the time at which they were stored. */
export class MergedReader {
  readonly #lanes: Lane[];
  #positions: number[];
  #chunks = 0;

  constructor(readers: readonly TopicReader[], start: Positions) {
    this.#lanes = readers.map((reader) => ({ reader, chunk: undefined, at: 0 }));
    this.#positions = [...start];
  }

  /** Positions after the last step given, moved over what was read and held nothing. */
  get positions(): Positions {
    return this.#positions.slice();
  }

  /** The next steps, at most `max`; none when every topic is at its end. Throws ReaderLost and may be called again. */
  async next(max: number): Promise<Step[]> {
    const steps: Step[] = [];
    await this.#refill();
    if (this.#lanes.every(isEmpty)) {
      for (const lane of this.#lanes) lane.chunk = undefined;
      return steps;
    }
    while (steps.length < max && this.#lanes.every((lane) => !isEmpty(lane) || lane.chunk?.atEnd === true)) {
      const lane = this.#earliest();
      if (lane === undefined) break;
      steps.push(this.#take(lane));
    }
    return steps;
  }

  close(): void {
    for (const { reader } of this.#lanes) reader.close();
  }

  /** Fills the lanes that are empty until each holds something or is at its end. */
  async #refill(): Promise<void> {
    const wanting = this.#lanes.filter((lane) => isEmpty(lane) && lane.chunk?.atEnd !== true);
    const outcomes = await Promise.allSettled(wanting.map((lane) => this.#fill(lane)));
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    this.#chunks += wanting.length;
    if (this.#chunks < LOOK_AGAIN_EVERY) return;
    this.#chunks = 0;
    if (this.#lanes.every(isEmpty)) return;
    for (const lane of this.#lanes) if (isEmpty(lane)) lane.chunk = undefined;
    if (this.#lanes.some(isEmpty)) await this.#refill();
  }

  async #fill(lane: Lane): Promise<void> {
    do {
      lane.chunk = await lane.reader.next();
      lane.at = 0;
      if (isEmpty(lane)) this.#passTo(lane);
    } while (isEmpty(lane) && !lane.chunk.atEnd);
  }

  #take(lane: Lane): Step {
    const entry = lane.chunk?.entries[lane.at] as StoredMessage | Gap;
    const topic = lane.reader.topic;
    lane.at += 1;
    this.#positions[topic] = entry.kind === "gap" ? entry.to : entry.sequence;
    if (isEmpty(lane)) this.#passTo(lane);
    return { entry, topic, positions: this.#positions.slice() };
  }

  #passTo(lane: Lane): void {
    const { topic } = lane.reader;
    this.#positions[topic] = Math.max(this.#positions[topic] ?? 0, lane.chunk?.through ?? 0);
  }

  #earliest(): Lane | undefined {
    let earliest: Lane | undefined;
    let time = Number.POSITIVE_INFINITY;
    for (const lane of this.#lanes) {
      const entry = lane.chunk?.entries[lane.at];
      if (entry === undefined) continue;
      const stored = entry.kind === "gap" ? Number.NEGATIVE_INFINITY : entry.storedNs;
      if (earliest === undefined || stored < time) {
        earliest = lane;
        time = stored;
      }
    }
    return earliest;
  }
}

const isEmpty = (lane: Lane): boolean => lane.at >= (lane.chunk?.entries.length ?? 0);
