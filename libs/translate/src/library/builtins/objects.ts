import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { rustName } from "../../generate/names.js";
import { kindsOf } from "../../generate/rust-types.js";
import { hold } from "../../infer/assign.js";
import { isHeld, read1, setAttribute } from "../../infer/attributes.js";
import { callee } from "../../infer/callee.js";
import { whetherShared } from "../../infer/class-attributes.js";
import { callMethod } from "../../infer/class-calls.js";
import { isUnhashable } from "../../infer/class-info.js";
import { findMember, infoOf, objectClass } from "../../infer/classes.js";
import { condition } from "../../infer/conditions.js";
import { constructWith } from "../../infer/construction.js";
import type { ClassInfo } from "../../infer/context.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { exceptionStatic } from "../../infer/exceptions.js";
import { expression } from "../../infer/expressions.js";
import { placeOf } from "../../infer/function-values.js";
import { isOnly } from "../../infer/numbers.js";
import { type Typed, typed } from "../../infer/typed.js";
import { classText, typeOf } from "../../infer/types-as-values.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { BOOL, find, INT, isBottom, NONE, soloPart } from "../../types/cell.js";
import { PYTHON_ATTRIBUTES } from "../python-attributes.js";
import { type Builtin, simple } from "./builtin.js";

export const hash = simple((given, e) =>
  spread(e, given.arg(0), (x) => {
    const part = soloPart(x.t);
    if (part && /^(list|dict|set|defaultdict|counter|deque)$/.test(part.kind))
      return e.typeError(`unhashable type: '${typeName(x.t)}'`, given.at, x);
    const info = infoOf(x);
    if (info && isUnhashable(info)) return e.typeError(`unhashable type: '${info.name}'`, given.at, x);
    if (info && findMember(info, "__hash__")) return callMethod(e, x, "__hash__", [], given.at);
    if (info && !info.isTuple) return e.refuse("hash of an object without __hash__", given.at);
    return typed(e.store.temp(INT), given.at, (g) => `hash(${g.ref(x)})`);
  }),
);

export const isinstance: Builtin = condition;

export const issubclass: Builtin = (e, node) => {
  const [, given] = node.args;
  if (given?.nodeType === "Tuple" && given.elts.length) {
    const of = node.args[0] && callee(e, node.args[0]);
    const all = given.elts.map((each) => callee(e, each));
    if (of?.k === "class" && !of.info.exception && all.every((each) => each?.k === "class" || each?.k === "builtin")) {
      const isOne = all.some((each) => each?.k === "class" && of.info.mro.includes(each.info));
      if (!all.some((each) => each?.k === "builtin" && each.name === "object"))
        return { ...typed(e.store.temp(BOOL), node, () => String(isOne)), pure: true };
    }
  }
  const [one, other] = node.args.map((arg) => (arg.nodeType === "Tuple" ? undefined : callee(e, arg)));
  const t = e.store.temp(BOOL);
  if (one?.k === "class" && other?.k === "class" && !one.info.exception)
    return { ...typed(t, node, () => String(one.info.mro.includes(other.info))), pure: true };
  return subclassOfErrors(e, node);
};

/** `issubclass(x, E)` of exceptions, by name or as `__exit__` is given them. */
function subclassOfErrors(e: Elaborator, node: Call): Typed {
  const [target, other] = node.args;
  if (!target || !other || node.keywords.length) return e.refuse("issubclass of these", node);
  const named = (other.nodeType === "Tuple" ? other.elts : [other]).map((each) => exceptionStatic(callee(e, each)));
  if (named.includes(undefined)) return e.refuse("issubclass of these", node);
  const classes = `&[${named.map((name) => `&${name}`).join(", ")}]`;
  const t = e.store.temp(BOOL);
  const own = exceptionStatic(callee(e, target));
  if (own) return typed(t, node, () => `PyType::error(&${own}).is_any(${classes})`, false);
  return spread(e, expression(e, target), (x) => {
    const kind = soloPart(x.t)?.kind;
    if (kind === "type") return typed(t, node, (g) => `${g.recv(x)}.is_any(${classes})`, false);
    if (isOnly(x, NONE)) return e.typeError("issubclass() arg 1 must be a class", node, x);
    return isBottom(x.t) ? dead(e, node, x) : e.refuse("issubclass of these", node);
  });
}

