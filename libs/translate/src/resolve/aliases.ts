import type { ClassDef, Expr, Module, Stmt } from "../ast.js";
import { STANDARD_MODULES } from "../program/standard.js";
import type { Sym } from "./symbols.js";
import { eachExpr } from "./tree.js";

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

/** Types of the library whose names are not in the form of a class's. */
const LOWER = new Set(["date", "datetime", "time", "timedelta", "timezone", "deque", "defaultdict"]);

/** Marks names that stand for types alone (`T = TypeVar("T")`, `Vector = list[float]`): their assignments do nothing. */
export function markTypeAliases(module: Module, isOwn: (module: string) => Module | undefined): void {
  markIn(module.body, new Types(isOwn));
}

function markIn(body: readonly Stmt[], types: Types): void {
  for (const stmt of body) {
    if (stmt.nodeType === "FunctionDef") markIn(stmt.body, types);
    if (stmt.nodeType === "ClassDef")
      for (const each of stmt.body) if (each.nodeType === "FunctionDef") markIn(each.body, types);
    if (stmt.nodeType !== "Assign" && stmt.nodeType !== "AnnAssign") continue;
    const [target, ...more] = stmt.nodeType === "Assign" ? stmt.targets : [stmt.target];
    const { value } = stmt;
    if (!value || more.length || target?.nodeType !== "Name" || !target.sym || target.sym.bindings !== 1) continue;
    if (types.isType(value)) {
      if (comeLater(value, stmt)) continue;
      target.sym.typeAlias = true;
      if (types.isAsked(value)) target.sym.types = value;
    } else if (areTypes(value)) target.sym.types = value;
  }
}

/** Does a type name a class that is defined below? Of these Python raises a NameError, unless they are in quotes. */
function comeLater(value: Expr, stmt: Stmt): boolean {
  let late = false;
  eachExpr(value, (node) => {
    const { node: made, scope, kind } = (node.nodeType === "Name" && node.sym) || {};
    if (kind === "class" && scope?.kind === "module" && made && made.lineno > stmt.lineno) late = true;
    return true;
  });
  return late;
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
  node.nodeType === "Name" ? node.sym?.imported || node.id : node.nodeType === "Attribute" ? node.attr : "";

const isNone = (node: Expr): boolean => node.nodeType === "Constant" && node.lit.k === "none";

const isLibrarys = (name: string): boolean => /^[A-Z]\w*[a-z]/.test(name) || LOWER.has(name);

/** What expressions stand for types, as far as names tell. */
class Types {
  readonly #own: (module: string) => Module | undefined;

  constructor(own: (module: string) => Module | undefined) {
    this.#own = own;
  }

  isType(node: Expr): boolean {
    if (node.nodeType === "Call") return MAKERS.has(nameOf(node.func)) && nameOf(node.func) !== "NewType";
    if (node.nodeType === "Subscript")
      return GENERIC.has(nameOf(node.value)) && !(node.value.nodeType === "Name" && node.value.sym?.kind === "var");
    if (node.nodeType === "BinOp") return node.op.nodeType === "BitOr" && this.#isUnion(node);
    return node.nodeType === "Name" && node.id === "Any" && node.sym?.module === "typing";
  }

  #isUnion(node: Expr & { nodeType: "BinOp" }): boolean {
    const sides = [node.left, node.right];
    return sides.every((side) => isNone(side) || this.#isNamed(side)) && !sides.every(isNone);
  }

  /** A type by itself: one that `|` may stand beside. */
  #isNamed(node: Expr): boolean {
    if (node.nodeType === "Attribute")
      return node.value.nodeType === "Name" && node.value.sym?.kind === "module" && isLibrarys(node.attr);
    if (node.nodeType === "Subscript" && node.value.nodeType === "Name" && node.value.sym?.kind === "class")
      return this.#isClass(node.value.sym);
    if (node.nodeType !== "Name") return this.isType(node);
    return node.sym
      ? this.#isClass(node.sym)
      : /^(int|float|str|bool|bytes|list|dict|set|tuple|complex|range|frozenset|bytearray|object|type)$/.test(node.id);
  }

  #isClass(sym: Sym): boolean {
    if (sym.typeAlias) return true;
    if (sym.kind === "class") return sym.node?.nodeType === "ClassDef" && !hasMeta(sym.node);
    if (sym.kind !== "from") return false;
    const module = this.#own(sym.module);
    if (!module) return STANDARD_MODULES.has(sym.module.split(".")[0] as string) && isLibrarys(sym.imported);
    const meant = module.scope?.syms.get(sym.imported);
    return meant !== undefined && this.#isClass(meant);
  }

  /** Is it a union that `isinstance` takes: one of classes without parameters? */
  isAsked(node: Expr): boolean {
    if (isNone(node)) return true;
    if (node.nodeType === "BinOp") return this.isAsked(node.left) && this.isAsked(node.right);
    if (node.nodeType === "Subscript") {
      const members = node.slice.nodeType === "Tuple" ? node.slice.elts : [node.slice];
      // Of a class with parameters Python answers no question.
      return isUnion(node) && members.every((each) => this.isAsked(each as Expr));
    }
    if (node.nodeType === "Name" && node.sym?.typeAlias) return node.sym.types !== undefined;
    return this.#isNamed(node) && nameOf(node) !== "Any";
  }
}

/** `Union[…]` and `Optional[…]`. */
export const isUnion = (node: Expr): boolean =>
  node.nodeType === "Subscript" &&
  /^(Union|Optional)$/.test(nameOf(node.value)) &&
  (node.value.nodeType !== "Name" || node.value.sym?.module === "typing");

export const isOptional = (node: Expr): boolean =>
  node.nodeType === "Subscript" && isUnion(node) && nameOf(node.value) === "Optional";

/** May a class have operators of its own? */
function hasMeta(node: ClassDef): boolean {
  if (node.keywords.some(({ arg, value }) => arg === "metaclass" && nameOf(value) !== "ABCMeta")) return true;
  return node.bases.some((base) => {
    const made = base.nodeType === "Name" ? base.sym?.node : undefined;
    return made?.nodeType === "ClassDef" && hasMeta(made);
  });
}
