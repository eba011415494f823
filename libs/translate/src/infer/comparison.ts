import type { CompareOperator, Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { rustName } from "../generate/names.js";
import { kindsOf } from "../generate/rust-types.js";
import { isNumericPart, isOrdered, nativeOrder } from "../library/native/values.js";
import {
  BOOL,
  BYTES,
  type Cell,
  COMPLEX,
  FLOAT,
  find,
  INT,
  isBottom,
  NONE,
  NUMBERS,
  type Part,
  RANGE,
  STR,
  soloPart,
  width,
} from "../types/cell.js";
import { compareMethod, containsMethod, fieldCell, findMember, infoOf, isEnumClass, plainOf } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { iterateValue } from "./iteration.js";
import { intLeft, isInt, isNumber, isOnly, isSmall, plainInt } from "./numbers.js";
import { hasMore } from "./operators.js";
import { type Typed, typed } from "./typed.js";
import { isTypeValue, mayBeType, typesTogether } from "./types-as-values.js";
import { dead, holdingLeft, spread, spreadBoth, typeName } from "./unions.js";
import { viewsAsSets } from "./views.js";

const RUST: Partial<Record<CompareOperator, string>> = {
  Eq: "==",
  NotEq: "!=",
  Lt: "<",
  LtE: "<=",
  Gt: ">",
  GtE: ">=",
};
const CALLS: Partial<Record<CompareOperator, string>> = { Eq: "eq", Lt: "lt", LtE: "le", Gt: "gt", GtE: "ge" };

export function comparison(e: Elaborator, node: Expr & { nodeType: "Compare" }): Typed {
  const operands = withTypes(e, [node.left, ...node.comparators]);
  const names: (string | undefined)[] = operands.map(() => undefined);
  const held = operands.map((x, i): Typed => {
    if (i === operands.length - 1 || (x.pure && (x.lit || i === 0))) return x;
    return { ...x, emit: (g) => (names[i] ? { s: names[i] as string, m: 1, atom: true } : x.emit(g)) };
  });
  const tests = node.ops.map((op, i) => compare(e, op.nodeType, held[i] as Typed, held[i + 1] as Typed, node));
  const broken = tests.find((each) => isBottom(each.t));
  if (broken) return tests.length === 1 ? broken : dead(e, node, broken);
  if (tests.length === 1) return tests[0] as Typed;
  return typed(e.store.temp(BOOL), node, (g) => chain(g, operands, tests, names), false);
}

/** Operands, with `int` and the like as types where another operand is a type. */
function withTypes(e: Elaborator, nodes: Expr[]): Typed[] {
  const plain = nodes.map((each) => expression(e, each));
  if (!plain.some(mayBeType)) return plain;
  return plain.map((x, i) => {
    const node = nodes[i] as Expr;
    if (!x.items || !("elts" in node)) return typesTogether(e, node, x);
    return { ...x, items: x.items.map((item, at) => typesTogether(e, node.elts[at] as Expr, item)) };
  });
}

/** Rust takes a leading block for a statement of its own. */
const statementLike = (text: string): string => (/^(match|if|loop|\{)/.test(text) ? `(${text})` : text);

/** `a < b < c`: each operand is worked out once, from left to right, and no further than needed. */
function chain(g: Gen, operands: Typed[], tests: Typed[], names: (string | undefined)[]): string {
  const bind = (i: number): string => {
    const x = operands[i] as Typed;
    if (i === operands.length - 1 || (x.pure && (x.lit || i === 0))) return "";
    const code = x.emit(g);
    if (code.m !== 0 && /^\w+$/.test(code.s)) return "";
    const name = g.fresh("side");
    const text = `let ${name} = ${g.own(x)}; `;
    names[i] = name;
    return text;
  };
  const binds = operands.map(() => "");
  binds[0] = bind(0);
  const texts = tests.map((each, i) => {
    binds[i + 1] = bind(i + 1);
    return g.own(each);
  });
  let out = "";
  for (let i = tests.length - 1; i >= 0; i--) {
    const text = statementLike(texts[i] as string);
    const rest = out ? `${text} && ${statementLike(out)}` : text;
    out = binds[i + 1] ? `{ ${binds[i + 1]}${rest} }` : rest;
  }
  names.fill(undefined);
  return binds[0] ? `{ ${binds[0]}${out} }` : out;
}

export function compare(e: Elaborator, op: CompareOperator, a: Typed, b: Typed, at: Place): Typed {
  if (isBottom(a.t) || isBottom(b.t)) return dead(e, at, a, b);
  const sets = CALLS[op] || op === "Eq" || op === "NotEq" ? viewsAsSets(e, a, b) : undefined;
  if (sets) return compare(e, op, ...sets, at);
  switch (op) {
    case "Eq":
    case "NotEq":
      return equality(e, op, a, b, at);
    case "Is":
    case "IsNot":
      return identity(e, op === "Is", a, b, at);
    case "In":
    case "NotIn": {
      const among = (item: Typed): Typed => spread(e, b, (container) => contains(e, item, container, at));
      const inside = holdingLeft(a, b, among, !b.items && (width(b.t) > 1 || !b.pure));
      if (op === "In" || isBottom(inside.t)) return inside;
      return typed(inside.t, at, (g) => `!${g.copy(inside)}`, false);
    }
    default:
      return spreadBoth(e, a, b, (left, right) => order(e, op, left, right, at));
  }
}

/** Both sides of Rust's own comparison operators. */
function direct(g: Gen, op: string, a: Typed, b: Typed): string {
  if (isNumber(a) && isNumber(b) && isInt(a) && isInt(b)) {
    const left = intPlain(g, a);
    return `${left} ${op} ${isSmall(b) && b.lit?.k === "int" ? plainInt(b.lit.v) : intPlain(g, b)}`;
  }
  return `${g.copy(a)} ${op} ${g.copy(b)}`;
}

function intPlain(g: Gen, x: Typed): string {
  const text = intLeft(g, x);
  return text.startsWith("&") ? text.slice(1) : text;
}

function order(e: Elaborator, op: CompareOperator, left: Typed, right: Typed, at: Place): Typed {
  const [a, b] = [plainOf(e, left), plainOf(e, right)];
  const t = e.store.temp(BOOL);
  if ((isInt(a) && isInt(b) && !(isOnly(a, BOOL) && isOnly(b, BOOL))) || (isOnly(a, FLOAT) && isOnly(b, FLOAT))) {
    return typed(t, at, (g) => direct(g, RUST[op] as string, a, b), false);
  }
  const call = CALLS[op] as string;
  if (isNumber(a) && isNumber(b)) return typed(t, at, (g) => `${call}(${g.ref(a)}, ${g.ref(b)})`);
  const own = compareMethod(e, op, a, b, at);
  if (own) return own;
  const [namedA, namedB] = [fieldsOf(e, a), fieldsOf(e, b)];
  if ((namedA || namedB) && [namedA ?? a, namedB ?? b].every((x) => isTuple(soloPart(x.t))))
    return order(e, op, namedA ?? a, namedB ?? b, at);
  const pa = soloPart(a.t);
  const pb = soloPart(b.t);
  if ((isOnly(a, STR) && isOnly(b, STR)) || (isOnly(a, BYTES) && isOnly(b, BYTES)))
    return typed(t, at, (g) => `${call}(${g.ref(a)}, ${g.ref(b)})`);
  if (pa && pb && pa.kind === pb.kind && (pa.kind === "list" || pa.kind === "vtuple" || pa.kind === "deque")) {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    requireOrder(e, pa.args[0] as Cell, at);
    return typed(t, at, (g) => ordered(g, pa.args[0] as Cell, `${call}(${g.ref(a)}, ${g.ref(b)})`));
  }
  if (pa && pb && (pa.kind === "tuple" || pa.kind === "vtuple") && (pb.kind === "tuple" || pb.kind === "vtuple")) {
    const joined = e.store.temp();
    e.store.flow(a.t, joined);
    e.store.flow(b.t, joined);
    for (const arg of (soloPart(joined) as Part).args) requireOrder(e, arg, at);
    return typed(t, at, (g) => ordered(g, joined, `${call}(${g.ref(a, joined)}, ${g.ref(b, joined)})`));
  }
  const tuple = namedTuples(e, pa, pb, at);
  if (tuple)
    return typed(t, at, (g) => {
      const text = `${call}(${g.ref(a)}, ${g.ref(b)})`;
      return tuple.tupleFields.some((field) => mayRaise(fieldCell(e, tuple, field))) ? g.q(`ordered(${text})`) : text;
    });
  if (pa && pb && (pa.kind === "set" || pa.kind === "frozenset") && (pb.kind === "set" || pb.kind === "frozenset")) {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    const method = { Lt: "is_proper_subset", LtE: "issubset", Gt: "is_proper_superset", GtE: "issuperset" }[
      op as string
    ];
    return typed(
      t,
      at,
      (g) => `${g.recv(a)}.${method}(${pb.kind === "frozenset" ? `&${g.recv(b)}.thawed()` : g.ref(b)})`,
    );
  }
  const native = nativeOrder(e, call, a, b, at);
  if (native) return native;
  const sign = RUST[op] as string;
  if (hasMore(a) || hasMore(b)) return e.refuse(`${sign} of ${typeName(a.t)} and ${typeName(b.t)}`, at);
  return e.typeError(
    `'${sign}' not supported between instances of '${typeName(a.t)}' and '${typeName(b.t)}'`,
    at,
    a,
    b,
  );
}

/** The class of two named tuples that are ordered by their fields. */
function namedTuples(e: Elaborator, a: Part | undefined, b: Part | undefined, at: Place): ClassInfo | undefined {
  const [one, two] = [a, b].map((part) => (part?.kind === "inst" ? (part.ref as ClassInfo) : undefined));
  if (!one?.isTuple && !two?.isTuple) return undefined;
  if (one?.isTuple && one === two) {
    for (const field of one.tupleFields) requireOrder(e, fieldCell(e, one, field), at);
    return one;
  }
  const isPair = [a, b].every((part) => /^v?tuple$/.test(part?.kind ?? "") || (part?.ref as ClassInfo)?.isTuple);
  return isPair ? e.refuse("the order of a named tuple and another tuple", at) : undefined;
}

/** Sorting and order of containers need elements that Rust can order: one kind, or numbers. */
export function requireOrder(e: Elaborator, cell: Cell, at: Place | undefined, seen: Cell[] = []): void {
  const root = find(cell);
  if (seen.includes(root)) return;
  const inner = [...seen, root];
  const kinds = kindsOf(root);
  if (kinds.length === 0 && !(root.mask & NONE)) return;
  const numeric = (root.mask & ~NUMBERS) === 0 && !root.parts?.size;
  if (numeric) return;
  for (const { part } of kinds) {
    if (!part) continue;
    if (["list", "tuple", "vtuple", "deque"].includes(part.kind))
      for (const arg of part.args) requireOrder(e, arg, at, inner);
    else if (part.kind === "inst") {
      const one = placeholder(e.store.part(part));
      for (const { part: other } of kinds) {
        if (other?.kind === "inst") compareMethod(e, "Lt", one, placeholder(e.store.part(other)), at as Place, true);
      }
    } else if (!/^(dict|set|frozenset|func)$/.test(part.kind) && !isOrdered(part))
      e.refuse(`order of ${part.kind}`, at);
  }
}

/** May two values of this type be such that Python does not order them, or a method of theirs raise? */
function mayRaise(cell: Cell, seen: Cell[] = []): boolean {
  const root = find(cell);
  if (seen.includes(root)) return false;
  const kinds = kindsOf(root);
  if (kinds.length === 0) return false;
  if ((root.mask & ~NUMBERS) === 0 && !root.parts?.size) return false;
  if (kinds.length > 1 || root.mask & NONE) return true;
  const part = kinds[0]?.part;
  if (!part) return false;
  if (!["list", "tuple", "vtuple", "deque"].includes(part.kind)) return true;
  return part.args.some((arg) => mayRaise(arg, [...seen, root]));
}

/** A comparison's text; where values of the type may have no order, it raises what the comparison noted. */
export function ordered(g: Gen, cell: Cell, text: string): string {
  return mayRaise(cell) ? g.q(`ordered(${text})`) : text;
}

const placeholder = (t: Cell): Typed => ({ t, at: undefined, emit: () => ({ s: "x", m: 1, atom: true }) });

/** Does the class of an object that may be absent say by itself what equals it? */
function mayAnswer(x: Typed): boolean {
  const root = find(x.t);
  if (!(root.mask & NONE) || root.mask !== NONE || root.parts?.size !== 1) return false;
  const [part] = [...root.parts.values()];
  const member = part?.kind === "inst" ? findMember(part.ref as ClassInfo, "__eq__") : undefined;
  return member?.k === "method" && !(member.node as { made?: boolean }).made;
}

function equality(e: Elaborator, op: "Eq" | "NotEq", a: Typed, b: Typed, at: Place): Typed {
  const t = e.store.temp(BOOL);
  const not = op === "NotEq" ? "!" : "";
  if (mayAnswer(a)) return spread(e, a, (left) => equality(e, op, left, b, at));
  if (mayAnswer(b)) return holdingLeft(a, b, (left) => spread(e, b, (right) => equality(e, op, left, right, at)));
  if (mayBeType(a) && mayBeType(b) && !(isTypeValue(a) && isTypeValue(b)))
    return spreadBoth(e, a, b, (left, right) =>
      isTypeValue(left) && isTypeValue(right)
        ? equality(e, op, left, right, at)
        : typed(e.store.temp(BOOL), at, () => `${(op === "Eq") === (isOnly(left, NONE) && isOnly(right, NONE))}`),
    );
  if (isTypeValue(a) && isTypeValue(b))
    return spreadBoth(e, a, b, (left, right) =>
      typed(t, at, (g) => `${not}eq(${g.ref(left)}, ${g.ref(right)})`, not === ""),
    );
  if (
    (isInt(a) && isInt(b) && !(isOnly(a, BOOL) && isOnly(b, BOOL))) ||
    (isOnly(a, FLOAT) && isOnly(b, FLOAT)) ||
    (isOnly(a, BOOL) && isOnly(b, BOOL))
  ) {
    return typed(t, at, (g) => direct(g, RUST[op] as string, a, b), false);
  }
  const [plainA, plainB] = [plainOf(e, a), plainOf(e, b)];
  if ((plainA !== a || plainB !== b) && soloPart(a.t)?.ref !== soloPart(b.t)?.ref)
    return equality(e, op, plainA, plainB, at);
  const own = compareMethod(e, op, a, b, at);
  if (own) return own;
  const [tupleA, tupleB] = [asTuple(e, a, b), asTuple(e, b, a)];
  if (tupleA || tupleB) return equality(e, op, tupleA ?? a, tupleB ?? b, at);
  const shared = sharesKind(a.t, b.t);
  const dicts = dictsOfTwoKinds(e, a, b, not, at);
  if (dicts) return dicts;
  if (mixesDicts(a.t, b.t))
    return e.refuse("== of different kinds of dictionaries", at, "compare dict(x) with dict(y)");
  if (mixesTuples(a.t, b.t)) return e.refuse("named tuples compared with tuples, in a union", at);
  if (!shared) {
    return typed(t, at, (g) =>
      a.pure && b.pure ? `${op === "NotEq"}` : `{ let _ = (${g.own(a)}, ${g.own(b)}); ${op === "NotEq"} }`,
    );
  }
  if (isNumber(a) && isNumber(b)) return typed(t, at, (g) => `${not}eq(${g.ref(a)}, ${g.ref(b)})`, not === "");
  const pa = soloPart(a.t);
  const pb = soloPart(b.t);
  const mutable = pa && pb && pa.kind === pb.kind && pa.kind !== "tuple" && pa.kind !== "func" && pa.kind !== "inst";
  if (mutable)
    pa.args.forEach((arg, i) => {
      e.store.unify(arg, pb.args[i] as Cell);
    });
  if (
    pa &&
    pb &&
    (pa.kind === "set" || pa.kind === "frozenset") &&
    pa.kind !== pb.kind &&
    (pb.kind === "set" || pb.kind === "frozenset")
  ) {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    const thaw = (g: Gen, x: Typed, part: Part): string =>
      part.kind === "frozenset" ? `&${g.recv(x)}.thawed()` : g.ref(x);
    return typed(t, at, (g) => `${not}eq(${thaw(g, a, pa)}, ${thaw(g, b, pb)})`, not === "");
  }
  if (pa?.kind === "func" || pb?.kind === "func") return e.refuse("comparison of functions", at);
  const joined = e.store.temp();
  e.store.flow(a.t, joined);
  e.store.flow(b.t, joined);
  return typed(t, at, (g) => `${not}eq(${g.ref(a, joined)}, ${g.ref(b, joined)})`, not === "");
}

/** A named tuple as a plain one, where it is compared with a plain one. */
function asTuple(e: Elaborator, x: Typed, other: Typed): Typed | undefined {
  const kind = soloPart(other.t)?.kind;
  return kind === "tuple" || kind === "vtuple" ? fieldsOf(e, x) : undefined;
}

/** A named tuple's fields as a plain one. */
function fieldsOf(e: Elaborator, x: Typed): Typed | undefined {
  const info = infoOf(x);
  if (!info?.isTuple) return undefined;
  const t = e.store.part({
    kind: "tuple",
    key: "tuple",
    args: info.tupleFields.map((field) => fieldCell(e, info, field)),
  });
  return typed(t, x.at, (g) => {
    const name = g.fresh("o");
    const items = info.tupleFields.map((field) => g.q(`${name}.${rustName(field)}.get()`));
    return `{ let ${name} = ${g.own(x)}; (${items.join(", ")}${items.length === 1 ? "," : ""}) }`;
  });
}

/** A dictionary beside one of another kind: their entries are compared. */
function dictsOfTwoKinds(e: Elaborator, a: Typed, b: Typed, not: string, at: Place): Typed | undefined {
  const [pa, pb] = [soloPart(a.t), soloPart(b.t)];
  if (!pa || !pb || pa.kind === pb.kind || !DICT_KINDS.includes(pa.kind) || !DICT_KINDS.includes(pb.kind))
    return undefined;
  e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
  const [va, vb] = [pa.args[1], pb.args[1]];
  if (va && vb) e.store.unify(va, vb);
  else e.store.add((va ?? vb) as Cell, INT);
  const plain = (g: Gen, x: Typed, part: Part): string => (part.kind === "dict" ? g.ref(x) : `&**(${g.ref(x)})`);
  return typed(
    e.store.temp(BOOL),
    at,
    (g) => {
      const counted = va && vb ? undefined : (va ?? vb);
      if (counted && g.ty(counted) !== "Int")
        return e.refuse("== of different kinds of dictionaries", at, "compare dict(x) with dict(y)");
      return `${not}eq(${plain(g, a, pa)}, ${plain(g, b, pb)})`;
    },
    not === "",
  );
}

/** Dictionaries of different kinds may be equal in Python; here they are different types. */
function mixesDicts(a: Cell, b: Cell): boolean {
  const kinds = (cell: Cell): string[] =>
    [...(find(cell).parts?.values() ?? [])].map((part) => part.kind).filter((kind) => DICT_KINDS.includes(kind));
  const [x, y] = [kinds(a), kinds(b)];
  return x.some((kind) => y.some((other) => other !== kind));
}

function mixesTuples(a: Cell, b: Cell): boolean {
  const kinds = (cell: Cell): string[] =>
    [...(find(cell).parts?.values() ?? [])].map((part) =>
      part.kind === "inst"
        ? (part.ref as ClassInfo).isTuple
          ? "named"
          : ""
        : part.kind === "vtuple"
          ? "tuple"
          : part.kind,
    );
  const [x, y] = [kinds(a), kinds(b)];
  return (x.includes("named") && y.includes("tuple")) || (x.includes("tuple") && y.includes("named"));
}

const DICT_KINDS = ["dict", "defaultdict", "counter", "ordereddict"];

/** May values of the two types be equal at all? */
export function sharesKind(a: Cell, b: Cell): boolean {
  const x = find(a);
  const y = find(b);
  if (x.mask & y.mask) return true;
  if (isNumeric(x) && isNumeric(y)) return true;
  const family = (part: Part): string => {
    if (part.kind === "vtuple") return "tuple";
    if (part.kind === "frozenset") return "set";
    return DICT_KINDS.includes(part.kind) ? "dict" : part.kind === "inst" ? "inst" : part.key;
  };
  const mine = new Set([...(x.parts?.values() ?? [])].map(family));
  for (const part of y.parts?.values() ?? []) if (mine.has(family(part))) return true;
  return false;
}

/** May a cell hold numbers of any kind? */
const isNumeric = (cell: Cell): boolean =>
  (cell.mask & (NUMBERS | COMPLEX)) !== 0 || [...(cell.parts?.values() ?? [])].some(isNumericPart);

function identity(e: Elaborator, is: boolean, a: Typed, b: Typed, at: Place): Typed {
  const t = e.store.temp(BOOL);
  const [x, y] = [find(a.t), find(b.t)];
  if (isOnly(b, NONE)) {
    if (!(x.mask & NONE)) return typed(t, at, (g) => (a.pure ? `${!is}` : `{ let _ = ${g.own(a)}; ${!is} }`));
    if (isOnly(a, NONE)) return typed(t, at, () => `${is}`);
    return typed(t, at, (g) => `${g.recv(a)}.is_${is ? "none" : "some"}()`);
  }
  if (isOnly(a, NONE)) return identity(e, is, b, a, at);
  if (isOnly(a, BOOL) && isOnly(b, BOOL))
    return typed(t, at, (g) => `${g.copy(a)} ${is ? "==" : "!="} ${g.copy(b)}`, false);
  if (isOnly(b, BOOL) || isOnly(a, BOOL)) {
    const [wide, flag] = isOnly(b, BOOL) ? [a, b] : [b, a];
    return spread(e, wide, (arm) =>
      isOnly(arm, BOOL) ? identity(e, is, arm, flag, at) : typed(e.store.temp(BOOL), at, () => `${!is}`),
    );
  }
  const objects = (cell: Cell): boolean => cell.mask === 0 || cell.mask === NONE;
  if (objects(x) && objects(y)) {
    return spreadBoth(e, a, b, (left, right) => {
      if (isOnly(left, NONE) || isOnly(right, NONE))
        return typed(e.store.temp(BOOL), at, () => `${is === (isOnly(left, NONE) && isOnly(right, NONE))}`);
      const [pa, pb] = [soloPart(left.t) as Part, soloPart(right.t) as Part];
      if (isTypeValue(left) && isTypeValue(right))
        return typed(e.store.temp(BOOL), at, (g) => `${is ? "" : "!"}eq(${g.ref(left)}, ${g.ref(right)})`, is);
      if (pa.kind === "exc" && pb.kind === "exc")
        return typed(e.store.temp(BOOL), at, (g) => `${is ? "" : "!"}${g.recv(left)}.same(${g.ref(right)})`, is);
      if (pa.key !== pb.key) return typed(e.store.temp(BOOL), at, () => `${!is}`);
      if (/^(tuple|vtuple|func|native)$/.test(pa.kind)) return e.refuse(`is with ${pa.kind}`, at, "compare with ==");
      // What one object may be reached by shares its element cells: where they differ, so do the objects.
      const one = (): boolean => pa.args.every((arg, i) => find(arg) === find(pb.args[i] as Cell));
      return typed(
        e.store.temp(BOOL),
        at,
        (g) =>
          one()
            ? `${is ? "" : "!"}same(${g.ref(left)}, ${g.ref(right)})`
            : `{ let _ = (${g.own(left)}, ${g.own(right)}); ${!is} }`,
        is,
      );
    });
  }
  if (kindsOf(x).length + (x.mask & NONE ? 1 : 0) > 1 || kindsOf(y).length + (y.mask & NONE ? 1 : 0) > 1)
    return spreadBoth(e, a, b, (left, right) => identity(e, is, left, right, at));
  const [ka, kb] = [kindsOf(x)[0], kindsOf(y)[0]];
  if (ka && kb && ka.key !== kb.key && !isTuple(ka.part) && !isTuple(kb.part))
    return typed(t, at, (g) => (a.pure && b.pure ? `${!is}` : `{ let _ = (${g.own(a)}, ${g.own(b)}); ${!is} }`));
  if (isOnly(a, INT) || isOnly(a, STR))
    return typed(t, at, (g) => `${is ? "" : "!"}same_value(${g.ref(a)}, ${g.ref(b)})`, is);
  if (isOnly(a, FLOAT) && isOnly(b, FLOAT))
    return typed(t, at, (g) => `${is ? "" : "!"}same_float(${g.copy(a)}, ${g.copy(b)})`, is);
  return e.refuse("is between values", at, "compare with ==");
}

const isTuple = (part: Part | undefined): boolean => part?.kind === "tuple" || part?.kind === "vtuple";

/** Members of an enumeration of numbers are looked up among numbers as numbers; the other way round is refused. */
function amongMembers(e: Elaborator, item: Typed, elem: Cell, at: Place): Typed {
  const mixed = (cell: Cell): ClassInfo[] =>
    [...(find(cell).parts?.values() ?? [])].flatMap((part) =>
      part.kind === "inst" && (part.ref as ClassInfo).mixed ? [part.ref as ClassInfo] : [],
    );
  const among = mixed(elem);
  const own = mixed(item.t);
  if (among.length && (own.length !== 1 || among.some((info) => info !== own[0])))
    return e.refuse("a value looked up among members of an enumeration of numbers", at, "use the members themselves");
  return own.length && !among.length ? plainOf(e, item) : item;
}

/** `item in container`. */
export function contains(e: Elaborator, given: Typed, container: Typed, at: Place): Typed {
  const t = e.store.temp(BOOL);
  const part = soloPart(container.t);
  const item = part?.args[0] && !container.items ? amongMembers(e, given, part.args[0], at) : given;
  if (container.items) {
    const tests = container.items.map((each) => equality(e, "Eq", item, each, at));
    if (item.pure) {
      return typed(t, at, (g) => (tests.length ? `(${tests.map((each) => g.own(each)).join(" || ")})` : "false"));
    }
    return typed(t, at, (g) => {
      const name = g.fresh("item");
      const held: Typed = { t: item.t, at: item.at, emit: () => ({ s: name, m: 1, atom: true }), pure: true };
      const texts = (container.items as Typed[]).map((each) => g.own(equality(e, "Eq", held, each, at)));
      return `{ let ${name} = ${g.own(item)}; ${texts.join(" || ") || "false"} }`;
    });
  }
  if (isOnly(container, STR)) {
    return spread(e, item, (arm) =>
      isOnly(arm, STR)
        ? typed(t, at, (g) => `${g.recv(container)}.contains(${g.ref(arm)})`)
        : e.typeError(`'in <string>' requires string as left operand, not ${typeName(arm.t)}`, at, arm, container),
    );
  }
  if (isOnly(container, RANGE)) {
    return spread(e, item, (arm) =>
      isInt(arm)
        ? typed(t, at, (g) => `${g.recv(container)}.contains(&${g.wrap(intOwn(g, arm))})`)
        : typed(t, at, () => "false"),
    );
  }
  if (isOnly(container, BYTES)) return typed(t, at, (g) => `${g.recv(container)}.contains(${g.ref(item)})`);
  if (!part) return e.typeError(`argument of type '${typeName(container.t)}' is not iterable`, at, item, container);
  if (part.kind === "class") return amongClass(e, item, container, part.ref as ClassInfo, at);
  const own = containsMethod(e, item, container, part, at);
  if (own) return own;
  if (part.kind === "tuple") {
    const tests = part.args.map((arg, i) =>
      equality(
        e,
        "Eq",
        item,
        { t: arg, at, pure: true, emit: (g) => ({ s: `${g.recv(container)}.${i}`, m: 1, atom: true }) },
        at,
      ),
    );
    return typed(t, at, (g) => `(${tests.map((each) => g.own(each)).join(" || ") || "false"})`);
  }
  const elem = part.args[0] ?? e.refuse(`in of ${typeName(container.t)}`, at);
  const wrong = /^(list|vtuple|deque|iter)$/.test(part.kind) ? undefined : unhashable(e, item, at);
  if (wrong) return wrong;
  if (part.kind === "iter" || part.kind === "coroutine") {
    const source = iterateValue(e, container);
    return typed(t, at, (g) => {
      const [it, v] = [g.fresh("it"), g.fresh("v")];
      const same = g.own(
        equality(e, "Eq", item, { t: elem, at, emit: () => ({ s: v, m: 1, atom: true }), pure: true }, at),
      );
      return `{ let mut ${it} = ${source.write(g)}; loop { match ${g.q(`${it}.next()`)} { Some(${v}) => if ${same} { break true; }, None => break false } } }`;
    });
  }
  return lookup(
    e,
    item,
    elem,
    at,
    (key) => typed(t, at, (g) => `${g.recv(container)}.contains(${g.ref(key, elem)})`),
    () => typed(t, at, () => "false"),
  );
}

/** `member in Enumeration`. */
function amongClass(e: Elaborator, item: Typed, container: Typed, info: ClassInfo, at: Place): Typed {
  const part = soloPart(item.t);
  if (!info.isEnum || part?.kind !== "inst" || part.ref !== info)
    return e.refuse("in of a class", at, "look whether its list of members holds it");
  return typed(e.store.temp(BOOL), at, (g) => `{ let _ = ${g.own(item)}; let _ = ${g.own(container)}; true }`);
}

function intOwn(g: Gen, x: Typed): string {
  return isOnly(x, BOOL) ? `Int::from_bool(${g.copy(x)})` : g.own(x);
}

/** A list or dictionary as a key: Python's TypeError. */
export function unhashable(e: Elaborator, x: Typed, at: Place): Typed | undefined {
  const part = soloPart(x.t);
  if (!part || !/^(list|dict|set|defaultdict|counter|deque|ordereddict|slice)$/.test(part.kind)) return undefined;
  return e.typeError(`unhashable type: '${typeName(x.t)}'`, at, x);
}

/** Looks something up among values of `elem`'s type: what can never be equal is not found. */
export function lookup(
  e: Elaborator,
  given: Typed,
  elem: Cell,
  at: Place,
  found: (key: Typed) => Typed,
  missing: (key: Typed) => Typed,
): Typed {
  const root = find(elem);
  const item = amongMembers(e, given, elem, at);
  if (isBottom(root)) return missing(item);
  if (mixesTuples(item.t, elem)) return e.refuse("named tuples looked up among tuples", at);
  if (item.items || soloPart(item.t)?.kind === "tuple" || soloPart(item.t)?.kind === "vtuple") {
    if (!sharesKind(item.t, elem)) return missing(item);
    e.store.flow(item.t, elem);
    return found(item);
  }
  return spread(e, item, (arm) => {
    if (!sharesKind(arm.t, elem)) return missing(arm);
    e.store.flow(arm.t, elem);
    return found(arm);
  });
}

export { INT, isEnumClass };
