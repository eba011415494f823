import type { Expr, Module } from "../ast.js";
import { eachNode } from "../program/walk.js";

const READING = /^(len|list|tuple|set|sorted|dict|enumerate|iter|any|all|max|min)$/;
const METHODS = /^(items|keys|values|get|copy)$/;

/** `Color.__members__` where it is only read: as a dictionary, which it is shown as nowhere. */
export function markEnumMembers(modules: Module[]): void {
  const mark = (node: Expr | undefined): void => {
    if (node?.nodeType === "Attribute" && node.attr === "__members__") Object.assign(node, { isRead: true });
  };
  for (const module of modules)
    eachNode(module, (each) => {
      const node = each as unknown as Expr & { iter?: Expr };
      if (node.nodeType === "Call" && node.func.nodeType === "Name" && READING.test(node.func.id)) mark(node.args[0]);
      else if (node.nodeType === "Attribute" && METHODS.test(node.attr)) mark(node.value);
      else if (node.nodeType === "Subscript") mark(node.value);
      else if (node.nodeType === "Compare" && /^(Not)?In$/.test(node.ops.at(-1)?.nodeType ?? ""))
        mark(node.comparators.at(-1));
      else if (each.nodeType === "For" || each.nodeType === "Comprehension") mark(node.iter);
    });
}
