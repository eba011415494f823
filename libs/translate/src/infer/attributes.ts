import type { Attribute, Expr, FunctionDef, Place, Stmt } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { rustName } from "../generate/names.js";
import { kindsOf } from "../generate/rust-types.js";
import { setNativeAttribute } from "../library/native/values.js";
import { PYTHON_ATTRIBUTES, pythonAttributes } from "../library/python-attributes.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";
import { givenName, unitOf } from "../resolve/symbols.js";
import { BOOL, type Cell, COMPLEX, FLOAT, find, INT, isBottom, madeBy, RANGE, STR, soloPart } from "../types/cell.js";
import { type Arguments, kwValue } from "./arguments.js";
import { callee, innerClass } from "./callee.js";
import { attributeError, callArguments, hasDunder, useShape } from "./calls.js";
import { setClassAttribute, sharedAttribute, whetherShared } from "./class-attributes.js";
import { superAttribute } from "./class-calls.js";
import { isFrozen } from "./class-info.js";
import {
  callBound,
  callFunctionMember,
  callMethod,
  callUnbound,
  classValue,
  fieldCell,
  findMember,
  infoOf,
  instanceCell,
} from "./class-members.js";
import { plainOf } from "./classes.js";
import type { ClassInfo } from "./context.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { membersByName } from "./enums.js";
import { exceptionAttribute, onPayload } from "./exception-attributes.js";
import { argumentOf, type ExceptionRef } from "./exceptions.js";
import { constant, expression } from "./expressions.js";
import {
  attributesOf,
  functionDoc,
  functionName,
  functionValue,
  knownValue,
  synthetic,
  wrappedBy,
} from "./function-values.js";
import { callFunction, isConstant } from "./functions.js";
import { hold } from "./held.js";
import { instanceDict, noted } from "./instance-dicts.js";
import { lacking } from "./lacking.js";
import { managerCall } from "./managers.js";
import { matchArgs } from "./match.js";
import { callMeta, metaMember } from "./metaclasses.js";
import { moduleOf } from "./namespaces.js";
import { forgetPath, only, pathOf } from "./narrowing.js";
import { isInt, isOnly } from "./numbers.js";
import { ownBase, relatives, relativesOfType } from "./relatives.js";
import { isFieldOfClass, slotsGiven, slotsOf } from "./slots.js";
import { isSureField } from "./sure-fields.js";
import { foregone, raising, type Step, type Typed, typed } from "./typed.js";
import { kindName, kindOf, qualifiedClassName, typeOf } from "./types-as-values.js";
import { dead, spread, typeName } from "./unions.js";
import { setUnitAttribute, unitAttribute } from "./units.js";

/** `value.name` where it is read. */
export function attribute(e: Elaborator, node: Attribute): Typed {
  const known = callee(e, node);
  if (known) return knownValue(e, known, node);
  if (node.value.nodeType === "Call" && node.value.func.nodeType === "Name" && node.value.func.id === "super")
    return superAttribute(e, node, node.value);
  const ofProperty = node.attr === "__doc__" ? propertyDoc(e, node) : undefined;
  if (ofProperty) return ofProperty;
  const base = callee(e, node.value);
  if (base?.k === "function" && node.attr === "__doc__") return functionDoc(e, base.node as FunctionDef, node);
  const own = base?.k === "function" ? attributesOf(base.node)?.get(node.attr) : undefined;
  if (own) return expression(e, own);
  if (base?.k === "function" && node.attr !== "__name__" && node.attr !== "__qualname__")
    return e.refuse(`.${node.attr} of a function`, node);
  if (base?.k === "class") return classAttribute(e, base.info, node.attr, node);
  if (base?.k === "unit") return unitAttribute(e, base.unit, node);
  if (base?.k === "builtin" || base?.k === "exception") {
    if (node.attr === "__name__") return typed(e.store.temp(STR), node, () => `lit("${base.name}")`);
    const { name } = base;
    const missing = base.k === "builtin" && missingOfBuiltin(e, name, node.attr, node);
    if (missing) return missing;
    return functionValue(e, node, (given) => e.library.staticMethod(e, name, node.attr, synthetic(e, node, given)));
  }
  const typeName = typeNameOf(e, node) ?? relativesOfType(e, node);
  if (typeName) return typeName;
  const x = expression(e, node.value);
  const read = spread(e, x, (arm) => read1(e, arm, node.attr, node));
  const path = pathOf(e, node);
  const narrow = path && e.cx.narrow.get(path);
  return narrow ? e.narrowed(read, narrow) : read;
}

