import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { callback, escaping, keyCallback, worked } from "../../infer/callbacks.js";
import { callMethod } from "../../infer/class-calls.js";
import { iteratorOf } from "../../infer/class-iteration.js";
import { findMember, infoOf, plainOf } from "../../infer/classes.js";
import type { ClassInfo } from "../../infer/context.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { nextOf } from "../../infer/generators.js";
import { heldLets, hold } from "../../infer/held.js";
import { exhausted, iterateValue, type Source } from "../../infer/iteration.js";
import { intArg, isInt, ownInt } from "../../infer/numbers.js";
import { truth } from "../../infer/truth.js";
import { type Code, raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { viewOf } from "../../infer/views.js";
import {
  BYTEARRAY,
  BYTES,
  type Cell,
  find,
  INT,
  isBottom,
  type Part,
  RANGE,
  STR,
  soloPart,
  width,
} from "../../types/cell.js";
import { alive, Given } from "../given.js";
import { type Builtin, emptied, iterator } from "./builtin.js";

const NO_BOUNDS = "range expected at least 1 argument, got 0";

export const range: Builtin = (e, node) => {
  const [first] = node.args;
  if (node.args.length === 1 && first?.nodeType === "Starred") return rangeOf(e, first.value, node);
  const given = new Given(e, node).only(3);
  if (!node.args.length) return e.typeError(NO_BOUNDS, node);
  return rangeWith(
    e,
    given.all().map((x) => plainOf(e, x)),
    node,
  );
};

function rangeWith(e: Elaborator, args: Typed[], node: Call): Typed {
  return alive(e, node, args, () => {
    const wrong = args.find((x) => !isInt(x));
    if (wrong) {
      const others = args.filter((x) => x !== wrong);
      if (width(wrong.t) > 1 && others.every((x) => x.pure || x.lit))
        return spread(e, wrong, (arm) =>
          rangeWith(
            e,
            args.map((x) => (x === wrong ? plainOf(e, arm) : x)),
            node,
          ),
        );
      if (find(wrong.t).mask & INT) return e.refuse("range of what may be no int", node);
      return e.typeError(`'${typeName(wrong.t)}' object cannot be interpreted as an integer`, node, ...args);
    }
    const names = ["range", "range", "range2", "range3"];
    const write = (g: Gen): string => {
      const text = `${names[args.length]}(${args.map((x) => intArg(g, x)).join(", ")})`;
      return args.length === 3 ? g.q(text) : text;
    };
    return typed(e.store.temp(RANGE), node, write);
  });
}

/** `range(*bounds)`. */
function rangeOf(e: Elaborator, bounds: Expr, node: Call): Typed {
  const source = iterateValue(e, expression(e, bounds));
  if (isBottom(source.item)) return e.typeError(NO_BOUNDS, node);
  const root = find(source.item);
  if (root.mask !== INT || root.parts?.size) return e.refuse("range of starred values that may be no ints", node);
  return raising(e.store.temp(RANGE), node, (g) => `range_of(&${g.q(`to_vec(${source.write(g)})`)})`);
}

export const enumerate: Builtin = (e, node) => {
  const given = new Given(e, node);
  const source = iterateValue(e, given.arg(0));
  const start = given.opt(1, "start");
  const item = e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(INT), source.item] });
  if (isBottom(source.item)) return iterator(e, node, e.store.temp(), source.write);
  return iterator(e, node, item, (g) => `enumerate(${source.write(g)}, ${start ? ownInt(g, start) : "int(0)"})`);
};

