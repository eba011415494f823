import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import type { Elaborator } from "../../infer/elaborator.js";
import type { Source } from "../../infer/iteration.js";
import { type Typed, typed } from "../../infer/typed.js";
import { type Cell, isBottom } from "../../types/cell.js";
import { Given } from "../given.js";

export type Builtin = (e: Elaborator, node: Call) => Typed;

export function simple(build: (given: Given, e: Elaborator) => Typed): Builtin {
  return (e, node) => build(new Given(e, node), e);
}

/** A value whose iterator is known, kept as an iterator only where it must be. */
export function iterator(e: Elaborator, at: Expr, item: Cell, write: (g: Gen) => string): Typed {
  const source: Source = { item, write };
  return Object.assign(
    typed(e.store.of("iter", item), at, (g) => `Iter::new(${write(g)})`),
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
