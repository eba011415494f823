import type { ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { bindingCounts } from "../program/binding-counts.js";
import { eachNode, onlyDefines } from "../program/walk.js";
import { moveDecoratedMethods } from "./decorated-methods.js";
import { methodOf, own } from "./given-methods.js";

/** Whether a module may give a class a method after its body. */
export const ADDED_METHOD =
  /^[ \t]*(?!self\.)\w+\.\w+ = (?:\w+|lambda\b.*|(?:property|staticmethod|classmethod)\(.*\))[ \t]*(?:#.*)?$/m;

/**
 * Methods that a class is given right after its body, by a decorator that gives back its class, or before anything asks
 * for them, stand in the body.
 */
export function desugarAddedMethods(modules: Module[]): void {
  for (const module of modules) {
    if (!module.body.some(({ nodeType }) => nodeType === "ClassDef")) continue;
    const counts = bindingCounts(module);
    const isOne = (name: string): boolean => counts.get(name) === 1;
    const classes = new Map<string, ClassDef>();
    const functions = new Map<string, FunctionDef>();
    for (const stmt of module.body) {
      if (stmt.nodeType === "ClassDef" && isOne(stmt.name)) classes.set(stmt.name, stmt);
      if (stmt.nodeType === "FunctionDef" && isOne(stmt.name) && !stmt.decorator_list.length)
        functions.set(stmt.name, stmt);
    }
    for (const name of listed(module)) classes.delete(name);
    moveDecoratedMethods(module, classes, functions);
    const moved = new Set<Stmt>();
    for (const stmt of module.body) if (ofStatement(module, stmt, moved, classes, functions)) moved.add(stmt);
    module.body = module.body.filter((stmt) => !moved.has(stmt));
  }
}

/** Classes that are asked for all that they have. */
function listed(module: Module): Set<string> {
  const found = new Set<string>();
  eachNode(module, (each) => {
    const node = each as unknown as Expr;
    if (node.nodeType === "Attribute" && node.attr === "__dict__" && node.value.nodeType === "Name")
      found.add(node.value.id);
    if (node.nodeType === "Call" && node.func.nodeType === "Name" && /^(dir|vars)$/.test(node.func.id))
      for (const arg of node.args) if (arg.nodeType === "Name") found.add(arg.id);
  });
  return found;
}

/** `C.name = f` at the top of a module, where nothing asks for such a name before. */
function ofStatement(
  module: Module,
  stmt: Stmt,
  moved: ReadonlySet<Stmt>,
  classes: ReadonlyMap<string, ClassDef>,
  functions: ReadonlyMap<string, FunctionDef>,
): boolean {
  const target = stmt.nodeType === "Assign" && stmt.targets.length === 1 ? stmt.targets[0] : undefined;
  if (stmt.nodeType !== "Assign" || target?.nodeType !== "Attribute" || target.value.nodeType !== "Name") return false;
  const cls = classes.get(target.value.id);
  const { attr } = target;
  if (
    !cls ||
    cls.decorator_list.length ||
    own(cls, attr) ||
    /^__(?:new|init_subclass|class_getitem|slots)__$/.test(attr)
  )
    return false;
  const def = methodOf(stmt.value, attr, functions, (name) => name);
  const [from, to] = [module.body.indexOf(cls), module.body.indexOf(stmt)];
  const between = module.body.slice(from + 1, to).filter((each) => !moved.has(each));
  const isQuiet = /^__\w+__$/.test(attr) ? onlyDefines(between) : true;
  if (!def || from > to || !isQuiet || isAskedBefore(module, attr, target, stmt.value, functions)) return false;
  cls.body.push(def);
  return true;
}

function isAskedBefore(
  module: Module,
  name: string,
  target: Expr,
  value: Expr,
  functions: ReadonlyMap<string, FunctionDef>,
): boolean {
  const except = value.nodeType === "Name" ? functions.get(value.id) : undefined;
  let isAsked = false;
  for (const stmt of module.body)
    if (stmt !== except)
      eachNode(stmt, (each) => {
        const node = each as unknown as Expr & { ctx?: { nodeType?: string } };
        if (node === target) return;
        const isBefore = node.lineno < target.lineno;
        if (node.nodeType === "Attribute" && node.attr === name && (isBefore || node.ctx?.nodeType !== "Load"))
          isAsked = true;
        if (node.nodeType === "Constant" && node.lit.k === "str" && node.lit.v === name && isBefore) isAsked = true;
        if (isBefore && asksByWorkedName(node)) isAsked = true;
      });
  return isAsked;
}

/** `getattr(x, name)` and its like, of a name that is worked out. */
function asksByWorkedName(node: Expr): boolean {
  if (node.nodeType !== "Call" || node.func.nodeType !== "Name" || !/^(has|get)attr$/.test(node.func.id)) return false;
  return node.args[1]?.nodeType !== "Constant";
}
