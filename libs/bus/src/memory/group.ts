/**
 * A group in process.
 *
 * 1. An event of the group is in one of four states: after its topic's place, leased, waiting for its next attempt, done.
 * 2. New events of a topic are leased only while those leased and waiting are fewer than the members' credits together:
 *    so a group of one with credit 1 never sees event n+1 before n is done.
 * 3. A waiting event that is due goes before new ones, the older first.
 * 4. A member's unsettled deliveries never exceed its credit.
 * 5. A lease ends once: settled, lapsed, or released. Only a lease that holds can be settled.
 */
import {
  type Attempt,
  type CloudEvent,
  type EventInput,
  type GroupDefinition,
  type GroupStatus,
  matchesType,
  TOPICS,
  type Topic,
} from "@troupe/contracts";
import type { Outcome, Settled } from "../bus.js";
import type { Timer } from "../clock.js";
import { retryDelayMs } from "../domain/backoff.js";
import type { Positions } from "../domain/cursor.js";
import { derivedEventId } from "../domain/lineage.js";
import { Answered } from "./answered.js";
import type { DeliveryFault } from "./faults.js";
import { endLease, type Lease, leaseExpired } from "./lease.js";
import type { LeasingGroup, Member } from "./member.js";
import { SOURCE, type StorageContext } from "./storage-context.js";
import { signToken } from "./token.js";
import { type Entry, eventIn, type TopicLog } from "./topic-log.js";
import { type Attempting, Waiting } from "./waiting.js";

const NO_REASON = "no reason was given";
const LAPSED = "the lease ended and nobody had settled it";

/** The tenant as its group needs it. */
export interface GroupOwner {
  readonly name: string;
  readonly context: StorageContext;
  readonly letters: {
    bury(group: string, dead: { event: CloudEvent; sequence: number; attempts: readonly Attempt[] }): void;
  };
  log(topic: Topic): TopicLog;
  /** Publishes what the bus has to say of `cause`. */
  tell(cause: CloudEvent, said: EventInput): void;
}

export class Group implements LeasingGroup {
  definition: GroupDefinition;
  readonly #tenant: GroupOwner;
  readonly #createdAt: string;
  readonly #places: number[];
  readonly #members: Member[] = [];
  readonly #leases = new Map<number, Lease>();
  readonly #answered = new Answered();
  readonly #reasons = new Map<Entry, Attempt[]>();
  readonly #waiting = new Waiting();
  #wakeUp: Timer | undefined;
  #lastLease = 0;

  constructor(tenant: GroupOwner, definition: GroupDefinition, start: Positions) {
    this.#tenant = tenant;
    this.definition = definition;
    this.#places = [...start];
    this.#createdAt = this.#at();
  }

  /** Takes the definition anew; topics it did not have start at `start`. */
  redefine(definition: GroupDefinition, start: Positions): void {
    for (const [at, topic] of TOPICS.entries()) {
      if (!this.definition.topics.includes(topic)) this.#places[at] = start[at] ?? 0;
    }
    this.definition = definition;
    this.deliver();
  }

  add(member: Member): void {
    this.#members.push(member);
    this.deliver();
  }

  leave(member: Member): void {
    const at = this.#members.indexOf(member);
    if (at >= 0) this.#members.splice(at, 1);
  }

  memberNamed(name: string): Member | undefined {
    return this.#members.find((member) => member.name === name);
  }

