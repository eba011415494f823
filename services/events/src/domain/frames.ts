import type { LeasedEvent, Observed } from "@troupe/bus";

// Frames are made from the stored bytes by concatenation: an event is neither parsed nor serialised on its way out.
// 1. A stored event is one line of JSON; bytes with a line break (written past the platform) are put on one line first.
// 2. A batch becomes pieces of at most PIECE_BYTES and one event, so that a reader's buffer stays bounded.

const PIECE_BYTES = 256 * 1024;
const NEWLINE = 10;

/** A frame of `ready`, `gap` or `bye`. */
export function controlFrame(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Keeps a connection open and says nothing. */
export const HEARTBEAT = ": \n\n";

interface Part {
  readonly head: string;
  readonly bytes: Uint8Array;
  readonly tail: string;
}

/** Frames for an observer: each with the cursor to resume from. */
export function observedFrames(batch: readonly Observed[]): Buffer[] {
  return pieces(batch, (frame) => {
    if (frame.kind === "gap") {
      const { topic, from, to, missed } = frame;
      return { head: controlFrame("gap", { topic, from, to, missed }), bytes: NOTHING, tail: "" };
    }
    return { head: `event: event\nid: ${frame.cursor}\ndata: {"event":`, bytes: oneLine(frame.bytes), tail: "}\n\n" };
  });
}

/** Frames for a member of a group: each with the delivery to settle. */
export function leasedFrames(batch: readonly LeasedEvent[]): Buffer[] {
  return pieces(batch, (leased) => ({
    head: 'event: event\ndata: {"event":',
    bytes: oneLine(leased.bytes),
    tail: `,"delivery":{"token":"${leased.token()}","attempt":${leased.attempt},"leaseMs":${leased.leaseMs}}}\n\n`,
  }));
}

const NOTHING = new Uint8Array(0);

function pieces<T>(batch: readonly T[], toPart: (item: T) => Part): Buffer[] {
  const done: Buffer[] = [];
  let parts: Part[] = [];
  let size = 0;
  for (const item of batch) {
    const part = toPart(item);
    parts.push(part);
    size += part.head.length + part.bytes.length + part.tail.length;
    if (size < PIECE_BYTES) continue;
    done.push(joined(parts, size));
    parts = [];
    size = 0;
  }
  if (parts.length > 0) done.push(joined(parts, size));
  return done;
}

/** Heads and tails are ASCII: names, cursors and tokens in base64url, numbers. */
function joined(parts: readonly Part[], size: number): Buffer {
  const piece = Buffer.allocUnsafe(size);
  let at = 0;
  for (const { head, bytes, tail } of parts) {
    at += piece.write(head, at, "latin1");
    piece.set(bytes, at);
    at += bytes.length;
    at += piece.write(tail, at, "latin1");
  }
  return piece;
}

function oneLine(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(NEWLINE)) return bytes;
  return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(bytes).toString())));
}