/** What one of Python's own types or functions does not have: `int.size`, `print.size`. */
export function missingOfBuiltin(e: Elaborator, name: string, attr: string, at: Place): Typed | undefined {
  const isType = kindOf({ k: "builtin", name }) === "type";
  const known = PYTHON_ATTRIBUTES[name];
  if (attr.startsWith("__") || (isType && (!known || known.has(attr)))) return undefined;
  const owner = isType ? `type object '${name}'` : "'builtin_function_or_method' object";
  return e.raise(`exc::ATTRIBUTE_ERROR.msg("${owner} has no attribute '${attr}'")`, at);
}

/** `C.name.__doc__` of a property: its getter's. */
function propertyDoc(e: Elaborator, { value: asked, ...node }: Attribute): Typed | undefined {
  const known = asked.nodeType === "Attribute" ? callee(e, asked.value) : undefined;
  if (asked.nodeType !== "Attribute" || known?.k !== "class" || metaMember(known.info, asked.attr)) return undefined;
  const member = findMember(known.info, asked.attr);
  return member?.k === "property" ? docstring(e, member.getter.body, node) : undefined;
}

/** `P._field_defaults`, of defaults that are constants. */
function fieldDefaults(e: Elaborator, info: ClassInfo, at: Place): Typed {
  const init = findMember(info, "__init__");
  const params = init?.k === "method" ? paramsOf(init.node.args) : [];
  const given = params.flatMap(({ name, fallback }) => (fallback ? [[name, fallback] as const] : []));
  if (init?.k !== "method" || given.some(([, each]) => !isConstant(each)))
    return e.refuse(`_field_defaults of ${info.name}`, at);
  if (!given.length) {
    const none = e.store.of("dict", e.store.temp(STR), e.store.temp(INT));
    return typed(none, at, (g) => `${g.ty(none).replace("<", "::<")}::new()`);
  }
  return kwValue(e, new Map(given.map(([name, each]) => [name, expression(e, each)])), info, at);
}

/** A type's `__name__`: what Python calls it in messages, without its module. */
const short = (t: Cell): string => typeName(t).split(".").at(-1) as string;

/** The text that a body begins with, or None. */
export function docstring(e: Elaborator, body: Stmt[] | Expr, at: Place): Typed {
  const first = Array.isArray(body) ? body[0] : undefined;
  return constant(e, isDoc(first) ? first.value.lit : { k: "none" }, at);
}

type Doc = Stmt & { nodeType: "Expr"; value: Expr & { nodeType: "Constant" } };

const isDoc = (stmt: Stmt | undefined): stmt is Doc =>
  stmt?.nodeType === "Expr" && stmt.value.nodeType === "Constant" && stmt.value.lit.k === "str";

/** `type(x).__name__` and `x.__class__.__name__`. */
function typeNameOf(e: Elaborator, node: Attribute): Typed | undefined {
  if (node.attr !== "__name__" && node.attr !== "__qualname__") return undefined;
  const inner = node.value;
  const isQualified = node.attr === "__qualname__";
  const isType =
    inner.nodeType === "Call" && inner.func.nodeType === "Name" && inner.func.id === "type" && !inner.func.sym;
  const target = isType
    ? inner.args[0]
    : inner.nodeType === "Attribute" && inner.attr === "__class__"
      ? inner.value
      : undefined;
  if (target) {
    const x = expression(e, target);
    return spread(e, x, (arm) => {
      const part = soloPart(arm.t);
      const asked = isQualified ? "qualified" : "name";
      if (part?.kind === "exc") return typed(e.store.temp(STR), node, (g) => `lit(${g.recv(arm)}.class().${asked})`);
      if (part?.kind === "func") return kindName(e, arm, part, node);
      if (part?.kind === "iter" && !madeBy(part))
        return e.refuse("the name of the type of this iterator", node, "use isinstance");
      const name = isQualified && part?.kind === "inst" ? qualifiedClassName(part.ref as ClassInfo) : short(arm.t);
      return typed(e.store.temp(STR), node, (g) =>
        arm.pure ? `lit("${name}")` : `{ let _ = ${g.own(arm)}; lit("${name}") }`,
      );
    });
  }
  const known = callee(e, inner);
  const isOuter = (known?.k === "function" && (known.node as FunctionDef).sym?.scope.kind === "module") || !isQualified;
  if (!isOuter && known?.k === "function") return e.refuse("__qualname__ of a function", node, "ask for __name__");
  if (known?.k === "function" && known.node.nodeType === "FunctionDef" && wrappedBy(known.node))
    return functionName(e, known.node, node);
  if (known?.k === "function")
    return typed(e.store.temp(STR), node, () => `lit("${givenName(known.node as { name?: string })}")`);
  return undefined;
}

