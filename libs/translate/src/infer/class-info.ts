import type { ClassDef, Expr, FunctionDef, Stmt } from "../ast.js";
import { pascal, rustName } from "../generate/names.js";
import { isException } from "../library/exception-names.js";
import { accessorOf, decoratorName, knownDecorator } from "../resolve/decorators.js";
import { type Sym, unitOf } from "../resolve/symbols.js";
import { INT, STR } from "../types/cell.js";
import { callee } from "./callee.js";
import type { ClassInfo, Member } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { settleMeta } from "./metaclasses.js";
import { checkPlain, PLAIN_BASE, PLAIN_MASK } from "./plain-objects.js";
import { refuseSpecials, refuseUnheard, UNHEARD } from "./special-members.js";

/** Base classes that only say something to type checkers. */
const TYPING_BASES = new Set(["Generic", "Protocol", "ABC", "object"]);
const ENUMS = new Set(["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"]);

/** What is known of a class: made at its first mention. */
export function classOf(e: Elaborator, sym: Sym): ClassInfo | undefined {
  const node = sym.node as ClassDef;
  return e.classes.get(node) ?? makeClass(e, node);
}

export function makeClass(e: Elaborator, node: ClassDef): ClassInfo {
  const info: ClassInfo = {
    id: e.store.id(),
    name: node.typeName ?? node.name,
    rust: classTypeName(e, node),
    node,
    parent: e.main,
    bases: [],
    mro: [],
    exception: undefined,
    exceptions: [],
    own: new Map(),
    fields: new Map(),
    fieldOrder: [],
    isMeta: false,
    meta: undefined,
    isEnum: false,
    mixed: 0,
    shownAsValue: false,
    members: [],
    isTuple: false,
    tupleFields: [],
    frozen: false,
    instantiated: false,
    hooks: new Map(),
    subclasses: [],
    abstract: new Set(),
  };
  e.classes.set(node, info);
  for (const base of node.bases) addBase(e, info, base);
  for (const keyword of node.keywords) {
    if (keyword.arg !== "metaclass") {
      if (info.bases.some((base) => base.meta || findMember(base, "__init_subclass__"))) continue;
      if (!node.keywords.some(({ arg }) => arg === "metaclass")) e.refuse("class keyword", node, "write it without");
    } else if (!isAbcMeta(keyword.value) && callee(e, keyword.value)?.k !== "class")
      e.refuse("metaclass", node, "write it without");
  }
  for (const decorator of node.decorator_list) {
    if (!/^(dataclass|total_ordering|unique|final|runtime_checkable)$/.test(knownDecorator(decorator)))
      e.refuse("class decorator", decorator);
  }
  info.mro = linearise(e, info);
  info.isEnum ||= info.mro.some((base) => base.isEnum);
  const extras = node as ClassDef & { tupleFields?: string[]; frozen?: boolean };
  if (extras.tupleFields) {
    info.isTuple = true;
    info.tupleFields = extras.tupleFields;
  }
  info.frozen = extras.frozen === true;
  collectMembers(e, info, node.body);
  const isOrdered = ["__lt__", "__le__", "__gt__", "__ge__"].some((name) => findMember(info, name));
  if (!isOrdered && node.decorator_list.some((each) => knownDecorator(each) === "total_ordering"))
    e.refuse("total_ordering of a class without a comparison", node, "define __lt__");
  info.isMeta ||= info.bases.some(({ isMeta }) => isMeta);
  if (info.isMeta || node.keywords.length || info.bases.some(({ meta }) => meta)) settleMeta(e, info);
  for (const base of [...info.mro].reverse()) {
    for (const [name, member] of base.own) {
      if (member.k === "method" && member.node.decorator_list.some((each) => knownDecorator(each) === "abstractmethod"))
        info.abstract.add(name);
      else if (
        member.k === "property" &&
        member.getter.decorator_list.some((each) => knownDecorator(each) === "abstractmethod")
      )
        info.abstract.add(name);
      else info.abstract.delete(name);
    }
    if (base.isEnum) {
      info.mixed ||= base.mixed;
      info.shownAsValue ||= base.shownAsValue;
    }
    if (base.plain) {
      info.plain ??= base.plain;
      info.mixed ||= base.mixed;
      if (info.plain !== base.plain) e.refuse("bases of several plain types", node);
    }
    if (base.isTuple) {
      info.isTuple = true;
      if (!info.tupleFields.length) info.tupleFields = base.tupleFields;
    }
    info.exception ??= base.exception;
  }
  if (info.exception) refuseUnheard(e, info);
  if (info.plain) checkPlain(e, info);
  return info;
}

