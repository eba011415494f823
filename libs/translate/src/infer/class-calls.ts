import type { Attribute, Call, Expr, FunctionDef, Place } from "../ast.js";
import { rustName } from "../generate/names.js";
import { placeOf } from "../nodes.js";
import { qualifiedName, type Scope } from "../resolve/symbols.js";
import { type Cell, isBottom, NONE, STR, soloPart } from "../types/cell.js";
import { blankObject } from "./allocation.js";
import { type Arguments, typeArguments } from "./arguments.js";
import { askedFor } from "./asked.js";
import { isHeld, setPlain } from "./attributes.js";
import { callee, innerClass } from "./callee.js";
import { callArguments, callKnown } from "./calls.js";
import { findMember } from "./class-info.js";
import { callFunctionMember } from "./class-members.js";
import { fieldCell, infoOf } from "./classes.js";
import { constructWith, makeTuple } from "./construction.js";
import type { ClassInfo, Member } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { madeWith, takesKeywords } from "./exceptions.js";
import { expression } from "./expressions.js";
import { missingMessage } from "./function-values.js";
import { callFunction } from "./functions.js";
import { heldLets, hold } from "./held.js";
import { iterateValue } from "./iteration.js";
import { callMeta, metaMember, typeMethod, withoutCopy } from "./metaclasses.js";
import { plainSuper } from "./plain-objects.js";
import { relatives } from "./relatives.js";
import { raising, type Typed, typed } from "./typed.js";
import { classText, typeCell } from "./types-as-values.js";
import { dead, spread } from "./unions.js";

/** A method call on an object of the class; nothing if it has no such method. */
export function instanceMethod(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  name: string,
  node: Call,
  after?: ClassInfo,
): Typed | undefined {
  const member = findMember(info, name, after);
  if (member?.k === "method") {
    const given = typeArguments(e, node.args, node.keywords);
    return callBound(e, x, info, member, given, node);
  }
  if (member?.k === "class") return callKnown(e, innerClass(e, member.node), node);
  if (member?.k === "decorated") {
    const given = typeArguments(e, node.args, node.keywords);
    if (given.before.length) return e.refuse("a starred argument for a decorated method", node);
    const value = raising(member.cell, node, () => `${member.rust}.get()`);
    return callArguments(e, value, { ...given, positional: [x, ...given.positional] }, node);
  }
  if (info.isTuple && !member) {
    const special = tupleMethod(e, x, info, name, node);
    if (special) return special;
  }
  const isAsked = !member && !/^__\w+__$/.test(name) && !isHeld(name) && findMember(info, "__getattr__");
  if (member || info.fields.has(name) || isAsked || name === "__class__") {
    const attr = e.library.attribute(e, x, name, node);
    return e.library.callValue(e, attr, node);
  }
  return undefined;
}

function tupleMethod(e: Elaborator, x: Typed, info: ClassInfo, name: string, node: Call): Typed | undefined {
  if (name === "_asdict") {
    const value = e.at(node, "asdict");
    for (const field of info.tupleFields) e.store.flow(fieldCell(e, info, field), value);
    const key = e.store.temp(STR);
    return typed(e.store.of("dict", key, value), node, (g) => {
      const held = g.fresh("o");
      const items = info.tupleFields.map(
        (field) =>
          `${g.key(field, key)} => ${g.coerceText(g.q(`${held}.${rustName(field)}.get()`), info.fields.get(field) as Cell, value)}`,
      );
      return `{ let ${held} = ${g.own(x)}; dict!{${items.join(", ")}} }`;
    });
  }
  if (name !== "_replace") return undefined;
  const given = typeArguments(e, [], node.keywords);
  if (given.restNamed || node.args.length) return e.refuse("_replace with these arguments", node);
  const unknown = [...given.keywords.keys()].filter((key) => !info.tupleFields.includes(key));
  if (unknown.length) {
    const shown = `[${unknown.map((key) => `'${key}'`).join(", ")}]`;
    return e.raise(`exc::VALUE_ERROR.msg("Got unexpected field names: ${shown}")`, node, x, ...given.keywords.values());
  }
  const kept = hold(x);
  const changed = new Map([...given.keywords].map(([key, value]) => [key, value.lit ? undefined : hold(value)]));
  const old = info.tupleFields.map(
    (field): Typed =>
      changed.get(field)?.again ??
      given.keywords.get(field) ??
      raising(fieldCell(e, info, field), node, (g) => `${g.recv(kept.again)}.${rustName(field)}.get()`),
  );
  const made = constructWith(e, info, { positional: old, keywords: new Map(), before: [] }, node);
  return typed(made.t, node, (g) => {
    const lets = heldLets(g, [kept, ...[...changed.values()].filter((each) => each !== undefined)]);
    return `{ ${lets}${g.own(made)} }`;
  });
}

