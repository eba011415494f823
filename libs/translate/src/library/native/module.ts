import type { Call } from "../../ast.js";
import type { Remark } from "../../diagnostics.js";
import type { Elaborator } from "../../infer/elaborator.js";
import type { Typed } from "../../infer/typed.js";
import type { Cell } from "../../types/cell.js";
import { callDescribed, givenArguments } from "./call.js";
import { cellOf, parseType, signatures } from "./signature.js";

export type Call1 = (e: Elaborator, node: Call) => Typed;
export type Constant = (e: Elaborator) => { t: Cell; text: string };

/** A module's functions and types by their signatures, a line each; the Rust names stand in the module `rust`. */
export function describedCalls(module: string, lines: string, rust = module): Record<string, Call1> {
  const out: Record<string, Call1> = {};
  for (const [name, all] of signatures(lines))
    out[name] = (e, node) =>
      callDescribed(e, all, givenArguments(e, node), node, `${module}.${name}`, () => `${rust}::`);
  return out;
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
    Object.entries(why).map(([name, suggestion]) => [
      name,
      (e: Elaborator, node: Call) => e.refuse(`${module}.${name}`, node, suggestion),
    ]),
  );
}

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
