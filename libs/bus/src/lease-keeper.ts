import type { Outcome, Settled } from "./bus.js";
import type { Clock, Timer } from "./clock.js";

/*
 * Leases of what is being handled.
 * 1. A lease is extended when a third of it has passed, for as long as it is held.
 * 2. One timer serves all: leases of a group are equally long, so insertion order is the order in which they are due.
 * 3. A refused extension, or a lease whose end passed with the platform out of reach, is lost: told once. Where calls
 *    fail that is at its end, where nobody answers them a third of a lease later.
 */

/** What was delivered for a while and can be kept for longer. */
export interface Leased {
  /** How long it may be held before it is settled or extended, from when it was delivered. */
  readonly leaseMs: number;
  settle(outcome: Outcome): Promise<Settled>;
}

interface Hold {
  dueAt: number;
  endsAt: number;
  readonly lost: (cause: unknown) => void;
}

/** Extends leases while they are held, so that they may be short: what a process held that crashed is soon another's. */
export class LeaseKeeper {
  readonly #clock: Clock;
  readonly #held = new Map<Leased, Hold>();
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps a lease until `release`; `lost` is called with the reason when it cannot be kept. */
  hold(leased: Leased, lost: (cause: unknown) => void): void {
    const now = this.#clock.now();
    this.#held.set(leased, { dueAt: now + leased.leaseMs / 3, endsAt: now + leased.leaseMs, lost });
    if (this.#timer === undefined) this.#arm();
  }

  release(leased: Leased): void {
    this.#held.delete(leased);
    if (this.#held.size === 0) this.#rest();
  }

  releaseAll(): void {
    this.#held.clear();
    this.#rest();
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    const [first] = this.#held.values();
    this.#timer = first && this.#clock.after(Math.max(1, first.dueAt - this.#clock.now()), () => this.#extendDue());
  }

  #extendDue(): void {
    const now = this.#clock.now();
    for (const [leased, hold] of [...this.#held]) {
      if (hold.dueAt > now) break;
      if (hold.endsAt + leased.leaseMs / 3 <= now) {
        this.#lose(leased, hold, new Error("the platform did not answer in time"));
        continue;
      }
      this.#held.delete(leased);
      this.#held.set(leased, hold);
      hold.dueAt = now + leased.leaseMs / 3;
      void this.#extend(leased, hold, now);
    }
    this.#arm();
  }

  async #extend(leased: Leased, hold: Hold, askedAt: number): Promise<void> {
    try {
      const settled = await leased.settle({ outcome: "extend" });
      if (settled.ok) hold.endsAt = askedAt + (settled.leaseMs ?? leased.leaseMs);
      else this.#lose(leased, hold, settled.error);
    } catch (error) {
      if (this.#clock.now() + leased.leaseMs / 3 >= hold.endsAt) this.#lose(leased, hold, error);
    }
  }

  #lose(leased: Leased, hold: Hold, cause: unknown): void {
    if (this.#held.get(leased) !== hold) return;
    this.release(leased);
    hold.lost(cause);
  }
}
