import { TroupeError } from "@troupe/contracts";
import type { Settled } from "../bus.js";
import type { Timer } from "../clock.js";
import type { Entry } from "./topic-log.js";

/** Who holds a lease. */
export interface Holder {
  /** The lease has ended. */
  freed(lease: Lease): void;
}

/** One attempt at one event by one member. */
export interface Lease {
  readonly id: number;
  readonly entry: Entry;
  readonly attempt: number;
  readonly member: Holder;
  /** Its acknowledgement is to be lost. */
  readonly repeats: boolean;
  end: number;
  state: "held" | "settled" | "lapsed" | "released";
  timer: Timer | undefined;
}

export function endLease(lease: Lease, state: Exclude<Lease["state"], "held">): void {
  lease.state = state;
  lease.timer?.cancel();
  lease.timer = undefined;
}

export const leaseExpired = (): Settled => ({
  ok: false,
  error: new TroupeError("LEASE_EXPIRED", "the delivery's lease has ended, and another attempt may be under way"),
});
