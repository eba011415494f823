import type { Expr, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { bindingCounts } from "../program/binding-counts.js";
import { eachStmt } from "../program/walk.js";

/** Whether a module may give one that it imports another name. */
export const MODULE_NAMED = /^[ \t]*\w+ = \w+[ \t]*(#.*)?$/m;

/** `m = math` is `import math as m`, where either name is bound once. */
export function desugarModuleNames(module: Module): void {
  const imported = new Map<string, { name: string; line: number }>();
  for (const stmt of module.body)
    if (stmt.nodeType === "Import")
      for (const { name, asname } of stmt.names)
        if (asname || !name.includes(".")) imported.set(asname ?? name, { name, line: stmt.lineno });
  if (imported.size === 0) return;
  const given: (Stmt & { nodeType: "Assign" })[] = [];
  eachStmt(module.body, (stmt) => {
    if (stmt.nodeType === "Assign" && stmt.targets.length === 1 && stmt.value.nodeType === "Name") given.push(stmt);
  });
  if (!given.some(({ value }) => value.nodeType === "Name" && imported.has(value.id))) return;
  const bindings = bindingCounts(module);
  for (const stmt of given) {
    const [target, value] = [stmt.targets[0], stmt.value] as [Expr, Expr & { nodeType: "Name" }];
    const origin = imported.get(value.id);
    if (target.nodeType !== "Name" || origin === undefined || origin.line > stmt.lineno) continue;
    if (bindings.get(value.id) !== 1 || bindings.get(target.id) !== 1) continue;
    const place = placeOf(stmt);
    for (const key of Object.keys(stmt)) delete (stmt as unknown as Record<string, unknown>)[key];
    const alias = { nodeType: "Alias", name: origin.name, asname: target.id, ...place };
    Object.assign(stmt, { nodeType: "Import", names: [alias], ...place });
    imported.set(target.id, { name: origin.name, line: place.lineno });
  }
}
