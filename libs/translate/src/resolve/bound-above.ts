import type { Expr, Place, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";
import type { Sym } from "./symbols.js";

/**
 * Does a statement of a module bind a name, come what may, before the one that a place stands in? What a function below
 * it reads is then the module's own, for there is no such function before.
 */
export function isBoundAbove(body: readonly Stmt[], name: string, at: Place): boolean {
  const binds = body.find((stmt) => (stmt.end_lineno ?? stmt.lineno) >= at.lineno || bindsName(stmt, name));
  if (!binds || !bindsName(binds, name) || (binds.end_lineno ?? binds.lineno) >= at.lineno) return false;
  let isDeleted = false;
  for (const stmt of body)
    eachNode(stmt, (node) => {
      const { targets } = node as unknown as { targets?: Expr[] };
      if (node.nodeType === "Delete" && targets?.some((each) => isNamed(each, name))) isDeleted = true;
    });
  return !isDeleted;
}

/** Does a statement of the module use a name before the first statement that binds it, or in what that one assigns? */
export function isBeforeBinding(body: readonly Stmt[], sym: Sym, at: Place): boolean {
  if (sym.assignedInside) return false;
  const next = body.findIndex((stmt) => position(stmt) > position(at));
  const stmt = body.at(next < 0 ? -1 : next - 1);
  if (!stmt) return false;
  if (next >= 0 && sym.bindPos >= position(body[next] as Stmt)) return true;
  return stmt.nodeType === "Assign" && sym.bindPos === position(stmt) && stmt.targets.length === 1;
}

const position = (at: Place): number => at.lineno * 4096 + at.col_offset;

const isNamed = (node: Expr, name: string): boolean => node.nodeType === "Name" && node.id === name;

function bindsName(stmt: Stmt, name: string): boolean {
  if (stmt.nodeType === "Assign") return stmt.targets.some((target) => isNamed(target, name));
  return stmt.nodeType === "AnnAssign" && stmt.value !== undefined && isNamed(stmt.target, name);
}
