import type { CompareOperator, Expr, Place, Subscript } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { COMPARISON_STEMS } from "../operators.js";
import { BOOL, INT, isBottom, soloPart, width } from "../types/cell.js";
import { callee } from "./callee.js";
import { isUnhashable } from "./class-info.js";
import { findMember, infoOf } from "./class-members.js";
import type { Elaborator } from "./elaborator.js";
import { equality } from "./equality.js";
import { constant, expression } from "./expressions.js";
import { identity } from "./identity.js";
import { inDict } from "./instance-dicts.js";
import { contains } from "./membership.js";
import { intLeft, isInt, isNumber, isSmall, plainInt } from "./numbers.js";
import { order } from "./ordering.js";
import { statementLike, type Typed, typed } from "./typed.js";
import { mayBeType, typesTogether } from "./types-as-values.js";
import { dead, holdingLeft, spread, spreadBoth } from "./unions.js";
import { isUnsettled, viewsAsSets } from "./views.js";

export const RUST: Partial<Record<CompareOperator, string>> = {
  Eq: "==",
  NotEq: "!=",
  Lt: "<",
  LtE: "<=",
  Gt: ">",
  GtE: ">=",
};

export function comparison(e: Elaborator, node: Expr & { nodeType: "Compare" }): Typed {
  const known = sameId(e, node) ?? sameHash(e, node) ?? ownAttributeTest(e, node);
  if (known) return known;
  const operands = withTypes(e, [node.left, ...node.comparators]);
  const names: (string | undefined)[] = operands.map(() => undefined);
  const held = operands.map((x, i): Typed => {
    if (!isBound(operands, i)) return x;
    return { ...x, emit: (g) => (names[i] ? { s: names[i] as string, m: 1, atom: true } : x.emit(g)) };
  });
  const tests = node.ops.map((op, i) => compare(e, op.nodeType, held[i] as Typed, held[i + 1] as Typed, node));
  const broken = tests.findIndex((each) => isBottom(each.t));
  const [first] = tests as [Typed];
  if (tests.length === 1) return first;
  if (broken === 0) return dead(e, node, first);
  // What comes to nothing does so only where all before it held.
  const last = broken < 0 ? tests.length : broken + 1;
  const asked = [operands.slice(0, last + 1), tests.slice(0, last)] as const;
  return typed(e.store.temp(BOOL), node, (g) => chain(g, ...asked, names), false);
}

/** `sys.version_info[0]` and `sys.version_info[:2]`. */
export function versionPart(e: Elaborator, { value, slice }: Subscript): Typed | undefined {
  if (value.nodeType !== "Attribute" || value.attr !== "version_info") return undefined;
  if (!isModuleName(e, value, "sys.version_info")) return undefined;
  const number = (node: Expr | undefined): number =>
    node?.nodeType === "Constant" && node.lit.k === "int" ? Number(node.lit.v) : Number.NaN;
  const known = [3, 11];
  const at = known[number(slice)];
  if (at !== undefined) return constant(e, { k: "int", v: BigInt(at) }, value);
  if (slice.nodeType !== "Slice" || slice.lower || slice.step || number(slice.upper) !== 2) return undefined;
  const t = e.store.part({ kind: "tuple", key: "tuple", args: known.map(() => e.store.temp(INT)) });
  return { ...typed(t, value, () => "(int(3), int(11))"), pure: true };
}

const isModuleName = (e: Elaborator, node: Expr, path: string): boolean => {
  const known = node.nodeType === "Attribute" || node.nodeType === "Name" ? callee(e, node) : undefined;
  return known?.k === "module" && known.module === path;
};

/** `"name" in x.__dict__`. */
function ownAttributeTest(e: Elaborator, node: Expr & { nodeType: "Compare" }): Typed | undefined {
  const [op, container] = [node.ops[0]?.nodeType, node.comparators[0]];
  if (node.ops.length !== 1 || !container || (op !== "In" && op !== "NotIn")) return undefined;
  return inDict(e, node.left, container, op === "In", node);
}

