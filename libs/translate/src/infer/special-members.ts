import type { Expr, Stmt } from "../ast.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";

/** A name of `__slots__` that is a variable of the class as well: Python's ValueError at once. */
function refuseSharedSlots(e: Elaborator, info: ClassInfo, target: Expr | undefined, value: Expr): void {
  if (target?.nodeType !== "Name" || target.id !== "__slots__") return;
  const names = value.nodeType === "Tuple" || value.nodeType === "List" ? value.elts : [value];
  if (names.some((each) => each.nodeType === "Constant" && each.lit.k !== "str"))
    e.refuse("__slots__ that are no texts", value);
  for (const each of names)
    if (each.nodeType === "Constant" && each.lit.k === "str" && info.own.get(each.lit.v)?.k === "attribute")
      e.refuse("a variable of a class that __slots__ names", each, "take one of the two away");
}

/** Methods by which a class changes what attributes, creation or deletion mean. */
export const UNHEARD =
  /^__(set_name|getattribute|delattr|del|get|set|delete|prepare|instancecheck|subclasscheck|subclasshook|bytes|complex|await|aiter|anext|aenter|aexit)__$/;

/** Special methods that Python itself asks for; `__hash__ = None` is known. */
const ASKED_BY_PYTHON =
  /^__(bool|len|eq|ne|lt|le|gt|ge|iter|next|contains|reversed|getitem|setitem|delitem|missing|call|enter|exit|str|repr|format|int|float|index|complex|abs|neg|pos|invert|round|trunc|floor|ceil|init|new|getattr|setattr|post_init|[ir]?(add|sub|mul|truediv|floordiv|mod|divmod|pow|matmul|and|or|xor|lshift|rshift))__$/;

/** Refuses what Python asks for and is no method, and slots that are variables of the class. */
export function refuseSpecials(e: Elaborator, info: ClassInfo, body: Stmt[]): void {
  for (const stmt of body) {
    if (stmt.nodeType !== "Assign") continue;
    const [target] = stmt.targets;
    if (target?.nodeType === "Name" && UNHEARD.test(target.id))
      e.refuse(`the method ${target.id}`, target, "write a method of another name, and call it");
    refuseSharedSlots(e, info, target, stmt.value);
  }
  for (const [name, member] of info.own)
    if (member.k === "attribute" && ASKED_BY_PYTHON.test(name) && member.owner === info)
      e.refuse(`${name} that is no function`, info.node, "write it as a method");
}

const UNHEARD_OF_EXCEPTIONS =
  /^__(eq|ne|lt|le|gt|ge|hash|bool|len|iter|next|getitem|call|format|int|float|index|reversed|abs|neg|round)__$/;

/** Special methods that nobody asks an exception for here. */
export function refuseUnheard(e: Elaborator, info: ClassInfo): void {
  for (const [name, member] of info.own)
    if (member.k === "method" && UNHEARD_OF_EXCEPTIONS.test(name) && !(member.node as { made?: boolean }).made)
      e.refuse(`${name} of an exception`, member.node, "write a method of another name, and call it");
}
