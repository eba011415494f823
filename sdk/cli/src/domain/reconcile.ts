import { type ProcessRecord, type StackRecord, SUPERVISOR } from "./stack-record.js";

/*
 * What the state file says is checked against what runs.
 * 1. A stack runs when its supervisor is the very process that wrote the file, whatever else is true.
 * 2. A stack whose supervisor is gone is stale; the file is removed and whatever outlived it is stopped.
 * 3. Only a process with the recorded pid and the recorded birth is ever stopped.
 */

/** What was found out about a stack. */
export interface StackFacts {
  readonly record: StackRecord | undefined;
  /** Names of the recorded processes that run. */
  readonly alive: ReadonlySet<string>;
  /** Whether the stack's address answers as ours. */
  readonly answers: boolean;
}

export type StackState =
  | { readonly kind: "absent" }
  | { readonly kind: "running"; readonly record: StackRecord }
  /** The supervisor runs, but its address does not answer: it starts, stops, or hangs. */
  | { readonly kind: "unresponsive"; readonly record: StackRecord }
  | { readonly kind: "stale"; readonly record: StackRecord; readonly orphans: readonly ProcessRecord[] };

/** The state of a stack, by the facts. */
export function reconcile({ record, alive, answers }: StackFacts): StackState {
  if (record === undefined) return { kind: "absent" };
  if (alive.has(SUPERVISOR)) return { kind: answers ? "running" : "unresponsive", record };
  const orphans = Object.entries(record.processes)
    .filter(([name]) => alive.has(name))
    .map(([, process]) => process);
  return { kind: "stale", record, orphans };
}
