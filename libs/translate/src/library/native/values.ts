import type { BinOperator, Call, Place } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { isInt, isOnly } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, typeName } from "../../infer/unions.js";
import { BOOL, COMPLEX, FLOAT, INT, isBottom, NONE, type Part, STR, soloPart } from "../../types/cell.js";
import {
  accepts,
  argument,
  callDescribed,
  type GivenArguments,
  givenArguments,
  plain,
  sourceOf,
  unfit,
} from "./call.js";
import { cellOf, nativeCell } from "./signature.js";
import { NATIVE, type NativeType, type Operator, SPECIAL } from "./types.js";
import "./complex.js";

/** The runtime's own type of a value, if it is of one. */
export function nativeOf(x: Typed): NativeType | undefined {
  const part = soloPart(x.t);
  if (part) return part.kind === "native" ? NATIVE.get(String(part.ref)) : undefined;
  return isOnly(x, COMPLEX) ? NATIVE.get("complex") : undefined;
}

export function nativeMethod(
  e: Elaborator,
  x: Typed,
  part: Part | undefined,
  name: string,
  node: Call,
): Typed | undefined {
  const type = nativeOf(x);
  if (!type) return undefined;
  const special = part && SPECIAL.get(`${type.name}.${name}`);
  if (special) return special(e, x, part, node);
  return described(e, x, type, name, givenArguments(e, node), node);
}

function described(
  e: Elaborator,
  x: Typed,
  type: NativeType,
  name: string,
  given: GivenArguments,
  at: Place,
): Typed | undefined {
  const all = type.methods.get(name);
  return all && callDescribed(e, all, given, at, `${type.name}.${name}`, (g) => `${g.recv(x)}.`);
}

/** `abs(x)`, `round(x, n)` and the like: what a type does when a built-in function asks. */
export function nativeHook(e: Elaborator, x: Typed, name: string, args: Typed[], at: Place): Typed | undefined {
  const type = nativeOf(x);
  return type && described(e, x, type, name, { positional: args, named: new Map() }, at);
}

export function nativeAttribute(e: Elaborator, x: Typed, name: string, at: Place): Typed | undefined {
  const spec = nativeOf(x)?.attributes.get(name);
  const part = soloPart(x.t);
  if (name === "re" && part?.ref === "Match")
    return typed(nativeCell(e, "Pattern", part.args), at, (g) => `${g.recv(x)}.re()`);
  if (part?.kind === "deque" && name === "maxlen")
    return typed(e.store.temp(INT | NONE), at, (g) => `${g.recv(x)}.maxlen()`);
  if (!spec) return undefined;
  const write = (g: Gen): string => `${g.recv(x)}.${spec.rust}()`;
  const t = cellOf(e, spec.type);
  return spec.raises ? raising(t, at, write) : typed(t, at, write);
}

/** `value.name = …` of one of the runtime's own types. */
export function setNativeAttribute(e: Elaborator, x: Typed, name: string, value: Typed, at: Place): Typed | undefined {
  const type = nativeOf(x);
  if (!type) return undefined;
  const spec = type.settable.get(name);
  if (!spec) return e.refuse(`setting ${type.name}.${name}`, at);
  if (isBottom(value.t)) return dead(e, at, value);
  if (!accepts(e, value, spec.type)) return unfit(e, `${type.name}.${name} =`, [value], at, false);
  return raising(e.store.temp(1), at, (g) => `${g.recv(x)}.${spec.rust}(${argument(g, e, value, spec.type)})`);
}

const named = (x: Typed): string => {
  const type = nativeOf(x);
  if (type) return type.name;
  return isInt(x) ? "int" : isOnly(x, FLOAT) ? "float" : isOnly(x, STR) ? "str" : "";
};

/** `a op b` where one is of the runtime's own types. */
export function nativeBinary(
  e: Elaborator,
  op: BinOperator,
  a: Typed,
  b: Typed,
  at: Place,
  isSome = false,
): Typed | undefined {
  const [left, right] = [nativeOf(a), nativeOf(b)];
  if (!left && !right) return undefined;
  const direct = match(op, named(a), named(b), left, right);
  if (direct) return operate(e, direct, a, b, at);
  const asLeft = right && sourceOf(a, right.from);
  if (asLeft && right) return nativeBinary(e, op, become(e, a, asLeft, right), b, at, isSome);
  const asRight = left && sourceOf(b, left.from);
  if (asRight && left) return nativeBinary(e, op, a, become(e, b, asRight, left), at, isSome);
  if (neverMeet(op, a, b)) return undefined;
  const never = neverJoined(op, a, b);
  return never ? e.typeError(never, at, a, b) : unfit(e, op, [a, b], at, isSome);
}

