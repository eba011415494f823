import type { RunEnd, RunOutcome } from "../run/outcome.js";

/** Where two runs of one program part. */
export interface Difference {
  what: "stdout" | "stderr" | "status" | "exception" | "end";
  expected: string;
  actual: string;
}

export type Comparison =
  | { result: "equal" }
  | { result: "different"; difference: Difference }
  | { result: "inconclusive"; reason: string }
  | { result: "failed"; reason: string };

/** How the reason begins where the module itself refused to go on. */
export const LIMIT_MET = "the runtime met its limit";
const LIMIT_STATUS = 70;
const LIMIT_MARK = "pyrt: ";
const TRACEBACK = "Traceback (most recent call last):";

/** Compares what Python did with what the module did. */
export function compareRuns(python: RunOutcome, module: RunOutcome): Comparison {
  if (python.end.kind !== "exit") return { result: "inconclusive", reason: `Python ${describeEnd(python.end)}` };
  if (hasRunOut(python)) return { result: "inconclusive", reason: "Python ran out of memory" };
  if (module.end.kind === "time" || module.end.kind === "output" || module.end.kind === "memory") {
    return { result: "inconclusive", reason: `the module ${describeEnd(module.end)}` };
  }
  if (module.end.kind !== "exit") return { result: "failed", reason: `the module ${describeEnd(module.end)}` };
  if (module.end.status === LIMIT_STATUS && module.stderr.includes(LIMIT_MARK)) {
    const line = module.stderr.split("\n").find((line) => line.startsWith(LIMIT_MARK));
    return { result: "failed", reason: `${LIMIT_MET}: ${line?.slice(LIMIT_MARK.length) ?? ""}` };
  }
  const difference = differenceOf(python, module);
  return difference === undefined ? { result: "equal" } : { result: "different", difference };
}

/** What differs says nothing where a second run of Python differs from its first: of the clock, of chance. */
export function orUnsteady(found: Comparison, first: RunOutcome, second: RunOutcome): Comparison {
  if (found.result !== "different" || compareRuns(first, second).result === "equal") return found;
  const { what } = found.difference;
  return { result: "inconclusive", reason: `Python itself did something else in a second run (${what})` };
}

function differenceOf(python: RunOutcome, module: RunOutcome): Difference | undefined {
  if (python.stdout !== module.stdout) return { what: "stdout", ...firstDifference(python.stdout, module.stdout) };
  const [expected, actual] = [errorsOf(python.stderr), errorsOf(module.stderr)];
  if (expected.exception !== actual.exception) {
    return { what: "exception", expected: expected.exception ?? "none", actual: actual.exception ?? "none" };
  }
  const [left, right] = [statusOf(python.end), statusOf(module.end)];
  if (left !== right) return { what: "status", expected: String(left), actual: String(right) };
  if (expected.text !== actual.text) return { what: "stderr", ...firstDifference(expected.text, actual.text) };
  return undefined;
}

const statusOf = (end: RunEnd): number => (end.kind === "exit" ? end.status : -1);

/** What Python's printer of tracebacks adds to an exception: it belongs to no message. */
const GUESS = /\. Did you mean: '[^']*'\?$/;

/** Where a warning was given: the line's place before its class and message, and the line itself after it. */
const WARNED = /^\S*\.py:\d+: (\w+: .*\n)(?: {2}\S.*\n)?/gm;

/** How long a run of `unittest` took: no two runs take the same. */
const TOOK = /^(Ran \d+ tests? in )\d+\.\d{3}s$/gm;

/** A cause that was never raised: it stands before the traceback of what it caused. */
const UNRAISED_CAUSE = /^.*\n\nThe above exception was the direct cause of the following exception:\n\n$/m;

/** Standard error as the program's own text and, past the last traceback, the exception's class and message. */
export function errorsOf(given: string): { text: string; exception: string | undefined } {
  const stderr = given.replace(TOOK, "$1");
  const first = stderr.indexOf(TRACEBACK);
  if (first < 0) return { text: stderr.replace(WARNED, "$1"), exception: undefined };
  const lines = stderr.slice(stderr.lastIndexOf(TRACEBACK)).split("\n").slice(1);
  const at = lines.findIndex((line) => !line.startsWith(" "));
  const said = lines.slice(at).join("\n").trimEnd();
  return {
    text: stderr.slice(0, first).replace(UNRAISED_CAUSE, "").replace(WARNED, "$1"),
    exception: said.replace(GUESS, ""),
  };
}

const hasRunOut = (outcome: RunOutcome): boolean => /^MemoryError\b/.test(errorsOf(outcome.stderr).exception ?? "");

/** The first line that differs, with its number. */
function firstDifference(expected: string, actual: string): { expected: string; actual: string } {
  const [left, right] = [expected.split("\n"), actual.split("\n")];
  const at = left.findIndex((line, i) => line !== right[i]);
  const line = at < 0 ? left.length : at;
  const show = (lines: string[]) =>
    line < lines.length ? `line ${line + 1}: ${(lines[line] ?? "").slice(0, 500)}` : `ends after line ${lines.length}`;
  return { expected: show(left), actual: show(right) };
}

function describeEnd(end: RunEnd): string {
  switch (end.kind) {
    case "exit":
      return `ended with status ${end.status}`;
    case "time":
      return "did not end within its time";
    case "memory":
      return "needed more memory than it may have";
    case "output":
      return "wrote more than it may";
    case "stack":
      return "ran out of stack";
    case "broken":
      return `broke: ${end.message}`;
  }
}
