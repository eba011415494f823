import type { Expr } from "../ast.js";
import { type AttributeNames, type KnownTexts, type NamePattern, patternOf } from "../resolve/attribute-names.js";
import type { Instance } from "./context.js";
import type { Elaborator } from "./elaborator.js";

/** The attribute that a `__getattr__` or `__setattr__` was called for, where an expression is its parameter. */
export function askedFor(e: Elaborator, key: Expr): string | undefined {
  if (key.nodeType !== "Name" || key.sym?.bindings !== 1 || !key.sym.isParam) return undefined;
  let inst: Instance | undefined = e.cx.inst;
  while (inst && inst.scope !== key.sym.scope.fn) inst = inst.parent;
  const second = inst?.node.nodeType === "FunctionDef" ? inst.node.args.args[1]?.arg : undefined;
  return second === key.id ? inst?.asked : undefined;
}

/** What a worked-out name may be, here. */
export function patternHere(
  e: Elaborator,
  known: AttributeNames,
  key: Expr,
  texts: KnownTexts | undefined,
): NamePattern {
  const asked = askedFor(e, key);
  return asked === undefined ? patternOf(known, key, texts) : { names: new Set([asked]), before: "", after: "" };
}
