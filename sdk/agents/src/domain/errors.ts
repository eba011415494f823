import { type Problem, TroupeError, type TroupeErrorOptions } from "@troupe/contracts";

/**
 * Thrown by a handler to say: no other attempt will succeed. The event goes to the dead letters at once,
 * and the asker of a task gets `<type>.failed` with this message as the problem's detail.
 */
export class TerminalError extends TroupeError {
  override readonly name: string = "TerminalError";

  constructor(message: string, options: TroupeErrorOptions = {}) {
    super("HANDLER_FAILED", message, options);
  }
}

/** What a {@link RetryableError} may say beside its message. */
export interface RetryableErrorOptions {
  /** Milliseconds until the next attempt; the group's back-off when absent. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** Thrown by a handler to say when to try again. It counts as an attempt like any other failure. */
export class RetryableError extends TroupeError {
  override readonly name = "RetryableError";

  constructor(message: string, options: RetryableErrorOptions = {}) {
    super("HANDLER_FAILED", message, options);
  }
}

/** Thrown by `request` when the asked agent answered with `<type>.failed`. */
export class RequestFailedError extends TroupeError {
  override readonly name = "RequestFailedError";
  /** What the agent, or the platform in its place, said. */
  readonly problem: Problem;

  constructor(requestType: string, problem: Problem) {
    super("HANDLER_FAILED", `${requestType} failed: ${problem.detail}`, {
      ...(problem.hint === undefined ? {} : { hint: problem.hint }),
      ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    });
    this.problem = problem;
  }
}

/** Thrown by `request` when no answer came in time. The request itself stays published: a late answer is an event like any other. */
export class RequestTimeoutError extends TroupeError {
  override readonly name = "RequestTimeoutError";

  constructor(requestType: string, timeoutMs: number, cause?: unknown) {
    const trouble = cause instanceof Error ? `: ${cause.message}` : "";
    super("REQUEST_TIMEOUT", `no agent answered ${requestType} within ${timeoutMs} ms${trouble}`, {
      hint: (cause instanceof TroupeError ? cause.hint : undefined) ?? "troupe agents list",
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

/** The abort reason of a handler that took longer than its `timeoutMs`: its run is `timed_out`, and another attempt follows by the group's policy. */
export class HandlerTimeoutError extends TroupeError {
  override readonly name = "HandlerTimeoutError";

  constructor(timeoutMs: number) {
    super("HANDLER_FAILED", `the handler took longer than ${timeoutMs} ms`);
  }
}

/** The abort reason of a handler whose lease ended: another member has the event now. */
export class LeaseLostError extends TroupeError {
  override readonly name = "LeaseLostError";

  constructor(eventId: string, cause?: unknown) {
    super("LEASE_EXPIRED", `the lease of event ${eventId} ended`, cause === undefined ? {} : { cause });
  }
}
