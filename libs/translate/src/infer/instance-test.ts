import type { Call, Expr, Place } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { exceptionBases, exceptionConstant } from "../library/exception-names.js";
import { NATIVE } from "../library/native/types.js";
import { eachNode } from "../program/walk.js";
import { isOptional, isUnion } from "../resolve/aliases.js";
import {
  BOOL,
  BYTEARRAY,
  BYTES,
  COMPLEX,
  FLOAT,
  find,
  INT,
  isBottom,
  NONE,
  type Part,
  RANGE,
  STR,
  soloPart,
  width,
} from "../types/cell.js";
import { callee } from "./callee.js";
import { findMember } from "./class-info.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import type { ExceptionRef } from "./exceptions.js";
import { exceptionStatic } from "./exceptions.js";
import { expression } from "./expressions.js";
import { type Fact, only, pathOf, plainTest, type Test } from "./narrowing.js";
import { fulfils, isOfCalls, isProtocol, isRuntimeProtocol, UNCHECKED } from "./protocols.js";
import { type Typed, typed } from "./typed.js";
import { spread, typeName } from "./unions.js";
import { isHandler, isWorked, workedTest } from "./worked-types.js";

const BITS: Record<string, number> = {
  int: INT | BOOL,
  float: FLOAT,
  bool: BOOL,
  str: STR,
  bytes: BYTES,
  bytearray: BYTEARRAY,
  range: RANGE,
  complex: COMPLEX,
  NoneType: NONE,
  Hashable: BOOL | INT | FLOAT | COMPLEX | STR | BYTES | RANGE | NONE,
  Number: INT | BOOL | FLOAT | COMPLEX,
  Complex: INT | BOOL | FLOAT | COMPLEX,
  Real: INT | BOOL | FLOAT,
  Rational: INT | BOOL,
  Integral: INT | BOOL,
  MutableSequence: BYTEARRAY,
  Enum: 0,
};
/** The library's own types that are numbers of a kind. */
const NUMERIC: Record<string, string[]> = {
  Number: ["Fraction", "Decimal"],
  Complex: ["Fraction"],
  Real: ["Fraction"],
  Rational: ["Fraction"],
};
const VIEWS = ["dict_keys", "dict_values", "dict_items"];
const SIZED = [
  ...VIEWS,
  "list",
  "tuple",
  "vtuple",
  "dict",
  "set",
  "frozenset",
  "deque",
  "defaultdict",
  "counter",
  "ordereddict",
];
const KINDS: Record<string, string[]> = {
  list: ["list"],
  tuple: ["tuple", "vtuple"],
  dict: ["dict", "defaultdict", "counter", "ordereddict"],
  set: ["set"],
  frozenset: ["frozenset"],
  deque: ["deque"],
  defaultdict: ["defaultdict"],
  Counter: ["counter"],
  OrderedDict: ["ordereddict"],
  Callable: ["func", "class", "type"],
  Mapping: ["dict", "defaultdict", "counter", "ordereddict"],
  MutableMapping: ["dict", "defaultdict", "counter", "ordereddict"],
  Sequence: ["list", "tuple", "vtuple", "deque"],
  Iterable: [...SIZED, "iter", "coroutine"],
  Sized: SIZED,
  Container: SIZED,
  Collection: SIZED,
  Hashable: ["dict_values", "tuple", "vtuple", "frozenset", "func", "class", "type", "iter", "coroutine"],
  Reversible: [...VIEWS, "list", "tuple", "vtuple", "deque", "dict", "defaultdict", "counter", "ordereddict"],
  Set: ["set", "frozenset", "dict_keys", "dict_items"],
  MutableSet: ["set"],
  MutableSequence: ["list", "deque"],
  Iterator: ["iter", "coroutine"],
  Generator: ["coroutine"],
  GeneratorType: ["coroutine"],
  FunctionType: ["func"],
  slice: ["slice"],
  type: ["class", "type"],
};
const WITH_STR = new Set(["Sequence", "Iterable", "Sized", "Container", "Collection", "Reversible"]);

