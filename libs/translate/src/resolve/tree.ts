import type { Expr, Stmt } from "../ast.js";

/** `__name__ == "__main__"` and the constants: conditions whose outcome is known here. */
export function constantTest(test: Expr): boolean | undefined {
  if (test.nodeType === "Constant" && test.lit.k === "bool") return test.lit.v;
  if (test.nodeType === "Constant" && test.lit.k === "int") return test.lit.v !== 0n;
  if (test.nodeType === "Name" && test.id === "TYPE_CHECKING") return false;
  if (test.nodeType === "Compare" && test.left.nodeType === "Name" && test.left.id === "__name__") {
    const right = test.comparators[0];
    if (test.ops[0]?.nodeType === "Eq" && right?.nodeType === "Constant" && right.lit.k === "str")
      return right.lit.v === "__main__";
  }
  return undefined;
}

const STATEMENTS = new Set([
  "FunctionDef",
  "AsyncFunctionDef",
  "ClassDef",
  "Return",
  "Delete",
  "Assign",
  "AugAssign",
  "AnnAssign",
  "For",
  "AsyncFor",
  "While",
  "If",
  "With",
  "AsyncWith",
  "Match",
  "Raise",
  "Try",
  "TryStar",
  "Assert",
  "Import",
  "ImportFrom",
  "Global",
  "Nonlocal",
  "Expr",
  "Pass",
  "Break",
  "Continue",
]);

export function isNode(value: unknown): value is { nodeType: string } {
  return typeof value === "object" && value !== null && "nodeType" in value;
}

export function isStatement(node: { nodeType: string }): node is Stmt {
  return STATEMENTS.has(node.nodeType);
}

/** Visits an expression and what is inside it; `visit` says whether to go deeper. */
export function eachExpr(node: Expr, visit: (node: Expr) => boolean): void {
  if (!visit(node)) return;
  for (const key in node) {
    if (key === "scope" || key === "sym" || key === "web" || key === "ctx" || key === "op" || key === "ops") continue;
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) {
      for (const item of child) if (isNode(item)) eachExpr(item as unknown as Expr, visit);
    } else if (isNode(child)) eachExpr(child as unknown as Expr, visit);
  }
}
