import { type Problem, TroupeError, withoutFaults } from "@troupe/contracts";
import { RetryableError, TerminalError } from "./errors.js";

/** Longest reason a settlement carries. */
const MAX_REASON = 2048;

/** What becomes of a delivery whose handler threw. */
export type Failure =
  | { readonly outcome: "retry"; readonly afterMs?: number; readonly reason: string }
  | { readonly outcome: "reject"; readonly reason: string };

/** The message of whatever was thrown, shortened to what a settlement may carry, without what no store can keep. */
export function reasonOf(error: unknown): string {
  return tellable(error instanceof Error ? error.message || error.name : String(error));
}

const tellable = (text: string): string => withoutFaults(text.slice(0, MAX_REASON));

/** The error's type is the decision: terminal is rejected, retryable waits as it says, the rest follow the group's policy. */
export function failureOf(error: unknown): Failure {
  const reason = reasonOf(error);
  if (error instanceof TerminalError) return { outcome: "reject", reason };
  if (error instanceof RetryableError && error.retryAfterMs !== undefined) {
    return { outcome: "retry", afterMs: error.retryAfterMs, reason };
  }
  return { outcome: "retry", reason };
}

/** The problem an asker is told: a terminal error that was caused by a known one (data that does not fit) says that one's code. */
export function problemOf(error: unknown, traceId: string): Problem {
  const cause = error instanceof TerminalError ? error.cause : undefined;
  const said = cause instanceof TroupeError && cause.code !== "HANDLER_FAILED" ? cause : error;
  const known = said instanceof TroupeError ? said : new TroupeError("HANDLER_FAILED", reasonOf(error));
  const problem = known.toProblem(traceId);
  return { ...problem, detail: tellable(problem.detail) };
}