export const zip: Builtin = (e, node) => {
  const given = new Given(e, node);
  if (node.args.some((arg) => arg.nodeType === "Starred")) return zipStarred(e, node);
  const sources = given.all().map((x) => iterateValue(e, x));
  if (sources.some((source) => isBottom(source.item))) return nothingOf(e, node, sources);
  if (sources.length === 1) {
    const one = sources[0] as Source;
    const v = "v";
    return iterator(
      e,
      node,
      e.store.part({ kind: "tuple", key: "tuple", args: [one.item] }),
      (g) => `map_iter(${one.write(g)}, |${v}| Ok((${v},)))`,
    );
  }
  if (sources.length > 6 || sources.length === 0) return e.refuse("zip of this many", node);
  const strict = isStrict(e, node);
  const item = e.store.part({ kind: "tuple", key: "tuple", args: sources.map((source) => source.item) });
  if (strict && sources.length === 2)
    return iterator(e, node, item, (g) => `zip2_strict(${sources.map((source) => source.write(g)).join(", ")})`);
  if (strict) return e.refuse("zip(strict=) of more than two", node);
  return iterator(e, node, item, (g) => `zip${sources.length}(${sources.map((source) => source.write(g)).join(", ")})`);
};

/** Does a `zip` raise where its sources have not as many items each? */
function isStrict(e: Elaborator, { keywords }: Call): boolean {
  const [keyword] = keywords;
  if (!keyword) return false;
  const { value } = keyword;
  if (keyword.arg !== "strict" || value.nodeType !== "Constant" || value.lit.k !== "bool")
    return e.refuse("this keyword of zip", value, "write strict=True or strict=False");
  return value.lit.v;
}

/** Sources side by side, one of which has no items. */
const nothingOf = (e: Elaborator, node: Call, sources: readonly Source[]): Typed =>
  iterator(e, node, e.store.temp(), (g) => `zip_empty(${emptied(g, sources)})`);

/** `zip(*rows)` and `zip(names, *rows)`: columns as tuples of unknown length. */
function zipStarred(e: Elaborator, node: Call): Typed {
  const columns = isStrict(e, node) ? "strict_columns" : "columns";
  const cell = e.store.temp();
  const parts = node.args.map((arg) => {
    const isStarred = arg.nodeType === "Starred";
    const whole = iterateValue(e, expression(e, isStarred ? arg.value : arg));
    let row = "";
    const emit = (): Code => ({ s: row, m: 1, atom: true });
    const one =
      isStarred && !isBottom(whole.item) ? iterateValue(e, { t: whole.item, at: node, pure: true, emit }) : whole;
    e.store.flow(one.item, cell);
    const write = (g: Gen, put: (source: Source) => string): string => {
      if (!isStarred) return put(whole);
      if (isBottom(whole.item)) return exhausted(g, whole);
      row = g.fresh("row");
      const next = g.fresh("next");
      return `let mut ${next} = ${whole.write(g)}; while let Some(${row}) = ${g.q(`${next}.next()`)} { ${put(one)} }`;
    };
    return { whole, isEmpty: isBottom(whole.item), write };
  });
  const isAlone = parts.length === 1;
  if (parts.some(({ isEmpty }, i) => isEmpty && (isAlone || node.args[i]?.nodeType !== "Starred")))
    return nothingOf(
      e,
      node,
      parts.map(({ whole }) => whole),
    );
  // Sources of several kinds stand in one row as iterators of any kind.
  const same = (g: Gen, one: Source): string => (isAlone ? one.write(g) : `Iter::new(${converted(g, one, cell)})`);
  return iterator(e, node, e.store.of("vtuple", cell), (g) => {
    const all = g.fresh("all");
    const lines = parts.map(({ write }) => write(g, (one) => `${all}.push(${same(g, one)});`));
    return `{ let mut ${all} = Vec::new(); ${lines.join(" ")} itertools::${columns}(${all}) }`;
  });
}

