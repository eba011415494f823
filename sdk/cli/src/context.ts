import type { Terminal } from "./output/terminal.js";

/** What a command has of the world; made once in `main.ts`. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  /** Standard error as it is, for what is drawn over again: its columns are undefined where it is no terminal. */
  readonly screen: { write(text: string): void; readonly columns: number | undefined };
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** The program that runs, for starting it again: node and the script. */
  readonly self: readonly [string, string];
  readonly version: string;
  readonly now: () => number;
  readonly readInput: () => Promise<string>;
}
