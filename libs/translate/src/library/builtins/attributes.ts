import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { rustName } from "../../generate/names.js";
import { kindsOf } from "../../generate/rust-types.js";
import { isHeld, read1, setAttribute } from "../../infer/attributes.js";
import { callee } from "../../infer/callee.js";
import { deletePart } from "../../infer/calls.js";
import { whetherShared } from "../../infer/class-attributes.js";
import { findMember, infoOf } from "../../infer/classes.js";
import type { ClassInfo } from "../../infer/context.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { onKnowing, onPayload } from "../../infer/exception-attributes.js";
import type { ExceptionRef } from "../../infer/exceptions.js";
import { expression } from "../../infer/expressions.js";
import { hold } from "../../infer/held.js";
import { lacking } from "../../infer/lacking.js";
import { metaMember } from "../../infer/metaclasses.js";
import { isFieldOfClass, slotsOf } from "../../infer/slots.js";
import { type Typed, typed } from "../../infer/typed.js";
import { spread } from "../../infer/unions.js";
import { placeOf } from "../../nodes.js";
import { BOOL, find, isBottom, NONE, STR, soloPart } from "../../types/cell.js";
import { PYTHON_ATTRIBUTES, PYTHON_DUNDERS, pythonAttributes } from "../python-attributes.js";
import type { Builtin } from "./builtin.js";
import { setWorked, workedAttribute } from "./worked-names.js";

export const attr =
  (name: string): Builtin =>
  (e, node) => {
    const key = node.args[1];
    if (key && (key.nodeType !== "Constant" || key.lit.k !== "str")) return workedAttribute(e, name, node);
    if (key?.nodeType !== "Constant" || key.lit.k !== "str") return e.refuse(`${name} with these arguments`, node);
    const target = node.args[0] as Expr;
    const kept = node as Call & { access?: Expr };
    kept.access ??= { ...node, nodeType: "Attribute", value: target, attr: key.lit.v } as unknown as Expr;
    const { access } = kept;
    if (name === "getattr" && node.args.length === 2) return expression(e, access);
    const { v } = key.lit;
    const type = name === "hasattr" ? callee(e, target) : undefined;
    if (type?.k === "builtin" || type?.k === "exception") {
      const has = type.k === "builtin" ? PYTHON_ATTRIBUTES[type.name]?.has(v) : undefined;
      if (has === undefined) return e.refuse(`hasattr of ${type.name}`, node);
      return { ...typed(e.store.temp(BOOL), node, () => String(has)), pure: true };
    }
    const x = expression(e, target);
    if (name !== "getattr")
      return holdingOnce([x], ([of]) =>
        spread(e, of as Typed, (arm) => attributeOf(e, arm, v, undefined, access, node)),
      );
    return withFallback(x, expression(e, node.args[2] as Expr), (of, fallback) =>
      spread(e, of, (arm) => attributeOf(e, arm, v, fallback, access, node)),
    );
  };

/** Works out the object, and then what stands for an attribute that it does not have: that is done in any case. */
function withFallback(x: Typed, fallback: Typed, work: (x: Typed, fallback: Typed) => Typed): Typed {
  const isPlain = fallback.lit || fallback.pure;
  return holdingOnce(isPlain ? [x] : [x, fallback], ([of, otherwise]) => work(of as Typed, otherwise ?? fallback));
}

/** Works values out once and in order, before they are asked for what they have. */
function holdingOnce(xs: Typed[], work: (xs: Typed[]) => Typed): Typed {
  if (xs.every((x) => x.pure) || xs.some((x) => isBottom(x.t))) return work(xs);
  const held = xs.map((x) => hold(x));
  const read = work(held.map(heldValue));
  return typed(read.t, xs[0]?.at, (g) => {
    const lines = held.map((each) => {
      const text = g.own(each.x);
      each.name = g.fresh("given");
      return `let ${each.name} = ${text}; `;
    });
    return `{ ${lines.join("")}${g.own(read)} }`;
  });
}

export const heldValue = (held: ReturnType<typeof hold>): Typed => (held.node as unknown as { typed: Typed }).typed;

