import type { Call, Expr, FunctionDef, Place } from "../ast.js";
import { eachNode } from "../program/walk.js";
import { isBottom, NONE, STR, soloPart } from "../types/cell.js";
import { type Arguments, typeArguments } from "./arguments.js";
import { callee } from "./callee.js";
import { classValue } from "./class-calls.js";
import { findMember } from "./class-info.js";
import { constructPlain } from "./construction.js";
import type { ClassInfo, Member } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { callFunction } from "./functions.js";
import { namespaceOf, namespaceValue } from "./namespaces.js";
import { type Typed, typed } from "./typed.js";
import { typeCell } from "./types-as-values.js";
import { spread } from "./unions.js";

/*
 * Metaclasses of the program: classes that derive from `type`.
 *
 * 1. What a class lacks is looked for in its metaclass, and called with the class first. Its objects do not see that.
 * 2. A call of the class asks the metaclass's `__call__`, where `super().__call__` is a plain call of the class.
 * 3. A class statement calls the metaclass's `__new__` and then its `__init__`, with what the class's body gave.
 * 4. `__new__` must give the class itself, under its own name and with its own bases.
 */

type Method = Member & { k: "method" };

/** Methods of a metaclass that would change what the language does with its classes in ways that are not followed. */
const UNHEARD = /^__(?!(call|init|new|len|iter|contains|getitem|init_subclass|doc|module|slots)__$)\w+__$|^mro$/;

/** Settles which metaclass a class has, if any; of itself or of its bases. */
export function settleMeta(e: Elaborator, info: ClassInfo): void {
  if (info.isMeta) {
    for (const [name, member] of info.own)
      if (UNHEARD.test(name)) e.refuse(`${name} of a metaclass`, "node" in member ? member.node : info.node);
    return;
  }
  const keyword = info.node.keywords.find(({ arg }) => arg === "metaclass");
  const known = keyword && callee(e, keyword.value);
  const own = known?.k === "class" ? known.info : undefined;
  const metas = [...(own ? [own] : []), ...info.bases.flatMap(({ meta }) => meta ?? [])];
  const meta = metas.find((each) => metas.every((other) => each.mro.includes(other)));
  if (!metas.length) return;
  if (!meta) e.refuse("a class with several metaclasses", info.node);
  if (info.isEnum || info.isTuple || info.exception) e.refuse("the metaclass of such a class", info.node);
  info.meta = meta;
}

/** A member that a class has of its metaclass. */
export function metaMember(info: ClassInfo, name: string): { member: Member; meta: ClassInfo } | undefined {
  const { meta } = info;
  if (!meta || /^__(init|new|call|init_subclass)__$/.test(name)) return undefined;
  const member = findMember(meta, name);
  return member && { member, meta };
}

/** Calls a method of a class's metaclass. */
export function callMeta(
  e: Elaborator,
  info: ClassInfo,
  meta: ClassInfo,
  { node, binding }: { node: FunctionDef; binding: string },
  given: Arguments,
  at: Place,
): Typed {
  const first = binding === "static" ? [] : [classValue(e, binding === "class" ? meta : info)];
  const all = { ...given, positional: [...first, ...given.positional] };
  return callFunction(e, { k: "function", node, parent: undefined, owner: meta }, all, at);
}

/** A special method of a class itself, as `__len__`; nothing if its metaclass has none. */
export function metaCall(e: Elaborator, info: ClassInfo, name: string, args: Typed[], at: Place): Typed | undefined {
  const found = metaMember(info, name);
  if (found?.member.k !== "method") return undefined;
  return callMeta(e, info, found.meta, found.member, { positional: args, keywords: new Map(), before: [] }, at);
}

