import type { BinOperator, Call, Expr, Place } from "../ast.js";
import { placeOf } from "../nodes.js";
import { COMPARISONS, OPERATORS } from "../operators.js";
import { BOOL, type Cell, FLOAT, find, INT, NUMBERS, STR, soloPart } from "../types/cell.js";
import type { Arguments } from "./arguments.js";
import { call, method } from "./calls.js";
import { findMember } from "./class-info.js";
import { fieldCell, infoOf, instanceCell, plainOf } from "./classes.js";
import { instantiate } from "./construction.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { synthetic } from "./function-values.js";
import { isInt, isNumber, isOnly } from "./numbers.js";
import { binary } from "./operators.js";
import { type Typed, typed } from "./typed.js";

/*
 * Classes that derive from `int`, `float`, `str` or `tuple`.
 *
 * 1. An object holds the number, text or tuple that it is, and stands for it wherever its class says nothing itself.
 * 2. What Python's types do with it gives plain values: only a call of the class makes an object of the class.
 * 3. Where neither is known to hold it is refused.
 */

export const PLAIN_BASE = /^(int|float|str|tuple)$/;

/** The field of the value that an object is. */
export const PLAIN_FIELD = "_held_plain";

export const PLAIN_MASK: Record<string, number> = { int: INT, float: FLOAT, str: STR };

/** Conversions that are asked of the value itself. */
const UNHEARD =
  /^__(len|reversed|int|float|index|complex|bytes|trunc|floor|ceil|getnewargs|contains|iter|getitem|next|instancecheck)__$/;

/** Refuses what such a class says that is not asked everywhere. */
export function checkPlain(e: Elaborator, info: ClassInfo): void {
  if (info.exception || info.isTuple || info.isEnum || info.isMeta)
    e.refuse(`a class that derives from ${info.plain} and from another type of Python's`, info.node);
  if (info.node.decorator_list.length) e.refuse(`a decorated class that derives from ${info.plain}`, info.node);
  for (const [name, own] of info.own) {
    if (!/^__\w+__$/.test(name)) continue;
    const at = own.k === "method" ? own.node : info.node;
    if (UNHEARD.test(name))
      e.refuse(`${name} of a class that derives from ${info.plain}`, at, "write a method of another name");
  }
}

function plainCell(e: Elaborator, info: ClassInfo): Cell {
  const cell = fieldCell(e, info, PLAIN_FIELD);
  const mask = PLAIN_MASK[info.plain ?? ""];
  if (mask) e.store.add(cell, mask);
  return cell;
}

/** An object of the class, of what `int`, `float`, `str` or `tuple` makes of the arguments. */
export function makePlain(e: Elaborator, info: ClassInfo, given: Arguments, at: Place): Typed {
  if (given.rest || given.restNamed || given.before.length) return e.refuse("starred arguments for this class", at);
  const cell = plainCell(e, info);
  const value = plainValue(e, info.plain as string, given, at);
  e.store.flow(value.t, cell);
  instantiate(e, info);
  return typed(instanceCell(e, info), at, (g) => {
    const name = g.fresh("plain");
    return `{ let ${name} = ${g.own(value, cell)}; let made = ${info.rust}::blank(); made.${PLAIN_FIELD}.set(${name}); made }`;
  });
}

const CALLED = new WeakMap<object, Map<string, Expr>>();

function plainValue(e: Elaborator, name: string, given: Arguments, at: Place): Typed {
  const [only, ...more] = given.positional;
  if (name === "tuple" && only && !more.length && !given.keywords.size) {
    const plain = plainOf(e, only);
    if (/^v?tuple$/.test(soloPart(plain.t)?.kind ?? "")) return plain;
  }
  const known = CALLED.get(at) ?? new Map<string, Expr>();
  CALLED.set(at, known);
  const func = known.get(name) ?? ({ nodeType: "Name", id: name, ...placeOf(at) } as Expr);
  known.set(name, func);
  return call(e, synthetic(e, func, given));
}

/** `super().name(…)` where the next class is `int`, `float`, `str` or `tuple`. */
export function plainSuper(
  e: Elaborator,
  info: ClassInfo,
  self: Typed,
  name: string,
  given: Arguments,
  node: Call,
): Typed {
  const plain = plainOf(e, self);
  const refused = (): never => e.refuse(`super().${name} of ${info.plain} with this`, node, "use the operator itself");
  if (given.rest || given.restNamed || given.before.length) return refused();
  const stem = /^__(\w+)__$/.exec(name)?.[1] ?? "";
  const [first] = given.positional;
  const other = first && plainOf(e, first);
  const isOne = given.positional.length === 1 && !given.keywords.size;
  const direct = OPERATORS[stem];
  const turned = stem.startsWith("r") ? OPERATORS[stem.slice(1)] : undefined;
  if ((direct || turned) && other && isOne) {
    if (!isKnownOperand(info.plain as string, (direct ?? turned) as BinOperator, other)) return refused();
    return direct ? binary(e, direct, plain, other, node) : binary(e, turned as BinOperator, other, plain, node);
  }
  const compared = COMPARISONS[stem];
  if (compared && other && isOne) {
    if (!isKnownOperand(info.plain as string, "Sub", other) && !isAlike(plain, other)) return refused();
    const [left, right] = [plain, other].map((x) => ({ nodeType: "Held", typed: x, ...placeOf(node) }) as never);
    return expression(e, {
      ...placeOf(node),
      nodeType: "Compare",
      left,
      ops: [{ nodeType: compared }],
      comparators: [right],
    } as never);
  }
  const isShown = /^(str|format)$/.test(stem) && info.plain !== "str";
  if (isShown && (findMember(info, "__repr__") || findMember(info, "__str__"))) return refused();
  if (stem === "format") return formatted(e, plain, given, node) ?? refused();
  if (/^(new|init|reduce|reduce_ex|getattribute|setattr|delattr|class|dir|sizeof)$/.test(stem)) return refused();
  return method(e, plain, name, node);
}

