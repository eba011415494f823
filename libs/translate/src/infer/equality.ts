import type { Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { rustName } from "../generate/names.js";
import { isNumericPart } from "../library/native/values.js";
import {
  BOOL,
  BYTEARRAY,
  BYTES,
  type Cell,
  COMPLEX,
  FLOAT,
  find,
  INT,
  NONE,
  NUMBERS,
  type Part,
  soloPart,
  width,
} from "../types/cell.js";
import { compareMethod, mayDecline } from "./class-operators.js";
import { fieldCell, infoOf, plainOf } from "./classes.js";
import { direct, RUST } from "./comparison.js";
import { answersOthers } from "./construction.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import type { ExceptionRef } from "./exceptions.js";
import { identity } from "./identity.js";
import { isInt, isNumber, isOnly } from "./numbers.js";
import { areComparable, isAsked } from "./plain-objects.js";
import { type Typed, typed } from "./typed.js";
import { comparedTypes, isTypeValue, mayBeType, mixesTypes } from "./types-as-values.js";
import { holdingLeft, spread, spreadBoth } from "./unions.js";

type Equality = "Eq" | "NotEq" | "Alike";

/** May it be an object whose class says by itself what equals it, or something else? */
const mayAnswer = (x: Typed): boolean =>
  width(x.t) > 1 &&
  [...(find(x.t).parts?.values() ?? [])].some(({ kind, ref }) => kind === "inst" && answersOthers(ref as ClassInfo));

/** Do containers hold types beside types that are held as functions? */
function mixesWithin(a: Cell, b: Cell): boolean {
  const [one, other] = [soloPart(a), soloPart(b)];
  if (!one?.args.length || !other?.args.length || one.kind === "func" || other.kind === "func") return false;
  return one.args.some((arg, i) => {
    const beside = other.args[one.kind === other.kind ? i : 0];
    return beside !== undefined && mixesTypes(arg, beside);
  });
}

/** May it be an object that is a number or a text as well, or something else? */
const mayBePlain = ({ t }: Typed): boolean =>
  width(t) > 1 &&
  [...(find(t).parts?.values() ?? [])].some(
    ({ kind, ref }) => kind === "inst" && Boolean((ref as ClassInfo).mixed || (ref as ClassInfo).plain),
  );

/** `==`, `!=`, or how containers tell what they hold: one object or equal ones. */
export function equality(e: Elaborator, op: Equality, a: Typed, b: Typed, at: Place): Typed {
  const t = e.store.temp(BOOL);
  const not = op === "NotEq" ? "!" : "";
  const way = op === "Alike" ? "Eq" : op;
  const equal = op === "Alike" ? "alike" : `${not}eq`;
  if (mayBePlain(a) || mayBePlain(b)) return spreadBoth(e, a, b, (left, right) => equality(e, op, left, right, at));
  if (mayAnswer(a)) return spread(e, a, (left) => equality(e, op, left, b, at));
  if (mayAnswer(b)) return holdingLeft(a, b, (left) => spread(e, b, (right) => equality(e, op, left, right, at)));
  if (width(b.t) > 1 && mayDecline(e, a, "__eq__", b))
    return holdingLeft(a, b, (left) => spread(e, b, (right) => equality(e, op, left, right, at)));
  if (width(a.t) > 1 && mayDecline(e, b, "__eq__", a)) return spread(e, a, (left) => equality(e, op, left, b, at));
  const types = comparedTypes(e, a, b, at, (left, right) => equality(e, op, left, right, at));
  if (types) return types;
  if (mixesWithin(a.t, b.t)) e.refuse("types compared within others", at, "compare them one by one");
  if (mayBeType(a) && mayBeType(b) && !(isTypeValue(a) && isTypeValue(b)))
    return spreadBoth(e, a, b, (left, right) =>
      isTypeValue(left) && isTypeValue(right)
        ? equality(e, op, left, right, at)
        : typed(e.store.temp(BOOL), at, () => `${(way === "Eq") === (isOnly(left, NONE) && isOnly(right, NONE))}`),
    );
  if (isTypeValue(a) && isTypeValue(b))
    return spreadBoth(e, a, b, (left, right) =>
      typed(t, at, (g) => `${equal}(${g.ref(left)}, ${g.ref(right)})`, not === ""),
    );
  if (
    (isInt(a) && isInt(b) && !(isOnly(a, BOOL) && isOnly(b, BOOL))) ||
    (op !== "Alike" && isOnly(a, FLOAT) && isOnly(b, FLOAT)) ||
    (isOnly(a, BOOL) && isOnly(b, BOOL))
  ) {
    return typed(t, at, (g) => direct(g, RUST[way] as string, a, b), false);
  }
  const isPlain = e.hasPlain && [a, b].some((x) => infoOf(x)?.plain);
  const named = way === "NotEq" ? "__ne__" : "__eq__";
  const first = isPlain && isAsked(a, b, named, named, areComparable) ? compareMethod(e, way, a, b, at) : undefined;
  if (first) return first;
  const [plainA, plainB] = [plainOf(e, a), plainOf(e, b)];
  if (isPlain && (plainA !== a || plainB !== b)) return equality(e, op, plainA, plainB, at);
  if ((plainA !== a || plainB !== b) && soloPart(a.t)?.ref !== soloPart(b.t)?.ref)
    return equality(e, op, plainA, plainB, at);
  const errors = [soloPart(a.t), soloPart(b.t)];
  if (errors.every((part) => part?.kind === "exc" && (part.ref as ExceptionRef).info?.own.has("__eq__")))
    return e.refuse("== of exceptions that are dataclasses", at, "compare their attributes");
  if (errors.every((part) => part?.kind === "exc")) return identity(e, op !== "NotEq", a, b, at);
  const own = compareMethod(e, way, a, b, at);
  if (own) return own;
  const [tupleA, tupleB] = [asTuple(e, a, b), asTuple(e, b, a)];
  if (tupleA || tupleB) return equality(e, op, tupleA ?? a, tupleB ?? b, at);
  if ((isOnly(a, BYTES) && isOnly(b, BYTEARRAY)) || (isOnly(a, BYTEARRAY) && isOnly(b, BYTES))) {
    const plain = (g: Gen, x: Typed): string => (isOnly(x, BYTES) ? g.ref(x) : `&${g.recv(x)}.to_bytes()`);
    return typed(t, at, (g) => `${equal}(${plain(g, a)}, ${plain(g, b)})`, not === "");
  }
  const shared = sharesKind(a.t, b.t);
  const dicts = dictsOfTwoKinds(e, a, b, equal, at);
  if (dicts) return dicts;
  if (mixesDicts(a.t, b.t))
    return e.refuse("== of different kinds of dictionaries", at, "compare dict(x) with dict(y)");
  if (mixesTuples(a.t, b.t)) return e.refuse("named tuples compared with tuples, in a union", at);
  if (!shared) {
    return typed(t, at, (g) =>
      a.pure && b.pure ? `${op === "NotEq"}` : `{ let _ = (${g.own(a)}, ${g.own(b)}); ${op === "NotEq"} }`,
    );
  }
  if (isNumber(a) && isNumber(b)) return typed(t, at, (g) => `${equal}(${g.ref(a)}, ${g.ref(b)})`, not === "");
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
    return typed(t, at, (g) => `${equal}(${thaw(g, a, pa)}, ${thaw(g, b, pb)})`, not === "");
  }
  noteFunctions(e, pa);
  noteFunctions(e, pb);
  if (pa?.kind === "func" && pb?.kind === "func") e.comparesFunctions = true;
  else if (pa?.kind === "func" || pb?.kind === "func") return e.refuse("comparison of functions", at);
  const joined = e.store.temp();
  e.store.flow(a.t, joined);
  e.store.flow(b.t, joined);
  return typed(t, at, (g) => `${equal}(${g.ref(a, joined)}, ${g.ref(b, joined)})`, not === "");
}

