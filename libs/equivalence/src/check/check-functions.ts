import { setImmediate } from "node:timers/promises";
import { type BuildOptions, buildProgram } from "../build/build.js";
import { compareRuns, LIMIT_MET } from "../compare/compare.js";
import { type Case, casesOf, checkSource, outputsOf } from "../inputs/check-source.js";
import { guessedCases } from "../inputs/guess.js";
import { feasible } from "../inputs/probe.js";
import { uncalledFunctions } from "../inputs/uncalled.js";
import type { Finding, Translator } from "../pipeline.js";
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
  /** What was seen of each function that was asked. */
  functions: FunctionResult[];
  /** Functions that nothing calls and that no case was put to: nothing is known of them. */
  unasked: { name: string; line: number }[];
  /** Why the first case that was left out is not translated. */
  refusal?: string;
}

/** What was seen of one function. */
export interface FunctionResult {
  name: string;
  verdict: "equal" | "different" | "inconclusive";
  cases: number;
  /** The shortest call, or examples, on which both did not do the same. */
  counterexample?: string;
}

/** Runs a program's functions beside Python's. Resolves to undefined where there is nothing to ask. */
export async function checkFunctions(
  program: PythonProgram,
  options: FunctionCheckOptions,
): Promise<FunctionCheck | undefined> {
  const source = program.files[program.main] ?? "";
  const told = possibleCases(source);
  const { uncalled, isIdle } = called(source);
  const silent = uncalled.filter(({ name }) => !told.some(({ of }) => of === name));
  const cases = [...told, ...(await guessedCases(options.python, program, silent))];
  const wanted = await feasible(options.python, program, cases);
  if (wanted.length === 0 && uncalled.length === 0) return undefined;
  const chosen = await translatable(program, wanted, options.translator);
  const skipped = wanted.length - chosen.cases.length;
  const rest = { skipped, ...(chosen.refusal !== undefined && { refusal: chosen.refusal }) };
  const nothing = (): FunctionCheck => {
    const unasked = uncalled.filter(({ name }) => !wanted.some(({ of }) => of === name));
    const result = isIdle ? NOTHING_RAN : ({ verdict: "equal", cases: 0 } as const);
    return { ...rest, skipped: wanted.length, result, functions: [], unasked };
  };
  if (chosen.rust === undefined) return nothing();
  const ran = await compiling(program, chosen.cases, chosen.rust, options);
  if (ran === undefined) return { ...nothing(), refusal: NO_RUST };
  const asked = new Set(ran.functions.map(({ name }) => name));
  const { limit, functions, result } = ran;
  const left = { skipped: wanted.length - result.cases, ...(limit !== undefined && { refusal: limit }) };
  return { functions, result, ...rest, ...left, unasked: uncalled.filter(({ name }) => !asked.has(name)) };
}

const NO_RUST = "the compiler does not take the Rust of it";

/**
 * Runs the cases, or those of the halves that the compiler takes, so that a function whose Rust it does not take costs
 * its own cases alone. Resolves to undefined where it takes none.
 */
async function compiling(
  program: PythonProgram,
  cases: Case[],
  rust: string,
  options: FunctionCheckOptions,
  builds = { left: MOST_BUILDS },
): Promise<(Ran & { limit?: string }) | undefined> {
  builds.left -= 1;
  try {
    return await withinLimits(program, cases, rust, options);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
  }
  const runs: (Ran & { limit?: string })[] = [];
  for (const half of halves(cases)) {
    const text = builds.left > 0 ? options.translator(checkProgram(program, half)).rust : undefined;
    const ran = text === undefined ? undefined : await compiling(program, half, text, options, builds);
    if (ran !== undefined) runs.push(ran);
  }
  return runs.length === 0
    ? undefined
    : { ...together(runs), limit: runs.find(({ limit }) => limit)?.limit ?? NO_RUST };
}

/** How often the cases of one file are built while those are looked for that the compiler takes. */
const MOST_BUILDS = 16;

/** Two halves that part no function's cases, or two of one function's. */
function halves(cases: Case[]): Case[][] {
  if (cases.length < 2) return [];
  const names = [...new Set(cases.map(({ of }) => of))];
  if (names.length < 2) {
    const middle = Math.ceil(cases.length / 2);
    return [cases.slice(0, middle), cases.slice(middle)];
  }
  const first = new Set(names.slice(0, Math.ceil(names.length / 2)));
  return [cases.filter(({ of }) => first.has(of)), cases.filter(({ of }) => !first.has(of))];
}

