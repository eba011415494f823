import type { ClassDef, FunctionDef, Module, Stmt } from "../ast.js";
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
  const { args, body } = stmt.value;
  const place = placeOf(stmt.value);
  const returned = { ...placeOf(body), nodeType: "Return", value: body };
  const made = { ...place, nodeType: "FunctionDef", name: target.id, args, body: [returned], decorator_list: [] };
  return made as unknown as FunctionDef;
}
