import type {
  BinOperator,
  Call,
  ClassDef,
  CompareOperator,
  Expr,
  FunctionDef,
  Place,
  Stmt,
  Subscript,
} from "../ast.js";
import type { FlagClass } from "../desugar/flags.js";
import type { Gen } from "../generate/gen.js";
import { quote, rustName } from "../generate/names.js";
import { parse } from "../parse/parse.js";
import { BOOL, type Cell, find, INT, isBottom, NONE, type Part, STR, soloPart } from "../types/cell.js";
import { type Arguments, typeArguments } from "./arguments.js";
import { assign, hold, inInstance } from "./assign.js";
import { callee, innerClass } from "./callee.js";
import { call, callArguments, callKnown } from "./calls.js";
import { classOf, findMember, makeClass } from "./class-info.js";
import type { ClassInfo, Instance, Member } from "./context.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { EnumMembers } from "./enum-members.js";
import { exceptionOf, keepArguments } from "./exceptions.js";
import { expression } from "./expressions.js";
import { functionValue, synthetic } from "./function-values.js";
import { callFunction, definedFlag, isConstant, keepDefaults, versionOf } from "./functions.js";
import { iterateValue, type Source } from "./iteration.js";
import { raising, type Step, type Typed, typed } from "./typed.js";
import { classText } from "./types-as-values.js";
import { dead, spread } from "./unions.js";

export { classOf, findMember } from "./class-info.js";

export function instanceCell(e: Elaborator, info: ClassInfo): Cell {
  return e.store.part({ kind: "inst", key: `inst:${info.id}`, args: [], ref: info });
}

/** The class of `object()`. */
export function objectClass(e: Elaborator): ClassInfo {
  for (const info of e.classes.values()) if (info.node.name === "object") return info;
  return makeClass(e, parse("class object:\n    pass\n").body[0] as ClassDef);
}

/** The class of a value, if it is an object of one class of the program. */
export function infoOf(x: Typed): ClassInfo | undefined {
  const part = soloPart(x.t);
  return part?.kind === "inst" ? (part.ref as ClassInfo) : undefined;
}

/** `class`: its attributes get their values; enum members are made. */
export function defineClass(e: Elaborator, stmt: ClassDef): Step {
  if (stmt.sym?.kind !== "class") return e.refuse("a class whose name is bound twice", stmt);
  const info = classOf(e, stmt.sym) as ClassInfo;
  const { inst } = e.cx;
  if (
    inst.scope.kind !== "module" &&
    [...(stmt.scope?.free ?? [])].some((sym) => sym.kind === "var" && sym.scope.kind !== "module")
  ) {
    e.refuse("a class that uses its function's variables", stmt, "pass them to its constructor");
  }
  const steps: Step[] = [];
  const members = new EnumMembers(e, info);
  for (const each of stmt.body) {
    if (each.nodeType === "ClassDef") steps.push(defineClass(e, each));
    if (each.nodeType === "FunctionDef") {
      steps.push(keepDefaults(e, each, `${stmt.name}_${rustName(each.name)}`));
      const own = info.own.get(each.name);
      if (own?.k === "decorated" && own.node === each) steps.push(decorate(e, info, own));
    }
    if (each.nodeType !== "Assign" && each.nodeType !== "AnnAssign") continue;
    const targets = each.nodeType === "Assign" ? each.targets : [each.target];
    const [target, ...more] = targets;
    if (!each.value || !target) continue;
    if (more.length || target.nodeType !== "Name") {
      if (info.isEnum) e.refuse("several members of an enumeration at once", each, "one on a line");
      steps.push(assign(e, targets, each.value));
      continue;
    }
    const member = info.own.get(target.id);
    if (member?.k !== "attribute") continue;
    if (info.isEnum && !target.id.startsWith("_")) {
      steps.push(members.add(target.id, each.value, member));
      continue;
    }
    const x = expression(e, each.value);
    e.store.flow(x.t, member.cell);
    steps.push((g) => g.line(`${member.rust}.set(${g.own(x, member.cell)});`));
  }
  if (info.isEnum) instantiate(e, info);
  if (info.node.flags) {
    const { bits } = info.node.flags;
    info.members = info.members.filter((name) => bits.some((bit) => bit.name === name));
    const cache = flagCache(e, info);
    steps.push((g) => g.line(`${cache}.set(Dict::new());`));
  }
  const hooked = subclassHook(e, info, stmt);
  if (hooked) steps.push((g) => g.line(`${hooked.emit(g).s};`));
  const { sym } = stmt;
  if (sym.checked) steps.push((g) => g.line(`${definedFlag(e, sym)}.set(());`));
  return inInstance(e, inst, (g) => g.steps(steps));
}

