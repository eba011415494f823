import type { Clock } from "@troupe/bus";
import { TroupeError } from "@troupe/contracts";
import { type BackoffBounds, backoffMs, RECONNECT } from "./domain/backoff.js";

/** Resolves after `ms`, or at once when `signal` is aborted. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = clock.after(ms, done);
    signal?.addEventListener("abort", done);
  });
}

/** Whether the same call may succeed later. */
export function isRetryable(error: unknown): boolean {
  return error instanceof TroupeError && error.retryable;
}

/** What retrying needs of its surroundings. */
export interface Persistence {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly signal?: AbortSignal;
  readonly bounds?: BackoffBounds;
  /** Told of each failure that will be tried again. */
  readonly onTrouble?: (error: unknown, attempt: number) => void;
}

/** Calls until it succeeds, fails for good (a failure that is not retryable), or `signal` is aborted. */
export async function persist<T>(call: () => Promise<T>, options: Persistence): Promise<T> {
  const { clock, random, signal, bounds = RECONNECT } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (signal?.aborted || !isRetryable(error)) throw error;
      options.onTrouble?.(error, attempt);
      const asked = error instanceof TroupeError ? (error.retryAfterMs ?? 0) : 0;
      await wait(clock, Math.max(asked, backoffMs(attempt, random(), bounds)), signal);
      if (signal?.aborted) throw error;
    }
  }
}
