import type { Attribute, Place } from "../ast.js";
import { rustName } from "../generate/names.js";
import { find } from "../types/cell.js";
import { findMember } from "./class-info.js";
import type { ClassInfo, Member } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { metaMember } from "./metaclasses.js";
import { raising, type Step, type Typed, typed } from "./typed.js";

/*
 * The attributes of classes.
 *
 * 1. What a class's body gives a value is set from then on.
 * 2. What the program sets on a class later is a variable of that class. While it is unset, the attribute is that of
 *    the next class in method resolution order, if there is one, or else missing.
 */

type Shared = Member & { k: "attribute" };

/** Whose attribute it is: what a class lacks its metaclass may have, but not for its objects. */
type Owner = "class" | "object";

/** Where an attribute may be found, in that order: late ones, up to the first that is always there. */
function placesOf(info: ClassInfo, name: string, of: Owner): Shared[] {
  const out: Shared[] = [];
  for (const each of [...info.mro, ...(of === "class" ? (info.meta?.mro ?? []) : [])]) {
    const own = each.own.get(name);
    if (own?.k !== "attribute") continue;
    out.push(own);
    if (!own.late) break;
  }
  return out;
}

/** The Rust that says whether a class has an attribute now; nothing if it always has. */
export function whetherShared(info: ClassInfo, name: string, of: Owner): string | undefined {
  const places = placesOf(info, name, of);
  if (!places.length || !places.every(({ late }) => late)) return undefined;
  return `(${places.map(({ rust }) => `${rust}.is_set()`).join(" || ")})`;
}

/** Reads a class's attribute, of itself or of one of its objects. */
export function sharedAttribute(e: Elaborator, info: ClassInfo, name: string, at: Place, of: Owner): Typed {
  const places = placesOf(info, name, of);
  const owner = of === "class" ? `type object '${info.name}'` : `'${info.name}' object`;
  const [first] = places as [Shared];
  if (
    of === "object" &&
    places.some(
      ({ isBare, cell }) => !isBare && [...(find(cell).parts?.values() ?? [])].some(({ kind }) => kind === "func"),
    )
  )
    e.refuse("a function that is an attribute of a class, asked of an object", at, "write it as a method");
  if (!first.late) return { ...raising(first.cell, at, () => `${first.rust}.get()`), pure: true };
  const t = e.store.temp();
  for (const { cell } of places) e.store.flow(cell, t);
  const read = (g: Parameters<Step>[0], { cell, rust }: Shared): string => g.coerceText(g.q(`${rust}.get()`), cell, t);
  return typed(t, at, (g) => {
    const last = places.at(-1) as Shared;
    const fallback = last.late
      ? g.throwing(`exc::ATTRIBUTE_ERROR.msg("${owner} has no attribute '${name}'")`)
      : read(g, last);
    const texts = places
      .filter(({ late }) => late)
      .map((each) => `if ${each.rust}.is_set() { ${read(g, each)} } else `);
    return `{ ${texts.join("")}{ ${fallback} } }`;
  });
}

/** `Class.name = …`. */
export function setClassAttribute(e: Elaborator, info: ClassInfo, target: Attribute, x: Typed): Step {
  if (info.isEnum && info.members.includes(target.attr)) {
    const fault = e.raise(`exc::ATTRIBUTE_ERROR.msg("cannot reassign member '${target.attr}'")`, target, x);
    return (g) => g.line(`${g.own(fault)};`);
  }
  const ofMeta = metaMember(info, target.attr);
  if (ofMeta && ofMeta.member.k !== "attribute") return e.refuse("setting this attribute of a metaclass", target);
  const own = info.own.get(target.attr) ?? lateAttribute(e, info, target);
  if (own.k !== "attribute") return e.refuse("an attribute that hides a method of the class", target);
  e.store.flow(x.t, own.cell);
  if (!own.isReset) e.store.changed = true;
  own.isReset = true;
  return (g) => g.line(`${own.rust}.set(${g.own(x, own.cell)});`);
}

function lateAttribute(e: Elaborator, info: ClassInfo, target: Attribute): Shared {
  const { attr: name } = target;
  const inherited = findMember(info, name);
  if (inherited && inherited.k !== "attribute")
    e.refuse("a new attribute on a class that hides a method of its bases", target, "give it another name");
  const isOwn = info.node.sym?.scope.fn.kind === "module" && !info.isEnum && !info.isTuple;
  if (!isOwn || /^__\w+__$/.test(name))
    e.refuse("a new attribute on this class", target, "give it a value in the class's body");
  const rust = e.topName(rustName(`${info.name}_${name}`).toUpperCase());
  const cell = e.store.cell();
  e.statics.set(rust, (g) => `static ${rust}: Global<${g.ty(cell)}> = Global::new("${name}");`);
  const made: Shared = { k: "attribute", cell, rust, owner: info, late: true };
  info.own.set(name, made);
  e.store.changed = true;
  return made;
}