const heldValue = (held: ReturnType<typeof hold>): Typed => (held.node as unknown as { typed: Typed }).typed;

/** What function values are asked for: those of `partial` have what they are made of. */
const OF_FUNCTIONS = /^(__name__|__doc__|func|args|keywords)$/;

export function read1(e: Elaborator, x: Typed, name: string, at: Place & Expr): Typed {
  const part = soloPart(x.t);
  if (isBottom(x.t)) return dead(e, at, x);
  if (part?.kind === "inst") return member(e, x, part.ref as ClassInfo, name, at);
  if (part?.kind === "class") {
    return afterAll(x, classAttribute(e, part.ref as ClassInfo, name, at), at);
  }
  if (part?.kind === "type" && name === "__name__") return typed(e.store.temp(STR), at, (g) => `${g.recv(x)}.name()`);
  if (part?.kind === "cacheinfo" && /^(hits|misses|maxsize|currsize)$/.test(name))
    return typed(e.store.temp(name === "maxsize" ? INT | 1 : INT), at, (g) => `${g.recv(x)}.${name}.clone()`);
  if (/^(start|stop|step)$/.test(name) && (part?.kind === "slice" || isOnly(x, RANGE)))
    return typed(e.store.temp(part ? INT | 1 : INT), at, (g) => `${g.recv(x)}.${name}.clone()`);
  if (part?.kind === "exc") return exceptionAttribute(e, x, part.ref as ExceptionRef, name, at);
  if (part?.kind === "native" || part?.kind === "deque" || part?.kind === "defaultdict") {
    const found = e.library.nativeAttribute(e, x, name, at);
    if (found) return found;
  }
  const { mask } = find(x.t);
  if (!part && mask === INT && (name === "real" || name === "numerator")) return x;
  if (!part && mask === 2 && (name === "real" || name === "numerator"))
    return typed(e.store.temp(INT), at, (g) => `Int::from_bool(${g.copy(x)})`);
  if (!part && mask === FLOAT && name === "real") return x;
  if (!part && mask === FLOAT && name === "imag") return foregone(e.store.temp(FLOAT), at, "0.0f64", x);
  if (!part && (mask === INT || mask === 2) && name === "denominator")
    return typed(e.store.temp(INT), at, (g) => `{ let _ = ${g.own(x)}; int(1) }`);
  if (!part && (mask === INT || mask === BOOL) && name === "imag") return foregone(e.store.temp(INT), at, "int(0)", x);
  if (!part && mask === COMPLEX) {
    const found = e.library.nativeAttribute(e, x, name, at);
    if (found) return found;
  }
  if (part?.kind === "func" && (OF_FUNCTIONS.test(name) || e.functionAttributes.has(name)))
    return useShape(e, x, part, { key: `.${name}`, attribute: name }, at);
  if (part?.kind === "manager" && /^__(enter|exit)__$/.test(name)) {
    const held = hold(x);
    return functionValue(e, at, (given) => managerCall(e, heldValue(held), part, name, given, at), [held]);
  }
  if (name === "__class__" && part?.kind !== "func" && part?.kind !== "type") return typeOf(e, x, at);
  if (e.library.hasMethod(x, name) || hasDunder(x, name)) {
    const held = hold(x);
    return functionValue(e, at, (given) => e.library.callMethod(e, heldValue(held), name, synthetic(e, at, given)), [
      held,
    ]);
  }
  return attributeError(e, x, name, at);
}

/** What is read once `x` was worked out, and needs no more of it. */
const afterAll = (x: Typed, read: Typed, at: Place): Typed =>
  x.pure ? read : typed(read.t, at, (g) => `{ let _ = ${g.own(x)}; ${g.own(read)} }`);

