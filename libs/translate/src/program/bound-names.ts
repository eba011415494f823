import type { Expr, Stmt } from "../ast.js";

/** The names that a module's top level binds. */
export function boundNames(body: Stmt[], out = new Set<string>()): Set<string> {
  const target = (node: Expr): void => {
    if (node.nodeType === "Name") out.add(node.id);
    else if (node.nodeType === "Tuple" || node.nodeType === "List") node.elts.forEach(target);
    else if (node.nodeType === "Starred") target(node.value);
  };
  for (const stmt of body) {
    if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef") out.add(stmt.name);
    else if (stmt.nodeType === "Assign") stmt.targets.forEach(target);
    else if (stmt.nodeType === "AnnAssign" && stmt.value) target(stmt.target);
    else if (stmt.nodeType === "AugAssign") target(stmt.target);
    else if (stmt.nodeType === "Import")
      for (const alias of stmt.names) out.add(alias.asname ?? (alias.name.split(".")[0] as string));
    else if (stmt.nodeType === "ImportFrom") for (const alias of stmt.names) out.add(alias.asname ?? alias.name);
    else if (stmt.nodeType === "For") {
      target(stmt.target);
      boundNames([...stmt.body, ...stmt.orelse], out);
    } else if (stmt.nodeType === "If" || stmt.nodeType === "While") boundNames([...stmt.body, ...stmt.orelse], out);
    else if (stmt.nodeType === "With") {
      for (const item of stmt.items) if (item.optional_vars) target(item.optional_vars);
      boundNames(stmt.body, out);
    } else if (stmt.nodeType === "Try")
      boundNames(
        [...stmt.body, ...stmt.handlers.flatMap((handler) => handler.body), ...stmt.orelse, ...stmt.finalbody],
        out,
      );
  }
  return out;
}
