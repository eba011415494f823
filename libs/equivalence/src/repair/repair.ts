/*
 * Help of a language model, off unless a proposer is handed in.
 *
 * 1. Asked only where there is Rust that does not compile or does something else than Python.
 * 2. What is proposed is one function's body; its signature stays, and so does everything else.
 * 3. It counts only after the whole pipeline found the program equal, functions' own examples included.
 * 4. At most four tries, and no further once the budget is used up. What was proposed is named in the report.
 */
import type { FileReport, PipelineOptions, Translator } from "../pipeline.js";
import { translateProgram } from "../pipeline.js";
import type { ProgramInput } from "../run/outcome.js";
import type { PythonProgram } from "../run/python.js";
import { bodyOf, faultOfBody, functionsOf, type RustFunction, withBody } from "./functions.js";

/** What a model is asked, and what it answered. */
export interface Proposer {
  /** Throws when the model cannot be reached. */
  propose(question: { instructions: string; text: string }): Promise<{ text: string; tokens: number }>;
}

export interface RepairOptions {
  proposer: Proposer;
  /** Tokens that all tries together may use. Default 50,000. */
  budgetTokens?: number;
}

const TRIES = 4;
const BUDGET_TOKENS = 50_000;
const SHOWN = 6_000;

const INSTRUCTIONS = `You repair one Rust function of a program that was translated from Python. It runs on the crate pyrt, whose names are all in scope: Int, Str, List, Dict, Set and their methods; what may raise returns PyResult and ends in "?". Answer with the function's new body alone, in one \`\`\`rust block, without its head. Use nothing but the program's own functions and pyrt: no std, no unsafe, no attributes.`;

/** Translates a program as `translateProgram` does; where its Rust is wrong, a model may propose one function's body. */
export async function translateWithRepair(
  program: PythonProgram,
  inputs: ProgramInput[],
  options: PipelineOptions,
  { proposer, budgetTokens = BUDGET_TOKENS }: RepairOptions,
): Promise<FileReport> {
  const first = await translateProgram(program, inputs, options);
  let report = first;
  let used = 0;
  let rejected = "";
  for (let tries = 1; tries <= TRIES && used < budgetTokens; tries += 1) {
    const suspect = suspectOf(report);
    if (report.rust === undefined || suspect === undefined) return first;
    const text = questionOf(program, report, suspect, rejected);
    const answer = await proposer.propose({ instructions: INSTRUCTIONS, text }).catch(() => undefined);
    if (answer === undefined) return first;
    used += answer.tokens;
    const body = blockOf(answer.text);
    const fault = faultOfBody(body);
    if (fault !== undefined) {
      rejected = fault;
      continue;
    }
    rejected = "";
    const translator = patched(options.translator, suspect.signature, body);
    const next = await translateProgram(program, inputs, { ...options, translator });
    if (next.verdict === "equal") return marked(next, suspect.name, tries);
    if (isRepairable(next)) report = next;
  }
  return first;
}

const isRepairable = ({ verdict }: FileReport): boolean => verdict === "failed" || verdict === "different";

const patched =
  (translator: Translator, signature: string, body: string): Translator =>
  (program) => {
    const done = translator(program);
    return done.rust === undefined ? done : { ...done, rust: withBody(done.rust, signature, body) };
  };

/** The function that the compiler names, or the one whose call showed the difference, or the only one there is. */
function suspectOf(report: FileReport): RustFunction | undefined {
  if (report.rust === undefined || !isRepairable(report)) return undefined;
  const functions = functionsOf(report.rust);
  const line = Number(/main\.rs:(\d+)/.exec(report.diagnostics.map(({ message }) => message).join("\n"))?.[1]);
  const named = /^\w+/.exec(report.counterexample?.input.call ?? "")?.[0];
  const wrong = named ?? report.functions.find(({ verdict }) => verdict === "different")?.name;
  const own = functions.filter(({ name }) => name !== "program");
  return (
    functions.find(({ from, to }) => line > from && line <= to + 1) ??
    functions.find(({ name }) => name === wrong || name.replace(/_\d*$/, "") === wrong) ??
    (own.length === 1 ? own[0] : undefined)
  );
}

function questionOf(program: PythonProgram, report: FileReport, suspect: RustFunction, rejected: string): string {
  const { comparison, input } = report.counterexample ?? {};
  const difference = comparison?.result === "different" ? { input, ...comparison.difference } : comparison;
  const messages = report.diagnostics.map(({ message }) => message).join("\n");
  return [
    `Python:\n${(program.files[program.main] ?? "").slice(0, SHOWN)}`,
    `The function's head:\n${suspect.signature}`,
    `Its body now:\n${bodyOf(report.rust ?? "", suspect).slice(0, SHOWN)}`,
    `What is wrong:\n${messages}${difference === undefined ? "" : `\n${JSON.stringify(difference)}`}`,
    ...(rejected === "" ? [] : [`Your last answer was not tried: ${rejected}`]),
  ].join("\n\n");
}

const blockOf = (text: string): string => (/```(?:rust)?\n([\s\S]*?)```/.exec(text)?.[1] ?? text).trimEnd();

function marked(report: FileReport, name: string, tries: number): FileReport {
  const message = `the body of ${name} was proposed by a language model (try ${tries}) and passed ${report.cases} inputs`;
  const place = { file: report.file, line: 1, column: 1, construct: name };
  return {
    ...report,
    repaired: { function: name, tries },
    diagnostics: [...report.diagnostics, { severity: "warning", code: "repaired", ...place, message }],
  };
}
