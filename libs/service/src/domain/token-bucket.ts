/** Time, as far as this package needs it; the bus's `Clock` is one. */
export interface Now {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Time of this process's monotonic clock, so that a wall clock that jumps breaks no limit. */
export const steadyNow: Now = { now: () => performance.timeOrigin + performance.now() };

export interface Rate {
  readonly perSecond: number;
  /** Most that may be taken at once; `perSecond` when absent. */
  readonly burst?: number;
}

/** Limits each key (a tenant) by its own token bucket. */
export interface Limiter {
  /** Takes `cost` from `key`'s bucket: 0 when allowed, else the milliseconds to wait before it would be. */
  take(key: string, cost?: number): number;
}

interface Bucket {
  level: number;
  at: number;
}

/** Keys kept before those with a full bucket are forgotten. */
const MAX_KEYS = 10_000;

/**
 * Token buckets by key. A cost above the burst is allowed from a full bucket, which then owes the rest:
 * a batch is one call, and no bucket size should make it impossible.
 */
export function createLimiter(rate: Rate, clock: Now = steadyNow): Limiter {
  const capacity = rate.burst ?? rate.perSecond;
  const perMs = rate.perSecond / 1000;
  const buckets = new Map<string, Bucket>();

  const forgetFull = (now: number) => {
    for (const [key, bucket] of buckets) {
      if (bucket.level + (now - bucket.at) * perMs >= capacity) buckets.delete(key);
    }
  };

  return {
    take(key, cost = 1) {
      const now = clock.now();
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        if (buckets.size >= MAX_KEYS) forgetFull(now);
        bucket = { level: capacity, at: now };
        buckets.set(key, bucket);
      }
      bucket.level = Math.min(capacity, bucket.level + Math.max(0, now - bucket.at) * perMs);
      bucket.at = now;
      const needed = Math.min(cost, capacity);
      if (bucket.level < needed) return Math.max(1, Math.ceil((needed - bucket.level) / perMs));
      bucket.level -= cost;
      return 0;
    },
  };
}
