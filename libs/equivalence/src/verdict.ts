import { LARGEST_SOURCE, parse } from "@troupe/translate";
import type { FunctionCheck, FunctionResult } from "./check/check-functions.js";
import type { CheckResult } from "./check/check-program.js";
import { functionsOf } from "./inputs/tree.js";
import type { Finding } from "./pipeline.js";

/** What was seen of one function of a program. `unasked`: it ran only as far as the program itself calls it. */
export interface FunctionVerdict {
  name: string;
  line: number;
  verdict: FunctionResult["verdict"] | "unasked" | "untranslated";
  cases: number;
  counterexample?: string;
}

/** The graver verdict of a program's own runs and of its functions', with the inputs of both. */
export function joinedVerdict(main: CheckResult, functions: CheckResult | undefined): CheckResult {
  if (functions === undefined) return main;
  const graver = main.verdict === "equal" ? functions : main;
  return { ...graver, cases: main.cases + functions.cases };
}

/** Each function of a program, in order, with what was seen of it. */
export function functionVerdicts(
  source: string,
  asked: FunctionCheck | undefined,
  isTranslated: boolean,
): FunctionVerdict[] {
  const results = new Map((asked?.functions ?? []).map((result) => [result.name, result]));
  const otherwise = isTranslated ? ("unasked" as const) : ("untranslated" as const);
  const listed = functionsIn(source).map(({ name, line }) => ({
    name,
    line,
    ...(results.get(name) ?? { verdict: otherwise, cases: 0 }),
  }));
  const names = new Set(listed.map(({ name }) => name));
  const classes = [...results.values()].filter(({ name }) => !names.has(name));
  return [...listed, ...classes.map((result) => ({ ...result, line: 1 }))];
}

function functionsIn(source: string): { name: string; line: number }[] {
  if (source.length > LARGEST_SOURCE) return [];
  try {
    return functionsOf(parse(source));
  } catch {
    return [];
  }
}

/** Warnings for functions that nothing is known of and for cases that could not be put; none where all were. */
export function unchecked(file: string, asked: FunctionCheck | undefined): Finding[] {
  if (asked === undefined) return [];
  const place = { severity: "warning", code: "unchecked", file, column: 1 } as const;
  const silent = asked.unasked.map(({ name, line }) => {
    const message = `${name} is never called and no input of it is known: it was not run`;
    const suggestion = "call it, annotate its parameters, or give it an example (>>>)";
    return { ...place, line, construct: `function ${name}`, message, suggestion };
  });
  if (asked.skipped === 0) return silent;
  const count = `${asked.skipped} ${asked.skipped === 1 ? "example" : "examples"}`;
  const why = asked.refusal === undefined ? "" : `: ${asked.refusal}`;
  const message = `${count} of its functions could not be compared${why}`;
  return [...silent, { ...place, line: 1, construct: "example", message }];
}
