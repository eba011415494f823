import type { Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { type Cell, find, INT, isBottom, soloPart } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { isFolded } from "./folding.js";
import { iterateValue, type Source } from "./iteration.js";
import { asKey, unhashable } from "./membership.js";
import { type Code, type Typed, typed, value } from "./typed.js";
import { keyValue } from "./types-as-values.js";

export function display(e: Elaborator, node: Expr & { nodeType: "List" | "Set" | "Tuple" }): Typed {
  const kind = node.nodeType === "Set" ? "set" : "list";
  const elem = e.at(node);
  let wrong: Typed | undefined;
  const items = node.elts.map((item) => {
    if (item.nodeType === "Starred") {
      const from = expression(e, item.value);
      if (kind === "set" && soloPart(from.t)?.kind === "set") e.store.unify(soloPart(from.t)?.args[0] as Cell, elem);
      const source = iterateValue(e, from, kind === "set" ? "for" : "star");
      e.store.flow(source.item, elem);
      return { source, x: undefined, from };
    }
    const given = kind === "set" ? keyValue(e, item) : expression(e, item);
    if (kind === "set") wrong ??= unhashable(e, given, item) && given;
    const x = kind === "set" && !wrong ? asKey(e, given, item) : given;
    e.store.flow(x.t, elem);
    return { source: undefined, x, from: undefined };
  });
  if (wrong) return unhashable(e, wrong, node, ...items.flatMap(({ x, from }) => x ?? from ?? [])) as Typed;
  const t = e.store.of(kind, elem);
  if (items.length > 0 && items.every(({ x }) => x)) {
    const isLarge = node.elts.length > MOST_AT_ONCE && node.elts.every(isPlain);
    const emit = (g: Gen): Code => {
      if (isLarge) {
        const made = kind === "set" ? "Set::of_constants" : "List::from_vec";
        const all = items.map(({ x }) => g.own(x as Typed, elem));
        return value(
          inPieces(g, `Vec<${g.ty(elem)}>`, all, (name, piece) => `${name}.extend(vec![${piece.join(", ")}])`, made),
        );
      }
      const written = items.map(({ x }) => g.own(x as Typed, elem)).join(", ");
      if (kind === "set" && items.length > 2 && node.elts.every(isFolded))
        return value(`Set::of_constants(vec![${written}])`);
      if (kind === "set" && items.length > 1 && mayAct(elem)) return value(`Set::from_vec(vec![${written}])`);
      return { ...value(`${kind}![${written}]`), ...(kind === "list" && { items: written }) };
    };
    return { t, at: node, emit };
  }
  return typed(t, node, (g) => {
    if (items.length === 0) return `${kind === "list" ? "List" : "Set"}::<${g.ty(elem)}>::new()`;
    const name = g.fresh(kind);
    const lines = items.map(({ source, x, from }) => {
      if (kind === "set" && from && soloPart(from.t)?.kind === "set") return `${name}.update(${g.ref(from)});`;
      if (x) return `${name}.${kind === "list" ? "append" : "add"}(${g.own(x, elem)});`;
      const s = source as Source;
      return `${g.q(`${name}.${kind === "list" ? "extend" : "update_iter"}(${converted(g, s, elem)})`)};`;
    });
    return `{ let ${name}: ${kind === "list" ? "List" : "Set"}<${g.ty(elem)}> = ${kind === "list" ? "List" : "Set"}::new(); ${lines.join(" ")} ${name} }`;
  });
}

/** May a hash be one that the program works out, so that it is felt when it is asked for? */
const mayAct = (key: Cell, depth = 0): boolean =>
  [...(find(key).parts?.values() ?? [])].some(
    ({ kind, args }) => kind === "inst" || (depth < DEEPEST && args.some((arg) => mayAct(arg, depth + 1))),
  );

/** A function of WebAssembly holds so many variables, of which each item of a large table takes some. */
const MOST_AT_ONCE = 200;

const isPlain = (node: Expr | null): boolean =>
  node?.nodeType === "Constant" ||
  (node?.nodeType === "UnaryOp" && isPlain(node.operand)) ||
  ((node?.nodeType === "Tuple" || node?.nodeType === "List") && node.elts.every(isPlain));

/** A large table of constants, filled by functions of its own. */
function inPieces(
  g: Gen,
  type: string,
  items: readonly string[],
  fill: (name: string, piece: readonly string[]) => string,
  made?: string,
): string {
  const name = g.fresh("table");
  const kind = type.replace(/<.*/, "");
  const pieces: string[] = [];
  for (let at = 0; at < items.length; at += MOST_AT_ONCE)
    pieces.push(`(|| ${fill(name, items.slice(at, at + MOST_AT_ONCE))})();`);
  return `{ let mut ${name}: ${type} = ${kind}::new(); ${pieces.join(" ")} ${made ? `${made}(${name})` : name} }`;
}

/** An iterator whose items are wanted as another type. */
export function converted(g: Gen, source: Source, want: Cell): string {
  const it = source.write(g);
  if (g.ty(source.item) === g.ty(want)) return it;
  const v = g.fresh("v");
  return `map_iter(${it}, |${v}| Ok(${g.coerceText(v, source.item, want)}))`;
}

/** A tuple within more tuples than these is taken for one that holds its like: a type of known lengths would never end. */
const DEEPEST = 5;

function nestsDeeper(t: Cell, depth: number): boolean {
  const part = find(t).parts?.get("tuple");
  return part !== undefined && (depth === 0 || part.args.some((arg) => nestsDeeper(arg, depth - 1)));
}

/** A tuple's own copy of what an item is so far: what the item becomes by holding this tuple is for the next round. */
function asItNow(e: Elaborator, t: Cell): Cell {
  if (!find(t).kept) return t;
  const copy = e.store.temp();
  e.store.flow(t, copy);
  return copy;
}

export function tuple(e: Elaborator, node: Expr & { nodeType: "Tuple" }): Typed {
  if (
    node.elts.some((item) => item.nodeType === "Starred") ||
    node.elts.length > 12 ||
    node.elts.length === 0 ||
    e.endless.has(node)
  ) {
    const list = display(e, node);
    const elem = e.at(node);
    return typed(e.store.of("vtuple", elem), node, (g) =>
      node.elts.length ? `${g.recv(list)}.to_tuple()` : `Tuple::<${g.ty(elem)}>::new()`,
    );
  }
  const items = node.elts.map((item) => expression(e, item));
  const args = items.map((item) => asItNow(e, item.t));
  if (args.some((arg) => nestsDeeper(arg, DEEPEST))) {
    e.endless.add(node);
    e.store.changed = true;
  }
  const t = e.store.part({ kind: "tuple", key: "tuple", args });
  return {
    t,
    at: node,
    items,
    pure: items.every((item) => item.pure),
    emit: (g) => ({
      s: `(${items.map((item) => ofKnownType(g, item)).join(", ")}${items.length === 1 ? "," : ""})`,
      m: 0,
      atom: true,
    }),
  };
}

/** An item that never comes has no type of its own that a tuple could be compared by. */
const ofKnownType = (g: Gen, item: Typed): string =>
  isBottom(item.t) ? `{ let never: ${g.ty(item.t)} = ${g.own(item)}; never }` : g.own(item);

export function dict(e: Elaborator, node: Expr & { nodeType: "Dict" }): Typed {
  const key = e.at(node, "k");
  const value = e.at(node, "v");
  let wrong: Typed | undefined;
  const entries = node.values.map((each, i) => {
    const k = node.keys[i];
    const x = expression(e, each);
    if (!k) {
      const part = [...(find(x.t).parts?.values() ?? [])][0];
      if (!part || part.args.length < 1 || !/dict|counter/.test(part.kind))
        return isBottom(x.t) ? { k: undefined, x } : e.refuse("** of this value", each);
      e.store.unify(part.args[0] as Cell, key);
      if (part.kind === "counter") e.store.add(value, INT);
      else e.store.unify(part.args[1] as Cell, value);
      return { k: undefined, x };
    }
    const given = keyValue(e, k);
    wrong ??= unhashable(e, given, k) && given;
    const kx = wrong ? given : asKey(e, given, k);
    e.store.flow(kx.t, key);
    e.store.flow(x.t, value);
    return { k: kx, x };
  });
  if (wrong) return unhashable(e, wrong, node, ...entries.flatMap(({ k, x }) => (k ? [k, x] : [x]))) as Typed;
  return typed(e.store.of("dict", key, value), node, (g) => {
    if (entries.length === 0) return `Dict::<${g.ty(key)}, ${g.ty(value)}>::new()`;
    if (entries.length > MOST_AT_ONCE && [...node.keys, ...node.values].every(isPlain)) {
      const all = entries.map(({ k, x }) => `.set(${g.own(k as Typed, key)}, ${g.own(x, value)})`);
      const type = `Dict<${g.ty(key)}, ${g.ty(value)}>`;
      return inPieces(g, type, all, (name, piece) => `{ ${piece.map((set) => `${name}${set};`).join(" ")} }`);
    }
    if (entries.every(({ k }) => k)) {
      if (entries.length > 1 && mayAct(key))
        return `Dict::from_pairs(vec![${entries.map(({ k, x }) => `(${g.own(k as Typed, key)}, ${g.own(x, value)})`).join(", ")}])`;
      return `dict!{${entries.map(({ k, x }) => `${g.own(k as Typed, key)} => ${g.own(x, value)}`).join(", ")}}`;
    }
    const name = g.fresh("dict");
    const lines = entries.map(({ k, x }) => {
      if (k) return `${name}.set(${g.own(k, key)}, ${g.own(x, value)});`;
      return isBottom(x.t) ? `let _ = ${g.own(x)};` : `${name}.update(${g.ref(x)});`;
    });
    return `{ let ${name}: Dict<${g.ty(key)}, ${g.ty(value)}> = Dict::new(); ${lines.join(" ")} ${name} }`;
  });
}
