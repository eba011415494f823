import type { FunctionDef, Lambda, Stmt } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { type Block, findWeb, type Sym, type Web } from "../resolve/symbols.js";
import { type Cell, NONE } from "../types/cell.js";
import type { Instance, Places } from "./context.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { expression } from "./expressions.js";
import { resultCell } from "./generators.js";
import { block } from "./statements.js";
import type { Step } from "./typed.js";

/** One for all: V8 keeps a function that is a field's first value as long as the field's objects have their shape. */
const returnsNothing = (): string => "return Ok(());";

/** What a nested function needs of the functions around it: variables it reads or writes, in a fixed order. */
export function capturesOf(inst: { scope: Instance["scope"] }): Sym[] {
  return [...inst.scope.free].filter((sym) => sym.kind === "var" && sym.scope.kind !== "module" && !sym.global);
}

/** Types a function's body and says how to write the whole Rust function. */
export function elaborateBody(e: Elaborator, inst: Instance): Step {
  const node = inst.node;
  if (node.nodeType === "Module") {
    const steps = block(e, node.body);
    return (g) => {
      g.line(`fn ${inst === e.main ? "program" : inst.rust}() -> PyResult<()> {`);
      declareWhole(e, g, inst);
      steps(g);
      g.line(e.cx?.live === false && inst.falls ? "}" : "Ok(()) }");
    };
  }
  const fn = node as FunctionDef | Lambda;
  const params = paramsOf(fn.args);
  params.forEach((param, i) => {
    if (param.arg.web) e.store.flow(inst.params[i] as never, e.webCell(param.arg.web));
  });
  if (fn.nodeType === "Lambda") {
    const body = expression(e, fn.body);
    e.store.flow(body.t, inst.result);
    return writeFunction(e, inst, (g) => {
      for (const line of lambdaLocals(e, g, inst)) g.line(line);
      g.line(`Ok(${g.own(body, inst.result)})`);
    });
  }
  const steps = block(e, fn.body);
  inst.falls = e.cx.live;
  if (e.cx.live && (!inst.yields || inst.sends)) e.store.add(inst.result, NONE);
  return writeFunction(e, inst, (g) => {
    steps(g);
    if (inst.falls) g.line((inst.yields && !inst.sends) || isUnit(g, inst) ? "Ok(())" : "Ok(None)");
    else if (!/^(return |loop |Ok\()/.test(g.lines.at(-1) ?? ""))
      g.line("#[allow(unreachable_code)] { unreachable!() }");
  });
}

const isUnit = (g: Gen, inst: Instance): boolean => g.ty(inst.result) === "()";

function writeFunction(e: Elaborator, inst: Instance, body: Step): Step {
  return (g) => {
    const fn = inst.node as FunctionDef | Lambda;
    const heads: string[] = [];
    const starts: string[] = [];
    for (const sym of capturesOf(inst)) {
      if (!sym.single) continue;
      const web = findWeb(sym.single);
      if (!inUse(e, inst, web)) continue;
      const name = e.local(g, web);
      heads.push(`${sym.cell || sym.isParam ? "" : ""}${name}: ${capturedType(e, g, inst, web)}`);
    }
    paramsOf(fn.args).forEach((param, i) => {
      writeParam(
        e,
        g,
        inst,
        {
          web: param.arg.web,
          index: i,
          isSelf: i === 0 && inst.owner !== undefined && inst.params.length > 0 && isSelfParam(inst),
        },
        heads,
        starts,
      );
    });
    g.returns = inst.result;
    const result = g.ty(resultCell(e, inst));
    g.line(`fn ${inst.rust}(${heads.join(", ")}) -> PyResult<${result}> {`);
    for (const start of starts) g.line(start);
    if (inst.yields) {
      const [maker, side] = inst.sends
        ? ["coroutine", `Exchange<${g.ty(inst.yields)}, ${g.ty(inst.sends)}>`]
        : ["generator", `Yielder<${g.ty(inst.yields)}>`];
      g.yielder = g.taken.has("y") ? g.fresh("y") : "y";
      g.taken.add(g.yielder);
      g.line(`Ok(${maker}(move |${g.yielder}: ${side}| async move {`);
      if (!inst.sends) g.ends = returnsNothing;
    } else if (inst.node.nodeType !== "Lambda") g.line("let _frame = frame()?;");
    for (const sym of inst.scope.untilBound)
      g.line(`if ${e.global(sym).rust}.is_set() { limit("the name ${sym.name}, as the built-in and as a variable") }`);
    declareWhole(e, g, inst);
    const from = g.lines.length;
    body(g);
    if (inst.yields) g.line("}))");
    else tail(g, from);
    g.line("}");
  };
}

/** The function's last `return` is its value. */
function tail(g: Gen, from: number): void {
  const last = g.lines.length - 1;
  const line = g.lines[last];
  if (last >= from && line?.startsWith("return Ok(") && line.endsWith(");") && !line.includes("\n"))
    g.lines[last] = line.slice(7, -1);
}

export function isSelfParam(inst: Instance): boolean {
  const node = inst.node as FunctionDef;
  return node.nodeType === "FunctionDef" && inst.owner !== undefined && inst.key.startsWith("m");
}

/** The cell of a captured variable, unless this version of the function never touches it. */
function inUse(e: Elaborator, inst: Instance, web: Web): boolean {
  for (let at = inst.parent; at; at = at.parent)
    if (at.scope === web.sym.scope.fn) return at.webs.has(web) || e !== undefined;
  return false;
}

export function capturedType(e: Elaborator, g: Gen, inst: Instance, web: Web): string {
  const cell = cellAbove(e, inst, web);
  return web.sym.cell ? `Var<${g.ty(cell)}>` : g.ty(cell);
}

function cellAbove(e: Elaborator, inst: Instance, web: Web): ReturnType<Elaborator["webCell"]> {
  const outer = e.cx;
  e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
  const cell = e.webCell(web);
  e.cx = outer;
  return cell;
}

interface Param {
  web: Web | undefined;
  index: number;
  isSelf: boolean;
}

function writeParam(e: Elaborator, g: Gen, inst: Instance, param: Param, heads: string[], starts: string[]): void {
  const cell = inst.params[param.index] as never;
  if (!param.web) {
    heads.push(`_: ${g.ty(cell)}`);
    return;
  }
  const web = findWeb(param.web);
  if (param.isSelf) {
    const renamed = inst.yields !== undefined || web.sym.captured || web.sym.bindings > 1;
    heads.push("&self");
    const name = renamed ? "this" : "self";
    g.names.set(web, name);
    g.taken.add(name);
    if (renamed)
      starts.push(web.sym.cell ? `let this = Var::new("self", self.clone());` : "let mut this = self.clone();");
    else g.refs.add("self");
    g.declared.add(web);
    return;
  }
  const name = e.local(g, web);
  const own = cellAbove(e, inst, web);
  const type = g.ty(cell);
  g.declared.add(web);
  if (web.sym.cell) {
    heads.push(`${name}: ${type}`);
    starts.push(`let ${name} = Var::new("${web.sym.name}", ${g.coerceText(name, cell, own)});`);
  } else if (web.maybeUnbound) {
    heads.push(`${name}: ${type}`);
    starts.push(`let mut ${name} = Some(${g.coerceText(name, cell, own)});`);
  } else if (g.ty(own) !== type) {
    heads.push(`${name}: ${type}`);
    starts.push(`let mut ${name}: ${g.ty(own)} = ${g.coerceText(name, cell, own)};`);
  } else heads.push(`${web.sym.bindings > 1 ? "mut " : ""}${name}: ${type}`);
}

/** Variables that live for the whole function: shared ones, and those that may be read before they are bound. */
export function declareWhole(e: Elaborator, g: Gen, inst: Instance): void {
  for (const [web, cell] of inst.webs) {
    const root = findWeb(web);
    if (root !== web || g.declared.has(root) || e.isGlobal(root.sym) || root.sym.scope.fn !== inst.scope) continue;
    if (root.sym.scope.kind === "comp") continue;
    if (root.sym.cell) g.line(`let ${e.local(g, root)}: Var<${g.ty(cell)}> = Var::unset("${root.sym.name}");`);
    else if (root.maybeUnbound) g.line(`let mut ${e.local(g, root)}: Option<${g.ty(cell)}> = None;`);
    else continue;
    g.declared.add(root);
  }
}

/** Declarations of what a lambda binds by `:=`. */
export function lambdaLocals(e: Elaborator, g: Gen, inst: Instance): string[] {
  const out: string[] = [];
  const fn = inst.node as Lambda;
  if (fn.nodeType !== "Lambda") return out;
  for (const [web, cell] of inst.webs) {
    const { sym } = web;
    if (findWeb(web) !== web || sym.isParam || sym.cell || sym.scope !== inst.scope || web.maybeUnbound) continue;
    g.declared.add(web);
    out.push(`let mut ${e.local(g, web)}: ${g.ty(cell)}; `);
  }
  return out;
}

function placesOf(inst: Instance): Places {
  if (inst.places?.count === inst.webs.size) return inst.places;
  const of: Places["of"] = new Map();
  for (const web of inst.webs.keys()) {
    const { block, index, sym } = web;
    if (findWeb(web) !== web || block === undefined || sym.kind !== "var") continue;
    const at = of.get(block) ?? new Map<number, Web[]>();
    of.set(block, at);
    const there = at.get(index);
    if (there) there.push(web);
    else at.set(index, [web]);
  }
  inst.places = { count: inst.webs.size, of };
  return inst.places;
}

/**
 * Declares what a statement's own code does not: variables first seen inside its blocks but needed after them. `direct`
 * are those that it declares itself.
 */
export function declareAt(
  e: Elaborator,
  g: Gen,
  inst: Instance,
  at: Block,
  index: number,
  direct: () => Set<Web>,
): void {
  const here = placesOf(inst).of.get(at)?.get(index);
  const left = here?.filter((web) => !g.declared.has(web) && !e.isGlobal(web.sym));
  if (!left?.length) return;
  const own = direct();
  for (const web of left) {
    if (own.has(web)) continue;
    g.line(`let mut ${e.local(g, web)}: ${g.ty(inst.webs.get(web) as Cell)};`);
    g.declared.add(web);
  }
}

/** The variables that a statement binds by itself, in one go: they are declared by it. */
export function directTargets(stmt: Stmt): Set<Web> {
  const out = new Set<Web>();
  const target = (node: unknown): void => {
    const each = node as { nodeType: string; web?: Web; elts?: unknown[]; value?: unknown };
    if (each.nodeType === "Name" && each.web) out.add(findWeb(each.web));
    else if (each.elts) for (const item of each.elts) target(item);
    else if (each.nodeType === "Starred") target(each.value);
  };
  if (stmt.nodeType === "Assign") for (const each of stmt.targets) target(each);
  else if (stmt.nodeType === "AnnAssign") target(stmt.target);
  else if (stmt.nodeType === "FunctionDef" && stmt.web) out.add(findWeb(stmt.web));
  return out;
}
