import type { Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";
import { knownDecorator } from "../resolve/decorators.js";

/** What makes a decorator is called before the defaults of the function that it decorates. */
export function desugarDecoratorTurns(modules: Module[]): void {
  for (const module of modules) {
    let count = 0;
    const name = (): string => `_decorator_${count++}`;
    eachNode(module, (node) => {
      if (node.nodeType === "ClassDef") return;
      const holder = node as { body?: unknown; orelse?: unknown };
      for (const key of ["body", "orelse"] as const) {
        const body = holder[key];
        if (Array.isArray(body)) holder[key] = (body as Stmt[]).flatMap((stmt) => [...madeBefore(stmt, name), stmt]);
      }
    });
  }
}

function madeBefore(stmt: Stmt, name: () => string): Stmt[] {
  if (stmt?.nodeType !== "FunctionDef" || !callsForDefaults(stmt)) return [];
  if (stmt.decorator_list.some((each) => knownDecorator(each) !== "")) return [];
  const out: Stmt[] = [];
  stmt.decorator_list = stmt.decorator_list.map((value) => {
    if (value.nodeType !== "Call") return value;
    const place = placeOf(value);
    const id = name();
    const target = { nodeType: "Name", id, ctx: { nodeType: "Store" }, ...place };
    out.push({ nodeType: "Assign", targets: [target], value, ...place } as unknown as Stmt);
    return { nodeType: "Name", id, ctx: { nodeType: "Load" }, ...place } as unknown as Expr;
  });
  return out;
}

function callsForDefaults({ args }: FunctionDef): boolean {
  let found = false;
  for (const value of [...args.defaults, ...args.kw_defaults])
    if (value)
      eachNode(value, ({ nodeType }) => {
        found ||= nodeType === "Call";
      });
  return found;
}
