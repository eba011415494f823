import type { Call, Expr } from "../../ast.js";
import { callee } from "../../infer/callee.js";
import { isUnhashable } from "../../infer/class-info.js";
import { findMember, infoOf, objectClass } from "../../infer/classes.js";
import { condition } from "../../infer/conditions.js";
import { constructWith } from "../../infer/construction.js";
import type { ClassInfo } from "../../infer/context.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { exceptionStatic } from "../../infer/exceptions.js";
import { expression } from "../../infer/expressions.js";
import { callableTest } from "../../infer/instance-test.js";
import { asKey } from "../../infer/membership.js";
import { isOnly } from "../../infer/numbers.js";
import { isProtocol, isSubclassOfProtocol } from "../../infer/protocols.js";
import { askSpecial } from "../../infer/special-results.js";
import { type Typed, typed } from "../../infer/typed.js";
import { classText, typeOf } from "../../infer/types-as-values.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { isWorked, workedTest } from "../../infer/worked-types.js";
import { BOOL, BYTEARRAY, INT, isBottom, NONE, soloPart } from "../../types/cell.js";
import { type Builtin, simple } from "./builtin.js";

export const hash = simple((given, e) =>
  spread(e, given.arg(0), (x) => {
    const part = soloPart(x.t);
    if (part && /^(list|dict|set|defaultdict|counter|deque|ordereddict|slice)$/.test(part.kind))
      return e.typeError(`unhashable type: '${typeName(x.t)}'`, given.at, x);
    if (isOnly(x, BYTEARRAY)) return e.typeError("unhashable type: 'bytearray'", given.at, x);
    if (part?.kind === "tuple" || part?.kind === "vtuple") {
      const key = asKey(e, x, given.at);
      return isBottom(key.t) ? key : typed(e.store.temp(INT), given.at, (g) => `hash(${g.ref(key)})`);
    }
    const info = infoOf(x);
    if (info && isUnhashable(info)) return e.typeError(`unhashable type: '${info.name}'`, given.at, x);
    if (info && findMember(info, "__hash__")) return askSpecial(e, x, "__hash__", [], given.at);
    if (info && !info.isTuple && !info.plain && !info.mixed)
      return e.refuse("hash of an object without __hash__", given.at);
    return typed(e.store.temp(INT), given.at, (g) => `hash(${g.ref(x)})`);
  }),
);

export const isinstance: Builtin = condition;

export const issubclass: Builtin = (e, node) => {
  const [asked, given] = node.args;
  const target = asked && typeAsked(e, asked);
  if (target && given && node.args.length === 2 && !node.keywords.length) {
    const func = { ...node.func, id: "isinstance" } as Expr;
    return isinstance(e, e.standIn<Call>(node, { func, args: [target, given] }));
  }
  const asks = (given?.nodeType === "Tuple" ? given.elts : given ? [given] : []).map((each) => callee(e, each));
  const protocol = asks.find((each) => each?.k === "class" && isProtocol(each.info));
  if (asked && protocol?.k === "class") {
    if (given?.nodeType === "Tuple" || node.keywords.length) return e.refuse("issubclass of these", node);
    const own = callee(e, asked);
    return isSubclassOfProtocol(e, own?.k === "class" ? own.info : undefined, protocol.info, node);
  }
  if (given?.nodeType === "Tuple" && given.elts.length) {
    const of = node.args[0] && callee(e, node.args[0]);
    const all = given.elts.map((each) => callee(e, each));
    if (of?.k === "class" && !of.info.exception && all.every((each) => each?.k === "class" || each?.k === "builtin")) {
      const isOne = all.some((each) => each?.k === "class" && of.info.mro.includes(each.info));
      const isOfNone =
        !of.info.mixed && !of.info.plain && !of.info.mro.some((base) => base.node.standsFor || base.isTuple);
      if (isOfNone && !all.some((each) => each?.k === "builtin" && each.name === "object"))
        return { ...typed(e.store.temp(BOOL), node, () => String(isOne)), pure: true };
    }
  }
  const known = subclassOfBuiltins(e, node);
  if (known !== undefined) return { ...typed(e.store.temp(BOOL), node, () => String(known)), pure: true };
  const [one, other] = node.args.map((arg) => (arg.nodeType === "Tuple" ? undefined : callee(e, arg)));
  const t = e.store.temp(BOOL);
  if (one?.k === "class" && other?.k === "class" && !one.info.exception)
    return { ...typed(t, node, () => String(one.info.mro.includes(other.info))), pure: true };
  return subclassOfErrors(e, node);
};

/** What a type is asked of, in `type(x)` of what is no class. */
function typeAsked(e: Elaborator, node: Expr): Expr | undefined {
  if (node.nodeType !== "Call" || node.args.length !== 1 || node.keywords.length) return undefined;
  const [x] = node.args;
  const known = callee(e, node.func);
  return x && known?.k === "builtin" && known.name === "type" && !callee(e, x) ? x : undefined;
}

