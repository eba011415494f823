import { refuse } from "../diagnostics.js";
import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { BOOL, FLOAT, find, INT, NONE, NUMBERS } from "../types/cell.js";
import type { Typed } from "./typed.js";
import { typeName } from "./unions.js";

const SMALL = 1n << 62n;

export function isSmall(x: Typed): boolean {
  return x.lit?.k === "int" && x.lit.v < SMALL && x.lit.v > -SMALL;
}

const WORD = 1n << 31n;

/** A small constant as Rust's own: past 32 bits it says that it has 64, or Rust would cut it to what it guesses. */
export function plainInt(v: bigint): string {
  return v < WORD && v >= -WORD ? `${v}` : `${v}i64`;
}

/** The left operand of integer arithmetic. */
export function intLeft(g: Gen, x: Typed): string {
  if (find(x.t).mask === BOOL) return `Int::from_bool(${g.copy(x)})`;
  const code = x.emit(g);
  const safe = code.atom ? code.s : `(${code.s})`;
  return code.m === 1 ? `&${safe}` : safe;
}

/** The right operand: small constants stay plain. */
export function intRight(g: Gen, x: Typed): string {
  if (isSmall(x) && x.lit?.k === "int") return x.lit.v < 0n ? `(${plainInt(x.lit.v)})` : plainInt(x.lit.v);
  return intLeft(g, x);
}

/** A receiver of an integer's methods. */
export function intRecv(g: Gen, x: Typed): string {
  if (find(x.t).mask === BOOL) return `Int::from_bool(${g.copy(x)})`;
  return g.recv(x);
}

/** An argument taken as `impl AsInt` or `impl Index`. */
export function intArg(g: Gen, x: Typed): string {
  if (isSmall(x) && x.lit?.k === "int") return plainInt(x.lit.v);
  if (isOnly(x, BOOL)) return g.copy(x);
  if (!isOnly(x, INT)) return intAmong(g, x);
  const code = x.emit(g);
  const safe = code.atom ? code.s : `(${code.s})`;
  return code.m === 1 ? `&${safe}` : code.s;
}

/** The integer that a value of several kinds is when it comes to it; what is none raises TypeError. */
function intAmong(g: Gen, x: Typed): string {
  return asked(g, x, (name) => `'${name}' object cannot be interpreted as an integer`);
}

/** A bound of a slice, taken as `impl Bound`. */
export function boundArg(g: Gen, x: Typed): string {
  const { mask, parts } = find(x.t);
  if (isInt(x)) return intArg(g, x);
  if (!parts?.size && (mask & ~(INT | NONE)) === 0) return g.own(x);
  return asked(g, x, () => "slice indices must be integers or None or have an __index__ method", "None");
}

/** An `Option<Int>`. */
export function optionalInt(g: Gen, x: Typed | undefined): string {
  if (!x || isOnly(x, NONE)) return "None";
  return isInt(x) ? `Some(${ownInt(g, x)})` : asked(g, x, undefined, "None");
}

function asked(g: Gen, x: Typed, message: ((name: string) => string) | undefined, none?: string): string {
  const cell = find(x.t);
  const kinds = kindsOf(cell);
  const isOptional = (cell.mask & NONE) !== 0;
  const found = (text: string): string => (none ? `Some(${text})` : text);
  const wrong = (name: string): string => g.throwing(`exc::TYPE_ERROR.msg(${JSON.stringify(message?.(name))})`);
  if (!kinds.length) return none ?? `{ let _ = ${g.own(x)}; let found: Int = ${wrong("NoneType")}; found }`;
  const arms = kinds.map((kind) => {
    const v = g.fresh("v");
    const is = kinds.length > 1 ? `${g.types.enumOf(cell).name}::${g.types.variant(cell, kind.key)}` : "";
    const wrap = (inner: string): string => {
      const pattern = is ? `${is}(${inner})` : inner;
      return isOptional ? `Some(${pattern})` : pattern;
    };
    if (kind.bit === INT) return `${wrap(v)} => ${found(`${v}.clone()`)}`;
    if (kind.bit === BOOL) return `${wrap(v)} => ${found(`Int::from_bool(*${v})`)}`;
    if (!message || (kind.part && /^(inst|iter|func|exc|class|type)/.test(kind.part.kind)))
      refuse("an int that may be something else", x.at);
    return `${wrap("_")} => ${wrong(typeName(kind.part ? g.store.part(kind.part) : g.store.temp(kind.bit)))}`;
  });
  if (isOptional) arms.push(`None => ${none ?? wrong("NoneType")}`);
  const text = `match ${g.ref(x)} { ${arms.join(", ")} }`;
  return none || kinds.some(({ bit }) => bit === INT || bit === BOOL) ? text : `{ let found: Int = ${text}; found }`;
}

/** An `f64`, whatever number it was. */
export function float(g: Gen, x: Typed): string {
  const { mask } = find(x.t);
  if (mask === FLOAT) return g.copy(x);
  if (mask === BOOL) return `(${g.copy(x)} as i64 as f64)`;
  if (isSmall(x) && x.lit?.k === "int" && x.lit.v < 1n << 53n && x.lit.v > -(1n << 53n)) {
    return x.lit.v < 0n ? `(${x.lit.v}.0)` : `${x.lit.v}.0`;
  }
  const isOneOf = (mask & (mask - 1)) !== 0;
  return g.q(`${g.recv(x)}${isOneOf ? ".number()" : ""}.to_f64()`);
}

/** A fresh `Int`. */
export function ownInt(g: Gen, x: Typed): string {
  if (isOnly(x, BOOL)) return `Int::from_bool(${g.copy(x)})`;
  return isOnly(x, INT) ? g.own(x) : intAmong(g, x);
}

export const isInt = (x: Typed): boolean => {
  const cell = find(x.t);
  return !cell.parts?.size && (cell.mask === INT || cell.mask === BOOL);
};

export const isNumber = (x: Typed): boolean => {
  const cell = find(x.t);
  return !cell.parts?.size && (cell.mask === INT || cell.mask === BOOL || cell.mask === FLOAT);
};

/** Whether `float` takes it: a number, or one that is an int here and a float there. */
export const isReal = (x: Typed): boolean => {
  const { mask, parts } = find(x.t);
  return !parts?.size && mask !== 0 && (mask & ~NUMBERS) === 0;
};

export const isOnly = (x: Typed, mask: number): boolean => {
  const cell = find(x.t);
  return !cell.parts?.size && cell.mask === mask;
};
