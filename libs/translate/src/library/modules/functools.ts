import type { Call, Expr } from "../../ast.js";
import { kwValue, starValue } from "../../infer/arguments.js";
import { callback, worked } from "../../infer/callbacks.js";
import { callee } from "../../infer/callee.js";
import { call } from "../../infer/calls.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { functionValue, synthetic } from "../../infer/function-values.js";
import { type Held, hold } from "../../infer/held.js";
import { iterateValue, type Source } from "../../infer/iteration.js";
import { type Typed, typed } from "../../infer/typed.js";
import { dead } from "../../infer/unions.js";
import { isBottom, soloPart } from "../../types/cell.js";
import { cmpToKey } from "../native/functools.js";
import type { Call1 } from "./module-call.js";

/** `update_wrapper(self, f)`: what it copies is refused where it is asked of an object. */
const updateWrapper: Call1 = (e, node) => {
  const [target, f] = node.args;
  if (!target || !f || node.args.length !== 2 || node.keywords.length)
    return e.refuse("update_wrapper with these arguments", node);
  const x = expression(e, target);
  if (isBottom(x.t)) return dead(e, node, x);
  if (soloPart(x.t)?.kind !== "inst") return e.refuse("update_wrapper of a function", node, "decorate it with wraps");
  const given = expression(e, f);
  return typed(x.t, node, (g) => `{ let _ = ${g.own(given)}; ${g.own(x)} }`);
};

/** `reduce` of what has no items: they are asked for all the same. */
function reduceNothing(e: Elaborator, node: Call, source: Source, start: Typed | undefined): Typed {
  return typed(start ? start.t : e.store.temp(), node, (g) => {
    const [it, first] = [g.fresh("it"), g.fresh("first")];
    const message = "reduce() of empty iterable with no initial value";
    const end = start ? first : g.throwing(`exc::TYPE_ERROR.msg("${message}")`);
    const held = start ? `let ${first} = ${g.own(start)}; ` : "";
    return `{ let mut ${it} = ${source.write(g)}; ${held}let _ = ${g.q(`${it}.next()`)}; ${end} }`;
  });
}

/** `reduce(f, xs[, start])`. */
const reduce: Call1 = (e, node) => {
  const rows = expression(e, node.args[1] as never);
  const source = iterateValue(e, rows);
  const start = node.args[2] && expression(e, node.args[2]);
  if (start && isBottom(start.t)) return dead(e, node, rows, start);
  const acc = e.at(node, "acc");
  e.store.flow(start ? start.t : source.item, acc);
  if (isBottom(source.item)) return reduceNothing(e, node, source, start);
  if (isBottom(acc)) return dead(e, node);
  const made = worked(e, node.args[0] as Expr, node.args.slice(1));
  const by = callback(e, made.node, [acc, source.item]);
  e.store.flow(by.t, acc);
  return typed(acc, node, (g) => {
    const [it, name, v, f] = [g.fresh("it"), g.fresh("acc"), g.fresh("v"), g.fresh("f")];
    const first = start
      ? g.own(start, acc)
      : `match ${g.q(`${it}.next()`)} { Some(${v}) => ${g.coerceText(v, source.item, acc)}, None => { ${g.throwing(`exc::TYPE_ERROR.msg("reduce() of empty iterable with no initial value")`)} } }`;
    return `{ ${made.ready(g)}let mut ${it} = ${source.write(g)}; let mut ${f} = hint2::<${g.ty(acc)}, ${g.ty(source.item)}, ${g.ty(acc)}, _>(${by.write(g, acc)}); let mut ${name}: ${g.ty(acc)} = ${first}; while let Some(${v}) = ${g.q(`${it}.next()`)} { ${name} = ${g.q(`${f}(${name}, ${v})`)}; } ${name} }`;
  });
};

/** `partial(f, …)`: a function value that puts its own arguments first. */
const partial: Call1 = (e, node) => {
  const [f, ...rest] = node.args as [Expr, ...Expr[]];
  if (node.args.some((arg) => arg.nodeType === "Starred")) return e.refuse("partial with a starred argument", node);
  const known = callee(e, f);
  const held = [...(known ? [] : [hold(expression(e, f))]), ...rest.map((arg) => hold(expression(e, arg)))];
  const named = node.keywords.map((keyword) => ({ keyword, x: hold(expression(e, keyword.value)) }));
  const func = known ? f : (held[0] as ReturnType<typeof hold>).node;
  const first = known ? held : held.slice(1);
  return functionValue(
    e,
    node,
    (given) => {
      const made = synthetic(e, f, given);
      const own = named.filter(({ keyword }) => !given.keywords.has(keyword.arg ?? ""));
      return call(e, {
        ...made,
        func,
        args: [...first.map((each) => each.node), ...made.args],
        keywords: [...own.map(({ keyword, x }) => ({ ...keyword, value: x.node })), ...made.keywords],
      });
    },
    [...held, ...named.map(({ x }) => x)],
    known && {
      made: (attribute) => {
        if (attribute === "func") return expression(e, f);
        const again = (each: Held): Typed => each.again;
        if (attribute === "args") return starValue(e, first.map(again), undefined, node, node);
        if (attribute !== "keywords") return undefined;
        return kwValue(e, new Map(named.map(({ keyword, x }) => [keyword.arg ?? "", again(x)])), node, node);
      },
    },
  );
};

export const functools: Record<string, Call1> = {
  reduce,
  partial,
  cmp_to_key: cmpToKey,
  update_wrapper: updateWrapper,
};
