import type { Counterexample } from "../check/check-program.js";
import type { Strength } from "../faults/strength.js";
import type { FileReport, Finding, Verdict } from "../pipeline.js";
import type { StageError } from "../stage-error.js";
import type { FunctionVerdict } from "../verdict.js";

/** What a report says of one program. */
export interface ReportEntry {
  file: string;
  verdict: Verdict;
  /** Inputs on which both were run. */
  cases: number;
  counterexample?: Counterexample;
  diagnostics: Finding[];
  functions: FunctionVerdict[];
  /** What became of faults put into its Rust. */
  strength?: Strength;
  /** The function whose body a language model proposed. */
  repaired?: { function: string; tries: number };
  /** Modules beside it that are part of it. */
  modules: string[];
  error?: StageError;
  /** Milliseconds of each stage, by its name. */
  timings: Record<string, number>;
  /** Bytes of the module. */
  moduleBytes?: number;
  /** File name of the package. */
  package?: string;
  source?: string;
  rust?: string;
}

/** What became of all files of one request. */
export interface Report {
  title: string;
  /** RFC 3339. */
  createdAt: string;
  tookMs: number;
  totals: { files: number; inputs: number; functions: number } & Record<Verdict, number>;
  files: ReportEntry[];
}

export const VERDICTS = ["equal", "different", "inconclusive", "unsupported", "failed"] as const;

export function reportOf(title: string, createdAt: Date, tookMs: number, files: ReportEntry[]): Report {
  const counts = VERDICTS.map((verdict) => [verdict, files.filter((file) => file.verdict === verdict).length]);
  const sum = (of: (file: ReportEntry) => number): number => files.reduce((total, file) => total + of(file), 0);
  const asked = sum(({ functions }) => functions.filter(({ cases }) => cases > 0).length);
  const totals = { files: files.length, inputs: sum(({ cases }) => cases), functions: asked };
  return {
    title,
    createdAt: createdAt.toISOString(),
    tookMs: Math.round(tookMs),
    totals: { ...totals, ...(Object.fromEntries(counts) as Record<Verdict, number>) },
    files,
  };
}

/** A file's report as an entry, with its texts. */
export function entryOf(report: FileReport, file: string, source: string | undefined, modules: string[]): ReportEntry {
  const { verdict, cases, counterexample, diagnostics, functions, strength, repaired, error, rust, wasm } = report;
  const { translateMs, buildMs, testMs, totalMs } = report.timings;
  return {
    file,
    verdict,
    cases,
    ...(counterexample && { counterexample }),
    diagnostics,
    functions,
    modules,
    ...(strength && { strength }),
    ...(repaired && { repaired }),
    ...(error && { error }),
    timings: { translate: translateMs, build: buildMs, test: testMs, total: totalMs },
    ...(wasm && { moduleBytes: wasm.length }),
    ...(source !== undefined && { source }),
    ...(rust !== undefined && { rust }),
  };
}
