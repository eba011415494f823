import type { Expr, FunctionDef, Lambda, Name, Place } from "../ast.js";
import { Refusal } from "../diagnostics.js";
import type { Gen } from "../generate/gen.js";
import { pascal, rustName } from "../generate/names.js";
import { BUILTINS } from "../library/builtins.js";
import { isException } from "../library/exception-names.js";
import { knownDecorator } from "../resolve/scopes.js";
import { findWeb, type Scope, type Sym, unitOf, type Web } from "../resolve/symbols.js";
import { type Cell, find, NONE, type Signature, STR } from "../types/cell.js";
import { type Arguments, bindArguments } from "./arguments.js";
import { hold, inInstance, store } from "./assign.js";
import { call, callValue } from "./calls.js";
import { classOf } from "./classes.js";
import type { Callee, ClassInfo, Instance } from "./context.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { expression } from "./expressions.js";
import { capturedType, capturesOf } from "./function-body.js";
import { narrowKey } from "./narrowing.js";
import { type Step, type Typed, typed } from "./typed.js";
import { dead } from "./unions.js";
import { unitMember } from "./units.js";

/** What a name or attribute stands for, if that is known without running the program. */
export function callee(e: Elaborator, node: Expr): Callee | undefined {
  if (node.nodeType === "Name") {
    const { sym } = node;
    if (!sym) {
      if (isException(node.id)) return { k: "exception", name: node.id };
      return BUILTINS.has(node.id) ? { k: "builtin", name: node.id } : undefined;
    }
    return symCallee(e, sym);
  }
  if (node.nodeType === "Attribute") {
    const base = callee(e, node.value);
    if (base?.k === "module") return moduleMember(base.module, node.attr);
    if (base?.k === "unit") return unitMember(e, base.unit, node.attr);
  }
  return undefined;
}

export function symCallee(e: Elaborator, sym: Sym): Callee | undefined {
  switch (sym.kind) {
    case "def":
      return { k: "function", node: sym.node as FunctionDef | Lambda, parent: parentOf(e, sym) };
    case "class": {
      const info = classOf(e, sym);
      return info ? { k: "class", info } : undefined;
    }
    case "module":
      return sym.unit ? { k: "unit", unit: sym.unit } : { k: "module", module: sym.module };
    case "from":
      return sym.target ? symCallee(e, sym.target) : moduleMember(sym.module, sym.imported);
    default:
      return undefined;
  }
}

function moduleMember(module: string, name: string): Callee {
  return { k: "module", module: `${module}.${name}` };
}

function parentOf(e: Elaborator, sym: Sym): Instance | undefined {
  return sym.scope.kind === "module" ? undefined : e.instanceOf(sym);
}

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

function placeOf(node: Place): Place {
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

export interface Callback {
  t: Cell;
  /** The variables it uses of the function around it. */
  captures: Sym[];
  /** The Rust closure; `params` are its parameters as they stand in it. */
  write: (g: Gen, want?: Cell, byRef?: boolean) => string;
}

/** A function that a built-in calls for each item (`key=`, `map`, `filter`): a plain Rust closure where it stands. */
export function callback(e: Elaborator, node: Expr, items: Cell[]): Callback {
  if (node.nodeType === "Lambda") return lambdaCallback(e, node, items);
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
      ? callValue(e, (held.node as unknown as { typed: Typed }).typed, args, node)
      : call(e, synthetic(e, node, args));
  return {
    t: body.t,
    captures: [],
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
      const text = g.inClosure(() => g.own(body, want));
      e.cx = outer;
      return starts.length
        ? `|${heads.join(", ")}| { ${starts.join("")}Ok(${text}) }`
        : `|${heads.join(", ")}| Ok(${text})`;
    },
  };
}

