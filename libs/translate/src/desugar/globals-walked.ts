import type { Expr, Module, Name, Place, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode, eachStmt } from "../program/walk.js";

/*
 * `for name, f in globals().items(): if name.startswith("test_"): …`: the functions of the module that are called so.
 *
 * 1. Whatever else the module holds fails the test, and nothing comes of it.
 * 2. All names with this beginning are functions that stand in the module itself, each bound once, before the loop; a
 *    loop within a function is left alone unless only definitions stand before the last of them.
 */

type Loop = { target: Expr; iter: Expr; test: Expr; at: Place; isBare: boolean };

export function desugarGlobalsWalked(modules: Module[]): void {
  for (const module of modules) {
    if (["globals", "sorted", "list"].some((name) => binds(module, name))) continue;
    module.body.forEach((stmt, at) => {
      const isCalled = stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef";
      for (const loop of loopsIn(stmt, isCalled)) {
        const functions = functionsOf(module, prefixOf(loop));
        if (functions && isReady(module, functions, isCalled ? undefined : at)) walk(loop, functions);
      }
    });
  }
}

function binds(module: Module, wanted: string): boolean {
  let found = false;
  eachNode(module, (node) => {
    const { nodeType, name, asname, arg, id, ctx } = node as unknown as Record<string, unknown>;
    const isStored = nodeType === "Name" && (ctx as { nodeType: string } | undefined)?.nodeType === "Store";
    found ||= [name, asname, arg, ...(isStored ? [id] : [])].includes(wanted);
  });
  return found;
}

function loopsIn(stmt: Stmt, isCalled: boolean): Loop[] {
  const out: Loop[] = [];
  eachNode(stmt, (node) => {
    const each = node as unknown as Stmt & Record<string, unknown>;
    if (each.nodeType === "For" && each.body.length === 1 && !each.orelse.length) {
      const [only] = each.body;
      if (only?.nodeType === "If" && !only.orelse.length)
        out.push({ ...each, test: only.test, at: each, isBare: isCalled });
    }
    for (const part of (node as unknown as { generators?: object[] }).generators ?? []) {
      const { ifs } = part as { ifs: Expr[] };
      if (ifs[0]) out.push({ ...(part as Loop), test: ifs[0], at: part as unknown as Place, isBare: true });
    }
  });
  return out;
}

const isCall = (node: Expr | undefined, name: string): node is Expr & { nodeType: "Call" } =>
  node?.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === name && !node.keywords.length;

/** What is walked of `globals()`: its items in their order or sorted; nothing where it is something else. */
function walked({ iter, isBare }: Loop): "sorted" | "given" | undefined {
  const isItems = (node: Expr | undefined): boolean =>
    node?.nodeType === "Call" &&
    node.func.nodeType === "Attribute" &&
    node.func.attr === "items" &&
    isCall(node.func.value, "globals") &&
    !node.func.value.args.length;
  if (isItems(iter)) return isBare ? "given" : undefined;
  for (const way of ["sorted", "list"])
    if (isCall(iter, way) && iter.args.length === 1 && isItems(iter.args[0]))
      return way === "list" ? "given" : "sorted";
  return undefined;
}

/** The beginning that names are asked for first. */
function prefixOf(loop: Loop): string | undefined {
  const { target } = loop;
  const [name] = target.nodeType === "Tuple" && target.elts.length === 2 ? target.elts : [];
  const first = loop.test.nodeType === "BoolOp" && loop.test.op.nodeType === "And" ? loop.test.values[0] : loop.test;
  if (name?.nodeType !== "Name" || walked(loop) === undefined || first?.nodeType !== "Call") return undefined;
  const { func, args } = first;
  const isAsked =
    func.nodeType === "Attribute" &&
    func.attr === "startswith" &&
    func.value.nodeType === "Name" &&
    func.value.id === name.id;
  const [text] = args;
  return isAsked && text?.nodeType === "Constant" && text.lit.k === "str" && text.lit.v ? text.lit.v : undefined;
}

/** The module's functions whose names begin so; nothing where another binding of the module may have such a name. */
function functionsOf(module: Module, prefix: string | undefined): string[] | undefined {
  if (prefix === undefined) return undefined;
  const names = module.body.flatMap((stmt) =>
    stmt.nodeType === "FunctionDef" && stmt.name.startsWith(prefix) ? [stmt.name] : [],
  );
  const counts = new Map<string, number>();
  const bind = (name: string): void => void (name.startsWith(prefix) && counts.set(name, (counts.get(name) ?? 0) + 1));
  eachNode(module, (node) => {
    const each = node as unknown as Name & { name?: string; ctx?: { nodeType: string }; names?: unknown[] };
    if (each.nodeType === "Name" && each.ctx?.nodeType !== "Load") bind(each.id);
    if (typeof each.name === "string") bind(each.name);
  });
  eachStmt(module.body, (stmt) => {
    if (stmt.nodeType === "ImportFrom" || stmt.nodeType === "Import")
      for (const { name, asname } of stmt.names) bind(asname ?? name);
  });
  return names.length && [...counts].every(([name, count]) => count === 1 && names.includes(name)) ? names : undefined;
}

/** Do the functions all stand before what walks through them is run? */
function isReady({ body }: Module, names: readonly string[], at: number | undefined): boolean {
  const last = body.findLastIndex((stmt) => stmt.nodeType === "FunctionDef" && names.includes(stmt.name));
  if (at !== undefined) return last < at;
  const isQuiet = (stmt: Stmt): boolean =>
    /^(FunctionDef|ClassDef|Import|ImportFrom)$/.test(stmt.nodeType) ||
    (/^(Assign|AnnAssign|Expr)$/.test(stmt.nodeType) && (stmt as { value?: Expr }).value?.nodeType === "Constant");
  return body.slice(0, last).every(isQuiet);
}

function walk(loop: Loop, functions: readonly string[]): void {
  const names = walked(loop) === "sorted" ? [...functions].sort() : functions;
  const place = placeOf(loop.iter);
  const load = { nodeType: "Load" };
  const elts = names.map((id) => {
    const text = { nodeType: "Constant", value: id, lit: { k: "str", v: id }, ...place };
    return { nodeType: "Tuple", elts: [text, { nodeType: "Name", id, ctx: load, ...place }], ctx: load, ...place };
  });
  Object.assign(loop.at, { iter: { nodeType: "List", elts, ctx: load, ...place } });
}
