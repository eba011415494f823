import type { Call, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { exceptionBases, exceptionConstant, isException } from "../library/exception-names.js";
import { eachNode } from "../program/walk.js";
import { BOOL, type Cell, FLOAT, find, INT, NONE, STR, width } from "../types/cell.js";
import { type Arguments, typeArguments } from "./arguments.js";
import type { Callee, ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { heldLets } from "./held.js";
import { iterateValue, type Source } from "./iteration.js";
import { type Typed, typed } from "./typed.js";

/** What an exception value's part refers to. */
export interface ExceptionRef {
  name: string;
  info: ClassInfo | undefined;
}

/** What is made is not raised yet: nothing is its context. */
const unraised = (e: Elaborator): string => (e.asksContext ? ".unraised()" : "");

export function exceptionCell(e: Elaborator, name: string, info?: ClassInfo): Typed["t"] {
  return e.store.part({ kind: "exc", key: `exc:${name}`, args: [], ref: { name, info } satisfies ExceptionRef });
}

export function exceptionStatic(known: Callee | undefined): string | undefined {
  if (known?.k === "exception") return exceptionConstant(known.name);
  if (known?.k === "class" && known.info.exception)
    return `${known.info.rust.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}_CLASS`;
  return undefined;
}

/** `ValueError("…")` as a value. */
export function makeException(e: Elaborator, name: string, node: Call): Typed {
  const given = typeArguments(e, node.args, []);
  const args = given.positional;
  if ((given.rest || given.before.length) && exceptionBases(name).some((base) => LOOKING.test(base)))
    return e.refuse(`${name} with starred arguments`, node);
  const made = name === "OSError" && args.length > 1 ? byNumber(e, args[0] as Typed) : name;
  return madeOf(e, given, node, made, exceptionConstant(made));
}

/** `statistics.StatisticsError("…")` as a value: of the library's own classes no more is known than that they are errors. */
export function makeLibraryException(e: Elaborator, constant: string, node: Call): Typed {
  return madeOf(e, typeArguments(e, node.args, []), node, "Exception", constant);
}

function madeOf(e: Elaborator, given: Arguments, node: Call, name: string, constant: string): Typed {
  const write = madeWith(e, given);
  return typed(exceptionCell(e, name), node, (g) => write(g, constant) + unraised(e));
}

/** What looks at its arguments when it is made. */
const LOOKING = /^(OSError|StopIteration|SystemExit|SyntaxError|Unicode\w+)$/;

const builtinsOf = (info: ClassInfo): string[] =>
  info.mro.flatMap(({ exceptions }) => exceptions.flatMap(exceptionBases));

/** Does Python's own part of a class of exceptions look at its arguments? */
export const looksAtArgumentsOf = (info: ClassInfo): boolean => builtinsOf(info).some((base) => LOOKING.test(base));

/** May Python's own part of a class of exceptions take arguments by name? */
export const takesKeywords = (info: ClassInfo): boolean =>
  builtinsOf(info).some((base) => /^(ImportError|NameError|AttributeError|OSError)$/.test(base));

/** Writes an exception of the class that a constant names, made with such arguments. */
export function madeWith(e: Elaborator, given: Arguments): (g: Gen, constant: string) => string {
  const args = given.positional;
  const source = given.rest && iterateValue(e, given.rest, "star");
  const more: Typed[] = source ? [typed(source.item, undefined, () => "")] : [];
  keepArguments(e, [...args, ...more]);
  return (g, constant) => {
    const lets = heldLets(g, given.before);
    const text = source ? gathered(g, constant, args, source) : errorText(g, constant, args);
    return lets ? `{ ${lets}${text} }` : text;
  };
}

/** An exception whose last arguments are taken from what is starred. */
function gathered(g: Gen, constant: string, args: readonly Typed[], { item, write }: Source): string {
  const [all, it, v] = [g.fresh("all"), g.fresh("it"), g.fresh("v")];
  const first = args.map((x) => `${all}.push((${argumentText(g, x)}).to_arg()); `).join("");
  const each = isWhole(item) ? `Kept(${v})` : v;
  const rest = `let mut ${it} = ${write(g)}; while let Some(${v}) = ${g.q(`${it}.next()`)} { ${all}.push(${each}.to_arg()); }`;
  return `{ let mut ${all} = Vec::new(); ${first}${rest} ${constant}.of(${all}) }`;
}

/** What `OSError(number, text)` makes, by the numbers of Linux. */
const BY_NUMBER: Record<string, string> = {
  1: "PermissionError",
  2: "FileNotFoundError",
  13: "PermissionError",
  17: "FileExistsError",
  20: "NotADirectoryError",
  21: "IsADirectoryError",
  110: "TimeoutError",
};

function byNumber(e: Elaborator, number: Typed): string {
  if (number.lit?.k !== "int")
    return e.refuse("OSError with a number that is worked out", number.at, "name its subclass");
  const known = BY_NUMBER[String(number.lit.v)];
  return known && isException(known) ? known : e.refuse("OSError with this number", number.at, "name its subclass");
}

/** Notes what exceptions are made of: the types of `e.args`, with those of containers where the program looks at it. */
export function keepArguments(e: Elaborator, args: Typed[]): void {
  for (const x of args) {
    const cell = find(x.t);
    if (isWhole(x.t) && looksAtArguments(e)) keepWhole(e, x.t);
    else e.store.add(e.exceptionArgs, cell.mask & (BOOL | INT | FLOAT | STR | NONE));
  }
}

/** Notes what a KeyError may be made of, other than text. */
export function keepKey(e: Elaborator, key: Cell): void {
  const { mask, parts } = find(key);
  if (!looksAtArguments(e)) return;
  if (mask & ~(STR | INT) || parts?.size) keepWhole(e, key);
  else e.store.add(e.exceptionArgs, mask & INT);
}

function keepWhole(e: Elaborator, t: Cell): void {
  e.store.flow(t, e.exceptionArgs);
  e.wholeArgs.add(t);
}

/** Is it something that no plain value stands for: a container, an object, or any of several kinds? */
function isWhole(t: Cell): boolean {
  const parts = [...(find(t).parts?.values() ?? [])];
  const isKept = parts.every(({ kind }) => /^(list|dict|set|frozenset|tuple|vtuple|inst)$/.test(kind));
  return isKept && (parts.length > 0 || width(t) > 1);
}

function looksAtArguments(e: Elaborator): boolean {
  e.looksAtArguments ??= e.units.some(({ module, written }) => {
    let found = false;
    if (!written)
      eachNode(module, (node) => {
        if (node.nodeType === "Attribute" && (node as { attr?: string }).attr === "args") found = true;
      });
    return found;
  });
  return e.looksAtArguments;
}

const VALUES: [number, string][] = [
  [BOOL, "Bool"],
  [INT, "Int"],
  [FLOAT, "Float"],
  [STR, "Str"],
];

/** The closure that gives an argument of an exception its type; what the program's types do not foresee ends it. */
export function argumentOf(e: Elaborator, g: Gen): string {
  const t = e.exceptionArgs;
  const arms = VALUES.filter(([bit]) => find(t).mask & bit).map(
    ([bit, name]) => `Some(Passed::Plain(Value::${name}(v))) => ${g.coerceText("v", e.store.temp(bit), t)}`,
  );
  if (find(t).mask & NONE)
    arms.push(`Some(Passed::Plain(Value::None)) => ${g.coerceText("()", e.store.temp(NONE), t)}`);
  const other = 'limit("an argument of an exception of another type")';
  const wholes = new Map<string, Cell>();
  for (const part of find(t).parts?.values() ?? []) wholes.set(g.ty(e.store.part(part)), e.store.part(part));
  for (const own of e.wholeArgs) wholes.set(g.ty(own), own);
  const taken = [...wholes].map(
    ([type, own]) =>
      `if let Some(v) = whole.as_any().downcast_ref::<${type}>() { ${g.coerceText("v.clone()", own, t)} } else `,
  );
  if (taken.length > 0) arms.push(`Some(Passed::Whole(whole)) => { ${taken.join("")}{ ${other} } }`);
  return `|v: Option<Passed>| match v { ${arms.join(", ")}, _ => ${other} }`;
}

export function errorText(g: Gen, constantName: string, args: Typed[]): string {
  if (args.length === 0) return `${constantName}.empty()`;
  const only = args[0] as Typed;
  if (args.length === 1 && g.ty(only.t) === "Str") {
    return only.lit?.k === "str"
      ? `${constantName}.msg(${g.own(only).replace(/^lit\((.*)\)$/s, "$1")})`
      : `${constantName}.msg(${g.own(only)})`;
  }
  return `${constantName}.new(&[${args.map((x) => argumentText(g, x)).join(", ")}])`;
}

/** What an exception is made with: containers are kept, for they may change before they are shown. */
const argumentText = (g: Gen, x: Typed): string => (isWhole(x.t) ? `&Kept(${g.own(x)})` : g.ref(x));

/** Has a class nothing of its own, so that its exceptions carry no object? */
export const isBare = (info: ClassInfo): boolean => info.mro.every(({ fields, own }) => !fields.size && !own.size);

/** An exception of the program's own class; `built` is its object, if it has state or an `__init__`. */
export function exceptionOf(
  e: Elaborator,
  info: ClassInfo,
  built: Typed | undefined,
  given: Arguments,
  at: Place,
): Typed {
  const name = exceptionStatic({ k: "class", info }) as string;
  const { positional, keywords } = given;
  const write = madeWith(e, built ? { positional, keywords, before: [] } : given);
  const isKnown = positional.every((x) => x.pure) && !given.rest;
  return typed(exceptionCell(e, info.name, info), at, (g) => {
    if (!built) {
      const text = write(g, name);
      if (isBare(info)) return text + unraised(e);
      const [error, made] = [g.fresh("error"), g.fresh("made")];
      return `{ let ${error} = ${text}; let ${made} = ${info.rust}::blank(); ${made}.exception_args.set(${name}.with_args_of(&${error})); ${error}.payload(Rc::new(${made}))${unraised(e)} }`;
    }
    const [held, first] = [g.fresh("error"), g.fresh("args")];
    const fallback = isKnown
      ? write(g, name)
      : `limit("starred arguments of an exception that its __init__ does not hand on")`;
    return `{ let ${held} = ${g.own(built)}; let ${first} = if ${held}.exception_args.is_set() { ${name}.with_args_of(&${g.q(`${held}.exception_args.get()`)}) } else { ${fallback} }; ${held}.exception_args.set(${name}.with_args_of(&${first})); ${first}.payload(Rc::new(${held}))${unraised(e)} }`;
  });
}
