import type { Clock } from "@troupe/bus";
import { backoffMs } from "../domain/backoff.js";
import { RetryableError, TerminalError } from "../domain/errors.js";
import { wait } from "../time.js";

/** How often a step is tried within one run before its failure reaches the handler. */
export interface StepRetry {
  /** Tries in all. */
  readonly attempts: number;
  /** Wait before the second; doubled each time, with jitter. 250 by default. */
  readonly firstMs?: number;
  /** 15,000 by default. */
  readonly maxMs?: number;
}

/** What trying needs of its surroundings. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Calls `act` until it succeeds, fails for good, or was tried often enough. */
export async function tried<T>(
  act: (signal: AbortSignal) => T | Promise<T>,
  { attempts, firstMs = 250, maxMs = 15_000 }: StepRetry,
  around: Surroundings,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act(around.signal);
    } catch (error) {
      if (attempt >= attempts || error instanceof TerminalError || around.signal.aborted) throw error;
      const asked = error instanceof RetryableError ? (error.retryAfterMs ?? 0) : 0;
      const pause = backoffMs(attempt - 1, around.random(), { firstMs, maxMs });
      await wait(around.clock, Math.max(asked, pause), around.signal);
      if (around.signal.aborted) throw error;
    }
  }
}
