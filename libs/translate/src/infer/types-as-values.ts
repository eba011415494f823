import type { Expr, Place } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { exceptionConstant, isException } from "../library/exception-names.js";
import { qualifiedName, unitOf } from "../resolve/symbols.js";
import { find, NONE, type Part, soloPart } from "../types/cell.js";
import { callee } from "./callee.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { type Typed, typed } from "./typed.js";
import { spread } from "./unions.js";

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

const ELSEWHERE: Record<string, [module: string, name: string]> = {
  deque: ["collections", "deque"],
  defaultdict: ["collections", "defaultdict"],
  counter: ["collections", "Counter"],
  ordereddict: ["collections", "OrderedDict"],
};

const NATIVE_MODULES: Record<string, string> = {
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

/** A class of the program as a Rust value. */
export function classText(info: ClassInfo): string {
  const name = info.node.scope && !info.node.typeName ? qualifiedName(info.node.scope) : info.name;
  if (info.isEnum) return `PyType::enumeration("${name}")`;
  if (info.name === "object" && !info.node.sym) return `PyType::plain("object")`;
  const unit = info.node.sym && unitOf(info.node.sym.scope);
  return `PyType::of("${unit?.name ?? "__main__"}", "${name}")`;
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
  if (known?.k === "builtin" && (Object.values(PLAIN).includes(known.name) || known.name === "object"))
    return made(`PyType::plain("${known.name}")`);
  return undefined;
}

/** A type beside something that may be none. */
export function typesTogether(e: Elaborator, node: Expr, x: Typed): Typed {
  const part = soloPart(x.t);
  return part?.kind === "type" || mayBeType(x) ? x : (namedType(e, node) ?? x);
}
