import type { CloudEvent, Topic } from "@troupe/contracts";
import type { LeasedEvent, Outcome, Settled } from "../bus.js";
import { type AckPlace, ackTokens } from "../domain/token.js";

/** The session that leased an event, as its delivery needs it. */
export interface Lessor {
  readonly leaseMs: number;
  sign(delivery: Delivery): string;
  settle(delivery: Delivery, outcome: Outcome): Promise<Settled>;
}

const NS_PER_MS = 1_000_000;
const EXPIRES = Buffer.from('"expiresat"');

/** One delivery of one event. What the hot path does not ask for (the event, the token, the place) is made when asked. */
export class Delivery implements LeasedEvent {
  readonly ackSubject: string;
  readonly bytes: Uint8Array;
  readonly topic: Topic;
  readonly attempt: number;
  readonly arrivedAt: number;
  /** Number within the session once it is handed over. */
  number = -1;
  leaseEnd = 0;
  readonly #lessor: Lessor;
  readonly #owner: { tenant: string; group: string };
  #event: CloudEvent | undefined;
  #tokens: string[] | undefined;

  constructor(
    lessor: Lessor,
    owner: { tenant: string; group: string },
    from: { ackSubject: string; bytes: Uint8Array; topic: Topic; attempt: number; arrivedAt: number },
  ) {
    this.#lessor = lessor;
    this.#owner = owner;
    this.ackSubject = from.ackSubject;
    this.bytes = from.bytes;
    this.topic = from.topic;
    this.attempt = from.attempt;
    this.arrivedAt = from.arrivedAt;
  }

  get event(): CloudEvent {
    this.#event ??= JSON.parse(Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length).toString());
    return this.#event as CloudEvent;
  }

  get sequence(): number {
    return this.place.sequence;
  }

  get storedAt(): number {
    const [, , , , , storedNs] = this.#ackTokens;
    return Number(storedNs) / NS_PER_MS;
  }

  get leaseMs(): number {
    return this.#lessor.leaseMs;
  }

  get place(): AckPlace {
    const [stream = "", consumer = "", deliveries, sequence] = this.#ackTokens;
    return {
      ...this.#owner,
      topic: this.topic,
      stream,
      consumer,
      deliveries: Number(deliveries),
      sequence: Number(sequence),
    };
  }

  get #ackTokens(): readonly string[] {
    this.#tokens ??= ackTokens(this.ackSubject);
    return this.#tokens;
  }

  token(): string {
    return this.#lessor.sign(this);
  }

  settle(outcome: Outcome): Promise<Settled> {
    return this.#lessor.settle(this, outcome);
  }

  /** Whether the event is past its `expiresat`. Events that name none are not parsed. */
  isExpired(now: number): boolean {
    const bytes = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    if (!bytes.includes(EXPIRES)) return false;
    const { expiresat } = this.event;
    return expiresat !== undefined && Date.parse(expiresat) <= now;
  }
}
