import { type Comparison, compareRuns } from "../compare/compare.js";
import type { ProgramInput, RunLimits, RunOutcome } from "../run/outcome.js";
import { type Python, type PythonProgram, runPython } from "../run/python.js";
import { runWasm } from "../run/wasm.js";

/** The first input on which both did not do the same. */
export interface Counterexample {
  input: ProgramInput & { call?: string };
  comparison: Exclude<Comparison, { result: "equal" }>;
}

export interface CheckResult {
  verdict: "equal" | "different" | "inconclusive" | "failed";
  cases: number;
  counterexample?: Counterexample;
}

export interface CheckOptions {
  python: Python;
  program: PythonProgram;
  inputs: ProgramInput[];
  limits?: Partial<RunLimits>;
}

/** Runs of the original on each input; started before the module is built, since neither waits for the other. */
export function runOriginal({ python, program, inputs, limits }: CheckOptions): Promise<RunOutcome>[] {
  return inputs.map((input) => runPython(python, program, input, limits));
}

/** Runs the module on each input and compares. Ends at the first that is not equal. */
export async function checkModule(
  wasm: Uint8Array,
  originals: Promise<RunOutcome>[],
  { program, inputs, limits }: CheckOptions,
): Promise<CheckResult> {
  let cases = 0;
  for (const [i, input] of inputs.entries()) {
    const [expected, actual] = await Promise.all([
      originals[i] as Promise<RunOutcome>,
      runWasm(wasm, { ...input, name: program.main }, limits),
    ]);
    const comparison = compareRuns(expected, actual);
    cases += 1;
    if (comparison.result !== "equal") {
      return { verdict: comparison.result, cases, counterexample: { input, comparison } };
    }
  }
  return { verdict: "equal", cases };
}
