import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { TOPICS, TroupeError } from "@troupe/contracts";

/** Sequence of the last event read of each topic, in the order of {@link TOPICS}; 0 for none. */
export type Positions = readonly number[];

/** Makes and reads the cursors of one key: unpadded base64url of eight varints and 16 bytes of HMAC-SHA-256. */
export interface CursorCodec {
  sign(tenant: string, positions: Positions): string;
  /** Throws CURSOR_INVALID for what {@link sign} did not make for this tenant. */
  open(tenant: string, cursor: string): Positions;
}

const MAC_BYTES = 16;
/** Eight varints of up to eight bytes, which hold any safe integer. */
const MAX_BODY_BYTES = TOPICS.length * 8;
const CURSOR = /^[A-Za-z0-9_-]{32,108}$/;

export function createCursorCodec(signingKey: Uint8Array): CursorCodec {
  const key = createSecretKey(signingKey);
  const macOf = (tenant: string, body: Uint8Array) =>
    createHmac("sha256", key).update(`troupe-cursor\0${tenant}\0`).update(body).digest().subarray(0, MAC_BYTES);
  return {
    sign(tenant, positions) {
      const body = encodePositions(positions);
      return Buffer.concat([body, macOf(tenant, body)]).toString("base64url");
    },
    open(tenant, cursor) {
      const bytes = CURSOR.test(cursor) ? Buffer.from(cursor, "base64url") : Buffer.alloc(0);
      const body = bytes.subarray(0, -MAC_BYTES);
      const genuine =
        bytes.length > MAC_BYTES &&
        bytes.toString("base64url") === cursor &&
        timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(tenant, body));
      const positions = genuine ? decodePositions(body) : undefined;
      if (positions === undefined) throw cursorInvalid("the cursor was not made for this tenant by this bus");
      return positions;
    },
  };
}

/** CURSOR_INVALID with the ways that are left to start. */
export function cursorInvalid(detail: string): TroupeError {
  return new TroupeError("CURSOR_INVALID", detail, { hint: "start anew with from=beginning, from=now or from=<time>" });
}

function encodePositions(positions: Positions): Uint8Array {
  const bytes = Buffer.allocUnsafe(MAX_BODY_BYTES);
  let at = 0;
  for (const position of positions) {
    let rest = position;
    while (rest > 0x7f) {
      bytes[at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[at++] = rest;
  }
  return bytes.subarray(0, at);
}

function decodePositions(bytes: Uint8Array): Positions | undefined {
  const positions: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte & 0x80) continue;
    positions.push(value);
    value = 0;
    scale = 1;
  }
  return positions.length === TOPICS.length && scale === 1 ? positions : undefined;
}

/** The greater position of each topic. */
export const maxPositions = (left: Positions, right: Positions): Positions =>
  left.map((position, at) => Math.max(position, right[at] ?? 0));

/** Whether `left` is at or past `right` in each of the topics named by index. */
export const isAtOrPast = (left: Positions, right: Positions, topics: readonly number[]): boolean =>
  topics.every((at) => (left[at] ?? 0) >= (right[at] ?? 0));

/** `positions` with one topic's replaced. */
export function withPosition(positions: Positions, topic: number, position: number): Positions {
  const next = positions.slice();
  next[topic] = position;
  return next;
}
