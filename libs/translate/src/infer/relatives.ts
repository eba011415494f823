import type { Attribute, Call, Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { exceptionBases, exceptionConstant, isException } from "../library/exception-names.js";
import { BOOL, isBottom, soloPart } from "../types/cell.js";
import { callee } from "./callee.js";
import { merged } from "./class-info.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { isOnly } from "./numbers.js";
import { slotsGiven } from "./slots.js";
import { type Typed, typed } from "./typed.js";
import { classText, typeCell, typeOf } from "./types-as-values.js";
import { dead, spread } from "./unions.js";

/** A class of the program, or the name of one of Python's exceptions. */
type Kin = ClassInfo | string;

const OBJECT = 'PyType::plain("object")';

const textOf = (kin: Kin): string =>
  typeof kin === "string" ? `PyType::error(&${exceptionConstant(kin)})` : classText(kin);

/** What an exception's class names as its bases. */
function named(e: Elaborator, info: ClassInfo, at: Place): Kin[] {
  return info.node.bases.map((base: Expr) => {
    const known = callee(e, base);
    if (known?.k === "class") return known.info;
    if (known?.k === "exception" && isException(known.name) && known.name !== "IOError") return known.name;
    return e.refuse("the bases of this exception", at);
  });
}

function ordered(e: Elaborator, info: ClassInfo, at: Place): Kin[] {
  const bases = named(e, info, at);
  const lists = bases.map((each) => (typeof each === "string" ? exceptionBases(each) : ordered(e, each, at)));
  const order = merged<Kin>([...lists, [...bases]]);
  return [info, ...(order ?? e.refuse("this order of base classes", at))];
}

/** Classes that a class derives from, as a tuple of types. */
export function relatives(e: Elaborator, info: ClassInfo, asked: "mro" | "bases", at: Place): Typed {
  const isWhole = (each: ClassInfo): boolean =>
    each.name === "object" || (each.node.bases.length === each.bases.length && !each.node.typeName && !each.isTuple);
  const isOther = info.isEnum || info.mro.some((each) => each.node.standsFor);
  if (isOther || (!info.exception && !info.mro.every(isWhole)))
    return e.refuse("the bases of a class that derives from one of Python's", at);
  const classes = info.exception ? (asked === "mro" ? ordered : named)(e, info, at) : info[asked];
  const known = classes.filter((each) => typeof each === "string" || each.name !== "object").map(textOf);
  const isLast = asked === "mro" || known.length < classes.length || !classes.length;
  const texts = [...known, ...(isLast ? [OBJECT] : [])];
  return typed(e.store.of("vtuple", typeCell(e)), at, () => `Tuple::from_vec(vec![${texts.join(", ")}])`);
}

/** `__base__`: the class that a class's objects are laid out after; the first, where none lays them out itself. */
export function ownBase(e: Elaborator, info: ClassInfo, at: Place): Typed {
  if (info.bases.length > 1 && (info.exception || info.mro.some(slotsGiven))) return e.refuse("__base__ here", at);
  const bases = relatives(e, info, "bases", at);
  return typed(typeCell(e), at, (g) => `${g.recv(bases)}.as_slice()[0].clone()`);
}

const OF_TYPES = /^__(mro|bases|base)__$/;

/** `type(x).__mro__` and its like, of a value: what each kind that it may be of derives from. */
export function relativesOfType(e: Elaborator, node: Attribute): Typed | undefined {
  const target = OF_TYPES.test(node.attr) ? valueAsked(e, node.value) : undefined;
  const asked = node.attr.replaceAll("_", "") as "mro" | "bases" | "base";
  return target && spread(e, expression(e, target), (arm) => ofKind(e, arm, asked, node));
}

/** `x` of `type(x)` and of `x.__class__`, where that is no class. */
function valueAsked(e: Elaborator, node: Expr): Expr | undefined {
  const isClass = node.nodeType === "Attribute" && node.attr === "__class__";
  const x = isClass ? node.value : isTypeCall(e, node) ? node.args[0] : undefined;
  return x && !callee(e, x) ? x : undefined;
}

const isTypeCall = (e: Elaborator, node: Expr): node is Call => {
  if (node.nodeType !== "Call" || node.args.length !== 1 || node.keywords.length) return false;
  const known = callee(e, node.func);
  return known?.k === "builtin" && known.name === "type";
};

function ofKind(e: Elaborator, x: Typed, asked: "mro" | "bases" | "base", at: Place): Typed {
  const part = soloPart(x.t);
  if (isBottom(x.t)) return dead(e, at, x);
  if (part?.kind === "inst") {
    const info = part.ref as ClassInfo;
    const known = asked === "base" ? ownBase(e, info, at) : relatives(e, info, asked, at);
    return typed(known.t, at, (g) => `{ let _ = ${g.ref(x)}; ${g.own(known)} }`);
  }
  if (!part || PLAIN_PART.test(part.kind)) return ofPlain(e, x, asked, at);
  if (part.kind !== "exc") return e.refuse(`__${asked}__ of this type`, at);
  if (asked === "base") return typed(typeCell(e), at, (g) => `PyType::of_error(${g.ref(x)}).bases()[0]`);
  const all = e.store.of("vtuple", typeCell(e));
  return typed(all, at, (g) => `Tuple::from_vec(PyType::of_error(${g.ref(x)}).${asked}())`);
}

/** What derives from `object` alone. */
const PLAIN_PART = /^(list|dict|set|frozenset|v?tuple)$/;

function ofPlain(e: Elaborator, x: Typed, asked: "mro" | "bases" | "base", at: Place): Typed {
  const own = typeOf(e, x, at);
  const bases = [...(isOnly(x, BOOL) ? ['PyType::plain("int")'] : []), OBJECT];
  const all = e.store.of("vtuple", typeCell(e));
  if (asked === "mro") return typed(all, at, (g) => `Tuple::from_vec(vec![${g.own(own)}, ${bases.join(", ")}])`);
  const first = (g: Gen): string => `{ let _ = ${g.own(own)}; ${bases[0]} }`;
  return asked === "base" ? typed(typeCell(e), at, first) : typed(all, at, (g) => `Tuple::from_vec(vec![${first(g)}])`);
}
