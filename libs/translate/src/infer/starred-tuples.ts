import type { Call, Expr } from "../ast.js";
import { placeOf } from "../nodes.js";
import { isBottom, soloPart } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { heldLets, hold } from "./held.js";
import { iterateValue } from "./iteration.js";
import { type Code, type Typed, typed } from "./typed.js";
import { dead } from "./unions.js";

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

/** A node that stands for a value. */
export function held(x: Typed, at: Expr): Expr {
  return { nodeType: "Held", typed: x, ...placeOf(at) } as unknown as Expr;
}

/**
 * `f(*xs)` of a function that takes any of so many arguments: the items of `xs`; nothing for any other call. `said` is
 * Python's TypeError where there are others, with `{}` for how many; without it others end the program, as do those of
 * which nothing is made.
 */
export function starredAs(
  e: Elaborator,
  node: Call,
  counts: readonly number[],
  said: string | undefined,
  work: (items: Typed[]) => Typed | undefined,
): Typed | undefined {
  const [starred] = node.args;
  if (node.args.length !== 1 || node.keywords.length || starred?.nodeType !== "Starred") return undefined;
  const x = expression(e, starred.value);
  const source = isBottom(x.t) ? undefined : iterateValue(e, x);
  if (!source || isBottom(source.item)) return dead(e, node, x);
  let items = "";
  const item = (_: unknown, i: number): Typed => ({
    ...typed(source.item, node, () => `${items}[${i}].clone()`),
    pure: true,
  });
  const made = counts.flatMap((count) => {
    const x = work(Array.from({ length: count }, item));
    return x ? [{ count, x }] : [];
  });
  const t = e.store.temp();
  for (const each of made) e.store.flow(each.x.t, t);
  return typed(t, node, (g) => {
    items = g.fresh("items");
    const vec = g.q(`to_vec(${source.write(g)})`);
    const wrong =
      said === undefined
        ? 'limit("a starred argument of this length")'
        : g.throwing(`exc::TYPE_ERROR.msg(Str::from(format!(${JSON.stringify(said)}, ${items}.len())))`);
    const arms = made.map(({ count, x }) => `${count} => ${g.own(x, t)}, `).join("");
    return `{ let ${items} = ${vec}; match ${items}.len() { ${arms}_ => { ${wrong} } } }`;
  });
}
