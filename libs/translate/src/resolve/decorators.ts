import type { Expr, FunctionDef } from "../ast.js";

/** Decorators that the generator knows: the decorated name stays a function. */
const KNOWN_DECORATORS = new Set([
  "cache",
  "lru_cache",
  "staticmethod",
  "classmethod",
  "property",
  "setter",
  "getter",
  "deleter",
  "wraps",
  "dataclass",
  "total_ordering",
  "abstractmethod",
  "override",
  "final",
  "overload",
  "contextmanager",
  "cached_property",
  "unique",
  "runtime_checkable",
]);

export function decoratorName(node: Expr): string {
  if (node.nodeType === "Call") return decoratorName(node.func);
  if (node.nodeType === "Attribute") return node.attr;
  return node.nodeType === "Name" ? node.id : "";
}

/** The name of a decorator of Python's own, or nothing for one that the program wrote. */
export function knownDecorator(node: Expr): string {
  const func = node.nodeType === "Call" ? node.func : node;
  const root = func.nodeType === "Attribute" ? func.value : func;
  const name = decoratorName(node);
  if (func.nodeType === "Name" && func.sym?.kind === "from" && func.sym.imported !== name) return "";
  if (accessorOf(node)) return name;
  if (root.nodeType !== "Name" || !KNOWN_DECORATORS.has(name)) return "";
  const { sym } = root;
  return !sym || ((sym.kind === "from" || sym.kind === "module") && !sym.target && !sym.unit) ? name : "";
}

/** What `@spam.setter`, `@Base.spam.getter` and the like add to. */
export function accessorOf(node: Expr): (Expr & { nodeType: "Name" | "Attribute" }) | undefined {
  if (node.nodeType !== "Attribute" || !/^(setter|getter|deleter)$/.test(node.attr)) return undefined;
  const { value } = node;
  if (value.nodeType === "Name") return value;
  return value.nodeType === "Attribute" && value.value.nodeType === "Name" ? value : undefined;
}

export function isStaticDef(node: FunctionDef): boolean {
  return node.decorator_list.every((decorator) => knownDecorator(decorator) !== "");
}