const TYPES = /^(int|bool|str|float|complex|list|dict|tuple|set|frozenset|bytes|bytearray|range|object)$/;

/** `issubclass(bool, int)`: types of Python's own, and classes of the program that derive from none of them. */
function subclassOfBuiltins(e: Elaborator, { args: [one, given] }: Call): boolean | undefined {
  const others = given?.nodeType === "Tuple" ? given.elts : given ? [given] : [];
  const known = [...(one ? [one] : []), ...others].map((each) => callee(e, each));
  if (known.length < 2 || !known.some((each) => each?.k === "builtin")) return undefined;
  const mros = known.map((each) => {
    if (each?.k === "builtin" && TYPES.test(each.name))
      return [...new Set([each.name, ...(each.name === "bool" ? ["int"] : []), "object"])];
    const isPlain = each?.k === "class" && !each.info.exception && !each.info.isEnum && !each.info.isTuple;
    if (!isPlain || each.info.mro.some((base) => base.node.standsFor)) return undefined;
    return [...each.info.mro, ...(each.info.plain ? [each.info.plain] : []), "object"];
  });
  const [own, ...bases] = mros;
  if (!own || bases.includes(undefined)) return undefined;
  return bases.some((base) => own.includes(base?.[0] as never));
}

/** `issubclass(x, E)` of exceptions, by name or as `__exit__` is given them. */
function subclassOfErrors(e: Elaborator, node: Call): Typed {
  const [target, other] = node.args;
  if (!target || !other || node.keywords.length) return e.refuse("issubclass of these", node);
  const named = (other.nodeType === "Tuple" ? other.elts : [other]).map((each) => exceptionStatic(callee(e, each)));
  if (named.includes(undefined))
    return subclassOfOwn(e, target, other, node) ?? subclassOfWorked(e, target, other, node);
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

/** `issubclass(x, Base)` of a value that is one of the program's classes. */
function subclassOfOwn(e: Elaborator, target: Expr, other: Expr, node: Call): Typed | undefined {
  const bases = (other.nodeType === "Tuple" ? other.elts : [other]).map((each) => callee(e, each));
  if (callee(e, target) || !bases.every((each) => each?.k === "class")) return undefined;
  return spread(e, expression(e, target), (x) => {
    const part = soloPart(x.t);
    if (isOnly(x, NONE)) return e.typeError("issubclass() arg 1 must be a class", node, x);
    if (part?.kind !== "class") return isBottom(x.t) ? dead(e, node, x) : e.refuse("issubclass of these", node);
    const { mro } = part.ref as ClassInfo;
    const isOne = bases.some((base) => base?.k === "class" && mro.includes(base.info));
    return typed(e.store.temp(BOOL), node, (g) => `{ let _ = ${g.ref(x)}; ${isOne} }`);
  });
}

/** `issubclass(x, self.errors)`: classes that the program works out. */
function subclassOfWorked(e: Elaborator, target: Expr, other: Expr, node: Call): Typed {
  if (callee(e, target) || !/^(Name|Attribute|Subscript)$/.test(other.nodeType) || callee(e, other))
    return e.refuse("issubclass of these", node);
  const [x, types] = [expression(e, target), expression(e, other)];
  if (isBottom(x.t) || isBottom(types.t)) return dead(e, node, x, types);
  const isType = soloPart(x.t)?.kind === "type" && isWorked(e, other);
  return isType ? workedTest(e, x, other, node) : e.refuse("issubclass of these", node);
}

export const callable: Builtin = (e, node) => {
  if (node.args.length !== 1 || node.keywords.length) return e.refuse("callable with these arguments", node);
  const asked = callableTest(e, node);
  return asked.never ? asked.x : typed(e.store.temp(BOOL), node, (g) => asked.write(g), false);
};

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

/** `id(x)` of an object that has a name: where it is. What is nobody's object for long may share its place with another. */
export const id: Builtin = (e, node) => {
  const [arg] = node.args;
  if (node.args.length !== 1 || node.keywords.length || !arg || !/^(Name|Attribute|Subscript)$/.test(arg.nodeType))
    return e.refuse("id() of what has no name", node, "compare with is");
  return spread(e, expression(e, arg), (x) => {
    if (isOnly(x, NONE)) return typed(e.store.temp(INT), node, () => "int(0)");
    if (!/^(list|dict|set|deque|inst)$/.test(soloPart(x.t)?.kind ?? ""))
      return e.refuse("id() of a value that is no object of a class, list, dictionary or set", node, "compare with is");
    return typed(e.store.temp(INT), node, (g) => `int(PyIs::id(${g.ref(x)}) as i64)`);
  });
};
