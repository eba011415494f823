import type { Call, Expr, Keyword } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { exhausted, iterateValue } from "../../infer/iteration.js";
import { keysOf, unhashableIn } from "../../infer/membership.js";
import { isOnly } from "../../infer/numbers.js";
import { type SliceParts, sliceValue } from "../../infer/subscripts.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread } from "../../infer/unions.js";
import { placeOf } from "../../nodes.js";
import { type Cell, INT, isBottom, STR, soloPart, width } from "../../types/cell.js";
import { entriesFrom } from "../containers/pairs.js";
import { collected } from "../containers/sets.js";
import { Given } from "../given.js";
import { type Builtin, simple } from "./builtin.js";

/** `list(x)`, `set(x)` …: the items of an iterable in a container of their own. */
export const collecting = (kind: string, call: string, empty: string): Builtin =>
  simple((given, e) => {
    const elem = e.at(given.node);
    const t = e.store.of(kind, elem);
    if (given.count === 0) return typed(t, given.at, (g) => empty.replace("::new", `::<${g.ty(elem)}>::new`));
    const x = given.arg(0);
    const isKeyed = kind === "set" || kind === "frozenset";
    const ready = isKeyed ? collected(kind, given, x, elem) : undefined;
    if (ready) return ready;
    const items = iterateValue(e, x, /^(list|vtuple)$/.test(kind) ? "list" : "for");
    const source = isKeyed ? keysOf(e, items) : items;
    e.store.flow(source.item, elem);
    return raising(t, given.at, (g) => `${call}(${converted(g, source, elem)})`);
  });

export const tuple: Builtin = (e, node) => {
  const given = new Given(e, node);
  if (given.count === 1) {
    const x = given.arg(0);
    if (soloPart(x.t)?.kind === "tuple" || soloPart(x.t)?.kind === "vtuple") return x;
  }
  return collecting("vtuple", "to_tuple", "Tuple::new()")(e, node);
};

/** What is given by names that stand beside each other, or by one `**`: each a dictionary. */
function namedEntries(e: Elaborator, keywords: Keyword[]): Typed[] {
  const groups: Typed[] = [];
  for (let i = 0; i < keywords.length; ) {
    const next = keywords.findIndex(({ arg }, at) => at >= i && arg === undefined);
    const end = next === i ? i + 1 : next < 0 ? keywords.length : next;
    const given = keywords.slice(i, end);
    const keys = given.map(({ arg, value }) =>
      arg === undefined
        ? null
        : ({ nodeType: "Constant", value: arg, lit: { k: "str", v: arg }, ...placeOf(value) } as Expr),
    );
    const values = given.map(({ value }) => value);
    const [first] = given as [Keyword];
    groups.push(
      first.arg === undefined
        ? ofNames(e, first.value)
        : expression(e, e.standIn<Expr>(first.value, { nodeType: "Dict", keys, values } as Partial<Expr>)),
    );
    i = end;
  }
  return groups;
}

/** What stands behind `**`: a dictionary of texts. */
function ofNames(e: Elaborator, node: Expr): Typed {
  const x = expression(e, node);
  const part = soloPart(x.t);
  const key = part?.kind === "dict" ? (part.args[0] as Cell) : undefined;
  if (
    isBottom(x.t) ||
    (key &&
      (isBottom(key) ||
        isOnly(
          typed(key, node, () => ""),
          STR,
        )))
  )
    return x;
  return e.refuse("** of a dictionary with other keys than text", node);
}

/** A tuple that never holds anything. */
function isNothing({ t, pure }: Typed): boolean {
  const part = soloPart(t);
  return pure === true && part?.kind === "vtuple" && isBottom(part.args[0] as Cell);
}

