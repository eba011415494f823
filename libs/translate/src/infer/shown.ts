import type { Gen } from "../generate/gen.js";
import { type Cell, find } from "../types/cell.js";
import type { Typed } from "./typed.js";

/** May showing such a value ask an object for its text, which may raise? */
export function asksForText(cell: Cell, seen: readonly Cell[] = []): boolean {
  const root = find(cell);
  if (seen.includes(root)) return false;
  return [...(root.parts?.values() ?? [])].some(
    ({ kind, args }) => kind === "inst" || kind === "exc" || args.some((arg) => asksForText(arg, [...seen, root])),
  );
}

/** A value's text: what its class raises when asked for it is raised. */
export function shown(g: Gen, call: "str_of" | "repr" | "ascii", x: Typed): string {
  const text = `${call}(${g.ref(x)})`;
  return asksForText(x.t) ? g.q(`try_${text}`) : text;
}