/** `def`: nothing to do for a known function but to keep its defaults; a value to be stored for any other. */
export function functionDefinition(e: Elaborator, stmt: FunctionDef): Step {
  if (stmt.sym?.kind === "def") {
    const { sym } = stmt;
    const keep = keepDefaults(e, stmt, rustName(stmt.name));
    return sym.checked ? (g) => g.steps([keep, (each) => each.line(`${definedFlag(e, sym)}.set(());`)]) : keep;
  }
  const { inst } = e.cx;
  const nested = inst.scope.kind !== "module";
  const defaults = nested ? () => {} : keepDefaults(e, stmt, rustName(stmt.name));
  const kept = nested ? heldDefaults(e, stmt) : [];
  let x = functionValue(
    e,
    stmt,
    (args) => {
      const keywords = new Map(
        kept
          .filter(({ index }) => index >= args.length)
          .map(({ name, held }) => [name, (held.node as unknown as { typed: Typed }).typed]),
      );
      return callFunction(
        e,
        { k: "function", node: stmt, parent: nested ? inst : undefined },
        { positional: args, keywords, before: [] },
        stmt,
      );
    },
    kept.map(({ held }) => held),
  );
  for (const decorator of [...stmt.decorator_list].reverse()) {
    if (/^(wraps|lru_cache|cache)$/.test(knownDecorator(decorator))) continue;
    x = call(e, synthetic(e, decorator, [x]));
  }
  if (!stmt.web) return e.refuse("def", stmt);
  const target = {
    nodeType: "Name",
    id: stmt.name,
    web: stmt.web,
    sym: stmt.sym,
    lineno: stmt.lineno,
    col_offset: stmt.col_offset,
  } as unknown as Name;
  const step = inInstance(e, inst, store(e, target, x));
  return (g) => {
    defaults(g);
    step(g);
  };
}

/** The defaults of a nested function that are no constants: worked out when it is defined, kept by its closure. */
function heldDefaults(
  e: Elaborator,
  node: FunctionDef,
): { name: string; index: number; held: ReturnType<typeof hold> }[] {
  return paramsOf(node.args).flatMap(({ name, fallback }, index) =>
    fallback && !isConstant(fallback) ? [{ name, index, held: hold(expression(e, fallback)) }] : [],
  );
}

/** The static that says that a definition has run. */
export function definedFlag(e: Elaborator, sym: Sym): string {
  const known = e.flags.get(sym) ?? e.topName(`${rustName(sym.name)}_defined`.toUpperCase());
  e.flags.set(sym, known);
  e.statics.set(known, () => `static ${known}: Global<()> = Global::new("${sym.name}");`);
  return known;
}

/** Default values are worked out once, where the function is defined; constants need no place. */
export function keepDefaults(e: Elaborator, node: FunctionDef, stem: string): Step {
  const steps: Step[] = [];
  for (const param of paramsOf(node.args)) {
    const { fallback } = param;
    if (!fallback || isConstant(fallback) || (fallback as { perCall?: boolean }).perCall) continue;
    if (e.cx.inst.scope.kind !== "module")
      e.refuse("a default that is no constant, in a nested function", fallback, "use None and set it inside");
    const x = expression(e, fallback);
    let kept = e.defaults.get(fallback);
    if (!kept) {
      kept = { cell: e.store.cell(), rust: e.topName(`${stem}_${param.name}`.toUpperCase()) };
      e.defaults.set(fallback, kept);
    }
    e.store.flow(x.t, kept.cell);
    const { cell, rust } = kept;
    steps.push((g) => g.line(`${rust}.set(${g.own(x, cell)});`));
  }
  return (g) => g.steps(steps);
}

export function isConstant(node: Expr): boolean {
  if (node.nodeType === "Constant") return true;
  if (node.nodeType === "UnaryOp") return isConstant(node.operand);
  return node.nodeType === "Tuple" && node.elts.length > 0 && node.elts.every(isConstant);
}