/** `dict(x, a=1, **more)`: as `{**dict(x), "a": 1, **more}`, where no name may come twice. */
function withStars(e: Elaborator, node: Call): Typed {
  const args = node.args.filter((arg) => arg.nodeType !== "Starred" || !isNothing(expression(e, arg.value)));
  if (args.length > 1 || args.some((arg) => arg.nodeType === "Starred"))
    return e.refuse("dict with ** beside these", node, "write {**a, **b}");
  // The argument may be another node in every round, where it was starred.
  const first = args.map((arg) =>
    e.standIn<Expr>(node.func, { nodeType: "Call", func: node.func, args: [arg], keywords: [] } as Partial<Expr>),
  );
  const [key, value] = [e.at(node, "nameKey"), e.at(node, "named")];
  e.store.add(key, STR);
  const groups = namedEntries(e, node.keywords);
  for (const group of groups) {
    const part = soloPart(group.t);
    if (part) {
      e.store.unify(part.args[0] as Cell, key);
      e.store.unify(part.args[1] as Cell, value);
    }
  }
  const t = e.store.of("dict", key, value);
  const named = typed(t, node, (g) => {
    const all = g.fresh("all");
    const added = groups.map((group) => {
      if (isBottom(group.t)) return `let _ = ${g.own(group)};`;
      const more = g.fresh("more");
      return `let ${more} = ${g.own(group)}; ${g.q(`named_once("dict", &${all}, &${more})`)}; ${all}.update(&${more});`;
    });
    return `{ let ${all}: ${g.ty(t)} = Dict::new(); ${added.join(" ")} ${all} }`;
  });
  if (first.length === 0) return named;
  const rest = { nodeType: "Held", typed: named, ...placeOf(node) } as unknown as Expr;
  return expression(
    e,
    e.standIn<Expr>(node, { nodeType: "Dict", keys: [null, null], values: [...first, rest] } as Partial<Expr>),
  );
}

export const dict: Builtin = (e, node) => {
  const given = new Given(e, node);
  const [key, value] = [e.at(node, "k"), e.at(node, "v")];
  const t = e.store.of("dict", key, value);
  if (node.keywords.some(({ arg }) => arg === undefined)) return withStars(e, node);
  const named = node.keywords.map((keyword) => [keyword.arg, expression(e, keyword.value)] as const);
  for (const [, x] of named) e.store.flow(x.t, value);
  if (named.length) e.store.add(key, STR);
  const entries = (g: Gen): string[] => named.map(([name, x]) => `${g.key(name as string, key)} => ${g.own(x, value)}`);
  const nothing = (g: Gen): string => `Dict::<${g.ty(key)}, ${g.ty(value)}>::new()`;
  if (given.count === 0) {
    return typed(t, node, (g) => (named.length ? `dict!{${entries(g).join(", ")}}` : nothing(g)));
  }
  const x = given.arg(0);
  if (isBottom(x.t)) return dead(e, node, x);
  const from = (x: Typed): Typed => {
    const part = soloPart(x.t);
    let start: (g: Gen) => string;
    if (part && /^(dict|defaultdict|ordereddict|counter)$/.test(part.kind)) {
      e.store.unify(part.args[0] as Cell, key);
      if (part.kind === "counter") e.store.add(value, INT);
      else e.store.unify(part.args[1] as Cell, value);
      start = (g) =>
        part.kind === "defaultdict" || part.kind === "counter"
          ? g.q(`to_dict(${g.recv(x)}.items().iter())`)
          : `${g.recv(x)}.copy()`;
    } else {
      const source = entriesFrom(e, x, node);
      const pair = soloPart(source.item);
      const wrong = pair?.args[0] && unhashableIn(pair.args[0]);
      if (wrong) e.refuse("a dictionary of keys that may have no hash", node, "make tuples of them");
      if (isBottom(source.item)) start = (g) => `{ ${exhausted(g, source)} ${nothing(g)} }`;
      else {
        e.store.flow(pair?.args[0] as Cell, key);
        e.store.flow(pair?.args[1] as Cell, value);
        const want = e.store.part({ kind: "tuple", key: "tuple", args: [key, value] });
        start = (g) => g.q(`to_dict(${converted(g, source, want)})`);
      }
    }
    return typed(t, node, (g) => {
      if (!named.length) return start(g);
      const name = g.fresh("d");
      const sets = named.map(([arg, each]) => `${name}.set(${g.key(arg as string, key)}, ${g.own(each, value)});`);
      return `{ let ${name}: ${g.ty(t)} = ${start(g)}; ${sets.join(" ")} ${name} }`;
    });
  };
  if (width(x.t) === 1) return from(x);
  return spread(e, x, (arm) => {
    const kind = soloPart(arm.t)?.kind;
    const isKnown = kind ? /^(dict|defaultdict|ordereddict|counter)$/.test(kind) : !isOnly(arm, STR);
    return isKnown ? from(arm) : typed(t, node, (g) => `{ let _ = ${g.own(arm)}; limit("dict of this value") }`);
  });
};

export const slice: Builtin = (e, node) => {
  const { args } = node;
  if (args.length < 1 || args.length > 3 || node.keywords.length || args.some((arg) => arg.nodeType === "Starred"))
    return e.refuse("slice with these arguments", node);
  const [lower, upper, step] = args.length === 1 ? [undefined, args[0]] : args;
  return sliceValue(e, { ...node, lower, upper, step } as Call & SliceParts);
};