const isAbcMeta = (node: Expr): boolean =>
  (node.nodeType === "Name" && node.id === "ABCMeta") || (node.nodeType === "Attribute" && node.attr === "ABCMeta");

/** A class's name, with its module's before it where another class has the name already. */
function classTypeName(e: Elaborator, node: ClassDef): string {
  const name = pascal(node.name);
  const unit = node.sym && unitOf(node.sym.scope);
  return e.typeName(e.typeNames.has(name) && unit?.prefix ? pascal(`${unit.prefix}${node.name}`) : name);
}

function addBase(e: Elaborator, info: ClassInfo, base: Expr): void {
  if (base.nodeType === "Subscript") {
    addBase(e, info, base.value);
    return;
  }
  const name = base.nodeType === "Name" ? base.id : base.nodeType === "Attribute" ? base.attr : "";
  const known = callee(e, base);
  if (known?.k === "class") {
    info.bases.push(known.info);
    known.info.subclasses.push(info);
    return;
  }
  if (TYPING_BASES.has(name) || name === "NamedTuple") return;
  if (isAbcMeta(base) || (known?.k === "builtin" && name === "type")) {
    info.isMeta = true;
    return;
  }
  if (ENUMS.has(name)) {
    info.isEnum = true;
    if (!/^(Enum|Flag)$/.test(name)) {
      info.mixed = /^Int/.test(name) ? INT : STR;
      info.shownAsValue = true;
    }
    return;
  }
  const mixes = info.node.bases.length > 1 && (name === "int" || name === "str");
  if (mixes && info.node.bases.some((each) => /^Enum$/.test((each as { id?: string }).id ?? ""))) {
    info.mixed = name === "int" ? INT : STR;
    return;
  }
  if (known?.k === "builtin" && PLAIN_BASE.test(known.name)) {
    info.plain = known.name as NonNullable<ClassInfo["plain"]>;
    info.mixed = PLAIN_MASK[known.name] ?? 0;
    e.hasPlain = true;
    return;
  }
  if (isException(name)) {
    info.exception ??= name;
    info.exceptions.push(name);
    return;
  }
  e.refuse(`the base class ${name || "given"}`, base, "derive from a class of the program");
}

function linearise(e: Elaborator, info: ClassInfo): ClassInfo[] {
  const order = merged([...info.bases.map((base) => [...base.mro]), [...info.bases]]);
  return [info, ...(order ?? e.refuse("this order of base classes", info.node))];
}

/** Orders of classes as one that keeps them all; nothing where there is none. */
export function merged<T>(lists: T[][]): T[] | undefined {
  const out: T[] = [];
  for (;;) {
    const open = lists.filter((list) => list.length);
    if (!open.length) return out;
    const next = open.map((list) => list[0] as T).find((head) => open.every((list) => list.indexOf(head) <= 0));
    if (next === undefined) return undefined;
    out.push(next);
    for (const list of lists) if (list[0] === next) list.shift();
  }
}

