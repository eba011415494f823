import type { Expr, Place } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { exceptionConstant, isException } from "../library/exception-names.js";
import { knownDecorator } from "../resolve/decorators.js";
import { qualifiedName, unitOf } from "../resolve/symbols.js";
import { type Cell, find, NONE, type Part, soloPart } from "../types/cell.js";
import { callee } from "./callee.js";
import { useShape } from "./calls.js";
import type { Callee, ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { asEither, type Typed, typed } from "./typed.js";
import { spread, spreadBoth } from "./unions.js";

/** Python's own types, by the name they have as values, where a value of theirs is known by its kind. */
const PLAIN: Record<string, string> = {
  None: "NoneType",
  bool: "bool",
  int: "int",
  float: "float",
  str: "str",
  bytes: "bytes",
  range: "range",
  bytearray: "bytearray",
  complex: "complex",
  list: "list",
  dict: "dict",
  set: "set",
  frozenset: "frozenset",
  tuple: "tuple",
  vtuple: "tuple",
  coroutine: "generator",
  slice: "slice",
};

export const ELSEWHERE: Record<string, [module: string, name: string]> = {
  deque: ["collections", "deque"],
  defaultdict: ["collections", "defaultdict"],
  counter: ["collections", "Counter"],
  ordereddict: ["collections", "OrderedDict"],
};

export const NATIVE_MODULES: Record<string, string> = {
  Fraction: "fractions",
  Decimal: "decimal",
  date: "datetime",
  time: "datetime",
  datetime: "datetime",
  timedelta: "datetime",
};

export function typeCell(e: Elaborator): Typed["t"] {
  return e.store.part({ kind: "type", key: "type", args: [] });
}

/** What a class says that it is called, with what it stands in. */
export function qualifiedClassName({ node: { scope, typeName }, name }: ClassInfo): string {
  return scope && !typeName ? qualifiedName(scope) : name;
}

/** A class of the program as a Rust value; one that Python calls otherwise than the source does may share its name. */
export function classText(info: ClassInfo): string {
  const { typeName, name: own, flags, sym } = info.node;
  const name = qualifiedClassName(info);
  if (info.name === "object" && !sym) return `PyType::plain("object")`;
  const which = typeName === undefined || typeName === own ? "" : `.one_of("${own}")`;
  if (info.isEnum) return `PyType::${flags ? "flags" : "enumeration"}("${name}")${which}`;
  const unit = sym && unitOf(sym.scope);
  return `PyType::of("${unit?.name ?? "__main__"}", "${name}")${which}`;
}

const isTypePart = (part: Part | undefined): boolean => part?.kind === "type" || part?.kind === "class";

/** Is a value a class of the program, or a type that is worked out? */
export const isTypeValue = (x: Typed): boolean => {
  const root = find(x.t);
  const parts = [...(root.parts?.values() ?? [])];
  return root.mask === 0 && parts.length > 0 && parts.every(isTypePart);
};

/** Is it a type, or None? */
export const mayBeType = (x: Typed): boolean => {
  const root = find(x.t);
  const parts = [...(root.parts?.values() ?? [])];
  return (root.mask & ~NONE) === 0 && parts.length > 0 && parts.every(isTypePart);
};

/** `type(x)`, as a value. */
export function typeOf(e: Elaborator, x: Typed, at: Place): Typed {
  return spread(e, x, (arm) => {
    const kind = kindsOf(find(arm.t))[0];
    const made = (text: string): Typed => ({
      ...typed(typeCell(e), at, (g) => (arm.pure ? text : `{ let _ = ${g.own(arm)}; ${text} }`)),
      pure: arm.pure === true,
    });
    if (!kind) return made(`PyType::plain("NoneType")`);
    const name = kind.part?.kind ?? kind.key;
    if (name === "exc") return typed(typeCell(e), at, (g) => `PyType::of_error(${g.ref(arm)})`);
    if (kind.part?.kind === "inst") return made(classText(kind.part.ref as ClassInfo));
    const [module, own] = ELSEWHERE[name] ?? [];
    if (module) return made(`PyType::of("${module}", "${own}")`);
    if (name === "native" && NATIVE_MODULES[String(kind.part?.ref)])
      return made(`PyType::of("${NATIVE_MODULES[String(kind.part?.ref)]}", "${String(kind.part?.ref)}")`);
    if (!PLAIN[name]) return e.refuse(`type() of ${name === "func" ? "a function" : name}`, at, "use isinstance");
    return made(`PyType::plain("${PLAIN[name]}")`);
  });
}

/** `int` or `ValueError`, where it is compared with a type. */
export function namedType(e: Elaborator, node: Expr): Typed | undefined {
  if (node.nodeType !== "Name" && node.nodeType !== "Attribute") return undefined;
  const known = callee(e, node);
  const made = (text: string): Typed => ({ ...typed(typeCell(e), node, () => text), pure: true });
  if (known?.k === "exception" && isException(known.name))
    return made(`PyType::error(&${exceptionConstant(known.name)})`);
  if (known?.k === "builtin" && (Object.values(PLAIN).includes(known.name) || BUILT_TYPES.test(known.name)))
    return made(`PyType::plain("${known.name}")`);
  if (known?.k !== "module") return undefined;
  const [module, name = ""] = known.module.split(".");
  const isOwn = Object.values(ELSEWHERE).some((each) => each[0] === module && each[1] === name);
  return isOwn || NATIVE_MODULES[name] === module ? made(`PyType::of("${module}", "${name}")`) : undefined;
}

/** The attribute that a function value is asked for where it stands among types: the type that it is. */
export const TYPE_VALUE = "type";

/** The attribute that a function value is asked for where an error names the type of it. */
export const KIND_NAME = "kind";

export function kindName(e: Elaborator, x: Typed, part: Part, at: Place): Typed {
  return useShape(e, x, part, { key: `.${KIND_NAME}`, attribute: KIND_NAME }, at);
}

const BUILT_TYPES = /^(zip|map|filter|enumerate|reversed|property|super|staticmethod|classmethod|object|type|range)$/;

/** Functions of modules that are written in C, and no types. */
const BUILT_FUNCTIONS = /^((math|cmath)\.\w+|operator\.(?!itemgetter$|attrgetter$|methodcaller$)\w+)$/;

/** Is a function kept by a cache, which is what its name stands for? */
export const isCached = (node: object): boolean =>
  ((node as { decorator_list?: Expr[] }).decorator_list ?? []).some((each) =>
    /^(lru_cache|cache)$/.test(knownDecorator(each)),
  );

/** What Python calls the type of what stands there by name. */
export function kindOf(known: Callee | undefined): string | undefined {
  if (known?.k === "function") return isCached(known.node) ? undefined : "function";
  if (known?.k === "exception") return "type";
  if (known?.k === "module") return BUILT_FUNCTIONS.test(known.module) ? "builtin_function_or_method" : undefined;
  if (known?.k !== "builtin") return undefined;
  const isType = Object.values(PLAIN).includes(known.name) || BUILT_TYPES.test(known.name);
  return isType ? "type" : "builtin_function_or_method";
}

/** What equals no type: a function is none. */
export const NO_TYPE = 'PyType::plain("function")';

const has = (t: Cell, kinds: RegExp): boolean =>
  [...(find(t).parts?.values() ?? [])].some((part) => kinds.test(part.kind));
const FUNCTION = /^func$/;
const TYPE = /^(type|class)$/;
const CLASS = /^class$/;
const WORKED_OUT = /^type$/;

/** A key, an item of a set or an index: `int` and the like are the types that `type(x)` gives. */
export function keyValue(e: Elaborator, node: Expr): Typed {
  if (node.nodeType !== "Tuple") return namedType(e, node) ?? expression(e, node);
  const types = node.elts.map((each) => namedType(e, each));
  if (!types.some((each) => each)) return expression(e, node);
  const elts = node.elts.map((each, i) =>
    types[i] ? ({ ...each, nodeType: "Held", typed: types[i] } as unknown as Expr) : each,
  );
  return expression(e, e.standIn<Expr>(node, { elts } as Partial<Expr>));
}

/** Do types meet types that are held as functions? */
export const mixesTypes = (a: Cell, b: Cell): boolean =>
  (has(a, TYPE) && has(b, FUNCTION)) || (has(a, FUNCTION) && has(b, TYPE));

/** What is looked up among types, as a type. */
export function typeAmong(e: Elaborator, x: Typed, among: Cell, at: Place): Typed {
  if (!has(x.t, FUNCTION) || !has(among, TYPE)) {
    if (has(x.t, TYPE) && has(among, FUNCTION)) e.refuse("a type looked up among functions", at);
    if (has(x.t, WORKED_OUT) && has(among, CLASS)) e.store.flow(typeCell(e), among);
    const isNamed = soloPart(x.t)?.kind === "class" && has(among, WORKED_OUT);
    return isNamed ? typed(typeCell(e), at, (g) => g.own(x)) : x;
  }
  const part = soloPart(x.t);
  if (part?.kind === "func") return asType(e, x, part, at);
  return spread(e, x, (arm) => typeAmong(e, arm, among, at));
}

/** The type that a function value is. */
export function asType(e: Elaborator, x: Typed, part: Part, at: Place): Typed {
  return useShape(e, x, part, { key: `.${TYPE_VALUE}`, attribute: TYPE_VALUE }, at);
}

/** A function value where it is shown: Python's own types have a text. What is no function stays as it is. */
export function typeAsShown(e: Elaborator, x: Typed, at: Place): Typed {
  if (!has(x.t, FUNCTION) || x.isFunction) return asEither(x);
  return spread(e, x, (arm) => {
    const part = soloPart(arm.t);
    return part?.kind === "func" ? asType(e, arm, part, at) : arm;
  });
}

/** A comparison where one side may be a type and the other one that is held as a function. */
export function comparedTypes(
  e: Elaborator,
  a: Typed,
  b: Typed,
  at: Place,
  compare: (a: Typed, b: Typed) => Typed,
): Typed | undefined {
  if (!mixesTypes(a.t, b.t)) return undefined;
  const turned = (x: Typed, other: Typed): Typed => {
    const part = soloPart(x.t);
    return part?.kind === "func" && isTypeValue(other) ? asType(e, x, part, at) : x;
  };
  return spreadBoth(e, a, b, (left, right) => compare(turned(left, right), turned(right, left)));
}

/** A type beside something that may be none. */
export function typesTogether(e: Elaborator, node: Expr, x: Typed): Typed {
  const part = soloPart(x.t);
  return part?.kind === "type" || mayBeType(x) ? x : (namedType(e, node) ?? x);
}
