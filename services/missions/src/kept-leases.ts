import type { Clock, LeasedEvent, Timer } from "@troupe/bus";

/** Leases that last as long as their events are worked on, so that they may be short: a crash gives them back by then. */
export interface KeptLeases {
  /** Keeps the leases of what was taken. */
  keep(batch: readonly LeasedEvent[]): void;
  /** Acknowledges events, whose leases are kept no more. */
  acknowledge(batch: readonly LeasedEvent[]): Promise<void>;
  /** Keeps none any more. */
  release(): void;
}

/** Extends each lease every `everyMs`. */
export function keepLeases(clock: Clock, everyMs: number): KeptLeases {
  const since = new Map<LeasedEvent, number>();
  let timer: Timer | undefined;

  function extend(): void {
    timer = since.size === 0 ? undefined : clock.after(everyMs, extend);
    const now = clock.now();
    for (const [leased, at] of since) {
      if (now - at < everyMs) continue;
      since.set(leased, now);
      // One that cannot be extended lapses and comes again, which changes nothing that was decided.
      leased.settle({ outcome: "extend" }).catch(() => undefined);
    }
  }

  return {
    keep(batch) {
      const now = clock.now();
      for (const leased of batch) since.set(leased, now);
      if (since.size > 0) timer ??= clock.after(everyMs, extend);
    },
    async acknowledge(batch) {
      for (const leased of batch) since.delete(leased);
      await Promise.all(batch.map((leased) => leased.settle({ outcome: "ack" })));
    },
    release() {
      since.clear();
      timer?.cancel();
    },
  };
}
