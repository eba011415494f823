import { basename } from "node:path";
import { type BuildOptions, buildProgram } from "./build/build.js";
import { type Counterexample, checkModule, runOriginal } from "./check/check-program.js";
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
}

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
  const translated = options.translator(program);
  timings.translateMs = performance.now() - started;
  const { rust, diagnostics } = translated;
  if (rust === undefined) return report({ verdict: "unsupported", cases: 0, diagnostics });

  const check = { python: options.python, program, inputs, ...(options.limits && { limits: options.limits }) };
  const originals = runOriginal(check);
  try {
    options.onStage?.(program.main, "build");
    const from = performance.now();
    const wasm = await buildProgram(rust, options.toolchain, options.build);
    timings.buildMs = performance.now() - from;
    options.onStage?.(program.main, "test");
    const { verdict, cases, counterexample } = await checkModule(wasm, originals, check);
    timings.testMs = performance.now() - from - timings.buildMs;
    return report({ verdict, cases, diagnostics, rust, wasm, ...(counterexample && { counterexample }) });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const place = { file, line: 1, column: 1, construct: "generated Rust" };
    const finding: Finding = { severity: "error", code: "internal", ...place, message: error.message };
    return report({ verdict: "failed", cases: 0, diagnostics: [...diagnostics, finding], rust });
  } finally {
    await Promise.allSettled(originals);
  }
}
