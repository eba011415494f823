import type { Place } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { findMember, infoOf, plainOf } from "../../infer/classes.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { formatCall } from "../../infer/formatting.js";
import { test } from "../../infer/narrowing.js";
import { float, intArg, isInt, isNumber, isOnly, ownInt } from "../../infer/numbers.js";
import { shown } from "../../infer/shown.js";
import { askSpecial } from "../../infer/special-results.js";
import { asEither, raising, type Typed, typed } from "../../infer/typed.js";
import { asType } from "../../infer/types-as-values.js";
import { spread, typeName } from "../../infer/unions.js";
import { viewAsText } from "../../infer/views.js";
import { BOOL, BYTES, COMPLEX, FLOAT, find, INT, isBottom, NONE, STR, soloPart } from "../../types/cell.js";
import { asBytes, bytesFrom, TAKEN } from "../bytes.js";
import { alive, asInt, type Given, str } from "../given.js";
import { nativeHook, nativeOf } from "../native/values.js";
import { type Builtin, simple } from "./builtin.js";

/** A value of the runtime that is no number, and whose type Python's message may name otherwise than we do. */
const isUnnamed = (x: Typed): boolean => nativeOf(x)?.numeric === false && !typeName(x.t).includes(".");

export function toInt(given: Given): Typed {
  const { e, at } = given;
  const t = e.store.temp(INT);
  if (given.count === 0) return typed(t, at, () => "int(0)");
  const radix = given.opt(1, "base");
  const base = radix && plainOf(e, radix);
  const x = given.arg(0);
  if (base)
    return spread(e, x, (each) => {
      const arm = plainOf(e, each);
      if (isOnly(arm, STR))
        return alive(e, at, [arm, base], () =>
          raising(t, at, (g) => `Int::parse_base(${g.ref(arm)}, ${asInt(g, base)})`),
        );
      const bytes = asBytes(arm);
      if (bytes)
        return alive(e, at, [base], () => raising(t, at, (g) => `Int::parse_bytes(${bytes(g)}, ${asInt(g, base)})`));
      return e.typeError("int() can't convert non-string with explicit base", at, arm, base);
    });
  return spread(e, x, (each) => {
    const arm = plainOf(e, each);
    if (isInt(arm)) return arm.lit?.k === "int" ? arm : typed(t, at, (g) => ownInt(g, arm));
    if (isOnly(arm, FLOAT)) return raising(t, at, (g) => `Int::from_f64(${g.copy(arm)})`);
    if (isOnly(arm, STR)) return raising(t, at, (g) => `Int::parse(${g.ref(arm)})`);
    const info = infoOf(arm);
    if (info)
      for (const name of ["__int__", "__index__", "__trunc__"])
        if (findMember(info, name)) return askSpecial(e, arm, name, [], at);
    const native = nativeHook(e, arm, "__int__", [], at);
    if (native) return native;
    const bytes = asBytes(arm);
    if (bytes) return raising(t, at, (g) => `Int::parse_bytes(${bytes(g)}, &int(10))`);
    if (isUnnamed(arm)) return e.refuse(`int of ${typeName(arm.t)}`, at);
    return e.typeError(
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(arm.t)}'`,
      at,
      arm,
    );
  });
}

export function toFloat(given: Given): Typed {
  const { e, at } = given;
  const t = e.store.temp(FLOAT);
  if (given.count === 0) return typed(t, at, () => "0.0");
  const x = asEither(given.arg(0));
  if (x.lit?.k === "str") {
    const word = x.lit.v.trim().toLowerCase();
    const known: Record<string, string> = {
      inf: "f64::INFINITY",
      "+inf": "f64::INFINITY",
      infinity: "f64::INFINITY",
      "-inf": "f64::NEG_INFINITY",
      "-infinity": "f64::NEG_INFINITY",
    };
    if (word === "nan") return typed(t, at, () => "float::new_nan()");
    if (known[word]) return { ...typed(t, at, () => known[word] as string), pure: true };
  }
  return spread(e, x, (each) => {
    const arm = plainOf(e, each);
    if (isNumber(arm)) return typed(t, at, (g) => float(g, arm));
    if (isOnly(arm, STR)) return raising(t, at, (g) => `float::parse(${g.ref(arm)})`);
    const info = infoOf(arm);
    if (info && findMember(info, "__float__")) return askSpecial(e, arm, "__float__", [], at);
    if (info && findMember(info, "__index__")) {
      const index = askSpecial(e, arm, "__index__", [], at);
      return isBottom(index.t) ? index : typed(t, at, (g) => float(g, index));
    }
    const native = nativeHook(e, arm, "__float__", [], at);
    if (native) return native;
    const bytes = asBytes(arm);
    if (bytes) return raising(t, at, (g) => `float::parse_bytes(${bytes(g)}, ${g.ref(arm)})`);
    if (isUnnamed(arm)) return e.refuse(`float of ${typeName(arm.t)}`, at);
    return e.typeError(`float() argument must be a string or a real number, not '${typeName(arm.t)}'`, at, arm);
  });
}

