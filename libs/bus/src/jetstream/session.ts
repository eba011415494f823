/**
 * One member's place in a group.
 *
 * 1. `leased` holds what was handed over and is unsettled: never more than the credit, over all topics.
 * 2. `held` holds what arrived beyond that; its ack wait is renewed while it waits, and it goes back unseen on a stop.
 * 3. A lease starts at the hand-over. When it ends unsettled its place is free; the server delivers again after the grace.
 * 4. A delivery that is not the server's first is looked up before it is handed over: what no member saw is no attempt,
 *    and what lapsed too often goes to the dead letters.
 * 5. What was replayed to another group is acknowledged unseen.
 */
import type { Msg, NatsConnection } from "@nats-io/nats-core";
import { type GroupDefinition, type Topic, TroupeError } from "@troupe/contracts";
import type { GroupSession, LeasedEvent, Outcome, Settled } from "../bus.js";
import type { Clock, Timer } from "../clock.js";
import { consumerName, GROUP_HEADER, isToGroup, streamOf } from "../domain/subject.js";
import { ackTokens, type Lease } from "../domain/token.js";
import type { Attempts } from "./attempts.js";
import { Delivery, type Lessor } from "./delivery.js";
import type { Failing } from "./failing.js";
import { asTroupeError, unavailable } from "./faults.js";
import type { Link } from "./link.js";
import { Puller } from "./puller.js";
import { Warmth } from "./warmth.js";

const ACK = Buffer.from("+ACK");
const NAK = Buffer.from("-NAK");
const WORKING = Buffer.from("+WPI");
const SWEEP_MS = 1000;
/** What was held longer than this at the hand-over has its ack wait renewed. */
const STALE_MS = 100;
/** Outcomes remembered, so that settling by token twice alike answers alike. */
const REMEMBERED = 1000;

const OK: Settled = { ok: true };
const SETTLED: Promise<Settled> = Promise.resolve(OK);
const refusal = (error: TroupeError): Settled => ({ ok: false, error });
const lapsed = (): Settled => refusal(new TroupeError("LEASE_EXPIRED", "the lease has ended or was settled before"));

export interface SessionContext {
  readonly nc: NatsConnection;
  readonly link: Link;
  readonly clock: Clock;
  readonly attempts: Attempts;
  readonly failing: Failing;
  sign(lease: Lease): string;
  /** Tells the server that a delivery is done with. */
  acknowledge(ackSubject: string): void;
  /** Makes tokens of the session worthless on every replica. */
  revoke(session: string): Promise<void>;
  /** The session takes no more. */
  onStop(session: Session): void;
  /** Nothing of the session can be settled any more. */
  onEnd(session: Session): void;
  /** The consumer of a topic is gone: makes it anew from `sequence`, or ends the session when the group is gone. */
  recover(session: Session, topic: Topic, sequence: number): Promise<boolean>;
}

export interface SessionIdentity {
  readonly id: string;
  readonly tenant: string;
  readonly credit: number;
  readonly member: string | undefined;
}

type Batch = readonly LeasedEvent[];

export class Session implements GroupSession, Lessor, AsyncIterator<Batch, undefined> {
  readonly id: string;
  readonly tenant: string;
  readonly credit: number;
  readonly member: string | undefined;
  readonly #context: SessionContext;
  readonly #pullers = new Map<Topic, Puller>();
  readonly #leased = new Map<number, Delivery>();
  readonly #settledByToken = new Map<number, Outcome["outcome"]>();
  /** Ack subject of the last delivery of each topic. */
  readonly #last = new Map<Topic, string>();
  readonly #unlisten: () => void;
  readonly #warmth: Warmth;
  #definition: GroupDefinition;
  #held: Delivery[] = [];
  /** Deliveries that are looked up before they are held. */
  #looking = 0;
  #numbers = 0;
  #state: "open" | "stopped" | "ended" = "open";
  #waiting: ((result: IteratorResult<Batch, undefined>) => void) | undefined;
  #onEmpty: (() => void) | undefined;
  #sweep: Timer | undefined;
  #fillQueued = false;

