import type { ClassDef, Expr, FunctionDef, Lambda, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/** `name = lambda self: …` in a class body is a method like any other. */
export function desugarClassLambdas(modules: Module[]): void {
  for (const module of modules)
    eachNode(module, (node) => {
      if (node.nodeType !== "ClassDef") return;
      const stmt = node as unknown as ClassDef;
      stmt.body = stmt.body.map((each) => methodOf(each) ?? each);
    });
}

function methodOf(stmt: Stmt): FunctionDef | undefined {
  if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1 || stmt.value.nodeType !== "Lambda") return undefined;
  const [target] = stmt.targets;
  if (target?.nodeType !== "Name") return undefined;
  return methodFrom(target.id, stmt.value, []);
}

/** A lambda as a method of this name. */
export function methodFrom(name: string, { args, body, ...lambda }: Lambda, decorator_list: Expr[]): FunctionDef {
  const returned = { ...placeOf(body), nodeType: "Return", value: body };
  const made = { ...placeOf(lambda), nodeType: "FunctionDef", name, args, body: [returned], decorator_list };
  return made as unknown as FunctionDef;
}