export const map: Builtin = (e, node) => {
  const sources = node.args.slice(1).map((arg) => iterateValue(e, expression(e, arg)));
  if (sources.length === 0) return e.typeError("map() must have at least two arguments.", node);
  if (sources.some((source) => isBottom(source.item))) return nothingOf(e, node, sources);
  const f = worked(e, node.args[0] as Expr, node.args.slice(1));
  const by = callback(
    e,
    f.node,
    sources.map((source) => source.item),
  );
  if (sources.length > 3) return e.refuse("map over this many", node);
  const call = sources.length === 1 ? "map_iter" : `map${sources.length}`;
  return lazily(e, node, by.t, (g, kept) => {
    const ready = f.ready(g);
    const made = `${call}(${sources.map((source) => source.write(g)).join(", ")}, ${kept ? escaping(g, by) : by.write(g)})`;
    return ready ? `{ ${ready}${made} }` : made;
  });
};

export const filter: Builtin = (e, node) => {
  const source = iterateValue(e, expression(e, node.args[1] as Expr));
  if (isBottom(source.item)) return iterator(e, node, e.store.temp(), source.write);
  const by = node.args[0] as Expr;
  let name = "";
  if (by.nodeType === "Constant") {
    if (by.lit.k !== "none") return e.refuse("filter by what is no function", node);
    const kept = truth(e, { t: source.item, at: node, emit: () => ({ s: name, m: 2, atom: true }) });
    return iterator(e, node, source.item, (g) => {
      name = g.fresh("v");
      return `filter_iter(${source.write(g)}, |${name}| Ok(${kept(g)}))`;
    });
  }
  const made = worked(e, by, [node.args[1] as Expr]);
  const called = keyCallback(e, made.node, source.item);
  const kept = truth(e, { t: called.t, at: node, emit: () => ({ s: "kept", m: 1, atom: true }) });
  return lazily(e, node, source.item, (g, keeps) => {
    const closure = (byRef: boolean): string =>
      keeps ? escaping(g, called, called.t, byRef) : called.write(g, called.t, byRef);
    const ready = made.ready(g);
    if (g.ty(called.t) === "bool") {
      const text = `filter_iter(${source.write(g)}, ${closure(true)})`;
      return ready ? `{ ${ready}${text} }` : text;
    }
    const f = g.fresh("f");
    const v = g.fresh("v");
    return `{ ${ready}filter_iter(${source.write(g)}, { let mut ${f} = hint1::<${g.ty(source.item)}, ${g.ty(called.t)}, _>(${closure(false)}); move |${v}| { let kept: ${g.ty(called.t)} = ${f}(${v}.clone())?; Ok(${kept(g)}) } }) }`;
  });
};

/** A lazy iterator with a callback: borrowing where it is used up at once, owning where it is kept. */
const lazily = (e: Elaborator, node: Call, item: Cell, write: (g: Gen, kept: boolean) => string): Typed =>
  iterator(
    e,
    node,
    item,
    (g) => write(g, false),
    (g) => write(g, true),
  );

/** Kinds of values without parts that are sequences. */
const WALKED = STR | BYTES | BYTEARRAY | RANGE;

export const reversed: Builtin = (e, node) => {
  const x = new Given(e, node).only(1).arg(0);
  const info = infoOf(x);
  if (info && !info.isTuple) return reversedObject(e, x, info, node);
  if (isBottom(x.t)) return dead(e, node, x);
  const kinds = [...(find(x.t).parts?.values() ?? [])].map(({ kind }) => kind);
  if (kinds.includes("exc")) return e.refuse("reversed of an exception", node);
  const isNone =
    kinds.every((kind) => /^(set|frozenset|func|slice|iter|coroutine)$/.test(kind)) && !(find(x.t).mask & WALKED);
  if (isNone && width(x.t) === 1) return e.typeError(`'${typeName(x.t)}' object is not reversible`, node, x);
  if (
    width(x.t) > 1 &&
    (kinds.some((kind) => /^(set|frozenset|iter|coroutine|inst)$/.test(kind)) || find(x.t).mask & ~WALKED)
  )
    return e.refuse("reversed of what may be no sequence", node, "make a list of it");
  const write = (g: Gen): string => {
    const part = soloPart(x.t);
    const view = viewOf(e, x);
    if (view) return `reversed(&${g.recv(view.x)}.${view.kind}())`;
    if (part && /^(ordereddict|defaultdict|counter)$/.test(part.kind)) return `reversed(&${g.recv(x)}.keys())`;
    const isList = part?.kind === "tuple" || part?.kind === "inst" || part?.kind === "class" || x.items;
    if (isList || width(x.t) > 1 || find(x.t).mask & (BYTES | BYTEARRAY))
      return `reversed(&${g.q(`to_list(${iterateValue(e, x).write(g)})`)})`;
    return `reversed(${g.ref(x)})`;
  };
  const made = REVERSED[soloPart(x.t)?.kind ?? ""];
  return iterator(e, node, iterateValue(e, x).item, write, write, made);
};

