/**
 * What a member reads: one puller a topic, and what arrived and was not yet handed over.
 *
 * 1. `held` is what arrived beyond what the member takes; its ack wait is renewed while it waits, for as long as a lease
 *    lasts. It goes back unseen on a stop, and from a member that does not take it; nothing more is asked for then
 *    until the member takes again.
 * 2. A delivery that is not the server's first is looked up before it is held: what no member saw is no attempt, and
 *    what lapsed too often goes to the dead letters.
 * 3. What was replayed to another group is acknowledged unseen, and what was written past the bus and is no event.
 */
import type { Msg, NatsConnection } from "@nats-io/nats-core";
import type { GroupDefinition, Topic } from "@troupe/contracts";
import type { Clock } from "../clock.js";
import { holdsEvent } from "../domain/readable.js";
import { consumerName, GROUP_HEADER, isToGroup, streamOf } from "../domain/subject.js";
import { ackTokens } from "../domain/token.js";
import type { Attempts } from "./attempts.js";
import { Delivery, type Lessor } from "./delivery.js";
import type { Failing } from "./failing.js";
import { Puller } from "./puller.js";
import { Warmth } from "./warmth.js";

const ACK = Buffer.from("+ACK");
const NAK = Buffer.from("-NAK");
const WORKING = Buffer.from("+WPI");
/** What was held longer than this at the hand-over has its ack wait renewed. */
const STALE_MS = 100;

export interface IntakeContext {
  readonly nc: NatsConnection;
  readonly clock: Clock;
  readonly attempts: Attempts;
  readonly failing: Failing;
}

/** For whom is read. */
export interface Reader {
  readonly tenant: string;
  readonly definition: GroupDefinition;
  readonly lessor: Lessor;
  /** How many more deliveries it has room for, beyond what is held here. */
  room(): number;
  /** Something is held. */
  onHeld(): void;
  /** More may be asked for. */
  onRoom(): void;
  /** The consumer of a topic is gone. */
  onMissing(topic: Topic): void;
}

export class Intake {
  readonly #context: IntakeContext;
  readonly #reader: Reader;
  readonly #pullers = new Map<Topic, Puller>();
  /** Ack subject of the last delivery of each topic. */
  readonly #last = new Map<Topic, string>();
  readonly #warmth: Warmth;
  #held: Delivery[] = [];
  /** Deliveries that are looked up before they are held. */
  #looking = 0;
  #isStopped = false;
  /** The member did not take what was held for it. */
  #isIdle = false;

  constructor(context: IntakeContext, reader: Reader) {
    this.#context = context;
    this.#reader = reader;
    this.#warmth = new Warmth(context.nc, context.clock);
  }

