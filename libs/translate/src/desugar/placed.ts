import type { Expr, Place, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";

/** An expression of Python with others put in for names. */
export function placed(source: string, others: Record<string, Expr>, at: Place): Expr {
  const node = (parse(source).body[0] as Stmt & { nodeType: "Expr" }).value;
  eachNode(node, (each) => void ("lineno" in each && Object.assign(each, placeOf(at))));
  put(node, others);
  return node;
}

/** Puts nodes in for names. */
export function put(node: object, others: Record<string, Expr>): void {
  for (const key of Object.keys(node)) {
    const record = node as Record<string, unknown>;
    const child = record[key];
    const id = (child as { id?: string } | undefined)?.id;
    if (id !== undefined && (child as Expr).nodeType === "Name" && Object.hasOwn(others, id))
      record[key] = structuredClone(others[id] as Expr);
    else if (Array.isArray(child))
      child.forEach((item, i) => {
        const name = (item as { id?: string } | undefined)?.id;
        if (name !== undefined && (item as Expr).nodeType === "Name" && Object.hasOwn(others, name))
          child[i] = structuredClone(others[name] as Expr);
        else if (typeof item === "object" && item !== null) put(item, others);
      });
    else if (typeof child === "object" && child !== null && key !== "lit") put(child, others);
  }
}
