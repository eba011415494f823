import type { Attribute, Call, Expr, Place, Subscript } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { quote, rustName } from "../generate/names.js";
import { setByName, textsHere } from "../library/builtins/worked-names.js";
import { placeOf } from "../nodes.js";

import { BOOL, type Cell, find, NONE, STR, soloPart } from "../types/cell.js";
import { patternHere } from "./asked.js";
import { fieldCell, infoOf } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { hold } from "./held.js";
import { slotsOf } from "./slots.js";
import { raising, type Typed, typed } from "./typed.js";
import { spread } from "./unions.js";

/*
 * `x.__dict__`.
 *
 * 1. Objects of a class that is asked for it have a dictionary beside their attributes, which follows them: it has
 *    Python's order, is the same object each time, and sees what is set later.
 * 2. It is sealed: whoever changes it as a dictionary meets a limit of the translation. `x.__dict__[name] = value` and
 *    `x.__dict__.update(…)`, where they stand so in the source, set the attributes.
 */

/** The Rust field that holds the dictionary. */
export const OWN_DICT = "own_dict__";

/** What `__dict__` is of an object that has none in Python; it is refused where Python keeps one elsewhere. */
function withoutDict(e: Elaborator, x: Typed, info: ClassInfo, at: Place): Typed | undefined {
  if (slotsOf(e, info))
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("'${info.name}' object has no attribute '__dict__'")`, at, x);
  const isPlain = !info.isEnum && !info.isTuple && !info.exception && info.mro.every(({ node }) => !hasOther(node));
  return isPlain ? undefined : e.refuse(`__dict__ of ${info.name}`, at);
}

/** `x.__dict__`, of an object of the class. */
export function instanceDict(e: Elaborator, x: Typed, info: ClassInfo, at: Place): Typed {
  const none = withoutDict(e, x, info, at);
  if (none) return none;
  let cells = e.dicts.get(info);
  if (!cells) {
    cells = { key: e.store.cell(STR), value: e.store.cell() };
    e.dicts.set(info, cells);
    e.store.changed = true;
  }
  for (const field of info.fields.values()) e.store.flow(field, cells.value);
  return typed(e.store.of("dict", cells.key, cells.value), at, (g) => `${g.recv(x)}.${OWN_DICT}.clone()`);
}

/** Are some of its objects' attributes kept elsewhere? */
const hasOther = ({ standsFor, body }: ClassInfo["node"]): boolean =>
  standsFor !== undefined ||
  body.some(
    (stmt) =>
      stmt.nodeType === "Assign" &&
      stmt.targets.some((target) => target.nodeType === "Name" && target.id === "__slots__"),
  );

/** What follows an attribute's change where the class's objects have a dictionary. */
export function noted(e: Elaborator, info: ClassInfo, held: string, name: string): string {
  return e.dicts.has(info) ? ` ${held}.noted(${quote(name)});` : "";
}

/** The method that brings the dictionary up to date. */
export function writeNoted(e: Elaborator, g: Gen, info: ClassInfo): string {
  const cells = e.dicts.get(info) as { key: Cell; value: Cell };
  const arms = info.fieldOrder.map((name) => {
    const field = `self.${rustName(name)}`;
    const text = g.coerceText(`must(${field}.get())`, info.fields.get(name) as Cell, cells.value);
    const key = g.key(name, cells.key);
    return `${quote(name)} => if ${field}.is_set() { self.${OWN_DICT}.keep(${key}, ${text}) } else { self.${OWN_DICT}.lose(&${key}) }`;
  });
  return `fn noted(&self, name: &str) {\nmatch name { ${[...arms, "_ => ()"].join(",\n")} }\n}`;
}

/** Sets an attribute of the object itself, past what its class has under that name. */
export function setOwnAttribute(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  name: string,
  value: Typed,
  at: Place,
): Typed {
  const cell = fieldCell(e, info, name);
  e.store.flow(value.t, cell);
  return typed(e.store.temp(NONE), at, (g) => {
    const text = g.own(value, cell);
    const object = g.fresh("o");
    return `{ let ${object} = ${g.own(x)}; ${object}.${rustName(name)}.set(${text});${noted(e, info, object, name)} }`;
  });
}

const isDict = (node: Expr): node is Attribute & Expr => node.nodeType === "Attribute" && node.attr === "__dict__";

/** The object whose `__dict__` an expression is. */
export function dictOwner(node: Expr): Expr | undefined {
  if (isDict(node)) return node.value;
  const isVars = node.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "vars" && !node.func.sym;
  return isVars && node.args.length === 1 ? node.args[0] : undefined;
}

interface OwnAsked {
  owner: Expr;
  key: Expr;
  /** What is made of the attribute, or of its absence. */
  found: (value: Typed) => Typed;
  missing: (key: Typed) => Typed;
}

/** Asks one attribute of an object's own, by a name that the source says; nothing where it does not. */
function askOwn(e: Elaborator, { owner, key, found, missing }: OwnAsked, at: Place): Typed | undefined {
  const names = e.attributeNames && patternHere(e, e.attributeNames, key, textsHere(e)).names;
  const [name] = names ?? [];
  if (names?.size !== 1 || name === undefined) return undefined;
  const [x, text] = [expression(e, owner), expression(e, key)];
  const parts = [...(find(x.t).parts?.values() ?? [])];
  if (find(x.t).mask || !parts.length || parts.some(({ kind }) => kind !== "inst")) return undefined;
  const [object, asked] = [hold(x), hold(text)];
  const held = (each: typeof object): Typed => (each.node as unknown as { typed: Typed }).typed;
  const whole = spread(e, held(object), (arm) => {
    const info = infoOf(arm) as ClassInfo;
    const none = withoutDict(e, arm, info, at);
    if (none) return none;
    const field = info.fields.get(name);
    const absent = missing(held(asked));
    if (!field) return absent;
    const there = found(raising(field, at, (g) => `${g.recv(arm)}.${rustName(name)}.get()`));
    const t = e.store.temp();
    e.store.flow(there.t, t);
    e.store.flow(absent.t, t);
    return typed(
      t,
      at,
      (g) => `if ${g.recv(arm)}.${rustName(name)}.is_set() { ${g.own(there, t)} } else { ${g.own(absent, t)} }`,
      false,
    );
  });
  return typed(whole.t, at, (g) => {
    const lets = [object, asked].map((each) => {
      const own = g.own(each.x);
      each.name = g.fresh("given");
      return `let ${each.name} = ${own}; `;
    });
    const check = text.lit
      ? ""
      : `if ${asked.name}.as_str() != ${quote(name)} { limit("an attribute by a name that was not foreseen") } `;
    return `{ ${lets.join("")}${check}${g.own(whole)} }`;
  });
}

/** `x.__dict__[name]` by a name that the source says; nothing for any other index. */
export function itemOfDict(e: Elaborator, node: Subscript): Typed | undefined {
  const owner = dictOwner(node.value);
  if (!owner) return undefined;
  const missing = (key: Typed): Typed => ({
    t: e.store.temp(),
    at: node,
    emit: (g) => ({ s: `{ ${g.throwing(`exc::KEY_ERROR.new(&[${g.ref(key)}])`)} }`, m: 0, atom: true }),
  });
  return askOwn(e, { owner, key: node.slice, found: (value) => value, missing }, node);
}

/** `name in x.__dict__` by a name that the source says; nothing for any other test. */
export function inDict(e: Elaborator, key: Expr, container: Expr, is: boolean, at: Place): Typed | undefined {
  const owner = dictOwner(container);
  if (!owner) return undefined;
  const answer = (value: boolean): Typed => typed(e.store.temp(BOOL), at, () => String(value));
  return askOwn(e, { owner, key, found: () => answer(is), missing: () => answer(!is) }, at);
}

/** `x.__dict__.get(name[, default])` by a name that the source says. */
function getOfDict(e: Elaborator, owner: Expr, node: Call): Typed | undefined {
  const [key, otherwise] = node.args;
  if (!key || node.args.length > 2 || node.keywords.length || (otherwise && otherwise.nodeType !== "Constant"))
    return undefined;
  const none = { ...placeOf(node), nodeType: "Constant", value: null, lit: { k: "none" } } as unknown as Expr;
  const missing = (): Typed => expression(e, otherwise ?? none);
  return askOwn(e, { owner, key, found: (value) => value, missing }, node);
}

/** `x.__dict__[name] = value`; nothing if the base is no object's dictionary. */
export function setInDict(e: Elaborator, target: Subscript, given: Typed): Typed | undefined {
  const owner = dictOwner(target.value);
  if (!owner) return undefined;
  const x = expression(e, owner);
  const key = expression(e, target.slice);
  return setByName(e, [x, key, given], { target: owner, key: target.slice, isOwn: true }, target as Expr);
}

/** `x.__dict__.update(…)`, and `get` by a name that the source says; nothing for any other call. */
export function callOfDict(e: Elaborator, base: Expr, name: string, node: Call): Typed | undefined {
  const owner = name === "update" || name === "get" ? dictOwner(base) : undefined;
  if (!owner) return undefined;
  return name === "get" ? getOfDict(e, owner, node) : updateOwn(e, owner, node);
}

function updateOwn(e: Elaborator, owner: Expr, node: Call): Typed {
  const x = expression(e, owner);
  const [given] = node.args;
  if (node.args.length > 1 || (given && node.keywords.length) || node.keywords.some(({ arg }) => !arg))
    return e.refuse("update of a __dict__ with these arguments", node);
  if (!given) {
    const info = infoOf(x);
    if (!info) return e.refuse("update of this __dict__", node);
    const steps = node.keywords.map(({ arg, value }) =>
      setOwnAttribute(e, x, info, arg as string, expression(e, value), node),
    );
    return typed(e.store.temp(NONE), node, (g) => `{ ${steps.map((step) => `${g.own(step)};`).join(" ")} }`);
  }
  const from = expression(e, given);
  const part = soloPart(from.t);
  if (part?.kind !== "dict") return e.refuse("update of a __dict__ with what is no dictionary", node);
  const [key, value] = part.args as [Cell, Cell];
  let [name, item] = ["", ""];
  const place = (t: Cell, text: () => string): Typed => ({
    t,
    at: node,
    pure: true,
    emit: () => ({ s: text(), m: 1, atom: true }),
  });
  const unknown = { nodeType: "Held" } as unknown as Expr;
  const held = place(x.t, () => object);
  let object = "";
  const set = setByName(
    e,
    [held, place(key, () => name), place(value, () => item)],
    { target: owner, key: unknown, isOwn: true },
    node,
  );
  return typed(e.store.temp(NONE), node, (g) => {
    [object, name, item] = [g.fresh("o"), g.fresh("name"), g.fresh("v")];
    return `{ let ${object} = ${g.own(x)}; for (${name}, ${item}) in ${g.recv(from)}.pairs() { ${g.own(set)}; } }`;
  });
}
