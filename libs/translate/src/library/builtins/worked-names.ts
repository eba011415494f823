import type { Attribute, Call, Expr } from "../../ast.js";
import { quote } from "../../generate/names.js";
import { kindsOf } from "../../generate/rust-types.js";
import { askedFor, patternHere } from "../../infer/asked.js";
import { read1, setMember } from "../../infer/attributes.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf } from "../../infer/classes.js";
import type { ClassInfo } from "../../infer/context.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { hold } from "../../infer/held.js";
import { setOwnAttribute } from "../../infer/instance-dicts.js";
import { isOnly } from "../../infer/numbers.js";
import { type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { placeOf } from "../../nodes.js";
import {
  type AttributeNames,
  type KnownTexts,
  matches,
  type NamePattern,
  patternOf,
} from "../../resolve/attribute-names.js";
import { BOOL, find, isBottom, NONE, STR, soloPart } from "../../types/cell.js";
import { pythonAttributes } from "../python-attributes.js";
import { attr, attributeOf, heldValue } from "./attributes.js";

/*
 * Attributes by names that are worked out.
 *
 * 1. What a name may be is taken from the source: the texts a loop walks through, what an f-string begins and ends
 *    with, or else every text of the program. Each such attribute is an arm of a match over the name.
 * 2. A name that is an attribute of the object and was not foreseen ends the program as a limit of the translation.
 * 3. Any other name is no attribute.
 */

const isSpecial = (name: string): boolean => /^__\w*__$/.test(name);

type Accesses = Expr & { accesses?: Map<string, Attribute> };

/** The same node for the same name in every round: what is known of the attribute as a value hangs on it. */
function accessOf(node: Expr, target: Expr, name: string): Attribute {
  const kept = node as Accesses;
  kept.accesses ??= new Map();
  const known = kept.accesses.get(name);
  if (known) return known;
  const made = { ...placeOf(node), nodeType: "Attribute", value: target, attr: name } as Attribute;
  kept.accesses.set(name, made);
  return made;
}

/** The attributes of the method's own object that are known texts. */
export function textsHere(e: Elaborator): KnownTexts | undefined {
  const { owner, node } = e.cx.inst;
  const texts = owner?.node.texts;
  const self = node.nodeType === "FunctionDef" ? node.args.args[0]?.arg : undefined;
  return texts && self !== undefined ? { self, texts } : undefined;
}

function namesIn(e: Elaborator, at: Expr): AttributeNames {
  return e.attributeNames ?? e.refuse("an attribute whose name is worked out", at);
}

/** Every attribute that an object, or a class, may be asked for. */
function attributesFor(info: ClassInfo, isClass: boolean): string[] {
  const out = new Set(isClass ? [] : info.fields.keys());
  for (const each of info.mro) for (const name of each.own.keys()) out.add(name);
  return [...out].filter((name) => !isSpecial(name));
}

/** Of what a program is told from outside it asks methods that are open to all. */
function foreseen(info: ClassInfo | undefined, all: string[], pattern: NamePattern, known: AttributeNames): string[] {
  const fit = all.filter((name) => matches(pattern, name));
  if (pattern.names || pattern.before || pattern.after || known.isListed) return fit;
  const isOpen = (name: string): boolean =>
    known.isFed && !name.startsWith("_") && info !== undefined && findMember(info, name)?.k === "method";
  const written = fit.filter((name) => known.texts.has(name) || isOpen(name));
  return written.length ? written : fit;
}

/** Works out several values in their order, and then what stands on them. */
function holding(e: Elaborator, at: Expr, xs: Typed[], work: (held: Typed[]) => Typed): Typed {
  if (xs.some((x) => isBottom(x.t))) return dead(e, at, ...xs);
  const held = xs.map(hold);
  const result = work(held.map(heldValue));
  return typed(result.t, at, (g) => {
    const lets = held.map((each) => {
      const text = g.own(each.x);
      each.name = g.fresh("given");
      return `let ${each.name} = ${text}; `;
    });
    return `{ ${lets.join("")}${g.own(result)} }`;
  });
}

/** The same call with the name as the source would say it. */
function namedAttribute(e: Elaborator, name: string, node: Call, asked: string): Typed {
  const kept = node as Call & { named?: Map<string, Call> };
  kept.named ??= new Map();
  let call = kept.named.get(asked);
  if (!call) {
    const key = {
      ...placeOf(node),
      nodeType: "Constant",
      value: asked,
      lit: { k: "str", v: asked },
    } as unknown as Expr;
    call = { ...node, args: [node.args[0] as Expr, key, ...node.args.slice(2)] };
    kept.named.set(asked, call);
  }
  return attr(name)(e, call);
}

/** `getattr` and `hasattr` with a name that is worked out. */
export function workedAttribute(e: Elaborator, name: string, node: Call): Typed {
  const [target, key, otherwise] = node.args as [Expr, Expr, Expr | undefined];
  const asked = askedFor(e, key);
  if (asked !== undefined) return namedAttribute(e, name, node, asked);
  const known = namesIn(e, node);
  const pattern = patternOf(known, key, textsHere(e));
  const xs = [target, key, ...(otherwise ? [otherwise] : [])].map((each) => expression(e, each));
  return holding(e, node, xs, ([x, text, fallback]) => {
    if ([...(find((x as Typed).t).parts?.values() ?? [])].some(({ kind }) => kind === "func"))
      return e.refuse(`${name} of a function or a type with a name that is worked out`, node);
    return named(e, text as Typed, node, (given) =>
      spread(e, x as Typed, (arm) =>
        name === "hasattr" ? whether(e, arm, given, node) : oneOf(e, arm, given, { pattern, known, fallback }, node),
      ),
    );
  });
}

/** A name of an attribute: what is no text raises. */
function named(e: Elaborator, name: Typed, at: Expr, work: (text: Typed) => Typed): Typed {
  return spread(e, name, (text) =>
    isOnly(text, STR) ? work(text) : e.typeError(`attribute name must be string, not '${typeName(text.t)}'`, at, text),
  );
}

function classAndKind(x: Typed): { info: ClassInfo | undefined; isClass: boolean } {
  const part = soloPart(x.t);
  return part?.kind === "class" ? { info: part.ref as ClassInfo, isClass: true } : { info: infoOf(x), isClass: false };
}

function knownOf(x: Typed): ReadonlySet<string> | undefined {
  return pythonAttributes(kindsOf(find(x.t))[0]);
}

const OTHER = 'name if name.starts_with("__") => limit("an attribute of Python\'s own by a name that is worked out")';

function whether(e: Elaborator, x: Typed, text: Typed, node: Call): Typed {
  const { info, isClass } = classAndKind(x);
  const plain = knownOf(x);
  if (!info && !plain) return e.refuse("hasattr with a name that is worked out", node);
  if (info && findMember(info, "__getattr__"))
    return e.refuse("hasattr with a name that is worked out, of an object with __getattr__", node);
  const names = info ? attributesFor(info, isClass) : [...(plain as Set<string>)].filter((name) => !isSpecial(name));
  const arms = names.map((name) => ({
    name,
    is: info && attributeOf(e, x, name, undefined, accessOf(node, node.args[0] as Expr, name), node),
  }));
  return typed(e.store.temp(BOOL), node, (g) => {
    const texts = arms.map(({ name, is }) => `${quote(name)} => ${is ? g.own(is) : "true"}`);
    return `match ${g.recv(text)}.as_str() { ${[...texts, OTHER, "_ => false"].join(", ")} }`;
  });
}

interface Asked {
  pattern: NamePattern;
  known: AttributeNames;
  fallback: Typed | undefined;
}

function oneOf(e: Elaborator, x: Typed, text: Typed, { pattern, known, fallback }: Asked, node: Call): Typed {
  const { info, isClass } = classAndKind(x);
  const plain = knownOf(x);
  if (!info && !plain) return e.refuse("getattr with a name that is worked out", node);
  if (info?.exception) return e.refuse("getattr with a name that is worked out, of an exception", node);
  const all = info ? attributesFor(info, isClass) : [...(plain as Set<string>)].filter((name) => !isSpecial(name));
  const names = foreseen(info, all, pattern, known);
  if (!info && !pattern.names && names.length > 8) return e.refuse("getattr with a name that is worked out", node);
  const t = e.store.temp();
  const arms = names.map((name) => {
    const access = accessOf(node, node.args[0] as Expr, name) as Attribute & Expr;
    const value = fallback ? attributeOf(e, x, name, fallback, access, node) : read1(e, x, name, access);
    e.store.flow(value.t, t);
    return { name, value };
  });
  const asked =
    info && !isClass && findMember(info, "__getattr__")
      ? fallback
        ? e.refuse("getattr with a default and a name that is worked out, of an object with __getattr__", node)
        : callMethod(e, x, "__getattr__", [text], node)
      : undefined;
  const last = fallback ?? asked;
  if (last) e.store.flow(last.t, t);
  const owner = isClass ? `type object '${info?.name}'` : `'${typeName(x.t)}' object`;
  return typed(t, node, (g) => {
    const texts = arms.map(({ name, value }) => `${quote(name)} => ${g.own(value, t)}`);
    const missed = all.filter((name) => !names.includes(name)).map(quote);
    if (missed.length) texts.push(`${missed.join(" | ")} => limit("an attribute by a name that was not foreseen")`);
    const message = `exc::ATTRIBUTE_ERROR.msg(Str::from(format!("{} has no attribute '{}'", ${quote(owner)}, name)))`;
    texts.push(OTHER, last ? `_ => ${g.own(last, t)}` : `name => ${g.throwing(message)}`);
    return `match ${g.recv(text)}.as_str() { ${texts.join(", ")} }`;
  });
}

/** `setattr(x, name, value)` with a name that is worked out. */
export function setWorked(e: Elaborator, target: Expr, key: Expr, given: Expr, node: Call): Typed {
  const xs = [target, key, given].map((each) => expression(e, each));
  return setByName(e, xs as [Typed, Typed, Typed], { target, key, isOwn: false }, node);
}

/** Sets the attribute that a text names; `isOwn` past properties, as `x.__dict__[name] = value` does. */
export function setByName(
  e: Elaborator,
  xs: [Typed, Typed, Typed],
  of: { target: Expr; key: Expr; isOwn: boolean },
  node: Expr,
): Typed {
  const known = namesIn(e, node);
  const pattern = patternHere(e, known, of.key, textsHere(e));
  e.afterCall();
  // An assignment works out its value first.
  const ordered = of.isOwn ? [xs[2], xs[0], xs[1]] : xs;
  return holding(e, node, ordered, (held) => {
    const [x, text, value] = of.isOwn ? [held[1], held[2], held[0]] : held;
    if (of.isOwn && !isOnly(text as Typed, STR)) return e.refuse("__dict__ with a name that may be no text", node);
    return named(e, text as Typed, node, (given) =>
      spread(e, x as Typed, (arm) => {
        const info = infoOf(arm);
        if (!info) return e.refuse("setattr with a name that is worked out", node, "assign to the attribute");
        const names = settable(info, pattern, known, of.isOwn);
        if (!names.length) return e.refuse("setattr with a name that is worked out", node, "assign to the attribute");
        const arms = names.map((name) => {
          const access = accessOf(node, of.target, name);
          const done = of.isOwn
            ? setOwnAttribute(e, arm, info, name, value as Typed, access)
            : setMember(e, arm, name, value as Typed, access);
          return { name, done };
        });
        return typed(e.store.temp(NONE), node, (g) => {
          const texts = arms.map(({ name, done }) => `${quote(name)} => { ${done.emit(g).s}; }`);
          texts.push('_ => limit("setting an attribute by a name that was not foreseen")');
          return `match ${g.recv(given)}.as_str() { ${texts.join(", ")} }`;
        });
      }),
    );
  });
}

/** The attributes that may be set by a name: those the class has, and those that the program writes down somewhere. */
function settable(info: ClassInfo, pattern: NamePattern, known: AttributeNames, isOwn: boolean): string[] {
  const out = new Set<string>(pattern.names);
  if (!pattern.names) {
    const isText = !pattern.before && !pattern.after;
    for (const name of attributesFor(info, false))
      if (matches(pattern, name) && (!isText || known.texts.has(name))) out.add(name);
    for (const name of known.texts) if (matches(pattern, name) && known.read.has(name)) out.add(name);
    for (const name of known.given) out.add(isText ? name : pattern.before + name + pattern.after);
    if (!isText)
      for (const name of known.texts) {
        const made = pattern.before + name + pattern.after;
        if (known.read.has(made)) out.add(made);
      }
  }
  const isMethod = (name: string): boolean => /^(method|decorated|class)$/.test(findMember(info, name)?.k ?? "");
  return [...out].filter((name) => !isSpecial(name) && (isOwn || !isMethod(name)) && /^[A-Za-z_]\w*$/.test(name));
}
