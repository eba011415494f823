import type { Call, Expr, Place } from "../ast.js";
import { isBottom, soloPart } from "../types/cell.js";
import { type Arguments, typeArguments } from "./arguments.js";
import { callBound, classValue } from "./class-calls.js";
import { findMember } from "./class-info.js";
import { infoOf, instanceCell } from "./classes.js";
import { abstractError, instantiate } from "./construction.js";
import type { ClassInfo, Member } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { callFunction } from "./functions.js";
import { hold } from "./held.js";
import { makePlain } from "./plain-objects.js";
import { type Typed, typed } from "./typed.js";
import { dead, spread, typeName } from "./unions.js";

/*
 * Classes with a `__new__` of their own.
 *
 * 1. A call of the class asks `__new__`, which is given the class first.
 * 2. If what that gives is an object of the class, `__init__` is called on it, be it new or not.
 * 3. `object.__new__(cls)`, by whatever name it is reached, gives an object of the class that has no attribute yet.
 */

/** `Class(…)` of a class with a `__new__`. */
export function allocated(
  e: Elaborator,
  info: ClassInfo,
  member: (Member & { k: "method" }) | undefined,
  given: Arguments,
  at: Place,
): Typed {
  if (info.exception || info.isTuple || info.isEnum || info.mro.some(({ node }) => node.standsFor))
    return e.refuse("__new__ of this class", info.node, "use __init__ or a function that makes the object");
  if (given.rest || given.restNamed) return e.refuse("starred arguments for a class with __new__", at);
  const held = [...given.positional, ...given.keywords.values()].map((x) => ({
    x,
    held: x.pure ? undefined : hold(x),
  }));
  const again = held.map(({ x, held }) => (held ? (held.node as unknown as { typed: Typed }).typed : x));
  const count = given.positional.length;
  const args: Arguments = {
    positional: again.slice(0, count),
    keywords: new Map([...given.keywords.keys()].map((name, i) => [name, again[count + i] as Typed])),
    before: [],
  };
  const self = { ...args, positional: [classValue(e, info), ...args.positional] };
  const made = member
    ? callBound(e, classValue(e, info), info, { node: member.node, binding: "static" }, self, at)
    : makePlain(e, info, args, at);
  const whole = spread(e, made, (arm) => initialised(e, info, arm, args, at));
  return typed(whole.t, at, (g) => {
    const lets = [...given.before, ...held.flatMap(({ held }) => held ?? [])].map((each) => {
      each.name = g.fresh("given");
      return `let ${each.name} = ${g.own(each.x)}; `;
    });
    return `{ ${lets.join("")}${g.own(whole)} }`;
  });
}

function initialised(e: Elaborator, info: ClassInfo, x: Typed, args: Arguments, at: Place): Typed {
  const made = infoOf(x);
  const init = made && findMember(made, "__init__");
  if (!made?.mro.includes(info) || init?.k !== "method") return x;
  const kept = hold(x);
  const self = (kept.node as unknown as { typed: Typed }).typed;
  const done = callFunction(e, { k: "function", node: init.node, parent: undefined, owner: made, self }, args, at);
  return typed(isBottom(done.t) ? done.t : x.t, at, (g) => {
    kept.name = g.fresh("made");
    const { name } = kept;
    return `{ let ${name} = ${g.own(x)}; ${done.emit(g).s}; ${isBottom(done.t) ? "unreachable!()" : name} }`;
  });
}

/** `object.__new__(cls)`, or that of a type of plain values, which is given a value. */
export function blankObject(e: Elaborator, node: Call): Typed {
  const given = typeArguments(e, node.args, node.keywords);
  const [cls, ...more] = given.positional;
  if (!cls || given.before.length || given.rest || given.restNamed)
    return e.refuse("object.__new__ with these arguments", node);
  const others = [...more, ...given.keywords.values()];
  return spread(e, cls, (arm) => {
    const part = soloPart(arm.t);
    if (isBottom(arm.t)) return dead(e, node, arm);
    if (part?.kind !== "class")
      return e.refuse(`object.__new__ of ${typeName(arm.t)}`, node as Expr, "give it the class");
    const info = part.ref as ClassInfo;
    if (info.plain) return makePlain(e, info, { ...given, positional: more }, node);
    const isOwn = findMember(info, "__new__") !== undefined;
    if (others.length && (isOwn || !findMember(info, "__init__"))) {
      const own = `${typeName(instanceCell(e, info))}() takes no arguments`;
      const said = isOwn ? "object.__new__() takes exactly one argument (the type to instantiate)" : own;
      return e.typeError(said, node, ...others);
    }
    const abstract = abstractError(e, info, node);
    if (abstract) return abstract;
    instantiate(e, info);
    const made = typed(instanceCell(e, info), node, () => `${info.rust}::blank()`);
    if (others.every((x) => x.pure)) return made;
    return typed(made.t, node, (g) => `{ let _ = (${others.map((x) => g.own(x)).join(", ")},); ${g.own(made)} }`);
  });
}
