import type { Module } from "../ast.js";
import { lookUp, position } from "./bindings.js";
import type { Scope } from "./symbols.js";
import { isNode } from "./tree.js";

const known = new WeakMap<Scope, number>();

/** Where a module first names one of its functions or classes: none of them has run before. */
export function firstCall(scope: Scope): number {
  const found = known.get(scope) ?? find(scope);
  known.set(scope, found);
  return found;
}

function find(scope: Scope): number {
  const first = (scope.node as Module).body.find((stmt) => namesOwn(stmt, scope));
  return first ? position(first) : Number.POSITIVE_INFINITY;
}

/** What a definition holds runs once it is called; what it is derived from, or annotated with, is not called. */
const ASIDE = new Set(["sym", "web", "scope", "bases", "annotation", "returns"]);

function namesOwn(node: object, scope: Scope): boolean {
  const { nodeType, id } = node as { nodeType: string; id: string };
  if (nodeType === "Lambda") return true;
  if (nodeType === "Name") return lookUp(id, scope, scope)?.node !== undefined;
  return Object.entries(node).some(([key, child]) => {
    if (ASIDE.has(key) || (key === "body" && nodeType === "FunctionDef")) return false;
    return (Array.isArray(child) ? child : [child]).some((each) => isNode(each) && namesOwn(each, scope));
  });
}
