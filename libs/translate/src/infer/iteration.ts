import type { Call, Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { cellOf } from "../library/native/signature.js";
import { NATIVE, type NativeType } from "../library/native/types.js";
import { type Cell, find, INT, isBottom, NONE, type Part, STR, soloPart } from "../types/cell.js";
import { iterateInstance } from "./class-iteration.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { isFolded } from "./folding.js";
import { namespaceKeys } from "./namespaces.js";
import { type Typed, typed } from "./typed.js";

/** Something to iterate over: its items' type and the Rust that makes the iterator. */
export interface Source {
  item: Cell;
  write: (g: Gen) => string;
  /** Its end is felt: a generator that is left early runs its `finally` parts. */
  drops?: boolean;
  /** Rust that makes the items one by one, each given to `take`, between what opens it and its result. */
  fold?: (g: Gen, open: string, result: string, take: (value: string) => string) => string;
}

/** How the items of a generator expression that a call is given are taken one by one; those of a list are all made first. */
export const foldOf = ({ args }: Call, { fold }: Source): Source["fold"] =>
  args[0]?.nodeType === "GeneratorExp" ? fold : undefined;

/** What a loop goes through. */
export function iterate(e: Elaborator, node: Expr, how: Taking = "for"): Source {
  if (node.nodeType === "Set" && node.elts.every(isFolded)) return iterateFolded(e, node);
  return iterateValue(e, expression(e, node), how);
}

/** A set of constants that a loop goes through is a constant itself to CPython, which shows in its order. */
function iterateFolded(e: Elaborator, node: Expr & { nodeType: "Set" }): Source {
  const item = e.at(node);
  const items = node.elts.map((each) => expression(e, each));
  for (const x of items) e.store.flow(x.t, item);
  return { item, write: (g) => `Set::folded(vec![${items.map((x) => g.own(x, item)).join(", ")}]).iter()` };
}

/** What items are taken for: `for` and its like, a comprehension's first `for`, `a, b = …`, `[*…]`, to be kept as a list, `x[a:b] = …`, `x[::2] = …`. */
export type Taking = "for" | "unpack" | "star" | "list" | "slice" | "step" | "print" | "comprehension";

/** What Python says of a value that is not iterable. */
export function notIterated(name: string, how: Taking): string {
  if (how === "unpack") return `cannot unpack non-iterable ${name} object`;
  if (how === "slice") return "can only assign an iterable";
  if (how === "step") return "must assign iterable to extended slice";
  if (how === "print") return `print() argument after * must be an iterable, not ${name}`;
  return how === "star" ? `Value after * must be an iterable, not ${name}` : `'${name}' object is not iterable`;
}

/** An iterable whose parts are known to be taken in order without being shared. */
export function iterateValue(e: Elaborator, x: Typed, how: Taking = "for"): Source {
  const ready = (x as Typed & { source?: Source }).source;
  if (ready) return ready;
  if (x.items) return tupleLiteral(e, x.items);
  const cell = find(x.t);
  if (isBottom(cell))
    return { item: e.store.temp(), write: (g) => `{ let _ = ${g.own(x)}; VecIter::<()>::new(vec![]) }` };
  const kinds = kindsOf(cell);
  if (!kinds.length) return notIterable(e, x, "NoneType", how);
  if (cell.mask & NONE || kinds.length > 1) return iterateUnion(e, x, kinds, how);
  const kind = kinds[0];
  if (kind?.part) return iteratePart(e, x, kind.part, how);
  if (kind?.bit === STR) return { item: e.store.temp(STR), write: (g) => `${g.recv(x)}.iter()` };
  if (kind?.key === "range" || kind?.key === "bytes" || kind?.key === "bytearray")
    return { item: e.store.temp(INT), write: (g) => `${g.recv(x)}.iter()` };
  return notIterable(e, x, kind?.key ?? "NoneType", how);
}

/** The statement that takes what has no items to its end: a generator without any may do something nevertheless. */
export function exhausted(g: Gen, source: Source): string {
  const it = g.fresh("it");
  return `let mut ${it} = ${source.write(g)}; while let Some(_) = ${g.q(`${it}.next()`)} {}`;
}

function notIterable(e: Elaborator, x: Typed, name: string, how: Taking): Source {
  if (name === "native" || name === "complex") return e.refuse("iteration over this", x.at);
  const failed = e.typeError(notIterated(name, how), x.at, x);
  return { item: e.store.temp(), write: (g) => `{ if true ${failed.emit(g).s} VecIter::<()>::new(vec![]) }` };
}

function iteratePart(e: Elaborator, x: Typed, part: Part, how: Taking): Source {
  const method = (item: Cell, call = "iter()"): Source => ({ item, write: (g) => `${g.recv(x)}.${call}` });
  // Where an iterator ends may be felt, one that nobody else holds is not kept beside.
  const owned = (item: Cell): Source =>
    x.pure || !e.guards ? method(item) : { item, write: (g) => `leaving(${g.own(x)}, ${how !== "comprehension"})` };
  switch (part.kind) {
    case "list":
    case "set":
    case "frozenset":
    case "vtuple":
    case "deque":
      return method(part.args[0] as Cell);
    case "iter":
      return owned(part.args[0] as Cell);
    case "dict_keys":
      return method(part.args[0] as Cell);
    case "dict_values":
      return method(part.args[1] as Cell);
    case "dict_items":
      return method(e.store.part({ kind: "tuple", key: "tuple", args: part.args }));
    case "coroutine":
      return { ...owned(part.args[0] as Cell), drops: true };
    case "dict":
    case "defaultdict":
    case "counter":
    case "ordereddict":
      return method(part.args[0] as Cell);
    case "tuple": {
      const item = e.store.temp();
      for (const arg of part.args) e.store.flow(arg, item);
      return {
        item,
        write: (g) => {
          const t = g.fresh("t");
          const moved = part.args.map((arg, i) => g.coerceText(`${t}.${i}`, arg, item));
          return `{ let ${t} = ${g.own(x)}; VecIter::new(vec![${moved.join(", ")}]) }`;
        },
      };
    }
    case "namespace":
      return iterateValue(e, namespaceKeys(e, part.ref as ClassInfo, x.at as Expr));
    case "inst":
    case "class":
      return iterateInstance(e, x, part, how);
    case "native": {
      const { items } = NATIVE.get(String(part.ref)) as NativeType;
      return items ? method(cellOf(e, items)) : notIterable(e, x, "native", how);
    }
    default:
      return notIterable(e, x, part.kind === "func" ? "function" : part.kind, how);
  }
}

function tupleLiteral(e: Elaborator, items: Typed[]): Source {
  const item = e.store.temp();
  for (const each of items) e.store.flow(each.t, item);
  return {
    item,
    write: (g) => {
      const values = items.map((each) => g.own(each, item)).join(", ");
      return items.length > 0 ? `in_order([${values}])` : "VecIter::new(vec![])";
    },
  };
}

function iterateUnion(e: Elaborator, x: Typed, kinds: ReturnType<typeof kindsOf>, how: Taking): Source {
  const none = typed(e.store.temp(), x.at, (g) => g.throwing(`exc::TYPE_ERROR.msg("${notIterated("NoneType", how)}")`));
  return iterateArms(e, x, kinds, (arm) => iterateValue(e, arm, how), none);
}

/** `x.items()` and its like where `x` may be of several types: iterated at once, never kept. */
export function viewOfUnion(e: Elaborator, x: Typed, each: (arm: Typed) => Typed, at: Expr): Typed {
  const nothing = each({ t: e.store.temp(NONE), at: x.at, pure: true, emit: () => ({ s: "()", m: 0, atom: true }) });
  const source = iterateArms(e, x, kindsOf(find(x.t)), (arm) => iterateValue(e, each(arm)), nothing);
  const kept = typed(e.store.of("iter", source.item), at, () =>
    e.refuse("a view kept as a value", at, "make a list of it"),
  );
  return Object.assign(kept, { source });
}

function iterateArms(
  e: Elaborator,
  x: Typed,
  kinds: ReturnType<typeof kindsOf>,
  each: (arm: Typed) => Source,
  none: Typed,
): Source {
  const item = e.store.temp();
  const names = kinds.map(() => "");
  const arms = kinds.map((kind, i) => {
    const t = kind.part ? e.store.part(kind.part) : e.store.temp(kind.bit);
    const source = each({ t, at: x.at, emit: () => ({ s: names[i] as string, m: 0, atom: true }) });
    e.store.flow(source.item, item);
    return { kind, source };
  });
  return {
    item,
    write: (g) => {
      const whole = find(x.t);
      const boxed = (source: Source): string => {
        const v = g.fresh("v");
        const it = source.write(g);
        return `Iter::new(map_iter(${it}, |${v}| Ok(${g.coerceText(v, source.item, item)})))`;
      };
      const isUnion = kinds.length > 1;
      const name = isUnion ? g.types.enumOf(whole).name : "";
      const written = arms.map(({ kind, source }, i) => {
        names[i] = g.fresh("v");
        const pattern = isUnion ? `${name}::${g.types.variant(whole, kind.key)}(${names[i]})` : (names[i] as string);
        return `${whole.mask & NONE ? `Some(${pattern})` : pattern} => ${boxed(source)}`;
      });
      if (whole.mask & NONE) written.push(`None => { ${none.emit(g).s}; #[allow(unreachable_code)] unreachable!() }`);
      return `match ${g.own(x)} { ${written.join(", ")} }`;
    },
  };
}

/** An iterator that the runtime makes: its items are turned where the program keeps it beside iterators of others. */
export function amongOthers(e: Elaborator, x: Typed): Typed {
  const part = soloPart(x.t);
  const made = part?.kind === "iter" && !find(x.t).mask ? find(part.args[0] as Cell) : undefined;
  if (!made || made.kept || isBottom(made)) return x;
  const elem = e.store.temp();
  e.store.flow(made, elem);
  return {
    ...x,
    t: e.store.iter(elem, ...(part?.made ?? [])),
    emit: (g) => {
      if (g.ty(made) === g.ty(elem)) return x.emit(g);
      const v = g.fresh("v");
      const text = `Iter::new(map_iter(${g.own(x)}, |${v}| Ok(${g.coerceText(v, made, elem)})))`;
      return { s: text, m: 0, atom: true };
    },
  };
}

/** The cell of what an iterable yields, where its elements may be added to. */
export function elementOf(e: Elaborator, x: Typed): Cell {
  const part = soloPart(x.t);
  if (part && ["list", "set", "frozenset", "vtuple", "deque", "iter", "coroutine"].includes(part.kind))
    return part.args[0] as Cell;
  return iterateValue(e, x).item;
}

/** May others hold the container that a Rust text gives: it is no display and no comprehension? */
export const mayBeHeld = (text: string): boolean => !/^&?\(*(list!|\{)/.test(text);
