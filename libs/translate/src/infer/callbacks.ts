import type { Expr, Lambda } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { placeOf } from "../nodes.js";
import { findWeb, type Scope, type Sym } from "../resolve/symbols.js";
import { type Cell, find, NONE } from "../types/cell.js";
import { callee } from "./callee.js";
import { call, callValue } from "./calls.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { expression } from "./expressions.js";
import { capturesOf, lambdaLocals } from "./function-body.js";
import { capturedInto, freeOf, synthetic } from "./function-values.js";
import { hold } from "./held.js";
import { isOnly } from "./numbers.js";
import type { Typed } from "./typed.js";
import { dead, spread } from "./unions.js";

export interface Callback {
  t: Cell;
  /** The variables it uses of the function around it. */
  captures: Sym[];
  /** The Rust closure; `params` are its parameters as they stand in it. */
  write: (g: Gen, want?: Cell, byRef?: boolean) => string;
}

/** A function that is worked out before what it is called for: the node that names it, and the Rust that stands first. */
export function worked(e: Elaborator, node: Expr, others: Expr[]): { node: Expr; ready: (g: Gen) => string } {
  const isApart = others.every(({ nodeType }) => nodeType === "Name" || nodeType === "Constant");
  if (node.nodeType !== "Call" || isApart || getterCall(e, node)) return { node, ready: () => "" };
  const held = hold(expression(e, node));
  const ready = (g: Gen): string => {
    held.name = g.fresh("f");
    return `let ${held.name} = ${g.own(held.x)}; `;
  };
  return { node: held.node, ready };
}

/** What `key=` and `filter` are given, which may turn out to be None: an item stands for itself then. */
export const keyCallback = (e: Elaborator, node: Expr, item: Cell): Callback =>
  callback(e, node, [item], ([x]) => x as Typed);

/**
 * A function that a built-in calls for each item (`key=`, `map`, `filter`): a plain Rust closure where it stands.
 * `ofNone` is what comes where there is no function, if the built-in takes None for one.
 */
export function callback(e: Elaborator, node: Expr, items: Cell[], ofNone?: (args: Typed[]) => Typed): Callback {
  if (node.nodeType === "Lambda" && [...node.args.defaults, ...node.args.kw_defaults].every(isFixed))
    return lambdaCallback(e, node, items);
  const getter = getterCall(e, node);
  if (getter) return getterCallback(e, getter.node, getter.attribute, items);
  const names = items.map(() => "");
  const args = items.map(
    (t, i): Typed => ({
      t,
      at: node,
      pure: true,
      emit: () => ({ s: names[i] as string, m: refs ? 2 : 1, atom: true }),
    }),
  );
  let refs = false;
  const known = callee(e, node);
  const held = known || (node.nodeType === "Attribute" && !isValue(e, node)) ? undefined : hold(expression(e, node));
  const body = items.some((t) => find(t).mask === 0 && !find(t).parts?.size)
    ? dead(e, node)
    : held
      ? spread(e, (held.node as unknown as { typed: Typed }).typed, (f) =>
          ofNone && isOnly(f, NONE) ? ofNone(args) : callValue(e, f, args, node),
        )
      : call(e, synthetic(e, node, { positional: args, keywords: new Map(), before: [] }));
  return {
    t: body.t,
    captures: known?.k === "function" ? freeOf(node) : [],
    write: (g, want = body.t, byRef = false) => {
      refs = byRef;
      for (let i = 0; i < names.length; i++) names[i] = g.fresh("a");
      let before = "";
      if (held) {
        held.name = g.fresh("f");
        before = `let ${held.name} = ${g.own(held.x)}; `;
      }
      const text = g.inClosure(() => g.own(body, want));
      const closure = `|${names.join(", ")}| Ok(${text})`;
      return before ? `{ ${before}move ${closure} }` : closure;
    },
  };
}

/** Is a default the same whenever it is worked out? */
const isFixed = (node: Expr | null): boolean => node === null || node.nodeType === "Constant";

/** `operator.itemgetter(…)` or `attrgetter(…)`. */
function getterCall(e: Elaborator, node: Expr): { node: Expr & { nodeType: "Call" }; attribute: boolean } | undefined {
  if (node.nodeType !== "Call") return undefined;
  const known = callee(e, node.func);
  if (known?.k !== "module" || !/^operator\.(itemgetter|attrgetter)$/.test(known.module)) return undefined;
  return { node, attribute: known.module.endsWith("attrgetter") };
}

