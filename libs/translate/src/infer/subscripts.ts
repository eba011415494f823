import type { Expr, Place, Slice, Subscript } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { setArraySlice } from "../library/bytes.js";
import { groupOf } from "../library/native/re.js";
import { nativeHook } from "../library/native/values.js";
import {
  BYTEARRAY,
  BYTES,
  type Cell,
  find,
  INT,
  isBottom,
  NONE,
  type Part,
  RANGE,
  STR,
  soloPart,
  width,
} from "../types/cell.js";
import { callee } from "./callee.js";
import { callMethod, instanceCall } from "./class-calls.js";
import { findMember, plainOf } from "./classes.js";
import { versionPart } from "./comparison.js";
import type { ClassInfo } from "./context.js";
import { converted } from "./displays.js";
import type { Elaborator } from "./elaborator.js";
import { enumByName, memberByName } from "./enums.js";
import { keepKey } from "./exceptions.js";
import { expression } from "./expressions.js";
import { type Held, heldLets, hold } from "./held.js";
import { itemOfDict, setInDict } from "./instance-dicts.js";
import { iterateValue } from "./iteration.js";
import { asKey, lookup, unhashable } from "./membership.js";
import { metaCall } from "./metaclasses.js";
import { namespaceItem, namespaceOf, setNamespaceItem } from "./namespaces.js";
import { intArg, isInt, isOnly, ownInt } from "./numbers.js";
import { asVariable } from "./operators.js";
import { askSpecial } from "./special-results.js";
import { keepsItems, steadyKey } from "./steady-items.js";
import { raising, type Step, type Typed, tailLike, typed } from "./typed.js";
import { keyValue, typeAmong } from "./types-as-values.js";
import { dead, spread, typeName } from "./unions.js";

const MAPPINGS = new Set(["dict", "defaultdict", "counter", "ordereddict"]);
const SLICED = new Set(["list", "vtuple", "deque"]);

export function subscript(e: Elaborator, node: Subscript): Typed {
  const special = enumByName(e, node) ?? itemOfDict(e, node) ?? versionPart(e, node);
  if (special) return special;
  if (isParametrized(e, node)) e.refuse("a type with its parameters as a value", node);
  const base = expression(e, node.value);
  if (node.slice.nodeType === "Slice") {
    const slice = node.slice;
    const bounds = boundsOf(e, slice);
    return spread(e, base, (x) => sliced(e, x, bounds, node));
  }
  const index = indexOf(e, base, node.slice);
  if (isBottom(base.t) || isBottom(index.t)) return dead(e, node, base, index);
  const steady = steadyKey(node);
  const known = steady !== undefined && keepsItems(base) ? e.cx.narrow.get(steady) : undefined;
  if (base.pure || width(index.t) < 2) {
    const read = spread(e, base, (x) => item(e, x, index, node));
    return known ? e.narrowed(read, known) : read;
  }
  // What the index is, is asked before the object is: it is worked out first.
  const kept = hold(base);
  const found = spread(e, kept.again, (x) => item(e, x, index, node));
  return typed(found.t, node, (g) => {
    const lets = heldLets(g, [kept]);
    return `{ ${lets}${tailLike(g.own(found))} }`;
  });
}

const BUILTIN_TYPES = /^(list|dict|set|tuple|frozenset|type|int|float|str|bool|bytes|bytearray|complex|range|object)$/;

/** `list[int]`, where it is no annotation. */
function isParametrized(e: Elaborator, { value }: Subscript): boolean {
  const known = value.nodeType === "Name" && value.sym?.kind !== "var" ? callee(e, value) : undefined;
  return known?.k === "exception" || (known?.k === "builtin" && BUILTIN_TYPES.test(known.name));
}

const indexOf = (e: Elaborator, base: Typed, node: Expr): Typed =>
  MAPPINGS.has(soloPart(base.t)?.kind ?? "") ? keyValue(e, node) : expression(e, node);

