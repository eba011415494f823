import type { Call, Expr, FunctionDef, Place, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";
import { unitOf } from "../resolve/symbols.js";
import { type Cell, find, isBottom, NONE, soloPart } from "../types/cell.js";
import { allocated } from "./allocation.js";
import { type Arguments, typeArguments } from "./arguments.js";
import { callee } from "./callee.js";
import { findMember } from "./class-info.js";
import { instanceCell } from "./classes.js";
import type { ClassInfo, Instance } from "./context.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { enumByValue } from "./enums.js";
import { exceptionOf, looksAtArgumentsOf } from "./exceptions.js";
import { expression } from "./expressions.js";
import { callFunction, isConstant, versionOf } from "./functions.js";
import { heldLets, hold } from "./held.js";
import { iterateValue } from "./iteration.js";
import { metaConstruct } from "./metaclasses.js";
import { isProtocol } from "./protocols.js";
import { type Typed, typed } from "./typed.js";
import { dead } from "./unions.js";

/** Methods that Rust's traits call for objects in containers and in `print`. */
const HOOKS: [string, number][] = [
  ["__repr__", 0],
  ["__str__", 0],
  ["__eq__", 1],
  ["__hash__", 0],
  ["__bool__", 0],
  ["__len__", 0],
  ["__format__", 2],
];

/** A class of which there are objects from now on. */
export function instantiate(e: Elaborator, info: ClassInfo): void {
  if (info.instantiated) return;
  info.instantiated = true;
  hookAll(e, info);
}

function hookAll(e: Elaborator, info: ClassInfo): void {
  for (const [name, others] of HOOKS) if (others < 2) hook(e, info, name, others === 1 ? info : undefined);
  for (const other of e.classes.values()) {
    if (!other.instantiated || other === info || !other.mro.some((base) => info.mro.includes(base))) continue;
    if (!declinesOthers(info, other)) hook(e, info, "__eq__", other);
    if (!declinesOthers(other, info)) hook(e, other, "__eq__", info);
  }
}

/** Does `__eq__` say by its first words that objects of the other class are not its concern? */
export function declinesOthers(info: ClassInfo, other: ClassInfo): boolean {
  const member = findMember(info, "__eq__");
  if (member?.k !== "method") return false;
  const [, param] = member.node.args.args;
  const first = member.node.body.find((stmt) => stmt.nodeType !== "Expr" || stmt.value.nodeType !== "Constant");
  if (first && declinesAtEnd(first, member.node.body, param?.arg)) {
    const kind = (first as Stmt & { nodeType: "If" }).test as Expr & { nodeType: "Call" };
    const named = info.mro.find((base) => base.name === (kind.args[1] as { id?: string }).id);
    if (named) return !other.mro.includes(named);
  }
  const [test, inverted] =
    first?.nodeType === "If"
      ? [first.test, true]
      : first?.nodeType === "Return" && first.value
        ? [first.value, false]
        : [undefined, false];
  const guard = inverted
    ? test?.nodeType === "UnaryOp" && test.op.nodeType === "Not"
      ? test.operand
      : undefined
    : test?.nodeType === "BoolOp" && test.op.nodeType === "And"
      ? test.values[0]
      : undefined;
  if (guard?.nodeType !== "Call" || guard.func.nodeType !== "Name" || guard.func.id !== "isinstance") return false;
  const [asked, kind] = guard.args;
  if (asked?.nodeType !== "Name" || asked.id !== param?.arg || kind?.nodeType !== "Name") return false;
  const named = info.mro.find((base) => base.name === kind.id);
  if (!named) return false;
  if ((member.node as { made?: boolean }).made) return true;
  return !other.mro.includes(named) && (!inverted || endsWithNo(first as Stmt & { nodeType: "If" }));
}

/** `if isinstance(other, C): …` that returns, and no for all others. */
function declinesAtEnd(first: Stmt, body: Stmt[], param: string | undefined): boolean {
  if (first.nodeType !== "If" || first.test.nodeType !== "Call") return false;
  const { func, args } = first.test;
  const [asked, kind] = args;
  if (func.nodeType !== "Name" || func.id !== "isinstance" || kind?.nodeType !== "Name") return false;
  if (asked?.nodeType !== "Name" || asked.id !== param || first.body.at(-1)?.nodeType !== "Return") return false;
  const rest = first.orelse.length ? first.orelse : body.slice(body.indexOf(first) + 1);
  return rest.length === 1 && saysNo(rest[0] as Stmt);
}

/** Has a class a word about values that are no objects of the program? */
export function answersOthers(info: ClassInfo): boolean {
  const member = findMember(info, "__eq__");
  if (member?.k !== "method" || (member.node as { made?: boolean }).made) return false;
  return !declinesOthers(info, { mro: [] as ClassInfo[] } as ClassInfo);
}

const declines = ([only, ...more]: Stmt[]): boolean => only !== undefined && more.length === 0 && saysNo(only);

/** Does its `__eq__` read attributes of whatever it is given, and ask nothing before? */
export function trustsOthers(info: ClassInfo): boolean {
  if (!answersOthers(info)) return false;
  const { node } = findMember(info, "__eq__") as { node: FunctionDef };
  const param = node.args.args[1]?.arg;
  let [reads, asks] = [false, false];
  eachNode(node, (each) => {
    const x = each as unknown as Expr & { value?: Expr };
    asks ||= x.nodeType === "Compare" && x.ops.some(({ nodeType }) => nodeType === "Is" || nodeType === "IsNot");
    asks ||=
      each.nodeType === "Try" && (each as Stmt & { nodeType: "Try" }).handlers.every(({ body }) => declines(body));
    asks ||= x.nodeType === "Attribute" && x.attr === "__class__";
    asks ||= x.nodeType === "Name" && /^(isinstance|hasattr|getattr|type|issubclass)$/.test(x.id);
    reads ||= x.nodeType === "Attribute" && x.value.nodeType === "Name" && x.value.id === param;
  });
  return reads && !asks;
}

function endsWithNo(stmt: Stmt & { nodeType: "If" }): boolean {
  return stmt.body[0] !== undefined && saysNo(stmt.body[0]);
}

function saysNo(said: Stmt): boolean {
  if (said.nodeType !== "Return" || !said.value) return false;
  return (
    (said.value.nodeType === "Name" && said.value.id === "NotImplemented") ||
    (said.value.nodeType === "Constant" && said.value.lit.k === "bool" && !said.value.lit.v)
  );
}

/** The version of a method that a trait calls: on an object of the class, and another of `other`. */
export function hook(e: Elaborator, info: ClassInfo, name: string, other?: ClassInfo): Instance | undefined {
  const member = findMember(info, name);
  if (member?.k !== "method") return undefined;
  const held = (t: Cell, s: string): Typed => ({ t, at: undefined, emit: () => ({ s, m: 2 as const, atom: true }) });
  const values = [held(instanceCell(e, info), "self")];
  if (other) values.push(held(instanceCell(e, other), "other"));
  const more = paramsOf(member.node.args)
    .slice(values.length)
    .map(({ fallback }) => (fallback && isConstant(fallback) ? expression(e, fallback) : undefined));
  if (more.some((each) => !each)) return undefined;
  const inst = versionOf(
    e,
    { k: "function", node: member.node, parent: undefined, owner: info, self: values[0] as Typed },
    [...values, ...(more as Typed[])],
  );
  e.visit(inst);
  inst.more = more as Typed[];
  info.hooks.set(hookName(info, name, other), inst);
  return inst;
}

export const hookName = (info: ClassInfo, name: string, other: ClassInfo | undefined): string =>
  !other || other === info ? name : `${name}:${other.id}`;

/** `Class(…)`. */
export function construct(e: Elaborator, info: ClassInfo, node: Call): Typed {
  if (info.isEnum) return enumByValue(e, info, node);
  const given = typeArguments(e, node.args, node.keywords);
  return constructWith(e, info, given, node);
}

export function constructWith(e: Elaborator, info: ClassInfo, given: Arguments, node: Place): Typed {
  return (
    (info.isMeta || info.meta ? metaConstruct(e, info, given, node) : undefined) ?? constructPlain(e, info, given, node)
  );
}

/** A call of a class as `type` answers it. */
export function constructPlain(e: Elaborator, info: ClassInfo, given: Arguments, node: Place): Typed {
  const maker = findMember(info, "__new__");
  if (maker?.k === "method" || info.plain)
    return allocated(e, info, maker?.k === "method" ? maker : undefined, given, node);
  const all = [...given.positional, ...given.keywords.values()];
  const abstract = abstractError(e, info, node, ...all) ?? protocolError(e, info, node, all);
  if (abstract)
    return typed(abstract.t, node, (g) => {
      const lets = given.before.map((held) => {
        held.name = g.fresh("t");
        return `let ${held.name} = ${g.own(held.x)}; `;
      });
      return lets.length ? `{ ${lets.join("")}${g.own(abstract)} }` : abstract.emit(g).s;
    });
  const isFirst = !info.instantiated;
  info.instantiated = true;
  const made = initialized(e, info, given, all, node);
  // Not before `__init__` has told the types of its attributes.
  if (isFirst) hookAll(e, info);
  return made;
}

/** Did `ABCMeta` make a class? It alone notes which methods are abstract, and `object`'s own `__new__` alone looks. */
function heedsAbstract(e: Elaborator, info: ClassInfo): boolean {
  return info.mro.some(({ node }) => {
    const metaclass = node.keywords.find(({ arg }) => arg === "metaclass")?.value;
    const meta = metaclass && callee(e, metaclass);
    return (
      node.bases.some((base) => /^(ABC|Protocol)$/.test(nameOf(base))) ||
      (metaclass !== undefined && nameOf(metaclass) === "ABCMeta") ||
      (meta?.k === "class" && meta.info.mro.some((each) => each.node.bases.some((base) => nameOf(base) === "ABCMeta")))
    );
  });
}

/** The last part of a base's name, without what it is given in brackets. */
function nameOf(base: Expr): string {
  if (base.nodeType === "Subscript") return nameOf(base.value);
  return base.nodeType === "Name" ? base.id : base.nodeType === "Attribute" ? base.attr : "";
}

/** What Python says of an object of a class that is not complete. */
export function abstractError(e: Elaborator, info: ClassInfo, at: Place, ...effects: Typed[]): Typed | undefined {
  if (!info.abstract.size || info.exception || info.plain || info.isTuple) return undefined;
  const heeding = info.mro.filter((base) => heedsAbstract(e, base));
  const names = [...info.abstract]
    .filter((name) => heeding.some(({ own, abstract }) => own.has(name) && abstract.has(name)))
    .sort();
  if (!names.length) return undefined;
  const message = `Can't instantiate abstract class ${info.name} with abstract method${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
  return e.typeError(message, at, ...effects);
}

function protocolError(e: Elaborator, info: ClassInfo, at: Place, effects: Typed[]): Typed | undefined {
  if (!isProtocol(info) || findMember(info, "__init__")) return undefined;
  return e.typeError("Protocols cannot be instantiated", at, ...effects);
}

/** A class of the library that is written in Python here takes less than Python's own. */
function isOfLibrary({ node }: ClassInfo): boolean {
  return node.sym !== undefined && unitOf(node.sym.scope)?.written === true;
}

/** An exception keeps what it is made with, whatever its `__init__` does with that: it is worked out once. */
function raisedWith(e: Elaborator, info: ClassInfo, given: Arguments, node: Place): Typed {
  const kept = given.positional.map(hold);
  const positional = kept.map(({ again }) => again);
  const made = initialized(e, info, { ...given, positional }, [...positional, ...given.keywords.values()], node);
  return typed(made.t, node, (g) => {
    const lets = heldLets(g, kept);
    return `{ ${lets}${g.own(made)} }`;
  });
}

function initialized(e: Elaborator, info: ClassInfo, given: Arguments, all: Typed[], node: Place): Typed {
  if (all.some((x) => isBottom(x.t))) return dead(e, node, ...all);
  const isWorked = given.positional.some((x) => !x.pure) && !given.before.length && !given.rest && !given.restNamed;
  if (info.exception && isWorked) return raisedWith(e, info, given, node);
  const t = instanceCell(e, info);
  const member = findMember(info, "__init__");
  if (member?.k !== "method") {
    const isStarred = given.rest !== undefined || given.before.length > 0;
    if (given.restNamed || (isStarred && (!info.exception || looksAtArgumentsOf(info))))
      return e.refuse("starred arguments for a class without __init__", node);
    if (info.exception) return exceptionOf(e, info, undefined, given, node);
    if (!all.length) return typed(t, node, () => `${info.rust}::blank()`);
    if (info.mro.some(isOfLibrary)) e.refuse(`${info.name} with arguments`, node);
    return e.typeError(`${info.name}() takes no arguments`, node, ...all);
  }
  const self: Typed = { t, at: node, pure: true, emit: () => ({ s: "this", m: 2, atom: true }) };
  const made = callFunction(e, { k: "function", node: member.node, parent: undefined, owner: info, self }, given, node);
  const never = isBottom(made.t);
  const said = find(made.t);
  if (!never && (said.mask & ~NONE || said.parts?.size)) return e.refuse("__init__ that gives a value", node);
  const built: Typed = {
    t: never ? e.store.temp() : t,
    at: node,
    emit: (g) => {
      const { s } = made.emit(g);
      const text = never ? s : s.replace(/\bthis\.init(\w*)\(/, `${info.rust}::new$1(`);
      if (text !== s) return { s: text, m: 0, atom: true };
      return {
        s: `{ let this = ${info.rust}::blank(); ${s}; ${never ? "unreachable!()" : "this"} }`,
        m: 0,
        atom: true,
      };
    },
  };
  if (never) return built;
  return info.exception ? exceptionOf(e, info, built, given, node) : built;
}

/** `Point._make(items)`. */
export function makeTuple(e: Elaborator, info: ClassInfo, node: Call): Typed {
  const x = expression(e, node.args[0] as Expr);
  const count = info.tupleFields.length;
  const items = x.items ?? [];
  if (items.length === count && count > 0)
    return constructWith(e, info, { positional: [...items], keywords: new Map(), before: [] }, node);
  const part = soloPart(x.t);
  if (isBottom(x.t)) return dead(e, node, x);
  let name = "";
  if (part?.kind === "tuple") {
    if (part.args.length !== count) return e.refuse("_make of a tuple of another length", node);
    const parts = part.args.map((t, i): Typed => typed(t, node, () => `${name}.${i}.clone()`));
    const made = constructWith(e, info, { positional: parts, keywords: new Map(), before: [] }, node);
    return typed(made.t, node, (g) => {
      name = g.fresh("t");
      return `{ let ${name} = ${g.own(x)}; ${g.own(made)} }`;
    });
  }
  const source = iterateValue(e, x);
  if (isBottom(source.item)) return dead(e, node, x);
  const parts = info.tupleFields.map((_, i): Typed => typed(source.item, node, () => `${name}[${i}].clone()`));
  const made = constructWith(e, info, { positional: parts, keywords: new Map(), before: [] }, node);
  return typed(made.t, node, (g) => {
    name = g.fresh("items");
    const mine = name;
    const vec = g.q(`to_vec(${source.write(g)})`);
    const failed = `exc::TYPE_ERROR.msg(Str::from(format!("Expected ${count} arguments, got {}", ${mine}.len())))`;
    return `{ let ${mine} = ${vec}; if ${mine}.len() != ${count} { ${g.throwing(failed)} } ${g.own(made)} }`;
  });
}