export const callable: Builtin = simple((given, e) =>
  spread(e, given.arg(0), (x) => {
    const part = soloPart(x.t);
    const info = infoOf(x);
    return typed(e.store.temp(BOOL), given.at, () =>
      String(part?.kind === "func" || part?.kind === "class" || Boolean(info && findMember(info, "__call__"))),
    );
  }),
);

export const type: Builtin = (e, node) => {
  if (node.args.length !== 1 || node.keywords.length) return e.refuse("type() with these arguments", node);
  const x = expression(e, node.args[0] as Expr);
  const info = infoOf(x);
  if (info)
    return {
      ...typed(e.store.part({ kind: "class", key: `class:${info.id}`, args: [], ref: info }), node, (g) =>
        x.pure ? classText(info) : `{ let _ = ${g.own(x)}; ${classText(info)} }`,
      ),
      pure: x.pure === true,
    };
  return isBottom(x.t) ? dead(e, node, x) : typeOf(e, x, node);
};

/** `object()`: something that is only itself. */
export const object: Builtin = (e, node) => {
  if (node.args.length || node.keywords.length) return e.refuse("object() with arguments", node);
  return constructWith(e, objectClass(e), { positional: [], keywords: new Map(), before: [] }, node);
};

export const id: Builtin = (e, node) => e.refuse("id()", node);

export const attr =
  (name: string): Builtin =>
  (e, node) => {
    const key = node.args[1];
    if (key?.nodeType !== "Constant" || key.lit.k !== "str")
      return e.refuse(`${name} with a name that is worked out`, node);
    const target = node.args[0] as Expr;
    const kept = node as Call & { access?: Expr };
    kept.access ??= { ...node, nodeType: "Attribute", value: target, attr: key.lit.v } as unknown as Expr;
    const { access } = kept;
    if (name === "getattr" && node.args.length === 2) return expression(e, access);
    const x = expression(e, target);
    const fallback = name === "getattr" ? expression(e, node.args[2] as Expr) : undefined;
    return spread(e, x, (arm) => attributeOf(e, arm, (key.lit as { v: string }).v, fallback, access, node));
  };

/** `hasattr` and `getattr` with a default, of a value of one kind. */
function attributeOf(e: Elaborator, x: Typed, key: string, fallback: Typed | undefined, access: Expr, at: Call): Typed {
  const part = soloPart(x.t);
  const type = part?.kind === "class" ? (part.ref as ClassInfo) : undefined;
  const info = infoOf(x) ?? type;
  const kind = kindsOf(find(x.t))[0];
  const known = PYTHON_ATTRIBUTES[kind ? (kind.part?.kind ?? kind.key) : "None"];
  if (!info && !known) return e.refuse(fallback ? "getattr" : "hasattr", at);
  const late = info && whetherShared(info, key);
  const isMember = info ? findMember(info, key) !== undefined && !late : known?.has(key) === true;
  const isField = !isMember && (late !== undefined || (!type && info?.fields.has(key) === true));
  if (type && !isMember && !isField && info?.exception) return e.refuse(`whether a class has ${key}`, at);
  if (info && !type && !isMember && !isHeld(key) && findMember(info, "__getattr__"))
    return orFallback(e, x, key, fallback, access, at);
  if (!isMember && !isField && /^__\w+__$/.test(key)) return e.refuse(`whether it has ${key}`, at);
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
  if (!target || !given || node.args.length !== 3 || name?.nodeType !== "Constant" || name.lit.k !== "str")
    return e.refuse("setattr with a name that is worked out", node, "assign to the attribute");
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
