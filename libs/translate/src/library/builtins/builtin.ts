import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import type { Source } from "../../infer/iteration.js";
import { type Typed, typed } from "../../infer/typed.js";
import { type Cell, isBottom } from "../../types/cell.js";
import { Given } from "../given.js";

export type Builtin = (e: Elaborator, node: Call) => Typed;

export function simple(build: (given: Given, e: Elaborator) => Typed): Builtin {
  return (e, node) => build(new Given(e, node), e);
}

/** What Python calls the type of the iterator that a call makes, where the call says so. */
function typeOfIterator(at: Expr): string {
  const name = at.nodeType === "Call" && at.func.nodeType === "Name" ? at.func.id : "";
  return /^(zip|map|filter|enumerate)$/.test(name) ? name : "";
}

/**
 * A value whose iterator is known, kept as an iterator only where it must be: there it may be one of several, and its
 * items one kind of theirs.
 */
export function iterator(
  e: Elaborator,
  at: Expr,
  item: Cell,
  write: (g: Gen) => string,
  kept: (g: Gen) => string = write,
  made = typeOfIterator(at),
): Typed {
  const source: Source = { item, write };
  const among = e.at(at, "it");
  e.store.flow(item, among);
  return Object.assign(
    typed(e.store.iter(among, made), at, (g) => `Iter::new(${converted(g, { item, write: kept }, among)})`),
    { source },
  );
}

/** The sources of an iterator that can give nothing, since one of them has no items: they are asked all the same. */
export const emptied = (g: Gen, sources: readonly Source[]): string => {
  const asked = sources.map((source) =>
    isBottom(source.item) ? `Iter::new(${source.write(g)})` : `Iter::new(map_iter(${source.write(g)}, |_| Ok(())))`,
  );
  return `vec![${asked.join(", ")}]`;
};
