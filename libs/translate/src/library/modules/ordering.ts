import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { escaping, keyCallback } from "../../infer/callbacks.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf } from "../../infer/class-members.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { iterateValue, type Source } from "../../infer/iteration.js";
import { intArg } from "../../infer/numbers.js";
import { requireOrder } from "../../infer/ordering.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead } from "../../infer/unions.js";
import { type Cell, INT, isBottom, soloPart } from "../../types/cell.js";
import { emptied, iterator } from "../builtins/builtin.js";
import { Given, unit } from "../given.js";
import type { Call1 } from "./module-call.js";

/** The list that an object of a class is which derives from `list`, and looks its items up as that does. */
function heldList(e: Elaborator, x: Typed, node: Call): Typed {
  const info = infoOf(x);
  if (!info?.mro.some((each) => each.node.standsFor?.includes("list")) || !findMember(info, "_items")) return x;
  const own = info.mro.filter((each) => !each.node.standsFor?.includes("list"));
  if (own.some((each) => ["__getitem__", "__len__", "insert", "_items"].some((name) => each.own.has(name)))) return x;
  return callMethod(e, x, "_items", [], node);
}

const heap =
  (name: string, shape: (elem: Cell, e: Elaborator) => Cell, raises: boolean, item: boolean): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    const list = heldList(e, given.arg(0), node);
    const part = soloPart(list.t);
    if (isBottom(list.t)) return dead(e, node, list);
    if (part?.kind !== "list") return e.refuse(`heapq.${name} of this`, node);
    const elem = part.args[0] as Cell;
    const x = item ? given.arg(1) : undefined;
    if (x) e.store.flow(x.t, elem);
    requireOrder(e, elem, node);
    const text = (g: Gen): string => `heapq::${name}(${g.ref(list)}${x ? `, ${g.own(x, elem)}` : ""})`;
    if (x && isBottom(x.t)) return dead(e, node, x);
    return raises ? raising(shape(elem, e), node, text) : typed(shape(elem, e), node, text);
  };

const extremes =
  (name: string): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    const n = given.arg(0);
    const source = iterateValue(e, given.arg(1));
    const elem = e.at(node);
    e.store.flow(source.item, elem);
    const key = given.named("key") ?? node.args[2];
    const by = key && !isBottom(elem) ? keyCallback(e, key, elem) : undefined;
    requireOrder(e, by ? by.t : elem, node);
    return raising(e.store.of("list", elem), node, (g) => {
      const it = converted(g, source, elem);
      return by
        ? `heapq::${name}_by(${intArg(g, n)}, ${it}, ${by.write(g)})`
        : `heapq::${name}(${intArg(g, n)}, ${it})`;
    });
  };

/** `heapq.merge`. */
const merge: Call1 = (e, node) => {
  const given = new Given(e, node).only(99, "key", "reverse");
  const key = given.named("key");
  const reverse = given.opt(9, "reverse");
  const [first, ...more] = node.args;
  const starred = first?.nodeType === "Starred" ? iterateValue(e, expression(e, first.value)) : undefined;
  if ((starred ? more : node.args).some((arg) => starred || arg.nodeType === "Starred"))
    return e.refuse("heapq.merge of a starred argument among others", node, "use sorted(itertools.chain(*…))");
  let row = "";
  const each =
    starred && iterateValue(e, { t: starred.item, at: node, pure: true, emit: () => ({ s: row, m: 1, atom: true }) });
  const sources = each ? [each] : node.args.map((arg) => iterateValue(e, expression(e, arg)));
  const item = e.store.temp();
  for (const source of sources) e.store.flow(source.item, item);
  if (isBottom(item)) return iterator(e, node, item, (g) => `zip_empty(${emptied(g, starred ? [starred] : sources)})`);
  const by = key && !(key.nodeType === "Constant" && key.lit.k === "none") ? keyCallback(e, key, item) : undefined;
  requireOrder(e, by ? by.t : item, node);
  const rows = (g: Gen, outer: Source): string => {
    const name = g.fresh("row");
    row = name;
    const inner = g.inClosure(() => converted(g, sources[0] as Source, item));
    return g.q(`to_vec(map_iter(${outer.write(g)}, |${name}| Ok(Iter::new(${inner}))))`);
  };
  return typed(e.store.of("iter", item), node, (g) => {
    const iters = starred ? "" : sources.map((source) => `Iter::new(${converted(g, source, item)})`).join(", ");
    const all = starred ? rows(g, starred) : `vec![${iters}]`;
    const rank = by
      ? `hint1::<${g.ty(item)}, ${g.ty(by.t)}, _>(${escaping(g, by)})`
      : `hint1::<${g.ty(item)}, ${g.ty(item)}, _>(|v| Ok(v))`;
    return `heapq::merge(${all}, ${rank}, ${reverse ? g.own(reverse) : "false"})`;
  });
};