function collectMembers(e: Elaborator, info: ClassInfo, body: Stmt[]): void {
  for (const stmt of body) {
    if (stmt.nodeType === "FunctionDef") info.own.set(stmt.name, methodMember(e, info, stmt));
    else if (stmt.nodeType === "Assign" || stmt.nodeType === "AnnAssign") {
      const targets = stmt.nodeType === "Assign" ? stmt.targets : [stmt.target];
      if (!stmt.value && !(stmt.nodeType === "AnnAssign" && isClassVar(stmt.annotation))) continue;
      for (const target of targets) {
        if (target.nodeType === "Tuple") for (const each of target.elts) addAttribute(e, info, each);
        else addAttribute(e, info, target, isBare(e, stmt));
      }
    } else if (stmt.nodeType === "ClassDef") info.own.set(stmt.name, { k: "class", node: stmt });
    else if (stmt.nodeType === "Import" || stmt.nodeType === "ImportFrom")
      e.refuse(`${stmt.nodeType} in a class body`, stmt, "import it at the top of the module");
    else if (info.isEnum && !isPlainStatement(stmt)) e.refuse("statements in the body of an enumeration", stmt);
  }
  addWorkedOut(e, info);
  for (const stmt of body) {
    if (stmt.nodeType !== "Assign" || stmt.value.nodeType !== "Name" || stmt.isBare) continue;
    const { sym, id } = stmt.value;
    const method = sym?.scope.kind === "class" ? info.own.get(id) : functionOf(sym);
    const target = stmt.targets[0];
    if (method?.k === "method" && target?.nodeType === "Name") info.own.set(target.id, method);
  }
  refuseSpecials(e, info, body);
}

/** A function of a module, which is a method of the class that has it too. */
function functionOf(sym: Sym | undefined): Member | undefined {
  const { node } = sym ?? {};
  if (
    sym?.kind !== "def" ||
    node?.nodeType !== "FunctionDef" ||
    sym.scope.kind !== "module" ||
    node.decorator_list.length
  )
    return undefined;
  return { k: "method", node, binding: "instance" };
}

const isPlainStatement = (stmt: Stmt): boolean =>
  stmt.nodeType === "Pass" || (stmt.nodeType === "Expr" && stmt.value.nodeType === "Constant");

/** Names that are bound within loops, branches and their like, or deleted again: the class may have them, or not. */
function addWorkedOut(e: Elaborator, info: ClassInfo): void {
  const { names, scope } = info.node;
  if (!names || !scope) return;
  for (const name of [...names.always, ...names.late]) {
    const sym = scope.syms.get(name);
    if (!sym) continue;
    const known = info.own.get(name);
    const isLate = names.late.has(name);
    if (known?.k === "attribute") {
      if (isLate) info.own.set(name, { ...known, late: true });
      continue;
    }
    if (known && !isLate) continue;
    if (known || sym.node) e.refuse(`${name}, which is defined or deleted in a branch of a class body`, info.node);
    const { cell, rust } = e.global(sym);
    info.own.set(name, { k: "attribute", cell, rust, owner: info, ...(isLate && { late: true }) });
  }
}

const isClassVar = (node: Expr): boolean =>
  node.nodeType === "Subscript"
    ? isClassVar(node.value)
    : (node.nodeType === "Name" && node.id === "ClassVar") ||
      (node.nodeType === "Attribute" && node.attr === "ClassVar");

/** A class, or a function of Python's own that is no Python function: what is asked of an object is the same. */
function isBare(e: Elaborator, stmt: Stmt & { nodeType: "Assign" | "AnnAssign" }): boolean {
  if (stmt.nodeType === "Assign" && stmt.isBare) return true;
  const made = stmt.value?.nodeType === "Call" ? callee(e, stmt.value.func) : undefined;
  if (made?.k === "module" && made.module === "functools.partial") return true;
  const known = stmt.value && callee(e, stmt.value);
  if (known?.k === "module") return /^(operator|math|cmath)\./.test(known.module);
  return known?.k === "builtin" || known?.k === "class" || known?.k === "exception";
}

function addAttribute(e: Elaborator, info: ClassInfo, target: Expr, isBare = false): void {
  if (target.nodeType !== "Name" || !target.sym) return;
  if (target.id === "__slots__" || target.id === "__match_args__") return;
  const { cell, rust } = e.global(target.sym);
  info.own.set(target.id, { k: "attribute", cell, rust, owner: info, isBare });
  if (info.isEnum && !target.id.startsWith("_")) info.members.push(target.id);
}

