import type { Expr, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

const declines = (node: Expr): boolean => node.nodeType === "Name" && node.id === "NotImplemented";

/** `return x if … else NotImplemented` as two returns: `NotImplemented` is a decision here and no value. */
export function desugarDeclining(modules: Module[]): void {
  for (const module of modules)
    eachNode(module, (node) => {
      for (const child of Object.values(node))
        if (Array.isArray(child)) for (let i = 0; i < child.length; i++) split(child, i);
    });
}

function split(body: unknown[], i: number): void {
  const stmt = body[i] as Stmt | null;
  if (typeof stmt !== "object" || stmt === null || stmt.nodeType !== "Return") return;
  const { value } = stmt;
  if (value?.nodeType !== "IfExp" || (!declines(value.body) && !declines(value.orelse))) return;
  const place = placeOf(stmt);
  const back = (each: Expr): Stmt => ({ nodeType: "Return", value: each, ...place }) as Stmt;
  body[i] = { nodeType: "If", test: value.test, body: [back(value.body)], orelse: [back(value.orelse)], ...place };
}
