import type { BinOperator, CompareOperator, Place } from "../ast.js";
import { comparisonMethod, MIRRORED, STEMS } from "../operators.js";
import { BOOL, find, isBottom, type Part } from "../types/cell.js";
import { callMethod } from "./class-calls.js";
import { findMember } from "./class-info.js";
import { iterateInstance } from "./class-iteration.js";
import { infoOf, instanceCell, plainOf } from "./classes.js";
import { hook } from "./construction.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { versionOf } from "./functions.js";
import { hold } from "./held.js";
import type { Source } from "./iteration.js";
import { type Typed, typed } from "./typed.js";
import { dead, holdingLeft } from "./unions.js";

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
  const stem = STEMS[op as BinOperator];
  const right = infoOf(b);
  const tries: [Typed, Typed, ClassInfo | undefined, string][] = [
    [a, b, left, `__${stem}__`],
    [b, a, right, `__r${stem}__`],
  ];
  if (left && right && derives(right, left) && findMember(right, `__r${stem}__`) !== findMember(left, `__r${stem}__`))
    tries.reverse();
  for (const [x, y, info, name] of tries) {
    if (!info || !findMember(info, name) || (x === b && left === right)) continue;
    const result = inOrder(a, b, x === b, (first) => callMethod(e, x, name, [x === b ? first : y], at));
    if (!declined(e, info, name, y)) return result;
  }
  return undefined;
}

/** Asks the right operand for its method: the left one is worked out before it all the same. */
const inOrder = (a: Typed, b: Typed, isTurned: boolean, ask: (first: Typed) => Typed): Typed =>
  holdingLeft(b.pure ? { ...a, pure: true } : { ...a, pure: false }, b, ask, isTurned && !b.pure);

/** Is a class derived from the other? What it has anew is asked before what the other has. */
const derives = (one: ClassInfo, other: ClassInfo): boolean => one !== other && one.mro.includes(other);

/** The method said NotImplemented for these types, always. */
function declined(e: Elaborator, info: ClassInfo, name: string, other: Typed): boolean {
  const member = findMember(info, name);
  if (member?.k !== "method" || isBottom(other.t)) return false;
  const self: Typed = { t: instanceCell(e, info), at: undefined, emit: () => ({ s: "", m: 0, atom: true }) };
  const inst = versionOf(e, { k: "function", node: member.node, parent: undefined, owner: info, self }, [self, other]);
  return inst.declines && isBottom(inst.result);
}

/** Does the method of an object say NotImplemented for some of what `other` may be? */
export function mayDecline(e: Elaborator, x: Typed, name: string, other: Typed): boolean {
  const info = infoOf(x);
  const member = info && findMember(info, name);
  if (!info || member?.k !== "method") return false;
  const self: Typed = { t: instanceCell(e, info), at: undefined, emit: () => ({ s: "", m: 0, atom: true }) };
  return versionOf(e, { k: "function", node: member.node, parent: undefined, owner: info, self }, [self, other])
    .declines;
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
    if (left.isTuple || (left.mixed && !left.plain)) return undefined;
    if (isTotal(left) && !findMember(left, "__lt__") && !findMember(left, "__gt__"))
      e.refuse("the order of objects of which total_ordering knows neither __lt__ nor __gt__", at);
    hook(e, left, comparisonMethod(op), right);
    hook(e, right ?? left, comparisonMethod(MIRRORED[op] as CompareOperator), left);
    return undefined;
  }
  if (left?.isTuple && right?.isTuple && !findMember(left, comparisonMethod(op))) return undefined;
  if (op === "NotEq" && !(left && findMember(left, "__ne__"))) {
    const same = compareMethod(e, "Eq", a, b, at);
    if (!same || isBottom(same.t)) return same;
    if (find(same.t).mask !== BOOL || find(same.t).parts?.size)
      return e.refuse("!= of objects whose __eq__ gives no bool", at, "compare with == and not");
    return typed(e.store.temp(BOOL), at, (g) => `!${g.copy(same)}`, false);
  }
  if (op !== "Eq" && op !== "NotEq" && left && !findMember(left, comparisonMethod(op))) {
    const made = totalOrder(e, op, a, b, left, at);
    if (made) return made;
  }
  const tries: [Typed, Typed, ClassInfo | undefined, CompareOperator][] = [
    [a, b, left, op],
    [b, a, right, MIRRORED[op] as CompareOperator],
  ];
  if (left && right && derives(right, left)) tries.reverse();
  for (const [x, y, info, way] of tries) {
    const name = comparisonMethod(way);
    const member = info && findMember(info, name);
    if (!info || !member) continue;
    if (left && right && left !== right && member.k === "method" && (member.node as { made?: boolean }).made) continue;
    const result = inOrder(a, b, x === b, (first) => callMethod(e, x, name, [x === b ? first : y], at));
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

/** Does `functools.total_ordering` make the comparisons that a class lacks? */
export const isTotal = ({ mro }: ClassInfo): boolean =>
  mro.some(({ node }) =>
    node.decorator_list.some((decorator) => {
      const { id, attr } = decorator as { id?: string; attr?: string };
      return id === "total_ordering" || attr === "total_ordering";
    }),
  );

function totalOrder(
  e: Elaborator,
  op: CompareOperator,
  a: Typed,
  b: Typed,
  info: ClassInfo | undefined,
  at: Place,
): Typed | undefined {
  const root = info && Object.keys(TOTAL).find((name) => findMember(info, name));
  const rule = root && TOTAL[root]?.[op];
  if (!info || !isTotal(info) || !rule || declined(e, info, root, b)) return undefined;
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
  if (info.plain) return e.library.contains(e, item, plainOf(e, container), at);
  if (!info.isTuple && !findMember(info, "__iter__") && !findMember(info, "__getitem__"))
    return e.typeError(`argument of type '${info.name}' is not iterable`, at, item, container);
  const source = iterateInstance(e, container, part);
  const as: Typed = { t: e.store.of("iter", source.item), at, emit: () => ({ s: "", m: 0, atom: true }) };
  (as as Typed & { source: Source }).source = source;
  return e.library.contains(e, item, as, at);
}
