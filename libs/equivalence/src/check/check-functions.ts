import { type BuildOptions, buildProgram } from "../build/build.js";
import { compareRuns } from "../compare/compare.js";
import { type Case, casesOf, checkSource, outputsOf } from "../inputs/check-source.js";
import { feasible } from "../inputs/probe.js";
import type { Translator } from "../pipeline.js";
import type { RunLimits } from "../run/outcome.js";
import { type Python, type PythonProgram, runPython } from "../run/python.js";
import { runWasm } from "../run/wasm.js";
import { CompileError } from "../toolchain/rustc.js";
import type { Toolchain } from "../toolchain/toolchain.js";
import type { CheckResult } from "./check-program.js";

export interface FunctionCheckOptions {
  translator: Translator;
  toolchain: Toolchain;
  python: Python;
  build?: BuildOptions;
  limits?: Partial<RunLimits>;
}

/** What became of a program's functions on the examples of its docstrings and on values of their types. */
export interface FunctionCheck {
  result: CheckResult;
  /** Cases that could not be translated or built, and so were not run. */
  skipped: number;
}

/** Runs a program's functions beside Python's. Resolves to undefined where there is nothing to ask. */
export async function checkFunctions(
  program: PythonProgram,
  options: FunctionCheckOptions,
): Promise<FunctionCheck | undefined> {
  const source = program.files[program.main] ?? "";
  const wanted = await feasible(options.python, program, possibleCases(source));
  if (wanted.length === 0) return undefined;
  const chosen = translatable(program, wanted, options.translator);
  const skipped = wanted.length - chosen.cases.length;
  if (chosen.rust === undefined) return { result: { verdict: "equal", cases: 0 }, skipped };
  try {
    return { result: await run(program, chosen.cases, chosen.rust, options), skipped };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { result: { verdict: "equal", cases: 0 }, skipped: wanted.length };
  }
}

function possibleCases(source: string): Case[] {
  try {
    return casesOf(source);
  } catch {
    return [];
  }
}

/** As many cases as the translator takes together: all, or those it takes one after the other. */
function translatable(program: PythonProgram, cases: Case[], translator: Translator): { cases: Case[]; rust?: string } {
  const attempt = (some: Case[]) => translator(checkProgram(program, some)).rust;
  const whole = attempt(cases);
  if (whole !== undefined) return { cases, rust: whole };
  let kept: Case[] = [];
  let rust: string | undefined;
  for (const each of cases) {
    const more = attempt([...kept, each]);
    if (more === undefined) continue;
    kept = [...kept, each];
    rust = more;
  }
  return { cases: kept, ...(rust !== undefined && { rust }) };
}

/** The program with its main's own run replaced by the cases. */
function checkProgram({ main, files }: PythonProgram, cases: Case[]): PythonProgram {
  return { main, files: { ...files, [main]: checkSource(files[main] ?? "", cases) } };
}

async function run(
  program: PythonProgram,
  cases: Case[],
  rust: string,
  options: FunctionCheckOptions,
): Promise<CheckResult> {
  const [expected, actual] = await Promise.all([
    runPython(options.python, checkProgram(program, cases), {}, options.limits),
    buildProgram(rust, options.toolchain, options.build).then((wasm) =>
      runWasm(wasm, { name: program.main }, options.limits),
    ),
  ]);
  const comparison = compareRuns(expected, actual);
  if (comparison.result === "equal") return { verdict: "equal", cases: cases.length };
  const [left, right] = [outputsOf(expected.stdout), outputsOf(actual.stdout)];
  const parted = cases.filter((_, i) => left.get(i) !== right.get(i));
  const shortest = parted.sort((a, b) => a.said.length - b.said.length)[0];
  const input = shortest === undefined ? {} : { call: shortest.said };
  return { verdict: comparison.result, cases: cases.length, counterexample: { input, comparison } };
}
