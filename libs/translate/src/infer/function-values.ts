import type { Expr, FunctionDef, Lambda, Name, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { findWeb, type Scope, type Sym, type Web } from "../resolve/symbols.js";
import { type Cell, type Signature, STR } from "../types/cell.js";
import type { hold } from "./assign.js";
import { callee } from "./callee.js";
import { call } from "./calls.js";
import type { Callee } from "./context.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { expression } from "./expressions.js";
import { capturesOf } from "./function-body.js";
import { callFunction } from "./functions.js";
import { narrowKey } from "./narrowing.js";
import { type Typed, typed } from "./typed.js";
import { dead } from "./unions.js";

/** A name where a value is wanted. */
export function nameValue(e: Elaborator, node: Name): Typed {
  const { sym } = node;
  if (!sym) return unboundName(e, node);
  if (sym.typeAlias) return e.refuse("a type as a value", node);
  if (sym.checked) return e.refuse(`${sym.name} as a value before its definition`, node, "define it further up");
  if (sym.kind === "var" || sym.scope.kind === "class") {
    if (!node.web) return e.refuse(`the name ${node.id}`, node);
    const root = findWeb(node.web);
    const x = e.readWhole(root, e.webCell(root), node);
    const narrow = e.cx.narrow.get(narrowKey(e, root));
    return narrow ? e.narrowed(x, narrow) : x;
  }
  return knownValue(e, callee(e, node), node);
}

function unboundName(e: Elaborator, node: Name): Typed {
  if (node.id === "__name__") return typed(e.store.temp(STR), node, () => `lit("__main__")`);
  const known = callee(e, node);
  if (known) return knownValue(e, known, node);
  if (node.id === "NotImplemented" || node.id === "Ellipsis" || node.id === "__file__") return e.refuse(node.id, node);
  return e.raise(`exc::NAME_ERROR.msg("name '${node.id}' is not defined")`, node);
}

/** A function, class or built-in as a value. */
export function knownValue(e: Elaborator, known: Callee | undefined, node: Expr): Typed {
  if (known?.k === "class") {
    const part = { kind: "class", key: `class:${known.info.id}`, args: [], ref: known.info };
    return { t: e.store.part(part), at: node, pure: true, known, emit: () => ({ s: "()", m: 0, atom: true }) };
  }
  if (known?.k === "unit" || (known?.k === "module" && !known.module.includes(".")))
    return e.refuse("a module as a value", node);
  if (known?.k === "module") {
    const constant = e.library.constant(e, known.module, node);
    if (constant) return constant;
  }
  return functionValue(e, node, (args) => call(e, synthetic(e, node, args)));
}

/** A call that does not stand in the source: one node for each place, the same in every round. */
export function synthetic(e: Elaborator, func: Expr, args: Typed[]): Expr & { nodeType: "Call" } {
  let node = e.synthetics.get(func);
  if (!node) {
    const { lineno, col_offset, end_lineno, end_col_offset } = func;
    node = { nodeType: "Call", func, args: [], keywords: [], lineno, col_offset, end_lineno, end_col_offset };
    e.synthetics.set(func, node);
  }
  node.args = args.map((x) => ({ nodeType: "Held", typed: x, ...placeOf(func) }) as unknown as Expr);
  return node;
}

export function placeOf(node: Place): Place {
  return {
    lineno: node.lineno,
    col_offset: node.col_offset,
    end_lineno: node.end_lineno,
    end_col_offset: node.end_col_offset,
  };
}

/** A function as a value: a shared closure over `apply`, typed by the calls that reach it. */
export function functionValue(
  e: Elaborator,
  node: Expr | FunctionDef,
  apply: (args: Typed[]) => Typed,
  held: ReturnType<typeof hold>[] = [],
): Typed {
  const signature = e.signature(node);
  const t = e.store.part({ kind: "func", key: "func", args: [], ref: signature });
  const names: string[] = (signature.params ?? []).map(() => "");
  const args = (signature.params ?? []).map(
    (param, i): Typed => ({
      t: param,
      at: node,
      pure: true,
      emit: () => ({ s: names[i] as string, m: 1, atom: true }),
    }),
  );
  const result = signature.params ? apply(args) : dead(e, node);
  e.store.flow(result.t, signature.result);
  return typed(t, node, (g) => {
    for (let i = 0; i < names.length; i++) names[i] = g.fresh("a");
    let before = "";
    for (const each of held) {
      each.name = g.fresh("held");
      before += `let ${each.name} = ${g.own(each.x)}; `;
    }
    const clones = capturedInto(g, freeOf(node));
    const body = g.inClosure(() => g.own(result, signature.result));
    clones.restore();
    return writeClosure(g, signature, t, names, `Ok(${body})`, before + clones.text);
  });
}

function writeClosure(g: Gen, signature: Signature, t: Cell, names: string[], body: string, before: string): string {
  const params = names.map((name, i) => `${name}: ${g.ty((signature.params as Cell[])[i] as Cell)}`);
  const f = g.fresh("f");
  return `{ ${before}let ${f}: ${g.ty(t)} = Rc::new(move |${params.join(", ")}| ${body}); ${f} }`;
}

/** The variables that a closure made of `node` takes with it. */
function freeOf(node: Expr | FunctionDef): Sym[] {
  if (node.nodeType === "Name" && node.sym?.kind === "def") {
    const scope = (node.sym.node as FunctionDef).scope;
    return scope ? capturesOf({ scope }) : [];
  }
  return (node.nodeType === "FunctionDef" || node.nodeType === "Lambda") && node.scope
    ? capturesOf({ scope: node.scope })
    : [];
}

/** Clones of captured variables under their own names, for a closure that moves them in. */
export function capturedInto(g: Gen, wanted: Sym[]): { text: string; restore: () => void } {
  const lines: string[] = [];
  const renamed: [Web, string][] = [];
  for (const sym of wanted) {
    if (!sym.single) continue;
    const web = findWeb(sym.single);
    const name = g.names.get(web);
    if (!name) continue;
    if (g.refs.has(name) || name === "self") {
      const again = g.fresh("this");
      lines.push(`let ${again} = ${name}.clone(); `);
      renamed.push([web, name]);
      g.names.set(web, again);
    } else lines.push(`let ${name} = ${name}.clone(); `);
  }
  return {
    text: lines.join(""),
    restore: () => {
      for (const [web, name] of renamed) g.names.set(web, name);
    },
  };
}

/** A lambda as a value, written where it stands. */
export function lambdaValue(e: Elaborator, node: Lambda): Typed {
  if (node.args.vararg || node.args.kwarg) {
    const parent = e.cx.inst;
    return functionValue(e, node, (args) =>
      callFunction(e, { k: "function", node, parent }, { positional: args, keywords: new Map(), before: [] }, node),
    );
  }
  const signature = e.signature(node);
  const t = e.store.part({ kind: "func", key: "func", args: [], ref: signature });
  const params = paramsOf(node.args);
  const inline = e.inlineInstance(node, node.scope as Scope, []);
  const given = signature.params;
  const fallbacks = params.map((param) => param.fallback && expression(e, param.fallback));
  const body = e.within(inline, () => {
    if (!given) return undefined;
    if (given.length > params.length)
      return e.typeError(`<lambda>() takes ${params.length} positional arguments but ${given.length} were given`, node);
    params.forEach((param, i) => {
      const from = given[i] ?? fallbacks[i]?.t;
      if (from && param.arg.web) e.store.flow(from, e.webCell(param.arg.web));
    });
    return expression(e, node.body);
  });
  if (body) e.store.flow(body.t, signature.result);
  return typed(t, node, (g) => {
    const clones = capturedInto(g, capturesOf(inline));
    const outer = e.cx;
    const heads: string[] = [];
    const starts: string[] = [];
    const defaults: string[] = [];
    params.forEach((param, i) => {
      if (!param.arg.web) return;
      const web = findWeb(param.arg.web);
      g.names.delete(web);
      const fallback = fallbacks[i];
      if (!given?.[i] && fallback) {
        const d = g.fresh("d");
        defaults.push(`let ${d} = ${g.own(fallback)}; `);
        e.cx = { inst: inline, narrow: new Map(), live: true, tries: 0 };
        const name = e.local(g, web);
        const value = g.coerceText(`${d}.clone()`, fallback.t, e.webCell(web));
        starts.push(
          web.sym.cell ? `let ${name} = Var::new("${web.sym.name}", ${value}); ` : `let ${name} = ${value}; `,
        );
        e.cx = outer;
        return;
      }
      if (!given?.[i]) return;
      e.cx = { inst: inline, narrow: new Map(), live: true, tries: 0 };
      const name = e.local(g, web);
      const from = given[i] as Cell;
      heads.push(`${name}: ${g.ty(from)}`);
      const value = g.coerceText(name, from, e.webCell(web));
      if (web.sym.cell) starts.push(`let ${name} = Var::new("${web.sym.name}", ${value}); `);
      else if (value !== name) starts.push(`let ${name} = ${value}; `);
      e.cx = outer;
    });
    e.cx = { inst: inline, narrow: new Map(), live: true, tries: 0 };
    const text = g.inClosure(() => (body ? `Ok(${g.own(body, signature.result)})` : "unreachable!()"));
    e.cx = outer;
    clones.restore();
    const f = g.fresh("f");
    const inside = starts.length || text.includes("?") ? `{ let _frame = frame()?; ${starts.join("")}${text} }` : text;
    return `{ ${clones.text}${defaults.join("")}let ${f}: ${g.ty(t)} = Rc::new(move |${heads.join(", ")}| ${inside}); ${f} }`;
  });
}
