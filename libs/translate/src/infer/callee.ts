import type { ClassDef, Expr, FunctionDef, Lambda } from "../ast.js";
import { BUILTINS } from "../library/builtins.js";
import { isException } from "../library/exception-names.js";
import type { Sym } from "../resolve/symbols.js";
import { classOf, findMember, makeClass } from "./class-info.js";
import type { Callee, ClassInfo, Instance } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { unitMember } from "./units.js";

/** What a name or attribute stands for, if that is known without running the program. */
export function callee(e: Elaborator, node: Expr): Callee | undefined {
  if (node.nodeType === "Name") {
    const { sym } = node;
    if (!sym) {
      if (isException(node.id)) return { k: "exception", name: node.id };
      return BUILTINS.has(node.id) ? { k: "builtin", name: node.id } : undefined;
    }
    return symCallee(e, sym);
  }
  if (node.nodeType === "Attribute") {
    const base = callee(e, node.value);
    if (base?.k === "module")
      return e.library.isValue(base.module, node.attr) ? undefined : moduleMember(base.module, node.attr);
    if (base?.k === "class") {
      const inner = findMember(base.info, node.attr);
      return inner?.k === "class" ? innerClass(e, inner.node) : undefined;
    }
    if (base?.k === "unit") return unitMember(e, base.unit, node.attr);
  }
  if (node.nodeType === "Subscript") {
    const base = callee(e, node.value);
    if (base?.k === "class" && !base.info.isEnum && isGeneric(base.info)) return base;
    if (base?.k === "builtin" && /^(list|dict|set|tuple|frozenset)$/.test(base.name)) return base;
    if (base?.k === "module" && /^collections\.\w+$/.test(base.module)) return base;
  }
  return undefined;
}

/** `Stack[int]` is `Stack` where the class takes type arguments. */
const isGeneric = (info: ClassInfo): boolean =>
  info.mro.some((each) => each.node.bases.some((base) => base.nodeType === "Subscript"));

export function innerClass(e: Elaborator, node: ClassDef): Callee {
  return { k: "class", info: e.classes.get(node) ?? makeClass(e, node) };
}

export function symCallee(e: Elaborator, sym: Sym): Callee | undefined {
  switch (sym.kind) {
    case "def":
      return { k: "function", node: sym.node as FunctionDef | Lambda, parent: parentOf(e, sym) };
    case "class": {
      const info = classOf(e, sym);
      return info ? { k: "class", info } : undefined;
    }
    case "module":
      return sym.unit ? { k: "unit", unit: sym.unit } : { k: "module", module: sym.module };
    case "from":
      return sym.target ? symCallee(e, sym.target) : moduleMember(sym.module, sym.imported);
    default:
      return undefined;
  }
}

function moduleMember(module: string, name: string): Callee {
  return { k: "module", module: `${module}.${name}` };
}

function parentOf(e: Elaborator, sym: Sym): Instance | undefined {
  return sym.scope.kind === "module" ? undefined : e.instanceOf(sym);
}
