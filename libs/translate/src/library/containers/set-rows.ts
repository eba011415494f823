import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { hold } from "../../infer/held.js";
import { iterateValue } from "../../infer/iteration.js";
import { type Typed, typed } from "../../infer/typed.js";
import { type Cell, isBottom } from "../../types/cell.js";
import type { Given } from "../given.js";

type Step = (g: Gen, recv: string) => string;

/** What each of the further arguments does; nothing where each gives a new set. */
const CHANGED_BY: Record<string, string> = { union: "update", difference: "difference_update" };
const CHANGING = /update$/;

/** `s.union(*rows)` and its like: the items of `rows` are the arguments. */
export function overRows(
  given: Given,
  name: string,
  x: Typed,
  t: Cell,
  stepOf: (name: string, row: Typed) => Step,
): Typed {
  const { e, at, node } = given;
  const [starred] = node.args as [Expr & { nodeType: "Starred" }];
  if (
    node.args.length !== 1 ||
    !/^(union|intersection|difference|update|\w+(?<!symmetric_difference)_update)$/.test(name)
  )
    return e.refuse("a starred argument here", starred);
  const rows = iterateValue(e, expression(e, starred.value));
  let row = "";
  const one: Typed = { t: rows.item, at, pure: true, emit: () => ({ s: row, m: 1, atom: true }) };
  const steps = isBottom(rows.item) ? [] : [name, CHANGED_BY[name] ?? name].map((each) => stepOf(each, one));
  return typed(t, at, (g) => {
    row = g.fresh("row");
    const [set, all, start] = [g.fresh("set"), g.fresh("rows"), g.fresh("start")];
    const begin = `let ${start} = ${g.own(x)}; let ${all} = ${g.q(`to_vec(${rows.write(g)})`)};`;
    const [first, further] = steps as [Step, Step] | [];
    if (!first || !further) return CHANGING.test(name) ? `{ ${begin} }` : `{ ${begin} ${start}.copy() }`;
    if (CHANGING.test(name)) return `{ ${begin} for ${row} in ${all} { ${first(g, start)}; } }`;
    const more = name in CHANGED_BY ? `${further(g, set)};` : `${set} = ${further(g, set)};`;
    const begun = name === "union" ? `let ${set} = ${start}.copy();` : `let mut ${set} = ${start}.copy();`;
    if (name !== "difference") return `{ ${begin} ${begun} for ${row} in ${all} { ${more} } ${set} }`;
    const at0 = g.fresh("at");
    return `{ ${begin} ${begun} for (${at0}, ${row}) in ${all}.into_iter().enumerate() { if ${at0} == 0 { ${set} = ${first(g, set)}; } else { ${more} } } ${set} }`;
  });
}

/** `set.union(*rows)`: the first of the rows has the method, the others are its arguments. */
export function firstOfRows(
  e: Elaborator,
  node: Expr,
  name: string,
  at: Call & { rows?: Call },
  call: (first: Typed, others: Call) => Typed,
): Typed {
  const rows = iterateValue(e, expression(e, node));
  const missing = `unbound method set.${name}() needs an argument`;
  if (isBottom(rows.item)) return e.typeError(missing, at, expression(e, node));
  const whole = hold(typed(e.store.of("iter", rows.item), at, (g) => `Iter::new(${rows.write(g)})`));
  let name0 = "";
  const first: Typed = { t: rows.item, at, pure: true, emit: () => ({ s: name0, m: 1, atom: true }) };
  at.rows ??= { ...at };
  at.rows.args = [{ ...at.args[0], nodeType: "Starred", value: whole.node } as Expr];
  const made = call(first, at.rows);
  return typed(made.t, at, (g) => {
    whole.name = g.fresh("it");
    name0 = g.fresh("first");
    const begin = `let ${whole.name} = ${g.own(whole.x)}; let ${name0} = match ${g.q(`${whole.name}.step()`)} { Some(v) => v, None => ${g.throwing(`exc::TYPE_ERROR.msg("${missing}")`)} };`;
    return `{ ${begin} ${g.own(made)} }`;
  });
}
