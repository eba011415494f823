/** A stream of batches, as sessions and observations are. */
export type Batches<T> = AsyncIterable<readonly T[]>;

interface Tap {
  readonly items: unknown[];
  ended: boolean;
  failure: unknown;
  failed: boolean;
  wake: () => void;
}

const taps = new WeakMap<object, Tap>();
const DEFAULT_TIMEOUT_MS = 15_000;
const POLL_MS = 5;

/** Reads `source` from now on, as fast as it gives; what no {@link collect} has taken yet is kept in order. */
export function listen<T>(source: Batches<T>): void {
  tapOf(source);
}

/**
 * Takes the next `n` items of `source`; repeated calls go on where the last one ended.
 * Rejects after `timeoutMs`, or when the source ends before.
 */
export async function collect<T>(source: Batches<T>, n: number, options: { timeoutMs?: number } = {}): Promise<T[]> {
  const tap = tapOf(source);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = performance.now() + timeoutMs;
  while (tap.items.length < n) {
    if (tap.failed) throw tap.failure;
    if (tap.ended) throw new Error(`the source ended after ${tap.items.length} of ${n} items`);
    const left = deadline - performance.now();
    if (left <= 0) throw new Error(`${tap.items.length} of ${n} items arrived within ${timeoutMs} ms`);
    await woken(tap, left);
  }
  return tap.items.splice(0, n) as T[];
}

/** How many items of `source` have arrived and were not collected. */
export const arrived = <T>(source: Batches<T>): number => tapOf(source).items.length;

/** Whether `source` has come to its end. */
export const hasEnded = <T>(source: Batches<T>): boolean => tapOf(source).ended;

/** Resolves once `predicate` gives something truthy, and rejects after `timeoutMs`, with its last error as the cause. */
export async function eventually<T>(
  predicate: () => T | Promise<T>,
  options: { timeoutMs?: number; what?: string } = {},
): Promise<T> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const value = await predicate();
      if (value) return value;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`${options.what ?? "the condition"} did not come true within ${timeoutMs} ms`, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function tapOf<T>(source: Batches<T>): Tap {
  const known = taps.get(source);
  if (known !== undefined) return known;
  const tap: Tap = { items: [], ended: false, failure: undefined, failed: false, wake: () => {} };
  taps.set(source, tap);
  drainInto(tap, source).catch((error: unknown) => {
    tap.failed = true;
    tap.failure = error;
    tap.wake();
  });
  return tap;
}

async function drainInto<T>(tap: Tap, source: Batches<T>): Promise<void> {
  for await (const batch of source) {
    tap.items.push(...batch);
    tap.wake();
  }
  tap.ended = true;
  tap.wake();
}

function woken(tap: Tap, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, withinMs);
    tap.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
