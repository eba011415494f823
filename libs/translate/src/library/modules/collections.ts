import type { Call, Expr } from "../../ast.js";
import { callback, escaping } from "../../infer/callbacks.js";
import { callee } from "../../infer/callee.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { exhausted, iterateValue } from "../../infer/iteration.js";
import { keysOf } from "../../infer/membership.js";
import { isInt, optionalInt, ownInt } from "../../infer/numbers.js";
import { raising, typed } from "../../infer/typed.js";
import { qualifiedClassName } from "../../infer/types-as-values.js";
import { dead } from "../../infer/unions.js";
import { unitOf } from "../../resolve/symbols.js";
import { type Cell, find, INT, isBottom, STR, soloPart } from "../../types/cell.js";
import { BUILTINS } from "../builtins.js";
import { Given } from "../given.js";
import type { Call1 } from "./module-call.js";

const deque: Call1 = (e, node) => {
  const given = new Given(e, node);
  const elem = e.at(node);
  const t = e.store.of("deque", elem);
  const max = given.opt(1, "maxlen");
  const items = given.opt(0, "iterable");
  const source = items && iterateValue(e, items);
  if (source) e.store.flow(source.item, elem);
  return typed(t, node, (g) => {
    const limit = optionalInt(g, max);
    const made = isBottom(elem) ? "Deque::<()>" : "Deque";
    if (!source) return limit === "None" ? `${made}::new(None)` : g.q(`${made}::with_maxlen(${limit})`);
    const it = converted(g, source, elem);
    return g.q(limit === "None" ? `Deque::from_iter(${it})` : `Deque::from_iter_maxlen(${it}, ${limit})`);
  });
};

/** What surely cannot be called. */
const DISPLAYS = /^(Constant|JoinedStr|List|Dict|Set|Tuple|ListComp|DictComp|SetComp)$/;

const defaultdict: Call1 = (e, node) => {
  const [key, value] = [e.at(node, "k"), e.at(node, "v")];
  const t = e.store.of("defaultdict", key, value);
  const factory = node.args[0];
  const isNone = factory?.nodeType === "Constant" && factory.lit.k === "none";
  if (!factory || isNone) return e.refuse("defaultdict without a factory", node, "use a dict");
  if (DISPLAYS.test(factory.nodeType))
    return e.typeError("first argument must be callable or None", node, expression(e, factory));
  const made = callback(e, factory, []);
  e.store.flow(made.t, value);
  if (node.args.length > 1 || node.keywords.length) {
    const rest = e.standIn<Call>(node, { args: node.args.slice(1), keywords: node.keywords });
    const start = (BUILTINS.get("dict") as Call1)(e, rest);
    const part = soloPart(start.t);
    if (part?.kind !== "dict")
      return isBottom(start.t) ? dead(e, node, start) : e.refuse("this start of a defaultdict", node);
    e.store.unify(part.args[0] as Cell, key);
    e.store.unify(part.args[1] as Cell, value);
    return typed(
      t,
      node,
      (g) => `<${g.ty(t)}>::with(${shownFactory(e, factory)}, ${escaping(g, made, value)}, ${g.own(start)})`,
    );
  }
  return typed(t, node, (g) => `<${g.ty(t)}>::new(${shownFactory(e, factory)}, ${escaping(g, made, value)})`);
};

/** How `repr` shows a factory; nothing where that is not known here. */
function shownFactory(e: Elaborator, node: Expr): string {
  const known = callee(e, node);
  if (known?.k === "class") {
    const unit = known.info.node.sym && unitOf(known.info.node.sym.scope);
    return `"<class '${unit?.name ?? "__main__"}.${qualifiedClassName(known.info)}'>"`;
  }
  if (node.nodeType === "Lambda" || known?.k === "function") return '"<function <lambda>>"';
  const name = known?.k === "builtin" ? known.name : "";
  return /^(int|list|set|dict|str|float|bool|tuple|frozenset|bytes|bytearray|complex|object)$/.test(name)
    ? `"<class '${name}'>"`
    : '""';
}

const counter: Call1 = (e, node) => {
  const elem = e.at(node);
  const t = e.store.of("counter", elem);
  const given = new Given(e, node);
  const empty = (): string => (isBottom(elem) ? "Counter::<()>::new()" : "Counter::new()");
  if (node.keywords.length) {
    if (node.args.length || node.keywords.some((keyword) => keyword.arg === undefined))
      return e.refuse("Counter with keywords", node);
    e.store.add(elem, STR);
    const entries = node.keywords.map((keyword) => [keyword.arg as string, expression(e, keyword.value)] as const);
    if (entries.some(([, x]) => !isInt(x))) return e.refuse("Counter with values that are no ints", node);
    return typed(
      t,
      node,
      (g) =>
        `Counter::from_dict(&dict!{${entries.map(([name, x]) => `${g.key(name, elem)} => ${ownInt(g, x)}`).join(", ")}})`,
    );
  }
  if (!node.args.length) return typed(t, node, empty);
  const x = given.arg(0);
  const part = soloPart(x.t);
  if (part?.kind === "counter") return typed(x.t, node, (g) => `${g.recv(x)}.copy()`);
  if (part?.kind === "dict") {
    e.store.unify(part.args[0] as Cell, elem);
    if (find(part.args[1] as Cell).mask !== INT)
      return isBottom(part.args[1] as Cell)
        ? typed(t, node, empty)
        : e.refuse("Counter of a dictionary of other values", node);
    return raising(t, node, (g) => `PyResult::Ok(Counter::from_dict(${g.ref(x)}))`);
  }
  const source = keysOf(e, iterateValue(e, x));
  e.store.flow(source.item, elem);
  if (isBottom(source.item)) return typed(t, node, (g) => `{ ${exhausted(g, source)} ${empty()} }`);
  return raising(t, node, (g) => `Counter::from_iter(${converted(g, source, elem)})`);
};

const ordered: Call1 = (e, node) => {
  const inner = (BUILTINS.get("dict") as Call1)(e, node);
  const part = soloPart(inner.t);
  if (!part) return inner;
  const t = e.store.part({ kind: "ordereddict", key: "ordereddict", args: part.args });
  return typed(t, node, (g) => `OrderedDict::of(${g.own(inner)})`);
};

const orderedFromKeys: Call1 = (e, node) => {
  const inner = e.library.fromKeys(e, node);
  const part = soloPart(inner.t);
  if (!part) return inner;
  const t = e.store.part({ kind: "ordereddict", key: "ordereddict", args: part.args });
  return typed(t, node, (g) => `OrderedDict::of(${g.own(inner)})`);
};

export const collections: Record<string, Call1> = {
  deque,
  defaultdict,
  Counter: counter,
  OrderedDict: ordered,
  "OrderedDict.fromkeys": orderedFromKeys,
};
