import type { Call, Expr } from "../ast.js";
import { placeOf } from "../nodes.js";
import { soloPart } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { heldLets, hold } from "./held.js";
import { type Code, type Typed, typed } from "./typed.js";

/** A call to something built in, with the items of starred tuples in their places. */
export function withoutStars(e: Elaborator, node: Call, work: (plain: Call) => Typed): Typed {
  if (!node.args.some((arg) => arg.nodeType === "Starred")) return work(node);
  const kept: ReturnType<typeof hold>[] = [];
  const args = node.args.flatMap((arg, i): Expr[] => {
    if (arg.nodeType !== "Starred") return [arg];
    const { value } = arg;
    const isPlain = value.nodeType === "List" && value.elts.every((each) => each.nodeType !== "Starred");
    if (isPlain && value.elts.length) return value.elts;
    const x = expression(e, value);
    if (x.items) return x.items.map((item) => held(item, arg));
    const part = soloPart(x.t);
    if (part?.kind !== "tuple" || (i > 0 && !x.pure)) return [arg];
    const whole = hold(x);
    kept.push(whole);
    return part.args.map((t, at) => {
      const emit = (): Code => ({ s: `${whole.name}.${at}`, m: 1, atom: true });
      return held({ t, at: arg, pure: true, emit }, arg);
    });
  });
  const made = work(e.standIn<Call>(node, { args }));
  if (!kept.length) return made;
  const inner = typed(made.t, node, (g) => {
    const lets = heldLets(g, kept);
    return `{ ${lets}${g.own(made)} }`;
  });
  return made.known === "never" ? { ...inner, known: "never" } : inner;
}

function held(x: Typed, at: Expr): Expr {
  return { nodeType: "Held", typed: x, ...placeOf(at) } as unknown as Expr;
}