  /** Forgets everything and ends the sessions. */
  close(): void {
    for (const lease of this.#leases.values()) endLease(lease, "released");
    this.#leases.clear();
    this.#waiting.clear();
    this.#wakeUp?.cancel();
    for (const member of [...this.#members]) member.end();
    this.#members.length = 0;
  }

  status(): GroupStatus {
    const lag = this.definition.topics.reduce(
      (sum, topic) => sum + this.#log(topic).after(this.#place(topic)).filter(this.#wants).length,
      0,
    );
    return {
      ...structuredClone(this.definition),
      createdAt: this.#createdAt,
      lag,
      pending: this.#leases.size + this.#waiting.size,
      members: this.#members.length,
    };
  }

  /** Leases to members with room whatever there is. */
  deliver(): void {
    for (let member = this.#roomiest(); member !== undefined; member = this.#roomiest()) {
      const next = this.#waiting.take(this.#now()) ?? this.#nextNew();
      if (next === undefined) break;
      if (next.entry.expiresAt <= this.#now()) this.#expire(next.entry);
      else this.#lease(next, member);
    }
    this.#scheduleWakeUp();
  }

  token(lease: Lease): string {
    const { name, context } = this.#tenant;
    return signToken(context.key, name, { group: this.definition.group, lease: lease.id, end: lease.end });
  }

  settleById(id: number, outcome: Outcome): Settled {
    const lease = this.#leases.get(id);
    if (lease !== undefined) return this.settle(lease, outcome);
    return this.#answered.has(id, outcome.outcome, this.#now()) ? { ok: true } : leaseExpired();
  }

  settle(lease: Lease, outcome: Outcome): Settled {
    if (lease.state !== "held" || this.#now() >= lease.end) return this.#lateAnswer(lease, outcome);
    if (outcome.outcome === "extend") {
      this.#startLease(lease);
      return { ok: true, token: this.token(lease), leaseMs: this.definition.policy.leaseMs };
    }
    this.#end(lease, "settled");
    this.#answered.add(lease, outcome.outcome, this.#now());
    if (outcome.outcome === "ack") this.#acknowledged(lease);
    else this.#fail(lease, outcome);
    this.deliver();
    return { ok: true };
  }

  /** Takes a lease back. One that no member saw keeps its attempt. */
  release(lease: Lease, seen: boolean): void {
    if (lease.state !== "held") return;
    this.#end(lease, "released");
    this.#wait(lease.entry, lease.attempt + (seen ? 1 : 0), this.#now());
    this.deliver();
  }

  #lateAnswer(lease: Lease, outcome: Outcome): Settled {
    return lease.state === "settled" ? this.settleById(lease.id, outcome) : leaseExpired();
  }

  #acknowledged(lease: Lease): void {
    if (lease.repeats && lease.attempt < this.definition.policy.maxAttempts) {
      this.#wait(lease.entry, lease.attempt + 1, this.#now());
    } else {
      this.#reasons.delete(lease.entry);
    }
  }

  #fail(lease: Lease, outcome: Exclude<Outcome, { outcome: "ack" | "extend" }>): void {
    const { policy } = this.definition;
    this.#note(lease.entry, outcome.reason ?? NO_REASON);
    if (outcome.outcome === "reject" || lease.attempt >= policy.maxAttempts) {
      this.#bury(lease.entry);
      return;
    }
    const failed = { attempt: lease.attempt, afterMs: outcome.afterMs };
    const delay = retryDelayMs(policy, failed, this.#tenant.context.random());
    this.#wait(lease.entry, lease.attempt + 1, this.#now() + delay);
  }

  #lapse(lease: Lease): void {
    if (lease.state !== "held") return;
    this.#end(lease, "lapsed");
    this.#note(lease.entry, LAPSED);
    if (lease.attempt >= this.definition.policy.maxAttempts) this.#bury(lease.entry);
    else this.#wait(lease.entry, lease.attempt + 1, this.#now());
    this.#putLast(lease.member);
    this.deliver();
  }

  #putLast(holder: Lease["member"]): void {
    const holders: readonly Lease["member"][] = this.#members;
    const at = holders.indexOf(holder);
    if (at >= 0) this.#members.push(...this.#members.splice(at, 1));
  }

  #bury(entry: Entry): void {
    const attempts = this.#reasons.get(entry) ?? [];
    this.#reasons.delete(entry);
    this.#tenant.letters.bury(this.definition.group, { event: eventIn(entry), sequence: entry.sequence, attempts });
  }

