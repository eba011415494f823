import type { Call, Expr, Subscript } from "../ast.js";
import { isBottom } from "../types/cell.js";
import { callee } from "./callee.js";
import { combined, fieldCell, infoOf, instanceCell, memberByName } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { type Typed, typed } from "./typed.js";
import { dead } from "./unions.js";

export function isEnumClass(x: Typed): boolean {
  return infoOf(x)?.isEnum === true;
}

/** `Color(1)`. */
export function enumByValue(e: Elaborator, info: ClassInfo, node: Call): Typed {
  const x = expression(e, node.args[0] as Expr);
  const value = fieldCell(e, info, "value");
  if (isBottom(x.t)) return dead(e, node, x);
  e.store.flow(x.t, value);
  return typed(instanceCell(e, info), node, (g) => {
    const v = g.fresh("v");
    const given = [...info.own].flatMap(([name, { k }]) => (k === "attribute" && !name.startsWith("_") ? [name] : []));
    const tests = (info.node.flags ? given : info.members).map((name) => {
      const { rust } = info.own.get(name) as { rust: string };
      return `if eq(&${g.q(`${g.q(`${rust}.get()`)}.value.get()`)}, &${v}) { ${g.q(`${rust}.get()`)} } else `;
    });
    const error = `exc::VALUE_ERROR.msg(fstr(&[F::Repr(&${v}), F::Lit(" is not a valid ${info.name}")])${g.jump.tryLabel ? ".unwrap()" : "?"})`;
    return `{ let ${v} = ${g.own(x, value)}; ${tests.join("")}{ ${info.node.flags ? combined(e, g, info, v) : g.throwing(error)} } }`;
  });
}

/** `Color["RED"]`; nothing if the base is no enum. */
export function enumByName(e: Elaborator, node: Subscript): Typed | undefined {
  const base =
    node.value.nodeType === "Name" || node.value.nodeType === "Attribute" ? callee(e, node.value) : undefined;
  if (base?.k !== "class") return undefined;
  return memberByName(e, base.info, expression(e, node.slice), node);
}
