import { doctestsOf, type Example, type ExampleGroup, withoutDoctestRuns } from "./doctest.js";
import { type TypedCall, typedCallsOf } from "./typed.js";

/** One thing to do with a program's functions, as Python, and how people are told of it. */
export interface Case {
  code: string;
  said: string;
  /** The function or class that it is about; undefined for the whole module. */
  of?: string;
}

const GUARD = /^if __name__ == (['"])__main__\1\s*:/m;
const MARK = "#case ";
/** Programs that draw: each case begins with a seed of its own, so that both draw the same. */
const DRAWS = /^\s*(?:import\s.*\brandom\b|from\s+random\s+import\b)/m;
const MAX_CASES = 120;

/** What can be asked of a program's functions: the examples of its docstrings, then values of its types. */
export function casesOf(source: string, perFunction = 10): Case[] {
  const examples = doctestsOf(source).map(groupCase);
  const calls = typedCallsOf(source, perFunction).map(callCase);
  return [...examples, ...calls].slice(0, MAX_CASES);
}

function groupCase({ of, examples }: ExampleGroup): Case {
  return {
    ...(of !== undefined && { of }),
    code: examples.map(exampleCode).join("\n"),
    said: examples
      .map(({ source }) => source)
      .join("; ")
      .slice(0, 300),
  };
}

const guarded = (body: string): string =>
  `try:\n${indent(body)}\nexcept Exception as troupe_error:\n    print(type(troupe_error).__name__, troupe_error)`;

function exampleCode({ source, isExpression }: Example): string {
  return isExpression ? guarded(`print(repr(${source}))`) : source;
}

/** A call with values of types, and what it changed. */
export function callCase({ name, args }: TypedCall): Case {
  const names = args.map((_, i) => `troupe_${i}`);
  const lines = args.map(({ text, annotation }, i) => `${names[i]}: ${annotation} = ${text}`);
  const shown = names.filter((_, i) => args[i]?.isMutable);
  const mutated = shown.length > 0 ? [`print(${shown.map((each) => `repr(${each})`).join(", ")})`] : [];
  const call = `${name}(${names.join(", ")})`;
  return {
    of: name,
    code: [...lines, guarded(`print(repr(${call}))`), ...mutated].join("\n"),
    said: `${name}(${args.map(({ text }) => text).join(", ")})`,
  };
}

/** A program's definitions without its own main, ready for cases to be put behind. */
export function withoutMain(source: string): string {
  return withoutDoctestRuns(source).replace(GUARD, "if False:");
}

/** The program with its main left out and every case done in order, each under a line with its number. */
export function checkSource(source: string, cases: Case[]): string {
  const functions = cases.map(({ code }, i) => `def troupe_case_${i}():\n${indent(code)}\n`);
  const isDrawn = DRAWS.test(source);
  const seed = isDrawn ? "import random as troupe_random\n\n\n" : "";
  const seeded = (i: number): string => (isDrawn ? `troupe_random.seed(${i})\n` : "");
  const calls = cases.map((_, i) => `print("${MARK}${i}")\n${seeded(i)}troupe_case_${i}()`);
  return `${withoutMain(source)}\n\n\n${seed}${functions.join("\n\n")}\n\n${calls.join("\n")}\n`;
}

/** Output cut into what each case printed; what came before the first is left out. */
export function outputsOf(stdout: string): Map<number, string> {
  const outputs = new Map<number, string>();
  for (const part of `\n${stdout}`.split(`\n${MARK}`).slice(1)) {
    const end = part.indexOf("\n");
    outputs.set(Number(part.slice(0, end < 0 ? undefined : end)), end < 0 ? "" : part.slice(end + 1));
  }
  return outputs;
}

const indent = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n");
