import type { Gen } from "../generate/gen.js";
import { BOOL, FLOAT, find, INT, NUMBERS } from "../types/cell.js";
import type { Typed } from "./typed.js";

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
  if (find(x.t).mask === BOOL) return g.copy(x);
  const code = x.emit(g);
  const safe = code.atom ? code.s : `(${code.s})`;
  return code.m === 1 ? `&${safe}` : code.s;
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
  return find(x.t).mask === BOOL ? `Int::from_bool(${g.copy(x)})` : g.own(x);
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
