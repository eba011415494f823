import type { CompareOperator, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { isOrdered, nativeOrder } from "../library/native/values.js";
import { COMPARISON_STEMS, comparisonMethod, MIRRORED } from "../operators.js";
import { BOOL, BYTES, type Cell, FLOAT, find, NONE, NUMBERS, type Part, STR, soloPart } from "../types/cell.js";
import { compareMethod } from "./class-operators.js";
import { fieldCell, infoOf, plainOf } from "./classes.js";
import { direct, RUST } from "./comparison.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { fieldsOf } from "./equality.js";
import { isTuple } from "./identity.js";
import { isInt, isNumber, isOnly } from "./numbers.js";
import { hasMore } from "./operators.js";
import { areComparable, isAsked } from "./plain-objects.js";
import { type Typed, typed } from "./typed.js";
import { typeName } from "./unions.js";

export function order(e: Elaborator, op: CompareOperator, left: Typed, right: Typed, at: Place): Typed {
  const isPlain = e.hasPlain && [left, right].some((x) => infoOf(x)?.plain);
  const turned = MIRRORED[op] as CompareOperator;
  const isSaid = isPlain && isAsked(left, right, comparisonMethod(op), comparisonMethod(turned), areComparable);
  const first = isSaid ? compareMethod(e, op, left, right, at) : undefined;
  if (first) return first;
  const [a, b] = [plainOf(e, left), plainOf(e, right)];
  const t = e.store.temp(BOOL);
  if ((isInt(a) && isInt(b) && !(isOnly(a, BOOL) && isOnly(b, BOOL))) || (isOnly(a, FLOAT) && isOnly(b, FLOAT))) {
    return typed(t, at, (g) => direct(g, RUST[op] as string, a, b), false);
  }
  const call = COMPARISON_STEMS[op] as string;
  if (isNumber(a) && isNumber(b)) return typed(t, at, (g) => `${call}(${g.ref(a)}, ${g.ref(b)})`);
  const said = compareMethod(e, op, a, b, at);
  if (said) return said;
  const [namedA, namedB] = [fieldsOf(e, a), fieldsOf(e, b)];
  if ((namedA || namedB) && [namedA ?? a, namedB ?? b].every((x) => isTuple(soloPart(x.t))))
    return order(e, op, namedA ?? a, namedB ?? b, at);
  const pa = soloPart(a.t);
  const pb = soloPart(b.t);
  if ((isOnly(a, STR) && isOnly(b, STR)) || (isOnly(a, BYTES) && isOnly(b, BYTES)))
    return typed(t, at, (g) => `${call}(${g.ref(a)}, ${g.ref(b)})`);
  if (pa && pb && pa.kind === pb.kind && (pa.kind === "list" || pa.kind === "vtuple" || pa.kind === "deque")) {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    requireOrder(e, pa.args[0] as Cell, at, op);
    return typed(t, at, (g) => ordered(g, pa.args[0] as Cell, `${call}(${g.ref(a)}, ${g.ref(b)})`));
  }
  if (pa && pb && (pa.kind === "tuple" || pa.kind === "vtuple") && (pb.kind === "tuple" || pb.kind === "vtuple")) {
    const joined = e.store.temp();
    e.store.flow(a.t, joined);
    e.store.flow(b.t, joined);
    for (const arg of (soloPart(joined) as Part).args) requireOrder(e, arg, at, op);
    return typed(t, at, (g) => ordered(g, joined, `${call}(${g.ref(a, joined)}, ${g.ref(b, joined)})`));
  }
  const tuple = namedTuples(e, op, pa, pb, at);
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
  if (pa?.kind === "counter" && pb?.kind === "counter") {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    const isStrict = op === "Lt" || op === "Gt";
    return typed(t, at, (g) => {
      const [left, right] = [g.fresh("left"), g.fresh("right")];
      const [less, more] = op === "Lt" || op === "LtE" ? [left, right] : [right, left];
      const within = `${less}.within(&${more})`;
      const both = `let ${left} = ${g.own(a)}; let ${right} = ${g.own(b)};`;
      return `{ ${both} ${isStrict ? `${within} && !eq(&${left}, &${right})` : within} }`;
    });
  }
  const native = nativeOrder(e, call, a, b, at);
  if (native) return native;
  const sign = RUST[op] as string;
  if (hasMore(a) || hasMore(b)) return e.refuse(`${sign} of ${typeName(a.t)} and ${typeName(b.t)}`, at);
  return e.typeError(
    `'${sign}' not supported between instances of '${typeName(left.t)}' and '${typeName(right.t)}'`,
    at,
    a,
    b,
  );
}

/** The class of two named tuples that are ordered by their fields. */
function namedTuples(
  e: Elaborator,
  op: CompareOperator,
  a: Part | undefined,
  b: Part | undefined,
  at: Place,
): ClassInfo | undefined {
  const [one, two] = [a, b].map((part) => (part?.kind === "inst" ? (part.ref as ClassInfo) : undefined));
  if (!one?.isTuple && !two?.isTuple) return undefined;
  if (one?.isTuple && one === two) {
    for (const field of one.tupleFields) requireOrder(e, fieldCell(e, one, field), at, op);
    return one;
  }
  const isPair = [a, b].every((part) => /^v?tuple$/.test(part?.kind ?? "") || (part?.ref as ClassInfo)?.isTuple);
  return isPair ? e.refuse("the order of a named tuple and another tuple", at) : undefined;
}

/** Sorting and order of containers need elements that Rust can order: one kind, or numbers. */
export function requireOrder(
  e: Elaborator,
  cell: Cell,
  at: Place | undefined,
  op: CompareOperator = "Lt",
  seen: Cell[] = [],
): void {
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
      for (const arg of part.args) requireOrder(e, arg, at, op, inner);
    else if (part.kind === "inst") {
      const one = placeholder(e.store.part(part));
      for (const { part: other } of kinds) {
        if (other?.kind === "inst") compareMethod(e, op, one, placeholder(e.store.part(other)), at as Place, true);
      }
    } else if (!/^(dict|defaultdict|set|frozenset|func|class|coroutine|iter|exc)$/.test(part.kind) && !isOrdered(part))
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
