import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { keyCallback } from "../../infer/callbacks.js";
import { findMember, infoOf, plainOf } from "../../infer/classes.js";
import type { ClassInfo } from "../../infer/context.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { constant, expression } from "../../infer/expressions.js";
import { exhausted, foldOf, iterateValue, type Source } from "../../infer/iteration.js";
import { metaCall } from "../../infer/metaclasses.js";
import { isNumber, isOnly } from "../../infer/numbers.js";
import { binary } from "../../infer/operators.js";
import { ordered, requireOrder } from "../../infer/ordering.js";
import { askSpecial } from "../../infer/special-results.js";
import { truth } from "../../infer/truth.js";
import { foregone, raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { placeOf } from "../../nodes.js";
import {
  BOOL,
  BYTEARRAY,
  BYTES,
  type Cell,
  COMPLEX,
  FLOAT,
  find,
  INT,
  isBottom,
  NONE,
  STR,
  soloPart,
} from "../../types/cell.js";
import { Given } from "../given.js";
import { nativeHook } from "../native/values.js";
import { type Builtin, simple } from "./builtin.js";

export const len = simple((given, e) => {
  const x = given.arg(0);
  const { view } = x as Typed & { view?: { x: Typed } };
  if (view) return typed(e.store.temp(INT), given.at, (g) => `len(${g.ref(view.x)})`);
  const ofLength = (arm: Typed): Typed => {
    const part = soloPart(arm.t);
    if (part?.kind === "inst") {
      const info = infoOf(arm);
      if (info?.isTuple && !findMember(info, "__len__"))
        return foregone(e.store.temp(INT), given.at, `int(${info.tupleFields.length})`, arm);
      if (info && findMember(info, "__len__")) return askSpecial(e, arm, "__len__", [], given.at);
      if (info?.plain === "str" || info?.plain === "tuple") return ofLength(plainOf(e, arm));
      return e.typeError(`object of type '${typeName(arm.t)}' has no len()`, given.at, arm);
    }
    if (part?.kind === "class" && (part.ref as { isEnum: boolean }).isEnum)
      return foregone(e.store.temp(INT), given.at, `int(${(part.ref as { members: string[] }).members.length})`, arm);
    const ofMeta = part?.kind === "class" ? metaCall(e, part.ref as ClassInfo, "__len__", [], given.at) : undefined;
    if (ofMeta) return ofMeta;
    if (part?.kind === "exc" || part?.kind === "type") return e.refuse("len of an exception or a type", given.at);
    if (part?.kind === "native")
      return (
        nativeHook(e, arm, "__len__", [], given.at) ??
        e.typeError(`object of type '${typeName(arm.t)}' has no len()`, given.at, arm)
      );
    if (part?.kind === "tuple")
      return typed(e.store.temp(INT), given.at, (g) =>
        arm.pure ? `int(${part.args.length})` : `{ let _ = ${g.own(arm)}; int(${part.args.length}) }`,
      );
    if (
      part?.kind === "iter" ||
      part?.kind === "coroutine" ||
      part?.kind === "func" ||
      part?.kind === "class" ||
      part?.kind === "slice" ||
      (!part && find(arm.t).mask & (INT | FLOAT | BOOL | NONE | COMPLEX))
    ) {
      return e.typeError(`object of type '${typeName(arm.t)}' has no len()`, given.at, arm);
    }
    return typed(e.store.temp(INT), given.at, (g) => `len(${g.ref(arm)})`);
  };
  return spread(e, x, ofLength);
});

/** `min` and `max`, of an iterable or of arguments, with a key and a default. */
export const extreme =
  (name: "min" | "max"): Builtin =>
  (e, node) => {
    const given = new Given(e, node);
    const keyNode = given.named("key");
    const key = keyNode && !(keyNode.nodeType === "Constant") ? keyNode : undefined;
    const fallback = given.opt(99, "default");
    const single = node.args.length === 1 && node.args[0]?.nodeType !== "Starred";
    const starred = starredOf(e, node);
    if (starred && fallback) return e.refuse(`${name} of starred arguments with a default`, node);
    let source: Source;
    if (starred) source = severalOf(name, iterateValue(e, expression(e, starred), "list"));
    else if (single) source = iterateValue(e, given.arg(0));
    else {
      const items = given.all();
      const t = e.store.temp();
      for (const item of items) e.store.flow(item.t, t);
      if (items.some((item) => isBottom(item.t))) return dead(e, node, ...items);
      if (!key && items.length === 2) return twoOf(e, node, name, items, t);
      if (!key && find(t).mask === INT && items.every((item) => find(item.t).mask === INT)) {
        const nested = (g: Gen) => items.map((item) => g.own(item, t)).reduce((a, b) => `${name}2(${a}, ${b})`);
        return typed(t, node, nested);
      }
      source = { item: t, write: (g) => `in_order([${items.map((item) => g.own(item, t)).join(", ")}])` };
    }
    if (isBottom(source.item) && !fallback)
      return typed(
        e.store.temp(),
        node,
        (g) =>
          `{ ${exhausted(g, source)} ${g.throwing(`exc::VALUE_ERROR.msg("${name}() arg is an empty sequence")`)} }`,
      );
    const t = e.store.temp();
    e.store.flow(source.item, t);
    if (fallback) e.store.flow(fallback.t, t);
    if (isBottom(source.item)) {
      return typed(t, node, (g) => `{ ${exhausted(g, source)} ${g.own(fallback as Typed, t)} }`);
    }
    const by = key && keyCallback(e, key, source.item);
    requireOrder(e, by ? by.t : source.item, node);
    const fold = foldOf(node, source);
    return typed(t, node, (g) => {
      if (!fallback && !by && fold) {
        const best = g.fresh("best");
        const found = g.q(`${best}.found("${name}")`);
        return fold(g, `let mut ${best} = Best::${name}();`, found, (value) => `${g.q(`${best}.offer(${value})`)};`);
      }
      if (!fallback) {
        const text = by ? `${name}_by(${source.write(g)}, ${by.write(g)})` : `${name}_of(${source.write(g)})`;
        return g.q(text);
      }
      const it = converted(g, source, t);
      if (!by)
        return g.ty(source.item) === g.ty(t)
          ? g.q(`${name}_default(${it}, ${g.own(fallback, t)})`)
          : viaList(g, source, t, fallback, `${name}_of`, "");
      return g.ty(source.item) === g.ty(t)
        ? g.q(`${name}_by_default(${it}, ${by.write(g)}, ${g.own(fallback, t)})`)
        : viaList(g, source, t, fallback, `${name}_by`, `, ${by.write(g)}`);
    });
  };

/** What holds all the arguments, where some are starred. */
function starredOf(e: Elaborator, node: Call): Expr | undefined {
  const [first] = node.args;
  if (!node.args.some((arg) => arg.nodeType === "Starred")) return undefined;
  if (first?.nodeType === "Starred" && node.args.length === 1) return first.value;
  const list = { nodeType: "List", elts: node.args, ctx: { nodeType: "Load" }, ...placeOf(node) };
  return e.standIn<Expr>(node, list as unknown as Expr);
}

/** `max(*xs)`: one item alone would be gone through itself. */
function severalOf(name: string, source: Source): Source {
  const cell = find(source.item);
  const isPlain = !cell.parts?.size && [INT, FLOAT, BOOL, NONE].includes(cell.mask);
  const said = `'${typeName(source.item)}' object is not iterable`;
  const one = isPlain ? `exc::TYPE_ERROR.msg(${JSON.stringify(said)})` : `limit("${name} of one starred argument")`;
  if (isBottom(source.item)) return source;
  return { item: source.item, write: (g) => g.q(`several(${source.write(g)}, "${name}", || ${one})`) };
}

function viaList(g: Gen, source: Source, t: Cell, fallback: Typed, call: string, more: string): string {
  const name = g.fresh("all");
  return `{ let ${name} = ${g.q(`to_list(${source.write(g)})`)}; if ${name}.is_empty() { ${g.own(fallback, t)} } else { ${g.coerceText(g.q(`${call}(${name}.iter()${more})`), source.item, t)} } }`;
}

function twoOf(e: Elaborator, node: Call, name: "min" | "max", items: Typed[], t: Cell): Typed {
  const [a, b] = items as [Typed, Typed];
  const numeric = isNumber(a) && isNumber(b);
  if (!numeric || find(a.t).mask === find(b.t).mask) {
    requireOrder(e, t, node);
    return typed(t, node, (g) => ordered(g, t, `${name}2(${g.own(a, t)}, ${g.own(b, t)})`));
  }
  return typed(t, node, (g) => {
    const [x, y] = [g.fresh("v"), g.fresh("v")];
    const test = name === "min" ? `lt(&${y}, &${x})` : `lt(&${x}, &${y})`;
    return `{ let ${x} = ${g.own(a)}; let ${y} = ${g.own(b)}; if ${test} { ${g.coerceText(y, b.t, t)} } else { ${g.coerceText(x, a.t, t)} } }`;
  });
}

const NO_SUM_OF: Readonly<Record<string, string>> = {
  str: "sum() can't sum strings [use ''.join(seq) instead]",
  bytes: "sum() can't sum bytes [use b''.join(seq) instead]",
  bytearray: "sum() can't sum bytearray [use b''.join(seq) instead]",
};

export const sum: Builtin = (e, node) => {
  const given = new Given(e, node);
  const x = given.arg(0);
  const source = iterateValue(e, x);
  const start = given.opt(1, "start") ?? constant(e, { k: "int", v: 0n }, node);
  if (isBottom(start.t)) return dead(e, node, start);
  const texts = find(start.t).mask & (STR | BYTES | BYTEARRAY);
  if (texts && !isOnly(start, texts)) return e.refuse("sum from what may be text", node, "join the parts");
  if (texts) return e.typeError(NO_SUM_OF[typeName(start.t)] as string, node, x, start);
  if (isBottom(source.item)) return typed(start.t, node, (g) => `{ ${exhausted(g, source)} ${g.own(start)} }`);
  const item = find(source.item);
  if (
    !item.parts?.size &&
    (item.mask & ~(INT | BOOL)) === 0 &&
    item.mask !== (INT | BOOL) &&
    start.lit?.k === "int" &&
    start.lit.v === 0n
  ) {
    const { fold } = source;
    if (!fold) return raising(e.store.temp(INT), node, (g) => `sum(${source.write(g)})`);
    return typed(e.store.temp(INT), node, (g) => {
      const name = g.fresh("total");
      const as = item.mask === BOOL ? (value: string) => `i64::from(${value})` : (value: string) => value;
      return fold(g, `let mut ${name} = int(0);`, name, (value) => `${name} += ${as(value)};`);
    });
  }
  return accumulated(e, node, "Add", source, start);
};

/** What comes of `start` and all the items, one after the other, by an operator. */
export function accumulated(e: Elaborator, node: Call, op: "Add" | "Mult", source: Source, start: Typed): Typed {
  const total = e.at(node, op);
  e.store.flow(start.t, total);
  let acc = "";
  let next = "";
  const running: Typed = { t: total, at: node, emit: () => ({ s: acc, m: 1, atom: true }) };
  const added = binary(e, op, running, { t: source.item, at: node, emit: () => ({ s: next, m: 1, atom: true }) }, node);
  e.store.flow(added.t, total);
  return typed(total, node, (g) => {
    const it = g.fresh("it");
    acc = g.fresh("total");
    next = g.fresh("v");
    const [mine, each] = [acc, next];
    const fold = foldOf(node, source);
    if (fold) {
      const open = `let mut ${mine}: ${g.ty(total)} = ${g.own(start, total)};`;
      const type = g.ty(source.item);
      return fold(g, open, mine, (value) => {
        acc = mine;
        next = each;
        return `{ let ${each}: ${type} = ${value}; ${mine} = ${g.own(added, total)}; }`;
      });
    }
    const begin = `let mut ${it} = ${source.write(g)}; let mut ${mine}: ${g.ty(total)} = ${g.own(start, total)};`;
    acc = mine;
    next = each;
    return `{ ${begin} while let Some(${each}) = ${g.q(`${it}.next()`)} { ${mine} = ${g.own(added, total)}; } ${mine} }`;
  });
}

/** `any` and `all` stop as soon as the outcome is known: a generator expression is run as a loop. */
export const quantifier =
  (name: "any" | "all"): Builtin =>
  (e, node) => {
    const arg = node.args[0] as Expr;
    const t = e.store.temp(BOOL);
    if (arg.nodeType === "GeneratorExp" && arg.scope && arg.scope.fn !== arg.scope)
      return e.library.quantified(e, name, arg, node);
    const source = iterateValue(e, expression(e, arg));
    if (isBottom(source.item)) return typed(t, node, (g) => `{ ${exhausted(g, source)} ${name === "all"} }`);
    return raising(t, node, (g) => `${name}(${source.write(g)})`);
  };

export const sorted: Builtin = (e, node) => {
  const given = new Given(e, node).only(1, "key", "reverse");
  const source = iterateValue(e, given.arg(0), "list");
  const keyNode = given.named("key");
  const reverse = given.opt(9, "reverse");
  const elem = e.at(node);
  e.store.flow(source.item, elem);
  const t = e.store.of("list", elem);
  if (isBottom(source.item)) return typed(t, node, (g) => `{ ${exhausted(g, source)} List::<${g.ty(elem)}>::new() }`);
  const fixed = reverse?.lit?.k === "bool" ? reverse.lit.v : undefined;
  const flag = (g: Gen): string =>
    reverse ? (isOnly(reverse, BOOL) ? g.own(reverse) : truth(e, reverse)(g)) : "false";
  if (keyNode && keyNode.nodeType !== "Constant") {
    const by = keyCallback(e, keyNode, elem);
    if (isBottom(by.t))
      return typed(t, node, (g) => g.q(`sorted_by(${converted(g, source, elem)}, ${by.write(g)}, ${flag(g)})`));
    requireOrder(e, by.t, node);
    const [first] = node.keywords;
    if (reverse && !reverse.pure && first?.arg === "reverse")
      return typed(t, node, (g) => {
        const [it, turned] = [g.fresh("it"), g.fresh("turned")];
        const ready = `let ${it} = ${converted(g, source, elem)}; let ${turned} = ${flag(g)};`;
        return `{ ${ready} ${g.q(`sorted_by(${it}, ${by.write(g)}, ${turned})`)} }`;
      });
    return raising(t, node, (g) => `sorted_by(${converted(g, source, elem)}, ${by.write(g)}, ${flag(g)})`);
  }
  requireOrder(e, elem, node);
  return raising(t, node, (g) => {
    const it = converted(g, source, elem);
    return !reverse || fixed === false ? `sorted(${it})` : fixed ? `sorted_rev(${it})` : `sorted_in(${it}, ${flag(g)})`;
  });
};
