import { isUnhashable } from "../infer/class-info.js";
import { isTotal } from "../infer/class-operators.js";
import { findMember } from "../infer/classes.js";
import { declinesOthers, hookName, trustsOthers } from "../infer/construction.js";
import type { ClassInfo, Instance } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { exceptionStatic } from "../infer/exceptions.js";
import { areComparable, PLAIN_FIELD } from "../infer/plain-objects.js";
import { BOOL, type Cell, find, INT, isBottom, NONE } from "../types/cell.js";
import { Gen } from "./gen.js";
import { rustName } from "./names.js";
import { givesText, moreOf, ownText } from "./own-texts.js";
import { isHashable, type RustTypes } from "./rust-types.js";

export function writeTraits(e: Elaborator, types: RustTypes, info: ClassInfo): string {
  const g = new Gen(types, e.store);
  const { rust } = info;
  const hook = (name: string): Instance | undefined => {
    const inst = info.hooks.get(name);
    return inst && e.reached.includes(inst) ? inst : undefined;
  };
  const out: string[] = [];
  const repr = hook("__repr__");
  const text = hook("__str__");
  const said = (inst: Instance, name: "__str__" | "__repr__"): string =>
    `said(|| ${ownText(g, "self", name, inst)}, out);`;
  const written: string[] = [];
  if (info.isEnum) {
    const field = (name: string): string => `must(self.${name}.get())`;
    written.push(
      `fn repr_to(&self, out: &mut String) { ${repr ? said(repr, "__repr__") : `out.push_str("<${info.name}."); out.push_str(${field("name")}.as_str()); out.push_str(": "); ${field("value")}.repr_to(out); out.push('>');`} }`,
    );
    written.push(
      `fn str_to(&self, out: &mut String) { ${text ? said(text, "__str__") : info.shownAsValue ? `${field("value")}.str_to(out);` : `out.push_str("${info.name}."); out.push_str(${field("name")}.as_str());`} }`,
    );
  } else if (info.plain) {
    written.push(...plainTexts(info, repr && said(repr, "__repr__"), text && said(text, "__str__")));
  } else if (info.isTuple && !repr) {
    const items = info.tupleFields.map(
      (name, i) => `out.push_str("${i ? ", " : ""}${name}="); must(self.${rustName(name)}.get()).repr_to(out);`,
    );
    written.push(
      `fn repr_to(&self, out: &mut String) { out.push_str("${info.name}("); ${items.join(" ")} out.push(')'); }`,
    );
    if (text) written.push(`fn str_to(&self, out: &mut String) { ${said(text, "__str__")} }`);
  } else {
    const shown = repr
      ? said(repr, "__repr__")
      : info.exception
        ? exceptionText(info, "base_repr")
        : `limit("the repr of ${info.name}, which has no __repr__: its address")`;
    written.push(
      `fn repr_to(&self, out: &mut String) { ${repr && e.laysOut ? `pprint::object(out, |out| { ${shown} })` : shown} }`,
    );
    const asText = text ?? (repr && !givesText(repr) ? repr : undefined);
    if (info.exception && !text)
      written.push(`fn str_to(&self, out: &mut String) { ${exceptionText(info, "base_str")} }`);
    else if (asText) written.push(`fn str_to(&self, out: &mut String) { ${said(asText, "__str__")} }`);
  }
  written.push(`fn type_name(&self) -> &'static str { "${info.name}" }`);
  if (info.isEnum && info.mixed === INT) written.push("fn number(&self) -> Number { must(self.value.get()).number() }");
  if ((text || repr || info.isEnum) && !info.plain)
    written.push(
      `fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> { if spec.is_empty() { self.str_to(out); Ok(()) } else { ${info.isEnum && info.shownAsValue && !text ? "must(self.value.get()).format_to(spec, out)" : info.isEnum ? "pyrt::fmt::format_str(str_of(self).as_str(), spec, out)" : `Err(exc::TYPE_ERROR.msg("unsupported format string passed to ${info.name}.__format__"))`} } }`,
    );
  out.push(`impl PyRepr for ${rust} {\n${written.join("\n")}\n}`);
  const fields = (each: (name: string) => string): string =>
    info.tupleFields.map((name) => each(rustName(name))).join(" && ") || "true";
  const equal = hook("__eq__");
  const same = equal
    ? answer(g, equal, "other.clone()")
    : info.isTuple
      ? fields((name) => `alike(&must(self.${name}.get()), &must(other.${name}.get()))`)
      : info.plain
        ? `alike(&${HELD}, &must(other.${PLAIN_FIELD}.get()))`
        : "Rc::ptr_eq(&self.0, &other.0)";
  const ofNone = trustsOthers(info) ? `\nfn eq_none(&self) -> bool { limit(${JSON.stringify(OF_NONE)}) }` : "";
  out.push(
    `impl PyEq for ${rust} {\nfn py_eq(&self, other: &${rust}) -> bool { ${equal || info.isTuple ? "Rc::ptr_eq(&self.0, &other.0) || " : ""}${same} }${ofNone}\n}`,
  );
  const hashed = isUnhashable(info) ? undefined : hook("__hash__");
  const isPlain = info.plain && !isUnhashable(info);
  const hash =
    isPlain && !hashed
      ? plainHash(types, info)
      : hashed
        ? hashOf(hashed)
        : info.isTuple
          ? tupleHash(types, info)
          : info.isEnum
            ? `must(self.${info.mixed ? "value" : "name"}.get()).py_hash()`
            : equal && !info.plain
              ? `unhashable("${info.name}")`
              : "(Rc::as_ptr(&self.0) as *const u8 as usize >> 4) as i64";
  out.push(`impl PyHash for ${rust} {\nfn py_hash(&self) -> i64 { ${hash} }\n}`);
  const truth = hook("__bool__");
  const length = hook("__len__");
  out.push(
    `impl PyTruthy for ${rust} {\nfn truthy(&self) -> bool { ${truth ? truthOf(truth, BOOL, "__bool__") : length ? truthOf(length, INT, "__len__") : info.isTuple ? String(info.tupleFields.length > 0) : info.plain ? `truthy(&${HELD})` : info.mixed ? "truthy(&must(self.value.get()))" : "true"} }\n}`,
  );
  out.push(`impl PyIs for ${rust} {\nfn id(&self) -> usize { Rc::as_ptr(&self.0) as *const u8 as usize }\n}`);
  if (info.plain) {
    out.push(plainOrder(g, info, hook));
    return out.join("\n");
  }
  const ways = orderOf(g, info, hook);
  if (ways.length) out.push(`impl PyOrd for ${rust} {\n${ways.join("\n")}\n}`);
  else if (info.mixed)
    out.push(
      `impl PyOrd for ${rust} {\nfn py_lt(&self, other: &${rust}) -> bool { lt(&must(self.value.get()), &must(other.value.get())) }\n}`,
    );
  else if (info.isTuple && info.tupleFields.length) {
    out.push(`impl PyOrd for ${rust} {\nfn py_lt(&self, other: &${rust}) -> bool { ${tupleLess(info)} }\n}`);
  } else
    out.push(
      `impl PyOrd for ${rust} {\nfn py_lt(&self, other: &${rust}) -> bool { unordered("<", "${info.name}", other.type_name()) }\n}`,
    );
  return out.join("\n");
}