function methodMember(e: Elaborator, info: ClassInfo, node: FunctionDef): Member {
  if (UNHEARD.test(node.name) && !(info.node.descriptor && /^__(get|set|set_name)__$/.test(node.name)))
    e.refuse(`the method ${node.name}`, node, "write a method of another name, and call it");
  const names = node.decorator_list.map(knownDecorator);
  if (names.length && names.every((name) => name === "") && !/^__\w+__$/.test(node.name)) {
    const rust = e.topName(`${info.name}_${rustName(node.name)}`.toUpperCase());
    const cell = e.store.cell();
    e.statics.set(rust, (g) => `static ${rust}: Global<${g.ty(cell)}> = Global::new("${node.name}");`);
    return { k: "decorated", node, cell, rust };
  }
  for (const decorator of node.decorator_list) {
    const name = knownDecorator(decorator);
    if (
      !/^(staticmethod|classmethod|property|setter|getter|deleter|abstractmethod|override|final|cached_property|lru_cache|cache|overload|wraps|contextmanager)$/.test(
        name,
      )
    ) {
      e.refuse(`the decorator ${decoratorName(decorator)} on a method`, decorator, "decorate a function instead");
    }
  }
  const before = propertyBefore(e, info, node);
  if (before) return { ...before, [accessorRole(names)]: node };
  if (names.includes("property") || names.includes("cached_property")) {
    return { k: "property", getter: node, setter: undefined, cached: names.includes("cached_property") };
  }
  const binding =
    names.includes("staticmethod") || node.name === "__new__"
      ? "static"
      : names.includes("classmethod") || node.name === "__init_subclass__" || node.name === "__class_getitem__"
        ? "class"
        : "instance";
  return { k: "method", node, binding };
}

const accessorRole = (names: string[]): "getter" | "setter" | "deleter" =>
  names.includes("setter") ? "setter" : names.includes("deleter") ? "deleter" : "getter";

/** The property that a function is another part of. */
function propertyBefore(e: Elaborator, info: ClassInfo, node: FunctionDef): Member | undefined {
  const decorator = node.decorator_list.find(accessorOf);
  const of = decorator && accessorOf(decorator);
  if (!of) return undefined;
  const base = of.nodeType === "Attribute" ? callee(e, of.value) : undefined;
  const found =
    of.nodeType === "Name" ? info.own.get(of.id) : base?.k === "class" ? findMember(base.info, of.attr) : undefined;
  return found?.k === "property" ? found : e.refuse("a property made of this one", decorator);
}

/** A member by name, in method resolution order; `after` starts behind that class (for `super()`). */
export function findMember(info: ClassInfo, name: string, after?: ClassInfo): Member | undefined {
  const from = after ? info.mro.indexOf(after) + 1 : 0;
  for (let i = from; i < info.mro.length; i++) {
    const member = (info.mro[i] as ClassInfo).own.get(name);
    if (member) return member;
  }
  return undefined;
}

/** Does a frozen data class among an object's classes keep an attribute as it is? */
export const isFrozen = (info: ClassInfo, name: string): boolean =>
  info.frozen ||
  info.mro.some(({ frozen, node }) => {
    const { recordFields = [] } = node as { recordFields?: { name: string }[] };
    return frozen && recordFields.some((field) => field.name === name);
  });

/** Has a class an `__eq__` that no `__hash__` came with? */
export function isUnhashable(info: ClassInfo): boolean {
  if (info.isTuple || info.isEnum) return false;
  const first = info.mro.find((each) => each.own.has("__hash__") || each.own.get("__eq__")?.k === "method");
  return first !== undefined && first.own.get("__hash__")?.k !== "method";
}

export function definingClass(info: ClassInfo, name: string, after?: ClassInfo): ClassInfo | undefined {
  const from = after ? info.mro.indexOf(after) + 1 : 0;
  return info.mro.slice(from).find((each) => each.own.has(name));
}