export function item(e: Elaborator, x: Typed, index: Typed, at: Place): Typed {
  const part = soloPart(x.t);
  if (part && MAPPINGS.has(part.kind)) return mapped(e, x, part, index, at);
  if (part?.kind === "inst") {
    const info = part.ref as ClassInfo;
    if (info.isTuple && index.lit?.k === "int") return tupleField(e, x, info, index, at);
    if (findMember(info, "__getitem__")) return callMethod(e, x, "__getitem__", [index], at);
    if (info.plain) return item(e, plainOf(e, x), index, at);
    return e.typeError(`'${info.name}' object is not subscriptable`, at, x, index);
  }
  if (part?.kind === "namespace") return namespaceItem(e, index, part.ref as ClassInfo, at as Expr);
  const ofMeta = part?.kind === "class" ? metaCall(e, part.ref as ClassInfo, "__getitem__", [index], at) : undefined;
  if (ofMeta) return ofMeta;
  if (part?.kind === "class") {
    const member = memberByName(e, part.ref as ClassInfo, index, at);
    return x.pure ? member : typed(member.t, at, (g) => `{ let _ = ${g.own(x)}; ${g.own(member)} }`);
  }
  if (part?.kind === "type") return e.refuse("subscript of a type that is worked out", at);
  if (part?.kind === "tuple")
    return isSlice(index) ? bySlice(e, x, index, at) : tupleItem(e, x, part, plainOf(e, index), at);
  if (part?.kind === "native" && part.ref === "Match") return groupOf(e, x, part, index, at);
  if (part?.kind === "native")
    return nativeHook(e, x, "__getitem__", [index], at) ?? e.refuse(`an index into ${typeName(x.t)}`, at);
  return spread(e, index, (given) => {
    const i = asIndex(e, plainOf(e, given), at);
    if (isSlice(i)) return bySlice(e, x, i, at);
    if (!isInt(i)) {
      if (part && SLICED.has(part.kind)) {
        return e.typeError(notIndex(part.kind, i), at, x, i);
      }
      if (isOnly(x, BYTES) || isOnly(x, BYTEARRAY)) {
        const name = isOnly(x, BYTES) ? "byte" : "bytearray";
        return e.typeError(`${name} indices must be integers or slices, not ${typeName(i.t)}`, at, x, i);
      }
      if (isOnly(x, RANGE))
        return e.typeError(`range indices must be integers or slices, not ${typeName(i.t)}`, at, x, i);
      if (isOnly(x, STR)) return e.typeError(`string indices must be integers, not '${typeName(i.t)}'`, at, x, i);
    }
    if (part?.kind === "list") {
      const found = raising(part.args[0] as Cell, at, (g) => inRow(g, x, i, "get"));
      return { ...found, row: { list: x, index: i } };
    }
    if (part && SLICED.has(part.kind))
      return raising(part.args[0] as Cell, at, (g) => `${g.recv(x)}.get(${intArg(g, i)})`);
    if (isOnly(x, STR)) return raising(e.store.temp(STR), at, (g) => `${g.recv(x)}.get(${intArg(g, i)})`);
    if (isOnly(x, BYTES) || isOnly(x, RANGE) || find(x.t).mask === 128)
      return raising(e.store.temp(INT), at, (g) => `${g.recv(x)}.get(${intArg(g, i)})`);
    return e.typeError(`'${typeName(x.t)}' object is not subscriptable`, at, x, i);
  });
}

/** What Python says of a value that is no index of a list, a tuple or a deque. */
const notIndex = (kind: string, { t }: Typed): string =>
  kind === "deque"
    ? `sequence index must be integer, not '${typeName(t)}'`
    : `${kind === "vtuple" ? "tuple" : kind} indices must be integers or slices, not ${typeName(t)}`;

/** An object that is an index by its `__index__`. */
export function asIndex(e: Elaborator, x: Typed, at: Place): Typed {
  const part = soloPart(x.t);
  const isIndex = part?.kind === "inst" && findMember(part.ref as ClassInfo, "__index__")?.k === "method";
  return isIndex ? askSpecial(e, x, "__index__", [], at) : x;
}

