import type { Alias, ModuleLink } from "../ast.js";
import { refuse } from "../diagnostics.js";
import type { Sym } from "../resolve/symbols.js";
import type { Unit } from "./unit.js";
import { eachImport, eachNode, type ImportStmt } from "./walk.js";

/** Joins the names that modules import from each other to what they stand for there. */
export function linkUnits(units: Unit[], onUnit: (unit: Unit) => void): void {
  const outside = new Set<string>();
  for (const unit of units.length > 1 ? units : []) {
    eachNode(unit.module, (node) => {
      if (node.nodeType === "Attribute") outside.add((node as unknown as { attr: string }).attr);
    });
    eachImport(unit.module, (stmt) => {
      for (const alias of stmt.names) if (alias.link?.base) outside.add(alias.name);
    });
  }
  for (const unit of units) {
    const { scope } = unit.module;
    if (!scope) continue;
    scope.unit = unit;
    for (const sym of scope.syms.values())
      if (unit.name !== "__main__" && sym.kind === "var" && outside.has(sym.name)) sym.global = true;
  }
  for (const unit of units) {
    onUnit(unit);
    eachImport(unit.module, (stmt) => {
      for (const alias of stmt.names) linkAlias(alias, stmt);
    });
  }
}

function linkAlias(alias: Alias, stmt: ImportStmt): void {
  const { sym, link } = alias;
  if (!sym || !link) return;
  if (link.unit) {
    if (sym.unit && sym.unit !== link.unit) refuse(`the name ${sym.name}, which is imported twice`, stmt);
    sym.kind = "module";
    sym.unit = link.unit;
    return;
  }
  const target = memberOf(link.base as Unit, alias.name);
  if (!target) refuse(`the name ${alias.name}`, stmt, `${(link.base as Unit).name} does not define it`);
  bind(sym, target as Sym, link);
}

function bind(sym: Sym, target: Sym, link: ModuleLink): void {
  sym.kind = target.kind === "var" ? "var" : "from";
  sym.target = target;
  if (sym.bindings === 1) sym.types = target.types;
  if (target.typeAlias) sym.typeAlias = true;
  else if (target.kind === "var") {
    target.global = true;
    link.origin = target;
  }
}

/** What a module's name stands for, past the modules that only pass it on. */
export function memberOf(unit: Unit, name: string): Sym | undefined {
  return unit.module.scope?.syms.get(name);
}
