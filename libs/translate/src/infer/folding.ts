import type { Expr } from "../ast.js";

/**
 * Does CPython 3.11 make a constant of it before it compiles (`Python/ast_opt.c`)? It shows in the order of a set that
 * is made of such. Powers and products that CPython finds too large for it are as good as not there.
 */
export function isFolded(node: Expr): boolean {
  switch (node.nodeType) {
    case "Constant":
      return true;
    case "UnaryOp":
      return isFolded(node.operand);
    case "BinOp":
      return isFolded(node.left) && isFolded(node.right) && !isText(node.left);
    case "Tuple":
      return node.elts.every(isFolded);
    default:
      return false;
  }
}

const isText = (node: Expr): boolean =>
  node.nodeType === "Constant" && (node.lit.k === "str" || node.lit.k === "bytes");
