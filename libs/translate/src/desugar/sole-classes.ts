import type { ClassDef, Module, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";

/**
 * A class statement in a branch, a `try` or a `with` may not come to its end, or never run. It is marked where its name
 * is used in the statements beside it alone: those run only once it has.
 */
export function markSoleClasses(modules: Module[]): void {
  const found: { node: ClassDef; block: Stmt[] }[] = [];
  const uses = new Map<string, number>();
  for (const module of modules)
    eachNode(module, (given) => {
      const stmt = given as { nodeType: string } & Record<string, unknown>;
      count(stmt, uses);
      if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef" || stmt.nodeType === "Module") return;
      for (const key of ["body", "orelse", "finalbody"]) {
        const block = stmt[key];
        if (!Array.isArray(block)) continue;
        for (const node of block as Stmt[]) if (node.nodeType === "ClassDef") found.push({ node, block });
      }
    });
  for (const { node, block } of found) {
    const own = new Map<string, number>();
    for (const stmt of block) eachNode(stmt, (each) => count(each as { nodeType: string }, own));
    if (own.get(node.name) === uses.get(node.name)) (node as ClassDef & { isSole?: boolean }).isSole = true;
  }
}

function count(node: { nodeType: string }, uses: Map<string, number>): void {
  const { id, attr, name, names } = node as { id?: string; attr?: string; name?: string; names?: unknown[] };
  const all = [id, attr, node.nodeType === "ClassDef" ? undefined : name, ...(names ?? [])];
  for (const each of all) if (typeof each === "string") uses.set(each, (uses.get(each) ?? 0) + 1);
}
