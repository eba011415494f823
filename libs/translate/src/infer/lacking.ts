import type { Place } from "../ast.js";
import { PYTHON_ATTRIBUTES } from "../library/python-attributes.js";
import { unitOf } from "../resolve/symbols.js";
import { infoOf } from "./class-members.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import type { Typed } from "./typed.js";

/** Is a class, or a base of it, one of the library's that may lack what Python's has? */
export function lacking(info: ClassInfo, name: string): boolean {
  return info.mro.some((each) => {
    const unit = each.node.sym && unitOf(each.node.sym.scope);
    if (!unit?.written || unit.name === "collections.abc") return false;
    const kinds = each.node.standsFor?.filter((kind) => PYTHON_ATTRIBUTES[kind]) ?? [];
    return unit.name !== "builtins" || kinds.some((kind) => PYTHON_ATTRIBUTES[kind]?.has(name));
  });
}

/** Refuses an operator of such a class. */
export function refuseLacking(e: Elaborator, x: Typed, said: string, at: Place): void {
  const info = infoOf(x);
  if (info && lacking(info, "__or__")) e.refuse(`${said} of ${info.name}`, at);
}
