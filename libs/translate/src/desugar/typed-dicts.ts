import type { Expr, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

const nameOf = (node: Expr): string =>
  node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : "";

/** A `TypedDict` is a dictionary: its class says what type checkers know, and calling it is calling `dict`. */
export function desugarTypedDicts(modules: Module[]): void {
  const names = new Set<string>();
  for (const module of modules)
    module.body = module.body.map((stmt): Stmt => {
      if (stmt.nodeType !== "ClassDef" || !stmt.bases.some((base) => isTypedDict(base, names))) return stmt;
      names.add(stmt.name);
      return { nodeType: "Pass", ...placeOf(stmt) } as Stmt;
    });
  if (!names.size) return;
  for (const module of modules)
    eachNode(module, (node) => {
      const call = node as unknown as Expr;
      if (call.nodeType !== "Call" || call.func.nodeType !== "Name" || !names.has(call.func.id)) return;
      call.func = { ...call.func, id: "dict" };
    });
}

const isTypedDict = (base: Expr, names: Set<string>): boolean =>
  nameOf(base) === "TypedDict" || (base.nodeType === "Name" && names.has(base.id));
