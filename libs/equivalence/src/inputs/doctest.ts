import { parse } from "@troupe/translate";
import { definitionsOf, docstringOf } from "./tree.js";

/** The examples of one docstring, in order: they share their names. */
export type ExampleGroup = Example[];

export interface Example {
  source: string;
  isExpression: boolean;
}

/** Reads the examples of every docstring of a program. Throws what the parser throws. */
export function doctestsOf(source: string): ExampleGroup[] {
  const module = parse(source);
  const texts = [docstringOf(module), ...[...definitionsOf(module)].map(docstringOf)];
  return texts.flatMap((text) => {
    const examples = text === undefined ? [] : examplesOf(text);
    return examples.length > 0 ? [examples] : [];
  });
}

function examplesOf(text: string): ExampleGroup {
  const examples: ExampleGroup = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i += 1) {
    const start = /^\s*>>>(?: (.*))?$/.exec(lines[i] ?? "");
    if (start === null) continue;
    const source = [start[1] ?? ""];
    for (let more = /^\s*\.\.\.(?: (.*))?$/.exec(lines[i + 1] ?? ""); more !== null; ) {
      source.push(more[1] ?? "");
      i += 1;
      more = /^\s*\.\.\.(?: (.*))?$/.exec(lines[i + 1] ?? "");
    }
    const example = understood(
      source
        .join("\n")
        .replace(/#\s*doctest:.*$/gm, "")
        .trimEnd(),
    );
    if (example !== undefined) examples.push(example);
  }
  return examples;
}

function understood(source: string): Example | undefined {
  try {
    const { body } = parse(source);
    if (body.length === 0) return undefined;
    return { source, isExpression: body.length === 1 && body[0]?.nodeType === "Expr" };
  } catch {
    return undefined;
  }
}

const RUN = /^([ \t]*)(?:from doctest import .*|import doctest|doctest\.testmod\(.*\)|testmod\(.*\))[ \t]*(#.*)?$/gm;

/**
 * The program without its own run of its examples: what it prints is nothing when all hold, and they are checks here.
 * Lines keep their places.
 */
export function withoutDoctestRuns(source: string): string {
  return /\bdoctest\b/.test(source) ? source.replace(RUN, "$1pass") : source;
}