/** A kind of operand for which Python's type answers, and does not leave it to the other side. */
function isKnownOperand(kind: string, op: BinOperator, other: Typed): boolean {
  if (kind === "int") return isInt(other);
  if (kind === "float") return isNumber(other);
  if (kind === "str") return op === "Mult" ? isInt(other) : isOnly(other, STR);
  return op === "Mult" ? isInt(other) : op === "Add" && /^v?tuple$/.test(soloPart(other.t)?.kind ?? "");
}

const isAlike = (a: Typed, b: Typed): boolean =>
  [a, b].every(({ t }) => /^v?tuple$/.test(soloPart(t)?.kind ?? "")) || (isOnly(a, STR) && isOnly(b, STR));

function formatted(e: Elaborator, plain: Typed, given: Arguments, node: Call): Typed | undefined {
  const [spec] = given.positional;
  if (!spec || given.positional.length !== 1 || given.keywords.size) return undefined;
  const known = CALLED.get(node) ?? new Map<string, Expr>();
  CALLED.set(node, known);
  const func = known.get("format") ?? ({ nodeType: "Name", id: "format", ...placeOf(node) } as Expr);
  known.set("format", func);
  return call(e, synthetic(e, func, { positional: [plain, spec], keywords: new Map(), before: [] }));
}

/** May the values of two such kinds be equal, or be ordered? */
export const areComparable = (a: string, b: string): boolean =>
  a === b ||
  (PLAIN_MASK[a] !== undefined && ((PLAIN_MASK[a] as number) & NUMBERS) > 0 && ((PLAIN_MASK[b] ?? 0) & NUMBERS) > 0);

const kindOf = (x: Typed): string | undefined =>
  infoOf(x)?.plain ??
  (isInt(x) ? "int" : isNumber(x) ? "float" : isOnly(x, STR) ? "str" : soloPart(x.t)?.kind.replace("vtuple", "tuple"));

const says = (info: ClassInfo | undefined, name: string): boolean =>
  info !== undefined && findMember(info, name) !== undefined;

/**
 * Are the classes of such objects asked by an operator? The right one's is asked first where it derives from what the
 * left one is, and else only where the left one's type has no answer for it: `answers`.
 */
export function isAsked(
  a: Typed,
  b: Typed,
  own: string,
  turned: string,
  answers: (a: string, b: string) => boolean,
): boolean {
  const [left, right] = [infoOf(a), infoOf(b)];
  if (!left?.plain && !right?.plain) return true;
  if (says(left, own)) return true;
  if (!says(right, turned)) return left !== undefined && !left.plain;
  if (left && !left.plain) return true;
  const [kind, other] = [kindOf(a), right?.plain ?? ""];
  const derives = left ? left !== right && right?.mro.includes(left) : kind === other && !isOnly(a, BOOL);
  return derives || kind === undefined || !answers(kind, other);
}

/** Numbers have an answer for numbers; texts and tuples ask the other side first when they are added or repeated. */
export const answersNumber = (a: string, b: string): boolean =>
  (a === "int" && b === "int") || (a === "float" && /^(int|float)$/.test(b));

const GIVEN = new WeakMap<Call, Call>();

/** What a call gives to Python's own functions, for which an object is the value that it holds. */
export function plainArguments(e: Elaborator, node: Call): Call {
  const made = GIVEN.get(node) ?? { ...node, args: node.args.map((each) => ({ ...placeOf(each) }) as never as Expr) };
  GIVEN.set(node, made);
  node.args.forEach((each, i) => {
    if (each.nodeType === "Starred" || each.nodeType === "Constant" || each.nodeType === "Lambda") made.args[i] = each;
    else Object.assign(made.args[i] as object, { nodeType: "Held", typed: plainOf(e, expression(e, each)) });
  });
  return Object.assign(made, { keywords: node.keywords });
}

/** What is looked up among objects that are plain values: an object of their class. */
export function boxedAmong(e: Elaborator, item: Typed, among: ClassInfo[], elem: Cell, at: Place): Typed {
  const own = infoOf(item);
  if (own && among.length === 1 && own === among[0]) return item;
  const unsure = [own, ...among].some((info) =>
    info?.mro.some((each) => each.own.has("__eq__") || each.own.has("__hash__")),
  );
  if (unsure) return e.refuse("a value looked up among objects that say what they equal", at, "compare one by one");
  const x = plainOf(e, item);
  const [info] = among;
  const whole = find(elem);
  if (x !== item && !whole.mask && among.length > 1)
    return e.refuse("an object looked up among those of other classes", at);
  if (!info || whole.mask || among.length > 1 || soloPart(x.t) || find(x.t).mask !== info.mixed || !info.mixed)
    return whole.mask && (find(x.t).mask & whole.mask) === find(x.t).mask && !soloPart(x.t)
      ? x
      : e.refuse("a value looked up among objects of other kinds", at, "compare one by one");
  return makePlain(e, info, { positional: [x], keywords: new Map(), before: [] }, at);
}
