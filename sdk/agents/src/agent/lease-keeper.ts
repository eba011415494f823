import type { Clock, Timer } from "@troupe/bus";
import { LeaseLostError } from "../domain/errors.js";
import type { Delivered } from "../transport.js";

/*
 * Leases of what is being handled.
 * 1. A lease is extended when a third of it has passed, for as long as it is held.
 * 2. One timer serves all: leases of a group are equally long, so insertion order is the order in which they are due.
 * 3. A refused extension, or a lease whose end passed with the platform out of reach, is lost: told once. Where calls
 *    fail that is at its end, where nobody answers them a third of a lease later.
 */

interface Hold {
  dueAt: number;
  endsAt: number;
  readonly lost: (error: LeaseLostError) => void;
}

/** Extends leases while they are held. */
export class LeaseKeeper {
  readonly #clock: Clock;
  readonly #held = new Map<Delivered, Hold>();
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps a lease until `release`; `lost` is called when it cannot be kept. */
  hold(delivered: Delivered, lost: Hold["lost"]): void {
    const now = this.#clock.now();
    this.#held.set(delivered, { dueAt: now + delivered.leaseMs / 3, endsAt: now + delivered.leaseMs, lost });
    if (this.#timer === undefined) this.#arm();
  }

  release(delivered: Delivered): void {
    this.#held.delete(delivered);
    if (this.#held.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    const [first] = this.#held.values();
    this.#timer = first && this.#clock.after(Math.max(1, first.dueAt - this.#clock.now()), () => this.#extendDue());
  }

  #extendDue(): void {
    const now = this.#clock.now();
    for (const [delivered, hold] of [...this.#held]) {
      if (hold.dueAt > now) break;
      if (hold.endsAt + delivered.leaseMs / 3 <= now) {
        this.#lose(delivered, hold, new Error("the platform did not answer in time"));
        continue;
      }
      this.#held.delete(delivered);
      this.#held.set(delivered, hold);
      hold.dueAt = now + delivered.leaseMs / 3;
      void this.#extend(delivered, hold, now);
    }
    this.#arm();
  }

  async #extend(delivered: Delivered, hold: Hold, askedAt: number): Promise<void> {
    try {
      const settled = await delivered.settle({ outcome: "extend" });
      if (settled.ok) hold.endsAt = askedAt + (settled.leaseMs ?? delivered.leaseMs);
      else this.#lose(delivered, hold, settled.error);
    } catch (error) {
      if (this.#clock.now() + delivered.leaseMs / 3 >= hold.endsAt) this.#lose(delivered, hold, error);
    }
  }

  #lose(delivered: Delivered, hold: Hold, cause: unknown): void {
    if (this.#held.get(delivered) !== hold) return;
    this.release(delivered);
    hold.lost(new LeaseLostError(delivered.event.id, cause));
  }
}
