import type { Place } from "../ast.js";
import { BOOL, FLOAT, find, INT, isBottom, STR } from "../types/cell.js";
import { callMethod } from "./class-calls.js";
import type { Elaborator } from "./elaborator.js";
import { isInt, isOnly } from "./numbers.js";
import { raising, type Typed, typed } from "./typed.js";
import { dead, spread, typeName } from "./unions.js";

/** What Python wants of a special method that a function of its own asks, and what it says of anything else. */
const WANTED: Readonly<Record<string, { mask: number; wrong: (result: string, owner: string) => string }>> = {
  __len__: { mask: INT, wrong: (result) => `'${result}' object cannot be interpreted as an integer` },
  __bool__: { mask: BOOL, wrong: (result) => `__bool__ should return bool, returned ${result}` },
  __hash__: { mask: INT, wrong: () => "__hash__ method should return an integer" },
  __int__: { mask: INT, wrong: (result) => `__int__ returned non-int (type ${result})` },
  __index__: { mask: INT, wrong: (result) => `__index__ returned non-int (type ${result})` },
  __trunc__: { mask: INT, wrong: (result) => `__trunc__ returned non-Integral (type ${result})` },
  __float__: { mask: FLOAT, wrong: (result, owner) => `${owner}.__float__ returned non-float (type ${result})` },
  __format__: { mask: STR, wrong: (result) => `__format__ must return a str, not ${result}` },
  __str__: { mask: STR, wrong: (result) => `__str__ returned non-string (type ${result})` },
  __repr__: { mask: STR, wrong: (result) => `__repr__ returned non-string (type ${result})` },
};

/** Calls a special method for a function of Python's own, which looks at what it is given: for a wanted other as well. */
export function askSpecial(e: Elaborator, x: Typed, name: string, args: Typed[], at: Place, wanted = name): Typed {
  const said = callMethod(e, x, name, args, at);
  const { mask, wrong } = WANTED[wanted] as (typeof WANTED)[string];
  if (isBottom(said.t)) return said;
  const owner = typeName(x.t);
  return spread(e, said, (arm) => {
    if (isBottom(arm.t)) return dead(e, at, arm);
    const isBool = isOnly(arm, BOOL) && mask === INT;
    if (isBool && name !== "__len__" && name !== "__hash__") return e.refuse(`${name} that gives a bool`, at);
    if (!isBool && !(mask === INT ? isInt(arm) : find(arm.t).mask === mask && !find(arm.t).parts?.size))
      return e.typeError(wrong(typeName(arm.t), owner), at, arm);
    if (isBool) return typed(e.store.temp(INT), at, (g) => `Int::from_bool(${g.copy(arm)})`);
    if (name === "__len__") return raising(arm.t, at, (g) => `pyrt::special::length(${g.own(arm)})`);
    return name === "__hash__" ? typed(arm.t, at, (g) => `pyrt::special::hashed(${g.ref(arm)})`) : arm;
  });
}
