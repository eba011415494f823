import type { Expr, Module, Stmt } from "../ast.js";
import { putAtHead } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";

/** Whether a module may have `...` as a value. */
export const ELLIPSIS_VALUE = /(?:\.\.\.\s*[^\]\s]|\bEllipsis\b|\b(?:is|return|=|not)\s*\.\.\.)/;

const ELLIPSIS = "written_ellipsis__Ellipsis";

/** `...` and `Ellipsis` as values are the only object of a class; in types and as statements they are left alone. */
export function desugarEllipsis(module: Module): void {
  const values: Expr[] = [];
  const others = new Set<object>();
  let isOwn = false;
  eachNode(module, (each) => {
    const node = each as unknown as (Expr | Stmt) & Record<string, unknown>;
    if (isTypes(node)) mark(node, others);
    if (node.nodeType === "Expr" && isEllipsis(node.value)) others.add(node.value);
    for (const type of [node.annotation, node.returns]) if (type) mark(type as object, others);
    if (node.name === "Ellipsis" || node.arg === "Ellipsis" || node.asname === "Ellipsis") isOwn = true;
    const isStored = (node.ctx as { nodeType?: string } | undefined)?.nodeType !== "Load";
    if (node.nodeType === "Name" && node.id === "Ellipsis" && isStored) isOwn = true;
    if (isEllipsis(node as Expr) || (node.nodeType === "Name" && node.id === "Ellipsis")) values.push(node as Expr);
  });
  const found = values.filter((each) => !others.has(each) && !(isOwn && each.nodeType === "Name"));
  if (!found.length) return;
  for (const each of found) Object.assign(each, { nodeType: "Name", id: ELLIPSIS, ctx: { nodeType: "Load" } });
  putAtHead(module.body, parse(`from written_ellipsis import Ellipsis as ${ELLIPSIS}\n`).body);
}

const isEllipsis = (node: Expr): boolean => node.nodeType === "Constant" && node.lit.k === "ellipsis";

/** `tuple[int, ...]`, `Callable[..., int]`: parameters of a type. */
function isTypes(node: Expr | Stmt): boolean {
  if (node.nodeType !== "Subscript") return false;
  const { value } = node;
  const name = value.nodeType === "Name" ? value.id : value.nodeType === "Attribute" ? value.attr : "";
  return /^(?:[A-Z]|tuple$|type$|list$|dict$)/.test(name);
}

function mark(node: object, others: Set<object>): void {
  eachNode(node, (each) => {
    others.add(each);
  });
}
