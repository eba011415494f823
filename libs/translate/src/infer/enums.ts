import type { Call, Expr, Place, Subscript } from "../ast.js";
import type { FlagClass } from "../desugar/flags.js";
import type { Gen } from "../generate/gen.js";
import { quote } from "../generate/names.js";
import { type Cell, find, isBottom, NONE, STR } from "../types/cell.js";
import { callee } from "./callee.js";
import { callBound, classValue } from "./class-calls.js";
import { fieldCell, findMember, infoOf, instanceCell } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { sharesKind } from "./equality.js";
import { expression } from "./expressions.js";
import { isOnly } from "./numbers.js";
import { type Typed, typed } from "./typed.js";
import { qualifiedClassName } from "./types-as-values.js";
import { dead, spread } from "./unions.js";

export function isEnumClass(x: Typed): boolean {
  return infoOf(x)?.isEnum === true;
}

/** The variable that remembers the flags that are put together: each is made once. */
export function flagCache(e: Elaborator, info: ClassInfo): string {
  const known = [...e.statics.keys()].find((name) => name === `${info.rust.toUpperCase()}_FLAGS`);
  if (known) return known;
  const name = `${info.rust.toUpperCase()}_FLAGS`;
  e.statics.set(name, () => `static ${name}: Global<Dict<Int, ${info.rust}>> = Global::new("${info.name}");`);
  return name;
}

/** A flag of several bits, or of none: `v` is its value. */
function combined(e: Elaborator, g: Gen, info: ClassInfo, v: string): string {
  const { bits, several, isInt } = info.node.flags as FlagClass;
  const all = bits.reduce((sum, { value }) => sum | value, 0n);
  const cache = flagCache(e, info);
  const names = bits.map(({ name, value }) => `if !(&v & &int(${value})).is_zero() { names.push(${quote(name)}); }`);
  const wider = several.map(
    ({ name, value }) => `if eq(&(&v & &int(${value})), &int(${value})) { names.push(${quote(name)}); } `,
  );
  // Bits that no member names are shown as a number, behind each member that the value holds.
  const rest = isInt
    ? `let rest = str_of(&others); if !others.is_zero() { ${wider.join("")}if !names.is_empty() { names.push(rest.as_str()); } } `
    : "";
  return (
    `{ let v = ${v}; let known = ${g.q(`${cache}.get()`)}; if known.contains(&v) { ${g.q("known.get(&v)")} } else { ` +
    `let others = &v & &!int(${all}); if ${isInt ? "v.is_negative()" : "!others.is_zero()"} { limit("a flag of bits without a name") } ` +
    `let mut names: Vec<&str> = Vec::new(); ${names.join(" ")} ${rest}let made = ${info.rust}::blank(); made.value.set(v.clone()); ` +
    `if !names.is_empty() { made.name.set(Str::from(names.join("|"))); } known.set(v, made.clone()); made } }`
  );
}

/** `Color(1)`; a member is itself. */
export function enumByValue(e: Elaborator, info: ClassInfo, node: Call): Typed {
  const given = expression(e, node.args[0] as Expr);
  return spread(e, given, (arm) => {
    if (infoOf(arm) === info) return arm;
    const isAsked = info.node.flags || findMember(info, "_missing_") || infoOf(arm);
    if (isAsked || sharesKind(arm.t, fieldCell(e, info, "value"))) return memberByValue(e, info, arm, node);
    return typed(e.store.temp(), node, (g) => `{ let v = ${g.own(arm)}; ${g.throwing(notValid(g, info, "v"))} }`);
  });
}

/** The error of a value that no member has. */
const notValid = (g: Gen, info: ClassInfo, v: string): string =>
  `exc::VALUE_ERROR.msg(fstr(&[F::Repr(&${v}), F::Lit(" is not a valid ${qualifiedClassName(info)}")])${g.jump.tryLabel ? ".unwrap()" : "?"})`;

