/**
 * One member's place in a group: what it reads ({@link Intake}) is handed over as far as its credit goes, and is leased
 * to it ({@link Leases}) until it settles. Never more than the credit is leased, over all topics.
 */
import type { GroupDefinition, GroupPolicy, Topic } from "@troupe/contracts";
import type { GroupSession, LeasedEvent, Outcome, Settled } from "../bus.js";
import type { Timer } from "../clock.js";
import type { Lease } from "../domain/token.js";
import { GRACE_MS } from "./definitions.js";
import type { Delivery } from "./delivery.js";
import { Intake, type IntakeContext, type Reader } from "./intake.js";
import { Leases, type LeasesContext, type Lessee } from "./leases.js";

const RECOVERY_MS = 1000;

export interface SessionContext extends IntakeContext, LeasesContext {
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

export class Session implements GroupSession, Reader, Lessee, AsyncIterator<Batch, undefined> {
  readonly id: string;
  readonly tenant: string;
  readonly credit: number;
  readonly member: string | undefined;
  readonly lessor: Leases;
  readonly #context: SessionContext;
  readonly #intake: Intake;
  readonly #unlisten: () => void;
  #definition: GroupDefinition;
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
    this.lessor = new Leases(context, this);
    this.#intake = new Intake(context, this);
    this.#unlisten = context.link.onChange((state) => {
      if (state === "connected") this.#intake.reset();
    });
  }

  get definition(): GroupDefinition {
    return this.#definition;
  }

  get policy(): GroupPolicy {
    return this.#definition.policy;
  }

  /** Begins to take events. */
  start(): void {
    this.#intake.read(this.#definition.topics);
    this.#scheduleSweep();
  }

  /** Goes on with a changed definition of the group. */
  redefine(definition: GroupDefinition): void {
    if (this.#state !== "open") return;
    this.#definition = definition;
    this.#intake.read(definition.topics);
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
    const stopped = this.#intake.stop();
    this.#waiting?.({ done: true, value: undefined });
    this.#waiting = undefined;
    await stopped;
    this.#endIfEmpty();
  }

  async drain(graceMs: number): Promise<void> {
    await this.stop();
    if (this.lessor.size > 0) {
      await new Promise<void>((resolve) => {
        const timer = this.#context.clock.after(graceMs, resolve);
        this.#onEmpty = () => {
          timer.cancel();
          resolve();
        };
      });
    }
    if (this.lessor.size > 0) {
      await this.#context.revoke(this.id);
      this.lessor.giveBack();
    }
    this.#endIfEmpty();
  }

  /** Settles by an opened token. */
  settleLease(lease: Lease, outcome: Outcome): Settled | Promise<Settled> {
    return this.lessor.settleLease(lease, outcome);
  }

  room(): number {
    return this.credit - this.lessor.size;
  }

  onHeld(): void {
    if (this.#waiting !== undefined) this.onRoom();
  }

  onFreed(): void {
    if (this.#state === "open") this.onRoom();
    else this.#endIfEmpty();
  }

  /** Once what arrived together was taken in: wakes the reader, and asks for more. */
  onRoom(): void {
    if (this.#fillQueued) return;
    this.#fillQueued = true;
    queueMicrotask(() => {
      this.#fillQueued = false;
      this.#wake();
      this.#intake.fill();
    });
  }

  onMissing(topic: Topic): void {
    if (this.#state !== "open") return;
    this.#context
      .recover(this, topic, this.#intake.floor(topic, this.lessor.sequencesOf(topic)))
      .then((recovered) => (recovered ? this.#intake.reset(topic) : this.stop()))
      .catch(() => this.#context.clock.after(RECOVERY_MS, () => this.onMissing(topic)));
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
    const now = this.#context.clock.now();
    const taken = this.#intake.take(this.room(), now);
    for (const delivery of taken) this.lessor.begin(delivery, now);
    return taken;
  }

  #scheduleSweep(): void {
    this.#sweep = this.#context.clock.after(Math.min(GRACE_MS / 2, this.policy.leaseMs / 4), () => {
      // Before the grace is over, so that other members have asked earlier: one that hangs would get the same again.
      if (this.lessor.sweep(this.#context.clock.now()) && this.#state === "open") this.#intake.reset();
      this.#intake.check();
      if (this.#state !== "ended") this.#scheduleSweep();
    });
  }

  #endIfEmpty(): void {
    if (this.lessor.size > 0 || this.#state === "ended") return;
    this.#onEmpty?.();
    if (this.#state !== "stopped") return;
    this.#state = "ended";
    this.#sweep?.cancel();
    this.#unlisten();
    this.#context.onEnd(this);
  }
}
