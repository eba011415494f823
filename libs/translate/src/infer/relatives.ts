import type { Expr, Place } from "../ast.js";
import { exceptionBases, exceptionConstant, isException } from "../library/exception-names.js";
import { callee } from "./callee.js";
import { merged } from "./class-info.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { slotsGiven } from "./slots.js";
import { type Typed, typed } from "./typed.js";
import { classText, typeCell } from "./types-as-values.js";

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