/** `Class(…)` where the metaclass has a word about that. */
export function metaConstruct(e: Elaborator, info: ClassInfo, given: Arguments, at: Place): Typed | undefined {
  if (info.isMeta) return e.refuse("a class that a call makes", at, "write it as a class statement");
  const member = info.meta && findMember(info.meta, "__call__");
  if (!info.meta || member?.k !== "method") return undefined;
  const { meta } = info;
  const made = callMeta(e, info, meta, member, given, at);
  const parts = [...(made.t.parts?.values() ?? [])].map((part) => ({ part, info: part.ref as ClassInfo }));
  const isKept = parts.every(({ part, info: each }) => part.kind === "inst" && each.meta === meta);
  const own = parts.filter(({ info: each }) => isKept && each.mro.includes(info));
  if (!own.length || own.length === parts.length || !keepsByClass(member.node)) return made;
  return e.narrowed(made, { mask: made.t.mask, keys: new Set(own.map(({ part }) => part.key)) });
}

/** Does a `__call__` keep its objects by their class: is what it gives always an object of the class called? */
function keepsByClass(node: FunctionDef): boolean {
  const cls = node.args.args[0]?.arg;
  const isClass = (x: Expr): boolean => x.nodeType === "Name" && x.id === cls;
  const isItem = (x: Expr): boolean => x.nodeType === "Subscript" && isClass(x.slice);
  const isMade = (x: Expr): boolean =>
    x.nodeType === "Call" && x.func.nodeType === "Attribute" && x.func.attr === "__call__";
  const made = new Set<string>();
  let fits = true;
  eachNode(node, (given) => {
    const stmt = given as { nodeType: string; targets?: Expr[]; value?: Expr };
    if (stmt.nodeType !== "Assign" || !stmt.value) return;
    for (const target of stmt.targets ?? []) {
      if (target.nodeType === "Name" && (isMade(stmt.value) || isItem(stmt.value))) made.add(target.id);
      else if (target.nodeType === "Name") made.delete(target.id);
      if (!isItem(target)) continue;
      const isName = stmt.value.nodeType === "Name" && made.has(stmt.value.id);
      fits &&= isMade(stmt.value) || isName;
    }
  });
  eachNode(node, (given) => {
    const stmt = given as { nodeType: string; value?: Expr };
    if (stmt.nodeType !== "Return" || !stmt.value) return;
    fits &&= isItem(stmt.value) || isMade(stmt.value) || (stmt.value.nodeType === "Name" && made.has(stmt.value.id));
  });
  return fits;
}

/** What a class statement calls of the class's metaclass, in order. */
export function metaHooks(e: Elaborator, info: ClassInfo, keywords: Map<string, Typed>, at: Place): Typed[] {
  const { meta } = info;
  if (!meta) return [];
  const out: Typed[] = [];
  const maker = findMember(meta, "__new__");
  const settler = findMember(meta, "__init__");
  if ((maker || settler) && findMember(info, "__init_subclass__", info))
    e.refuse("__init_subclass__ beside a metaclass that makes the class", at);
  const args = (): Typed[] => [
    { ...typed(e.store.temp(STR), at, () => `lit("${info.name}")`), pure: true },
    basesOf(e, info, at),
    namespaceValue(e, info, at),
  ];
  for (const member of [maker, settler]) {
    if (!member) continue;
    if (member.k !== "method") e.refuse("this metaclass", at);
    const { node, binding } = member as Method;
    const first = member === maker ? [classValue(e, meta)] : [];
    const given = { positional: [...first, ...args()], keywords: new Map(keywords), before: [] };
    const done = callMeta(e, info, meta, { node, binding }, given, at);
    out.push(done);
    if (member === maker && !isBottom(done.t) && soloPart(done.t)?.ref !== info)
      e.refuse("a metaclass whose __new__ gives another class", node, "return what super().__new__ gives");
    if (isBottom(done.t)) break;
  }
  return out;
}