/** What several runs say of all their cases: the gravest result, and what was seen of each function. */
function together(runs: Ran[]): Ran {
  const cases = runs.reduce((sum, { result }) => sum + result.cases, 0);
  const gravest = RESULTS.flatMap((verdict) => runs.find(({ result }) => result.verdict === verdict) ?? [])[0] as Ran;
  const functions = new Map<string, FunctionResult>();
  for (const each of runs.flatMap((run) => run.functions)) {
    const known = functions.get(each.name);
    if (!known) functions.set(each.name, each);
    else {
      const graver = GRAVITY.indexOf(each.verdict) < GRAVITY.indexOf(known.verdict) ? each : known;
      functions.set(each.name, { ...graver, cases: each.cases + known.cases });
    }
  }
  return { result: { ...gravest.result, cases }, functions: [...functions.values()] };
}

const RESULTS: CheckResult["verdict"][] = ["different", "failed", "inconclusive", "equal"];

/** A file of functions of which none was run says nothing about its translation. */
const NOTHING_RAN: CheckResult = {
  verdict: "inconclusive",
  cases: 0,
  counterexample: {
    input: {},
    comparison: {
      result: "inconclusive",
      reason: "no function of it was run: nothing calls them, and no input could be put to them",
    },
  },
};

function called(source: string): ReturnType<typeof uncalledFunctions> {
  try {
    return uncalledFunctions(source);
  } catch {
    return { uncalled: [], isIdle: false };
  }
}

function possibleCases(source: string): Case[] {
  try {
    return casesOf(source);
  } catch {
    return [];
  }
}

interface Translatable {
  cases: Case[];
  rust?: string;
  /** Why not all of them. */
  refusal?: string;
}

/** As many cases as the translator takes together: all, or those of the halves that it takes. */
async function translatable(program: PythonProgram, cases: Case[], translator: Translator): Promise<Translatable> {
  if (cases.length === 0) return { cases };
  // A translation holds this thread: runs that have ended are heard of in between.
  await setImmediate();
  const { rust, diagnostics } = translator(checkProgram(program, cases));
  if (rust !== undefined) return { cases, rust };
  const why = refusalIn(diagnostics);
  const refusal = why === undefined ? {} : { refusal: why };
  if (cases.length === 1) return { cases: [], ...refusal };
  const middle = Math.ceil(cases.length / 2);
  const first = await translatable(program, cases.slice(0, middle), translator);
  const second = await translatable(program, cases.slice(middle), translator);
  if (first.cases.length === 0 || second.cases.length === 0) {
    return { ...(first.cases.length === 0 ? second : first), ...refusal };
  }
  const both = [...first.cases, ...second.cases];
  if (both.length < cases.length) {
    const joined = translator(checkProgram(program, both)).rust;
    if (joined !== undefined) return { cases: both, rust: joined, ...refusal };
  }
  return { ...(first.cases.length < second.cases.length ? second : first), ...refusal };
}

function refusalIn(diagnostics: readonly Finding[]): string | undefined {
  const found = diagnostics.find(({ severity }) => severity === "error");
  return found && `${found.message} (line ${found.line})`;
}

/** The program with its main's own run replaced by the cases. */
function checkProgram({ main, files }: PythonProgram, cases: Case[]): PythonProgram {
  return { main, files: { ...files, [main]: checkSource(files[main] ?? "", cases) } };
}

/** How often cases that say nothing are left out, and the rest run. */
const MOST_ROUNDS = 6;

/**
 * Runs the cases; those that say nothing are left out. Where the module ends at a limit of the runtime, and says so, that
 * is a refusal and no answer; a function that meets one again is asked nothing from there on. A function of which Python
 * makes something else at each run cannot be compared.
 */
async function withinLimits(
  program: PythonProgram,
  cases: Case[],
  rust: string,
  options: FunctionCheckOptions,
): Promise<Ran & { limit?: string }> {
  const seen = new Set<string | undefined>();
  let [rest, text] = [cases, rust];
  let limit: { limit?: string } = {};
  for (let round = 1; ; round += 1) {
    const { without, ...ran } = await run(program, rest, text, options);
    if (without === undefined || round === MOST_ROUNDS) return { ...ran, ...limit };
    const kept = without.from(rest, seen);
    if (kept.length === 0 && without.isUnsteady) return { ...NOTHING_COMPARED, limit: without.reason };
    const translated = kept.length > 0 ? options.translator(checkProgram(program, kept)).rust : undefined;
    if (translated === undefined) return { ...ran, ...limit };
    [rest, text, limit] = [kept, translated, { limit: without.reason }];
  }
}

