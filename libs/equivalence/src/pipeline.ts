import { type BuildOptions, buildProgram } from "./build/build.js";
import { checkFunctions } from "./check/check-functions.js";
import { type Counterexample, checkModule, runOriginal } from "./check/check-program.js";
import { measureStrength, type Strength } from "./faults/strength.js";
import { failedExample } from "./inputs/doctest.js";
import type { ProgramInput, RunLimits, RunOutcome } from "./run/outcome.js";
import type { Python, PythonProgram } from "./run/python.js";
import { syntaxFault } from "./run/syntax.js";
import { standby } from "./run/wasm.js";
import { compileError, machineError, type StageError } from "./stage-error.js";
import { CompileError } from "./toolchain/rustc.js";
import type { Toolchain } from "./toolchain/toolchain.js";
import { type FunctionVerdict, functionVerdicts, joinedVerdict, unchecked } from "./verdict.js";

/** What stands in the way of a translation, and where. */
export interface Finding {
  severity: "error" | "warning";
  code: string;
  file: string;
  line: number;
  column: number;
  construct: string;
  message: string;
  suggestion?: string | undefined;
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
  /** What was seen of each function. */
  functions: FunctionVerdict[];
  /** The function whose body a language model proposed. */
  repaired?: { function: string; tries: number };
  /** How many faults put into it the inputs told, where that was asked. */
  strength?: Strength;
  /** Why it ended before it was compared. */
  error?: StageError;
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
  /** How many faults are put into the Rust of an equal program, to see whether its inputs tell them. Default none. */
  mutants?: number;
}

/** A program that Python runs for longer than this is built to run fast. */
export const LONG_RUN_MS = 700;

/** Translates, builds, runs beside Python and compares one program. Throws only for faults of this machine. */
export async function translateProgram(
  program: PythonProgram,
  inputs: ProgramInput[],
  options: PipelineOptions,
): Promise<FileReport> {
  const started = performance.now();
  const timings = { translateMs: 0, buildMs: 0, testMs: 0, totalMs: 0 };
  const file = program.main;
  const report = (rest: Omit<FileReport, "file" | "timings">): FileReport => {
    timings.totalMs = performance.now() - started;
    options.onStage?.(program.main, "done");
    return { file: program.main, timings, ...rest };
  };
  options.onStage?.(program.main, "translate");
  const source = program.files[program.main] ?? "";
  const translated = options.translator(program);
  timings.translateMs = performance.now() - started;
  const { rust } = translated;
  let { diagnostics } = translated;
  if (rust === undefined) {
    diagnostics = await asPythonSays(diagnostics, program, options);
    const functions = functionVerdicts(source, undefined, false);
    return report({ verdict: "unsupported", cases: 0, diagnostics, functions, error: refusalOf(diagnostics, file) });
  }

  const check = { python: options.python, program, inputs, ...(options.limits && { limits: options.limits }) };
  const originals = runOriginal(check);
  const thread = standby();
  const asking = options.functions === false ? undefined : checkFunctions(program, options);
  asking?.catch(() => {});
  try {
    options.onStage?.(program.main, "build");
    const from = performance.now();
    let wasm = await buildProgram(rust, options.toolchain, options.build);
    const [ran] = await Promise.all(originals);
    if (ran !== undefined && UNREAD.test(ran.stderr)) {
      const said = await asPythonSays([], program, options);
      const functions = functionVerdicts(source, undefined, false);
      const error = refusalOf(said, file);
      if (said.length > 0) return report({ verdict: "unsupported", cases: 0, diagnostics: said, functions, error });
    }
    const slowestMs = Math.max(0, ...(await Promise.all(originals)).map(({ ms }) => ms));
    if (slowestMs > LONG_RUN_MS && options.build?.profile !== "release") {
      wasm = await buildProgram(rust, options.toolchain, { ...options.build, fast: true });
    }
    timings.buildMs = performance.now() - from;
    options.onStage?.(program.main, "test");
    const main = await checkModule(wasm, originals, check, thread);
    const failing = main.verdict === "equal" ? [] : await failedExamples(originals, source, file);
    if (failing.length > 0) {
      const functions = functionVerdicts(source, undefined, false);
      const error = refusalOf(failing, file);
      return report({ verdict: "unsupported", cases: 0, diagnostics: failing, functions, error });
    }
    const asked = await asking;
    timings.testMs = performance.now() - from - timings.buildMs;
    const functions = functionVerdicts(source, asked, true);
    const findings = [...diagnostics, ...unchecked(file, asked)];
    const strength = main.verdict === "equal" ? await strengthOf(rust, program, inputs, originals, options) : {};
    return report({ ...joinedVerdict(main, asked?.result), diagnostics: findings, functions, ...strength, rust, wasm });
  } catch (error) {
    const failure = error instanceof CompileError ? compileError(error, file) : machineError("build", error);
    if (failure === undefined) throw error;
    const said = await asPythonSays([], program, options);
    const functions = functionVerdicts(source, undefined, said.length === 0);
    const refused = { verdict: "unsupported", cases: 0, diagnostics: said, functions } as const;
    if (said.length > 0) return report({ ...refused, error: refusalOf(said, file) });
    const found = [...diagnostics, findingOf(failure, file)];
    return report({ verdict: "failed", cases: 0, diagnostics: found, functions, error: failure, rust });
  } finally {
    thread.close();
    await Promise.allSettled([...originals, asking]);
  }
}