/** Rust that only computes with what is at hand: it raises nothing, so it may be worked out early. */
const isPlain = (text: string): boolean => /^[&()\w\s+*-]*$/.test(text) && !/\w\(/.test(text);

/** `rows[i][j]` without taking the row out, where nothing can happen between the two. */
function inRow(g: Gen, x: Typed, index: Typed, method: string, more = ""): string {
  const at = intArg(g, index);
  if (x.row && soloPart(x.row.list.t)?.kind === "list" && isPlain(at)) {
    return `${g.recv(x.row.list)}.${method}_in(${intArg(g, x.row.index)}, ${at}${more})`;
  }
  return `${g.recv(x)}.${method}(${at}${more})`;
}

function tupleField(e: Elaborator, x: Typed, info: ClassInfo, index: Typed, at: Place): Typed {
  const n = Number((index.lit as { v: bigint }).v);
  const i = n < 0 ? n + info.tupleFields.length : n;
  const field = info.tupleFields[i];
  if (field === undefined) return e.raise(`exc::INDEX_ERROR.msg("tuple index out of range")`, at, x);
  return raising(info.fields.get(field) as Cell, at, (g) => `${g.recv(x)}.0.${field}.get()`);
}

function mapped(e: Elaborator, x: Typed, part: Part, given: Typed, at: Place): Typed {
  const key = part.args[0] as Cell;
  const asked = hasObjects(key) ? given : plainOf(e, given);
  const wrong = unhashable(e, asked, at);
  if (wrong) return wrong;
  const index = typeAmong(e, asKey(e, asked, at), key, at);
  if (part.kind === "defaultdict" || part.kind === "counter") {
    e.store.flow(index.t, key);
    if (part.kind === "counter") return raising(e.store.temp(INT), at, (g) => `${g.recv(x)}.get(${g.ref(index, key)})`);
    return raising(part.args[1] as Cell, at, (g) => `${g.recv(x)}.get(${g.ref(index, key)})`);
  }
  keepKey(e, key);
  keepKey(e, index.t);
  return lookup(
    e,
    index,
    key,
    at,
    (found) => raising(part.args[1] as Cell, at, (g) => `${g.recv(x)}.get(${g.ref(found, key)})`),
    (missing) => ({
      t: e.store.temp(),
      at,
      emit: (g) => ({
        s: `{ let _ = ${g.own(x)}; let key = ${g.own(missing)}; ${g.throwing("exc::KEY_ERROR.new(&[&err::Missing(&key)])")} }`,
        m: 0,
        atom: true,
      }),
    }),
  );
}

const hasObjects = (key: Cell): boolean => [...(find(key).parts?.values() ?? [])].some((part) => part.kind === "inst");

function tupleItem(e: Elaborator, x: Typed, part: Part, index: Typed, at: Place): Typed {
  if (index.lit?.k === "int" || index.lit?.k === "bool") {
    const n = Number(index.lit.v);
    const i = n < 0 ? n + part.args.length : n;
    const t = part.args[i];
    if (!t) return e.raise(`exc::INDEX_ERROR.msg("tuple index out of range")`, at, x);
    return {
      t,
      at,
      pure: x.pure === true,
      emit: (g) => {
        const code = x.emit(g);
        return { s: `${code.atom ? code.s : `(${code.s})`}.${i}`, m: code.m === 0 ? 0 : 1, atom: true };
      },
    };
  }
  const list = asVariable(e, x, part);
  return item(e, list, index, at);
}

/** The parts of a slice. */
export type SliceParts = Pick<Slice, "lower" | "upper" | "step">;

interface Bounds {
  parts: (Typed | undefined)[];
}

function boundsOf(e: Elaborator, slice: SliceParts): Bounds {
  return { parts: [slice.lower, slice.upper, slice.step].map((part) => part && plainOf(e, expression(e, part))) };
}

/** Is a bound taken as it is, with nothing to ask of its kind? */
function isBound(x: Typed): boolean {
  const root = find(x.t);
  return isBottom(root) || isInt(x) || (!root.parts?.size && (root.mask & ~(INT | NONE)) === 0);
}

/** Works out what a slice is of and all its bounds before any bound is asked for its kind. */
function takenBeside(e: Elaborator, x: Typed, bounds: Bounds): { kept: Held[]; x: Typed; bounds: Bounds } {
  if (bounds.parts.every((part) => !part || isBound(part))) return { kept: [], x, bounds };
  const kept: Held[] = [];
  const held = (each: Typed): Typed => {
    if (each.pure) return each;
    const one = hold(each);
    kept.push(one);
    return one.again;
  };
  const again = held(x);
  return { kept, x: again, bounds: taken(e, { parts: bounds.parts.map((part) => part && held(part)) }) };
}

/** Bounds as Python takes them: a number, None or what has an `__index__`; others raise. */
function taken(e: Elaborator, { parts }: Bounds): Bounds {
  const asBound = (x: Typed): Typed => {
    if (isBound(x)) return x;
    const made = spread(e, x, (arm) => {
      const given = asIndex(e, plainOf(e, arm), x.at as Place);
      if (isOnly(given, NONE)) return given;
      if (isInt(given)) return typed(e.store.temp(INT), x.at, (g) => ownInt(g, given));
      return e.typeError("slice indices must be integers or None or have an __index__ method", x.at, given);
    });
    return made;
  };
  return { parts: parts.map((x) => x && asBound(x)) };
}

function boundArgs(e: Elaborator, g: Gen, bounds: Bounds): string {
  return bounds.parts
    .map((x) => {
      if (!x || isOnly(x, NONE)) return "()";
      if (isInt(x)) return intArg(g, x);
      const root = find(x.t);
      if ((root.mask & ~(INT | NONE)) === 0 && !root.parts?.size) return g.own(x);
      return e.refuse("slice bounds of this type", x.at);
    })
    .join(", ");
}

/** `a:b:c`, or what `slice(…)` makes, as a value. */
export function sliceValue(e: Elaborator, node: Slice | SliceParts): Typed {
  return sliceOf(e, boundsOf(e, node), node as Place);
}

function sliceOf(e: Elaborator, { parts }: Bounds, at: Place): Typed {
  if (parts.some((x) => x && isBottom(x.t))) return dead(e, at, ...parts.filter((x) => x !== undefined));
  const bound = e.store.temp(INT | NONE);
  for (const x of parts) {
    const root = x && find(x.t);
    if (root && (root.parts?.size || root.mask & ~(INT | NONE))) e.refuse("slice bounds of this type", x.at);
  }
  const t = e.store.part({ kind: "slice", key: "slice", args: [] });
  return typed(t, at, (g) => {
    const [start, stop, step] = parts.map((x) => (x ? g.own(x, bound) : "None"));
    return `PySlice { start: ${start}, stop: ${stop}, step: ${step} }`;
  });
}

/** `x[s]` where `s` is a slice that came from elsewhere. */
function bySlice(e: Elaborator, x: Typed, index: Typed, at: Place): Typed {
  if (!x.pure && !index.pure) return e.refuse("a slice worked out beside what it is a slice of", at);
  let name = "";
  const parts = ["start", "stop", "step"].map(
    (field): Typed => ({
      t: e.store.temp(INT | NONE),
      at,
      pure: true,
      emit: () => ({ s: `${name}.${field}.clone()`, m: 0, atom: true }),
    }),
  );
  const found = sliced(e, x, { parts }, at);
  return typed(found.t, at, (g) => {
    name = g.fresh("slice");
    return `{ let ${name} = ${g.own(index)}; ${g.own(found)} }`;
  });
}

const isSlice = (x: Typed): boolean => soloPart(x.t)?.kind === "slice";

function sliced(e: Elaborator, x: Typed, bounds: Bounds, at: Place): Typed {
  const part = soloPart(x.t);
  const given = bounds.parts.filter((bound) => bound !== undefined);
  if (given.some((bound) => isBottom(bound.t))) return dead(e, at, x, ...given);
  if (part?.kind === "tuple") {
    const fixed = constantSlice(part.args.length, bounds);
    if (fixed && fixed.length > 0) {
      const t = e.store.part({ kind: "tuple", key: "tuple", args: fixed.map((i) => part.args[i] as Cell) });
      return typed(t, at, (g) => {
        const name = g.fresh("t");
        const fields = fixed.map((i) =>
          g.coerceText(`${name}.${i}.clone()`, part.args[i] as Cell, part.args[i] as Cell),
        );
        return `{ let ${name} = ${g.own(x)}; (${fields.join(", ")}${fields.length === 1 ? "," : ""}) }`;
      });
    }
    const list = asVariable(e, x, part);
    return sliced(e, list, bounds, at);
  }
  const plain = (t: Cell): Typed => {
    const ready = takenBeside(e, x, bounds);
    return typed(t, at, (g) => {
      const lets = heldLets(g, ready.kept);
      const cut = g.q(`${g.recv(ready.x)}.slice(${boundArgs(e, g, ready.bounds)})`);
      return lets ? `{ ${lets}${cut} }` : cut;
    });
  };
  if (part && (part.kind === "list" || part.kind === "vtuple"))
    return plain(e.store.of(part.kind, part.args[0] as Cell));
  if (!part && (isOnly(x, STR) || isOnly(x, BYTES) || isOnly(x, RANGE) || find(x.t).mask === 128)) return plain(x.t);
  if (part?.kind === "inst") {
    if ((part.ref as ClassInfo).plain) return sliced(e, plainOf(e, x), bounds, at);
    if ((part.ref as ClassInfo).isTuple) {
      const source = iterateValue(e, x);
      const all: Typed = typed(e.store.of("vtuple", source.item), at, (g) => g.q(`to_tuple(${source.write(g)})`));
      return sliced(e, all, bounds, at);
    }
    if (findMember(part.ref as ClassInfo, "__getitem__"))
      return callMethod(e, x, "__getitem__", [sliceOf(e, bounds, at)], at);
    return e.typeError(`'${typeName(x.t)}' object is not subscriptable`, at, x, ...given);
  }
  if (part?.kind === "native") {
    const kind = { _localized_month: "list", IsoCalendarDate: "vtuple" }[String(part.ref)];
    if (!kind) return e.refuse(`a slice of ${typeName(x.t)}`, at);
    const source = iterateValue(e, x);
    const to = kind === "list" ? "to_list" : "to_tuple";
    const all = typed(e.store.of(kind, source.item), at, (g) => g.q(`${to}(${source.write(g)})`));
    return sliced(e, all, bounds, at);
  }
  if (part?.kind === "deque") return e.typeError("sequence index must be integer, not 'slice'", at, x, ...given);
  if (part && MAPPINGS.has(part.kind)) return e.typeError("unhashable type: 'slice'", at, x, ...given);
  if (part?.kind === "class" || part?.kind === "type") return e.refuse("a slice of a class", at);
  return e.typeError(`'${typeName(x.t)}' object is not subscriptable`, at, x, ...given);
}

function constantSlice(length: number, bounds: Bounds): number[] | undefined {
  const value = (x: Typed | undefined): number | undefined | "?" =>
    !x ? undefined : x.lit?.k === "int" ? Number(x.lit.v) : "?";
  const [lower, upper, step] = bounds.parts.map(value);
  if (lower === "?" || upper === "?" || step === "?" || step === 0) return undefined;
  const indices = Array.from({ length }, (_, i) => i);
  const by = step ?? 1;
  const clamp = (i: number | undefined, otherwise: number): number => {
    if (i === undefined) return otherwise;
    const at = i < 0 ? i + length : i;
    return by > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const out: number[] = [];
  const from = clamp(lower, by > 0 ? 0 : length - 1);
  const to = clamp(upper, by > 0 ? length : -1);
  for (let i = from; by > 0 ? i < to : i > to; i += by) out.push(indices[i] as number);
  return out;
}

export function setItem(e: Elaborator, target: Subscript, x: Typed): Step {
  const own = setInDict(e, target, x);
  if (own) return (g) => g.line(`${own.emit(g).s};`);
  const base = expression(e, target.value);
  const index = indexOf(e, base, target.slice);
  if (isBottom(base.t) || isBottom(index.t)) return (g) => g.line(`${dead(e, target, x, base, index).emit(g).s};`);
  const of = namespaceOf(base);
  if (of) return setNamespaceItem(e, index, of, x, target);
  // What an attribute holds may be changed where the place is worked out.
  const isRead = x.pure && (x.at as Partial<Expr> | undefined)?.nodeType === "Attribute";
  const value = isRead && !(base.pure && index.pure) ? { ...x, pure: false } : x;
  const kept = heldBeside(base, index, [value]);
  const [asked, at, given] = (kept ? kept.again : [base, index, value]) as [Typed, Typed, Typed];
  const done = spread(e, asked, (arm) => put(e, arm, at, given, target));
  return (g) => {
    const lets = kept ? heldLets(g, kept.held) : "";
    const text = done.emit(g).s;
    g.line(lets ? `{ ${lets}${text}; }` : text.startsWith("{") ? text : `${text};`);
  };
}

/** What is worked out around an index, in Python's order, where its kind or that of what it is of is asked. */
function heldBeside(base: Typed, index: Typed, before: Typed[]): { held: Held[]; again: Typed[] } | undefined {
  const isAsked = width(base.t) > 1 || (width(index.t) > 1 && !MAPPINGS.has(soloPart(base.t)?.kind ?? ""));
  const inTurn = [...before, base, index];
  if (!isAsked || inTurn.filter(({ pure }) => !pure).length < 2) return undefined;
  const held = new Map(inTurn.filter(({ pure }) => !pure).map((each) => [each, hold(each)]));
  return { held: [...held.values()], again: [base, index, ...before].map((each) => held.get(each)?.again ?? each) };
}

function put(e: Elaborator, x: Typed, asked: Typed, given: Typed, at: Place): Typed {
  const isKey = MAPPINGS.has(soloPart(x.t)?.kind ?? "") && !unhashable(e, asked, at);
  const index = isKey ? asKey(e, asked, at) : asked;
  const part = soloPart(x.t);
  const none = e.store.temp(NONE);
  if (isSlice(index) && part?.kind === "list") return setBySlice(e, x, index, given, at);
  if (isSlice(index) && part?.kind === "deque")
    return e.typeError("sequence index must be integer, not 'slice'", at, given, x, index);
  if (isSlice(index) && find(x.t).mask === BYTEARRAY)
    return e.refuse("a slice from elsewhere that is set", at, "write its bounds");
  if (part && MAPPINGS.has(part.kind)) {
    const [key, value] = part.args as [Cell, Cell];
    const wrong = unhashable(e, index, at);
    if (wrong) return wrong;
    const among = typeAmong(e, index, key, at);
    e.store.flow(among.t, key);
    if (part.kind === "counter") {
      if (!isOnly(given, INT) && !isBottom(given.t)) return e.refuse("Counter with values that are no ints", at);
      return typed(none, at, (g) => inOrder(g, given, given.t, (v) => `${g.recv(x)}.set(${g.own(among, key)}, ${v})`));
    }
    e.store.flow(given.t, value);
    return typed(none, at, (g) =>
      counted(inOrder(g, given, value, (v) => `${g.recv(x)}.set(${g.own(among, key)}, ${v})`)),
    );
  }
  if (part?.kind === "list" || part?.kind === "deque") {
    const elem = part.args[0] as Cell;
    e.store.flow(given.t, elem);
    const set = (g: Gen, i: Typed, v: string): string =>
      part.kind === "list" ? inRow(g, x, i, "set", `, ${v}`) : `${g.recv(x)}.set(${intArg(g, i)}, ${v})`;
    return spread(e, index, (each) => {
      const i = asIndex(e, plainOf(e, each), at);
      return isInt(i)
        ? typed(none, at, (g) => inOrder(g, given, elem, (v) => g.q(set(g, i, v))))
        : e.typeError(notIndex(part.kind, i), at, x, i);
    });
  }
  if (part?.kind === "inst" && findMember(part.ref as ClassInfo, "__setitem__")) {
    let value = "";
    const held: Typed = given.pure
      ? given
      : { t: given.t, at: given.at, pure: true, emit: () => ({ s: value, m: 1, atom: true }) };
    const done = instanceCall(e, x, "__setitem__", [index, held], at);
    if (given.pure) return done;
    return typed(done.t, at, (g) => {
      value = g.fresh("value");
      return `{ let ${value} = ${g.own(given)}; ${g.own(done)} }`;
    });
  }
  if (find(x.t).mask === BYTEARRAY)
    return spread(e, index, (each) => {
      const i = asIndex(e, plainOf(e, each), at);
      if (!isInt(i)) return e.typeError(notIndex("bytearray", i), at, given, x, i);
      return typed(none, at, (g) => {
        const value = given.pure ? ownInt(g, given) : g.fresh("value");
        const done = g.q(`${g.recv(x)}.set(${intArg(g, i)}, &(${value}))`);
        return given.pure ? done : `{ let ${value} = ${ownInt(g, given)}; ${done} }`;
      });
    });
  if (part?.kind === "inst" && findMember(part.ref as ClassInfo, "__delitem__"))
    return e.raise('exc::ATTRIBUTE_ERROR.msg("__setitem__")', at, given, x, index);
  return e.typeError(`'${typeName(x.t)}' object does not support item assignment`, at, given, x, index);
}

/** `x[s] = given` where `s` is a slice that came from elsewhere. */
function setBySlice(e: Elaborator, x: Typed, index: Typed, given: Typed, at: Place): Typed {
  const elem = soloPart(x.t)?.args[0] as Cell;
  const source = iterateValue(e, given, "slice");
  e.store.flow(source.item, elem);
  return typed(e.store.temp(NONE), at, (g) => {
    const [name, by] = [g.fresh("values"), g.fresh("slice")];
    const values = `let ${name}: List<${g.ty(elem)}> = ${g.q(`to_list(${converted(g, source, elem)})`)}`;
    const set = g.q(
      `${g.recv(x)}.set_slice_step(${by}.start.clone(), ${by}.stop.clone(), ${by}.step.clone(), &${name})`,
    );
    return `{ ${values}; let ${by} = ${g.own(index)}; ${set} }`;
  });
}

/** Python works the value out before the target; Rust would do it last. */
function inOrder(g: Gen, given: Typed, want: Cell, write: (value: string) => string): string {
  if (given.pure) return write(g.own(given, want));
  const name = g.fresh("value");
  const value = g.own(given, want);
  return `{ let ${name} = ${value}; ${write(name)}; }`;
}

export function setSlice(e: Elaborator, target: Subscript, slice: Slice, given: Typed): Step {
  const whole = sequenceOf(e, expression(e, target.value), "__setitem__");
  if (isBottom(whole.t)) return () => {};
  const { kept, x: base, bounds } = takenBeside(e, whole, boundsOf(e, slice));
  if (!kept.length) return setBetween(e, target, base, bounds, given);
  const value = hold(given);
  const set = setBetween(e, target, base, bounds, value.again);
  return (g) => {
    g.line(`{ ${heldLets(g, [value, ...kept])}`);
    set(g);
    g.line("}");
  };
}

function setBetween(e: Elaborator, target: Subscript, base: Typed, bounds: Bounds, given: Typed): Step {
  const slice = target.slice as Slice;
  const part = soloPart(base.t);
  const kept: Bounds = { parts: slice.step ? bounds.parts : bounds.parts.slice(0, 2) };
  if (isOnly(base, BYTEARRAY)) return setArraySlice(e, base, (g) => boundArgs(e, g, kept), Boolean(slice.step), given);
  if (part?.kind !== "list") {
    const held = hold(given);
    const index = sliceOf(e, bounds, target);
    if (isBottom(index.t)) return (g) => g.line(`${dead(e, target, given, base, index).emit(g).s};`);
    const done = spread(e, base, (arm) => put(e, arm, index, held.again, target));
    return (g) => g.line(`{ ${heldLets(g, [held])}${done.emit(g).s}; }`);
  }
  const elem = part.args[0] as Cell;
  const by = kept.parts[2];
  const isByOne = !by || isOnly(by, NONE) || (by.lit?.k === "int" && by.lit.v === 1n);
  const source = iterateValue(e, given, isByOne ? "slice" : "step");
  e.store.flow(source.item, elem);
  const isList = soloPart(given.t)?.kind === "list" && !given.items && !("source" in given);
  return (g) => {
    const name = g.fresh("values");
    const isReady = isList && g.ty(source.item) === g.ty(elem);
    const values = isReady ? g.own(given) : g.q(`to_list(${converted(g, source, elem)})`);
    g.line(`let ${name}: List<${g.ty(elem)}> = ${values};`);
    const [set, all] = slice.step ? ["set_slice_step", `&${name}`] : ["set_slice", name];
    g.line(`${g.q(`${g.recv(base)}.${set}(${boundArgs(e, g, kept)}, ${all})`)};`);
  };
}

/** The list that an object is, unless its class answers to `hook` itself. */
function sequenceOf(e: Elaborator, x: Typed, hook: string): Typed {
  const part = soloPart(x.t);
  const info = part?.kind === "inst" ? (part.ref as ClassInfo) : undefined;
  return info?.plain && !findMember(info, hook) ? plainOf(e, x) : x;
}

/** `del base[index]`. */
export function deleteSubscript(e: Elaborator, target: Subscript): Typed {
  const whole = expression(e, target.value);
  if (target.slice.nodeType === "Slice") {
    const { kept, x, bounds } = takenBeside(e, sequenceOf(e, whole, "__delitem__"), boundsOf(e, target.slice));
    const gone = deleteBetween(e, target, x, bounds);
    return kept.length ? typed(gone.t, target, (g) => `{ ${heldLets(g, kept)}${g.own(gone)} }`) : gone;
  }
  const index = indexOf(e, whole, target.slice);
  const kept = heldBeside(whole, index, []);
  const [asked, at] = (kept ? kept.again : [whole, index]) as [Typed, Typed];
  const done = spread(e, asked, (x) => remove(e, x, at, target));
  return kept ? typed(done.t, target, (g) => `{ ${heldLets(g, kept.held)}${g.own(done)} }`) : done;
}

function deleteBetween(e: Elaborator, target: Subscript, base: Typed, bounds: Bounds): Typed {
  const none = e.store.temp(NONE);
  if (isOnly(base, BYTEARRAY))
    return raising(none, target, (g) => `${g.recv(base)}.set_slice_step(${boundArgs(e, g, bounds)}, &Bytes::lit(&[]))`);
  if (soloPart(base.t)?.kind === "list")
    return raising(none, target, (g) => `${g.recv(base)}.del_slice(${boundArgs(e, g, bounds)})`);
  const index = sliceOf(e, bounds, target);
  if (isBottom(index.t)) return dead(e, target, base, index);
  return spread(e, base, (arm) => remove(e, arm, index, target));
}

function remove(e: Elaborator, x: Typed, index: Typed, target: Subscript): Typed {
  const none = e.store.temp(NONE);
  const part = soloPart(x.t);
  if (isSlice(index) && part?.kind === "list")
    return typed(none, target, (g) => {
      const by = g.fresh("slice");
      const gone = g.q(`${g.recv(x)}.del_slice(${by}.start.clone(), ${by}.stop.clone(), ${by}.step.clone())`);
      return `{ let ${by} = ${g.own(index)}; ${gone} }`;
    });
  if (isSlice(index) && part?.kind === "deque")
    return e.typeError("sequence index must be integer, not 'slice'", target, x, index);
  if (isSlice(index) && find(x.t).mask === BYTEARRAY) return e.refuse("del of a slice from elsewhere", target);
  if (part && MAPPINGS.has(part.kind)) {
    if (isSlice(index)) return e.typeError("unhashable type: 'slice'", target, x, index);
    e.store.flow(index.t, part.args[0] as Cell);
    keepKey(e, part.args[0] as Cell);
    const key = (g: Gen): string => g.ref(index, part.args[0] as Cell);
    // A counter does not miss what it lacks.
    if (part.kind === "counter") return typed(none, target, (g) => `drop(${g.recv(x)}.pop_opt(${key(g)}))`);
    return raising(none, target, (g) => `${g.recv(x)}.del(${key(g)})`);
  }
  if (part?.kind === "list" || part?.kind === "deque")
    return spread(e, index, (each) => {
      const i = asIndex(e, plainOf(e, each), target);
      return isInt(i)
        ? raising(none, target, (g) => `${g.recv(x)}.del(${intArg(g, i)})`)
        : e.typeError(notIndex(part.kind, i), target, x, i);
    });
  if (!part && find(x.t).mask === BYTEARRAY)
    return spread(e, index, (each) => {
      const i = asIndex(e, plainOf(e, each), target);
      return isInt(i)
        ? raising(none, target, (g) => `${g.recv(x)}.del(${intArg(g, i)})`)
        : e.typeError(notIndex("bytearray", i), target, x, i);
    });
  if (part?.kind === "inst") {
    const info = part.ref as ClassInfo;
    if (findMember(info, "__delitem__")) return instanceCall(e, x, "__delitem__", [index], target);
    return findMember(info, "__setitem__")
      ? e.raise('exc::ATTRIBUTE_ERROR.msg("__delitem__")', target, x, index)
      : e.typeError(
          `'${typeName(x.t)}' object ${isInt(index) ? "doesn't" : "does not"} support item deletion`,
          target,
          x,
          index,
        );
  }
  const isSequence = part ? /tuple|set/.test(part.kind) : (find(x.t).mask & (STR | BYTES | RANGE)) !== 0;
  return spread(e, index, (each) => {
    const fails = isSequence && isInt(each) ? "doesn't" : "does not";
    return e.typeError(`'${typeName(x.t)}' object ${fails} support item deletion`, target, x, each);
  });
}

const COUNTING =
  /^\{ let (\w+) = (\w+)\.get_or\(&(\w+), (int\(\d+\))\) \+ (\d+|&\w+); \2\.set\(\3\.clone\(\), \1\)(;?) \}$/;

/** `d[key] = d.get(key, 0) + 1` of names alone, where the key is looked for once. */
const counted = (text: string): string => text.replace(COUNTING, "$2.add_or(&$3, $4, $5)");
