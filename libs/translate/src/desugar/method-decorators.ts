import type { ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";

/** A function of a class body that decorates the methods below it stands before the class as well, where they find it. */
export function desugarMethodDecorators(modules: Module[]): void {
  for (const module of modules)
    eachNode(module, (node) => {
      const holder = node as { body?: unknown; orelse?: unknown };
      for (const key of ["body", "orelse"] as const) {
        const body = holder[key];
        if (Array.isArray(body)) holder[key] = (body as Stmt[]).flatMap((stmt) => [...decoratorsOf(stmt), stmt]);
      }
    });
}

function decoratorsOf(stmt: Stmt): FunctionDef[] {
  if (stmt?.nodeType !== "ClassDef") return [];
  const own = new Map<string, FunctionDef>();
  const out = new Map<string, FunctionDef>();
  for (const each of stmt.body) {
    if (each.nodeType !== "FunctionDef") continue;
    each.decorator_list = each.decorator_list.map((decorator) => {
      const name = decorator.nodeType === "Call" ? decorator.func : decorator;
      const found = name.nodeType === "Name" ? own.get(name.id) : undefined;
      if (!found || name.nodeType !== "Name") return decorator;
      out.set(found.name, found);
      const moved: Expr = { ...name, id: outsideName(stmt, found.name) };
      return decorator.nodeType === "Call" ? { ...decorator, func: moved } : moved;
    });
    if (each.decorator_list.length === 0 && !namesOthers(each)) own.set(each.name, each);
  }
  return [...out.values()].map((found) => ({ ...structuredClone(found), name: outsideName(stmt, found.name) }));
}

/** Has a function defaults that are other values before the class than in it? */
function namesOthers({ args }: FunctionDef): boolean {
  let found = false;
  for (const value of [...args.defaults, ...args.kw_defaults])
    if (value)
      eachNode(value, ({ nodeType }) => {
        if (nodeType === "Name") found = true;
      });
  return found;
}

const outsideName = (node: ClassDef, name: string): string => `${node.name}__${name}`;
