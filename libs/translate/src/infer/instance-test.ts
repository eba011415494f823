import type { Call, Expr, Place } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { NATIVE } from "../library/native/types.js";
import { BOOL, BYTEARRAY, BYTES, COMPLEX, FLOAT, find, INT, isBottom, NONE, RANGE, STR } from "../types/cell.js";
import { callee } from "./callee.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import type { ExceptionRef } from "./exceptions.js";
import { exceptionStatic } from "./exceptions.js";
import { expression } from "./expressions.js";
import { type Fact, only, pathOf, plainTest, type Test } from "./narrowing.js";
import { typed } from "./typed.js";
import { spread, typeName } from "./unions.js";

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
  Number: INT | BOOL | FLOAT | COMPLEX,
  Real: INT | BOOL | FLOAT,
  Integral: INT | BOOL,
};
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
  Callable: ["func"],
  Mapping: ["dict", "defaultdict", "counter", "ordereddict"],
  MutableMapping: ["dict", "defaultdict", "counter", "ordereddict"],
  Sequence: ["list", "tuple", "vtuple", "deque"],
  Iterable: [
    "list",
    "tuple",
    "vtuple",
    "dict",
    "set",
    "frozenset",
    "deque",
    "iter",
    "coroutine",
    "defaultdict",
    "counter",
  ],
  Iterator: ["iter", "coroutine"],
  Generator: ["iter", "coroutine"],
  GeneratorType: ["iter", "coroutine"],
  FunctionType: ["func"],
  slice: ["slice"],
};
const WITH_STR = new Set(["Sequence", "Iterable"]);

interface Wanted {
  mask: number;
  kinds: Set<string>;
  classes: ClassInfo[];
  exceptions: string[];
  natives: Set<string>;
}

/** `isinstance(x, T)`: settled by the types where it can be, asked of the enum where not. */
export function instanceTest(e: Elaborator, node: Call, exact = false): Test {
  const target = node.args[0] as Expr;
  const x = expression(e, target);
  const wanted: Wanted = { mask: 0, kinds: new Set(), classes: [], exceptions: [], natives: new Set() };
  collect(e, node.args[1] as Expr, wanted);
  if (exact) onlyExact(e, wanted, node);
  const cell = find(x.t);
  const kinds = kindsOf(cell);
  const fits = (part: { kind: string; key: string; ref?: unknown }): boolean => {
    if (part.kind === "inst") {
      const info = part.ref as ClassInfo;
      if (exact) return wanted.classes.includes(info);
      if (info.mixed & wanted.mask) return true;
      return wanted.classes.some((each) => info.mro.includes(each)) || (info.isTuple && wanted.kinds.has("tuple"));
    }
    if (part.kind === "native") return wanted.natives.has(String(part.ref));
    return wanted.kinds.has(part.kind);
  };
  const exceptions =
    kinds.length === 1 && kinds[0]?.part?.kind === "exc" ? (kinds[0].part.ref as ExceptionRef) : undefined;
  const yes = kinds.filter((kind) => (kind.part ? fits(kind.part) : (kind.bit & wanted.mask) !== 0));
  const none = (cell.mask & NONE) !== 0;
  const noneFits = none && (wanted.mask & NONE) !== 0;
  const total = kinds.length + (none ? 1 : 0);
  const count = yes.length + (noneFits ? 1 : 0);
  const outcome = exceptions
    ? undefined
    : isBottom(cell)
      ? undefined
      : count === total
        ? true
        : count === 0
          ? false
          : undefined;
  const key = pathOf(e, target);
  const keysOf = (list: typeof kinds): string[] => list.flatMap((kind) => (kind.part ? [kind.key] : []));
  const maskOf = (list: typeof kinds): number => list.reduce((mask, kind) => mask | kind.bit, 0);
  const rest = kinds.filter((kind) => !yes.includes(kind));
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
      if (exceptions)
        return wanted.exceptions.length
          ? `${g.recv(x)}.is_any(&[${wanted.exceptions.map((name) => `&${name}`).join(", ")}])`
          : "false";
      if (kinds.length <= 1) return `${g.recv(x)}.is_${noneFits ? "none" : "some"}()`;
      const union = g.types.enumOf(cell).name;
      const patterns = yes.map((kind) => {
        const pattern = `${union}::${g.types.variant(cell, kind.key)}(_)`;
        return none ? `Some(${pattern})` : pattern;
      });
      if (noneFits) patterns.push("None");
      return `matches!(${g.ref(x)}, ${patterns.join(" | ")})`;
    },
  };
}

/** `type(x) is T`: subclasses do not count. */
function onlyExact(e: Elaborator, wanted: Wanted, node: Call): void {
  if (wanted.exceptions.length) e.refuse("type() of an exception compared", node, "use isinstance");
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

function collect(e: Elaborator, node: Expr, wanted: Wanted): void {
  if (node.nodeType === "Tuple") {
    for (const each of node.elts) collect(e, each, wanted);
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
    collect(e, node.value, wanted);
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
    for (const kind of [
      "list",
      "tuple",
      "vtuple",
      "dict",
      "set",
      "frozenset",
      "deque",
      "iter",
      "coroutine",
      "func",
      "defaultdict",
      "counter",
      "inst",
      "slice",
    ])
      wanted.kinds.add(kind);
    return;
  }
  if (BITS[name] === undefined && !KINDS[name]) e.refuse(`isinstance with ${name || "this"}`, node);
  wanted.mask |= BITS[name] ?? 0;
  if (WITH_STR.has(name)) wanted.mask |= STR | BYTES | RANGE;
  for (const kind of KINDS[name] ?? []) wanted.kinds.add(kind);
}
