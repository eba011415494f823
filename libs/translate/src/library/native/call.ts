import type { Call, Expr, Place } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { kindsOf } from "../../generate/rust-types.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { exhausted, iterateValue } from "../../infer/iteration.js";
import { float, isInt, isNumber, isOnly, ownInt } from "../../infer/numbers.js";
import { truth } from "../../infer/truth.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, newList, spread, typeName } from "../../infer/unions.js";
import { BOOL, BYTES, COMPLEX, find, INT, isBottom, NONE, STR, soloPart } from "../../types/cell.js";
import { asInt } from "../given.js";
import { cellOf, type Signature, type TypeSpec } from "./signature.js";
import { NATIVE } from "./types.js";

/** Arguments of a call, typed once: by position and by name. */
export interface GivenArguments {
  positional: Typed[];
  named: Map<string, Typed>;
}

export function givenArguments(e: Elaborator, node: Call): GivenArguments {
  const positional = node.args.map((arg: Expr) =>
    arg.nodeType === "Starred" ? e.refuse("a starred argument here", arg) : expression(e, arg),
  );
  const named = new Map<string, Typed>();
  for (const keyword of node.keywords) {
    if (keyword.arg === undefined) return e.refuse("** arguments here", node);
    named.set(keyword.arg, expression(e, keyword.value));
  }
  return { positional, named };
}

/**
 * A call described by signatures: the first that fits is taken; where an argument may be of several types, each is
 * looked at on its own. What fits none is refused, or ends the program if only some of an argument's types do not fit.
 */
export function callDescribed(
  e: Elaborator,
  all: Signature[],
  given: GivenArguments,
  at: Place,
  label: string,
  prefix: (g: Gen) => string,
): Typed {
  const values = [...given.positional, ...given.named.values()];
  if (values.some((x) => isBottom(x.t))) return dead(e, at, ...values);
  const names = [...given.named.keys()];
  const choose = (args: Typed[], narrowed: boolean): Typed => {
    for (const signature of all) {
      const bound = fitting(e, signature, args, given.positional.length, names);
      if (bound) return described(e, signature, bound, at, prefix);
    }
    const wide = args.findIndex((x) => width(x) > 1);
    if (wide >= 0)
      return spread(e, args[wide] as Typed, (arm) =>
        choose(
          args.map((x, i) => (i === wide ? arm : x)),
          true,
        ),
      );
    return unfit(e, label, args, at, narrowed);
  };
  return choose(values, false);
}

/** Is there a signature that takes these by position? */
export const fits = (e: Elaborator, all: Signature[], args: Typed[]): boolean =>
  all.some((signature) => fitting(e, signature, args, args.length, []) !== undefined);

function fitting(
  e: Elaborator,
  signature: Signature,
  args: Typed[],
  count: number,
  names: string[],
): (Typed | undefined)[] | undefined {
  const bound = bind(signature, args, count, names);
  const isFit = bound?.every((x, i) => !x || accepts(e, x, (signature.params[i] as { type: TypeSpec }).type));
  return isFit ? bound : undefined;
}

function width(x: Typed): number {
  const cell = find(x.t);
  return kindsOf(cell).length + (cell.mask & NONE ? 1 : 0);
}

/** No signature fits: said when the program is written, since types still grow while it is looked at. */
export function unfit(e: Elaborator, label: string, args: Typed[], at: Place, narrowed: boolean): Typed {
  return {
    t: e.store.temp(),
    at,
    emit: (g) => {
      const shown = args.map((x) => typeName(x.t)).join(", ");
      if (!narrowed)
        return e.refuse(`${label}(${shown})`, at, "give it arguments of the types that it is translated for");
      const before = args.map((x) => `let _ = ${g.own(x)}; `).join("");
      return { s: `{ ${before}limit("${label}(${shown})") }`, m: 0, atom: true };
    },
  };
}

function bind(signature: Signature, args: Typed[], count: number, names: string[]): (Typed | undefined)[] | undefined {
  const { params } = signature;
  const open = params.filter((param) => !param.named).length;
  if (count > open) return undefined;
  const out: (Typed | undefined)[] = params.map((_, i) => (i < count ? args[i] : undefined));
  for (const [i, name] of names.entries()) {
    const at = params.findIndex((param) => param.name === name);
    if (at < 0 || out[at]) return undefined;
    out[at] = args[count + i];
  }
  return params.every((param, i) => out[i] || param.fallback !== undefined) ? out : undefined;
}

const ITERABLE = /^(list|tuple|vtuple|set|frozenset|deque|iter|dict|defaultdict|counter|ordereddict)$/;

export function accepts(e: Elaborator, x: Typed, type: TypeSpec): boolean {
  const cell = find(x.t);
  if (type.optional) {
    if (isOnly(x, NONE)) return true;
    if (cell.mask & NONE) {
      const bare = e.store.temp(cell.mask & ~NONE);
      bare.parts = cell.parts;
      return acceptsBare(e, { ...x, t: bare }, { ...type, optional: false }) && !convertible(x, type);
    }
  }
  return acceptsBare(e, x, type);
}

function convertible(x: Typed, type: TypeSpec): boolean {
  return type.name === "float" ? (find(x.t).mask & ~NONE) !== 8 : type.name === "int" && (find(x.t).mask & BOOL) !== 0;
}