  constructor(context: SessionContext, identity: SessionIdentity, definition: GroupDefinition) {
    this.#context = context;
    this.id = identity.id;
    this.tenant = identity.tenant;
    this.credit = identity.credit;
    this.member = identity.member;
    this.#definition = definition;
    this.#warmth = new Warmth(context.nc, context.clock);
    this.#unlisten = context.link.onChange((state) => {
      if (state === "connected") for (const puller of this.#pullers.values()) puller.reset();
    });
  }

  get definition(): GroupDefinition {
    return this.#definition;
  }

  get leaseMs(): number {
    return this.#definition.policy.leaseMs;
  }

  /** Begins to take events. */
  start(): void {
    for (const topic of this.#definition.topics) this.#open(topic);
    this.#scheduleSweep();
  }

  /** Goes on with a changed definition of the group. */
  redefine(definition: GroupDefinition): void {
    if (this.#state !== "open") return;
    this.#definition = definition;
    for (const [topic, puller] of this.#pullers) {
      if (definition.topics.includes(topic)) continue;
      this.#pullers.delete(topic);
      puller.stop().catch(() => undefined);
    }
    for (const topic of definition.topics) if (!this.#pullers.has(topic)) this.#open(topic);
  }

  [Symbol.asyncIterator](): AsyncIterator<Batch, undefined> {
    return this;
  }

  next(): Promise<IteratorResult<Batch, undefined>> {
    const batch = this.#handOver();
    if (batch.length > 0) return Promise.resolve({ done: false, value: batch });
    if (this.#state !== "open") return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  async return(): Promise<IteratorResult<Batch, undefined>> {
    await this.stop();
    return { done: true, value: undefined };
  }

  async stop(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "stopped";
    this.#context.onStop(this);
    const held = this.#held;
    this.#held = [];
    this.#waiting?.({ done: true, value: undefined });
    this.#waiting = undefined;
    const pullers = [...this.#pullers.values()].map((puller) => puller.stop());
    await Promise.all([...pullers, ...held.map((delivery) => this.#giveBack(delivery))]);
    this.#endIfEmpty();
  }

  async drain(graceMs: number): Promise<void> {
    await this.stop();
    if (this.#leased.size > 0) {
      await new Promise<void>((resolve) => {
        const timer = this.#context.clock.after(graceMs, resolve);
        this.#onEmpty = () => {
          timer.cancel();
          resolve();
        };
      });
    }
    if (this.#leased.size > 0) {
      await this.#context.revoke(this.id);
      for (const delivery of this.#leased.values()) this.#context.nc.publish(delivery.ackSubject, NAK);
      this.#leased.clear();
    }
    this.#endIfEmpty();
  }

  sign(delivery: Delivery): string {
    const { ackSubject, attempt, leaseEnd, number } = delivery;
    return this.#context.sign({ ackSubject, attempt, leaseEnd, number, session: this.id });
  }

  settle(delivery: Delivery, outcome: Outcome): Promise<Settled> {
    const { leaseEnd, number } = delivery;
    if (this.#leased.get(number) !== delivery || leaseEnd <= this.#context.clock.now())
      return Promise.resolve(lapsed());
    if (!this.#context.link.connected) return Promise.resolve(refusal(unavailable("NATS is not connected")));
    if (outcome.outcome !== "ack") return this.#settleElse(delivery, outcome);
    this.#context.acknowledge(delivery.ackSubject);
    this.#free(delivery);
    return SETTLED;
  }

  /** Settles by an opened token. */
  settleLease(lease: Lease, outcome: Outcome): Settled | Promise<Settled> {
    const delivery = this.#leased.get(lease.number);
    if (delivery === undefined) {
      const before = this.#settledByToken.get(lease.number);
      return before === outcome.outcome && before !== "extend" ? OK : lapsed();
    }
    if (delivery.ackSubject !== lease.ackSubject || lease.leaseEnd <= this.#context.clock.now()) return lapsed();
    const settled = this.settle(delivery, outcome);
    if (settled === SETTLED) {
      this.#remember(lease.number, "ack");
      return OK;
    }
    return settled.then((done) => {
      if (done.ok && outcome.outcome !== "extend") this.#remember(lease.number, outcome.outcome);
      return done;
    });
  }

  #remember(number: number, outcome: Outcome["outcome"]): void {
    this.#settledByToken.set(number, outcome);
    if (this.#settledByToken.size <= REMEMBERED) return;
    const [oldest] = this.#settledByToken.keys();
    if (oldest !== undefined) this.#settledByToken.delete(oldest);
  }

  async #settleElse(delivery: Delivery, outcome: Exclude<Outcome, { outcome: "ack" }>): Promise<Settled> {
    if (outcome.outcome === "extend") {
      this.#context.nc.publish(delivery.ackSubject, WORKING);
      delivery.leaseEnd = this.#context.clock.now() + this.leaseMs;
      return { ok: true, token: this.sign(delivery), leaseMs: this.leaseMs };
    }
    const { place, ackSubject, attempt, bytes } = delivery;
    const failure =
      outcome.outcome === "retry"
        ? { kind: "retry" as const, afterMs: outcome.afterMs, reason: outcome.reason }
        : { kind: "reject" as const, reason: outcome.reason };
    try {
      await this.#context.failing.fail({ place, ackSubject, attempt, bytes }, this.#definition.policy, failure);
    } catch (error) {
      return refusal(asTroupeError(error));
    }
    this.#free(delivery);
    return OK;
  }

  #open(topic: Topic): void {
    const stream = streamOf(topic);
    const consumer = consumerName(this.tenant, this.#definition.group);
    const puller = new Puller({
      nc: this.#context.nc,
      clock: this.#context.clock,
      stream,
      consumer,
      wanted: () => this.#room(),
      onMessage: (message) => this.#arrived(topic, `$JS.ACK.${stream}.${consumer}.1.`, message),
      onMissing: () => this.#recover(topic),
    });
    this.#pullers.set(topic, puller);
    puller.reset();
  }

  #room(): number {
    return this.#state === "open" ? this.credit - this.#leased.size - this.#held.length - this.#looking : 0;
  }

  #arrived(topic: Topic, first: string, message: Msg): void {
    const ackSubject = message.reply ?? "";
    const owner = { tenant: this.tenant, group: this.#definition.group };
    const arrivedAt = this.#context.clock.now();
    const from = { ackSubject, bytes: message.data, topic, arrivedAt };
    this.#last.set(topic, ackSubject);
    if (isToGroup(message.subject) && message.headers?.get(GROUP_HEADER) !== owner.group) {
      this.#context.nc.publish(ackSubject, ACK);
      this.#queueFill();
      return;
    }
    if (ackSubject.startsWith(first)) {
      this.#hold(new Delivery(this, owner, { ...from, attempt: 1 }));
      return;
    }
    this.#looking += 1;
    this.#lookUp(new Delivery(this, owner, { ...from, attempt: Number(ackTokens(ackSubject)[2]) }), from)
      .catch(() => undefined)
      .finally(() => {
        this.#looking -= 1;
        this.#queueFill();
      });
  }

  async #lookUp(delivery: Delivery, from: { ackSubject: string; bytes: Uint8Array; topic: Topic; arrivedAt: number }) {
    const { place } = delivery;
    const { unsent } = place.deliveries === 1 ? { unsent: 0 } : await this.#context.attempts.supersede(place);
    const attempt = Math.max(1, place.deliveries - unsent);
    if (attempt > this.#definition.policy.maxAttempts) {
      await this.#context.failing.exhaust({ ...from, place, attempt: attempt - 1 });
      return;
    }
    this.#hold(new Delivery(this, { tenant: place.tenant, group: place.group }, { ...from, attempt }));
  }

  #hold(delivery: Delivery): void {
    if (this.#state !== "open") {
      this.#giveBack(delivery).catch(() => undefined);
      return;
    }
    this.#held.push(delivery);
    if (this.#waiting !== undefined) this.#queueFill();
  }

  /** Once what arrived together was taken in: wakes the reader, and asks for more. */
  #queueFill(): void {
    if (this.#fillQueued) return;
    this.#fillQueued = true;
    queueMicrotask(() => {
      this.#fillQueued = false;
      this.#wake();
      this.#warmth.keep(this.#last);
      for (const puller of this.#pullers.values()) puller.fill();
    });
  }

  #wake(): void {
    if (this.#waiting === undefined) return;
    const batch = this.#handOver();
    if (batch.length === 0) return;
    const resolve = this.#waiting;
    this.#waiting = undefined;
    resolve({ done: false, value: batch });
  }

  #handOver(): Delivery[] {
    const room = this.credit - this.#leased.size;
    if (this.#held.length === 0 || room <= 0) return [];
    const now = this.#context.clock.now();
    const taken = this.#held.length <= room ? this.#held : this.#held.slice(0, room);
    this.#held = taken === this.#held ? [] : this.#held.slice(room);
    return taken.filter((delivery) => this.#lease(delivery, now));
  }

  #lease(delivery: Delivery, now: number): boolean {
    if (delivery.isExpired(now)) {
      const { place, ackSubject, bytes, event } = delivery;
      this.#context.failing.expire({ place, ackSubject, bytes }, event).catch(() => undefined);
      this.#queueFill();
      return false;
    }
    if (now - delivery.arrivedAt > STALE_MS) this.#context.nc.publish(delivery.ackSubject, WORKING);
    delivery.number = this.#numbers++;
    delivery.leaseEnd = now + this.leaseMs;
    this.#leased.set(delivery.number, delivery);
    return true;
  }

  #free(delivery: Delivery): void {
    this.#leased.delete(delivery.number);
    if (this.#state === "open") this.#queueFill();
    else this.#endIfEmpty();
  }

  /** What no member saw goes back, and is not counted as an attempt. */
  async #giveBack(delivery: Delivery): Promise<void> {
    await this.#context.attempts.addUnsent(delivery.place).catch(() => undefined);
    if (!this.#context.nc.isClosed()) this.#context.nc.publish(delivery.ackSubject, NAK);
  }

  #scheduleSweep(): void {
    this.#sweep = this.#context.clock.after(Math.min(SWEEP_MS, this.leaseMs / 4), () => {
      const now = this.#context.clock.now();
      for (const delivery of this.#leased.values()) if (delivery.leaseEnd <= now) this.#lapse(delivery);
      for (const delivery of this.#held) this.#context.nc.publish(delivery.ackSubject, WORKING);
      for (const puller of this.#pullers.values()) puller.check();
      if (this.#state !== "ended") this.#scheduleSweep();
    });
  }

  #lapse(delivery: Delivery): void {
    this.#context.failing.lapse(delivery.place, delivery.attempt).catch(() => undefined);
    this.#free(delivery);
  }

  #recover(topic: Topic): void {
    if (this.#state !== "open") return;
    this.#context
      .recover(this, topic, this.#floor(topic))
      .then((recovered) => (recovered ? this.#pullers.get(topic)?.reset() : this.stop()))
      .catch(() => this.#context.clock.after(SWEEP_MS, () => this.#recover(topic)));
  }

  /** The first sequence that this member knows to be unsettled. */
  #floor(topic: Topic): number {
    const unsettled = [...this.#leased.values(), ...this.#held].filter((delivery) => delivery.topic === topic);
    const last = Number(ackTokens(this.#last.get(topic) ?? "")[3] ?? 0);
    return Math.min(last + 1, ...unsettled.map(({ sequence }) => sequence));
  }

  #endIfEmpty(): void {
    if (this.#leased.size > 0 || this.#state === "ended") return;
    this.#onEmpty?.();
    if (this.#state !== "stopped") return;
    this.#state = "ended";
    this.#sweep?.cancel();
    this.#unlisten();
    this.#context.onEnd(this);
  }
}
