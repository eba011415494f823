import type { Clock } from "../clock.js";

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves on by `byMs`: fires what falls due in order, and lets what that sets off settle before the next. */
  advance(byMs: number): Promise<void>;
}

interface Pending {
  readonly due: number;
  readonly fire: () => void;
}

/** A clock that starts at `startMs` and moves only by `advance`. Timers due at once fire in the order they were set. */
export function manualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let now = startMs;
  const timers = new Set<Pending>();

  const nextUntil = (end: number): Pending | undefined => {
    let next: Pending | undefined;
    for (const timer of timers) {
      if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  };

  return {
    now: () => now,
    after(afterMs, fire) {
      const timer = { due: now + Math.max(0, afterMs), fire };
      timers.add(timer);
      return { cancel: () => timers.delete(timer) };
    },
    async advance(byMs) {
      const end = now + byMs;
      await settled();
      for (let timer = nextUntil(end); timer !== undefined; timer = nextUntil(end)) {
        timers.delete(timer);
        now = Math.max(now, timer.due);
        timer.fire();
        await settled();
      }
      now = Math.max(now, end);
    },
  };
}

/** Resolves after all microtasks that are queued now, and those they queue. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