export function toText(given: Given, call: "str_of" | "repr" | "ascii"): Typed {
  const { e, at } = given;
  if (given.count === 0) return typed(str(e), at, () => `lit("")`);
  const x = asEither(given.arg(0));
  if ("view" in x) return viewAsText(e, x);
  if (given.count > 1) {
    const encoding = given.arg(1);
    return isOnly(x, BYTES) && isOnly(encoding, STR) && given.count === 2
      ? raising(str(e), at, (g) => `${g.recv(x)}.decode_as(${g.ref(encoding)})`)
      : e.refuse("str with an encoding", at);
  }
  return spread(e, x, (arm) => {
    const info = infoOf(arm);
    if (info?.plain === "str" && call === "str_of" && !findMember(info, "__str__")) return plainOf(e, arm);
    const hasText = info && (info.isEnum || findMember(info, "__str__"));
    const name = call === "str_of" && hasText ? "__str__" : "__repr__";
    const wanted = call === "str_of" ? "__str__" : "__repr__";
    const isTold = info?.exception !== undefined && wanted !== name;
    if (info && findMember(info, name) && call !== "ascii" && !isTold) return askSpecial(e, arm, name, [], at, wanted);
    if (isOnly(arm, STR) && call === "str_of") return arm;
    const part = soloPart(arm.t);
    if (part?.kind === "func" && x.isFunction) return e.refuse(`${call === "str_of" ? "str" : call} of a function`, at);
    if (part?.kind === "func") {
      const type = asType(e, arm, part, at);
      return typed(str(e), at, (g) => `${call}(${g.ref(type)})`);
    }
    return typed(str(e), at, (g) => shown(g, call, arm));
  });
}

export const bool: Builtin = (e, node) => {
  const arg = node.args[0];
  if (!arg) return typed(e.store.temp(BOOL), node, () => "false");
  const tested = test(e, arg);
  if (tested.never) return tested.x;
  return typed(e.store.temp(BOOL), node, (g) => tested.write(g), false);
};

/** A number that is no int, and None, are no bytes; an object may be by methods of its own. */
function notBytes(e: Elaborator, x: Typed, type: string, at: Place): Typed | undefined {
  const info = infoOf(x);
  if (info && (findMember(info, "__index__") || findMember(info, "__bytes__")))
    return e.refuse(`${type} of ${info.name}`, at);
  if (!isOnly(x, FLOAT) && !isOnly(x, NONE) && !isOnly(x, COMPLEX)) return undefined;
  return e.typeError(`cannot convert '${typeName(x.t)}' object to ${type}`, at, x);
}

/** A text as the bytes that its encoding makes of it. */
function encoded(e: Elaborator, given: Given, x: Typed): Typed {
  const encoding = given.opt(1, "encoding");
  if (!encoding) return e.typeError("string argument without an encoding", given.at, x);
  return raising(e.store.temp(BYTES), given.at, (g) => `${g.recv(x)}.encode_as(${g.ref(encoding)})`);
}

export const bytes: Builtin = simple((given, e) => {
  const t = e.store.temp(BYTES);
  if (given.count === 0) return typed(t, given.at, () => "Bytes::lit(&[])");
  const made = (x: Typed): Typed => {
    if (isOnly(x, STR)) return encoded(e, given, x);
    if (isInt(x)) return raising(t, given.at, (g) => `Bytes::zeros(${intArg(g, x)})`);
    if (isOnly(x, BYTES)) return x;
    if (find(x.t).mask === 128) return typed(t, given.at, (g) => `${g.recv(x)}.to_bytes()`);
    return notBytes(e, x, "bytes", given.at) ?? typed(t, given.at, bytesFrom(e, x));
  };
  return spread(e, given.arg(0), made);
});

export const bytearray: Builtin = simple((given, e) => {
  const t = e.store.temp(128);
  if (given.count === 0) return typed(t, given.at, () => "ByteArray::new()");
  const x = given.arg(0);
  const ready = isOnly(x, STR) ? encoded(e, given, x) : x;
  if (isBottom(ready.t)) return ready;
  if (isOnly(ready, BYTES)) return typed(t, given.at, (g) => `ByteArray::from_bytes(${g.ref(ready)})`);
  const wrong = notBytes(e, x, "bytearray", given.at);
  if (wrong) return wrong;
  const made = isInt(x) ? undefined : bytesFrom(e, x, TAKEN);
  return typed(t, given.at, (g) => `ByteArray::from_bytes(&${made?.(g) ?? g.q(`Bytes::zeros(${intArg(g, x)})`)})`);
});

/** `complex(a, b)` and `complex("1+2j")`. */
export const complex: Builtin = simple((given, e) => {
  given.only(2, "real", "imag");
  const [a, b] = [given.opt(0, "real"), given.opt(1, "imag")];
  return alive(
    e,
    given.at,
    [a, b].filter((x): x is Typed => x !== undefined),
    () => {
      if (!a) return complexOf(e, a, b, given.at);
      return spread(e, a, (real) =>
        b ? spread(e, b, (imag) => complexOf(e, real, imag, given.at)) : complexOf(e, real, b, given.at),
      );
    },
  );
});

function complexOf(e: Elaborator, a: Typed | undefined, b: Typed | undefined, at: Place): Typed {
  const t = e.store.temp(COMPLEX);
  const wide = (g: Gen, x: Typed): string => (isOnly(x, COMPLEX) ? g.copy(x) : `Complex::new(${float(g, x)}, 0.0)`);
  const fits = (x: Typed): boolean => isNumber(x) || isOnly(x, COMPLEX);
  if (a && !b && isOnly(a, STR)) return raising(t, at, (g) => `Complex::parse(${g.ref(a)})`);
  if ((a && !fits(a)) || (b && !fits(b))) return e.refuse("complex of these", at);
  if (a && !b) return typed(t, at, (g) => wide(g, a));
  if ((!a || isNumber(a)) && (!b || isNumber(b)))
    return typed(t, at, (g) => `Complex::new(${a ? float(g, a) : "0.0"}, ${b ? float(g, b) : "0.0"})`);
  return typed(
    t,
    at,
    (g) => `Complex::from_parts(${a ? wide(g, a) : "Complex::new(0.0, 0.0)"}, ${wide(g, b as Typed)})`,
  );
}

export const format: Builtin = simple((given, e) => formatCall(e, given.arg(0), given.opt(1), given.at));