/** `hasattr` and `getattr` with a default, of a value of one kind. */
export function attributeOf(
  e: Elaborator,
  x: Typed,
  key: string,
  fallback: Typed | undefined,
  access: Expr,
  at: Call,
): Typed {
  const part = soloPart(x.t);
  if (part?.kind === "exc") return ofException(e, x, part.ref as ExceptionRef, key, fallback, access, at);
  const type = part?.kind === "class" ? (part.ref as ClassInfo) : undefined;
  const info = infoOf(x) ?? type;
  const kind = kindsOf(find(x.t))[0];
  const known = pythonAttributes(kind);
  if (!info && !known) return e.refuse(fallback ? "getattr" : "hasattr", at);
  if (info?.plain && !type && !findMember(info, key) && PYTHON_ATTRIBUTES[info.plain]?.has(key))
    return fallback
      ? e.refuse(`getattr of what ${info.plain} has`, at)
      : typed(e.store.temp(BOOL), at, (g) => `{ let _ = ${g.own(x)}; true }`);
  if (info && !type && !findMember(info, key) && !info.fields.has(key) && isInherited(info, key))
    return fallback
      ? e.refuse(`getattr of what ${info.exception ?? "its base"} has`, at)
      : typed(e.store.temp(BOOL), at, (g) => (x.pure ? "true" : `{ let _ = ${g.own(x)}; true }`));
  if (
    info &&
    !type &&
    key === "__dict__" &&
    !fallback &&
    !info.isTuple &&
    !info.mro.some(({ node }) => node.standsFor)
  ) {
    const has = String(slotsOf(e, info) === undefined);
    return typed(e.store.temp(BOOL), at, (g) => (x.pure ? has : `{ let _ = ${g.own(x)}; ${has} }`));
  }
  if (type && isFieldOfClass(type, key))
    return fallback ? e.refuse("a field of a class, as a value", at) : typed(e.store.temp(BOOL), at, () => "true");
  const late = info && whetherShared(info, key, type ? "class" : "object");
  const isMember = info
    ? (findMember(info, key) ?? (type && metaMember(type, key))) !== undefined && !late
    : known?.has(key) === true;
  const isField = !isMember && (late !== undefined || (!type && info?.fields.has(key) === true));
  if (type && !isMember && !isField && info?.exception) return e.refuse(`whether a class has ${key}`, at);
  const isAsked = !isMember && !isHeld(key) && info && findMember(info, "__getattr__");
  if (info && !type && (isAsked || findMember(info, key)?.k === "property"))
    return orFallback(e, x, key, fallback, access, at);
  const isFunction = kind?.part?.kind === "func" && /^__(enter|exit)__$/.test(key);
  // A function's value may be a type, which has more.
  const isLost = info ? !type && lacksSpecial(info, key) : kind?.part?.kind !== "func" && PYTHON_DUNDERS.has(key);
  if (!isMember && !isField && !isFunction && !isLost && /^__\w+__$/.test(key))
    return e.refuse(`whether it has ${key}`, at);
  const isSet = (g: Gen): string => {
    const own = !type && info?.fields.has(key) ? `${g.recv(x)}.${rustName(key)}.is_set()` : undefined;
    return [late, own].filter(Boolean).join(" || ");
  };
  if (!fallback)
    return typed(e.store.temp(BOOL), at, (g) =>
      isField ? isSet(g) : x.pure ? String(isMember) : `{ let _ = ${g.own(x)}; ${isMember} }`,
    );
  if (!isMember && !isField)
    return x.pure ? fallback : typed(fallback.t, at, (g) => `{ let _ = ${g.own(x)}; ${g.own(fallback)} }`);
  const value = read1(e, x, key, access as Expr & Call);
  if (isMember) return value;
  const t = e.store.temp();
  e.store.flow(value.t, t);
  e.store.flow(fallback.t, t);
  return typed(t, at, (g) => `if ${isSet(g)} { ${g.own(value, t)} } else { ${g.own(fallback, t)} }`, false);
}

/** Have objects of a class such an attribute from what Python made it of? */
function isInherited({ exception, isTuple, isEnum }: ClassInfo, key: string): boolean {
  if (exception) return /^(args|with_traceback|add_note)$/.test(key);
  if (isTuple) return /^(_fields|_field_defaults|_asdict|_replace|_make|count|index)$/.test(key);
  return isEnum && /^(name|value|_name_|_value_)$/.test(key);
}

const SPECIALS =
  /^__(iter|next|len|(get|set|del)item|contains|call|a?enter|a?exit|await|aiter|anext|bool|int|float|index|abs|neg|r?add|r?sub|r?mul|reversed|round)__$/;

/** Does an object certainly not have a special method that its class does not define? */
const lacksSpecial = (info: ClassInfo, key: string): boolean =>
  SPECIALS.test(key) &&
  !info.mro.some(({ plain, isEnum, isTuple, exception }) => plain || isEnum || isTuple || exception !== undefined) &&
  !lacking(info, key);