/** What `__hash__` gives, where it is an int. */
function hashOf(inst: Instance): string {
  const { mask, parts } = find(inst.result);
  if (mask === INT && !parts?.size) return `hash_given(self.${inst.rust}())`;
  if (isBottom(inst.result)) return `hash_given(self.${inst.rust}().map(|_| int(0)))`;
  const said = `must(self.${inst.rust}())`;
  return mask === BOOL && !parts?.size
    ? `${said}.py_hash()`
    : `{ let _ = ${said}; limit("__hash__ that gives no int") }`;
}

/** A truth value as `__bool__` or `__len__` has it. */
function truthOf(inst: Instance, wanted: number, name: string): string {
  const { mask, parts } = find(inst.result);
  const said = `self.${inst.rust}()`;
  if (!parts?.size && (mask & ~(wanted | BOOL)) === 0)
    return wanted === INT && mask === INT
      ? `truthy(&must(${said}.and_then(pyrt::special::length)))`
      : `truthy(&must(${said}))`;
  const other = `limit("${name} that gives a value of another type")`;
  if (parts?.size || mask !== (wanted | NONE)) return `{ let _ = must(${said}); ${other} }`;
  return `match must(${said}) { Some(said) => truthy(&said), None => ${other} }`;
}

/** How an exception's object is shown that has no word of its own for it: by what it was made with. */
function exceptionText(info: ClassInfo, text: "base_repr" | "base_str"): string {
  const shown = `${exceptionStatic({ k: "class", info })}.with_args_of(&made).${text}()`;
  return `match self.exception_args.get() { Ok(made) => out.push_str(${shown}.as_str()), Err(_) => limit("an exception shown before its super().__init__") }`;
}

