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

/** An acknowledgement. One that says nothing unusual ends in `"seq":<digits>}` and is read without a parser. */
export function readPubAck(data: Uint8Array): Stored | TroupeError {
  const sequence = plainSequence(data);
  if (sequence > 0) return { sequence, duplicate: false };
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("utf8");
  const { seq, duplicate, error } = JSON.parse(text) as PubAck;
  return error === undefined ? { sequence: seq, duplicate: duplicate === true } : storeFault(error);
}

function plainSequence(data: Uint8Array): number {
  let at = data.length - 1;
  if (data[at] !== BRACE) return 0;
  let sequence = 0;
  let unit = 1;
  for (at -= 1; at > 2; at--) {
    const digit = (data[at] as number) - ZERO;
    if (digit < 0 || digit > 9) break;
    sequence += digit * unit;
    unit *= 10;
  }
  return data[at] === COLON && data[at - 1] === QUOTE && data[at - 2] === LETTER_Q ? sequence : 0;
}

/** The decimal number that a subject ends in, `from` its first digit on. */
export function numberAt(subject: Uint8Array, from: number): number {
  let number = 0;
  for (let at = from; at < subject.length; at++) number = number * 10 + (subject[at] as number) - ZERO;
  return number;
}