export function member(e: Elaborator, x: Typed, info: ClassInfo, name: string, at: Place & Expr): Typed {
  const own = findMember(info, name);
  if (own?.k === "property") {
    const got = (self: Typed): Typed =>
      own.cached
        ? cachedProperty(e, self, info, name, own.getter, at)
        : callFunctionMember(e, self, info, own.getter, [], at);
    return findMember(info, "__getattr__") ? orAsked(e, x, info, name, got, at) : got(x);
  }
  const field = info.fields.get(name);
  if (!own && !isHeld(name) && findMember(info, "__getattr__")) return missingAttribute(e, x, info, name, at);
  if (own?.k === "class") return knownValue(e, innerClass(e, own.node), at);
  if (own?.k === "decorated") {
    const held = hold(x);
    const made = raising(own.cell, at, () => `${own.rust}.get()`);
    const bound = (given: Arguments): Typed =>
      callArguments(e, made, { ...given, positional: [heldValue(held), ...given.positional] }, at);
    return functionValue(e, at, bound, [held], { made: (attribute) => read1(e, made, attribute, at) });
  }
  if (own?.k === "method") {
    const held = hold(x);
    return functionValue(e, at, (given) => callBound(e, heldValue(held), info, own, given, at), [held], {
      name: typed(e.store.temp(STR), at, () => `lit("${givenName(own.node)}")`),
      doc: docstring(e, own.node.body, at),
      kind: own.binding === "static" ? "function" : "method",
      takesTables: true,
      ...(own.binding === "instance" && { method: `${info.name}.${own.node.name}` }),
    });
  }
  if (name === "__class__") return afterAll(x, classValue(e, info), at);
  if (name === "__dict__") return instanceDict(e, x, info, at);
  if (own?.k === "attribute") {
    const mayLack = whetherShared(info, name, "object") && findMember(info, "__getattr__");
    const got = (self: Typed): Typed => sharedOrOwn(e, self, info, name, at);
    return mayLack ? orAsked(e, x, info, name, got, at) : got(x);
  }
  if (field && name === "name" && info.node.flags)
    return typed(field, at, (g) => {
      const o = g.fresh("o");
      return `{ let ${o} = ${g.own(x)}; if !${o}.name.is_set() { limit("the name of a flag without bits") } ${g.q(`${o}.name.get()`)} }`;
    });
  if (field)
    return {
      t: field,
      at,
      pure: x.pure === true && isSureField(e, info, name),
      emit: (g) => ({ s: g.q(`${g.recv(x)}.${rustName(name)}.get()`), m: 0, atom: true }),
    };
  if (name === "args" && info.exception)
    return typed(
      e.store.of("vtuple", e.exceptionArgs),
      at,
      (g) =>
        `{ let o = ${g.own(x)}; if !o.exception_args.is_set() { limit("args of an exception that was not given to super().__init__") } ${g.q("o.exception_args.get()")}.args_tuple(${argumentOf(e, g)}) }`,
    );
  const plain = plainOf(e, x);
  if (plain !== x && PYTHON_ATTRIBUTES[isInt(plain) ? "int" : "str"]?.has(name)) return read1(e, plain, name, at);
  const isClassOwn = name === "__module__" || (info.isTuple && /^_field(s|_defaults)$/.test(name));
  if (isClassOwn) return afterAll(x, classAttribute(e, info, name, at), at);
  if (info.isEnum && /^_(name|value)_$/.test(name)) {
    const said = name.slice(1, -1);
    return findMember(info, said) ? e.refuse(`${name} beside one's own ${said}`, at) : read1(e, x, said, at);
  }
  if (name === "__slots__") return expression(e, slotsGiven(info) ?? e.refuse("__slots__ here", at));
  if (/^__\w+__$|^tb_/.test(name) && !setsItself(info, name)) return e.refuse(`${name} of an object`, at);
  refuseInherited(e, info, name, at);
  return e.raise(`exc::ATTRIBUTE_ERROR.msg("'${info.name}' object has no attribute '${name}'")`, at, x);
}

/** Does a method of a class set an attribute of what is its object? It may be found to have it only later. */
function setsItself(info: ClassInfo, name: string): boolean {
  let found = false;
  for (const { node } of info.mro)
    eachNode(node, (each) => {
      const { nodeType, attr, ctx } = each as Attribute & { ctx?: { nodeType: string } };
      found ||= nodeType === "Attribute" && attr === name && ctx?.nodeType === "Store";
    });
  return found;
}

/** An attribute that the class has, or may have, and the object perhaps for itself. */
function sharedOrOwn(e: Elaborator, x: Typed, info: ClassInfo, name: string, at: Place & Expr): Typed {
  const shared = sharedAttribute(e, info, name, at, "object");
  const field = info.fields.get(name);
  if (!field) return afterAll(x, shared, at);
  const t = e.store.temp();
  e.store.flow(field, t);
  e.store.flow(shared.t, t);
  return typed(t, at, (g) => {
    const held = g.fresh("o");
    return `{ let ${held} = ${g.own(x)}; if ${held}.${rustName(name)}.is_set() { ${g.coerceText(g.q(`${held}.${rustName(name)}.get()`), field, t)} } else { ${g.own(shared, t)} } }`;
  });
}

