import { parse as parsePython } from "py-ast";
import type { Constant, Literal, Module } from "../ast.js";
import { Refusal } from "../diagnostics.js";
import { withNumbers } from "./character-names.js";

/** The parser behind this package's interface: source text in, a normalised tree out; throws a `Refusal` of code `syntax`. */
export type Parse = (source: string) => Module;

/** Parses with py-ast and mends what its tree cannot tell: the kind of a constant, read from the source. */
export const parse: Parse = (source) => {
  const text = withNumbers(plainText(source));
  let tree: unknown;
  let read = text;
  try {
    tree = parsePython(text);
  } catch (cause) {
    read = closedCases(text);
    if (read === text) throw syntaxRefusal(cause);
    try {
      tree = parsePython(read);
    } catch {
      throw syntaxRefusal(cause);
    }
  }
  const module = tree as Module;
  new Normaliser(read).visit(module);
  return module;
};

/** `match a, b:` and `case a, b:` as `case(a, b):`, which the parser takes: the parts keep their places. */
function closedCases(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const head = /^(\s*(?:case|match)) (?=\S)/.exec(line)?.[1];
      const end = head === undefined ? undefined : openSequenceEnd(line, head.length + 1);
      return head === undefined || end === undefined
        ? line
        : `${head}(${line.slice(head.length + 1, end)})${line.slice(end)}`;
    })
    .join("\n");
}

/** Where the pattern of a `case` ends that is a sequence without brackets; nothing if it is none. */
function openSequenceEnd(line: string, from: number): number | undefined {
  let depth = 0;
  let isSequence = false;
  for (let i = from; i < line.length; i++) {
    const c = line[i] as string;
    if (c === "'" || c === '"') {
      for (i++; i < line.length && line[i] !== c; i++) if (line[i] === "\\") i++;
    } else if ("([{".includes(c)) depth += 1;
    else if (")]}".includes(c)) depth -= 1;
    else if (depth === 0 && c === ",") isSequence = true;
    else if (depth === 0 && (c === ":" || line.startsWith(" if ", i))) return isSequence ? i : undefined;
  }
  return undefined;
}

/** Line ends become `\n`, a byte order mark goes, and a form feed in an indentation starts the line anew, as in CPython. */
function plainText(source: string): string {
  let text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  if (text.includes("\f")) text = text.replace(/^[ \t\f]*\f/gm, (run) => (run.length > 1 ? " ".repeat(0) : ""));
  return text.endsWith("\n") ? text : `${text}\n`;
}

function syntaxRefusal(cause: unknown): Refusal {
  const said = cause as { message?: string; lineno?: number; col_offset?: number };
  const lineno = said.lineno ?? 1;
  const col = said.col_offset ?? 0;
  const place = { lineno, col_offset: col, end_lineno: lineno, end_col_offset: col };
  const message = (said.message ?? "invalid syntax").replace(/ at line \d+, column \d+$/, "");
  return new Refusal("SyntaxError", message, { at: place, code: "syntax" });
}

const NAMED_ESCAPE = /(?<!\\)(?:\\\\)*\\N\{/;

class Normaliser {
  readonly #text: string;
  #lines: string[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  visit(node: object): void {
    if ((node as { nodeType?: string }).nodeType === "Constant") {
      const constant = node as Constant;
      constant.lit = this.#literal(constant);
      return;
    }
    if ((node as { nodeType?: string }).nodeType === "MatchValue") this.#styled((node as { value: Constant }).value);
    for (const key in node) {
      const child = (node as Record<string, unknown>)[key];
      if (typeof child !== "object" || child === null) continue;
      if (Array.isArray(child)) {
        for (const item of child) if (typeof item === "object" && item !== null) this.visit(item);
      } else if (key !== "ctx" && key !== "op") this.visit(child);
    }
  }

  /** The parser does not say how a text of a pattern is written. */
  #styled(node: Constant): void {
    if (typeof node.value === "string") node.quote_style ??= /^[a-z]*['"]/i.exec(this.#slice(node))?.[0] ?? "'";
  }

  #literal(node: Constant): Literal {
    const value = node.value;
    if (value === null || value === undefined) return { k: "none" };
    if (typeof value === "boolean") return { k: "bool", v: value };
    if (typeof value === "number" || typeof value === "bigint") return this.#number(node, value);
    if (typeof value === "string") return this.#string(node, value);
    const slice = this.#slice(node);
    if (slice === "...") return { k: "ellipsis" };
    if (/[jJ]$/.test(slice)) return { k: "complex", v: Number(slice.slice(0, -1).replaceAll("_", "")) };
    throw new Refusal("constant", `the constant ${slice} is not understood`, { at: node });
  }

  #number(node: Constant, value: number | bigint): Literal {
    const slice = this.#slice(node).replaceAll("_", "");
    if (/^0[xXoObB]/.test(slice)) return { k: "int", v: BigInt(slice.toLowerCase()) };
    if (/[jJ]$/.test(slice)) return { k: "complex", v: Number(slice.slice(0, -1)) };
    if (/[.eE]/.test(slice)) return { k: "float", v: Number(slice), text: slice };
    return { k: "int", v: /^\d+$/.test(slice) ? BigInt(slice) : BigInt(value) };
  }

  #string(node: Constant, value: string): Literal {
    if (node.quote_style !== undefined && /^[rR]?[bB]/.test(node.quote_style)) return { k: "bytes", v: value };
    if (value === "..." && node.quote_style === undefined && this.#slice(node) === "...") return { k: "ellipsis" };
    if (this.#text.includes("\\N{") && !/[rR]/.test(node.quote_style ?? "") && NAMED_ESCAPE.test(this.#slice(node))) {
      throw new Refusal("\\N{…} escape", "characters by name are not supported", {
        at: node,
        suggestion: "write the character itself or \\u and its number",
      });
    }
    return { k: "str", v: value };
  }

  #slice(node: Constant): string {
    this.#lines ??= this.#text.split("\n");
    const lines = this.#lines;
    const first = lines[node.lineno - 1] ?? "";
    if (node.lineno === node.end_lineno) return byteSlice(first, node.col_offset, node.end_col_offset);
    const middle = lines.slice(node.lineno, node.end_lineno - 1);
    const last = byteSlice(lines[node.end_lineno - 1] ?? "", 0, node.end_col_offset);
    return [byteSlice(first, node.col_offset), ...middle, last].join("\n");
  }
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/** Part of a line between two columns, which count bytes of UTF-8 as in CPython. */
function byteSlice(line: string, from: number, to?: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  if (/^[\x00-\x7f]*$/.test(line)) return line.slice(from, to);
  return DECODER.decode(ENCODER.encode(line).subarray(from, to));
}
