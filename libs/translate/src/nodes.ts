/** What making nodes of the grammar takes wherever it is done. */
import type { Arguments, Place, Stmt } from "./ast.js";

/** Where a node stands, and nothing else of it. */
export function placeOf({ lineno, col_offset, end_lineno, end_col_offset }: Place): Place {
  return { lineno, col_offset, end_lineno, end_col_offset };
}

/** The index behind a docstring and the imports that a module begins with. */
export function afterImports(body: Stmt[]): number {
  let at = 0;
  for (const [i, stmt] of body.entries()) {
    const isDoc = i === 0 && stmt.nodeType === "Expr" && stmt.value.nodeType === "Constant";
    if (!isDoc && stmt.nodeType !== "Import" && stmt.nodeType !== "ImportFrom") break;
    at = i + 1;
  }
  return at;
}

/** Puts statements where a module's own begin: behind its docstring and what it imports from the future. */
export function putAtHead(body: Stmt[], more: readonly Stmt[]): void {
  const head = body.findIndex(
    (stmt, i) =>
      !(i === 0 && stmt.nodeType === "Expr" && stmt.value.nodeType === "Constant") &&
      !(stmt.nodeType === "ImportFrom" && stmt.module === "__future__"),
  );
  body.splice(Math.max(head, 0), 0, ...more);
}

/** The names of all parameters of a function. */
export function paramsIn({ posonlyargs, args, vararg, kwonlyargs, kwarg }: Arguments): string[] {
  const all = [...posonlyargs, ...args, ...kwonlyargs, ...(vararg ? [vararg] : []), ...(kwarg ? [kwarg] : [])];
  return all.map(({ arg }) => arg);
}
