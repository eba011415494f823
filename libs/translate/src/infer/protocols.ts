import type { Expr, Place } from "../ast.js";
import { knownDecorator } from "../resolve/decorators.js";
import { BOOL } from "../types/cell.js";
import { findMember } from "./class-info.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { type Typed, typed } from "./typed.js";

/** Does a class name `Protocol` among its bases? What derives from such a class is an ordinary one. */
export const isProtocol = (info: ClassInfo): boolean =>
  info.node.bases.some((base: Expr) => {
    const node = base.nodeType === "Subscript" ? base.value : base;
    return (node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : "") === "Protocol";
  });

/** May `isinstance` and `issubclass` ask for a protocol? */
export const isRuntimeProtocol = (info: ClassInfo): boolean =>
  info.mro.some((each) =>
    each.node.decorator_list.some((decorator) => knownDecorator(decorator) === "runtime_checkable"),
  );

function namesOf(protocol: ClassInfo): string[] {
  return isProtocol(protocol)
    ? protocol.mro.filter(isProtocol).flatMap((each) => [...each.own.keys(), ...annotated(each)])
    : [];
}

/** Has a class all that a protocol names? */
export function fulfils(e: Elaborator, info: ClassInfo, protocol: ClassInfo): boolean {
  if (!isProtocol(protocol)) return false;
  const names = namesOf(protocol);
  if (names.some((name) => !findMember(info, name) && info.fields.has(name)))
    e.refuse("isinstance with a protocol of attributes", protocol.node, "ask with hasattr");
  return names.every((name) => findMember(info, name) !== undefined);
}

/** Is all that a protocol names a call, which functions and classes answer as well? */
export function isOfCalls(protocol: ClassInfo): boolean {
  const names = namesOf(protocol);
  return names.length > 0 && names.every((name) => name === "__call__");
}

/** What Python says of a check for a protocol that is not made for it. */
export const UNCHECKED = "Instance and class checks can only be used with @runtime_checkable protocols";

/** `issubclass(C, Protocol)`: true of what derives from it or has its methods. */
export function isSubclassOfProtocol(
  e: Elaborator,
  info: ClassInfo | undefined,
  protocol: ClassInfo,
  at: Place,
): Typed {
  if (!isRuntimeProtocol(protocol)) return e.typeError(UNCHECKED, at);
  if (!info || info.exception || protocol.mro.filter(isProtocol).some((each) => annotated(each).length))
    return e.refuse("issubclass of these", at);
  const isOne = info.mro.includes(protocol) || fulfils(e, info, protocol);
  return { ...typed(e.store.temp(BOOL), at, () => String(isOne)), pure: true };
}

const annotated = (info: ClassInfo): string[] =>
  info.node.body.flatMap((stmt) =>
    stmt.nodeType === "AnnAssign" && stmt.target.nodeType === "Name" ? [stmt.target.id] : [],
  );