/** Functions that are compared, as what a container holds, are told apart. */
export function noteFunctions(e: Elaborator, part: Part | undefined): void {
  if (!e.comparesFunctions && holdsFunctions(part)) e.comparesFunctions = true;
}

function holdsFunctions(part: Part | undefined, depth = 0): boolean {
  if (!part || depth > 4 || part.kind === "inst" || part.kind === "func") return false;
  return part.args.some((arg) =>
    [...(find(arg).parts?.values() ?? [])].some((each) => each.kind === "func" || holdsFunctions(each, depth + 1)),
  );
}

/** A named tuple as a plain one, where it is compared with a plain one. */
function asTuple(e: Elaborator, x: Typed, other: Typed): Typed | undefined {
  const kind = soloPart(other.t)?.kind;
  return kind === "tuple" || kind === "vtuple" ? fieldsOf(e, x) : undefined;
}

/** A named tuple's fields as a plain one; those of a date in a week too. */
export function fieldsOf(e: Elaborator, x: Typed): Typed | undefined {
  if (soloPart(x.t)?.ref === "IsoCalendarDate") {
    const int = e.store.temp(INT);
    const t = e.store.part({ kind: "tuple", key: "tuple", args: [int, int, int] });
    return typed(t, x.at, (g) => `{ let o = ${g.own(x)}; (o.year(), o.week(), o.weekday()) }`);
  }
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
function dictsOfTwoKinds(e: Elaborator, a: Typed, b: Typed, equal: string, at: Place): Typed | undefined {
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
      return `${equal}(${plain(g, a, pa)}, ${plain(g, b, pb)})`;
    },
    !equal.startsWith("!"),
  );
}

/** Dictionaries of different kinds may be equal in Python; here they are different types. */
function mixesDicts(a: Cell, b: Cell): boolean {
  const kinds = (cell: Cell): string[] =>
    [...(find(cell).parts?.values() ?? [])].map((part) => part.kind).filter((kind) => DICT_KINDS.includes(kind));
  const [x, y] = [kinds(a), kinds(b)];
  return x.some((kind) => y.some((other) => other !== kind));
}

export function mixesTuples(a: Cell, b: Cell): boolean {
  const kinds = (cell: Cell): string[] => [...(find(cell).parts?.values() ?? [])].map(kindOfTuple);
  const [x, y] = [kinds(a), kinds(b)];
  return (x.includes("named") && y.includes("tuple")) || (x.includes("tuple") && y.includes("named"));
}

function kindOfTuple(part: Part): string {
  if (part.ref === "IsoCalendarDate") return "named";
  if (part.kind === "inst") return (part.ref as ClassInfo).isTuple ? "named" : "";
  return part.kind === "vtuple" ? "tuple" : part.kind;
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
    if (part.kind === "exc") return "exc";
    return DICT_KINDS.includes(part.kind) ? "dict" : part.kind === "inst" ? "inst" : part.key;
  };
  const mine = new Set([...(x.parts?.values() ?? [])].map(family));
  for (const part of y.parts?.values() ?? []) if (mine.has(family(part))) return true;
  return false;
}

/** May a cell hold numbers of any kind? */
const isNumeric = (cell: Cell): boolean =>
  (cell.mask & (NUMBERS | COMPLEX)) !== 0 || [...(cell.parts?.values() ?? [])].some(isNumericPart);
