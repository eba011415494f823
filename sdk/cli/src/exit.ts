/** Exit codes of `troupe`; `docs/cli.md` lists the same. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongInput: 2,
  notFound: 3,
  unreachable: 4,
  refused: 5,
  conflict: 6,
  setupMissing: 7,
  notAvailable: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An expected failure of a command: a message, its exit code and, where one exists, the next step. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  /** Further lines, such as the faults of a request. */
  readonly details: readonly string[];
  /** When the same may be asked for again, where the platform said that it is too much for now. */
  readonly retryAfterMs: number | undefined;

  constructor(
    exitCode: ExitCode,
    message: string,
    options: {
      hint?: string | undefined;
      details?: readonly string[];
      retryAfterMs?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.exitCode = exitCode;
    this.hint = options.hint;
    this.details = options.details ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}