/** What an object must have to be of an abstract type of Python's. */
const BY_METHODS: Record<string, string[]> = {
  Iterable: ["__iter__"],
  Iterator: ["__iter__", "__next__"],
  Callable: ["__call__"],
  Sized: ["__len__"],
  Container: ["__contains__"],
  Collection: ["__len__", "__iter__", "__contains__"],
  Reversible: ["__iter__", "__reversed__"],
  Hashable: ["__hash__"],
};

interface Wanted {
  /** Methods of which an object must have those of one row. */
  methods: string[][];
  /** The names of all types that are no class of the program. */
  names: Set<string>;
  mask: number;
  kinds: Set<string>;
  classes: ClassInfo[];
  exceptions: string[];
  natives: Set<string>;
}

/** `isinstance(x, T)`: settled by the types where it can be, asked of the enum where not. */
export function instanceTest(e: Elaborator, node: Call, exact = false): Test {
  const x = expression(e, node.args[0] as Expr);
  const types = node.args[1] as Expr;
  if (!exact && isWorked(e, types)) return plainTest(e, workedTest(e, x, types, node), []);
  const known = exact ? undefined : callee(e, types);
  if (known?.k === "class" && isProtocol(known.info) && !isRuntimeProtocol(known.info)) {
    return plainTest(e, e.typeError(UNCHECKED, node, x), []);
  }
  const wanted = wantedKinds([], []);
  collect(e, types, wanted);
  const { mask, kinds, natives, names, classes } = wanted;
  const isNone = mask || kinds.size || natives.size || names.size || classes.some((info) => !info.exception);
  if (isHandler(node) && isNone) e.refuse("a handler of what is no exception", node);
  if (exact) onlyExact(e, wanted, node);
  return kindTest(e, node, x, wanted, exact);
}

/** `callable(x)`: functions, classes, and objects with a method for it. */
export function callableTest(e: Elaborator, node: Call): Test {
  const wanted = wantedKinds(KINDS.Callable ?? [], BY_METHODS.Callable ?? []);
  return kindTest(e, node, expression(e, node.args[0] as Expr), wanted, false);
}

const wantedKinds = (kinds: readonly string[], methods: string[]): Wanted => ({
  mask: 0,
  kinds: new Set(kinds),
  classes: [],
  exceptions: [],
  natives: new Set(),
  methods: methods.length === 0 ? [] : [methods],
  names: new Set(),
});