/** `hasattr` and `getattr` with a default, of an exception: what its class, if it is one of the program's, says. */
function ofException(
  e: Elaborator,
  x: Typed,
  ref: ExceptionRef,
  key: string,
  fallback: Typed | undefined,
  access: Expr,
  at: Call,
): Typed {
  if (key === "__notes__") return notesOf(e, x, fallback, at);
  if (/^(args|with_traceback|add_note)$/.test(key)) {
    if (!fallback) return typed(e.store.temp(BOOL), at, (g) => (x.pure ? "true" : `{ let _ = ${g.own(x)}; true }`));
    if (key === "args") return read1(e, x, key, access as Expr & Call);
  }
  const asked = (self: Typed): Typed => attributeOf(e, self, key, fallback, access, at);
  if (ref.info) return onPayload(e, x, ref.info, at, asked);
  const t = e.store.temp(fallback ? 0 : BOOL);
  if (fallback) e.store.flow(fallback.t, t);
  const missing = (g: Gen): string => (fallback ? g.own(fallback, t) : "false");
  return onKnowing(e, x, ref, key, t, asked, missing) ?? e.refuse(fallback ? "getattr" : "hasattr", at);
}

/** An attribute that `__getattr__` may know. */
function orFallback(e: Elaborator, x: Typed, key: string, fallback: Typed | undefined, access: Expr, at: Call): Typed {
  const value = read1(e, x, key, access as Expr & Call);
  const t = e.store.temp(fallback ? 0 : BOOL);
  if (fallback) {
    e.store.flow(value.t, t);
    e.store.flow(fallback.t, t);
  }
  return typed(
    t,
    at,
    (g) => {
      const v = g.fresh("v");
      const text = g.inClosure(() => (isBottom(value.t) ? `{ ${value.emit(g).s}; }` : g.own(value)));
      const found = !fallback ? "true" : isBottom(value.t) ? "unreachable!()" : g.coerceText(v, value.t, t);
      const none = fallback ? g.own(fallback, t) : "false";
      return `match (|| -> PyResult<_> { Ok(${text}) })() { Ok(${fallback && !isBottom(value.t) ? v : "_"}) => ${found}, Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => ${none}, Err(e) => ${g.throwing("e")} }`;
    },
    false,
  );
}

/** `setattr(x, "name", value)`: an assignment, but that the object is worked out first. */
export const setattr: Builtin = (e, node) => {
  const [target, name, given] = node.args;
  if (!target || !given || !name || node.args.length !== 3) return e.refuse("setattr with these arguments", node);
  if (name.nodeType !== "Constant" || name.lit.k !== "str") return setWorked(e, target, name, given, node);
  const held = [hold(expression(e, target)), hold(expression(e, given))] as const;
  const access = { ...placeOf(node), nodeType: "Attribute", value: held[0].node, attr: name.lit.v } as Expr;
  const value = (held[1].node as unknown as { typed: Typed }).typed;
  const isClass = target.nodeType === "Name" && callee(e, target)?.k === "class";
  const step = setAttribute(
    e,
    (isClass ? { ...access, value: target } : access) as Parameters<typeof setAttribute>[1],
    value,
  );
  return typed(e.store.temp(NONE), node, (g) => {
    const lines = held.map((each, i) => {
      if (isClass && i === 0) return "";
      each.name = g.fresh(i ? "value" : "object");
      return `let ${each.name} = ${g.own(each.x)}; `;
    });
    return `{ ${lines.join("")}${g.capture(() => step(g))} }`;
  });
};

/** `delattr(x, "name")`: a `del` of the attribute. */
export const delattr: Builtin = (e, node) => {
  const [target, name] = node.args;
  if (!target || name?.nodeType !== "Constant" || name.lit.k !== "str" || node.args.length !== 2)
    return e.refuse("delattr with a name that is worked out", node, "delete the attribute");
  const access = { ...placeOf(node), nodeType: "Attribute", value: target, attr: name.lit.v } as Expr;
  return { ...deletePart(e, access), t: e.store.temp(NONE) };
};

/** `vars(x)`: the object's `__dict__`. */
export const vars: Builtin = (e, node) => {
  const [target] = node.args;
  if (!target || node.args.length > 1 || node.keywords.length) return e.refuse("vars with these arguments", node);
  const kept = node as Call & { access?: Expr };
  kept.access ??= { ...placeOf(node), nodeType: "Attribute", value: target, attr: "__dict__" } as Expr;
  return expression(e, kept.access);
};

/** The notes of an exception, which has none before one is added. */
function notesOf(e: Elaborator, x: Typed, fallback: Typed | undefined, at: Call): Typed {
  if (!fallback) return typed(e.store.temp(BOOL), at, (g) => `${g.recv(x)}.notes().is_ok()`);
  const notes = e.store.of("list", e.store.temp(STR));
  const t = e.store.temp();
  e.store.flow(notes, t);
  e.store.flow(fallback.t, t);
  return typed(t, at, (g) => {
    const v = g.fresh("notes");
    return `{ let other = ${g.own(fallback, t)}; match ${g.recv(x)}.notes() { Ok(${v}) => ${g.coerceText(v, notes, t)}, Err(_) => other } }`;
  });
}
