import type { Alias, Attribute, Name, Stmt } from "../ast.js";
import { memberOf } from "../program/link.js";
import type { Unit } from "../program/unit.js";
import { type Sym, unitOf } from "../resolve/symbols.js";
import { STR } from "../types/cell.js";
import { store } from "./assign.js";
import { symCallee } from "./callee.js";
import type { Callee, Instance } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { raising, type Step, type Typed, typed } from "./typed.js";

/** What a name of a module of the program stands for, if that is known without running anything. */
export function unitMember(e: Elaborator, unit: Unit, name: string): Callee | undefined {
  const sym = memberOf(unit, name);
  if (sym) return symCallee(e, sym);
  const inner = e.units.find((each) => each.name === `${unit.name}.${name}`);
  return inner && { k: "unit", unit: inner };
}

/** `module.name` where it is read: a variable of another module. */
export function unitAttribute(e: Elaborator, unit: Unit, node: Attribute): Typed {
  if (node.attr === "__name__") return typed(e.store.temp(STR), node, () => `lit("${unit.name}")`);
  const sym = memberOf(unit, node.attr);
  if (!sym) {
    if (/^__\w+__$/.test(node.attr)) e.refuse(`${node.attr} of a module`, node);
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("module '${unit.name}' has no attribute '${node.attr}'")`, node);
  }
  return unitVariable(e, unit, sym, node);
}

function unitVariable(e: Elaborator, unit: Unit, sym: Sym, at: Attribute | Alias): Typed {
  const { cell, rust } = e.global(sym);
  const x = raising(cell, at, () => `${rust}.get_in("${unit.name}")`);
  return { ...x, pure: true };
}

/** `module.name = …`. */
export function setUnitAttribute(e: Elaborator, unit: Unit, target: Attribute, x: Typed): Step {
  const sym = memberOf(unit, target.attr);
  if (sym?.kind !== "var") return e.refuse("a name of another module that is bound anew", target);
  const { cell, rust } = e.global(sym);
  e.store.flow(x.t, cell);
  e.afterCall();
  return (g) => g.line(`${rust}.set(${g.own(x, cell)});`);
}

/** The one instance of a module's body. */
function unitInstance(e: Elaborator, unit: Unit): Instance {
  const key = `module ${unit.written ? unit.prefix : unit.name}`;
  const scope = unit.module.scope;
  if (!scope) return e.refuse(`the module ${unit.name}`);
  return e.instances.get(key) ?? e.makeInstance(key, scope, unit.module, undefined, undefined, []);
}

/** An import: runs the program's modules that have not run yet and takes over the values of their variables. */
export function importStatement(e: Elaborator, stmt: Stmt & { nodeType: "Import" | "ImportFrom" }): Step {
  const steps: Step[] = [];
  const nested = e.cx.inst.scope.kind !== "module";
  const seen = new Set<Unit>();
  for (const alias of stmt.names)
    for (const unit of alias.link?.loads ?? []) {
      if (seen.has(unit) || unit === unitOf(e.cx.inst.scope)) continue;
      seen.add(unit);
      if (unit.module.body.length) steps.push(load(e, unit, nested));
    }
  for (const alias of stmt.names)
    if (alias.link?.origin && !alias.sym?.typeAlias) steps.push(take(e, alias, alias.link.origin));
  return (g) => g.steps(steps);
}

function load(e: Elaborator, unit: Unit, nested: boolean): Step {
  const inst = unitInstance(e, unit);
  e.visit(inst);
  e.afterCall();
  const flag = `${unit.prefix.toUpperCase()}LOADED`;
  e.statics.set(flag, () => `static ${flag}: Loaded = Loaded::new("${unit.name}");`);
  return (g) => g.line(`${g.q(`${flag}.${nested ? "whole" : "once"}(${e.nameOf(inst)})`)};`);
}

function take(e: Elaborator, alias: Alias, origin: Sym): Step {
  const unit = alias.link?.base as Unit;
  const name = alias.asname ?? alias.name;
  const target = { ...alias, nodeType: "Name", id: name } as unknown as Name;
  return store(e, target, unitVariable(e, unit, origin, alias));
}