function acceptsBare(e: Elaborator, x: Typed, type: TypeSpec): boolean {
  switch (type.name) {
    case "any":
      return true;
    case "int":
      return isInt(x);
    case "float":
      return isNumber(x);
    case "complex":
      return isNumber(x) || isOnly(x, COMPLEX);
    case "bool":
      return isInt(x);
    case "str":
      return isOnly(x, STR);
    case "bytes":
      return isOnly(x, BYTES);
    case "None":
      return isOnly(x, NONE);
    case "list":
    case "iter":
      return acceptsItems(e, x, type);
    default:
      return acceptsNative(x, type.name);
  }
}

function acceptsItems(e: Elaborator, x: Typed, type: TypeSpec): boolean {
  const part = soloPart(x.t);
  const textual = isOnly(x, STR) || isOnly(x, BYTES) || find(x.t).mask === 64;
  if (!textual && !(part && ITERABLE.test(part.kind))) return false;
  const { item } = iterateValue(e, x);
  const want = type.args[0] as TypeSpec;
  if (isBottom(item) || want.name === "any") return true;
  return accepts(e, { t: item, at: x.at, emit: () => ({ s: "", m: 0, atom: true }) }, want);
}

function acceptsNative(x: Typed, name: string): boolean {
  const part = soloPart(x.t);
  if (part?.kind === "native" && part.ref === name) return true;
  const from = NATIVE.get(name)?.from ?? {};
  return sourceOf(x, from) !== undefined;
}

/** The entry of a table of types that a value is of. */
export function sourceOf(x: Typed, table: Record<string, string>): string | undefined {
  const part = soloPart(x.t);
  if (part) return part.kind === "native" ? table[String(part.ref)] : undefined;
  if (isInt(x)) return table.int;
  return table[isOnly(x, 8) ? "float" : isOnly(x, STR) ? "str" : isOnly(x, COMPLEX) ? "complex" : ""];
}

function described(
  e: Elaborator,
  signature: Signature,
  bound: (Typed | undefined)[],
  at: Place,
  prefix: (g: Gen) => string,
): Typed {
  const write = (g: Gen): string => {
    const args = signature.params.map((param, i) => {
      const x = bound[i];
      return x ? argument(g, e, x, param.type) : (param.fallback as string);
    });
    return `${prefix(g)}${signature.rust}(${args.join(", ")})`;
  };
  const { result } = signature;
  if (result.name === "list" && !result.optional && result.args[0]?.args.length === 0)
    return newList(e, cellOf(e, result.args[0]), at, (g) => (signature.raises ? g.q(write(g)) : write(g)));
  const t = cellOf(e, result);
  return signature.raises ? raising(t, at, write) : typed(t, at, write);
}

/** How an argument is passed. */
export function argument(g: Gen, e: Elaborator, x: Typed, type: TypeSpec): string {
  if (type.optional) {
    if (isOnly(x, NONE)) return "None";
    if (find(x.t).mask & NONE) return g.own(x);
    return `Some(${owned(g, e, x, type)})`;
  }
  switch (type.name) {
    case "int":
      return asInt(g, x);
    case "float":
      return float(g, x);
    case "complex":
      return isNumber(x) ? `Complex::new(${float(g, x)}, 0.0)` : g.copy(x);
    case "bool":
      return isOnly(x, BOOL) ? g.copy(x) : truth(e, x)(g);
    case "list":
      return `&${owned(g, e, x, type)}`;
    case "iter":
      return owned(g, e, x, type);
    default: {
      const from = NATIVE.get(type.name)?.from;
      const part = soloPart(x.t);
      const convert = from && !(part?.kind === "native" && part.ref === type.name) ? sourceOf(x, from) : undefined;
      return convert ? `&${g.q(`${convert}(${plain(g, x)})`)}` : g.ref(x);
    }
  }
}

/** A value handed to a conversion: numbers as they are passed, everything else by reference. */
export function plain(g: Gen, x: Typed): string {
  return isInt(x) ? asInt(g, x) : isNumber(x) ? float(g, x) : isOnly(x, COMPLEX) ? g.copy(x) : g.ref(x);
}

function owned(g: Gen, e: Elaborator, x: Typed, type: TypeSpec): string {
  switch (type.name) {
    case "int":
      return ownInt(g, x);
    case "float":
      return float(g, x);
    case "list":
    case "iter": {
      const item = type.args[0] as TypeSpec;
      const it = items(g, e, x, item);
      return type.name === "iter" ? it : g.q(`to_list(${it})`);
    }
    default:
      return g.own(x);
  }
}

/** An iterator over what an argument holds, its items as they are wanted. */
function items(g: Gen, e: Elaborator, x: Typed, want: TypeSpec): string {
  const source = iterateValue(e, x);
  if (isBottom(source.item)) {
    const t = want.name === "any" ? "()" : g.ty(cellOf(e, { ...want }));
    return `{ ${exhausted(g, source)} VecIter::<${t}>::new(vec![]) }`;
  }
  if (want.name === "any") return source.write(g);
  const cell = cellOf(e, want);
  if (g.ty(cell) === g.ty(source.item)) return source.write(g);
  const v = g.fresh("v");
  const one: Typed = { t: source.item, at: x.at, emit: () => ({ s: v, m: 1, atom: true }) };
  const text = g.inClosure(() => {
    const passed = want.optional ? argument(g, e, one, want) : owned(g, e, one, want);
    if (["int", "float", "bool"].includes(want.name) || want.optional) return passed;
    const held = argument(g, e, one, want);
    return held.startsWith("&") ? held.slice(1) : passed;
  });
  return `map_iter(${source.write(g)}, |${v}| Ok(${text}))`;
}

export { converted, INT };
