import type { Msg } from "@nats-io/nats-core";
import type { Observed } from "../bus.js";

/** A run of sequences that retention removed before they were read. */
export type Gap = Extract<Observed, { kind: "gap" }>;

/** An event as its stream keeps it. */
export interface StoredMessage {
  readonly kind: "message";
  /** Index in TOPICS. */
  readonly topic: number;
  readonly sequence: number;
  /** When the stream stored it, in nanoseconds since the epoch. */
  readonly storedNs: number;
  readonly subject: string;
  readonly data: Uint8Array;
  readonly msg: Msg;
}

/** What the reply subject of a JetStream delivery says (ADR-15 and its form with domains). */
export interface DeliveryInfo {
  readonly consumer: string;
  readonly sequence: number;
  readonly consumerSequence: number;
  readonly storedNs: number;
  /** Messages of the consumer's filter that come after. */
  readonly pending: number;
}

const PLAIN_TOKENS = 9;

export function parseDelivery(reply: string | undefined): DeliveryInfo | undefined {
  if (reply === undefined || !reply.startsWith("$JS.ACK.")) return undefined;
  const tokens = reply.split(".");
  const at = tokens.length > PLAIN_TOKENS ? 2 : 0;
  return {
    consumer: tokens[at + 3] ?? "",
    sequence: Number(tokens[at + 5]),
    consumerSequence: Number(tokens[at + 6]),
    storedNs: Number(tokens[at + 7]),
    pending: Number(tokens[at + 8]),
  };
}

/** The sequences from `from` to `to` as a gap of `topic`. */
export const gapOf = (topic: Gap["topic"], from: number, to: number): Gap => ({
  kind: "gap",
  topic,
  from,
  to,
  missed: to - from + 1,
});