const NOTHING_COMPARED: Ran = { result: { verdict: "equal", cases: 0 }, functions: [] };

/** Cases that say nothing. */
interface Without {
  reason: string;
  isUnsteady: boolean;
  /** What is left of the cases; `seen` are the functions that met a limit before. */
  from(cases: Case[], seen: Set<string | undefined>): Case[];
}

/** The module met its limit at a case. */
const beyondLimit = (at: number, reason: string): Without => ({
  reason,
  isUnsteady: false,
  from(cases, seen) {
    const of = cases[at]?.of;
    const isAgain = seen.has(of);
    seen.add(of);
    return cases.filter((each, i) => i < at || (i > at && !(isAgain && each.of === of)));
  },
});

/** Of these functions Python makes something else at each run. */
const unsteady = (names: ReadonlySet<string | undefined>): Without => ({
  reason: "Python itself makes something else of them at each run",
  isUnsteady: true,
  from: (cases) => cases.filter(({ of }) => !names.has(of)),
});

type Ran = Pick<FunctionCheck, "result" | "functions">;

async function run(
  program: PythonProgram,
  cases: Case[],
  rust: string,
  options: FunctionCheckOptions,
): Promise<Ran & { without?: Without }> {
  const [expected, actual] = await Promise.all([
    runPython(options.python, checkProgram(program, cases), {}, options.limits),
    buildProgram(rust, options.toolchain, options.build).then((wasm) =>
      runWasm(wasm, { name: program.main }, options.limits),
    ),
  ]);
  const comparison = compareRuns(expected, actual);
  if (comparison.result === "equal") {
    const functions = grouped(cases.map((each) => ({ ...each, verdict: "equal" as const })));
    return { result: { verdict: "equal", cases: cases.length }, functions };
  }
  const [left, right] = [outputsOf(expected.stdout), outputsOf(actual.stdout)];
  const verdictOf = (i: number): FunctionResult["verdict"] => {
    if (left.get(i) === right.get(i)) return left.has(i) ? "equal" : "inconclusive";
    return comparison.result === "inconclusive" ? "inconclusive" : "different";
  };
  const judged = cases.map((each, i) => ({ ...each, verdict: verdictOf(i) }));
  const shortest = shortestOf(judged.filter(({ verdict }) => verdict !== "equal"));
  const input = shortest === undefined ? {} : { call: shortest };
  const result = { verdict: comparison.result, cases: cases.length, counterexample: { input, comparison } };
  const without = await saysNothing();
  return { result, functions: grouped(judged), ...(without && { without }) };

  async function saysNothing(): Promise<Without | undefined> {
    if (comparison.result === "failed" && comparison.reason.startsWith(LIMIT_MET) && right.size > 0)
      return beyondLimit(Math.max(...right.keys()), comparison.reason);
    if (comparison.result !== "different") return undefined;
    const again = outputsOf((await runPython(options.python, checkProgram(program, cases), {}, options.limits)).stdout);
    const names = new Set(cases.filter((_, i) => left.get(i) !== again.get(i)).map(({ of }) => of));
    return names.size === 0 ? undefined : unsteady(names);
  }
}

type Judged = Case & { verdict: FunctionResult["verdict"] };
const GRAVITY = ["different", "inconclusive", "equal"] as const;

/** The gravest verdict of each function's cases. */
function grouped(cases: Judged[]): FunctionResult[] {
  const names = new Set(cases.flatMap(({ of }) => of ?? []));
  return [...names].map((name) => {
    const own = cases.filter(({ of }) => of === name);
    const verdict = GRAVITY.find((grave) => own.some((each) => each.verdict === grave)) ?? "equal";
    const counterexample = verdict === "equal" ? undefined : shortestOf(own.filter((each) => each.verdict === verdict));
    return { name, verdict, cases: own.length, ...(counterexample !== undefined && { counterexample }) };
  });
}

const shortestOf = (cases: Case[]): string | undefined =>
  cases.map(({ said }) => said).sort((a, b) => a.length - b.length)[0];