  /** Reads these topics from now on, and no other. */
  read(topics: readonly Topic[]): void {
    for (const [topic, puller] of this.#pullers) {
      if (topics.includes(topic)) continue;
      this.#pullers.delete(topic);
      puller.stop().catch(() => undefined);
    }
    for (const topic of topics) if (!this.#pullers.has(topic)) this.#open(topic);
  }

  /** Asks for as much as there is room for. */
  fill(): void {
    this.#warmth.keep(this.#last);
    for (const puller of this.#pullers.values()) puller.fill();
  }

  /** Asks anew, after a connection was lost or a consumer was made again. */
  reset(topic?: Topic): void {
    if (topic !== undefined) this.#pullers.get(topic)?.reset();
    else for (const puller of this.#pullers.values()) puller.reset();
  }

  /** Keeps what is held from being delivered to others while the member takes, and pulls from going deaf. */
  check(): void {
    const lapsedAt = this.#context.clock.now() - this.#reader.definition.policy.leaseMs;
    const lapsed = this.#held.filter(({ arrivedAt }) => arrivedAt <= lapsedAt);
    if (lapsed.length > 0) {
      this.#isIdle = true;
      // What was asked for before is not wanted any more: it would come straight back.
      this.reset();
      this.#held = this.#held.filter(({ arrivedAt }) => arrivedAt > lapsedAt);
      for (const delivery of lapsed) this.#giveBack(delivery).catch(() => undefined);
    }
    for (const delivery of this.#held) this.#context.nc.publish(delivery.ackSubject, WORKING);
    for (const puller of this.#pullers.values()) puller.check();
  }

  /** Hands over what is held, `most` at most, without what has expired. */
  take(most: number, now: number): Delivery[] {
    if (this.#isIdle) {
      this.#isIdle = false;
      this.#reader.onRoom();
    }
    if (this.#held.length === 0 || most <= 0) return [];
    const taken = this.#held.length <= most ? this.#held : this.#held.slice(0, most);
    this.#held = taken === this.#held ? [] : this.#held.slice(most);
    return taken.filter((delivery) => this.#isFresh(delivery, now));
  }

  /** Reads no more, and gives back what is held. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const held = this.#held;
    this.#held = [];
    const pullers = [...this.#pullers.values()].map((puller) => puller.stop());
    await Promise.all([...pullers, ...held.map((delivery) => this.#giveBack(delivery))]);
  }

  /** The first sequence of a topic that is known to be unsettled, beside `leased`. */
  floor(topic: Topic, leased: readonly number[]): number {
    const held = this.#held.filter((delivery) => delivery.topic === topic).map(({ sequence }) => sequence);
    const last = Number(ackTokens(this.#last.get(topic) ?? "")[3] ?? 0);
    return Math.min(last + 1, ...held, ...leased);
  }

  #open(topic: Topic): void {
    const stream = streamOf(topic);
    const consumer = consumerName(this.#reader.tenant, this.#reader.definition.group);
    const puller = new Puller({
      nc: this.#context.nc,
      clock: this.#context.clock,
      stream,
      consumer,
      wanted: () => (this.#isStopped || this.#isIdle ? 0 : this.#reader.room() - this.#held.length - this.#looking),
      onMessage: (message) => this.#arrived(topic, `$JS.ACK.${stream}.${consumer}.1.`, message),
      onMissing: () => this.#reader.onMissing(topic),
    });
    this.#pullers.set(topic, puller);
    puller.reset();
  }

  #arrived(topic: Topic, first: string, message: Msg): void {
    const { tenant, definition, lessor } = this.#reader;
    const ackSubject = message.reply ?? "";
    const owner = { tenant, group: definition.group };
    const arrivedAt = this.#context.clock.now();
    const from = { ackSubject, bytes: message.data, topic, arrivedAt };
    this.#last.set(topic, ackSubject);
    const isOthers = isToGroup(message.subject) && message.headers?.get(GROUP_HEADER) !== owner.group;
    if (isOthers || !holdsEvent(from.bytes)) {
      this.#context.nc.publish(ackSubject, ACK);
      this.#reader.onRoom();
      return;
    }
    if (ackSubject.startsWith(first)) {
      this.#hold(new Delivery(lessor, owner, { ...from, attempt: 1 }));
      return;
    }
    this.#looking += 1;
    this.#lookUp(new Delivery(lessor, owner, { ...from, attempt: Number(ackTokens(ackSubject)[2]) }), from)
      .catch(() => undefined)
      .finally(() => {
        this.#looking -= 1;
        this.#reader.onRoom();
      });
  }

  async #lookUp(delivery: Delivery, from: { ackSubject: string; bytes: Uint8Array; topic: Topic; arrivedAt: number }) {
    const { place } = delivery;
    const { lessor, definition } = this.#reader;
    const { unsent } = place.deliveries === 1 ? { unsent: 0 } : await this.#context.attempts.supersede(place);
    const attempt = Math.max(1, place.deliveries - unsent);
    if (attempt > definition.policy.maxAttempts) {
      await this.#context.failing.exhaust({ ...from, place, attempt: attempt - 1 });
      return;
    }
    this.#hold(new Delivery(lessor, { tenant: place.tenant, group: place.group }, { ...from, attempt }));
  }

  #hold(delivery: Delivery): void {
    if (this.#isStopped) {
      this.#giveBack(delivery).catch(() => undefined);
      return;
    }
    this.#held.push(delivery);
    this.#reader.onHeld();
  }

  #isFresh(delivery: Delivery, now: number): boolean {
    if (delivery.isExpired(now)) {
      const { place, ackSubject, bytes, event } = delivery;
      this.#context.failing.expire({ place, ackSubject, bytes }, event).catch(() => undefined);
      this.#reader.onRoom();
      return false;
    }
    if (now - delivery.arrivedAt > STALE_MS) this.#context.nc.publish(delivery.ackSubject, WORKING);
    return true;
  }

  /** What no member saw goes back, and is not counted as an attempt. */
  async #giveBack(delivery: Delivery): Promise<void> {
    await this.#context.attempts.addUnsent(delivery.place).catch(() => undefined);
    if (!this.#context.nc.isClosed()) this.#context.nc.publish(delivery.ackSubject, NAK);
  }
}
