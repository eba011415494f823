import type { Clock } from "@troupe/bus";
import { backoffMs } from "../domain/backoff.js";
import { RetryableError, TerminalError } from "../domain/errors.js";
import { wait } from "../time.js";
import { jsonFault } from "./domain/json.js";

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

/** Calls `act` until it succeeds, fails for good, or was tried often enough; what it comes to must be JSON. */
export async function tried<T>(
  name: string,
  act: (signal: AbortSignal) => T | Promise<T>,
  { attempts, firstMs = 250, maxMs = 15_000 }: StepRetry,
  around: Surroundings,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return checked(name, await act(around.signal));
    } catch (error) {
      if (attempt >= attempts || error instanceof TerminalError || around.signal.aborted) throw error;
      const asked = error instanceof RetryableError ? (error.retryAfterMs ?? 0) : 0;
      const pause = backoffMs(attempt - 1, around.random(), { firstMs, maxMs });
      await wait(around.clock, Math.max(asked, pause), around.signal);
      if (around.signal.aborted) throw error;
    }
  }
}

function checked<T>(name: string, result: T): T {
  if (result === undefined) return result;
  const fault = jsonFault(result);
  if (fault === undefined) return result;
  const { pointer, found } = fault;
  const where = pointer === "" ? "" : ` at ${pointer}`;
  throw new TerminalError(`the result of step ${name} cannot be journaled: ${found}${where} is not JSON`);
}
