import type { Expr, Module, Place, Stmt } from "../ast.js";
import { placeOf, putAtHead } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { placed } from "./await-nodes.js";

/** Whether a module may import where an expression stands. */
export const IMPORT_CALL = /__import__\(/;

/**
 * `__import__("math").pi`: a module of the library, imported at the top under a name of its own. `m = __import__("math")`
 * is the statement itself.
 */
export function desugarImportCalls(module: Module, isLibrarys: (name: string) => boolean): void {
  const moduleIn = (node: Expr | undefined): string | undefined => {
    if (node?.nodeType !== "Call" || node.func.nodeType !== "Name" || node.func.id !== "__import__") return undefined;
    const [named, ...more] = node.args;
    if (named?.nodeType !== "Constant" || named.lit.k !== "str" || more.length || node.keywords.length)
      return undefined;
    return isLibrarys(named.lit.v) ? named.lit.v : undefined;
  };
  for (const [i, stmt] of module.body.entries()) {
    if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1) continue;
    const [target, name] = [stmt.targets[0], moduleIn(stmt.value)];
    if (target?.nodeType === "Name" && name)
      module.body[i] = placed(parse(`import ${name} as ${target.id}\n`).body[0] as Stmt, stmt);
  }
  const found = new Map<string, Place>();
  eachNode(module, (given) => {
    const node = given as unknown as Expr;
    const name = moduleIn(node);
    if (name === undefined) return;
    found.set(name, placeOf(node));
    Object.assign(node, { nodeType: "Name", id: `__import_${name}__`, ctx: { nodeType: "Load" } });
  });
  if (!found.size) return;
  const imports = [...found].map(([name, at]) =>
    placed(parse(`import ${name} as __import_${name}__\n`).body[0] as Stmt, at),
  );
  putAtHead(module.body, imports);
}