export function callBound(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  member: { node: FunctionDef; binding: string },
  given: Arguments,
  at: Place,
): Typed {
  if (member.binding === "static" || member.binding === "class") {
    const all =
      member.binding === "static" ? given : { ...given, positional: [classValue(e, info), ...given.positional] };
    const called = callFunction(e, { k: "function", node: member.node, parent: undefined, owner: info }, all, at);
    return x.pure ? called : typed(called.t, at, (g) => `{ let _ = ${g.own(x)}; ${g.own(called)} }`);
  }
  return callFunction(e, { k: "function", node: member.node, parent: undefined, owner: info, self: x }, given, at);
}

export function classValue(e: Elaborator, info: ClassInfo): Typed {
  return {
    t: e.store.part({ kind: "class", key: `class:${info.id}`, args: [], ref: info }),
    at: undefined,
    pure: true,
    known: { k: "class", info },
    emit: () => ({ s: classText(info), m: 0, atom: true }),
  };
}

/** A method by name with arguments at hand. */
export function callMethod(e: Elaborator, x: Typed, name: string, args: Typed[], at: Place): Typed {
  const info = infoOf(x) as ClassInfo;
  const member = findMember(info, name);
  if (member?.k !== "method")
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("'${info.name}' object has no attribute '${name}'")`, at, x, ...args);
  return callBound(e, x, info, member, { positional: args, keywords: new Map(), before: [] }, at);
}

export const instanceCall = callMethod;

/** `Class.name(…)`: a class or static method, or a method with the object given first. */
export function callClassAttribute(e: Elaborator, info: ClassInfo, name: string, node: Call): Typed {
  const member = findMember(info, name);
  if (name === "__new__" && !member) return blankObject(e, node);
  if (member?.k === "class") return callKnown(e, innerClass(e, member.node), node);
  if (info.isTuple && name === "_make" && node.args.length === 1) return makeTuple(e, info, node);
  if (name === "mro" && !member && !node.args.length) {
    const classes = relatives(e, info, "mro", node);
    return raising(e.store.of("list", typeCell(e)), node, (g) => `to_list(${g.recv(classes)}.iter())`);
  }
  const ofMeta = member ? undefined : metaMember(info, name);
  if (ofMeta?.member.k === "method")
    return callMeta(e, info, ofMeta.meta, ofMeta.member, typeArguments(e, node.args, node.keywords), node);
  if (member?.k !== "method") {
    const attr = e.library.attribute(e, classValue(e, info), name, node);
    return e.library.callValue(e, attr, node);
  }
  const given = typeArguments(e, node.args, node.keywords);
  if (member.binding !== "instance") return callBound(e, classValue(e, info), info, member, given, node);
  return callUnbound(e, info, member, given, node);
}

/** A method called as a function: with its object given first, or with anything else. */
export function callUnbound(
  e: Elaborator,
  info: ClassInfo,
  member: Member & { k: "method" },
  given: Arguments,
  at: Place & Expr,
): Typed {
  const { node } = member;
  const [first] = [...node.args.posonlyargs, ...node.args.args];
  const named = first && given.keywords.get(first.arg);
  const [self, ...rest] = named ? [named, ...given.positional] : given.positional;
  const keywords = new Map([...given.keywords].filter(([name]) => !named || name !== first?.arg));
  if (named && given.positional.length) e.refuse(`${first?.arg} given twice`, at);
  if (!self) {
    const all = [...node.args.posonlyargs, ...node.args.args];
    const needed = all.slice(0, all.length - node.args.defaults.length).map(({ arg }) => arg);
    const missing = needed.filter((name) => !keywords.has(name));
    return e.typeError(missingMessage(qualifiedName(node.scope as Scope), missing), at);
  }
  return spread(e, self, (x) => {
    if (isBottom(x.t)) return dead(e, at, x);
    const concrete = infoOf(x);
    const isOwn = concrete?.mro.includes(info);
    const plain = { k: "function", node, parent: undefined } as const;
    const target = concrete && isOwn ? { ...plain, owner: concrete, self: x } : plain;
    return callFunction(e, target, { ...given, keywords, positional: isOwn ? rest : [x, ...rest] }, at);
  });
}

/** What `__init__` of an exception class of Python's does: it keeps the arguments. */
function setExceptionArgs(e: Elaborator, self: Typed, given: Arguments, at: Place & Expr): Typed {
  const { keywords, restNamed } = given;
  const info = infoOf(self) as ClassInfo;
  const message = `${info.name}() takes no keyword arguments`;
  if (keywords.size || restNamed) {
    if (takesKeywords(info)) return e.refuse("an exception's __init__ with arguments by name", at);
    if (given.rest && keywords.size) return e.refuse("starred arguments for super()", at);
  }
  const { before, positional } = given;
  if (keywords.size)
    return e.typeError(
      message,
      at,
      ...(before.length ? before.map(({ x }) => x) : [...positional, ...keywords.values()]),
    );
  const write = madeWith(e, given);
  return typed(e.store.temp(NONE), at, (g) => {
    const made = g.fresh("made");
    const failed = g.throwing(`exc::TYPE_ERROR.msg(${JSON.stringify(message)})`);
    const check = restNamed ? `if truthy(${g.ref(restNamed)}) { ${failed} } ` : "";
    const text = write(g, "exc::EXCEPTION");
    return check || given.rest
      ? `{ let ${made} = ${text}; ${check}${g.recv(self)}.exception_args.set(${made}) }`
      : `${g.recv(self)}.exception_args.set(${text})`;
  });
}

/** `ValueError.__init__(self, …)` in a method of a class that is one. */
export function exceptionInit(e: Elaborator, name: string, node: Call): Typed {
  const given = typeArguments(e, node.args, node.keywords);
  const [self, ...args] = given.positional;
  if (!self || !infoOf(self)?.exception) return e.refuse(`${name}.__init__ here`, node, "call super().__init__");
  return setExceptionArgs(e, self, { ...given, positional: args }, node);
}

/** The class behind which `super()`, or `super(Class, self)`, begins to look. */
function superClass(
  e: Elaborator,
  given: readonly Expr[],
  owner: ClassInfo,
  method: FunctionDef,
): ClassInfo | undefined {
  const [named, object] = given;
  if (named) {
    const first = method.args.args[0] ?? method.args.posonlyargs[0];
    const isSelf = object?.nodeType === "Name" && object.id === first?.arg && given.length === 2;
    const known = callee(e, named);
    return isSelf && known?.k === "class" && owner.mro.includes(known.info) ? known.info : undefined;
  }
  // A property made of a base's has the base's functions.
  return owner.mro.findLast((each) =>
    [...each.own.values()].some(
      (member) =>
        ((member.k === "method" || member.k === "decorated") && member.node === method) ||
        (member.k === "property" && [member.getter, member.setter, member.deleter].includes(method)),
    ),
  );
}

/** `super().__setattr__(name, value)`, or `object.__setattr__(self, name, value)`, by a name that is known here. */
export function setByParent(e: Elaborator, self: Typed, args: Expr[], given: Arguments, node: Call): Typed {
  const [key] = args;
  const [text, value] = given.positional;
  const name = text?.lit?.k === "str" ? text.lit.v : key && askedFor(e, key);
  if (name === undefined || !value || given.positional.length !== 2)
    return e.refuse("__setattr__ with a name that is worked out", node, "assign to the attribute");
  const at = { ...placeOf(node), nodeType: "Attribute", attr: name, thaw: true } as never;
  return spread(e, self, (arm) => setPlain(e, arm, name, value, at));
}

/** What a method of `object` does that is given nothing but its object: more is an error, said once it is worked out. */
function ofNothing(e: Elaborator, given: Arguments, at: Place, message: string): Typed {
  const { positional, keywords, before, rest, restNamed } = given;
  const all = [...positional, ...keywords.values()];
  if (all.length) {
    if (rest || restNamed) return e.refuse("starred arguments for super()", at);
    return e.typeError(message, at, ...(before.length ? before.map(({ x }) => x) : all));
  }
  const source = rest && iterateValue(e, rest);
  return typed(e.store.temp(NONE), at, (g) => {
    const failed = g.throwing(`exc::TYPE_ERROR.msg(${JSON.stringify(message)})`);
    const lines = before.map(({ x }) => `let _ = ${g.own(x)};`);
    if (source) lines.push(`if ${g.q(`${source.write(g)}.next()`)}.is_some() { ${failed} }`);
    if (restNamed) lines.push(`if truthy(${g.ref(restNamed)}) { ${failed} }`);
    return lines.length ? `{ ${lines.join(" ")} }` : "()";
  });
}

/** What `super().name` stands for in a method: its object, whose class it is, and where the class's parents define the name. */
function inParents(e: Elaborator, base: Call, name: string, node: Expr) {
  const { inst } = e.cx;
  const { owner } = inst;
  const method = inst.node as FunctionDef;
  const first = method.args?.args[0] ?? method.args?.posonlyargs[0];
  if (!owner || !first?.web) return e.refuse("super() here", node);
  const defined = base.keywords.length ? undefined : superClass(e, base.args, owner, method);
  if (!defined) return e.refuse("super() here", node);
  return { owner, web: first.web, member: findMember(owner, name, defined) };
}

/** `super().name` where it is read: a property of the parents. */
export function superAttribute(e: Elaborator, node: Attribute, base: Call): Typed {
  const { owner, web, member } = inParents(e, base, node.attr, node);
  if (member?.k !== "property" || member.cached) return e.refuse("an attribute of super()", node);
  return callFunctionMember(e, e.read(web, node), owner, member.getter, [], node);
}

/** `Class.prop.fget(x)` and `Class.prop.fset(x, value)`. */
export function callAccessor(e: Elaborator, prop: Attribute, name: string, node: Call): Typed | undefined {
  const known = callee(e, prop.value);
  const member = known?.k === "class" && !metaMember(known.info, prop.attr) && findMember(known.info, prop.attr);
  if (known?.k !== "class" || !member || member.k !== "property") return undefined;
  const accessor = name === "fget" ? member.getter : member.setter;
  const [self, ...more] = node.args;
  if (!accessor || !self || more.length !== (name === "fget" ? 0 : 1) || node.keywords.length)
    return e.refuse(`.${name} of this property`, node);
  const given = more.map((each) => expression(e, each));
  return spread(e, expression(e, self), (x) => {
    const info = infoOf(x);
    if (isBottom(x.t)) return dead(e, node, x);
    if (!info?.mro.includes(known.info)) return e.refuse(`.${name} of another object`, node);
    return callFunctionMember(e, x, info, accessor, given, node);
  });
}

/** `super(Class, x).name(…)`, of another object than a method's own. */
function superOfOther(e: Elaborator, node: Call, name: string, base: Call): Typed | undefined {
  const [named, object] = base.args;
  const known = named && callee(e, named);
  if (known?.k !== "class" || object?.nodeType !== "Name" || base.args.length !== 2) return undefined;
  const { owner, node: method } = e.cx.inst;
  const first = owner ? (method as FunctionDef).args?.args[0]?.arg : undefined;
  if (object.id === first || known.info.isMeta || known.info.exception) return undefined;
  return spread(e, expression(e, object), (self) => {
    if (isBottom(self.t)) return dead(e, node, self);
    const info = infoOf(self);
    if (!info?.mro.includes(known.info))
      return e.typeError("super(type, obj): obj must be an instance or subtype of type", node, self);
    const member = findMember(info, name, known.info);
    if (member?.k !== "method" || member.binding !== "instance") return e.refuse("super() here", node);
    const given = typeArguments(e, node.args, node.keywords);
    return callFunction(e, { k: "function", node: member.node, parent: undefined, owner: info, self }, given, node);
  });
}

/** `super().name(…)`. */
export function superMethod(e: Elaborator, whole: Call, name: string, base: Call): Typed {
  const ofOther = superOfOther(e, whole, name, base);
  if (ofOther) return ofOther;
  const isMetaNew = e.cx.inst.owner?.isMeta && name === "__new__";
  const node = isMetaNew ? withoutCopy(whole) : whole;
  const { owner, web, member } = inParents(e, base, name, node);
  if (name === "__new__" && !member && !owner.isMeta) return blankObject(e, node);
  const given = typeArguments(e, node.args, node.keywords);
  const self = e.read(web, node);
  if (owner.isMeta) {
    if (!member) return typeMethod(e, name, self, given, node);
    const x = name === "__new__" ? given : { ...given, positional: [self, ...given.positional] };
    if (member.k === "method")
      return callFunction(e, { k: "function", node: member.node, parent: undefined, owner }, x, node);
  }
  if (member?.k === "method") {
    if (member.binding === "instance")
      return callFunction(e, { k: "function", node: member.node, parent: undefined, owner, self }, given, node);
    return callBound(e, self, owner, member, given, node);
  }
  if (member?.k === "decorated" && !given.before.length) {
    const value = raising(member.cell, node, () => `${member.rust}.get()`);
    return callArguments(e, value, { ...given, positional: [self, ...given.positional] }, node);
  }
  if (owner.plain && !/^__(init|init_subclass|setattr|post_init)__$/.test(name))
    return plainSuper(e, owner, self, name, given, node);
  if (name === "__init__" && owner.exception) return setExceptionArgs(e, self, given, node);
  if (name === "__setattr__") return setByParent(e, self, node.args, given, node);
  if (name === "__init__")
    return ofNothing(e, given, node, "object.__init__() takes exactly one argument (the instance to initialize)");
  if (name === "__init_subclass__") {
    const cls = soloPart(self.t)?.ref as ClassInfo | undefined;
    return ofNothing(e, given, node, `${cls?.name}.__init_subclass__() takes no keyword arguments`);
  }
  if (given.rest || given.restNamed || given.before.length) return e.refuse("starred arguments for super()", node);
  if (name === "__str__" && owner.exception)
    return typed(e.store.temp(STR), node, (g) => `${g.q("self.exception_args.get()")}.base_str()`);
  if (name === "__repr__" || name === "__str__") return typed(e.store.temp(STR), node, () => `repr(self)`);
  if (name === "__post_init__") return typed(e.store.temp(NONE), node, () => "()");
  return e.refuse(`super().${name}`, node);
}
