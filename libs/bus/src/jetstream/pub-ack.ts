import type { TroupeError } from "@troupe/contracts";
import { type ApiFault, storeFault } from "./faults.js";

/** What JetStream answers to a stored message. */
export interface Stored {
  readonly sequence: number;
  readonly duplicate: boolean;
}

interface PubAck {
  readonly seq: number;
  readonly duplicate?: boolean;
  readonly error?: ApiFault;
}

const QUOTE = 34;
const ZERO = 48;
const COLON = 58;
const LETTER_Q = 113;
const BRACE = 125;

/**
 * The acknowledgement between `from` and `to` of `bytes`. Of one that says nothing unusual, and so ends in
 * `"seq":<digits>}`, the bare sequence, read without a parser.
 */
export function readPubAck(bytes: Uint8Array, from: number, to: number): number | Stored | TroupeError {
  const sequence = plainSequence(bytes, from, to);
  if (sequence > 0) return sequence;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
  const { seq, duplicate, error } = JSON.parse(text) as PubAck;
  return error === undefined ? { sequence: seq, duplicate: duplicate === true } : storeFault(error);
}

function plainSequence(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[to - 1] !== BRACE) return 0;
  let sequence = 0;
  let unit = 1;
  let at = to - 2;
  for (; at > from + 2; at--) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) break;
    sequence += digit * unit;
    unit *= 10;
  }
  return bytes[at] === COLON && bytes[at - 1] === QUOTE && bytes[at - 2] === LETTER_Q ? sequence : 0;
}