function getterCallback(e: Elaborator, node: Expr & { nodeType: "Call" }, attribute: boolean, items: Cell[]): Callback {
  let name = "";
  let refs = false;
  const x: Typed = {
    t: items[0] as Cell,
    at: node,
    pure: true,
    emit: () => ({ s: name, m: refs ? 2 : 1, atom: true }),
  };
  const place = placeOf(node);
  const held = { nodeType: "Held", typed: x, ...place } as unknown as Expr;
  const parts = node.args.map((arg): Expr => {
    if (!attribute) return { nodeType: "Subscript", value: held, slice: arg, ...place };
    if (arg.nodeType !== "Constant" || arg.lit.k !== "str")
      return e.refuse("attrgetter with a name that is worked out", node);
    return arg.lit.v.split(".").reduce<Expr>((value, attr) => ({ nodeType: "Attribute", value, attr, ...place }), held);
  });
  const body = expression(
    e,
    parts.length === 1 ? (parts[0] as Expr) : ({ nodeType: "Tuple", elts: parts, ...place } as Expr),
  );
  return {
    t: body.t,
    captures: [],
    write: (g, want = body.t, byRef = false) => {
      refs = byRef;
      name = g.fresh("a");
      return `|${name}| Ok(${g.inClosure(() => g.own(body, want))})`;
    },
  };
}

/** A callback that is kept: what it captures is cloned into it. */
export function escaping(g: Gen, by: Callback, want?: Cell, byRef = false): string {
  const clones = capturedInto(g, by.captures);
  const text = by.write(g, want ?? by.t, byRef);
  clones.restore();
  const closure = text.startsWith("|") ? `move ${text}` : text;
  return clones.text ? `{ ${clones.text}${closure} }` : closure;
}

/** Is an attribute a value to be worked out first, or a method or function known by name? */
function isValue(e: Elaborator, node: Expr & { nodeType: "Attribute" }): boolean {
  const base = callee(e, node.value);
  return base === undefined;
}

function lambdaCallback(e: Elaborator, node: Lambda, items: Cell[]): Callback {
  const params = paramsOf(node.args);
  const inline = e.inlineInstance(node, node.scope as Scope, items);
  if (params.filter((param) => !param.fallback).length > items.length || params.length < items.length) {
    e.refuse("a lambda with another number of parameters", node);
  }
  const fallbacks = params.map((param) => param.fallback && expression(e, param.fallback));
  const body = e.within(inline, () => {
    params.forEach((param, i) => {
      const from = i < items.length ? inline.params[i] : fallbacks[i]?.t;
      if (from && param.arg.web) e.store.flow(from, e.webCell(param.arg.web));
    });
    return expression(e, node.body);
  });
  return {
    t: body.t,
    captures: capturesOf(inline),
    write: (g, want = body.t, byRef = false) => {
      const outer = e.cx;
      const heads: string[] = [];
      const starts: string[] = [];
      params.forEach((param, i) => {
        const web = param.arg.web && findWeb(param.arg.web);
        if (!web) {
          if (i < items.length) heads.push("_");
          return;
        }
        g.names.delete(web);
        if (i >= items.length) {
          const fallback = fallbacks[i] as Typed;
          const value = g.own(fallback);
          e.cx = { inst: inline, narrow: new Map(), live: true, tries: 0 };
          starts.push(`let ${e.local(g, web)} = ${g.coerceText(value, fallback.t, e.webCell(web))}; `);
          e.cx = outer;
          return;
        }
        e.cx = { inst: inline, narrow: new Map(), live: true, tries: 0 };
        const name = e.local(g, web);
        heads.push(name);
        const own = e.webCell(web);
        const from = items[i] as Cell;
        const value = byRef ? g.coerceText(`${name}.clone()`, from, own) : g.coerceText(name, from, own);
        if (web.sym.cell) starts.push(`let ${name} = Var::new("${web.sym.name}", ${value}); `);
        else if (value !== name) starts.push(`let ${name} = ${value}; `);
        e.cx = outer;
      });
      e.cx = { inst: inline, narrow: new Map(), live: true, tries: 0 };
      starts.push(...lambdaLocals(e, g, inline));
      const text = g.inClosure(() => g.own(body, want));
      e.cx = outer;
      return starts.length
        ? `|${heads.join(", ")}| { ${starts.join("")}Ok(${text}) }`
        : `|${heads.join(", ")}| Ok(${text})`;
    },
  };
}
