import type { BinOperator, Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { asBytes, bytesBinary } from "../library/bytes.js";
import { nativeBinary, nativeHook, neverMeet } from "../library/native/values.js";
import { pythonAttributes } from "../library/python-attributes.js";
import { placeOf } from "../nodes.js";
import { STEMS } from "../operators.js";
import {
  BOOL,
  BYTEARRAY,
  BYTES,
  type Cell,
  COMPLEX,
  FLOAT,
  find,
  INT,
  isBottom,
  NONE,
  type Part,
  STR,
  soloPart,
  width,
} from "../types/cell.js";
import { findMember, infoOf } from "./class-members.js";
import { binaryMethod } from "./class-operators.js";
import { plainOf } from "./classes.js";
import type { Elaborator } from "./elaborator.js";
import { fieldsOf } from "./equality.js";
import { expression } from "./expressions.js";
import { percentFormat } from "./formatting.js";
import { iterateValue, mayBeHeld } from "./iteration.js";
import { refuseLacking } from "./lacking.js";
import { float, intArg, intLeft, intRecv, intRight, isInt, isNumber, isOnly, ownInt } from "./numbers.js";
import { answersNumber, isAsked } from "./plain-objects.js";
import { asEither, raising, type Step, type Typed, typed, VALUE } from "./typed.js";
import { dead, holdingLeft, spread, spreadBoth, typeName } from "./unions.js";
import { viewOf, viewOperation } from "./views.js";

const SYMBOLS: Record<BinOperator, string> = {
  Add: "+",
  Sub: "-",
  Mult: "*",
  MatMult: "@",
  Div: "/",
  Mod: "%",
  Pow: "** or pow()",
  LShift: "<<",
  RShift: ">>",
  BitOr: "|",
  BitXor: "^",
  BitAnd: "&",
  FloorDiv: "//",
};

/** `a op b`, for every kind that each may be. */
export function binary(e: Elaborator, op: BinOperator, a: Typed, b: Typed, at: Place): Typed {
  if (op === "Mod" && isOnly(a, STR)) return percentFormat(e, a, infoOf(b)?.plain === "tuple" ? plainOf(e, b) : b, at);
  if (isBottom(a.t) || isBottom(b.t)) return dead(e, at, a, b);
  if ((a.either && find(b.t).mask & FLOAT) || (b.either && find(a.t).mask & FLOAT))
    return binary(e, op, asEither(a), asEither(b), at);
  const sets = SET_METHODS[op] && viewOperation(e, op, a, b, at);
  if (sets) return sets;
  const narrowed = width(a.t) > 1;
  return spreadBoth(e, a, b, (left, right) =>
    op === "Mod" && narrowed && isOnly(left, STR)
      ? percentOfSome(e, left, right, at)
      : simple(e, op, left, right, at, width(a.t) > 1 || width(b.t) > 1),
  );
}

/** `%` of what may be a text: one without a field leaves a plain value over, and what fields make of it is not foreseen. */
function percentOfSome(e: Elaborator, text: Typed, value: Typed, at: Place): Typed {
  if (!find(value.t).mask || soloPart(value.t)) return e.limit("% of a text that is worked out", at, text, value);
  return typed(e.store.temp(), at, (g) => {
    const held = g.fresh("text");
    return `{ let ${held} = ${g.own(text)}; let _ = ${g.own(value)}; ${g.throwing(`percent_unused(${held}.as_str())`)} }`;
  });
}

/** Two values of one kind each; `isSome` says that the operands may be of others too. */
function simple(e: Elaborator, op: BinOperator, left: Typed, right: Typed, at: Place, isSome = false): Typed {
  const [a, b] = [plainOf(e, left), plainOf(e, right)];
  const stem = STEMS[op];
  const isSaid = !(a === left && b === right) && isAsked(left, right, `__${stem}__`, `__r${stem}__`, answersNumber);
  const first = isSaid ? binaryMethod(e, op, left, right, at) : undefined;
  if (first) return first;
  if (op === "Mod" && isOnly(a, STR)) return percentFormat(e, a, b, at);
  if (isNumber(a) && isNumber(b)) return numbers(e, op, a, b, at);
  const own = binaryMethod(e, op, a, b, at) ?? nativeBinary(e, op, a, b, at, isSome);
  if (own) return own;
  const [tupleA, tupleB] = [fieldsOf(e, a), fieldsOf(e, b)];
  if (tupleA || tupleB) {
    const [one, other] = [tupleA ?? a, tupleB ?? b];
    const isSum = op === "Add" && [one, other].every((x) => /^v?tuple$/.test(soloPart(x.t)?.kind ?? ""));
    const isProduct = op === "Mult" && (isInt(one) || isInt(other));
    if (isSum || isProduct) return simple(e, op, one, other, at);
  }
  if (isOnly(a, STR) && isOnly(b, STR) && op === "Add") {
    return typed(e.store.temp(STR), at, (g) => `${plusLeft(g, a)} + ${plusLeft(g, b)}`, false);
  }
  if (op === "Mult") {
    if (isOnly(a, STR) && isInt(b)) return raising(a.t, at, (g) => `${g.recv(a)}.repeat(${intArg(g, b)})`);
    if (isInt(a) && isOnly(b, STR))
      return countFirst(a, b, (n) => raising(b.t, at, (g) => `${g.recv(b)}.repeat(${intArg(g, n)})`));
  }
  const bytes = bytesBinary(op, a, b, at);
  if (bytes) return bytes;
  const pa = soloPart(a.t);
  const pb = soloPart(b.t);
  if (op === "Add" && asBytes(a) && (isNumber(b) || isOnly(b, STR) || isOnly(b, NONE) || pb?.kind === "list"))
    return e.typeError(`can't concat ${typeName(b.t)} to ${typeName(a.t)}`, at, a, b);
  if (op === "Add" && asBytes(b) && (isOnly(a, STR) || pa?.kind === "list")) {
    const kind = typeName(a.t);
    return e.typeError(`can only concatenate ${kind} (not "${typeName(b.t)}") to ${kind}`, at, a, b);
  }
  const composed = (pa || pb) && containers(e, op, a, b, pa, pb, at);
  if (composed) return composed;
  if (!neverMeet(op, a, b) && (hasMore(a) || hasMore(b))) {
    const what = `${SYMBOLS[op]} of ${typeName(a.t)} and ${typeName(b.t)}`;
    return isSome ? e.limit(what, at, a, b) : e.refuse(what, at);
  }
  if (op === "BitOr" && [pa, pb].some((part) => part && /^(class|type|func)$/.test(part.kind)))
    return e.refuse("a union of types as a value", at, "name it at the top of the module, or give isinstance a tuple");
  const sequence = isOnly(a, STR)
    ? "str"
    : pa && /^(list|tuple|vtuple)$/.test(pa.kind)
      ? pa.kind.replace("vtuple", "tuple")
      : tupleA && "tuple";
  if (op === "Add" && sequence)
    return e.typeError(`can only concatenate ${sequence} (not "${typeName(right.t)}") to ${sequence}`, at, a, b);
  if (op === "Mult" && [a, b].some((x) => isIndex(x))) return e.refuse("* with an object that has __index__", at);
  if (op === "Mult" && (sequence || tupleB || isOnly(b, STR) || (pb && /^(list|tuple|vtuple)$/.test(pb.kind)))) {
    return e.typeError(
      `can't multiply sequence by non-int of type '${typeName(sequence ? right.t : left.t)}'`,
      at,
      a,
      b,
    );
  }
  for (const x of [a, b]) refuseLacking(e, x, SYMBOLS[op], at);
  return e.typeError(unsupported(op, left, right, at), at, a, b);
}

/** `n * items`: the number is worked out first, and given last. */
const countFirst = (n: Typed, items: Typed, work: (n: Typed) => Typed): Typed => holdingLeft(n, items, work, true);

/** What Python says of an operator that two types do not have; an augmented assignment is named as it stands. */
function unsupported(op: BinOperator, a: Typed, b: Typed, at: Place): string {
  const isAugmented = (at as { nodeType?: string }).nodeType === "AugAssign";
  const sign = isAugmented ? `${SYMBOLS[op].replace(" or pow()", "")}=` : SYMBOLS[op];
  return `unsupported operand type(s) for ${sign}: '${typeName(a.t)}' and '${typeName(b.t)}'`;
}

const isIndex = (x: Typed): boolean => {
  const info = infoOf(x);
  return info !== undefined && findMember(info, "__index__") !== undefined;
};

/** Strings add as references: `&a + &b`. */
function plusLeft(g: Gen, x: Typed): string {
  const code = x.emit(g);
  const safe = code.atom ? code.s : `(${code.s})`;
  return code.m === 2 ? safe : `&${safe}`;
}

function numbers(e: Elaborator, op: BinOperator, a: Typed, b: Typed, at: Place): Typed {
  if ((a.either || b.either) && op === "Div")
    return spreadBoth(e, asEither(a), asEither(b), (left, right) => numbers(e, op, left, right, at));
  if (isInt(a) && isInt(b)) return integers(e, op, a, b, at);
  const t = e.store.temp(FLOAT);
  switch (op) {
    case "Add":
    case "Sub":
    case "Mult":
      return typed(t, at, (g) => `${float(g, a)} ${SYMBOLS[op]} ${float(g, b)}`, false);
    case "Div":
      return raising(t, at, (g) => `float::div(${float(g, a)}, ${float(g, b)})`);
    case "FloorDiv":
      return raising(t, at, (g) => `float::floordiv(${float(g, a)}, ${float(g, b)})`);
    case "Mod":
      return raising(t, at, (g) => `float::modulo(${float(g, a)}, ${float(g, b)})`);
    case "Pow":
      if (isNegative(a) && !(b.lit?.k === "int" || (b.lit?.k === "float" && Number.isInteger(b.lit.v))))
        return rootOfNegative(e, a, b, at);
      return raising(t, at, (g) => `float::pow(${float(g, a)}, ${float(g, b)})`);
    default:
      return e.typeError(unsupported(op, a, b, at), at, a, b);
  }
}

/** An exponent that is written with a minus: the power may be a float, or an int where it is none. */
const isNegated = ({ at, lit }: Typed): boolean => {
  const node = at as Expr | undefined;
  return !lit && node?.nodeType === "UnaryOp" && node.op.nodeType === "USub";
};

function eitherPower(e: Elaborator, a: Typed, b: Typed, at: Place): Typed {
  const [float, int] = [e.store.temp(FLOAT), e.store.temp(INT)];
  const t = e.store.temp(FLOAT | INT);
  return typed(t, at, (g) => {
    const [base, power] = [g.fresh("base"), g.fresh("power")];
    const small = g.coerceText(g.q(`${base}.pow_float(&${power})`), float, t);
    const large = g.coerceText(g.q(`${base}.pow(&${power})`), int, t);
    return `{ let ${base} = ${ownInt(g, a)}; let ${power} = ${ownInt(g, b)}; if ${power}.is_negative() { ${small} } else { ${large} } }`;
  });
}

/** A negative number that is written out, to a power that may be a fraction: the result may be complex. */
function rootOfNegative(e: Elaborator, a: Typed, b: Typed, at: Place): Typed {
  const [real, complex] = [e.store.temp(FLOAT), e.store.temp(COMPLEX)];
  const t = e.store.temp(FLOAT | COMPLEX);
  return typed(t, at, (g) => {
    const [base, power] = [g.fresh("base"), g.fresh("power")];
    const straight = g.coerceText(g.q(`float::pow(${base}, ${power})`), real, t);
    const turned = g.coerceText(g.q(`Complex::new(${base}, 0.0).power(Complex::new(${power}, 0.0))`), complex, t);
    return `{ let (${base}, ${power}): (f64, f64) = (${float(g, a)}, ${float(g, b)}); if ${power}.is_finite() && ${power}.fract() != 0.0 { ${turned} } else { ${straight} } }`;
  });
}

const isNegative = ({ at }: Typed): boolean => {
  const node = at as Expr | undefined;
  if (node?.nodeType !== "UnaryOp" || node.op.nodeType !== "USub" || node.operand.nodeType !== "Constant") return false;
  const { lit } = node.operand;
  return (lit.k === "int" && lit.v > 0n) || (lit.k === "float" && lit.v > 0);
};

function integers(e: Elaborator, op: BinOperator, a: Typed, b: Typed, at: Place): Typed {
  const t = e.store.temp(INT);
  const bools = isOnly(a, BOOL) && isOnly(b, BOOL);
  switch (op) {
    case "Add":
    case "Sub":
    case "Mult":
      return typed(t, at, (g) => `${intLeft(g, a)} ${SYMBOLS[op]} ${intRight(g, b)}`, false);
    case "BitAnd":
    case "BitOr":
    case "BitXor":
      if (bools) return typed(e.store.temp(BOOL), at, (g) => `${g.copy(a)} ${SYMBOLS[op]} ${g.copy(b)}`, false);
      return typed(t, at, (g) => `${intLeft(g, a)} ${SYMBOLS[op]} ${intRight(g, b)}`, false);
    case "Div":
      return raising(e.store.temp(FLOAT), at, (g) => `${intRecv(g, a)}.truediv(${intArg(g, b)})`);
    case "FloorDiv":
      return raising(t, at, (g) => `${intRecv(g, a)}.floordiv(${intArg(g, b)})`);
    case "Mod":
      return raising(t, at, (g) => `${intRecv(g, a)}.modulo(${intArg(g, b)})`);
    case "LShift":
      return raising(t, at, (g) => `${intRecv(g, a)}.shl(${intArg(g, b)})`);
    case "RShift":
      return raising(t, at, (g) => `${intRecv(g, a)}.shr(${intArg(g, b)})`);
    case "Pow":
      if (isNegated(b)) return eitherPower(e, a, b, at);
      if (b.lit?.k === "int" && b.lit.v < 0n)
        return raising(e.store.temp(FLOAT), at, (g) => `${intRecv(g, a)}.pow_float(${intArg(g, b)})`);
      return {
        ...raising(t, at, (g) => `${intRecv(g, a)}.pow(${intArg(g, b)})`),
        ...(b.lit?.k !== "int" && { either: () => eitherPower(e, a, b, at) }),
      };
    default:
      return e.typeError(unsupported(op, a, b, at), at, a, b);
  }
}

const SEQUENCES = new Set(["list", "vtuple", "deque"]);
const SETS = new Set(["set", "frozenset"]);
const DICTS = new Set(["dict", "defaultdict", "ordereddict", "counter"]);
const SET_METHODS: Partial<Record<BinOperator, string>> = {
  BitOr: "union",
  BitAnd: "intersection",
  Sub: "difference",
  BitXor: "symmetric_difference",
};
const COUNTER_METHODS: Partial<Record<BinOperator, string>> = {
  Add: "plus",
  Sub: "minus",
  BitOr: "union",
  BitAnd: "intersection",
};

function containers(
  e: Elaborator,
  op: BinOperator,
  a: Typed,
  b: Typed,
  pa: Part | undefined,
  pb: Part | undefined,
  at: Place,
): Typed | undefined {
  if (op === "Add" && pa?.kind === "tuple" && pb?.kind === "tuple") return tupleSum(e, a, b, pa, pb, at);
  if (op === "Add" && isTuple(pa) && isTuple(pb)) {
    const one = asVariable(e, a, pa as Part);
    const two = asVariable(e, b, pb as Part);
    e.store.unify((soloPart(one.t) as Part).args[0] as Cell, (soloPart(two.t) as Part).args[0] as Cell);
    return typed(one.t, at, (g) => `${g.recv(one)}.concat(${g.ref(two)})`);
  }
  if (op === "Add" && pa?.kind === "list" && pb?.kind === "list") {
    const elem = e.at(at, "+");
    e.store.flow(pa.args[0] as Cell, elem);
    e.store.flow(pb.args[0] as Cell, elem);
    return typed(e.store.of("list", elem), at, (g) => {
      const second = (): string => listOf(g, b, pb, elem)?.replace(/^/, "&") ?? g.ref(b);
      const turned = listOf(g, a, pa, elem);
      if (turned !== undefined) return `${turned}.joined(${second()})`;
      const first = a.emit(g);
      if (first.items !== undefined) return `List::headed([${first.items}], ${second()})`;
      const own = first.atom ? first.s : `(${first.s})`;
      return `${own}.${first.m === VALUE ? "joined" : "concat"}(${second()})`;
    });
  }
  if (op === "Mult") {
    if (pa?.kind === "list" && isInt(b))
      return raising(e.store.of("list", pa.args[0] as Cell), at, (g) => `${g.recv(a)}.repeat(${intArg(g, b)})`);
    if (pb?.kind === "list" && isInt(a))
      return countFirst(a, b, (n) =>
        raising(e.store.of("list", pb.args[0] as Cell), at, (g) => `${g.recv(b)}.repeat(${intArg(g, n)})`),
      );
    const tuple =
      isTuple(pa) && isInt(b) ? ([a, b, pa] as const) : isTuple(pb) && isInt(a) ? ([b, a, pb] as const) : undefined;
    if (tuple) {
      const x = asVariable(e, tuple[0], tuple[2] as Part);
      const repeated = (n: Typed): Typed => raising(x.t, at, (g) => `${g.recv(x)}.repeat(${intArg(g, n)})`);
      return tuple[1] === a ? countFirst(a, b, repeated) : repeated(b);
    }
  }
  const setMethod = SET_METHODS[op];
  if (setMethod && pa && pb && SETS.has(pa.kind) && SETS.has(pb.kind)) {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    const thawed = pb.kind === "frozenset" ? ".thawed()" : "";
    return typed(
      e.store.of(pa.kind, pa.args[0] as Cell),
      at,
      (g) => `${g.recv(a)}.${setMethod}(${thawed ? `&${g.recv(b)}${thawed}` : g.ref(b)})`,
    );
  }
  const counterMethod = COUNTER_METHODS[op];
  if (counterMethod && pa?.kind === "counter" && pb?.kind === "counter") {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    return typed(a.t, at, (g) => `${g.recv(a)}.${counterMethod}(${g.ref(b)})`);
  }
  if (op === "Add" && pa?.kind === "deque" && pb?.kind === "deque") {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    return typed(a.t, at, (g) => {
      const both = g.fresh("both");
      return `{ let ${both} = ${g.recv(a)}.copy(); ${g.q(`${both}.extend(${g.recv(b)}.iter())`)}; ${both} }`;
    });
  }
  if (op === "Mult" && (pa?.kind === "deque" ? isInt(b) : pb?.kind === "deque" && isInt(a))) {
    const [line, count] = pa?.kind === "deque" ? [a, b] : [b, a];
    const repeated = (n: Typed): Typed => raising(line.t, at, (g) => `${g.recv(line)}.repeated(${intArg(g, n)})`);
    return count === a ? countFirst(a, b, repeated) : repeated(b);
  }
  if (op === "BitOr" && pa?.kind === "ordereddict" && (pb?.kind === "ordereddict" || pb?.kind === "dict")) {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    e.store.unify(pa.args[1] as Cell, pb.args[1] as Cell);
    return typed(a.t, at, (g) => `OrderedDict::of(${g.recv(a)}.merged(${g.ref(b)}))`);
  }
  if (op === "BitOr" && pa?.kind === "dict" && pb?.kind === "dict") {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    e.store.unify(pa.args[1] as Cell, pb.args[1] as Cell);
    return typed(a.t, at, (g) => `${g.recv(a)}.merged(${g.ref(b)})`);
  }
  if (pa && DICTS.has(pa.kind) && op === "BitOr") return e.refuse(`| of ${pa.kind}`, at);
  return undefined;
}

/** A list's items turned into another type, in a list of their own; nothing where they are of that type. */
function listOf(g: Gen, x: Typed, part: Part, want: Cell): string | undefined {
  const item = part.args[0] as Cell;
  if (g.ty(item) === g.ty(want)) return undefined;
  const v = g.fresh("v");
  return g.q(`to_list(map_iter(${g.recv(x)}.iter(), |${v}| Ok(${g.coerceText(v, item, want)})))`);
}

/** Types whose operators are more than what is translated: never a TypeError by guess. */
export function hasMore(x: Typed): boolean {
  const cell = find(x.t);
  if (cell.mask & (BYTES | BYTEARRAY | COMPLEX)) return true;
  return [...(cell.parts?.values() ?? [])].some(
    (part) => /^(deque|counter|defaultdict|ordereddict|native|exc|iter)$/.test(part.kind) && part.kind !== "iter",
  );
}

const isTuple = (part: Part | undefined): boolean => part?.kind === "tuple" || part?.kind === "vtuple";

/** A tuple as one of unknown length. */
export function asVariable(e: Elaborator, x: Typed, part: Part): Typed {
  if (part.kind === "vtuple") return x;
  const elem = e.store.temp();
  for (const arg of part.args) e.store.flow(arg, elem);
  const t = e.store.of("vtuple", elem);
  return { t, at: x.at, emit: (g) => ({ s: g.own(x, t), m: 0, atom: true }) };
}

function tupleSum(e: Elaborator, a: Typed, b: Typed, pa: Part, pb: Part, at: Place): Typed {
  if (pa.args.length + pb.args.length > 6) {
    const one = asVariable(e, a, pa);
    const two = asVariable(e, b, pb);
    e.store.unify((soloPart(one.t) as Part).args[0] as Cell, (soloPart(two.t) as Part).args[0] as Cell);
    return typed(one.t, at, (g) => `${g.recv(one)}.concat(${g.ref(two)})`);
  }
  const t = e.store.part({ kind: "tuple", key: "tuple", args: [...pa.args, ...pb.args] });
  return typed(t, at, (g) => {
    const [x, y] = [g.fresh("t"), g.fresh("t")];
    const items = [...pa.args.map((_, i) => `${x}.${i}`), ...pb.args.map((_, i) => `${y}.${i}`)];
    return `{ let (${x}, ${y}) = (${g.own(a)}, ${g.own(b)}); (${items.join(", ")}) }`;
  });
}

/** `target op= value` where Python changes the object itself: lists, sets, dicts and classes with `__iadd__`. */
export function inPlace(e: Elaborator, op: BinOperator, a: Typed, b: Typed, at: Place): Step | undefined {
  const pa = soloPart(a.t);
  const more = isOnly(a, BYTEARRAY) ? asBytes(b) : undefined;
  if (more && op === "Add") return (g) => g.line(`${g.recv(a)}.extend(${more(g)});`);
  if (isOnly(a, BYTEARRAY) && op === "Mult" && isInt(b))
    return (g) => g.line(`${g.q(`${g.recv(a)}.repeat_in(${intArg(g, b)})`)};`);
  if (isOnly(a, BYTEARRAY) && !isBottom(b.t)) return e.refuse(`${SYMBOLS[op]}= of bytearray and ${typeName(b.t)}`, at);
  if (!pa || isBottom(b.t)) return undefined;
  // A list may be extended by itself: what is of several kinds is asked for its own first.
  if (pa.kind === "list" && op === "Add" && a.pure && width(b.t) > 1) {
    const made = spread(e, b, (arm) => {
      const step = inPlace(e, op, a, arm, at) as Step;
      return typed(e.store.temp(NONE), at, (g) => `{ ${g.capture(() => g.steps([step]))} }`);
    });
    return (g) => g.line(`${g.own(made)};`);
  }
  const call =
    (text: (g: Gen) => string, raises = false): Step =>
    (g) =>
      g.line(`${raises ? g.q(text(g)) : text(g)};`);
  if (pa.kind === "list" || pa.kind === "deque") {
    const elem = pa.args[0] as Cell;
    if (op === "Add") {
      const source = iterateValue(e, b, pa.kind === "list" ? "list" : "for");
      e.store.flow(source.item, elem);
      return call((g) => {
        if (g.ty(b.t) === g.ty(a.t)) {
          const [receiver, text] = [g.recv(a), g.ref(b)];
          if (mayBeHeld(text)) return `PyResult::Ok(${receiver}.extend_list(${text}))`;
        }
        const v = g.fresh("v");
        const it = source.write(g);
        const moved =
          g.ty(source.item) === g.ty(elem) ? it : `map_iter(${it}, |${v}| Ok(${g.coerceText(v, source.item, elem)}))`;
        return `${g.recv(a)}.extend(${moved})`;
      }, true);
    }
    if (op === "Mult" && isInt(b)) return call((g) => `${g.recv(a)}.repeat_in_place(${intArg(g, b)})`, true);
    return undefined;
  }
  const pb = soloPart(b.t);
  if (pa.kind === "set" && viewOf(e, b)) return undefined;
  if (pa.kind === "set" && pb && SETS.has(pb.kind)) {
    const method = {
      BitOr: "update",
      BitAnd: "intersection_update",
      Sub: "difference_update",
      BitXor: "symmetric_difference_update",
    }[op as string];
    if (!method) return undefined;
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    return call((g) => `${g.recv(a)}.${method}(${pb.kind === "frozenset" ? `&${g.recv(b)}.thawed()` : g.ref(b)})`);
  }
  if (pa.kind === "dict" && pb?.kind === "dict" && op === "BitOr") {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    e.store.unify(pa.args[1] as Cell, pb.args[1] as Cell);
    return call((g) => `${g.recv(a)}.update(${g.ref(b)})`);
  }
  if (DICTS.has(pa.kind) && pa.kind !== "counter" && op === "BitOr") {
    const nodes = [a, b].map((typed) => ({ nodeType: "Held", typed, ...placeOf(at) }) as unknown as Expr);
    const func = { nodeType: "Attribute", value: nodes[0], attr: "update", ...placeOf(at) };
    const made = { nodeType: "Call", func, args: [nodes[1]], keywords: [], ...placeOf(at) };
    const done = expression(e, made as unknown as Expr);
    return (g) => g.line(`${g.own(done)};`);
  }
  if (pa.kind === "counter" && pb?.kind === "counter" && COUNTER_METHODS[op]) {
    e.store.unify(pa.args[0] as Cell, pb.args[0] as Cell);
    return call((g) => `${g.recv(a)}.${COUNTER_METHODS[op]}_in_place(${g.ref(b)})`);
  }
  if (SEQUENCES.has(pa.kind) && pa.kind !== "vtuple") return e.refuse(`${SYMBOLS[op]}= of ${pa.kind}`, at);
  if (pa.kind === "set" || pa.kind === "counter")
    return e.refuse(`${SYMBOLS[op]}= of ${pa.kind} and ${typeName(b.t)}`, at);
  return undefined;
}

export function unary(e: Elaborator, op: "Invert" | "UAdd" | "USub", x: Typed, at: Place): Typed {
  return spread(e, x, (given) => {
    const arm = plainOf(e, given);
    const first = arm === given ? undefined : binaryMethod(e, op, given, undefined, at);
    if (first) return first;
    if (isInt(arm)) {
      const t = e.store.temp(INT);
      if (arm.lit?.k === "int" && op === "USub") {
        const lit = { k: "int" as const, v: -arm.lit.v };
        return { t, at, pure: true, lit, emit: (g) => ({ s: `-${intLeft(g, arm)}`, m: 0, atom: false }) };
      }
      if (op === "UAdd") return typed(t, at, (g) => ownInt(g, arm));
      return typed(t, at, (g) => `${op === "USub" ? "-" : "!"}${intLeft(g, arm)}`, false);
    }
    if (isOnly(arm, FLOAT) && op !== "Invert")
      return typed(e.store.temp(FLOAT), at, (g) => `${op === "USub" ? "-" : ""}${g.copy(arm)}`, false);
    const own =
      binaryMethod(e, op, arm, undefined, at) ??
      nativeHook(e, arm, { Invert: "__invert__", UAdd: "__pos__", USub: "__neg__" }[op], [], at);
    if (own) return own;
    if (soloPart(arm.t)?.kind === "counter" && op !== "Invert")
      return typed(arm.t, at, (g) =>
        op === "UAdd" ? `${g.recv(arm)}.plus(&Counter::new())` : `Counter::new().minus(${g.ref(arm)})`,
      );
    const sign = { Invert: "~", UAdd: "+", USub: "-" }[op];
    const known = pythonAttributes(kindsOf(find(arm.t))[0]);
    if (hasMore(arm) && (!known || known.has("__neg__"))) return e.refuse(`unary ${sign} of ${typeName(arm.t)}`, at);
    return e.typeError(`bad operand type for unary ${sign}: '${typeName(given.t)}'`, at, arm);
  });
}
