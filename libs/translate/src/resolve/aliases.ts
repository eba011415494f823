import type { Expr, Module } from "../ast.js";

const MAKERS = new Set(["TypeVar", "NewType", "ParamSpec", "TypeVarTuple"]);
const GENERIC = new Set([
  "List",
  "Dict",
  "Set",
  "Tuple",
  "Optional",
  "Union",
  "Callable",
  "Iterable",
  "Iterator",
  "Sequence",
  "Mapping",
  "Any",
  "Type",
  "FrozenSet",
  "Deque",
  "DefaultDict",
  "Literal",
  "Generator",
  "list",
  "dict",
  "set",
  "tuple",
  "frozenset",
  "type",
  "deque",
  "Annotated",
  "Collection",
]);

/** Marks names that stand for types alone (`T = TypeVar("T")`, `Vector = list[float]`): their assignments do nothing. */
export function markTypeAliases(module: Module): void {
  for (const stmt of module.body) {
    if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1) continue;
    const target = stmt.targets[0] as Expr;
    if (target.nodeType !== "Name" || !target.sym || target.sym.bindings !== 1) continue;
    if (isType(stmt.value)) target.sym.typeAlias = true;
    else if (areTypes(stmt.value)) target.sym.types = stmt.value;
  }
}

const areTypes = (node: Expr): boolean =>
  node.nodeType === "Tuple" &&
  node.elts.length > 0 &&
  node.elts.every(
    (each) => areTypes(each) || isTypeOfNone(each) || (each.nodeType === "Name" && each.sym?.kind !== "var"),
  );

const isTypeOfNone = (node: Expr): boolean =>
  node.nodeType === "Call" &&
  node.func.nodeType === "Name" &&
  node.func.id === "type" &&
  !node.func.sym &&
  node.args[0]?.nodeType === "Constant" &&
  node.args[0].lit.k === "none";

const nameOf = (node: Expr): string =>
  node.nodeType === "Name" ? (node.sym?.imported ?? node.id) : node.nodeType === "Attribute" ? node.attr : "";

function isType(node: Expr): boolean {
  if (node.nodeType === "Call") return MAKERS.has(nameOf(node.func)) && nameOf(node.func) !== "NewType";
  if (node.nodeType === "Subscript")
    return GENERIC.has(nameOf(node.value)) && !(node.value.nodeType === "Name" && node.value.sym?.kind === "var");
  if (node.nodeType === "BinOp") return node.op.nodeType === "BitOr" && isTypeName(node.left) && isTypeName(node.right);
  return node.nodeType === "Name" && node.id === "Any" && node.sym?.module === "typing";
}

function isTypeName(node: Expr): boolean {
  if (node.nodeType === "Constant") return node.lit.k === "none" || node.lit.k === "str";
  if (node.nodeType === "Name")
    return /^(int|float|str|bool|bytes|list|dict|set|tuple|None|complex)$/.test(node.id) && !node.sym;
  return isType(node);
}
