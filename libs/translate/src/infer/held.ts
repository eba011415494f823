import type { Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { isBottom } from "../types/cell.js";
import { place, type Typed } from "./typed.js";

/** A value that is worked out once, before what uses it. */
export interface Held {
  x: Typed;
  name: string;
  /** The value, by its name. */
  again: Typed;
  node: Expr;
}

/** An expression that was worked out already, as a node that can stand where the source had it. */
export function hold(x: Typed): Held {
  const again: Typed = {
    t: x.t,
    at: x.at,
    emit: () => place(held.name),
    pure: true,
    ...(x.lit && { lit: x.lit }),
    known: x.known,
  };
  const held: Held = { x, name: "", again, node: { nodeType: "Held", typed: again } as unknown as Expr };
  return held;
}

/** The statements that work them out, in order, and give them their names. */
export function heldLets(g: Gen, kept: readonly Held[]): string {
  return kept
    .map((held) => {
      const name = g.fresh("v");
      const type = isBottom(held.x.t) ? ": ()" : "";
      const text = `let ${name}${type} = ${g.own(held.x)}; `;
      held.name = name;
      return text;
    })
    .join("");
}
