import type { Clock } from "@troupe/bus";
import { TroupeError } from "@troupe/contracts";
import { TerminalError } from "../domain/errors.js";
import { persist } from "../time.js";

/** What says that a run may go on no more. */
const LOST: ReadonlySet<string> = new Set(["RUN_SUPERSEDED", "MISSION_ENDED", "BUDGET_EXCEEDED"]);

/** How a run calls the platform. */
export interface CallingRun {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: () => AbortSignal;
  /** The run is another's now, or nobody's. */
  readonly lost: (error: TroupeError) => void;
}

/**
 * Repeats a call that reaches nobody, as long as the run is ours. A call that says that it is not never comes back; what
 * is refused for good is refused to the next run as well, and thrown as a TerminalError.
 */
export async function callFor<T>({ clock, random, signal, lost }: CallingRun, call: () => Promise<T>): Promise<T> {
  try {
    return await persist(call, { clock, random, signal: signal() });
  } catch (error) {
    if (!(error instanceof TroupeError) || !LOST.has(error.code)) throw forGood(error);
    lost(error);
    return new Promise<never>(() => undefined);
  }
}

/** How long it is tried to tell of what was done too late. */
const LATE_MS = 60_000;

/** Tells of what was done when its run was over already; whether anybody wants to know is the platform's to say. */
export async function tellLate(clock: Clock, random: () => number, call: () => Promise<unknown>): Promise<void> {
  const patience = new AbortController();
  const timer = clock.after(LATE_MS, () => patience.abort());
  await persist(call, { clock, random, signal: patience.signal }).catch(() => undefined);
  timer.cancel();
}

/** An error that another attempt would meet again, as such. */
export const forGood = (error: unknown): unknown =>
  error instanceof TroupeError && !error.retryable && !(error instanceof TerminalError)
    ? new TerminalError(error.message, { cause: error })
    : error;