/** What the written base classes keep their container in is no attribute that `__getattr__` is asked for. */
export const isHeld = (name: string): boolean => name.startsWith("_held_");

const ASKS = new WeakMap<FunctionDef, boolean>();

/** Does a `__getattr__` ask others for the attribute by its name? */
function asksByName(node: FunctionDef): boolean {
  let asks = ASKS.get(node);
  if (asks === undefined) {
    const name = node.args.args[1]?.arg;
    asks = false;
    eachNode({ body: node.body }, (given) => {
      const { nodeType, func, args } = given as { nodeType: string; func?: Expr; args?: Expr[] };
      const isGetter = nodeType === "Call" && func?.nodeType === "Name" && /^(get|has)attr$/.test(func.id);
      if (isGetter && args?.[1]?.nodeType === "Name" && args[1].id === name) asks = true;
    });
    ASKS.set(node, asks);
  }
  return asks;
}

/** What `__getattr__` gives for an attribute. */
function askedFor(e: Elaborator, self: Typed, info: ClassInfo, name: string, at: Place & Expr): Typed {
  const key = constant(e, { k: "str", v: name }, at);
  const asking = findMember(info, "__getattr__");
  return asking?.k === "method" && asking.binding === "instance" && asksByName(asking.node)
    ? callFunction(
        e,
        { k: "function", node: asking.node, parent: undefined, owner: info, self, asked: name },
        { ...NOTHING, positional: [key] },
        at,
      )
    : callMethod(e, self, "__getattr__", [key], at);
}