/** What CPython writes of a main file that it cannot read: no traceback, for nothing ran. */
const UNREAD = /^ {2}File "[^"\n]*", line \d+\n(?: {4}.*\n)*(?:Syntax|Indentation|Tab)Error: /;

/** A file that is no Python is refused with CPython's own message and place. */
async function asPythonSays(said: Finding[], program: PythonProgram, { python }: PipelineOptions): Promise<Finding[]> {
  const fault = await syntaxFault(python, program);
  if (fault === undefined) return said;
  const { file, type, message, line, column } = fault;
  return [{ severity: "error", code: "syntax", file, line, column, construct: type, message }];
}

/** Examples that the program itself runs and that fail: what `doctest` prints of them is not translated. */
async function failedExamples(originals: Promise<RunOutcome>[], source: string, file: string): Promise<Finding[]> {
  if (!/\bdoctest\b/.test(source)) return [];
  const runs = await Promise.all(originals);
  const line = runs.map(({ stdout }) => failedExample(stdout)).find((each) => each !== undefined);
  if (line === undefined) return [];
  const message = "an example fails in Python, and what doctest prints of that is not translated";
  const suggestion = "mend the example, or leave doctest.testmod() out";
  return [
    {
      severity: "error",
      code: "unsupported",
      file,
      line,
      column: 1,
      construct: "a failing doctest",
      message,
      suggestion,
    },
  ];
}

async function strengthOf(
  rust: string,
  { main: name }: PythonProgram,
  inputs: ProgramInput[],
  originals: Promise<RunOutcome>[],
  { mutants: count = 0, toolchain, build }: PipelineOptions,
): Promise<{ strength?: Strength }> {
  if (count === 0) return {};
  const known = await Promise.all(originals);
  const options = { toolchain, name, inputs, originals: known, count, ...(build && { build }) };
  return { strength: await measureStrength(rust, options) };
}

/** A refused translation as an error of its stage. */
export function refusalOf(diagnostics: Finding[], file: string): StageError {
  const found = diagnostics.find(({ severity }) => severity === "error");
  const { line = 1, column = 1, construct, suggestion, code = "unsupported" } = found ?? {};
  return {
    stage: code === "syntax" ? "ingest" : "analysis",
    type: code,
    message: found?.message ?? "it is not translated",
    location: { file: found?.file ?? file, line, column },
    context: { construct, ...(suggestion !== undefined && { suggestion }) },
    recoverable: false,
  };
}

const CONSTRUCTS: Readonly<Record<string, string>> = { compile: "generated Rust", encoding: "the file's encoding" };

/** An error of a stage as a finding about the file. */
export function findingOf({ type, message, location, context }: StageError, file: string): Finding {
  const { line = 1, column = 1 } = location ?? {};
  const construct = CONSTRUCTS[type] ?? "this machine";
  const { hint } = context as { hint?: string };
  const place = { file, line, column, construct };
  return { severity: "error", code: "internal", ...place, message, ...(hint !== undefined && { suggestion: hint }) };
}
