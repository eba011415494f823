import type { Call } from "../../ast.js";
import type { Remark } from "../../diagnostics.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { starredAs } from "../../infer/starred-tuples.js";
import type { Typed } from "../../infer/typed.js";
import type { Cell } from "../../types/cell.js";
import { callDescribed, fits, type GivenArguments, givenArguments } from "./call.js";
import { cellOf, parseType, type Signature, signatures } from "./signature.js";

export type Call1 = (e: Elaborator, node: Call) => Typed;
export type Constant = (e: Elaborator) => { t: Cell; text: string };

/** A module's functions and types by their signatures, a line each; the Rust names stand in the module `rust`. */
export function describedCalls(module: string, lines: string, rust = module): Record<string, Call1> {
  const out: Record<string, Call1> = {};
  for (const [name, all] of signatures(lines)) {
    const call = (e: Elaborator, node: Call, given: GivenArguments): Typed =>
      callDescribed(e, all, given, node, `${module}.${name}`, () => `${rust}::`);
    out[name] = (e, node) =>
      starredAs(e, node, countsOf(all), undefined, (positional) =>
        fits(e, all, positional) ? call(e, node, { positional, named: new Map() }) : undefined,
      ) ?? call(e, node, givenArguments(e, node));
  }
  return out;
}

/** How many arguments by position the signatures take. */
function countsOf(all: readonly Signature[]): number[] {
  const counts = all.flatMap(({ params }) => {
    const open = params.filter(({ named }) => !named);
    const least = open.filter(({ fallback }) => fallback === undefined).length;
    return Array.from({ length: open.length - least + 1 }, (_, i) => least + i);
  });
  return [...new Set(counts)].sort((a, b) => a - b);
}

/** Functions of which something is said wherever they are called. */
export function remarkedCalls(calls: Record<string, Call1>, remark: (name: string) => Remark): Record<string, Call1> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      (e: Elaborator, node: Call) => {
        e.remark(remark(name), node);
        return call(e, node);
      },
    ]),
  );
}

/** Functions that are refused, with what to do instead. */
export function refusedCalls(module: string, why: Record<string, string>): Record<string, Call1> {
  return Object.fromEntries(
    Object.entries(why).map(([name, suggestion]) => {
      const refused: Call1 = (e, node) => e.refuse(`${module}.${name}`, node, suggestion);
      REFUSED.add(refused);
      return [name, refused];
    }),
  );
}

const REFUSED = new Set<Call1>();

/** Is this a call that is there only to be refused? */
export const isRefused = (call: Call1): boolean => REFUSED.has(call);

/** Constants: `name: type = Rust text`, a line each. */
export function describedConstants(module: string, lines: string): Record<string, Constant> {
  const out: Record<string, Constant> = {};
  for (const line of lines.split("\n")) {
    const match = /^\s*([\w.]+): (\S+) = (.+)$/.exec(line);
    if (!match) continue;
    const type = parseType(match[2] as string);
    out[`${module}.${match[1]}`] = (e) => ({ t: cellOf(e, type), text: match[3] as string });
  }
  return out;
}