export const heapq: Record<string, Call1> = {
  heappush: heap("heappush", (_, e) => unit(e), true, true),
  heappop: heap("heappop", (elem) => elem, true, false),
  heapify: heap("heapify", (_, e) => unit(e), false, false),
  heappushpop: heap("heappushpop", (elem) => elem, false, true),
  heapreplace: heap("heapreplace", (elem) => elem, true, true),
  merge,
  nlargest: extremes("nlargest"),
  nsmallest: extremes("nsmallest"),
};

/** A search by what `key` gives of the items. */
function keyed(e: Elaborator, node: Call, name: string, inserts: boolean, key: Expr): Typed {
  const given = new Given(e, node);
  const [list, x] = [given.arg(0), given.arg(1)];
  const elem = soloPart(list.t)?.args[0] as Cell;
  if (given.expr(2, "lo") || given.expr(3, "hi")) return e.refuse(`bisect.${name} with a key and bounds`, node);
  if (inserts) e.store.flow(x.t, elem);
  const by = keyCallback(e, key, elem);
  if (isBottom(elem) || isBottom(by.t)) return e.limit(`bisect.${name} of a list of nothing with a key`, node, list, x);
  requireOrder(e, by.t, node);
  const side = name.endsWith("_left") ? "left" : "right";
  return raising(inserts ? unit(e) : e.store.temp(INT), node, (g) => {
    if (inserts) return `bisect::insort_${side}_by(${g.ref(list)}, ${g.own(x, elem)}, ${by.write(g)})`;
    if (g.ty(x.t) !== g.ty(by.t)) return e.refuse(`bisect.${name} of a value of another type than its keys`, node);
    return `bisect::bisect_${side}_by(${g.ref(list)}, ${g.ref(x)}, ${by.write(g)})`;
  });
}

const bisection =
  (name: string, inserts: boolean): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    const list = heldList(e, given.arg(0), node);
    const x = given.arg(1);
    const part = soloPart(list.t);
    if (isBottom(list.t) || isBottom(x.t)) return dead(e, node, list, x);
    if (part?.kind !== "list") return e.refuse(`bisect.${name} of this`, node);
    const elem = part.args[0] as Cell;
    const key = given.expr(4, "key");
    if (key && !(key.nodeType === "Constant" && key.lit.k === "none")) return keyed(e, node, name, inserts, key);
    if (inserts && (given.expr(2, "lo") || given.expr(3, "hi")))
      return e.refuse(`bisect.${name} within bounds`, node, "use bisect and list.insert");
    e.store.flow(x.t, elem);
    requireOrder(e, elem, node);
    const [lo, hi] = [given.opt(2, "lo"), given.opt(3, "hi")];
    const plain = name === "bisect" ? "bisect_right" : name === "insort" ? "insort_right" : name;
    return typed(inserts ? unit(e) : e.store.temp(INT), node, (g) => {
      if (inserts) return g.q(`bisect::${plain}(${g.ref(list)}, ${g.own(x, elem)})`);
      return g.q(
        `bisect::${plain}(${g.ref(list)}, ${g.ref(x, elem)}, ${lo ? intArg(g, lo) : "()"}, ${hi ? intArg(g, hi) : "()"})`,
      );
    });
  };

export const bisect: Record<string, Call1> = {
  bisect: bisection("bisect", false),
  bisect_left: bisection("bisect_left", false),
  bisect_right: bisection("bisect_right", false),
  insort: bisection("insort", true),
  insort_left: bisection("insort_left", true),
  insort_right: bisection("insort_right", true),
};
