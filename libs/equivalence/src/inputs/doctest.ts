import { parse } from "@troupe/translate";
import { docstringOf, namedDefinitionsOf } from "./tree.js";

/** The examples of one docstring, in order: they share their names. */
export interface ExampleGroup {
  /** The function or class whose docstring it is; undefined for the module's. */
  of?: string;
  examples: Example[];
}

export interface Example {
  source: string;
  isExpression: boolean;
}

/** Reads the examples of every docstring of a program. Throws what the parser throws. */
export function doctestsOf(source: string): ExampleGroup[] {
  const module = parse(source);
  const whole = { examples: examplesOf(docstringOf(module)) };
  const parts = [...namedDefinitionsOf(module)].map(({ name, node }) => ({
    of: name,
    examples: examplesOf(docstringOf(node)),
  }));
  return [whole, ...parts].filter(({ examples }) => examples.length > 0);
}

function examplesOf(text: string | undefined): Example[] {
  if (text === undefined) return [];
  const examples: Example[] = [];
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

/** The line of the first example that `doctest` reported in a program's output; undefined where all held. */
export function failedExample(stdout: string): number | undefined {
  const found = /^\*{70}\nFile "[^"\n]*", line (\d+), in .*\nFailed example:$/m.exec(stdout);
  return found === null ? undefined : Number(found[1]);
}