/** The bases that a class statement names. */
function basesOf(e: Elaborator, info: ClassInfo, at: Place): Typed {
  const values = info.node.bases.map((base): Typed => {
    const known = callee(e, base);
    return known?.k === "class" ? classValue(e, known.info) : e.refuse("the metaclass of such a class", base);
  });
  if (!values.length) {
    const none = e.store.of("vtuple", typeCell(e));
    return { ...typed(none, at, () => "Tuple::<PyType>::new()"), pure: true };
  }
  const t = e.store.of("tuple", ...values.map((x) => x.t));
  const items = (g: Parameters<Typed["emit"]>[0]): string => values.map((x) => `${g.own(x)},`).join(" ");
  return { ...typed(t, at, (g) => `(${items(g)})`), pure: true };
}

/** `super().name(…)`, or `type.name(…)`, in a metaclass, where no metaclass of the program has that method. */
export function typeMethod(e: Elaborator, name: string, self: Typed, given: Arguments, node: Call): Typed {
  if (name === "__call__") {
    return spread(e, self, (arm) => {
      const info = soloPart(arm.t)?.ref as ClassInfo | undefined;
      if (soloPart(arm.t)?.kind !== "class" || !info) return e.refuse("type.__call__ here", node);
      return constructPlain(e, info, given, node);
    });
  }
  if (given.rest || given.restNamed || given.before.length) return e.refuse("starred arguments for super()", node);
  const all = [...given.positional, ...given.keywords.values()];
  if (all.some((x) => !x.pure)) return e.refuse(`type.${name} with these arguments`, node);
  if (name === "__init__") return typed(e.store.temp(NONE), node, () => "()");
  if (name !== "__new__") return e.refuse(`super().${name} of a metaclass`, node);
  return made(e, given, node);
}

/** A call of `__new__` that is given a copy of the namespace, as one that is given the namespace. */
export function withoutCopy(node: Call): Call {
  const { nodeType, func, args } = (node.args[3] ?? {}) as Call;
  if (nodeType !== "Call" || node.args.length !== 4) return node;
  const isCopy = func.nodeType === "Attribute" && func.attr === "copy" && !args.length;
  const isMade = func.nodeType === "Name" && func.id === "dict" && !func.sym && args.length === 1;
  const inner = isCopy ? (func as { value: Expr }).value : isMade ? args[0] : undefined;
  return inner ? { ...node, args: [...node.args.slice(0, 3), inner] } : node;
}

/** `super().__new__(mcs, name, bases, namespace)`: the class whose statement this is. */
function made(e: Elaborator, given: Arguments, node: Call): Typed {
  const info = given.positional[3] && namespaceOf(given.positional[3]);
  const def = e.cx.inst.node as FunctionDef;
  const params = def.nodeType === "FunctionDef" ? def.args.args.map(({ arg }) => arg) : [];
  const isPassedOn = node.args.every((arg, i) => arg.nodeType === "Name" && arg.id === params[i]);
  const isBound = given.positional.length === 4 && isPassedOn && !isAssigned(def, params);
  if (!info || !isBound)
    return e.refuse("a metaclass that makes another class than the statement says", node, "give it what was passed");
  return classValue(e, info);
}

function isAssigned(def: FunctionDef, names: readonly string[]): boolean {
  let found = false;
  const isOne = (each: Expr): boolean =>
    each.nodeType === "Name"
      ? names.includes(each.id)
      : each.nodeType === "Tuple" || each.nodeType === "List"
        ? each.elts.some(isOne)
        : each.nodeType === "Starred" && isOne(each.value);
  eachNode(def, (given) => {
    const { targets, target } = given as { targets?: Expr[]; target?: Expr };
    if ([...(targets ?? []), ...(target ? [target] : [])].some(isOne)) found = true;
  });
  return found;
}

/** `type.__call__(cls, …)` and its like. */
export function typeCall(e: Elaborator, name: string, whole: Call): Typed {
  const node = withoutCopy(whole);
  const given = typeArguments(e, node.args, node.keywords);
  const [self, ...rest] = given.positional;
  if (!self) return e.refuse(`type.${name} here`, node);
  return typeMethod(e, name, self, name === "__new__" ? given : { ...given, positional: rest }, node);
}
