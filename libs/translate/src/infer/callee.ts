import type { Expr, FunctionDef, Lambda } from "../ast.js";
import { BUILTINS } from "../library/builtins.js";
import { isException } from "../library/exception-names.js";
import type { Sym } from "../resolve/symbols.js";
import { classOf } from "./classes.js";
import type { Callee, Instance } from "./context.js";
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
    if (base?.k === "module") return moduleMember(base.module, node.attr);
    if (base?.k === "unit") return unitMember(e, base.unit, node.attr);
  }
  return undefined;
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
