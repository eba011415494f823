import type { Call } from "../../ast.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf, plainOf } from "../../infer/classes.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { refuseLacking } from "../../infer/lacking.js";
import { float, intArg, intRecv, isInt, isNumber, isOnly, ownInt } from "../../infer/numbers.js";
import { binary, hasMore } from "../../infer/operators.js";
import { asIndex } from "../../infer/subscripts.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread, spreadBoth, typeName } from "../../infer/unions.js";
import { BYTEARRAY, BYTES, type Cell, FLOAT, INT, isBottom, NONE, STR } from "../../types/cell.js";
import { alive, asInt, Given, str } from "../given.js";
import { nativeHook } from "../native/values.js";
import { type Builtin, simple } from "./builtin.js";

export const abs = simple((given, e) =>
  spread(e, given.arg(0), (each) => {
    const own = infoOf(each);
    const x = own && findMember(own, "__abs__") ? each : plainOf(e, each);
    if (isInt(x)) return typed(e.store.temp(INT), given.at, (g) => `${intRecv(g, x)}.abs()`);
    if (isOnly(x, FLOAT)) return typed(e.store.temp(FLOAT), given.at, (g) => `abs_float(${g.own(x)})`);
    const info = infoOf(x);
    if (info && findMember(info, "__abs__")) return callMethod(e, x, "__abs__", [], given.at);
    const native = nativeHook(e, x, "__abs__", [], given.at);
    if (native) return native;
    return e.typeError(`bad operand type for abs(): '${typeName(x.t)}'`, given.at, x);
  }),
);

export const round: Builtin = (e, node) => {
  const given = new Given(e, node);
  const precision = given.opt(1, "ndigits");
  const rounded = (x: Typed, digits: Typed | undefined): Typed => {
    const none = !digits || isOnly(digits, NONE);
    if (!none && !isInt(digits) && isNumber(x))
      return e.typeError(`'${typeName(digits.t)}' object cannot be interpreted as an integer`, node, x, digits);
    if (isInt(x))
      return none
        ? typed(e.store.temp(INT), node, (g) => ownInt(g, x))
        : raising(e.store.temp(INT), node, (g) => `round_int_digits(${asInt(g, x)}, ${intArg(g, digits)})`);
    if (isOnly(x, FLOAT)) {
      if (none) return raising(e.store.temp(INT), node, (g) => `round_float(${g.copy(x)})`);
      return raising(e.store.temp(FLOAT), node, (g) => `round_digits(${g.copy(x)}, ${intArg(g, digits)})`);
    }
    const info = infoOf(x);
    if (info && findMember(info, "__round__")) return callMethod(e, x, "__round__", digits ? [digits] : [], node);
    if (info?.plain) return rounded(plainOf(e, x), digits);
    const native = nativeHook(e, x, "__round__", none ? [] : [digits], node);
    if (native) return native;
    return e.typeError(`type ${typeName(x.t)} doesn't define __round__ method`, node, x);
  };
  const digits = precision && plainOf(e, precision);
  return spread(e, given.arg(0, "number"), (x) =>
    digits ? spread(e, digits, (arm) => rounded(x, arm)) : rounded(x, undefined),
  );
};

/** What is divided: an object that is a number, unless its class divides by itself. */
const divided = (e: Elaborator, x: Typed): Typed => {
  const info = infoOf(x);
  return info && ["__divmod__", "__rdivmod__"].some((name) => findMember(info, name)) ? x : plainOf(e, x);
};

export const divmod: Builtin = (e, node) => {
  const [a, b] = new Given(e, node).all() as [Typed, Typed];
  return alive(e, node, [a, b], () =>
    spreadBoth(e, a, b, (left, right) => dividedBy(e, divided(e, left), divided(e, right), node)),
  );
};

function dividedBy(e: Elaborator, a: Typed, b: Typed, node: Call): Typed {
  const both = (mask: number): Cell =>
    e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(mask), e.store.temp(mask)] });
  if (isInt(a) && isInt(b)) return raising(both(INT), node, (g) => `divmod_int(${asInt(g, a)}, ${asInt(g, b)})`);
  if (isNumber(a) && isNumber(b))
    return raising(both(FLOAT), node, (g) => `divmod_float(${float(g, a)}, ${float(g, b)})`);
  const native = nativeHook(e, a, "__divmod__", [b], node);
  if (native) return native;
  const own = infoOf(a);
  if (own && findMember(own, "__divmod__")) return callMethod(e, a, "__divmod__", [b], node);
  const other = infoOf(b);
  if (hasMore(a) || hasMore(b) || (other && findMember(other, "__rdivmod__"))) e.refuse("divmod of these", node);
  for (const x of [a, b]) refuseLacking(e, x, "divmod", node);
  const said = `unsupported operand type(s) for divmod(): '${typeName(a.t)}' and '${typeName(b.t)}'`;
  return e.typeError(said, node, a, b);
}

export const pow: Builtin = (e, node) => {
  const given = new Given(e, node).only(3, "base", "exp", "mod");
  const [a, b, m] = [given.arg(0, "base"), given.arg(1, "exp"), given.opt(2, "mod")];
  if (!m) return binary(e, "Pow", a, b, node);
  return alive(e, node, [a, b, m], () => {
    const isOne = isInt(a) && isInt(b) && isInt(m);
    if (isOne || !(a.pure && b.pure && m.pure)) return powerModulo(e, [a, b, m], node);
    return spreadBoth(e, a, b, (x, y) => spread(e, m, (z) => powerModulo(e, [x, y, z], node)));
  });
};

function powerModulo(e: Elaborator, given: [Typed, Typed, Typed], node: Call): Typed {
  const [a, b, m] = given;
  if (given.every(isInt))
    return raising(e.store.temp(INT), node, (g) => `${intRecv(g, a)}.pow_mod(${intArg(g, b)}, ${intArg(g, m)})`);
  if (isOnly(m, NONE)) return binary(e, "Pow", a, b, node);
  if (given.every(isNumber) && !given.some((x) => hasMore(x)))
    return e.typeError("pow() 3rd argument not allowed unless all arguments are integers", node, a, b, m);
  if (given.some((x) => hasMore(x) || infoOf(x))) return e.refuse("pow of these", node);
  const [first, second, third] = given.map((x) => `'${typeName(x.t)}'`);
  return e.typeError(`unsupported operand type(s) for ** or pow(): ${first}, ${second}, ${third}`, node, a, b, m);
}

export const oneInt = (name: string): Builtin =>
  simple((given, e) =>
    spread(e, given.arg(0), (arm) => {
      const x = asIndex(e, plainOf(e, arm), given.at);
      if (isBottom(x.t)) return dead(e, given.at, x);
      if (!isInt(x)) return e.typeError(`'${typeName(x.t)}' object cannot be interpreted as an integer`, given.at, x);
      return name === "chr"
        ? raising(str(e), given.at, (g) => `chr(${intArg(g, x)})`)
        : typed(str(e), given.at, (g) => `${name}(${asInt(g, x)})`);
    }),
  );

export const ord = simple((given, e) =>
  spread(e, given.arg(0), (x) =>
    isOnly(x, STR)
      ? raising(e.store.temp(INT), given.at, (g) => `ord(${g.ref(x)})`)
      : isOnly(x, BYTES) || isOnly(x, BYTEARRAY)
        ? raising(e.store.temp(INT), given.at, (g) => `${g.recv(x)}.ord()`)
        : e.typeError(`ord() expected string of length 1, but ${typeName(x.t)} found`, given.at, x),
  ),
);
