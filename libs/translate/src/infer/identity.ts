import type { Place } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { BOOL, type Cell, FLOAT, find, INT, NONE, type Part, STR, soloPart } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { isOnly } from "./numbers.js";
import { foregone, type Typed, typed } from "./typed.js";
import { comparedTypes, isTypeValue } from "./types-as-values.js";
import { spread, spreadBoth } from "./unions.js";

/** Streams of text: one may stand in the place of another. */
const STREAM = /^native:(TextIOWrapper|StringIO)$/;

export function identity(e: Elaborator, is: boolean, a: Typed, b: Typed, at: Place): Typed {
  const t = e.store.temp(BOOL);
  const [x, y] = [find(a.t), find(b.t)];
  if (isOnly(b, NONE)) {
    if (!(x.mask & NONE)) return foregone(t, at, `${!is}`, a, b);
    if (isOnly(a, NONE)) return foregone(t, at, `${is}`, a, b);
    if (!b.pure)
      return typed(t, at, (g) => `{ let v = ${g.own(a)}; let _ = ${g.own(b)}; v.is_${is ? "none" : "some"}() }`);
    return typed(t, at, (g) => `${g.recv(a)}.is_${is ? "none" : "some"}()`);
  }
  if (isOnly(a, NONE) && (a.pure || b.pure)) return identity(e, is, b, a, at);
  const types = comparedTypes(e, a, b, at, (left, right) => identity(e, is, left, right, at));
  if (types) return types;
  if (isOnly(a, NONE)) {
    if (!(y.mask & NONE)) return foregone(t, at, `${!is}`, a, b);
    return typed(t, at, (g) => `{ let _ = ${g.own(a)}; ${g.recv(b)}.is_${is ? "none" : "some"}() }`);
  }
  if (isOnly(a, BOOL) && isOnly(b, BOOL))
    return typed(t, at, (g) => `${g.copy(a)} ${is ? "==" : "!="} ${g.copy(b)}`, false);
  if (isOnly(b, BOOL) || isOnly(a, BOOL)) {
    const [wide, flag] = isOnly(b, BOOL) ? [a, b] : [b, a];
    return spread(e, wide, (arm) =>
      isOnly(arm, BOOL) ? identity(e, is, arm, flag, at) : foregone(e.store.temp(BOOL), at, `${!is}`, arm, flag),
    );
  }
  const objects = (cell: Cell): boolean => cell.mask === 0 || cell.mask === NONE;
  if (objects(x) && objects(y)) {
    return spreadBoth(e, a, b, (left, right) => {
      if (isOnly(left, NONE) || isOnly(right, NONE))
        return foregone(t, at, `${is === (isOnly(left, NONE) && isOnly(right, NONE))}`, left, right);
      const [pa, pb] = [soloPart(left.t) as Part, soloPart(right.t) as Part];
      if (isTypeValue(left) && isTypeValue(right))
        return typed(e.store.temp(BOOL), at, (g) => `${is ? "" : "!"}eq(${g.ref(left)}, ${g.ref(right)})`, is);
      if (pa.kind === "exc" && pb.kind === "exc")
        return typed(e.store.temp(BOOL), at, (g) => `${is ? "" : "!"}${g.recv(left)}.same(${g.ref(right)})`, is);
      if (STREAM.test(pa.key) && STREAM.test(pb.key))
        return typed(e.store.temp(BOOL), at, (g) => `${is ? "" : "!"}same(${g.ref(left)}, ${g.ref(right)})`, is);
      if (pa.key !== pb.key) return foregone(t, at, `${!is}`, left, right);
      if (pa.kind === "func" && pb.kind === "func") {
        e.comparesFunctions = true;
        const joined = e.store.temp();
        e.store.flow(left.t, joined);
        e.store.flow(right.t, joined);
        return typed(
          e.store.temp(BOOL),
          at,
          (g) => `${is ? "" : "!"}is_function(${g.ref(left, joined)}, ${g.ref(right, joined)})`,
          is,
        );
      }
      if (/^(tuple|vtuple|native)$/.test(pa.kind)) return e.refuse(`is with ${pa.kind}`, at, "compare with ==");
      // What one object may be reached by shares its element cells: where they differ, so do the objects.
      const one = (): boolean => pa.args.every((arg, i) => find(arg) === find(pb.args[i] as Cell));
      return typed(
        e.store.temp(BOOL),
        at,
        (g) =>
          one()
            ? `${is ? "" : "!"}same(${g.ref(left)}, ${g.ref(right)})`
            : g.own(foregone(t, at, `${!is}`, left, right)),
        is,
      );
    });
  }
  if (kindsOf(x).length + (x.mask & NONE ? 1 : 0) > 1 || kindsOf(y).length + (y.mask & NONE ? 1 : 0) > 1)
    return spreadBoth(e, a, b, (left, right) => identity(e, is, left, right, at));
  const [ka, kb] = [kindsOf(x)[0], kindsOf(y)[0]];
  if (ka && kb && ka.key !== kb.key && !isTuple(ka.part) && !isTuple(kb.part)) return foregone(t, at, `${!is}`, a, b);
  if (isOnly(a, INT) || isOnly(a, STR))
    return typed(t, at, (g) => `${is ? "" : "!"}same_value(${g.ref(a)}, ${g.ref(b)})`, is);
  if (isOnly(a, FLOAT) && isOnly(b, FLOAT))
    return typed(t, at, (g) => `${is ? "" : "!"}same_float(${g.copy(a)}, ${g.copy(b)})`, is);
  return e.refuse("is between values", at, "compare with ==");
}

export const isTuple = (part: Part | undefined): boolean => part?.kind === "tuple" || part?.kind === "vtuple";