/** Calls a function of the program: the version for these arguments' types. */
export function callFunction(e: Elaborator, target: Callee & { k: "function" }, given: Arguments, at: Place): Typed {
  const { node } = target;
  const all: Typed[] = [...(target.self ? [target.self] : []), ...given.positional];
  const bound = bindArguments(e, node, { ...given, positional: all }, at, target);
  if (!("values" in bound)) return bound;
  const { values } = bound;
  if (values.some((x) => isEmpty(x.t))) {
    e.afterCall();
    return dead(e, at, ...values);
  }
  const inst = versionOf(e, target, values, bound.kwNames);
  e.visit(inst);
  e.afterCall();
  const result = inst.yields ? e.store.of("iter", inst.yields) : inst.result;
  const { cx } = e;
  return {
    t: result,
    at,
    emit: (g) => {
      const captured = capturedArguments(e, g, inst, cx.inst);
      const method = target.self && inst.owner;
      const written = bound.write(
        g,
        values.map((x, i) => (method && i === 0 ? "" : g.own(x, inst.params[i] as Cell))),
      );
      const args = [...captured, ...(method ? written.slice(1) : written)].join(", ");
      const name = e.nameOf(inst);
      const path = method
        ? `${g.recv(target.self as Typed)}.${name}`
        : inst.owner
          ? `${inst.owner.rust}::${name}`
          : name;
      return { s: bound.wrap(g, `${g.q(`${path}(${args})`)}`), m: 0, atom: true };
    },
  };
}

const isEmpty = (cell: Cell): boolean => find(cell).mask === 0 && !find(cell).parts?.size;

function capturedArguments(e: Elaborator, g: Gen, inst: Instance, from: Instance): string[] {
  const out: string[] = [];
  const outer = e.cx;
  e.cx = { inst: from, narrow: new Map(), live: true, tries: 0 };
  for (const sym of capturesOf(inst)) {
    if (!sym.single) continue;
    const web = findWeb(sym.single);
    const name = e.local(g, web);
    out.push(g.types.isCopy(e.webCell(web)) && !sym.cell ? name : `${name}.clone()`);
  }
  e.cx = outer;
  return out;
}

export function versionOf(e: Elaborator, target: Callee & { k: "function" }, values: Typed[], kwNames = ""): Instance {
  const { node, parent, owner } = target;
  const shown = values.map((x) => e.store.show(x.t)).join(";");
  const prefix = target.self ? "m" : "f";
  const key = `${prefix}${e.nodeId(node)}|${parent?.id ?? ""}|${owner?.id ?? ""}|${kwNames}|${shown}`;
  let inst = e.instances.get(key);
  if (!inst) {
    inst = e.makeInstance(
      key,
      node.scope as Scope,
      node,
      parent ?? e.main,
      owner,
      values.map(() => e.store.cell()),
    );
    if (node.nodeType === "FunctionDef")
      inst.cached = node.decorator_list.some((each) => /^(lru_cache|cache)$/.test(knownDecorator(each)));
    if (
      node.nodeType === "FunctionDef" &&
      node.decorator_list.some((each) => knownDecorator(each) === "contextmanager")
    )
      inst.key = key;
  }
  const made = inst;
  values.forEach((x, i) => {
    e.store.flow(x.t, made.params[i] as Cell);
  });
  return inst;
}

export function stemOf(inst: Instance): string {
  const node = inst.node as FunctionDef;
  const prefix = inst.owner ? "" : (unitOf(inst.scope)?.prefix ?? "");
  if ((inst.node as { nodeType: string }).nodeType === "Module") return `${prefix}module`;
  let stem = node.nodeType === "FunctionDef" ? node.name : ((inst.node as Lambda).alias ?? "lambda");
  if (/^__\w+__$/.test(stem)) stem = stem.slice(2, -2);
  for (let scope = inst.scope.parent; scope && scope.kind !== "module"; scope = scope.parent) {
    if (scope.kind === "function" && !inst.owner) stem = `${scope.name}_${stem}`;
  }
  return rustName(prefix + stem);
}

export type { ClassInfo };
export { capturedType, NONE, pascal, Refusal };
