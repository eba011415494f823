import type { Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { qualifiedName, type Scope, type Sym, unitOf } from "../resolve/symbols.js";
import { type Cell, find, isBottom, NONE, type Part, STR, soloPart, width } from "../types/cell.js";
import type { Callee } from "./context.js";
import { type AnyFunction, type Elaborator, paramsOf } from "./elaborator.js";
import { expression } from "./expressions.js";
import { missingMessage } from "./function-values.js";
import { isConstant } from "./functions.js";
import { type Held, hold } from "./held.js";
import { iterateValue } from "./iteration.js";
import { fateOf } from "./passed-on.js";
import { SpreadArguments } from "./spread-arguments.js";
import { held } from "./starred-tuples.js";
import { raising, type Typed, typed } from "./typed.js";
import { spread as eachKind } from "./unions.js";

/** The arguments of a call, typed in the order of the source. */
export interface Arguments {
  positional: Typed[];
  keywords: Map<string, Typed>;
  /** Values that are worked out once before the call: starred tuples. */
  before: Held[];
  /** Everything that is worked out, as it stands in the source; what is missing comes first. */
  order?: Typed[];
  /** A starred iterable whose length is not known. */
  rest?: Typed;
  /** A dictionary given by `**` whose keys are not known. */
  restNamed?: Typed;
  /** How many arguments by name stand before it. */
  namedBefore?: number;
}

export function typeArguments(e: Elaborator, args: Expr[], keywords: { arg?: string; value: Expr }[]): Arguments {
  const order: Typed[] = [];
  const out: Arguments = { positional: [], keywords: new Map(), before: [], order };
  for (const [i, node] of args.entries()) {
    if (node.nodeType !== "Starred") {
      const x = expression(e, node);
      out.positional.push(x);
      order.push(x);
      continue;
    }
    const x = expression(e, node.value);
    if (x.items) {
      out.positional.push(...x.items);
      order.push(...x.items);
      continue;
    }
    const part = soloPart(x.t);
    if (part?.kind === "tuple") {
      const held = hold(x);
      out.before.push(held);
      order.push(x);
      part.args.forEach((t, i) => {
        out.positional.push({ t, at: node, pure: true, emit: () => ({ s: `${held.name}.${i}`, m: 1, atom: true }) });
      });
    } else if (part?.kind === "vtuple" && isBottom(part.args[0] as Cell)) continue;
    else {
      out.rest = i === args.length - 1 ? x : expression(e, e.standIn(node, { nodeType: "List", elts: args.slice(i) }));
      order.push(out.rest);
      break;
    }
  }
  for (const keyword of keywords) {
    if (keyword.arg !== undefined) setNamed(e, out, keyword.arg, expression(e, keyword.value), keyword.value);
    else doubleStar(e, keyword.value, out);
    order.push(
      ...[...out.keywords.values(), ...(out.restNamed ? [out.restNamed] : [])].filter((x) => !order.includes(x)),
    );
  }
  return out;
}

/** The same arguments, each worked out before the call, in the order of the source. */
function heldArguments(given: Arguments, order: Typed[]): Arguments {
  const { positional, keywords, before, rest, restNamed, namedBefore } = given;
  const kept = new Map(order.filter((x) => !x.pure).map((x) => [x, before.find((held) => held.x === x) ?? hold(x)]));
  const again = (x: Typed): Typed => kept.get(x)?.again ?? x;
  return {
    positional: positional.map(again),
    keywords: new Map([...keywords].map(([name, x]) => [name, again(x)])),
    before: [...before.filter((held) => !kept.has(held.x)), ...kept.values()],
    ...(rest && { rest: again(rest) }),
    ...(restNamed && { restNamed: again(restNamed) }),
    ...(namedBefore !== undefined && { namedBefore }),
  };
}

function setNamed(e: Elaborator, out: Arguments, name: string, x: Typed, at: Place): void {
  if (out.keywords.has(name)) e.refuse(`the argument ${name} given twice`, at, "give it once");
  out.keywords.set(name, x);
}

/** A value of several kinds, one of them a dictionary: at another the module stops, since who fails is told by name. */
function asMapping(e: Elaborator, x: Typed): Typed {
  const { parts } = find(x.t);
  if (width(x.t) < 2 || !parts?.has("dict") || !x.at) return x;
  return eachKind(e, x, (arm) => {
    if (soloPart(arm.t)?.kind === "dict") return arm;
    return typed(e.store.temp(), x.at, () => `limit("** of what is no dictionary")`);
  });
}

/** `**kwargs`: passed on where its names are known, which they are for a function's own `**` parameter. */
function doubleStar(e: Elaborator, node: Expr, out: Arguments): void {
  if (node.nodeType === "Dict" && node.keys.every((key) => key?.nodeType === "Constant" && key.lit.k === "str")) {
    node.keys.forEach((key, i) => {
      const { lit } = key as Expr & { nodeType: "Constant" };
      setNamed(e, out, lit.k === "str" ? lit.v : "", expression(e, node.values[i] as Expr), node);
    });
    return;
  }
  const x = asMapping(e, expression(e, node));
  const part = soloPart(x.t);
  if (part?.kind !== "dict" && !isBottom(x.t)) e.refuse("** of this value", node);
  if (part === undefined || isBottom(part.args[1] as Cell)) {
    out.before.push(hold(x));
    out.order?.push(x);
    return;
  }
  const passed = node.nodeType === "Name" && node.sym?.isParam ? passedNames(e, node.sym) : undefined;
  if (!passed) {
    if (out.restNamed) e.refuse("two dictionaries of arguments", node);
    if (find(part.args[0] as Cell).mask !== STR || find(part.args[0] as Cell).parts?.size)
      e.refuse("** of a dictionary with other keys than text", node);
    out.restNamed = x;
    out.namedBefore = out.keywords.size;
    return;
  }
  if (passed.isShared) {
    const [key] = part.args as [Cell];
    const check = typed(e.store.temp(NONE), node, (g) => {
      const keys = passed.names.map((name) => g.key(name, key));
      return `kept_names(${g.ref(x)}, &[${keys.join(", ")}])`;
    });
    out.before.push(hold(check));
    out.order?.push(check);
  }
  for (const name of passed.names) setNamed(e, out, name, argumentOf(x, name, node), node);
}

/** What a dictionary of arguments holds under a name that it has. */
function argumentOf(x: Typed, name: string, at: Expr): Typed {
  const [key, value] = (soloPart(x.t) as Part).args as [Cell, Cell];
  return raising(value, at, (g) => `${g.recv(x)}.get(&${g.key(name, key)})`);
}

/** The arguments of `**kwargs` one by one, where it is a function's own `**` parameter that holds what it was given. */
export function namedArguments(e: Elaborator, node: Expr): { arg: string; value: Expr }[] | undefined {
  const passed = node.nodeType === "Name" && node.sym?.isParam ? passedNames(e, node.sym) : undefined;
  if (!passed || passed.isShared) return undefined;
  const x = expression(e, node);
  return passed.names.map((name) => ({ arg: name, value: held(argumentOf(x, name, node), node) }));
}

/** The names that a function's own `**` parameter was called with, if it holds them yet as far as can be told. */
function passedNames(e: Elaborator, param: Sym): { names: string[]; isShared: boolean } | undefined {
  for (let inst: typeof e.cx.inst | undefined = e.cx.inst; inst; inst = inst.parent) {
    const node = inst.node as AnyFunction;
    if (node.scope !== param.scope) continue;
    const names = inst.key.split("|")[3] ?? "";
    if (node.args.kwarg?.arg !== param.name || names === "**") return undefined;
    const fate = fateOf(node, param);
    return fate === "changed" ? undefined : { names: names ? names.split(",") : [], isShared: fate === "shared" };
  }
  return undefined;
}

/** What is worked out before a call that fails, in the order of the source where that is known. */
function workedOut({ positional, keywords, before, order = [] }: Arguments): Typed[] {
  const all = [...positional, ...keywords.values()];
  if (!before.length) return all;
  const known = new Set([...all, ...before.map(({ x }) => x)]);
  return order.every((x) => known.has(x)) ? order : [...before.map(({ x }) => x), ...all.filter((x) => !x.pure)];
}

export interface Bound {
  values: Typed[];
  kwNames: string;
  /** Something is worked out before the call itself is written. */
  isAhead: boolean;
  /** Gives the starred tuples their names, before anything of the call is written. */
  prepare: (g: Gen) => void;
  write: (g: Gen, owned: string[]) => string[];
  wrap: (g: Gen, call: string) => string;
}

/** Puts arguments to parameters as Python does; what does not fit raises its TypeError. */
export function bindArguments(
  e: Elaborator,
  node: AnyFunction,
  given: Arguments,
  at: Place,
  target: Callee & { k: "function" },
): Bound | Typed {
  const params = paramsOf(node.args);
  const own = qualifiedName(node.scope as Scope);
  const { typeName } = target.owner?.node ?? {};
  const made = typeName ? `${typeName}.__new__` : own.replace(/^(?:.*\.)?(\w+\.)__init__$/, "$1__new__");
  const name = target.owner?.isTuple ? made : own;
  const positional = params.filter((param) => param.kind === "pos");
  const slots: (Typed | undefined)[] = params.map(() => undefined);
  const queue = [...given.positional];
  const missing: string[] = [];
  const missingNamed: string[] = [];
  let twice: string | undefined;
  const written: Typed[] = [];
  const keywords = new Map(given.keywords);
  let kwNames = "";
  const all = [...given.positional, ...given.keywords.values()];
  const told = workedOut(given);
  const spread = new SpreadArguments(e, node, name, given, at);
  const unnamed = node.args.posonlyargs.map(({ arg }) => arg);
  const wrongly = unnamed.filter((arg) => keywords.has(arg));
  if (wrongly.length && !node.args.kwarg) {
    const message = `${name}() got some positional-only arguments passed as keyword arguments: '${wrongly.join(", ")}'`;
    return e.typeError(message, at, ...told);
  }
  const isNamed = ({ name: param }: { name: string }): boolean => keywords.has(param) && !unnamed.includes(param);
  if (given.restNamed && unnamed.length && (given.rest || !node.args.kwarg))
    e.refuse("** of a dictionary for a function with positional-only parameters", at, "pass the arguments by name");
  const named = params.flatMap(({ kind, name: each }) =>
    (kind === "pos" || kind === "kw") && !(given.restNamed && unnamed.includes(each)) ? [each] : [],
  );
  params.forEach((param, i) => {
    if (param.kind === "pos" && queue.length) {
      slots[i] = queue.shift();
      if (isNamed(param)) twice ??= param.name;
    } else if (param.kind === "star") {
      const items = queue.splice(0);
      written.push(...items, ...(given.rest ? [given.rest] : []));
      slots[i] = starValue(e, items, spread.remaining(), node, at);
    } else if (param.kind === "kwstar") {
      kwNames = given.restNamed ? "**" : [...keywords.keys()].join(",");
      slots[i] = given.restNamed
        ? spread.others(keywords, param.arg, new Set(named))
        : kwValue(e, keywords, param.arg, at);
      written.push(...keywords.values());
      keywords.clear();
    } else if (isNamed(param)) {
      slots[i] = keywords.get(param.name);
      keywords.delete(param.name);
    } else if (param.kind === "pos" && given.rest) {
      slots[i] = spread.item(param.name, param.fallback && fallbackValue(e, param.fallback, at));
    } else if (given.restNamed && !unnamed.includes(param.name)) {
      slots[i] = spread.named(param.name, param.fallback && fallbackValue(e, param.fallback, at), param.kind === "kw");
    } else if (param.fallback) slots[i] = fallbackValue(e, param.fallback, at);
    else (param.kind === "kw" ? missingNamed : missing).push(param.name);
    if (slots[i]) written.push(slots[i] as Typed);
  });
  spread.close(positional.length, positional.filter((param) => !param.fallback).length, named);
  if (twice !== undefined) return e.typeError(`${name}() got multiple values for argument '${twice}'`, at, ...told);
  const unknown = keywords.keys().next().value;
  if ((unknown !== undefined || queue.length) && unitOf(node.scope as Scope)?.written)
    e.refuse(unknown === undefined ? `${own} of this many arguments` : `${own} with the argument ${unknown}`, at);
  if (unknown !== undefined)
    return e.typeError(`${name}() got an unexpected keyword argument '${unknown}'`, at, ...told);
  if (queue.length) {
    const least = positional.filter((param) => !param.fallback).length;
    const range = least === positional.length ? `${least}` : `from ${least} to ${positional.length}`;
    const count = given.positional.length;
    const byName = params.filter((param) => param.kind === "kw" && given.keywords.has(param.name)).length;
    const more = byName
      ? `positional argument${count === 1 ? "" : "s"} (and ${byName} keyword-only argument${byName === 1 ? "" : "s"}) were`
      : count === 1
        ? "was"
        : "were";
    return e.typeError(
      `${name}() takes ${range} positional argument${range === "1" ? "" : "s"} but ${count} ${more} given`,
      at,
      ...told,
    );
  }
  if (missing.length) return e.typeError(missingMessage(name, missing), at, ...told);
  if (missingNamed.length) return e.typeError(missingMessage(name, missingNamed, "keyword-only"), at, ...told);
  const { before, rest, restNamed, order = [...given.positional, ...given.keywords.values()] } = given;
  if (before.length || rest || restNamed || node.args.vararg || node.args.kwarg) {
    const there = [...given.positional, ...given.keywords.values(), ...before.map(({ x }) => x), rest, restNamed];
    const inOrder = order.filter((x) => there.includes(x));
    const source = [...given.positional.filter((x) => !inOrder.includes(x)), ...inOrder].filter((x) => !x.pure);
    const first = [...before.map(({ x }) => x), ...(spread.isInline ? [] : [rest]), restNamed];
    const asWritten = [...new Set([...first, ...written])].filter((x) => x !== undefined && source.includes(x));
    if (source.length > 1 && (source.some((x, i) => x !== asWritten[i]) || source.some((x) => isBottom(x.t))))
      return bindArguments(e, node, heldArguments(given, source), at, target);
  }
  const values = slots as Typed[];
  const sourceOrder = all.filter((x) => values.includes(x));
  const paramOrder = values.filter((x) => all.includes(x));
  const disordered = sourceOrder.some((x, i) => x !== paramOrder[i]) && sourceOrder.some((x) => !x.pure);
  let names = new Map<Typed, string>();
  return {
    values,
    kwNames,
    isAhead: disordered || before.length > 0 || rest !== undefined || restNamed !== undefined,
    prepare: (g) => {
      for (const held of given.before) held.name = g.fresh("t");
    },
    write: (g, owned) => {
      if (!disordered) return owned;
      names = new Map();
      return owned.map((text, i) => {
        const x = values[i] as Typed;
        if (!all.includes(x) || x.lit || text === "") return text;
        const held = g.fresh("arg");
        names.set(x, `let ${held} = ${text}; `);
        return held;
      });
    },
    wrap: (g, call) => {
      const lets = given.before.map((held) => `let ${held.name} = ${g.own(held.x)}; `);
      lets.push(...spread.write(g));
      for (const x of sourceOrder) if (names.has(x)) lets.push(names.get(x) as string);
      return lets.length ? `{ ${lets.join("")}${call} }` : call;
    },
  };
}

/** What a `*` parameter holds. */
export function starValue(e: Elaborator, items: Typed[], rest: Typed | undefined, node: object, at: Place): Typed {
  if (rest) {
    const source = iterateValue(e, rest, "list");
    const elem = e.at(node, `star${at.lineno}:${at.col_offset}`);
    e.store.flow(source.item, elem);
    for (const item of items) e.store.flow(item.t, elem);
    return typed(e.store.of("vtuple", elem), at, (g) => {
      const head = items.map((item) => g.own(item, elem));
      const v = g.fresh("v");
      const it = `map_iter(${source.write(g)}, |${v}| Ok(${g.coerceText(v, source.item, elem)}))`;
      return head.length
        ? `Tuple::from_vec(vec![${head.join(", ")}]).concat(&${g.q(`to_tuple(${it})`)})`
        : g.q(`to_tuple(${it})`);
    });
  }
  if (items.length === 0 || items.length > 12) {
    const elem = e.at(node, `star${at.lineno}:${at.col_offset}`);
    for (const item of items) e.store.flow(item.t, elem);
    return typed(
      e.store.of("vtuple", elem),
      at,
      (g) => `Tuple::from_vec(vec![${items.map((item) => g.own(item, elem)).join(", ")}])`,
    );
  }
  return {
    t: e.store.part({ kind: "tuple", key: "tuple", args: items.map((item) => item.t) }),
    at,
    items,
    emit: (g) => ({
      s: `(${items.map((item) => g.own(item)).join(", ")}${items.length === 1 ? "," : ""})`,
      m: 0,
      atom: true,
    }),
  };
}

/** What a `**` parameter holds. */
export function kwValue(e: Elaborator, keywords: Map<string, Typed>, param: object, at: Place): Typed {
  const value = e.at(param, `kw${at.lineno}:${at.col_offset}`);
  const entries = [...keywords];
  for (const [, x] of entries) e.store.flow(x.t, value);
  const key = e.store.temp(STR);
  const t = e.store.of("dict", key, value);
  return typed(t, at, (g) =>
    entries.length
      ? `dict!{${entries.map(([name, x]) => `${g.key(name, key)} => ${g.own(x, value)}`).join(", ")}}`
      : `${g.ty(t).replace("<", "::<")}::new()`,
  );
}

function fallbackValue(e: Elaborator, fallback: Expr, at: Place): Typed {
  if (isConstant(fallback) || (fallback as { perCall?: boolean }).perCall) return expression(e, fallback);
  const kept = e.defaults.get(fallback);
  if (!kept) return { t: e.store.temp(), at, emit: () => ({ s: "unreachable!()", m: 0, atom: true }), pure: true };
  return { ...raising(kept.cell, at, () => `${kept.rust}.get()`), pure: true };
}