/** What a property gives, or `__getattr__` where that fails for want of an attribute. */
function orAsked(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  name: string,
  got: (self: Typed) => Typed,
  at: Place & Expr,
): Typed {
  let held = "";
  const self: Typed = { t: x.t, at, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const value = got(self);
  const asked = askedFor(e, self, info, name, at);
  const t = e.store.temp();
  e.store.flow(value.t, t);
  e.store.flow(asked.t, t);
  return typed(t, at, (g) => {
    held = g.fresh("o");
    const tried = g.inClosure(() => g.own(value, t));
    const otherwise = g.own(asked, t);
    return `{ let ${held} = ${g.own(x)}; match (|| -> PyResult<${g.ty(t)}> { Ok(${tried}) })() { Ok(v) => v, Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => ${otherwise}, Err(e) => ${g.throwing("e")} } }`;
  });
}

/** What `__getattr__` gives for an attribute that the object does not have. */
function missingAttribute(e: Elaborator, x: Typed, info: ClassInfo, name: string, at: Place & Expr): Typed {
  if (/^__\w+__$/.test(name)) return e.refuse(`${name} of an object with __getattr__`, at);
  let held = "";
  const self: Typed = { t: x.t, at, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const got = askedFor(e, self, info, name, at);
  const field = info.fields.get(name);
  const t = e.store.temp();
  e.store.flow(got.t, t);
  if (field) e.store.flow(field, t);
  return typed(t, at, (g) => {
    held = g.fresh("o");
    const mine = held;
    const rust = rustName(name);
    const found = field && g.coerceText(g.q(`${mine}.${rust}.get()`), field, t);
    const asked = g.own(got, t);
    return `{ let ${mine} = ${g.own(x)}; ${found ? `if ${mine}.${rust}.is_set() { ${found} } else { ${asked} }` : asked} }`;
  });
}

function cachedProperty(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  name: string,
  getter: Parameters<typeof callFunctionMember>[3],
  at: Place & Expr,
): Typed {
  const cell = fieldCell(e, info, name);
  let held = "";
  const self: Typed = { t: x.t, at, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const got = callFunctionMember(e, self, info, getter, [], at);
  e.store.flow(got.t, cell);
  return typed(cell, at, (g) => {
    held = g.fresh("o");
    const field = `${held}.${rustName(name)}`;
    return `{ let ${held} = ${g.own(x)}; if !${field}.is_set() { let made = ${g.own(got, cell)}; ${field}.set(made);${noted(e, info, held, name)} } ${g.q(`${field}.get()`)} }`;
  });
}

/** `C.x` of a descriptor: what it gives without an object. One node in every round. */
function askedOfClass(node: Expr, name: string): Expr | undefined {
  if (node.nodeType !== "Attribute" || node.value.nodeType !== "Name") return undefined;
  const place = placeOf(node);
  const kept = node as Expr & { asked?: Expr };
  const held = { nodeType: "Attribute", value: node.value, attr: `_descriptor_${name}`, ...place } as Expr;
  const none = { nodeType: "Constant", value: null, lit: { k: "none" }, ...place } as Expr;
  const func = { nodeType: "Attribute", value: held, attr: "__get__", ...place } as Expr;
  kept.asked ??= { nodeType: "Call", func, args: [none, node.value], keywords: [], ...place } as Expr;
  return kept.asked;
}

export function classAttribute(e: Elaborator, info: ClassInfo, name: string, at: Place & Expr): Typed {
  const own = findMember(info, name);
  const ofMeta = metaMember(info, name);
  if (ofMeta && (!own || ofMeta.member.k === "property")) return metaAttribute(e, info, ofMeta, name, at);
  if (isFieldOfClass(info, name)) return e.refuse("a field of a class, as a value", at);
  if (own?.k === "attribute") return sharedAttribute(e, info, name, at, "class");
  if (own?.k === "property") {
    const asked = findMember(info, `_descriptor_${name}`) && askedOfClass(at, name);
    return asked ? expression(e, asked) : e.refuse("a property of a class, as a value", at);
  }
  if (own?.k === "decorated") return raising(own.cell, at, () => `${own.rust}.get()`);
  if (name === "__qualname__") return constant(e, { k: "str", v: qualifiedClassName(info) }, at);
  if (name === "__name__") return typed(e.store.temp(STR), at, () => `lit("${short(instanceCell(e, info))}")`);
  if (own?.k === "method") {
    const about = {
      name: typed(e.store.temp(STR), at, () => `lit("${givenName(own.node)}")`),
      doc: docstring(e, own.node.body, at),
    };
    if (own.binding !== "instance")
      return functionValue(e, at, (given) => callBound(e, classValue(e, info), info, own, given, at), [], about);
    const apply = (given: Arguments): Typed => callUnbound(e, info, own, given, at);
    return functionValue(e, at, apply, [], about);
  }
  const unit = info.node.sym && unitOf(info.node.sym.scope);
  if (name === "__module__" && !unit?.written) return constant(e, { k: "str", v: moduleOf(info) }, at);
  const saysItself = info.isTuple || (info.node as { dataFields?: string[] }).dataFields !== undefined;
  if (name === "__doc__" && (!saysItself || isDoc(info.node.body[0]))) return docstring(e, info.node.body, at);
  if (info.isTuple && name === "_fields") return textsOf(e, info.tupleFields, at);
  if (info.isTuple && name === "_field_defaults") return fieldDefaults(e, info, at);
  if (name === "__slots__") return expression(e, slotsGiven(info) ?? e.refuse("__slots__ here", at));
  const byPlace = name === "__match_args__" ? matchArgs(info) : [];
  if (byPlace.length && !byPlace.includes("")) return textsOf(e, byPlace, at);
  if (name === "__members__" && info.isEnum && (at as { isRead?: boolean }).isRead) return membersByName(e, info, at);
  if (name === "__mro__" || name === "__bases__") return relatives(e, info, name === "__mro__" ? "mro" : "bases", at);
  if (name === "__base__") return ownBase(e, info, at);
  refuseInherited(e, info, name, at);
  if (/^__\w+__$|^(mro|register)$/.test(name)) return e.refuse(`${name} of a class`, at);
  // An enumeration asks its members, and names no more than what it was asked for.
  const message = info.isEnum ? name : `type object '${info.name}' has no attribute '${name}'`;
  return e.raise(`exc::ATTRIBUTE_ERROR.msg("${message}")`, at);
}

/** Names as a tuple of texts. */
function textsOf(e: Elaborator, names: readonly string[], at: Place): Typed {
  const texts = names.map((name) => `lit("${name}"),`);
  return typed(e.store.of("tuple", ...names.map(() => e.store.temp(STR))), at, () => `(${texts.join(" ")})`);
}

/** What a class has of its metaclass. */
function metaAttribute(
  e: Elaborator,
  info: ClassInfo,
  { member: own, meta }: NonNullable<ReturnType<typeof metaMember>>,
  name: string,
  at: Place & Expr,
): Typed {
  if (own.k === "attribute") return sharedAttribute(e, info, name, at, "class");
  if (own.k === "property" && !own.cached)
    return callMeta(e, info, meta, { node: own.getter, binding: "instance" }, NOTHING, at);
  if (own.k !== "method") return e.refuse(`${name} of a metaclass`, at);
  return functionValue(e, at, (given) => callMeta(e, info, meta, own, given, at), [], {
    name: typed(e.store.temp(STR), at, () => `lit("${givenName(own.node)}")`),
    doc: docstring(e, own.node.body, at),
  });
}

const NOTHING: Arguments = { positional: [], keywords: new Map(), before: [] };

/** What Python's own classes give their subclasses is refused rather than called missing. */
export function refuseInherited(e: Elaborator, info: ClassInfo, name: string, at: Place): void {
  const isGiven =
    info.node.standsFor?.includes("dataclasses.Field") ||
    ((info.isTuple || info.isEnum) && name.startsWith("_")) ||
    (info.isTuple && /^(count|index)$/.test(name)) ||
    (info.plain && (PYTHON_ATTRIBUTES[info.plain]?.has(name) || /^__\w+__$/.test(name)));
  if (isGiven || lacking(info, name)) e.refuse(`${name} of ${info.name}`, at);
}

/** `value.name = …`. */
export function setAttribute(e: Elaborator, target: Attribute, x: Typed): Step {
  const known = callee(e, target.value);
  if (known?.k === "function") return e.refuse("an attribute set on a function", target, "use a variable or a class");
  if (known?.k === "class") return setClassAttribute(e, known.info, target, x);
  if (known?.k === "unit") return setUnitAttribute(e, known.unit, target, x);
  if (known?.k === "module") {
    const path = `${known.module}.${target.attr}`;
    return e.library.setModuleAttribute(e, path, x, target) ?? e.refuse(`setting ${path}`, target);
  }
  const base = expression(e, target.value);
  if (isBottom(base.t)) return (g) => g.line(`let _ = (${g.own(x)}, ${g.own(base)});`);
  const held: Typed = { t: x.t, at: x.at, pure: true, emit: () => ({ s: given, m: 0, atom: true }) };
  let given = "";
  let isOne = false;
  const done = spread(e, base, (arm) => {
    isOne = arm === base && (x.pure === true || !isObjectFirst(arm, target.attr));
    return setMember(e, arm, target.attr, isOne ? x : held, target);
  });
  const path = pathOf(e, target);
  const suffix = `.${target.attr}`;
  for (const key of e.cx.narrow.keys()) if (key.endsWith(suffix) || key.includes(`${suffix}.`)) e.cx.narrow.delete(key);
  if (path) {
    forgetPath(e, path);
    const root = find(x.t);
    if (!isBottom(root)) e.cx.narrow.set(path, only(root.mask, root.parts?.keys()));
  }
  return (g) => {
    if (isOne) return g.line(`${done.emit(g).s};`);
    given = g.fresh("value");
    g.line(`let ${given} = ${g.own(x)};`);
    const name = given;
    given = `${name}.clone()`;
    g.line(`${done.emit(g).s};`);
  };
}

/** Is an attribute set by what works the object out before the value? */
function isObjectFirst(x: Typed, name: string): boolean {
  const info = infoOf(x);
  return info ? findMember(info, name)?.k === "property" : /^(native|class)$/.test(soloPart(x.t)?.kind ?? "");
}

export function setMember(e: Elaborator, x: Typed, name: string, value: Typed, at: Attribute): Typed {
  const info = infoOf(x);
  const setter = info && !isHeld(name) ? findMember(info, "__setattr__") : undefined;
  return info && setter?.k === "method"
    ? askSetter(e, x, info, setter.node, name, value, at)
    : setPlain(e, x, name, value, at);
}

/** What `__setattr__` makes of an assignment: it has a version for each attribute. */
function askSetter(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  node: FunctionDef,
  name: string,
  value: Typed,
  at: Attribute,
): Typed {
  const key = constant(e, { k: "str", v: name }, at);
  const [self, given] = [hold(x), hold(value)];
  const done = callFunction(
    e,
    { k: "function", node, parent: undefined, owner: info, self: heldValue(self), asked: name },
    { ...NOTHING, positional: [key, heldValue(given)] },
    at,
  );
  return typed(e.store.temp(1), at, (g) => {
    const [worked, object] = [g.own(value), g.own(x)];
    given.name = g.fresh("value");
    self.name = g.fresh("o");
    return `{ let ${given.name} = ${worked}; let ${self.name} = ${object}; ${done.emit(g).s}; }`;
  });
}

/** What `object.__setattr__` does. */
export function setPlain(e: Elaborator, x: Typed, name: string, value: Typed, at: Attribute): Typed {
  const info = infoOf(x);
  if (name === "__dict__" || name === "__class__")
    return e.refuse(`setting ${name}`, at, "set the attributes one by one");
  if (!info) {
    const part = soloPart(x.t);
    if (part?.kind === "class") {
      const step = setClassAttribute(e, part.ref as ClassInfo, at, value);
      return typed(
        e.store.temp(1),
        at,
        (g) => `{ ${x.pure ? "" : `let _ = ${g.own(x)};`} ${g.capture(() => step(g))} }`,
      );
    }
    const native = setNativeAttribute(e, x, name, value, at);
    if (native) return native;
    const own = part?.kind === "exc" ? (part.ref as ExceptionRef).info : undefined;
    if (own && !/^(__\w+__|args)$/.test(name)) return setPayload(e, x, own, name, value, at);
    if (part?.kind === "func" || part?.kind === "exc")
      return e.refuse(`an attribute set on ${part.kind === "func" ? "a function" : "an exception"}`, at);
    const kind = kindsOf(find(x.t))[0];
    if (pythonAttributes(kind)?.has(name))
      return e.refuse(`setting ${name} of ${typeName(x.t)}`, at, "make a new value");
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("'${typeName(x.t)}' object has no attribute '${name}'")`, at, value, x);
  }
  const own = findMember(info, name);
  if (own?.k === "property") {
    if (own.setter) return callFunctionMember(e, x, info, own.setter, [value], at);
    if (own.cached) return e.refuse("setting a cached property", at, "give the value an attribute of its own");
    return e.raise(
      `exc::ATTRIBUTE_ERROR.msg("property '${name}' of '${qualifiedClassName(info)}' object has no setter")`,
      at,
      value,
      x,
    );
  }
  if (info.isEnum && /^(name|value)$/.test(name))
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("<enum 'Enum'> cannot set attribute '${name}'")`, at, value, x);
  if (own?.k === "method" || own?.k === "decorated")
    return e.refuse("an attribute that hides a method of the class", at, "give it another name");
  if (info.isTuple && !(at as { thaw?: boolean }).thaw && !info.tupleFields.includes(name)) {
    const isOwn = (info.node as { tupleFields?: string[] }).tupleFields !== undefined;
    if (own || !isOwn) return e.refuse(`setting ${name} of a named tuple`, at, "make a new one");
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("'${info.name}' object has no attribute '${name}'")`, at, value, x);
  }
  if (info.isTuple && !(at as { thaw?: boolean }).thaw)
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("can't set attribute")`, at, value, x);
  if (isFrozen(info, name) && !(at as { thaw?: boolean }).thaw)
    return e.raise(`FROZEN_INSTANCE_ERROR.msg("cannot assign to field '${name}'")`, at, value, x);
  const slots = slotsOf(e, info);
  if (slots && !slots.has(name)) {
    const message = own
      ? `'${info.name}' object attribute '${name}' is read-only`
      : `'${info.name}' object has no attribute '${name}'`;
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("${message}")`, at, value, x);
  }
  const cell = fieldCell(e, info, name);
  e.store.flow(value.t, cell);
  return typed(e.store.temp(1), at, (g) => writeField(e, g, info, x, name, value, cell));
}

/** `error.name = value` of an exception of the program's: its object has the attribute. */
function setPayload(e: Elaborator, x: Typed, own: ClassInfo, name: string, value: Typed, at: Attribute): Typed {
  let given = "";
  const held: Typed = { t: value.t, at, pure: true, emit: () => ({ s: `${given}.clone()`, m: 0, atom: true }) };
  const done = onPayload(e, x, own, at, (self) => setMember(e, self, name, held, at));
  return typed(e.store.temp(1), at, (g) => {
    const mine = g.fresh("value");
    const before = `let ${mine} = ${g.own(value)};`;
    given = mine;
    return `{ ${before} ${g.own(done)}; }`;
  });
}

function writeField(e: Elaborator, g: Gen, info: ClassInfo, x: Typed, name: string, value: Typed, cell: Cell): string {
  if (e.dicts.has(info)) {
    const [given, object] = [g.fresh("value"), g.fresh("o")];
    return `{ let ${given} = ${g.own(value, cell)}; let ${object} = ${g.own(x)}; ${object}.${rustName(name)}.set(${given});${noted(e, info, object, name)} }`;
  }
  const text = g.own(value, cell);
  if (value.pure || /^\w+$/.test(g.recv(x))) return `${g.recv(x)}.${rustName(name)}.set(${text})`;
  const held = g.fresh("value");
  return `{ let ${held} = ${text}; ${g.recv(x)}.${rustName(name)}.set(${held}) }`;
}
