import { type BuildOptions, buildProgram } from "../build/build.js";
import { compareRuns } from "../compare/compare.js";
import type { ProgramInput, RunOutcome } from "../run/outcome.js";
import { runWasm } from "../run/wasm.js";
import { CompileError } from "../toolchain/rustc.js";
import type { Toolchain } from "../toolchain/toolchain.js";
import { type Mutant, mutantsOf } from "./mutants.js";

/** How strong the inputs of a program are: what became of faults put into its Rust. */
export interface Strength {
  /** Faults that were built and run. */
  faults: number;
  /** Those that some input told from the original. */
  killed: number;
  /** killed / faults, 1 where there was none. */
  rate: number;
  /** Faults that no input told: where the inputs say nothing. */
  survivors: { line: number; kind: Mutant["kind"]; before: string; after: string }[];
}

export interface StrengthOptions {
  toolchain: Toolchain;
  /** The name the program is run by. */
  name: string;
  inputs: readonly ProgramInput[];
  /** What Python did on each input. */
  originals: readonly RunOutcome[];
  count: number;
  seed?: number;
  build?: BuildOptions;
}

const WORKERS = 2;
const PATIENCE = 4;
const SHORTEST_MS = 1_000;

/**
 * Puts faults into a program's Rust, one a module, and runs each on the same inputs as the program itself. A module
 * that breaks, runs out of its time or does something else than Python is told; one that the compiler does not take
 * is no fault.
 */
export async function measureStrength(rust: string, options: StrengthOptions): Promise<Strength> {
  const waiting = mutantsOf(rust, options.count, options.seed);
  const outcomes: { mutant: Mutant; killed: boolean }[] = [];
  const work = async () => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const killed = await isTold(mutant, options);
      if (killed !== undefined) outcomes.push({ mutant, killed });
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const killed = outcomes.filter((each) => each.killed).length;
  return {
    faults: outcomes.length,
    killed,
    rate: outcomes.length === 0 ? 1 : killed / outcomes.length,
    survivors: outcomes
      .filter((each) => !each.killed)
      .map(({ mutant: { line, kind, before, after } }) => ({ line, kind, before, after }))
      .sort((a, b) => a.line - b.line),
  };
}

async function isTold(mutant: Mutant, options: StrengthOptions): Promise<boolean | undefined> {
  let wasm: Buffer;
  try {
    wasm = await buildProgram(mutant.rust, options.toolchain, { ...options.build, profile: "debug" });
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
  for (const [i, input] of options.inputs.entries()) {
    const original = options.originals[i];
    if (original === undefined) continue;
    const timeMs = Math.max(SHORTEST_MS, PATIENCE * original.ms);
    const outcome = await runWasm(wasm, { ...input, name: options.name }, { timeMs });
    if (compareRuns(original, outcome).result !== "equal") return true;
  }
  return false;
}
