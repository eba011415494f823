import type { NatsConnection } from "@nats-io/nats-core";
import type { NatsConnectionImpl } from "@nats-io/nats-core/internal";

const SPACE = 32;
const ZERO = 48;
const NINE = 57;
const CR = 13;
const LF = 10;
const AT_START = 0;
const START = "MSG ";

/** Takes the data of one message, between `from` and `to` of `bytes`, and the number its subject ends in. */
export type OnNumbered = (number: number, bytes: Uint8Array, from: number, to: number) => void;

/**
 * Takes messages on `<inbox><number>` out of what the present connection receives, before the client's parser makes
 * half a dozen objects of each. Only whole messages at the start of a chunk are taken; from the first byte of anything
 * else the chunk is the client's, whose subscription to the inbox gets what was not taken. Asked anew for each
 * connection.
 */
export function readAhead(nc: NatsConnection, inbox: string, onNumbered: OnNumbered): void {
  const { protocol } = nc as NatsConnectionImpl;
  const { parser } = protocol;
  const parse = parser.parse.bind(parser);
  const prefix = Buffer.from(START + inbox);
  parser.parse = (bytes: Uint8Array): void => {
    let at = 0;
    while (parser.state === AT_START) {
      const next = take(bytes, at, prefix, onNumbered);
      if (next === at) break;
      protocol.inMsgs += 1;
      protocol.inBytes += next - at;
      at = next;
    }
    if (at < bytes.length) parse(at === 0 ? bytes : bytes.subarray(at));
  };
}

/** Where the message at `start` ends; `start` itself when it is none of ours, or not all of it is here. */
function take(bytes: Uint8Array, start: number, prefix: Uint8Array, onNumbered: OnNumbered): number {
  if (start + prefix.length > bytes.length) return start;
  // The end of the inbox tells soonest.
  for (let at = prefix.length - 1; at >= 0; at--) if (bytes[start + at] !== prefix[at]) return start;
  const number = digits(bytes, start + prefix.length);
  const subscription = bytes[number.end] === SPACE ? digits(bytes, number.end + 1) : number;
  if (bytes[subscription.end] !== SPACE) return start;
  const size = digits(bytes, subscription.end + 1);
  const from = size.end + 2;
  const to = from + size.value;
  const isWhole = bytes[size.end] === CR && bytes[size.end + 1] === LF && bytes[to] === CR && bytes[to + 1] === LF;
  if (!isWhole) return start;
  onNumbered(number.value, bytes, from, to);
  return to + 2;
}

/** The decimal number at `start`, and where it ends. */
function digits(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let end = start;
  for (; end < bytes.length; end++) {
    const digit = bytes[end] as number;
    if (digit < ZERO || digit > NINE) break;
    value = value * 10 + digit - ZERO;
  }
  return { value, end };
}
