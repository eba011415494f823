/*
 * Faults for generated Rust.
 *
 * 1. A fault changes one place of one line inside a function of the program: an operator, a constant, a condition, a
 *    statement left out. The runtime is never touched.
 * 2. The same Rust and seed give the same faults; they are spread over the whole program.
 * 3. Not every fault shows: one that changes nothing that can be seen counts as survived.
 */

/** One change of the Rust of a program. */
export interface Mutant {
  /** Line of the Rust, from 1. */
  line: number;
  kind: "operator" | "comparison" | "constant" | "condition" | "statement";
  before: string;
  after: string;
  rust: string;
}

interface Rule {
  kind: Mutant["kind"];
  pattern: RegExp;
  replace: (found: RegExpExecArray) => string;
}

const OPERATORS: Readonly<Record<string, string>> = {
  " + ": " - ",
  " - ": " + ",
  " * ": " + ",
  " += ": " -= ",
  " -= ": " += ",
};
const COMPARISONS: Readonly<Record<string, string>> = {
  " < ": " <= ",
  " <= ": " < ",
  " > ": " >= ",
  " >= ": " > ",
  " == ": " != ",
  " != ": " == ",
};
const swap = (table: Readonly<Record<string, string>>) => (found: RegExpExecArray) => table[found[0]] ?? found[0];

const RULES: readonly Rule[] = [
  { kind: "operator", pattern: / (?:\+|-|\*|\+=|-=) /g, replace: swap(OPERATORS) },
  {
    kind: "operator",
    pattern: /\.(?:floordiv|modulo)\(/g,
    replace: ([text]) => (text === ".modulo(" ? ".floordiv(" : ".modulo("),
  },
  { kind: "operator", pattern: /&&|\|\|/g, replace: ([text]) => (text === "&&" ? "||" : "&&") },
  { kind: "comparison", pattern: / (?:<=?|>=?|==|!=) /g, replace: swap(COMPARISONS) },
  { kind: "constant", pattern: /\bint\((\d{1,15})\)/g, replace: ([, digits]) => `int(${Number(digits) + 1})` },
  {
    kind: "constant",
    pattern: /(?<=[+\-*<>=(] ?)\b\d{1,9}\b(?=[);])/g,
    replace: ([digits]) => `${Number(digits) + 1}`,
  },
  {
    kind: "condition",
    pattern: /^\s*if (?!let\b)(.*) \{$/g,
    replace: ([line, test]) => line.replace(`if ${test} {`, `if !(${test}) {`),
  },
  {
    kind: "statement",
    pattern: /^\s*\w+(?:\.\w+)*\.(?:append|add|set|set_in|push|update|discard)\(.*\)\??;$/g,
    replace: () => "",
  },
];

const PROGRAM = "use pyrt::*;";

/** At most `count` faults, spread over the program. */
export function mutantsOf(rust: string, count: number, seed = 1): Mutant[] {
  const lines = rust.split("\n");
  const start = lines.findIndex((line) => line.startsWith(PROGRAM)) + 1;
  const all = lines.flatMap((line, i) =>
    i < start || isFixed(line) ? [] : faultsOf(line).map((fault) => ({ ...fault, i })),
  );
  return sampled(all, count, seed).map(({ i, kind, after }) => {
    const changed = [...lines];
    changed[i] = after;
    return { line: i + 1, kind, before: (lines[i] ?? "").trim(), after: after.trim(), rust: changed.join("\n") };
  });
}

/** Lines that say what things are, and the runtime's own frame. */
const isFixed = (line: string): boolean =>
  /^\s*(?:fn|pub|impl|struct|enum|static|use|type|#|\/\/)\b|frame\(\)|pyrt::run/.test(line);

function faultsOf(line: string): { kind: Mutant["kind"]; after: string }[] {
  const quoted = [...line.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(
    ({ index, 0: text }) => [index, index + text.length] as const,
  );
  return RULES.flatMap(({ kind, pattern, replace }) =>
    [...line.matchAll(pattern)].flatMap((found) => {
      const at = found.index;
      if (kind !== "condition" && kind !== "statement" && quoted.some(([from, to]) => at >= from && at < to)) return [];
      const after = line.slice(0, at) + replace(found) + line.slice(at + found[0].length);
      return after === line ? [] : [{ kind, after }];
    }),
  );
}

/** One of each stretch of the list, by a generator of the seed's own (Numerical Recipes' constants). */
function sampled<T>(items: readonly T[], count: number, seed: number): T[] {
  if (items.length <= count) return [...items];
  let state = seed >>> 0;
  return Array.from({ length: count }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const from = Math.floor((i * items.length) / count);
    const to = Math.floor(((i + 1) * items.length) / count);
    return items[from + (state % Math.max(1, to - from))] as T;
  });
}