/** Is one a value of the runtime's own types, and no operator of Python's for the two? */
export function neverMeet(op: BinOperator, a: Typed, b: Typed): boolean {
  const isSum = op === "Add" || op === "Sub";
  // A power of a fraction is asked of it as a float.
  if (op === "Pow" && nativeOf(a)?.name === "Fraction") return false;
  const isAlone = (x: Typed): boolean =>
    [NONE, STR].some((bit) => isOnly(x, bit)) ||
    /^(list|tuple|vtuple|dict|set|frozenset)$/.test(soloPart(x.t)?.kind ?? "") ||
    /^(time|Match|Pattern)$/.test(nativeOf(x)?.name ?? "") ||
    (!isSum && /^date(time)?$/.test(nativeOf(x)?.name ?? ""));
  return [a, b].some(nativeOf) && [a, b].some(isAlone);
}

/** The library's types that are added to nothing but what their operators say. */
const SUMMED = /^(Decimal|date|datetime|time|timedelta)$/;

/** The error of `Decimal("1") + 1.5` and `date + 5`: no such sum is there, whatever the values are. */
function neverJoined(op: BinOperator, a: Typed, b: Typed): string | undefined {
  const sign = op === "Add" ? "+" : op === "Sub" ? "-" : undefined;
  const [left, right] = [a, b].map((x) => {
    const type = nativeOf(x);
    if (type) return SUMMED.test(type.name) ? typeName(x.t) : undefined;
    return isInt(x) || isOnly(x, FLOAT) ? typeName(x.t) : undefined;
  });
  if (!sign || !left || !right) return undefined;
  return `unsupported operand type(s) for ${sign}: '${left}' and '${right}'`;
}

function match(
  op: BinOperator,
  left: string,
  right: string,
  a: NativeType | undefined,
  b: NativeType | undefined,
): Operator | undefined {
  for (const type of [a, b])
    for (const each of type?.operators ?? [])
      if (each.op === op && each.left === left && each.right === right) return each;
  return undefined;
}

function operate(e: Elaborator, how: Operator, a: Typed, b: Typed, at: Place): Typed {
  const t = cellOf(e, how.result);
  const write = (g: Gen): string => {
    if (!how.reflected) return `${g.recv(a)}.${how.rust}(${plain(g, b)})`;
    if (a.lit || b.pure) return `${g.recv(b)}.${how.rust}(${plain(g, a)})`;
    const held = g.fresh("left");
    const first = g.own(a);
    const other: Typed = { t: a.t, at: a.at, emit: () => ({ s: held, m: 1, atom: true }) };
    return `{ let ${held} = ${first}; ${g.recv(b)}.${how.rust}(${plain(g, other)}) }`;
  };
  return how.raises ? raising(t, at, write) : typed(t, at, write);
}

/** A number or text as one of the runtime's own types. */
export function become(e: Elaborator, x: Typed, convert: string, type: NativeType): Typed {
  const t = type.name === "complex" ? e.store.temp(COMPLEX) : nativeCell(e, type.name);
  return { ...typed(t, x.at, (g) => g.q(`${convert}(${plain(g, x)})`)), pure: x.pure === true };
}

/** `<` and its like: of two values of one ordered type, or of numbers beside numeric ones. */
export function nativeOrder(e: Elaborator, call: string, a: Typed, b: Typed, at: Place): Typed | undefined {
  const [left, right] = [nativeOf(a), nativeOf(b)];
  if (!left && !right) return undefined;
  const t = e.store.temp(BOOL);
  const type = left ?? right;
  if (!type?.ordered) return undefined;
  const fits = (x: Typed): boolean => nativeOf(x) === type || (type.numeric && (isInt(x) || isOnly(x, FLOAT)));
  if ([a, b].every((x) => /^date(time)?$/.test(nativeOf(x)?.name ?? "")) && left !== right)
    return e.typeError("can't compare datetime.datetime to datetime.date", at, a, b);
  if (!fits(a) || !fits(b)) return undefined;
  const text = (g: Gen): string => `${call}(${g.ref(a)}, ${g.ref(b)})`;
  return type.notes ? typed(t, at, (g) => g.q(`ordered(${text(g)})`)) : typed(t, at, text);
}

/** Are values of this kind compared with numbers? */
export function isNumericPart(part: Part): boolean {
  return part.kind === "native" && NATIVE.get(String(part.ref))?.numeric === true;
}

/** Can values of this kind be sorted? */
export function isOrdered(part: Part): boolean {
  return part.kind === "native" && NATIVE.get(String(part.ref))?.ordered === true;
}