function memberByValue(e: Elaborator, info: ClassInfo, x: Typed, node: Call): Typed {
  const value = fieldCell(e, info, "value");
  if (isBottom(x.t)) return dead(e, node, x);
  e.store.flow(x.t, value);
  const other = missing(e, info, value, node);
  return typed(instanceCell(e, info), node, (g) => {
    const v = g.fresh("v");
    const given = [...info.own].flatMap(([name, { k }]) => (k === "attribute" && !name.startsWith("_") ? [name] : []));
    const tests = (info.node.flags ? given : info.members).map((name) => {
      const { rust } = info.own.get(name) as { rust: string };
      return `if eq(&${g.q(`${g.q(`${rust}.get()`)}.value.get()`)}, &${v}) { ${g.q(`${rust}.get()`)} } else `;
    });
    const error = notValid(g, info, v);
    const rest = info.node.flags ? combined(e, g, info, v) : other ? other(g, v, g.throwing(error)) : g.throwing(error);
    return `{ let ${v} = ${g.own(x, value)}; ${tests.join("")}{ ${rest} } }`;
  });
}

/** What a class's `_missing_` makes of a value that no member has; `failed` is what comes of None. */
function missing(
  e: Elaborator,
  info: ClassInfo,
  value: Cell,
  node: Call,
): ((g: Gen, v: string, failed: string) => string) | undefined {
  const member = findMember(info, "_missing_");
  if (!member) return undefined;
  if (member.k !== "method" || member.binding !== "class" || info.node.flags)
    return e.refuse("_missing_ of an enumeration", info.node);
  let held = "";
  const given: Typed = { t: value, at: node, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const found = callBound(
    e,
    classValue(e, info),
    info,
    member,
    { positional: [given], keywords: new Map(), before: [] },
    node,
  );
  const { mask, parts } = find(found.t);
  const isMember = [...(parts?.values() ?? [])].every(({ kind, ref }) => kind === "inst" && ref === info);
  if (mask & ~NONE || !isMember) return e.refuse("_missing_ that gives other than a member or None", node);
  return (g, v, failed) => {
    held = v;
    if (!parts?.size) return `let _ = ${g.own(found)}; ${failed}`;
    return mask & NONE ? `match ${g.own(found)} { Some(found) => found, None => { ${failed} } }` : g.own(found);
  };
}

/** `Color["RED"]`; nothing if the base is no enum. */
export function enumByName(e: Elaborator, node: Subscript): Typed | undefined {
  const base =
    node.value.nodeType === "Name" || node.value.nodeType === "Attribute" ? callee(e, node.value) : undefined;
  if (base?.k !== "class" || base.info.meta) return undefined;
  return memberByName(e, base.info, expression(e, node.slice), node);
}

/** A member of an enumeration by its name. */
export function memberByName(e: Elaborator, info: ClassInfo, x: Typed, node: Place): Typed {
  const member = findMember(info, "__class_getitem__");
  if (member?.k === "method")
    return callBound(e, classValue(e, info), info, member, { positional: [x], keywords: new Map(), before: [] }, node);
  if (!info.isEnum) return e.refuse("subscript of a class", node);
  if (isBottom(x.t)) return dead(e, node, x);
  if (find(x.t).mask === (STR | NONE) && !find(x.t).parts?.size)
    return spread(e, x, (arm) => memberByName(e, info, arm, node));
  if (isOnly(x, NONE)) return e.raise("exc::KEY_ERROR.new(&[&()])", node, x);
  if (find(x.t).mask !== STR || find(x.t).parts?.size) return e.refuse("a member by what may be no name", node);
  return typed(instanceCell(e, info), node, (g) => {
    const v = g.fresh("v");
    const names = [...info.own].filter(([name, own]) => own.k === "attribute" && !name.startsWith("_"));
    const tests = names.map(
      ([name]) => `${quote(name)} => ${g.q(`${(info.own.get(name) as { rust: string }).rust}.get()`)}`,
    );
    return `{ let ${v} = ${g.own(x)}; match ${v}.as_str() { ${tests.join(", ")}, _ => { ${g.throwing(`exc::KEY_ERROR.new(&[&${v}])`)} } } }`;
  });
}

/** `Color.__members__`: each member, aliases among them, by its name. */
export function membersByName(e: Elaborator, info: ClassInfo, at: Place): Typed {
  const key = e.store.temp(STR);
  return typed(e.store.of("dict", key, instanceCell(e, info)), at, (g) => {
    const items = [...info.own].flatMap(([name, own]) =>
      own.k === "attribute" && !name.startsWith("_") ? [`${g.key(name, key)} => ${g.q(`${own.rust}.get()`)}`] : [],
    );
    return `dict!{${items.join(", ")}}`;
  });
}