/** `__init_subclass__` of the class's bases, which hears of it. */
function subclassHook(e: Elaborator, info: ClassInfo, stmt: ClassDef): Typed | undefined {
  const member = findMember(info, "__init_subclass__", info);
  if (member?.k !== "method") return undefined;
  const keywords = new Map(
    stmt.keywords.map(({ arg, value }) => [arg ?? e.refuse("** in a class statement", stmt), expression(e, value)]),
  );
  return callBound(e, classValue(e, info), info, member, { positional: [], keywords, before: [] }, stmt);
}

/** The value that a method's decorators make of it. */
function decorate(e: Elaborator, info: ClassInfo, member: Member & { k: "decorated" }): Step {
  const { node, cell, rust } = member;
  let x = functionValue(
    e,
    node,
    (given) => {
      const [self, ...positional] = given.positional;
      if (!self) return e.refuse(`the method ${node.name} without its object`, node);
      return spread(e, self, (arm) => {
        const concrete = infoOf(arm);
        if (!concrete?.mro.includes(info)) return e.refuse(`${info.name}.${node.name} on another object`, node);
        return callBound(e, arm, concrete, { node, binding: "instance" }, { ...given, positional }, node);
      });
    },
    [],
    typed(e.store.temp(STR), node, () => `lit("${node.name}")`),
  );
  for (const decorator of [...node.decorator_list].reverse())
    x = call(e, synthetic(e, decorator, { positional: [x], keywords: new Map(), before: [] }));
  e.store.flow(x.t, cell);
  return (g) => g.line(`${rust}.set(${g.own(x, cell)});`);
}

/** A member of an enumeration of numbers or texts as that number or text. */
export function plainOf(e: Elaborator, x: Typed): Typed {
  const info = infoOf(x);
  if (!info?.mixed) return x;
  return { ...raising(e.store.temp(info.mixed), x.at, (g) => `${g.recv(x)}.value.get()`), pure: x.pure === true };
}

export function fieldCell(e: Elaborator, info: ClassInfo, name: string): Cell {
  let cell = info.fields.get(name);
  if (!cell) {
    cell = e.store.cell();
    info.fields.set(name, cell);
    info.fieldOrder.push(name);
    e.store.changed = true;
  }
  return cell;
}

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

