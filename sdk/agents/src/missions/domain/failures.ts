import { type Failure, TroupeError, UNDO_UNSAID, type Undo } from "@troupe/contracts";
import { HandlerTimeoutError, TerminalError } from "../../domain/errors.js";
import { reasonOf } from "../../domain/outcome.js";

/** Causes told below the first. */
const MAX_CAUSES = 8;

/** Code of a wait, a run or a task whose time was up. */
export const TIMED_OUT = "TIMED_OUT";

/**
 * A failure that stands in the journal: another attempt would read the same, so a handler that lets it through ends
 * its task, with this as the cause. Catch it to go another way.
 */
export class JournaledError extends TerminalError {
  /** What was journaled, down to the first cause. */
  readonly failure: Failure;

  constructor(failure: Failure, what: string, cause?: unknown) {
    super(`${what}: ${failure.message}`, cause === undefined ? {} : { cause });
    this.failure = failure;
  }
}

/** A step failed for good. */
export class StepFailedError extends JournaledError {
  override readonly name: string = "StepFailedError";
}

/** A delegated task, or the fan-in of several, came to nothing. */
export class TaskFailedError extends JournaledError {
  override readonly name: string = "TaskFailedError";
}

/** What was waited for did not come in time. */
export class WaitTimeoutError extends JournaledError {
  override readonly name: string = "WaitTimeoutError";
}

/** A step was done, and what it came to, or what undoes it, cannot be journaled. It is undone by `undo`, where that is known. */
export class DoneStepError extends TerminalError {
  override readonly name: string = "DoneStepError";
  readonly undo: Undo | undefined;

  constructor(message: string, undo: Undo | undefined, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.undo = undo;
  }
}

/** The handler's steps are not those of the journal: its code was changed while the task was under way. */
export class JournalMismatchError extends TerminalError {
  override readonly name: string = "JournalMismatchError";

  constructor(taskId: string, why: string) {
    const cause = new TroupeError("JOURNAL_MISMATCH", why);
    super(why, { hint: `run the code that began the task, or troupe tasks retry ${taskId} --fresh`, cause });
  }
}

/** An error as it is journaled and told to whoever asked. */
export function failureFrom(error: unknown, at: string, depth = 0): Failure {
  const cause = depth < MAX_CAUSES ? causeOf(error, at, depth) : undefined;
  return {
    code: codeOf(error),
    message: reasonOf(error),
    at,
    ...(cause === undefined ? {} : { cause }),
  };
}

function codeOf(error: unknown): string {
  if (error instanceof JournalMismatchError) return "JOURNAL_MISMATCH";
  if (error instanceof JournaledError) return error.failure.code;
  if (error instanceof DoneStepError && error.undo === undefined) return UNDO_UNSAID;
  if (error instanceof HandlerTimeoutError) return TIMED_OUT;
  if (error instanceof TerminalError && error.cause instanceof TroupeError) return error.cause.code;
  return error instanceof TroupeError ? error.code : "HANDLER_FAILED";
}

function causeOf(error: unknown, at: string, depth: number): Failure | undefined {
  if (error instanceof JournalMismatchError) return undefined;
  if (error instanceof JournaledError) return error.failure;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined || cause === null ? undefined : failureFrom(cause, at, depth + 1);
}
