import { basename } from "node:path";
import { type BuildOptions, buildProgram } from "./build/build.js";
import { checkFunctions } from "./check/check-functions.js";
import { type CheckResult, type Counterexample, checkModule, runOriginal } from "./check/check-program.js";
import { withoutDoctestRuns } from "./inputs/doctest.js";
import type { ProgramInput, RunLimits } from "./run/outcome.js";
import type { Python, PythonProgram } from "./run/python.js";
import { CompileError } from "./toolchain/rustc.js";
import type { Toolchain } from "./toolchain/toolchain.js";

/** What stands in the way of a translation, and where. */
export interface Finding {
  severity: "error" | "warning";
  code: string;
  file: string;
  line: number;
  column: number;
  construct: string;
  message: string;
  suggestion?: string;
}

/** Turns the files of a program into the Rust of a whole program, or says why not. */
export type Translator = (program: PythonProgram) => { rust?: string; diagnostics: Finding[] };

export type Verdict = "equal" | "different" | "inconclusive" | "unsupported" | "failed";
export type Stage = "translate" | "build" | "test" | "done";

/** What became of one file. */
export interface FileReport {
  file: string;
  verdict: Verdict;
  /** Inputs on which both were run. */
  cases: number;
  counterexample?: Counterexample;
  diagnostics: Finding[];
  timings: { translateMs: number; buildMs: number; testMs: number; totalMs: number };
  rust?: string;
  wasm?: Buffer;
}

export interface PipelineOptions {
  translator: Translator;
  toolchain: Toolchain;
  python: Python;
  build?: BuildOptions;
  limits?: Partial<RunLimits>;
  onStage?: (file: string, stage: Stage) => void;
  /** Whether functions are run on the examples of their docstrings and on values of their types as well. */
  functions?: boolean;
}

/** A program that Python runs for longer than this is built to run fast. */
const LONG_RUN_MS = 700;

/** Translates, builds, runs beside Python and compares one program. Throws only for faults of this machine. */
export async function translateProgram(
  program: PythonProgram,
  inputs: ProgramInput[],
  options: PipelineOptions,
): Promise<FileReport> {
  const started = performance.now();
  const timings = { translateMs: 0, buildMs: 0, testMs: 0, totalMs: 0 };
  const file = basename(program.main);
  const report = (rest: Omit<FileReport, "file" | "timings">): FileReport => {
    timings.totalMs = performance.now() - started;
    options.onStage?.(program.main, "done");
    return { file: program.main, timings, ...rest };
  };
  options.onStage?.(program.main, "translate");
  const source = program.files[program.main] ?? "";
  const files = { ...program.files, [program.main]: withoutDoctestRuns(source) };
  const translated = options.translator({ ...program, files });
  timings.translateMs = performance.now() - started;
  const { rust, diagnostics } = translated;
  if (rust === undefined) return report({ verdict: "unsupported", cases: 0, diagnostics });

  const check = { python: options.python, program, inputs, ...(options.limits && { limits: options.limits }) };
  const originals = runOriginal(check);
  const functions = options.functions === false ? undefined : checkFunctions(program, options);
  functions?.catch(() => {});
  try {
    options.onStage?.(program.main, "build");
    const from = performance.now();
    let wasm = await buildProgram(rust, options.toolchain, options.build);
    const slowestMs = Math.max(0, ...(await Promise.all(originals)).map(({ ms }) => ms));
    if (slowestMs > LONG_RUN_MS && options.build?.profile !== "release") {
      wasm = await buildProgram(rust, options.toolchain, { ...options.build, fast: true });
    }
    timings.buildMs = performance.now() - from;
    options.onStage?.(program.main, "test");
    const main = await checkModule(wasm, originals, check);
    const asked = await functions;
    timings.testMs = performance.now() - from - timings.buildMs;
    const { verdict, cases, counterexample } = joined(main, asked?.result);
    const findings = asked && asked.skipped > 0 ? [...diagnostics, notAsked(file, asked.skipped)] : diagnostics;
    return report({ verdict, cases, diagnostics: findings, rust, wasm, ...(counterexample && { counterexample }) });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const place = { file, line: 1, column: 1, construct: "generated Rust" };
    const finding: Finding = { severity: "error", code: "internal", ...place, message: error.message };
    return report({ verdict: "failed", cases: 0, diagnostics: [...diagnostics, finding], rust });
  } finally {
    await Promise.allSettled([...originals, functions]);
  }
}

/** The graver of both verdicts, with the inputs of both. */
function joined(main: CheckResult, functions: CheckResult | undefined): CheckResult {
  if (functions === undefined) return main;
  const graver = main.verdict === "equal" ? functions : main;
  return { ...graver, cases: main.cases + functions.cases };
}

function notAsked(file: string, count: number): Finding {
  const message = `${count} ${count === 1 ? "example" : "examples"} of its functions could not be translated and were not run`;
  return { severity: "warning", code: "unchecked", file, line: 1, column: 1, construct: "example", message };
}