/** `id(a) == id(b)` asks what `a is b` asks. */
function sameId(e: Elaborator, node: Expr & { nodeType: "Compare" }): Typed | undefined {
  const [op, right] = [node.ops[0]?.nodeType, node.comparators[0]];
  if (node.ops.length !== 1 || (op !== "Eq" && op !== "NotEq") || !right) return undefined;
  const [a, b] = [askedOf(node.left, "id"), askedOf(right, "id")];
  if (!a || !b) return undefined;
  const [x, y] = [expression(e, a), expression(e, b)];
  const isObject = [x, y].every(({ t }) => /^(list|dict|set|deque|inst)$/.test(soloPart(t)?.kind ?? ""));
  return isObject ? compare(e, op === "Eq" ? "Is" : "IsNot", x, y, node) : undefined;
}

/** `hash(a) == hash(b)` asks what `a is b` asks, of objects that have no other hash than who they are. */
function sameHash(e: Elaborator, node: Expr & { nodeType: "Compare" }): Typed | undefined {
  const [op, right] = [node.ops[0]?.nodeType, node.comparators[0]];
  if (node.ops.length !== 1 || (op !== "Eq" && op !== "NotEq") || !right) return undefined;
  const [a, b] = [askedOf(node.left, "hash"), askedOf(right, "hash")];
  if (!a || !b) return undefined;
  const both = [expression(e, a), expression(e, b)] as const;
  return both.every(hasOwnHash) ? compare(e, op === "Eq" ? "Is" : "IsNot", ...both, node) : undefined;
}

/** Is a value's hash that of its identity, or of an enumeration's member? */
function hasOwnHash(x: Typed): boolean {
  const info = infoOf(x);
  if (!info || isUnhashable(info) || findMember(info, "__hash__")) return false;
  return (
    !info.isTuple && !info.plain && !info.mixed && !info.exception && !info.mro.some((each) => each.node.standsFor)
  );
}

/** What `name(x)` is asked of. */
function askedOf(node: Expr, name: string): Expr | undefined {
  if (node.nodeType !== "Call" || node.func.nodeType !== "Name" || node.func.id !== name || node.func.sym)
    return undefined;
  const [x] = node.args;
  const isNamed = x?.nodeType === "Name" || (x?.nodeType === "Attribute" && x.value.nodeType === "Name");
  return node.args.length === 1 && isNamed ? x : undefined;
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

/** Is an operand of a chain worked out ahead of the comparison that it is in? */
function isBound(operands: Typed[], i: number): boolean {
  const x = operands[i] as Typed;
  if (i === operands.length - 1 || (x.pure && x.lit)) return false;
  return i > 0 || !x.pure || (operands.length > 2 && !operands[1]?.pure);
}

/** `a < b < c`: each operand is worked out once, from left to right, and no further than needed. */
function chain(g: Gen, operands: Typed[], tests: Typed[], names: (string | undefined)[]): string {
  const bind = (i: number): string => {
    const x = operands[i] as Typed;
    if (!isBound(operands, i)) return "";
    const code = x.emit(g);
    if (code.m !== 0 && /^\w+$/.test(code.s)) return "";
    const name = g.fresh("side");
    const text = `let ${name} = ${g.own({ t: x.t, at: x.at, emit: () => code })}; `;
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
  const sets = COMPARISON_STEMS[op] ? viewsAsSets(e, a, b) : undefined;
  if (sets) return compare(e, op, ...sets, at);
  if (COMPARISON_STEMS[op] && isUnsettled(e, a, b, op !== "Eq" && op !== "NotEq"))
    return e.refuse(`${RUST[op]} of a view whose items may be no keys`, at, "make sets of both");
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
export function direct(g: Gen, op: string, a: Typed, b: Typed): string {
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
