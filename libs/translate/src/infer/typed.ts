import type { Literal, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import type { Cell } from "../types/cell.js";

/** How a piece of Rust gives its value: as a fresh value, as a place that is still in use, or as a reference. */
export const VALUE = 0;
export const PLACE = 1;
export const REF = 2;

export interface Code {
  s: string;
  m: 0 | 1 | 2;
  /** Needs no parentheses when something is attached to it. */
  atom: boolean;
  /** Of a list that stands in the source, each item by itself: the items. */
  items?: string;
}

/** A typed expression: its type's cell (settled when inference ends) and how to write it. */
export interface Typed {
  t: Cell;
  at: Place | undefined;
  emit: (g: Gen) => Code;
  lit?: Literal;
  /** A tuple that stands in the source: its items, not yet put together. */
  items?: Typed[];
  /** An item of a list: what it was taken from, and the place. */
  row?: { list: Typed; index: Typed };
  /** Evaluating it twice or not at all makes no difference. */
  pure?: boolean;
  /** It is one of the program's own functions, rather than a method or what Python has. */
  isFunction?: boolean;
  /** What it refers to when that is known without running anything. */
  known?: unknown;
  /** A power of whole numbers: the same as an int or, if its exponent is negative, a float. */
  either?: () => Typed;
}

/** A value where a float serves as well as an int: a power is what its exponent makes of it. */
export const asEither = (x: Typed): Typed => x.either?.() ?? x;

/** A typed statement: writes itself. */
export type Step = (g: Gen) => void;

export const value = (s: string, atom = true): Code => ({ s, m: VALUE, atom });
export const place = (s: string): Code => ({ s, m: PLACE, atom: true });
export const reference = (s: string, atom = true): Code => ({ s, m: REF, atom });

const QUOTED = /"(?:[^"\\]|\\.)*"|'"'/gs;
const OUTER_OPERATOR = /^[-!&*]| (?:[-+*/%^=!]|&|\||<|>|as ) ?/;

/** Does Rust take the text for one operand wherever it stands? */
function isOperand(text: string): boolean {
  if (!OUTER_OPERATOR.test(text)) return true;
  let depth = 0;
  let outer = "";
  for (const char of text.replace(QUOTED, '""')) {
    if (char === ")" || char === "]" || char === "}") depth -= 1;
    if (depth === 0) outer += char;
    if (char === "(" || char === "[" || char === "{") depth += 1;
  }
  return !OUTER_OPERATOR.test(outer);
}

/** An expression whose Rust is a fresh value. */
export function typed(t: Cell, at: Place | undefined, emit: (g: Gen) => string, atom = true): Typed {
  return {
    t,
    at,
    emit: (g) => {
      const s = emit(g);
      return { s, m: VALUE, atom: atom && isOperand(s) };
    },
  };
}

/** What is known before the program runs, once `effects` are worked out. */
export function foregone(t: Cell, at: Place | undefined, text: string, ...effects: Typed[]): Typed {
  return typed(t, at, (g) => {
    const lets = effects.map((x) => (x.pure ? "" : `let _ = ${g.own(x)}; `)).join("");
    return lets === "" ? text : `{ ${lets}${text} }`;
  });
}

/** An expression that may raise: `?` or its like is attached. */
export function raising(t: Cell, at: Place | undefined, emit: (g: Gen) => string): Typed {
  return { t, at, emit: (g) => ({ s: g.q(emit(g)), m: VALUE, atom: true }) };
}

/** An operand that comes first: Rust takes a leading block for a statement of its own. */
export const statementLike = (text: string): string => (/^(match|if|loop|\{)/.test(text) ? `(${text})` : text);

const BRACES = /"(?:[^"\\]|\\.)*"|[{}]/g;

/** A block's last expression: Rust takes a block that it begins with for a statement, and what follows for another. */
export function tailLike(text: string): string {
  if (!text.startsWith("{")) return text;
  let depth = 0;
  for (const { 0: piece, index } of text.matchAll(BRACES)) {
    depth += piece === "{" ? 1 : piece === "}" ? -1 : 0;
    if (depth === 0) return index === text.length - 1 ? text : `(${text})`;
  }
  return text;
}
