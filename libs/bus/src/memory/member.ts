import type { CloudEvent, GroupDefinition } from "@troupe/contracts";
import type { GroupSession, LeasedEvent, Outcome, Settled } from "../bus.js";
import type { DeliveryFault } from "./faults.js";
import type { Lease } from "./lease.js";
import type { OwnTimers } from "./own-timers.js";
import { bytesOf } from "./topic-log.js";

/** Longest that a reordered delivery waits for one to follow it. */
const REORDER_MS = 100;

/** The group as its member needs it. */
export interface LeasingGroup {
  readonly definition: GroupDefinition;
  token(lease: Lease): string;
  settle(lease: Lease, outcome: Outcome): Settled;
  /** Takes a lease back; one that no member saw keeps its attempt. */
  release(lease: Lease, seen: boolean): void;
  leave(member: Member): void;
}

interface Sending {
  readonly lease: Lease;
  readonly leased: LeasedEvent;
}

/** One member's session with a group. */
export class Member implements GroupSession {
  readonly name: string | undefined;
  readonly credit: number;
  readonly #group: LeasingGroup;
  readonly #timers: OwnTimers;
  readonly #held = new Set<Lease>();
  readonly #seen = new WeakSet<Lease>();
  #buffer: Sending[] = [];
  #reordered: Sending[] = [];
  #ended = false;
  #wake: () => void = () => {};
  #emptied: () => void = () => {};

  constructor(group: LeasingGroup, timers: OwnTimers, asked: { credit: number; member?: string }) {
    this.#group = group;
    this.#timers = timers;
    this.credit = asked.credit;
    this.name = asked.member;
  }

  get definition() {
    return structuredClone(this.#group.definition);
  }

  /** How many more deliveries it takes. */
  get room(): number {
    return this.#ended ? 0 : this.credit - this.#held.size;
  }

  /** Holds a lease, and sends its event to the reader unless a fault has it otherwise. */
  take(lease: Lease, event: CloudEvent, fault: DeliveryFault): void {
    this.#held.add(lease);
    if (fault.kind === "drop") return;
    const sending = { lease, leased: this.#leased(lease, event) };
    if (fault.kind === "delay") {
      this.#timers.after(fault.byMs, () => this.#send([sending]));
    } else if (fault.kind === "reorder") {
      this.#reordered.push(sending);
      this.#timers.after(REORDER_MS, () => this.#send(this.#reordered.splice(0)));
    } else {
      this.#send([sending, ...this.#reordered.splice(0)]);
    }
  }

  /** A lease of this member has ended. */
  freed(lease: Lease): void {
    this.#held.delete(lease);
    this.#buffer = this.#buffer.filter((sending) => sending.lease !== lease);
    this.#reordered = this.#reordered.filter((sending) => sending.lease !== lease);
    if (this.#held.size === 0) this.#emptied();
  }

  /** Ends the iteration. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    this.end();
    this.#group.leave(this);
    for (const lease of [...this.#held]) if (!this.#seen.has(lease)) this.#group.release(lease, false);
  }

  async drain(graceMs: number): Promise<void> {
    await this.stop();
    if (this.#held.size > 0 && graceMs > 0) await this.#settledWithin(graceMs);
    for (const lease of [...this.#held]) this.#group.release(lease, true);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly LeasedEvent[]> {
    try {
      while (!this.#ended) {
        const batch = this.#buffer.splice(0);
        for (const { lease } of batch) this.#seen.add(lease);
        if (batch.length > 0) yield batch.map(({ leased }) => leased);
        else await this.#woken();
      }
    } finally {
      await this.stop();
    }
  }

  #send(sendings: readonly Sending[]): void {
    this.#buffer.push(...sendings.filter(({ lease }) => this.#held.has(lease)));
    if (this.#buffer.length > 0) this.#wake();
  }

  #leased(lease: Lease, event: CloudEvent): LeasedEvent {
    const group = this.#group;
    return {
      event,
      bytes: bytesOf(lease.entry),
      topic: lease.entry.topic,
      sequence: lease.entry.sequence,
      storedAt: lease.entry.storedAt,
      attempt: lease.attempt,
      leaseMs: group.definition.policy.leaseMs,
      token: () => group.token(lease),
      settle: async (outcome) => group.settle(lease, outcome),
    };
  }

  #settledWithin(graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#timers.after(graceMs, resolve);
      this.#emptied = () => {
        timer.cancel();
        resolve();
      };
    });
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
