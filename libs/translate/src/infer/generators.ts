import type { Call, Expr, FunctionDef, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import type { Given } from "../library/given.js";
import { knownDecorator } from "../resolve/decorators.js";
import type { Scope } from "../resolve/symbols.js";
import { type Cell, find, isBottom, NONE, type Part, RANGE, soloPart } from "../types/cell.js";
import type { Instance } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { argumentOf } from "./exceptions.js";
import { constant, expression } from "./expressions.js";
import { iterateValue } from "./iteration.js";
import { isOnly } from "./numbers.js";
import { raising, type Typed, typed } from "./typed.js";

/** Is a function's generator made a context manager by its decorator? */
export function isManager(scope: Scope): boolean {
  const node = scope.node as FunctionDef;
  return (
    node.nodeType === "FunctionDef" && node.decorator_list.some((each) => knownDecorator(each) === "contextmanager")
  );
}

/** What a call of a function gives. */
export function resultCell(e: Elaborator, inst: Instance): Cell {
  if (!inst.yields) return inst.result;
  if (!inst.sends) return e.store.iter(inst.yields, "generator");
  return e.store.of(isManager(inst.scope) ? "manager" : "coroutine", inst.yields, inst.sends, inst.result);
}

/** `yield` and `yield from`. */
export function yields(e: Elaborator, node: Expr & { nodeType: "Yield" | "YieldFrom" }): Typed {
  const { inst } = e.cx;
  const elem = inst.yields;
  if (!elem) return e.refuse("yield outside a function", node);
  if (node.nodeType === "YieldFrom") return yieldFrom(e, inst, elem, expression(e, node.value), node);
  const x = node.value ? expression(e, node.value) : constant(e, { k: "none" }, node);
  e.store.flow(x.t, elem);
  const { sends } = inst;
  e.afterCall();
  if (!sends) return typed(e.store.temp(NONE), node, (g) => `${g.yielder}.put(${g.own(x, elem)}).await`);
  const t = e.store.temp(NONE);
  e.store.flow(sends, t);
  return typed(t, node, (g) => {
    const text = g.q(`${g.yielder}.put(${g.own(x, elem)}).await`);
    if (isBottom(sends)) return `{ ${text}; }`;
    return find(sends).mask & NONE && g.ty(sends) !== "()" ? `${text}.flatten()` : nothingAsUnit(g, sends, text);
  });
}

const nothingAsUnit = (g: Gen, sends: Cell, text: string): string => (g.ty(sends) === "()" ? `{ ${text}; }` : text);

/** What Python calls the iterators of its containers. */
const ITERATORS: Record<string, string> = {
  list: "list_iterator",
  tuple: "tuple_iterator",
  vtuple: "tuple_iterator",
  range: "range_iterator",
  set: "set_iterator",
  frozenset: "set_iterator",
  dict: "dict_keyiterator",
};

function yieldFrom(e: Elaborator, inst: Instance, elem: Cell, x: Typed, node: Place): Typed {
  const part = soloPart(x.t);
  e.afterCall();
  if (inst.sends && part?.kind === "coroutine") {
    const [out, sent, returned] = part.args as [Cell, Cell, Cell];
    e.store.unify(out, elem);
    e.store.unify(sent, inst.sends);
    return raising(returned, node, (g) => `${g.yielder}.delegate(${g.own(x)}).await`);
  }
  const source = iterateValue(e, x);
  e.store.flow(source.item, elem);
  return typed(e.store.temp(NONE), node, (g) => {
    const [it, v] = [g.fresh("it"), g.fresh("v")];
    const put = `${g.yielder}.put(${g.coerceText(v, source.item, elem)}).await`;
    const name = ITERATORS[part?.kind ?? (isOnly(x, RANGE) ? "range" : "")];
    const isTaken = inst.sends && find(inst.sends).mask & NONE && g.ty(inst.sends) !== "()" ? ".flatten()" : "";
    const refused = name
      ? g.throwing(`exc::ATTRIBUTE_ERROR.msg("'${name}' object has no attribute 'send'")`)
      : 'limit("a value sent through yield from to what is no generator")';
    const text = inst.sends ? `if ${g.q(put)}${isTaken}.is_some() { ${refused} }` : `${put};`;
    return `{ let mut ${it} = ${source.write(g)}; while let Some(${v}) = ${g.q(`${it}.next()`)} { ${text} } }`;
  });
}

/** `next(g)` of a generator that may return a value. */
export const nextOf = (e: Elaborator, x: Typed, part: Part, at: Place): Typed => {
  e.afterCall();
  return raising(part.args[0] as Cell, at, (g) => `${g.recv(x)}.send(None)`);
};

/** `stop.value`: what the generator returned that ended, or what the exception was made with. */
export function stopValue(e: Elaborator, x: Typed, at: Place): Typed {
  e.store.add(e.exceptionArgs, NONE);
  const t = e.store.temp();
  e.store.flow(e.exceptionArgs, t);
  const results = [...e.instances.values()].flatMap((inst) => (inst.sends ? [inst.result] : []));
  for (const result of results) e.store.flow(result, t);
  return typed(t, at, (g) => {
    const [stop, v] = [g.fresh("stop"), g.fresh("v")];
    const kinds = new Map(
      results.filter((cell) => find(cell).mask !== NONE || find(cell).parts?.size).map((cell) => [g.ty(cell), cell]),
    );
    kinds.delete("()");
    const arms = [...kinds].map(
      ([type, cell]) =>
        `if let Some(${v}) = ${stop}.payload_of::<${type}>() { ${g.coerceText(`(*${v}).clone()`, cell, t)} } else `,
    );
    const given = g.coerceText(`(${argumentOf(e, g)})(${stop}.only_arg())`, e.exceptionArgs, t);
    return `{ let ${stop} = ${g.own(x)}; ${arms.join("")}{ ${given} } }`;
  });
}

/** The methods of a generator. */
export function coroutineMethod(e: Elaborator, x: Typed, part: Part, name: string, given: Given): Typed | undefined {
  const { at } = given;
  const [out, sent] = part.args as [Cell, Cell];
  e.afterCall();
  if (name === "__next__") return nextOf(e, x, part, at);
  if (name === "__iter__") return x;
  if (name === "close") return raising(e.store.temp(NONE), at, (g) => `${g.recv(x)}.close()`);
  if (name === "send") {
    const value = given.arg(0);
    if (find(value.t).mask === NONE && !find(value.t).parts?.size) return nextOf(e, x, part, at);
    e.store.flow(value.t, sent);
    return raising(out, at, (g) => {
      const text = g.own(value, sent);
      return find(sent).mask & NONE
        ? `{ let sent = ${text}; ${g.recv(x)}.send(if sent.is_none() { None } else { Some(sent) }) }`
        : `${g.recv(x)}.send(Some(${text}))`;
    });
  }
  if (name !== "throw") return undefined;
  const [arg, ...rest] = (given.node as Call).args;
  if (!arg || rest.length) return e.refuse("throw with these arguments", at);
  const error = e.library.errorValue(e, arg);
  if (soloPart(error.t)?.kind !== "exc") return e.refuse("throw of this value", at);
  return raising(out, at, (g) => `${g.recv(x)}.throw(${g.own(error)})`);
}
