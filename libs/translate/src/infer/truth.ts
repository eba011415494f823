import type { Gen } from "../generate/gen.js";
import { BOOL, find, INT } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import type { Typed } from "./typed.js";

/** Writes a value's truth as a Rust `bool`. */
export function truth(_e: Elaborator, x: Typed): (g: Gen) => string {
  return (g) => {
    const cell = find(x.t);
    const code = x.emit(g);
    if (!cell.parts?.size && cell.mask === BOOL) return code.m === 2 ? `*${code.s}` : code.s;
    if (!cell.parts?.size && cell.mask === 0) return `{ ${code.s}; unreachable!() }`;
    if (!cell.parts?.size && cell.mask === INT) return `!${code.atom ? code.s : `(${code.s})`}.is_zero()`;
    return `truthy(${code.m === 2 ? code.s : `&${code.atom ? code.s : `(${code.s})`}`})`;
  };
}
