import type { CloudEvent, Topic } from "@troupe/contracts";
import type { Observed } from "../bus.js";
import type { Positions } from "../domain/cursor.js";
import type { Gap } from "./message.js";

/** One stored event as all its observers share it; the event is parsed and the cursor signed at the first look. */
export class EventFrame {
  readonly kind = "event" as const;
  readonly topic: Topic;
  readonly topicIndex: number;
  readonly sequence: number;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly positions: Positions;
  readonly #sign: (positions: Positions) => string;
  #event: CloudEvent | undefined;
  #cursor: string | undefined;

  constructor(
    stored: Pick<EventFrame, "topic" | "topicIndex" | "sequence" | "type" | "bytes">,
    positions: Positions,
    sign: (positions: Positions) => string,
  ) {
    this.topic = stored.topic;
    this.topicIndex = stored.topicIndex;
    this.sequence = stored.sequence;
    this.type = stored.type;
    this.bytes = stored.bytes;
    this.positions = positions;
    this.#sign = sign;
  }

  get event(): CloudEvent {
    this.#event ??= JSON.parse(Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length).toString());
    return this.#event as CloudEvent;
  }

  get cursor(): string {
    this.#cursor ??= this.#sign(this.positions);
    return this.#cursor;
  }

  /** The same event for an observer that stands elsewhere in other topics. */
  at(positions: Positions): EventFrame {
    return new EventFrame(this, positions, this.#sign);
  }
}

/** A gap with the place in TOPICS and the positions after it. */
export interface GapFrame extends Gap {
  readonly topicIndex: number;
  readonly positions: Positions;
}

export type Frame = EventFrame | GapFrame;

/** Frames that arrived together, and the bytes they hold. */
export interface Parcel {
  readonly frames: readonly Observed[];
  readonly bytes: number;
}

/** What a gap weighs in an observer's buffer. */
const GAP_BYTES = 64;

export function parcelOf(frames: readonly Frame[]): Parcel {
  let bytes = 0;
  for (const frame of frames) bytes += frame.kind === "event" ? frame.bytes.length : GAP_BYTES;
  return { frames, bytes };
}