/** Whether a value is of one of the wanted types, and what either answer says of what it stands in. */
function kindTest(e: Elaborator, node: Call, x: Typed, wanted: Wanted, exact: boolean): Test {
  const target = node.args[0] as Expr;
  const cell = find(x.t);
  const kinds = kindsOf(cell);
  const fits = (part: Pick<Part, "kind" | "key" | "ref" | "made">): boolean => {
    if (part.kind === "inst") {
      const info = part.ref as ClassInfo;
      if (!exact && wanted.kinds.has("inst")) return true;
      if (exact) return wanted.classes.includes(info);
      if (info.mixed & wanted.mask || (info.isEnum && wanted.names.has("Enum"))) return true;
      if (info.mro.some(({ node: { standsFor } }) => standsFor?.some((each) => wanted.names.has(each)))) return true;
      if (wanted.classes.some((each) => info.mro.includes(each) || fulfils(e, info, each))) return true;
      if (wanted.methods.some((names) => names.every((name) => hasMethod(info, name)))) return true;
      return (info.isTuple || info.plain === "tuple") && wanted.kinds.has("tuple");
    }
    if (part.kind === "exc") return wanted.exceptions.length > 0;
    const meta = part.kind === "class" ? (part.ref as ClassInfo).meta : undefined;
    if (meta && wanted.classes.some((each) => (exact ? meta === each : meta.mro.includes(each)))) return true;
    if (part.kind === "func" && wanted.names.has("type")) e.refuse("isinstance with type", node);
    if (["func", "type", "class"].includes(part.kind) && wanted.classes.some(isOfCalls)) return true;
    if (part.kind === "native") return wanted.natives.has(String(part.ref));
    if (part.kind === "iter" && ["Generator", "GeneratorType"].some((name) => wanted.names.has(name)))
      return wanted.kinds.has("iter") || isGenerator(e, part, node);
    return wanted.kinds.has(part.kind);
  };
  const exceptions =
    kinds.length === 1 && kinds[0]?.part?.kind === "exc" ? (kinds[0].part.ref as ExceptionRef) : undefined;
  const yes = kinds.filter((kind) => (kind.part ? fits(kind.part) : (kind.bit & wanted.mask) !== 0));
  const asked = ({ part }: (typeof kinds)[number]): boolean =>
    part?.kind === "exc" && wanted.exceptions.length > 0 && !isSurely(part.ref as ExceptionRef, wanted);
  const unsure = yes.some(asked);
  const none = (cell.mask & NONE) !== 0;
  const noneFits = none && (wanted.mask & NONE) !== 0;
  const total = kinds.length + (none ? 1 : 0);
  const count = yes.length + (noneFits ? 1 : 0);
  const outcome = exceptions
    ? undefined
    : isBottom(cell)
      ? undefined
      : count === total && !unsure
        ? true
        : count === 0
          ? false
          : undefined;
  const key = pathOf(e, target);
  const keysOf = (list: typeof kinds): string[] => list.flatMap((kind) => (kind.part ? [kind.key] : []));
  const maskOf = (list: typeof kinds): number => list.reduce((mask, kind) => mask | kind.bit, 0);
  const rest = kinds.filter((kind) => !yes.includes(kind) || asked(kind));
  const whenTrue: Fact[] = key ? [{ key, narrow: only(maskOf(yes) | (noneFits ? NONE : 0), keysOf(yes)) }] : [];
  const whenFalse: Fact[] =
    key && !exceptions ? [{ key, narrow: only(maskOf(rest) | (none && !noneFits ? NONE : 0), keysOf(rest)) }] : [];
  return {
    x: typed(isBottom(cell) ? e.store.temp() : e.store.temp(BOOL), node, (g) => g.own(x)),
    outcome,
    pure: x.pure === true,
    never: isBottom(cell),
    whenTrue: exceptions ? [] : whenTrue,
    whenFalse,
    write: (g) => {
      if (outcome !== undefined) return x.pure ? String(outcome) : `{ let _ = ${g.own(x)}; ${outcome} }`;
      if (exceptions) {
        const classes = wanted.exceptions.map((name) => `&${name}`).join(", ");
        if (none) return `(match ${g.ref(x)} { Some(error) => error.is_any(&[${classes}]), None => ${noneFits} })`;
        if (wanted.exceptions.length) return `${g.recv(x)}.is_any(&[${classes}])`;
        return x.pure ? "false" : `{ let _ = ${g.own(x)}; false }`;
      }
      if (kinds.length <= 1 && !unsure) return `${g.recv(x)}.is_${noneFits ? "none" : "some"}()`;
      const union = g.types.enumOf(cell).name;
      const patterns = yes.map((kind) => {
        const pattern = `${union}::${g.types.variant(cell, kind.key)}(${asked(kind) ? "error" : "_"})`;
        return none ? `Some(${pattern})` : pattern;
      });
      if (noneFits) patterns.push("None");
      if (unsure) {
        const classes = wanted.exceptions.map((name) => `&${name}`).join(", ");
        const arms = patterns.map((each) =>
          each.includes("(error)") ? `${each} => error.is_any(&[${classes}])` : `${each} => true`,
        );
        return `(match ${g.ref(x)} { ${arms.join(", ")}, #[allow(unreachable_patterns)] _ => false })`;
      }
      return `matches!(${g.ref(x)}, ${patterns.join(" | ")})`;
    },
  };
}

