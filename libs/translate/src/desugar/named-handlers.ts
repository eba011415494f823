import type { ClassDef, Expr, Module, Stmt } from "../ast.js";
import { eachNode, eachStmt } from "../program/walk.js";

/** `except ERRORS:` of a variable of the module that is a tuple of names for good: the tuple stands in its place. */
export function desugarNamedHandlers(modules: Module[]): void {
  for (const module of modules) {
    desugarClassHandlers(module);
    const tuples = constantTuples(module);
    if (tuples.size === 0) continue;
    eachNode(module, (node) => {
      const handler = node as { nodeType: string; type?: Expr };
      if (handler.nodeType !== "ExceptHandler" || handler.type?.nodeType !== "Name") return;
      const tuple = tuples.get(handler.type.id);
      if (tuple) handler.type = structuredClone(tuple);
    });
  }
}

/** `except self.ERRORS:` of a constant of the class, which neither it nor a class that derives from it sets again. */
function desugarClassHandlers(module: Module): void {
  const set = new Map<string, number>();
  const classes: ClassDef[] = [];
  eachStmt(module.body, (stmt) => {
    if (stmt.nodeType === "ClassDef") classes.push(stmt);
    const targets = stmt.nodeType === "Assign" ? stmt.targets : "target" in stmt && stmt.target ? [stmt.target] : [];
    for (const target of targets as Expr[]) {
      const name = target.nodeType === "Name" ? target.id : target.nodeType === "Attribute" ? target.attr : "";
      set.set(name, (set.get(name) ?? 0) + 1);
    }
  });
  for (const node of classes) {
    const tuples = tuplesOf(node.body);
    eachNode(node, (each) => {
      const handler = each as { nodeType: string; type?: Expr };
      const { type } = handler;
      if (handler.nodeType !== "ExceptHandler" || type?.nodeType !== "Attribute" || type.value.nodeType !== "Name")
        return;
      const tuple = new Set(["self", "cls", node.name]).has(type.value.id) ? tuples.get(type.attr) : undefined;
      if (tuple && set.get(type.attr) === 1) handler.type = structuredClone(tuple);
    });
  }
}

/** Tuples of names that a body binds to variables. */
function tuplesOf(body: Stmt[]): Map<string, Expr> {
  const out = new Map<string, Expr>();
  for (const stmt of body) {
    if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1 || stmt.value.nodeType !== "Tuple") continue;
    const [target] = stmt.targets;
    const isNamed =
      stmt.value.elts.length > 0 && stmt.value.elts.every(({ nodeType }) => /^(Name|Attribute)$/.test(nodeType));
    if (target?.nodeType === "Name" && isNamed) out.set(target.id, stmt.value);
  }
  return out;
}

/** Tuples of names that a module binds at its top, by variables that nothing else binds. */
function constantTuples(module: Module): Map<string, Expr> {
  const out = tuplesOf(module.body);
  if (out.size === 0) return out;
  const bound = new Map<string, number>();
  const count = (name: string): void => void bound.set(name, (bound.get(name) ?? 0) + 1);
  eachNode(module, (node) => {
    const { nodeType, id, ctx, arg } = node as {
      nodeType: string;
      id?: string;
      ctx?: { nodeType: string };
      arg?: string;
    };
    if (nodeType === "Name" && id && ctx?.nodeType !== "Load") count(id);
    if (nodeType === "Arg" && arg) count(arg);
  });
  eachStmt(module.body, (stmt) => {
    const { name } = stmt as Stmt & { name?: string };
    if (name) count(name);
  });
  for (const name of [...out.keys()]) if (bound.get(name) !== 1) out.delete(name);
  return out;
}