const OF_NONE = "an object whose __eq__ reads attributes of the other, compared with None in a container";
const HELD = `must(self.${PLAIN_FIELD}.get())`;

/** How an object is shown that is a number, a text or a tuple: as that, where its class has no word of its own. */
function plainTexts(info: ClassInfo, repr: string | undefined, text: string | undefined): string[] {
  const out = [`fn repr_to(&self, out: &mut String) { ${repr ?? `${HELD}.repr_to(out);`} }`];
  if (text) out.push(`fn str_to(&self, out: &mut String) { ${text} }`);
  else if (info.plain === "str") out.push(`fn str_to(&self, out: &mut String) { ${HELD}.str_to(out); }`);
  const spec =
    info.plain === "tuple"
      ? `Err(exc::TYPE_ERROR.msg("unsupported format string passed to ${info.name}.__format__"))`
      : `${HELD}.format_to(spec, out)`;
  out.push(
    `fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> { if spec.is_empty() { self.str_to(out); Ok(()) } else { ${spec} } }`,
  );
  if (info.plain === "int" || info.plain === "float") out.push(`fn number(&self) -> Number { ${HELD}.number() }`);
  return out;
}

/** The order of such objects: each way by its own method, or else that of the values. */
function plainOrder(g: Gen, info: ClassInfo, hook: (name: string) => Instance | undefined): string {
  const way = (name: string): string => {
    const own = name === "lt" || name === "gt" ? hook(`__${name}__`) : undefined;
    const text = own ? heard(g, own, "self", "other") : `${name}(&${HELD}, &must(other.${PLAIN_FIELD}.get()))`;
    return `fn py_${name}(&self, other: &${info.rust}) -> bool { ${text} }`;
  };
  return `impl PyOrd for ${info.rust} {\n${["lt", "le", "gt", "ge"].map(way).join("\n")}\n}`;
}

function plainHash(types: RustTypes, info: ClassInfo): string {
  const cell = info.fields.get(PLAIN_FIELD);
  return cell && isHashable(types.of(cell)) ? `${HELD}.py_hash()` : `unhashable("list")`;
}

function tupleHash(types: RustTypes, info: ClassInfo): string {
  const isFit = info.tupleFields.every((name) => isHashable(types.of(info.fields.get(name) as Cell)));
  if (!isFit) return `limit("an unhashable object as a key")`;
  return `(${info.tupleFields.map((name) => `must(self.${rustName(name)}.get()),`).join(" ")}).py_hash()`;
}

function tupleLess(info: ClassInfo): string {
  const steps = info.tupleFields.map((name) => {
    const field = rustName(name);
    return `let (a, b) = (must(self.${field}.get()), must(other.${field}.get())); if !alike(&a, &b) { return lt(&a, &b); }`;
  });
  return `${steps.join(" ")} false`;
}