  #expire(entry: Entry): void {
    this.#reasons.delete(entry);
    const event = eventIn(entry);
    const { group } = this.definition;
    const { id, type, topic, expiresat } = event;
    this.#tenant.tell(event, {
      specversion: "1.0",
      id: derivedEventId(id, group, "expired"),
      source: SOURCE,
      type: "event.expired",
      topic: "system-events",
      causationid: id,
      data: { id, type, topic, group, expiresat },
    });
  }

  #lease({ entry, attempt }: Attempting, member: Member): void {
    const { faults } = this.#tenant.context;
    const event = eventIn(entry);
    const asked = { tenant: this.#tenant.name, group: this.definition.group, event, attempt };
    const fault: DeliveryFault = faults?.(asked) ?? { kind: "none" };
    this.#lastLease += 1;
    const lease: Lease = {
      id: this.#lastLease,
      entry,
      attempt,
      member,
      repeats: fault.kind === "repeat",
      end: 0,
      state: "held",
      timer: undefined,
    };
    this.#leases.set(lease.id, lease);
    this.#startLease(lease);
    member.take(lease, event, fault);
  }

  #startLease(lease: Lease): void {
    const { timers } = this.#tenant.context;
    lease.timer?.cancel();
    lease.end = this.#now() + this.definition.policy.leaseMs;
    lease.timer = timers.at(lease.end, () => this.#lapse(lease));
  }

  #end(lease: Lease, state: Exclude<Lease["state"], "held">): void {
    this.#leases.delete(lease.id);
    endLease(lease, state);
    lease.member.freed(lease);
  }

  #wait(entry: Entry, attempt: number, due: number): void {
    this.#waiting.add({ entry, attempt }, due);
  }

  #nextNew(): Attempting | undefined {
    const credits = this.#members.reduce((sum, member) => sum + member.credit, 0);
    let oldest: Entry | undefined;
    for (const topic of this.definition.topics) {
      if (this.#outstanding(topic) >= credits) continue;
      const entry = this.#log(topic).next(this.#place(topic), this.#wants);
      if (entry !== undefined && entry.order < (oldest?.order ?? Number.POSITIVE_INFINITY)) oldest = entry;
    }
    if (oldest === undefined) return undefined;
    this.#places[TOPICS.indexOf(oldest.topic)] = oldest.sequence;
    return { entry: oldest, attempt: 1 };
  }

  readonly #wants = (entry: Entry): boolean =>
    entry.to === undefined
      ? this.definition.types.some((filter) => matchesType(filter, entry.type))
      : entry.to === this.definition.group;

  #outstanding(topic: Topic): number {
    const leased = [...this.#leases.values()].filter(({ entry }) => entry.topic === topic);
    return leased.length + this.#waiting.count(topic);
  }

  /** The member with the most room, the first of equals. */
  #roomiest(): Member | undefined {
    let best: Member | undefined;
    for (const member of this.#members) if (member.room > (best?.room ?? 0)) best = member;
    return best;
  }

  #scheduleWakeUp(): void {
    this.#wakeUp?.cancel();
    this.#wakeUp = undefined;
    const due = this.#waiting.nextDue();
    if (Number.isFinite(due) && due > this.#now()) {
      this.#wakeUp = this.#tenant.context.timers.at(due, () => this.deliver());
    }
  }

  #note(entry: Entry, reason: string): void {
    this.#reasons.set(entry, [...(this.#reasons.get(entry) ?? []), { at: this.#at(), reason }]);
  }

  #place(topic: Topic): number {
    return this.#places[TOPICS.indexOf(topic)] ?? 0;
  }

  #log(topic: Topic) {
    return this.#tenant.log(topic);
  }

  #now(): number {
    return this.#tenant.context.timers.now();
  }

  #at(): string {
    return new Date(this.#now()).toISOString();
  }
}
