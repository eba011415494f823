import { type Comparison, compareRuns, orUnsteady } from "../compare/compare.js";
import { DEFAULT_LIMITS, type ProgramInput, type RunLimits, type RunOutcome } from "../run/outcome.js";
import { type Python, type PythonProgram, runPython } from "../run/python.js";
import { runWasm, type Standby, standby } from "../run/wasm.js";

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

/** How many times Python's own time a module may take where that is more than the limit. */
const PATIENCE = 4;

/** Runs the module on each input and compares. Ends at the first that is not equal. `thread` is for the first run. */
export async function checkModule(
  wasm: Uint8Array,
  originals: Promise<RunOutcome>[],
  { python, program, inputs, limits }: CheckOptions,
  thread: Standby = standby(),
): Promise<CheckResult> {
  let cases = 0;
  for (const [i, input] of inputs.entries()) {
    const expected = await (originals[i] as Promise<RunOutcome>);
    const timeMs = Math.max(limits?.timeMs ?? DEFAULT_LIMITS.timeMs, PATIENCE * expected.ms);
    const own = i === 0 ? thread : standby();
    const actual = await runWasm(wasm, { ...input, name: program.main }, { ...limits, timeMs }, own);
    let comparison = compareRuns(expected, actual);
    cases += 1;
    if (comparison.result === "different") {
      comparison = orUnsteady(comparison, expected, await runPython(python, program, input, limits));
    }
    if (comparison.result !== "equal") {
      return { verdict: comparison.result, cases, counterexample: { input, comparison } };
    }
  }
  return { verdict: "equal", cases };
}
