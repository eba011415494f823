import type { FunctionDef, Place } from "../ast.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { callFunction } from "./functions.js";
import type { Typed } from "./typed.js";

export { callBound, callMethod, callUnbound, classValue } from "./class-calls.js";
export { findMember } from "./class-info.js";
export { fieldCell, infoOf, instanceCell } from "./classes.js";

/** Calls a method given by its definition: a property's getter or setter. */
export function callFunctionMember(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  node: FunctionDef,
  args: Typed[],
  at: Place,
): Typed {
  return callFunction(
    e,
    { k: "function", node, parent: undefined, owner: info, self: x },
    { positional: args, keywords: new Map(), before: [] },
    at,
  );
}