/** Is an iterator a generator? Of iterators of several types that is not known. */
function isGenerator(e: Elaborator, { made }: Pick<Part, "made">, node: Place): boolean {
  const isOne = made?.has("generator") === true;
  return made?.has("") || (isOne && made?.size !== 1)
    ? e.refuse("isinstance of this iterator with Generator", node)
    : isOne;
}

/** Is every exception of this static class of a wanted one? */
function isSurely({ name, info }: ExceptionRef, wanted: Wanted): boolean {
  const own = info?.mro ?? [];
  const built = own.length ? own.flatMap((each) => each.exceptions) : [name];
  const classes = [
    ...own.map((each) => exceptionStatic({ k: "class", info: each })),
    ...built.flatMap(exceptionBases).map(exceptionConstant),
  ];
  return classes.some((each) => each !== undefined && wanted.exceptions.includes(each));
}

/** Has objects of the class a method? Each has a hash, but for those whose class compares them and gives none. */
function hasMethod(info: ClassInfo, name: string): boolean {
  if (name !== "__hash__") return findMember(info, name) !== undefined;
  const first = info.mro.find((each) => each.own.has("__hash__") || each.own.has("__eq__"));
  return first === undefined || first.own.get("__hash__")?.k === "method";
}

/** `type(x) is T`: subclasses do not count. */
function onlyExact(e: Elaborator, wanted: Wanted, node: Call): void {
  if (wanted.exceptions.length) e.refuse("type() of an exception compared", node, "use isinstance");
  if (wanted.names.has("type")) e.refuse("type() of a class compared", node, "use isinstance");
  if (wanted.mask & INT) wanted.mask &= ~BOOL;
  if (wanted.kinds.has("dict")) for (const each of ["defaultdict", "counter", "ordereddict"]) wanted.kinds.delete(each);
}

/** `type(a) is type(b)`, settled by the kinds that both may be. */
export function sameType(e: Elaborator, a: Expr, b: Expr, is: boolean, node: Place): Test {
  const [x, y] = [expression(e, a), expression(e, b)];
  const same = spread(e, x, (left) =>
    spread(e, y, (right) => {
      if ([left, right].some((each) => /^exc/.test(kindsOf(find(each.t))[0]?.part?.kind ?? "")))
        e.refuse("type() of an exception compared", node);
      const equal =
        typeName(left.t) === typeName(right.t) &&
        kindsOf(find(left.t))[0]?.part?.ref === kindsOf(find(right.t))[0]?.part?.ref;
      const tested = typed(e.store.temp(BOOL), node, (g) =>
        left.pure && right.pure
          ? String(equal === is)
          : `{ let _ = (${g.own(left)}, ${g.own(right)}); ${equal === is} }`,
      );
      return { ...tested, known: equal === is, pure: Boolean(left.pure && right.pure) };
    }),
  );
  return plainTest(e, same, []);
}

/** The type that an attribute of a descriptor is. */
function kindHere(e: Elaborator, node: Expr & { nodeType: "Attribute" }): Expr | undefined {
  const { owner, node: def } = e.cx.inst;
  const self = def.nodeType === "FunctionDef" ? def.args.args[0]?.arg : undefined;
  return (node.value as { id?: string }).id === self ? owner?.node.kinds?.get(node.attr) : undefined;
}

/** Is there a call in an expression? */
function calls(node: Expr): boolean {
  let found = false;
  eachNode(node, ({ nodeType }) => {
    found ||= nodeType === "Call";
  });
  return found;
}

