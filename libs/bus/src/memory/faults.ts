import type { CloudEvent } from "@troupe/contracts";
import { seededRandom } from "./random.js";

/** What goes wrong with one delivery. */
export type DeliveryFault =
  | { readonly kind: "none" }
  /** The member never sees it: its lease lapses. */
  | { readonly kind: "drop" }
  /** Its acknowledgement is lost: the event comes once more. */
  | { readonly kind: "repeat" }
  /** The member sees it later, with its lease running. */
  | { readonly kind: "delay"; readonly byMs: number }
  /** The member sees it after the one that follows it. */
  | { readonly kind: "reorder" };

/** Decides what goes wrong; asked once a delivery, in the order of deliveries. */
export type DeliveryFaults = (delivery: {
  readonly tenant: string;
  readonly group: string;
  readonly event: CloudEvent;
  readonly attempt: number;
}) => DeliveryFault;

/** How often each fault strikes, as parts of 1. */
export interface FaultRates {
  readonly drop?: number;
  readonly repeat?: number;
  readonly delay?: number;
  readonly reorder?: number;
  /** Longest delay; 1,000 when absent. */
  readonly maxDelayMs?: number;
}

/** Faults at the given rates, the same for the same seed and course of events. */
export function seededFaults(seed: number, rates: FaultRates): DeliveryFaults {
  const random = seededRandom(seed);
  return () => {
    let left = random();
    for (const kind of ["drop", "repeat", "delay", "reorder"] as const) {
      left -= rates[kind] ?? 0;
      if (left >= 0) continue;
      if (kind === "delay") return { kind, byMs: 1 + Math.floor(random() * (rates.maxDelayMs ?? 1000)) };
      return { kind };
    }
    return { kind: "none" };
  };
}