/** What Python calls the types of the reversed iterators over its containers. */
const REVERSED: Readonly<Record<string, string>> = {
  list: "list_reverseiterator",
  tuple: "reversed",
  vtuple: "reversed",
  dict: "dict_reversekeyiterator",
};

/** `reversed` of an object: by its `__reversed__`, or by its places from the last to the first. */
function reversedObject(e: Elaborator, x: Typed, info: ClassInfo, node: Call): Typed {
  if (findMember(info, "__reversed__")) return callMethod(e, x, "__reversed__", [], node);
  if (findMember(info, "__getitem__") && !findMember(info, "__len__"))
    return e.typeError(`object of type '${info.name}' has no len()`, node, x);
  if (!findMember(info, "__getitem__")) return e.typeError(`'${info.name}' object is not reversible`, node, x);
  let [held, place] = ["", ""];
  const self: Typed = { t: x.t, at: node, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const at: Typed = { t: e.store.temp(INT), at: node, pure: true, emit: () => ({ s: place, m: 1, atom: true }) };
  const count = callMethod(e, self, "__len__", [], node);
  const item = callMethod(e, self, "__getitem__", [at], node);
  if (isBottom(count.t) || isBottom(item.t)) return dead(e, node, x);
  if (!isInt(count)) return e.refuse("reversed of an object whose length is no int", node);
  return iterator(e, node, item.t, (g) => {
    [held, place] = [g.fresh("o"), g.fresh("place")];
    const out = g.fresh("out");
    const [mine, where] = [held, place];
    return `{ let ${mine} = ${g.own(x)}; let ${out} = List::new(); let mut ${where} = ${g.own(count)}; while !${where}.is_zero() { ${where} = ${where} - 1; ${out}.append(${g.own(item)}); } ${out}.iter() }`;
  });
}

export const next: Builtin = (e, node) => {
  const given = new Given(e, node);
  const arg = node.args[0] as Expr;
  if (arg.nodeType === "GeneratorExp") return e.library.firstOf(e, arg, given.opt(1), node);
  const x = given.arg(0);
  const fallback = given.opt(1);
  // A generator that nobody holds ends where it gave its item; what stands in for an item is worked out before.
  const ends = e.guards && !x.pure && /^(iter|coroutine)$/.test(soloPart(x.t)?.kind ?? "");
  if (!ends && (fallback === undefined || fallback.pure)) return itemOf(e, x, fallback, node);
  const kept = [x, ...(fallback ? [fallback] : [])].map(hold);
  const [it, other] = kept.map(({ again }) => again);
  const found = itemOf(e, it as Typed, other, node);
  return typed(found.t, node, (g) => {
    const lets = heldLets(g, kept);
    const item = g.fresh("item");
    return `{ ${lets}let ${item} = ${g.own(found)}; drop(${kept[0]?.name}); ${item} }`;
  });
};

function itemOf(e: Elaborator, x: Typed, fallback: Typed | undefined, node: Call): Typed {
  return spread(e, x, (arm) => {
    const part = soloPart(arm.t);
    const info = infoOf(arm);
    if (info && findMember(info, "__next__")) {
      const got = callMethod(e, arm, "__next__", [], node);
      if (!fallback) return got;
      const t = e.store.temp();
      e.store.flow(got.t, t);
      e.store.flow(fallback.t, t);
      return typed(t, node, (g) => {
        const v = g.fresh("v");
        const text = g.inClosure(() => g.own(got));
        return `match (|| -> PyResult<_> { Ok(${text}) })() { Ok(${v}) => ${g.coerceText(v, got.t, t)}, Err(e) if e.is(&exc::STOP_ITERATION) => ${g.own(fallback, t)}, Err(e) => ${g.throwing("e")} }`;
      });
    }
    if (part?.kind === "coroutine" && !fallback) return nextOf(e, arm, part, node);
    const isLines = isStream(part);
    if (!isLines && part?.kind !== "iter" && part?.kind !== "coroutine")
      return e.typeError(`'${typeName(arm.t)}' object is not an iterator`, node, arm);
    const item = isLines ? e.store.temp(part?.ref === "BufferedFile" ? BYTES : STR) : (part?.args[0] as Cell);
    const iteratorPlace = (g: Gen, x: Typed): string => `${g.recv(x)}.${isLines ? "iter" : "clone"}()`;
    if (!fallback) return raising(item, node, (g) => `next_of(&mut ${iteratorPlace(g, arm)})`);
    const t = e.store.temp();
    e.store.flow(item, t);
    e.store.flow(fallback.t, t);
    return typed(t, node, (g) => {
      if (g.ty(item) === g.ty(t)) return g.q(`next_default(&mut ${iteratorPlace(g, arm)}, ${g.own(fallback, t)})`);
      const v = g.fresh("v");
      return `match ${g.q(`${iteratorPlace(g, arm)}.next()`)} { Some(${v}) => ${g.coerceText(v, item, t)}, None => ${g.own(fallback, t)} }`;
    });
  });
}

/** Streams of text are iterators of their own lines. */
const isStream = (part: Part | undefined): boolean =>
  part?.kind === "native" && /^(StringIO|TextIOWrapper|BufferedFile)$/.test(String(part.ref));

export const iter: Builtin = (e, node) => {
  if (node.args.length === 2) return untilSentinel(e, node);
  const x = expression(e, node.args[0] as Expr);
  const info = infoOf(x);
  if (info && findMember(info, "__iter__")) return iteratorOf(e, callMethod(e, x, "__iter__", [], node), node);
  if (soloPart(x.t)?.kind === "coroutine") return x;
  if (soloPart(x.t)?.kind === "iter" || isStream(soloPart(x.t))) return x;
  const source = iterateValue(e, x);
  return iterator(e, node, source.item, source.write, undefined, ITERATORS[soloPart(x.t)?.kind ?? ""]);
};

/** What Python calls the types of the iterators over its containers. */
const ITERATORS: Readonly<Record<string, string>> = {
  list: "list_iterator",
  tuple: "tuple_iterator",
  vtuple: "tuple_iterator",
  set: "set_iterator",
  frozenset: "set_iterator",
  dict: "dict_keyiterator",
};

/** `iter(f, sentinel)`: what `f()` gives, until it gives the sentinel. */
function untilSentinel(e: Elaborator, node: Call): Typed {
  const sentinel = expression(e, node.args[1] as Expr);
  const by = callback(e, node.args[0] as Expr, []);
  if (isBottom(by.t) || isBottom(sentinel.t)) return dead(e, node, sentinel);
  return typed(e.store.of("iter", by.t), node, (g) => {
    if (g.ty(by.t) !== g.ty(sentinel.t)) return e.refuse("iter with a sentinel of another type", node);
    return `{ let sentinel = ${g.own(sentinel)}; iter_until(${escaping(g, by)}, sentinel) }`;
  });
}