/** The order of objects whose class has a method for it: each way by that, or by the other's mirrored one. */
function orderOf(g: Gen, info: ClassInfo, hook: (name: string) => Instance | undefined): string[] {
  const [lt, gt, le, ge] = ["__lt__", "__gt__", "__le__", "__ge__"].map(hook);
  if (!lt && !gt && !le && !ge) return [];
  const way = (name: string, sign: string, own: Instance | undefined, mirrored: Instance | undefined): string => {
    const turned = mirrored && `turned("${sign}", || ${heard(g, mirrored, "other", "self")})`;
    const said = own ? heard(g, own, "self", "other") : turned;
    const none = `unordered("${sign}", "${info.name}", other.type_name())`;
    return `fn py_${name}(&self, other: &${info.rust}) -> bool { ${said ?? none} }`;
  };
  const strict = [way("lt", "<", lt, gt), way("gt", ">", gt, lt)];
  return isTotal(info) ? strict : [...strict, way("le", "<=", le, ge), way("ge", ">=", ge, le)];
}

/** The answer of a method that orders: what it raises is noted. */
function heard(g: Gen, inst: Instance, self: string, other: string): string {
  const call = `${self}.${inst.rust}(${[`${other}.clone()`, ...moreOf(g, inst)].join(", ")})`;
  return `noting(${call}${find(inst.result).mask === BOOL ? "" : ".map(|v| truthy(&v))"}, false)`;
}

function answer(g: Gen, inst: Instance, other: string, self = "self"): string {
  const call = `must(${self}.${inst.rust}(${[other, ...moreOf(g, inst)].join(", ")}))`;
  return find(inst.result).mask === BOOL ? call : `truthy(&${call})`;
}

/** Is a comparison one that a data class was given, which has a say on objects of its very class alone? */
function isMade(info: ClassInfo, name: string): boolean {
  const member = findMember(info, name);
  return member?.k === "method" && (member.node as { made?: boolean }).made === true;
}

/** How objects of two classes in one union compare, by the first one's method or the other's mirrored one. */
export function crossed(
  g: Gen,
  e: Elaborator,
  a: ClassInfo,
  b: ClassInfo,
  names: [string, string],
): string | undefined {
  const live = (info: ClassInfo, name: string, other: ClassInfo): Instance | undefined => {
    if (info !== other && isMade(info, name)) return undefined;
    const inst = info.hooks.get(hookName(info, name, other));
    return inst && e.reached.includes(inst) && !(inst.declines && isBottom(inst.result)) ? inst : undefined;
  };
  const [own, mirrored] = [live(a, names[0], b), live(b, names[1], a)];
  if (own && !(mirrored && b !== a && b.mro.includes(a))) return answer(g, own, "b.clone()", "a");
  return mirrored && answer(g, mirrored, "a.clone()", "b");
}

/** The value that an object of such a class is. */
export const heldOf = (name: string): string => `must(${name}.${PLAIN_FIELD}.get())`;

/** Whether objects of two classes are equal: a method's word, or no where none has a say. */
export function crossEqual(g: Gen, e: Elaborator, a: ClassInfo, b: ClassInfo): string {
  const said = crossed(g, e, a, b, ["__eq__", "__eq__"]);
  if (said) return said;
  const silent = (one: ClassInfo, two: ClassInfo): boolean => {
    const member = findMember(one, "__eq__");
    const inst = one.hooks.get(hookName(one, "__eq__", two));
    return (
      member?.k !== "method" ||
      isMade(one, "__eq__") ||
      declinesOthers(one, two) ||
      Boolean(inst?.declines && isBottom(inst.result))
    );
  };
  if (a.plain && b.plain && silent(a, b) && silent(b, a))
    return areComparable(a.plain, b.plain) ? `eq(&${heldOf("a")}, &${heldOf("b")})` : "false";
  if (a.isTuple && b.isTuple) return 'limit("equality of two kinds of named tuples")';
  return silent(a, b) && silent(b, a) ? "false" : `limit("equality of ${a.name} and ${b.name}")`;
}