function collect(e: Elaborator, node: Expr, wanted: Wanted): void {
  if (node.nodeType === "Tuple") {
    for (const each of node.elts) {
      const known = callee(e, each);
      if (known?.k === "class" && isProtocol(known.info) && !isRuntimeProtocol(known.info))
        e.refuse("a protocol that is not runtime_checkable among types", each);
      collect(e, each, wanted);
    }
    return;
  }
  if (node.nodeType === "BinOp") {
    collect(e, node.left, wanted);
    collect(e, node.right, wanted);
    return;
  }
  if (node.nodeType === "Constant" && node.lit.k === "none") {
    wanted.mask |= NONE;
    return;
  }
  if (node.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "type" && !node.func.sym) {
    const root = find(expression(e, node.args[0] as Expr).t);
    if (calls(node.args[0] as Expr))
      e.refuse("isinstance with the type of what is called", node, "give it a name first");
    if (width(root) > 1) e.refuse("isinstance with the type of a value of several kinds", node);
    if (root.mask === NONE) wanted.mask |= NONE;
    for (const kind of kindsOf(root)) {
      if (!kind.part) wanted.mask |= kind.bit;
      else if (kind.part.kind === "inst") wanted.classes.push(kind.part.ref as ClassInfo);
      else if (kind.part.kind === "native") wanted.natives.add(String(kind.part.ref));
      else wanted.kinds.add(kind.part.kind);
    }
    return;
  }
  if (node.nodeType === "Subscript") {
    if (!isUnion(node)) e.refuse("isinstance with the parameters of a type", node, "leave them out");
    collect(e, node.slice as Expr, wanted);
    if (isOptional(node)) wanted.mask |= NONE;
    return;
  }
  const kind = node.nodeType === "Attribute" && node.value.nodeType === "Name" ? kindHere(e, node) : undefined;
  if (kind) {
    collect(e, kind, wanted);
    return;
  }
  if (node.nodeType === "Name" && node.sym?.types) {
    collect(e, node.sym.types, wanted);
    return;
  }
  const known = callee(e, node);
  const exception = exceptionStatic(known);
  if (exception) wanted.exceptions.push(exception);
  if (known?.k === "class") {
    wanted.classes.push(known.info);
    return;
  }
  if (known?.k === "exception") return;
  const own = node.nodeType === "Name" && !node.sym && e.cx.inst.owner?.mro.find((info) => info.name === node.id);
  if (own) {
    wanted.classes.push(own);
    return;
  }
  const name =
    known?.k === "builtin" ? known.name : known?.k === "module" ? (known.module.split(".").at(-1) as string) : "";
  const native = known?.k === "module" ? NATIVE.get(name) : undefined;
  if (native) {
    for (const each of [native.name, ...native.subtypes]) wanted.natives.add(each);
    return;
  }
  if (name === "object") {
    for (const each of NATIVE.keys()) wanted.natives.add(each);
    wanted.mask = -1;
    wanted.exceptions.push("exc::BASE_EXCEPTION");
    for (const kind of [
      ...SIZED,
      "iter",
      "coroutine",
      "func",
      "inst",
      "slice",
      "exc",
      "class",
      "type",
      "manager",
      "namespace",
      "cacheinfo",
    ])
      wanted.kinds.add(kind);
    return;
  }
  if (!known && node.nodeType === "Name" && !node.sym) e.refuse("a class of a name that nothing binds", node);
  const worked = known ? undefined : expression(e, node);
  if (worked && isBottom(worked.t)) return;
  const part = worked?.pure ? soloPart(worked.t) : undefined;
  if (part?.kind === "class") {
    const info = part.ref as ClassInfo;
    const error = exceptionStatic({ k: "class", info });
    if (error) wanted.exceptions.push(error);
    wanted.classes.push(info);
    return;
  }
  wanted.names.add(name);
  if (BY_METHODS[name]) wanted.methods.push(BY_METHODS[name] as string[]);
  for (const each of NUMERIC[name] ?? []) wanted.natives.add(each);
  if (name === "Hashable") for (const each of NATIVE.keys()) wanted.natives.add(each);
  if (name === "Callable") for (const kind of ["class", "type"]) wanted.kinds.add(kind);
  if (BITS[name] === undefined && !KINDS[name]) e.refuse(`isinstance with ${name || "this"}`, node);
  wanted.mask |= BITS[name] ?? 0;
  if (WITH_STR.has(name)) wanted.mask |= STR | BYTES | BYTEARRAY | RANGE;
  for (const kind of KINDS[name] ?? []) wanted.kinds.add(kind);
}