export function instantiate(e: Elaborator, info: ClassInfo): void {
  if (info.instantiated) return;
  info.instantiated = true;
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

function endsWithNo(stmt: Stmt & { nodeType: "If" }): boolean {
  const [said] = stmt.body;
  if (said?.nodeType !== "Return" || !said.value) return false;
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
  const all = [...given.positional, ...given.keywords.values()];
  if (info.abstract.size) {
    const names = [...info.abstract].sort();
    const message = `Can't instantiate abstract class ${info.name} with abstract method${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
    return e.typeError(message, node, ...all);
  }
  if (findMember(info, "__new__")) e.refuse("__new__", info.node, "use __init__ or a function that makes the object");
  instantiate(e, info);
  if (all.some((x) => isBottom(x.t))) return dead(e, node, ...all);
  const t = instanceCell(e, info);
  const member = findMember(info, "__init__");
  if (member?.k !== "method") {
    if (given.rest || given.restNamed || given.before.length)
      return e.refuse("starred arguments for a class without __init__", node);
    if (info.exception) return exceptionOf(e, info, undefined, given.positional, node);
    if (all.length) return e.typeError(`${info.name}() takes no arguments`, node, ...all);
    return typed(t, node, () => `${info.rust}::blank()`);
  }
  const self: Typed = { t, at: node, pure: true, emit: () => ({ s: "this", m: 2, atom: true }) };
  const made = callFunction(e, { k: "function", node: member.node, parent: undefined, owner: info, self }, given, node);
  const never = isBottom(made.t);
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
  return info.exception ? exceptionOf(e, info, built, given.positional, node) : built;
}

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
  if (member || info.fields.has(name)) {
    const attr = e.library.attribute(e, x, name, node);
    return e.library.callValue(e, attr, node);
  }
  return undefined;
}

function tupleMethod(e: Elaborator, x: Typed, info: ClassInfo, name: string, node: Call): Typed | undefined {
  if (name === "_asdict") {
    const value = e.at(node, "asdict");
    for (const field of info.tupleFields) e.store.flow(fieldCell(e, info, field), value);
    return typed(e.store.of("dict", e.store.temp(STR), value), node, (g) => {
      const held = g.fresh("o");
      const items = info.tupleFields.map(
        (field) =>
          `lit("${field}") => ${g.coerceText(g.q(`${held}.${rustName(field)}.get()`), info.fields.get(field) as Cell, value)}`,
      );
      return `{ let ${held} = ${g.own(x)}; dict!{${items.join(", ")}} }`;
    });
  }
  if (name !== "_replace") return undefined;
  const given = typeArguments(e, [], node.keywords);
  const old = info.tupleFields.map(
    (field): Typed =>
      given.keywords.get(field) ??
      raising(fieldCell(e, info, field), node, (g) => `${g.recv(x)}.${rustName(field)}.get()`),
  );
  return constructWith(e, info, { positional: old, keywords: new Map(), before: [] }, node);
}

export function callBound(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  member: { node: FunctionDef; binding: string },
  given: Arguments,
  at: Place,
): Typed {
  if (member.binding === "static")
    return callFunction(e, { k: "function", node: member.node, parent: undefined, owner: info }, given, at);
  if (member.binding === "class")
    return callFunction(
      e,
      { k: "function", node: member.node, parent: undefined, owner: info },
      { ...given, positional: [classValue(e, info), ...given.positional] },
      at,
    );
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
  if (member?.k === "class") return callKnown(e, innerClass(e, member.node), node);
  if (info.isTuple && name === "_make" && node.args.length === 1) return makeTuple(e, info, node);
  if (member?.k !== "method") {
    const attr = e.library.attribute(e, classValue(e, info), name, node);
    return e.library.callValue(e, attr, node);
  }
  const given = typeArguments(e, node.args, node.keywords);
  if (member.binding !== "instance") return callBound(e, classValue(e, info), info, member, given, node);
  const [self, ...rest] = given.positional;
  if (!self) return e.typeError(`${info.name}.${name}() missing 1 required positional argument: 'self'`, node);
  return spread(e, self, (x) => {
    const concrete = infoOf(x);
    if (!concrete?.mro.includes(info)) return e.refuse(`${info.name}.${name} on another object`, node);
    return callFunction(
      e,
      { k: "function", node: member.node, parent: undefined, owner: concrete, self: x },
      { ...given, positional: rest },
      node,
    );
  });
}

/** `Point._make(items)`. */
function makeTuple(e: Elaborator, info: ClassInfo, node: Call): Typed {
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

/** `super().name(…)`. */
export function superMethod(e: Elaborator, node: Call, name: string): Typed {
  const { inst } = e.cx;
  const owner = inst.owner;
  const method = inst.node as FunctionDef;
  const first = method.args?.args[0] ?? method.args?.posonlyargs[0];
  if (!owner || !first?.web) return e.refuse("super() here", node);
  const defined = owner.mro.find((each) =>
    [...each.own.values()].some(
      (member) =>
        (member.k === "method" && member.node === method) ||
        (member.k === "property" && (member.getter === method || member.setter === method)),
    ),
  );
  if (!defined) return e.refuse("super() here", node);
  const member = findMember(owner, name, defined);
  const given = typeArguments(e, node.args, node.keywords);
  const self = e.read(first.web, node);
  if (member?.k === "method") {
    if (member.binding === "instance")
      return callFunction(e, { k: "function", node: member.node, parent: undefined, owner, self }, given, node);
    return callBound(e, self, owner, member, given, node);
  }
  if (given.rest || given.restNamed || given.before.length) return e.refuse("starred arguments for super()", node);
  if (name === "__init__") {
    if (!owner.exception) return typed(e.store.temp(NONE), node, () => "()");
    keepArguments(e, given.positional);
    return typed(
      e.store.temp(NONE),
      node,
      (g) => `self.exception_args.set(exc::EXCEPTION.new(&[${given.positional.map((x) => g.ref(x)).join(", ")}]))`,
    );
  }
  if (name === "__str__" && owner.exception)
    return typed(e.store.temp(STR), node, (g) => `${g.q("self.exception_args.get()")}.base_str()`);
  if (name === "__repr__" || name === "__str__") return typed(e.store.temp(STR), node, () => `repr(self)`);
  if (name === "__init_subclass__" || name === "__post_init__") return typed(e.store.temp(NONE), node, () => "()");
  return e.refuse(`super().${name}`, node);
}

const BINARY: Partial<Record<BinOperator, string>> = {
  Add: "add",
  Sub: "sub",
  Mult: "mul",
  MatMult: "matmul",
  Div: "truediv",
  Mod: "mod",
  Pow: "pow",
  LShift: "lshift",
  RShift: "rshift",
  BitOr: "or",
  BitXor: "xor",
  BitAnd: "and",
  FloorDiv: "floordiv",
};
const UNARY = { Invert: "__invert__", UAdd: "__pos__", USub: "__neg__" };

/** An operator of the program's own classes; nothing if neither side has one. */
export function binaryMethod(
  e: Elaborator,
  op: BinOperator | "Invert" | "UAdd" | "USub",
  a: Typed,
  b: Typed | undefined,
  at: Place,
): Typed | undefined {
  const left = infoOf(a);
  if (!b)
    return left && findMember(left, UNARY[op as "Invert"])
      ? callMethod(e, a, UNARY[op as "Invert"], [], at)
      : undefined;
  const stem = BINARY[op as BinOperator];
  if (left && findMember(left, `__${stem}__`)) {
    const result = callMethod(e, a, `__${stem}__`, [b], at);
    if (!declined(e, left, `__${stem}__`, b)) return result;
  }
  const right = infoOf(b);
  if (right && findMember(right, `__r${stem}__`)) {
    const result = callMethod(e, b, `__r${stem}__`, [a], at);
    if (!declined(e, right, `__r${stem}__`, a)) return result;
  }
  if (left?.isTuple || right?.isTuple) return e.refuse("arithmetic of named tuples", at);
  return undefined;
}

/** The method said NotImplemented for these types, always. */
function declined(e: Elaborator, info: ClassInfo, name: string, other: Typed): boolean {
  const member = findMember(info, name);
  if (member?.k !== "method" || isBottom(other.t)) return false;
  const self: Typed = { t: instanceCell(e, info), at: undefined, emit: () => ({ s: "", m: 0, atom: true }) };
  const inst = versionOf(e, { k: "function", node: member.node, parent: undefined, owner: info, self }, [self, other]);
  return inst.declines && isBottom(inst.result);
}

const COMPARE: Partial<Record<CompareOperator, string>> = {
  Eq: "__eq__",
  NotEq: "__ne__",
  Lt: "__lt__",
  LtE: "__le__",
  Gt: "__gt__",
  GtE: "__ge__",
};
const MIRROR: Partial<Record<CompareOperator, CompareOperator>> = {
  Eq: "Eq",
  NotEq: "NotEq",
  Lt: "Gt",
  LtE: "GtE",
  Gt: "Lt",
  GtE: "LtE",
};

export function isEnumClass(x: Typed): boolean {
  return infoOf(x)?.isEnum === true;
}

/** A comparison of objects; nothing if it is not theirs to say. With `probe` it only makes the traits' versions. */
export function compareMethod(
  e: Elaborator,
  op: CompareOperator,
  a: Typed,
  b: Typed,
  at: Place,
  probe = false,
): Typed | undefined {
  const left = infoOf(a);
  const right = infoOf(b);
  if (!left && !right) return undefined;
  if (probe && left) {
    if (left.isTuple || left.mixed) return undefined;
    hook(e, left, "__lt__", right);
    hook(e, right ?? left, "__gt__", left);
    return undefined;
  }
  if (left?.isTuple && right?.isTuple && !findMember(left, COMPARE[op] as string)) return undefined;
  if (op === "NotEq" && !(left && findMember(left, "__ne__"))) {
    const same = compareMethod(e, "Eq", a, b, at);
    if (!same || isBottom(same.t)) return same;
    if (find(same.t).mask !== BOOL || find(same.t).parts?.size)
      return e.refuse("!= of objects whose __eq__ gives no bool", at, "compare with == and not");
    return typed(e.store.temp(BOOL), at, (g) => `!${g.copy(same)}`, false);
  }
  if (op !== "Eq" && op !== "NotEq" && left && !findMember(left, COMPARE[op] as string)) {
    const made = totalOrder(e, op, a, b, left, at);
    if (made) return made;
  }
  const tries: [Typed, Typed, ClassInfo | undefined, CompareOperator][] = [
    [a, b, left, op],
    [b, a, right, MIRROR[op] as CompareOperator],
  ];
  for (const [x, y, info, way] of tries) {
    const name = COMPARE[way] as string;
    const member = info && findMember(info, name);
    if (!info || !member) continue;
    if (left && right && left !== right && member.k === "method" && (member.node as { made?: boolean }).made) continue;
    const result = callMethod(e, x, name, [y], at);
    if (!declined(e, info, name, y)) return result;
  }
  if (op === "Eq" && left && right && left === right)
    return typed(e.store.temp(BOOL), at, (g) => `same(${g.ref(a)}, ${g.ref(b)})`);
  return undefined;
}

/** What `functools.total_ordering` makes of the method it finds: is that negated, and is equality added or taken away? */
const TOTAL: Record<string, Partial<Record<CompareOperator, [negated: boolean, joined?: "or" | "and"]>>> = {
  __lt__: { Gt: [true, "and"], LtE: [false, "or"], GtE: [true] },
  __le__: { GtE: [true, "or"], Lt: [false, "and"], Gt: [true] },
  __gt__: { Lt: [true, "and"], GtE: [false, "or"], LtE: [true] },
  __ge__: { LtE: [true, "or"], Gt: [false, "and"], Lt: [true] },
};

function totalOrder(
  e: Elaborator,
  op: CompareOperator,
  a: Typed,
  b: Typed,
  info: ClassInfo | undefined,
  at: Place,
): Typed | undefined {
  const isTotal = info?.mro.some((each) =>
    each.node.decorator_list.some(
      (decorator) =>
        (decorator as { id?: string; attr?: string }).id === "total_ordering" ||
        (decorator as { attr?: string }).attr === "total_ordering",
    ),
  );
  const root = info && Object.keys(TOTAL).find((name) => findMember(info, name));
  const rule = root && TOTAL[root]?.[op];
  if (!isTotal || !info || !rule || declined(e, info, root, b)) return undefined;
  const [negated, joined] = rule;
  const held = [hold(a), hold(b)] as const;
  const [x, y] = held.map((each) => (each.node as unknown as { typed: Typed }).typed) as [Typed, Typed];
  const first = callMethod(e, x, root, [y], at);
  const second = joined && compareMethod(e, joined === "or" ? "Eq" : "NotEq", x, y, at);
  const t = e.store.temp(BOOL);
  if (isBottom(first.t) || (second && isBottom(second.t))) return dead(e, at, a, b);
  if (find(first.t).mask !== BOOL || (joined && find((second as Typed).t).mask !== BOOL))
    return e.refuse("total_ordering of comparisons that give other than bool", at);
  return typed(
    t,
    at,
    (g) => {
      held[0].name = g.fresh("a");
      held[1].name = g.fresh("b");
      const side = `${negated ? "!" : ""}${g.copy(first)}`;
      const whole = joined ? `(${side} ${joined === "or" ? "||" : "&&"} ${g.copy(second as Typed)})` : side;
      return `{ let ${held[0].name} = ${g.own(a)}; let ${held[1].name} = ${g.own(b)}; ${whole} }`;
    },
    false,
  );
}

/** `item in object`. */
export function containsMethod(e: Elaborator, item: Typed, container: Typed, part: Part, at: Place): Typed | undefined {
  if (part.kind !== "inst") return undefined;
  const info = part.ref as ClassInfo;
  const t = e.store.temp(BOOL);
  if (findMember(info, "__contains__")) {
    const x = callMethod(e, container, "__contains__", [item], at);
    return find(x.t).mask === BOOL || isBottom(x.t) ? x : typed(t, at, (g) => `truthy(${g.ref(x)})`);
  }
  const source = iterateInstance(e, container, part);
  const as: Typed = { t: e.store.of("iter", source.item), at, emit: () => ({ s: "", m: 0, atom: true }) };
  (as as Typed & { source: Source }).source = source;
  return e.library.contains(e, item, as, at);
}

/** The Rust iterator over an object: by `__iter__`, by `__getitem__`, or of a named tuple's or an enum's parts. */
export function iterateInstance(e: Elaborator, x: Typed, part: Part): Source {
  const info = part.ref as ClassInfo;
  if (part.kind === "class") {
    if (!info.isEnum) return e.refuse("iteration over a class", x.at);
    const item = instanceCell(e, info);
    return {
      item,
      write: (g) =>
        `VecIter::new(vec![${info.members.map((name) => g.q(`${(info.own.get(name) as { rust: string }).rust}.get()`)).join(", ")}])`,
    };
  }
  if (info.isTuple && !findMember(info, "__iter__")) {
    const item = e.store.temp();
    for (const field of info.tupleFields) e.store.flow(fieldCell(e, info, field), item);
    return {
      item,
      write: (g) => {
        const held = g.fresh("o");
        const items = info.tupleFields.map((field) =>
          g.coerceText(g.q(`${held}.${rustName(field)}.get()`), info.fields.get(field) as Cell, item),
        );
        return `{ let ${held} = ${g.own(x)}; VecIter::new(vec![${items.join(", ")}]) }`;
      },
    };
  }
  const at = x.at as Place;
  if (findMember(info, "__iter__")) {
    const it = callMethod(e, x, "__iter__", [], at);
    const its = infoOf(it);
    if (its && findMember(its, "__next__")) return byNext(e, it, its, at);
    if (its === info)
      return { item: e.store.temp(), write: (g) => `{ let _ = ${g.own(it)}; VecIter::<()>::new(vec![]) }` };
    return iterateValue(e, it);
  }
  if (findMember(info, "__getitem__")) {
    let name = "";
    let index = "";
    const held: Typed = { t: x.t, at, emit: () => ({ s: name, m: 1, atom: true }), pure: true };
    const got = callMethod(
      e,
      held,
      "__getitem__",
      [{ t: e.store.temp(INT), at, pure: true, emit: () => ({ s: index, m: 1, atom: true }) }],
      at,
    );
    return {
      item: got.t,
      write: (g) => {
        name = g.fresh("o");
        index = g.fresh("i");
        const text = g.inClosure(() => got.emit(g).s).replace(/\?$/, "");
        return `{ let ${name} = ${g.own(x)}; let mut ${index} = int(0); Iter::from_fn(move || match ${text} { Ok(v) => { ${index} += 1; Ok(Some(v)) }, Err(e) if e.is(&exc::INDEX_ERROR) || e.is(&exc::STOP_ITERATION) => Ok(None), Err(e) => Err(e) }) }`;
      },
    };
  }
  const failed = e.typeError(`'${info.name}' object is not iterable`, at, x);
  return { item: e.store.temp(), write: (g) => `{ if true ${failed.emit(g).s} VecIter::<()>::new(vec![]) }` };
}

function byNext(e: Elaborator, it: Typed, info: ClassInfo, at: Place): Source {
  let name = "";
  const held: Typed = { t: it.t, at, emit: () => ({ s: name, m: 1, atom: true }), pure: true };
  const got = callMethod(e, held, "__next__", [], at);
  return {
    item: got.t,
    write: (g) => {
      name = g.fresh("o");
      const text = g.inClosure(() => got.emit(g).s).replace(/\?$/, "");
      return `{ let ${name} = ${g.own(it)}; Iter::from_fn(move || match ${text} { Ok(v) => Ok(Some(v)), Err(e) if e.is(&exc::STOP_ITERATION) => Ok(None), Err(e) => Err(e) }) }${info ? "" : ""}`;
    },
  };
}

/** The variable that remembers the flags that are put together: each is made once. */
function flagCache(e: Elaborator, info: ClassInfo): string {
  const known = [...e.statics.keys()].find((name) => name === `${info.rust.toUpperCase()}_FLAGS`);
  if (known) return known;
  const name = `${info.rust.toUpperCase()}_FLAGS`;
  e.statics.set(name, () => `static ${name}: Global<Dict<Int, ${info.rust}>> = Global::new("${info.name}");`);
  return name;
}

/** A flag of several bits, or of none: `v` is its value. */
function combined(e: Elaborator, g: Gen, info: ClassInfo, v: string): string {
  const { bits } = info.node.flags as FlagClass;
  const all = bits.reduce((sum, { value }) => sum | value, 0n);
  const cache = flagCache(e, info);
  const names = bits.map(({ name, value }) => `if !(&v & &int(${value})).is_zero() { names.push(${quote(name)}); }`);
  return (
    `{ let v = ${v}; let known = ${g.q(`${cache}.get()`)}; if known.contains(&v) { ${g.q("known.get(&v)")} } else { ` +
    `if !eq(&(&v & &int(${all})), &v) { limit("a flag of bits without a name") } ` +
    `let mut names: Vec<&str> = Vec::new(); ${names.join(" ")} let made = ${info.rust}::blank(); made.value.set(v.clone()); ` +
    `if !names.is_empty() { made.name.set(Str::from(names.join("|"))); } known.set(v, made.clone()); made } }`
  );
}

/** `Color(1)`. */
function enumByValue(e: Elaborator, info: ClassInfo, node: Call): Typed {
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

/** A member of an enumeration by its name. */
export function memberByName(e: Elaborator, info: ClassInfo, x: Typed, node: Place): Typed {
  if (!info.isEnum) return e.refuse("subscript of a class", node);
  if (isBottom(x.t)) return dead(e, node, x);
  if (find(x.t).mask !== STR || find(x.t).parts?.size) return e.refuse("a member by what may be no name", node);
  return typed(instanceCell(e, info), node, (g) => {
    const v = g.fresh("v");
    const names = [...info.own].filter(([name, own]) => own.k === "attribute" && !name.startsWith("_"));
    const tests = names.map(
      ([name]) => `${quote(name)} => ${g.q(`${(info.own.get(name) as { rust: string }).rust}.get()`)}`,
    );
    return `{ let ${v} = ${g.own(x)}; match ${v}.as_str() { ${tests.join(", ")}, _ => { ${g.throwing(`exc::KEY_ERROR.new(&[&${v}])`)} } } }`;
  });
}
