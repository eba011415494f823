import { timingSafeEqual } from "node:crypto";
import { type Topic, TroupeError } from "@troupe/contracts";
import { createMac } from "./mac.js";
import { parseConsumerName, topicOfStream } from "./subject.js";

/** Content and MAC, both in base64url: nothing else is hashed, since a MAC is of ASCII. */
const TOKEN = /^([\w-]+)\.([\w-]{43})$/;
const PREFIX = "$JS.ACK.";

/** What a delivery token says. Tenant, group and place are those of the signed ack subject. */
export interface Lease {
  /** JetStream's reply subject of this delivery. */
  readonly ackSubject: string;
  /** Attempt as counted for the group; the server's own count may be higher. */
  readonly attempt: number;
  /** End of the lease, in milliseconds since the epoch. */
  readonly leaseEnd: number;
  /** Session that delivered it. */
  readonly session: string;
  /** Number of the delivery within its session. */
  readonly number: number;
}

/** Where a delivery comes from, read from its ack subject. */
export interface AckPlace {
  readonly tenant: string;
  readonly group: string;
  readonly topic: Topic;
  readonly stream: string;
  readonly consumer: string;
  /** Times the server has delivered it. */
  readonly deliveries: number;
  readonly sequence: number;
}

/**
 * Reads an ack subject: `$JS.ACK.<stream>.<consumer>.<deliveries>.<stream seq>.<consumer seq>.<time>.<pending>`,
 * or the longer form with domain and account before the stream. Undefined when it is no group's.
 */
export function parseAckSubject(subject: string): AckPlace | undefined {
  const [stream, consumer, deliveries, sequence] = ackTokens(subject);
  if (stream === undefined || consumer === undefined) return undefined;
  const topic = topicOfStream(stream);
  const owner = parseConsumerName(consumer);
  if (topic === undefined || owner === undefined) return undefined;
  return { ...owner, topic, stream, consumer, deliveries: Number(deliveries), sequence: Number(sequence) };
}

/** Stream, consumer, deliveries, stream sequence and what follows them in an ack subject; nothing when it is none. */
export function ackTokens(subject: string): string[] {
  if (!subject.startsWith(PREFIX)) return [];
  const tokens = subject.split(".");
  return tokens.slice(tokens.length >= 11 ? 4 : 2);
}

/** Makes and reads the tokens of one key: base64url of a lease, and an HMAC-SHA-256 over that. */
export interface LeaseCodec {
  sign(lease: Lease): string;
  /** Reads a token of `tenant`. Throws DELIVERY_TOKEN_INVALID when it is forged, damaged or another tenant's. */
  open(tenant: string, token: string): { readonly lease: Lease; readonly place: AckPlace };
}

export function createLeaseCodec(key: Uint8Array): LeaseCodec {
  // The context keeps a lease's MAC from being taken for anything else signed with the same key.
  const macOf = createMac(key, "troupe-lease\n");
  return {
    sign({ ackSubject, attempt, leaseEnd, session, number }) {
      const content = JSON.stringify([ackSubject, attempt, leaseEnd, session, number]);
      const body = Buffer.from(content).toString("base64url");
      return `${body}.${macOf(body)}`;
    },
    open(tenant, token) {
      const lease = verified(token, macOf);
      const place = lease === undefined ? undefined : parseAckSubject(lease.ackSubject);
      if (lease === undefined || place === undefined || place.tenant !== tenant) {
        throw new TroupeError("DELIVERY_TOKEN_INVALID", "the delivery token was not made for this tenant");
      }
      return { lease, place };
    },
  };
}

function verified(token: string, macOf: (body: string) => string): Lease | undefined {
  const [, body, mac] = TOKEN.exec(token) ?? [];
  if (body === undefined || mac === undefined) return undefined;
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(body)))) return undefined;
  const [ackSubject, attempt, leaseEnd, session, number] = JSON.parse(
    Buffer.from(body, "base64url").toString("utf8"),
  ) as [string, number, number, string, number];
  return { ackSubject, attempt, leaseEnd, session, number };
}
