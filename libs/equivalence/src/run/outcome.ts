/** What a program is given. */
export interface ProgramInput {
  stdin?: string;
  args?: string[];
}

/** What a program may take; past it the run ends. */
export interface RunLimits {
  timeMs: number;
  memoryBytes: number;
  outputBytes: number;
}

export const DEFAULT_LIMITS: RunLimits = { timeMs: 10_000, memoryBytes: 512 << 20, outputBytes: 8 << 20 };

/** How a run ended: by itself, or at a limit, or broken. */
export type RunEnd =
  | { kind: "exit"; status: number }
  | { kind: "time" }
  | { kind: "memory" }
  | { kind: "output" }
  | { kind: "stack" }
  | { kind: "broken"; message: string };

/** What a run did. Output is decoded as UTF-8; bytes that are not are replaced. */
export interface RunOutcome {
  end: RunEnd;
  stdout: string;
  stderr: string;
  ms: number;
}
