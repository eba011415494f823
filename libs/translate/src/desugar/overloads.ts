import type { FunctionDef, Module, Stmt } from "../ast.js";
import { eachStmt } from "../program/walk.js";
import { decoratorName } from "../resolve/decorators.js";

/** Signatures that `@overload` declares go where the function itself follows: nothing calls them. */
export function desugarOverloads(modules: Module[]): void {
  for (const { body } of modules) {
    drop(body);
    eachStmt(body, (stmt) => {
      const inner = (stmt as { body?: Stmt[] }).body;
      if (inner) drop(inner);
    });
  }
}

function drop(body: Stmt[]): void {
  for (let i = body.length - 1; i >= 0; i--) {
    const stmt = body[i] as FunctionDef;
    const isDeclared =
      stmt.nodeType === "FunctionDef" && stmt.decorator_list.some((each) => decoratorName(each) === "overload");
    if (isDeclared && body.slice(i + 1).some((each) => each.nodeType === "FunctionDef" && each.name === stmt.name))
      body.splice(i, 1);
  }
}
