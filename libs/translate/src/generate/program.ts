import type { FunctionDef } from "../ast.js";
import { declinesOthers, findMember, hookName } from "../infer/classes.js";
import type { ClassInfo, Instance } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { exceptionStatic } from "../infer/exceptions.js";
import { capturesOf } from "../infer/function-body.js";
import { exceptionConstant } from "../library/exception-names.js";
import { isNumericPart, isOrdered } from "../library/native/values.js";
import { unitOf } from "../resolve/symbols.js";
import { BOOL, type Cell, COMPLEX, find, INT, isBottom, NONE, NUMBERS, STR } from "../types/cell.js";
import { Gen } from "./gen.js";
import { indent } from "./layout.js";
import { parametersOf, withMemo } from "./memo.js";
import { rustName } from "./names.js";
import { type Enum, type Kind, kindsOf, RustTypes } from "./rust-types.js";

/** Which lines of the Rust text a Python function became. */
export interface Mapped {
  function: string;
  file: string;
  line: number;
  rust: string;
  from: number;
  to: number;
}

/** Writes the whole Rust file of a program that inference has settled. */
export function writeProgram(e: Elaborator): { rust: string; map: Mapped[] } {
  const types = new RustTypes(e.store, [...e.typeNames]);
  const map: Mapped[] = [];
  const functions: { text: string; inst: Instance }[] = [];
  const methods = new Map<ClassInfo, { text: string; inst: Instance }[]>();
  for (const inst of e.reached) {
    if (inst === e.main) continue;
    const text = writeInstance(e, types, inst);
    if (inst.owner?.rust) {
      const list = methods.get(inst.owner) ?? [];
      list.push({ text, inst });
      methods.set(inst.owner, list);
    } else functions.push({ text, inst });
  }
  const main = writeInstance(e, types, e.main);
  const parts: { text: string; inst?: Instance }[] = [];
  const classes = [...e.classes.values()];
  const statics = writeStatics(e, types, classes);
  const bodies = classes.flatMap((info) => writeClass(e, types, info, methods.get(info) ?? []));
  const enums: string[] = [];
  const done = new Set<Enum>();
  for (let again = true; again; ) {
    again = false;
    for (const made of types.enums.values()) {
      if (done.has(made)) continue;
      done.add(made);
      again = true;
      enums.push(writeEnum(e, types, made));
      const copied = [...e.copied].some((cell) => types.of(cell).replace(/^Option<(.*)>$/, "$1") === made.name);
      if (copied) enums.push(writeDeepEnum(made));
    }
  }
  parts.push({ text: HEAD });
  if (statics) parts.push({ text: statics });
  for (const text of enums) parts.push({ text });
  parts.push(...bodies, ...functions, { text: main, inst: e.main });
  parts.push({ text: `fn main() {\npyrt::run("${e.file.replace(/.*\//, "").replace(/["\\]/g, "_")}", program)\n}` });
  let rust = "";
  let line = 1;
  for (const part of parts) {
    if (part.inst && part.inst !== e.main && LOOP.test(part.text) && part.text.startsWith("fn ")) {
      rust += `${APART}\n`;
      line += 1;
    }
    const text = `${indent(part.text)}\n\n`;
    const count = text.split("\n").length - 1;
    if (part.inst) note(map, part.inst, line, line + count - 2);
    rust += text;
    line += count;
  }
  return { rust: rust.replace(/\n+$/, "\n"), map };
}

const LOOP = /^\s*(while|loop) /m;
/**
 * A function with a loop stays one: engines that compile what is called often, as V8 does, keep what is entered once
 * as it is, and the program's body, into which all would be inlined, is entered once.
 */
const APART = "#[inline(never)]";

function note(map: Mapped[], inst: Instance, from: number, to: number): void {
  const node = inst.node as FunctionDef;
  const name = node.nodeType === "FunctionDef" ? node.name : "<module>";
  map.push({
    file: unitOf(inst.scope)?.file ?? "",
    function: inst.owner ? `${inst.owner.name}.${name}` : name,
    line: node.lineno ?? 1,
    rust: inst.rust || "program",
    from,
    to,
  });
}

const HEAD = `#![allow(unused_mut, unused_variables, unused_assignments, unused_parens, unused_braces, unused_labels, unused_must_use, unused_imports, unknown_lints)]
#![allow(unreachable_code, unreachable_patterns, dead_code, non_snake_case, non_upper_case_globals, non_camel_case_types, path_statements, dependency_on_unit_never_type_fallback)]
use pyrt::*;`;

function writeInstance(e: Elaborator, types: RustTypes, inst: Instance): string {
  const g = new Gen(types, e.store);
  g.returns = inst.result;
  if (inst !== e.main) inst.rust = e.nameOf(inst);
  e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
  for (const name of e.rustNames) g.taken.add(name);
  inst.body?.(g);
  return inst.cached ? withMemo(e, g, inst) : g.lines.join("\n");
}

function writeStatics(e: Elaborator, types: RustTypes, classes: ClassInfo[]): string {
  const lines: string[] = [];
  const g = new Gen(types, e.store);
  for (const [sym, global] of e.globals) {
    if (sym.kind !== "var" && sym.scope.kind !== "class") continue;
    if (isBottom(global.cell) && !global.web)
      lines.push(`static ${global.rust}: Global<()> = Global::new("${sym.name}");`);
    else lines.push(`static ${global.rust}: Global<${types.of(global.cell)}> = Global::new("${sym.name}");`);
  }
  for (const [, kept] of e.defaults)
    lines.push(`static ${kept.rust}: Global<${types.of(kept.cell)}> = Global::new("${kept.rust.toLowerCase()}");`);
  for (const [, write] of e.statics) lines.push(write(g));
  for (const info of classes) {
    const name = exceptionStatic({ k: "class", info });
    if (!name) continue;
    const bases = info.bases
      .filter((base) => base.exception)
      .map((base) => `&${exceptionStatic({ k: "class", info: base })}`);
    const builtin = [...bases, ...info.exceptions.map((each) => `&${exceptionConstant(each)}`)];
    const text = info.hooks.get("__str__");
    const shown = `${text ? `.with_str(${info.rust}::shown)` : ""}${info.hooks.get("__repr__") ? `.with_repr(${info.rust}::told)` : ""}`;
    const unit = info.node.sym && unitOf(info.node.sym.scope);
    const declared =
      unit && unit.name !== "__main__"
        ? `declare_in("${unit.name}", "${info.name}", &[${builtin.join(", ")}])`
        : `declare("${info.name}", &[${builtin.join(", ")}])`;
    lines.push(`static ${name}: ExcClass = ExcClass::${declared}${shown};`);
  }
  return lines.join("\n");
}

function writeClass(
  e: Elaborator,
  types: RustTypes,
  info: ClassInfo,
  methods: { text: string; inst: Instance }[],
): { text: string; inst?: Instance }[] {
  if (!info.instantiated && methods.length === 0) return [];
  const fields = info.fieldOrder.map((name) => ({
    name,
    rust: rustName(name),
    type: types.of(info.fields.get(name) as never),
  }));
  const extra = info.exception ? "\npub exception_args: Field<PyErr>," : "";
  const extraBlank = info.exception ? ` exception_args: Field::unset("${info.name}", "args"),` : "";
  const declared = fields.map((field) => `pub ${field.rust}: Field<${field.type}>,`).join("\n");
  const blank = fields.map((field) => ` ${field.rust}: Field::unset("${info.name}", "${field.name}"),`).join("");
  const out: { text: string; inst?: Instance }[] = [];
  const made = methods
    .filter(({ inst }) => (inst.node as FunctionDef).name === "__init__" && inst.key.startsWith("m"))
    .map(({ text, inst }) => maker(e, info, text, inst));
  out.push({
    text: `#[derive(Clone)]\npub struct ${info.rust}(Rc<${info.rust}Fields>);\npub struct ${info.rust}Fields {\n${declared}${extra}\n}\nimpl std::ops::Deref for ${info.rust} {\ntype Target = ${info.rust}Fields;\nfn deref(&self) -> &${info.rust}Fields { &self.0 }\n}`,
  });
  out.push({
    text: `impl ${info.rust} {\nfn blank() -> ${info.rust} {\n${info.rust}(Rc::new(${info.rust}Fields {${blank}${extraBlank} }))\n}\n${made.join("\n")}${shown(new Gen(types, e.store), info)}\n}`,
  });
  for (const method of methods) out.push({ text: `impl ${info.rust} {\n${method.text}\n}`, inst: method.inst });
  out.push({ text: writeTraits(e, types, info) });
  out.push({ text: writeCopies(e, info) });
  return out;
}

/** How `copy.copy` and `copy.deepcopy` copy an object, where the program asks. */
function writeCopies(e: Elaborator, info: ClassInfo): string {
  const fields = info.fieldOrder.map(rustName);
  const fill = (value: (name: string) => string): string =>
    fields.map((name) => `if self.${name}.is_set() { made.${name}.set(${value(name)}); }`).join("\n");
  const out: string[] = [];
  if (e.copiedOnce.has(info)) {
    const each = fill((name) => `must(self.${name}.get())`);
    out.push(
      `impl ${info.rust} {\nfn shallow_copy(&self) -> ${info.rust} {\nlet made = ${info.rust}::blank();\n${each}\nmade\n}\n}`,
    );
  }
  const copied = [...e.copied].some((cell) =>
    [...(find(cell).parts?.values() ?? [])].some((part) => part.ref === info && part.kind === "inst"),
  );
  if (copied) {
    const each = fill((name) => `must(self.${name}.get()).deep_copy(done)`);
    const body = info.isEnum
      ? "let _ = done;\nself.clone()"
      : `done.of(self.id(), ${info.rust}::blank, |made| {\n${each}\nlet _ = made;\n})`;
    out.push(`impl DeepCopy for ${info.rust} {\nfn deep_copy(&self, done: &Copies) -> ${info.rust} {\n${body}\n}\n}`);
  }
  return out.join("\n");
}

/** Exceptions with an `__str__` of their own are asked for it through their payload. */
function shown(g: Gen, info: ClassInfo): string {
  if (!info.exception) return "";
  const write = (hook: string, name: string, plain: string): string => {
    const inst = info.hooks.get(hook);
    return inst
      ? `\nfn ${name}(error: &PyErr) -> PyResult<Str> {\nmatch error.payload_of::<${info.rust}>() { Some(o) => o.${inst.rust}(${moreOf(g, inst).join(", ")}), None => Ok(error.${plain}()) }\n}`
      : "";
  };
  return write("__str__", "shown", "base_str") + write("__repr__", "told", "base_repr");
}

function maker(e: Elaborator, info: ClassInfo, text: string, inst: Instance): string {
  const head = text.split("\n")[0] as string;
  const params = parametersOf(head).split(/,\s+(?=(?:mut )?\w+: )/);
  const rest = params.filter((param) => param !== "&self").map((param) => param.replace(/^mut /, ""));
  const names = rest.map((param) => param.split(":")[0]);
  const name = inst.rust.replace(/^init/, "new");
  void e;
  void capturesOf;
  return `fn ${name}(${rest.join(", ")}) -> PyResult<${info.rust}> {\nlet made = ${info.rust}::blank();\nmade.${inst.rust}(${names.join(", ")})?;\nOk(made)\n}`;
}

function writeTraits(e: Elaborator, types: RustTypes, info: ClassInfo): string {
  const g = new Gen(types, e.store);
  const { rust } = info;
  const hook = (name: string): Instance | undefined => {
    const inst = info.hooks.get(name);
    return inst && e.reached.includes(inst) ? inst : undefined;
  };
  const out: string[] = [];
  const repr = hook("__repr__");
  const text = hook("__str__");
  const wrong = (inst: Instance, mask: number): boolean =>
    find(inst.result).mask !== mask || Boolean(find(inst.result).parts?.size);
  const said = (inst: Instance): string =>
    find(inst.result).mask === (STR | NONE) && !find(inst.result).parts?.size
      ? `match must(self.${inst.rust}(${moreOf(g, inst).join(", ")})) { Some(text) => out.push_str(text.as_str()), None => limit("__repr__ that gives None") }`
      : wrong(inst, STR)
        ? `let _ = must(self.${inst.rust}(${moreOf(g, inst).join(", ")})); limit("__repr__ that gives no str")`
        : `out.push_str(must(self.${inst.rust}(${moreOf(g, inst).join(", ")})).as_str());`;
  const written: string[] = [];
  if (info.isEnum) {
    const field = (name: string): string => `must(self.${name}.get())`;
    written.push(
      `fn repr_to(&self, out: &mut String) { ${repr ? said(repr) : `out.push_str("<${info.name}."); out.push_str(${field("name")}.as_str()); out.push_str(": "); ${field("value")}.repr_to(out); out.push('>');`} }`,
    );
    written.push(
      `fn str_to(&self, out: &mut String) { ${text ? said(text) : info.shownAsValue ? `${field("value")}.str_to(out);` : `out.push_str("${info.name}."); out.push_str(${field("name")}.as_str());`} }`,
    );
  } else if (info.isTuple && !repr) {
    const items = info.tupleFields.map(
      (name, i) => `out.push_str("${i ? ", " : ""}${name}="); must(self.${rustName(name)}.get()).repr_to(out);`,
    );
    written.push(
      `fn repr_to(&self, out: &mut String) { out.push_str("${info.name}("); ${items.join(" ")} out.push(')'); }`,
    );
    if (text) written.push(`fn str_to(&self, out: &mut String) { ${said(text)} }`);
  } else {
    written.push(
      `fn repr_to(&self, out: &mut String) { ${repr ? said(repr) : `limit("the repr of ${info.name}, which has no __repr__: its address")`} }`,
    );
    if (text) written.push(`fn str_to(&self, out: &mut String) { ${said(text)} }`);
  }
  written.push(`fn type_name(&self) -> &'static str { "${info.name}" }`);
  if (info.isEnum && info.mixed === INT) written.push("fn number(&self) -> Number { must(self.value.get()).number() }");
  if (text || repr || info.isEnum)
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
      ? fields((name) => `eq(&must(self.${name}.get()), &must(other.${name}.get()))`)
      : "Rc::ptr_eq(&self.0, &other.0)";
  out.push(
    `impl PyEq for ${rust} {\nfn py_eq(&self, other: &${rust}) -> bool { ${equal || info.isTuple ? "Rc::ptr_eq(&self.0, &other.0) || " : ""}${same} }\n}`,
  );
  const hashed = hook("__hash__");
  const hash = hashed
    ? `must(self.${hashed.rust}()).py_hash()`
    : info.isTuple
      ? `(${info.tupleFields.map((name) => `must(self.${rustName(name)}.get()),`).join(" ")}).py_hash()`
      : info.isEnum
        ? `must(self.${info.mixed ? "value" : "name"}.get()).py_hash()`
        : equal
          ? `limit("an unhashable object as a key")`
          : "(Rc::as_ptr(&self.0) as *const u8 as usize >> 4) as i64";
  out.push(`impl PyHash for ${rust} {\nfn py_hash(&self) -> i64 { ${hash} }\n}`);
  const truth = hook("__bool__");
  const length = hook("__len__");
  out.push(
    `impl PyTruthy for ${rust} {\nfn truthy(&self) -> bool { ${truth ? `truthy(&must(self.${truth.rust}()))` : length ? `truthy(&must(self.${length.rust}()))` : info.isTuple ? String(info.tupleFields.length > 0) : info.mixed ? "truthy(&must(self.value.get()))" : "true"} }\n}`,
  );
  out.push(`impl PyIs for ${rust} {\nfn id(&self) -> usize { Rc::as_ptr(&self.0) as *const u8 as usize }\n}`);
  const less = hook("__lt__");
  const greater = hook("__gt__");
  if (less || greater)
    out.push(
      `impl PyOrd for ${rust} {\nfn py_lt(&self, other: &${rust}) -> bool { ${less ? heard(g, less, "self", "other") : heard(g, greater as Instance, "other", "self")} }${less && greater ? `\nfn py_gt(&self, other: &${rust}) -> bool { ${heard(g, greater, "self", "other")} }` : ""}\n}`,
    );
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

function tupleLess(info: ClassInfo): string {
  const steps = info.tupleFields.map((name) => {
    const field = rustName(name);
    return `let (a, b) = (must(self.${field}.get()), must(other.${field}.get())); if !eq(&a, &b) { return lt(&a, &b); }`;
  });
  return `${steps.join(" ")} false`;
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

/** The defaults of a hook's further parameters. */
function moreOf(g: Gen, inst: Instance): string[] {
  const more = inst.more ?? [];
  return more.map((x, i) => g.own(x, inst.params[inst.params.length - more.length + i] as Cell));
}

/** How objects of two classes in one union compare, by the first one's method or the other's mirrored one. */
function crossed(g: Gen, e: Elaborator, a: ClassInfo, b: ClassInfo, names: [string, string]): string | undefined {
  const live = (info: ClassInfo, name: string, other: ClassInfo): Instance | undefined => {
    const inst = info.hooks.get(hookName(info, name, other));
    return inst && e.reached.includes(inst) && !(inst.declines && isBottom(inst.result)) ? inst : undefined;
  };
  const [own, mirrored] = [live(a, names[0], b), live(b, names[1], a)];
  if (own) return answer(g, own, "b.clone()", "a");
  return mirrored && answer(g, mirrored, "a.clone()", "b");
}

/** Whether objects of two classes are equal: a method's word, or no where none has a say. */
function crossEqual(g: Gen, e: Elaborator, a: ClassInfo, b: ClassInfo): string {
  const said = crossed(g, e, a, b, ["__eq__", "__eq__"]);
  if (said) return said;
  const silent = (one: ClassInfo, two: ClassInfo): boolean => {
    const member = findMember(one, "__eq__");
    const inst = one.hooks.get(hookName(one, "__eq__", two));
    return member?.k !== "method" || declinesOthers(one, two) || Boolean(inst?.declines && isBottom(inst.result));
  };
  if (a.isTuple && b.isTuple) return 'limit("equality of two kinds of named tuples")';
  return silent(a, b) && silent(b, a) ? "false" : `limit("equality of ${a.name} and ${b.name}")`;
}

function writeDeepEnum({ name, variants }: Enum): string {
  const arms = variants.map((variant) => `${name}::${variant.name}(v) => ${name}::${variant.name}(v.deep_copy(done)),`);
  return `impl DeepCopy for ${name} {\nfn deep_copy(&self, done: &Copies) -> ${name} { match self { ${arms.join(" ")} } }\n}`;
}

/** A union as an enum: every trait asks the alternative; numbers of two kinds compare as numbers. */
function writeEnum(e: Elaborator, types: RustTypes, made: Enum): string {
  const { name, variants } = made;
  const arms = (text: (variant: Enum["variants"][number]) => string): string =>
    variants.map((variant) => `${name}::${variant.name}(v) => ${text(variant)},`).join(" ");
  const printable = variants.filter((variant) => !/Rc<dyn/.test(variant.type));
  const has = (variant: Enum["variants"][number]): boolean => printable.includes(variant);
  const out = [
    `#[derive(Clone)]\npub enum ${name} {\n${variants.map((variant) => `${variant.name}(${variant.type}),`).join("\n")}\n}`,
  ];
  const no = (why: string): string => `{ let _ = v; limit("${why}") }`;
  out.push(`impl PyRepr for ${name} {
fn repr_to(&self, out: &mut String) { match self { ${arms((v) => (has(v) ? "v.repr_to(out)" : no("the repr of a function")))} } }
fn str_to(&self, out: &mut String) { match self { ${arms((v) => (has(v) ? "v.str_to(out)" : no("the text of a function")))} } }
fn type_name(&self) -> &'static str { match self { ${arms((v) => (has(v) ? "v.type_name()" : `{ let _ = v; "function" }`))} } }
fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> { match self { ${arms((v) => (has(v) ? "v.format_to(spec, out)" : no("the format of a function")))} } }
fn number(&self) -> Number { match self { ${arms((v) => (has(v) ? "v.number()" : "{ let _ = v; Number::None }"))} } }
fn to_value(&self) -> Option<Value> { match self { ${arms((v) => (has(v) ? "v.to_value()" : "{ let _ = v; None }"))} } }
}`);
  const numbers = variants.filter((variant) => variant.kind.bit & NUMBERS);
  const pairs = variants.map(
    (variant) =>
      `(${name}::${variant.name}(a), ${name}::${variant.name}(b)) => ${has(variant) ? "a.py_eq(b)" : `{ let _ = (a, b); limit("comparison of functions") }`},`,
  );
  for (const one of numbers)
    for (const two of numbers)
      if (one !== two) pairs.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => eq(a, b),`);
  const exotic = variants.filter(({ kind }) => kind.bit === COMPLEX || (kind.part && isNumericPart(kind.part)));
  for (const one of exotic) {
    for (const two of numbers)
      pairs.push(
        `(${name}::${one.name}(a), ${name}::${two.name}(b)) => eq(a, b),`,
        `(${name}::${two.name}(a), ${name}::${one.name}(b)) => eq(b, a),`,
      );
    for (const two of exotic)
      if (one !== two)
        pairs.push(`(${name}::${one.name}(_), ${name}::${two.name}(_)) => limit("numbers of these kinds compared"),`);
  }
  const g = new Gen(types, e.store);
  const classes = variants.filter(({ type }) => type === "PyType");
  for (const one of classes)
    for (const two of classes)
      if (one !== two) pairs.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => a.py_eq(b),`);
  const objects = variants.filter(({ kind }) => kind.part?.kind === "inst");
  for (const one of objects.filter(({ kind }) => (kind.part?.ref as ClassInfo | undefined)?.mixed))
    for (const two of variants.filter(({ kind }) => kind.bit & (NUMBERS | STR))) {
      const why = `limit("members of an enumeration compared with plain values")`;
      pairs.push(`(${name}::${one.name}(_), ${name}::${two.name}(_)) => ${why},`);
      pairs.push(`(${name}::${two.name}(_), ${name}::${one.name}(_)) => ${why},`);
    }
  const classOf = (variant: Enum["variants"][number]): ClassInfo => variant.kind.part?.ref as ClassInfo;
  for (const one of objects)
    for (const two of objects) {
      if (one === two) continue;
      const text = crossEqual(g, e, classOf(one), classOf(two));
      if (text !== "false") pairs.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => ${text},`);
    }
  out.push(
    `impl PyEq for ${name} {\nfn py_eq(&self, other: &${name}) -> bool { match (self, other) { ${pairs.join(" ")} _ => false } }\n}`,
  );
  const hashable = (variant: Enum["variants"][number]): boolean =>
    !/^(List|Dict|Set|DefaultDict|Counter|Deque|Iter|PyErr|PySlice)\b|Rc<dyn/.test(variant.type) &&
    variant.type !== "()";
  out.push(
    `impl PyHash for ${name} {\nfn py_hash(&self) -> i64 { match self { ${arms((v) => (hashable(v) && !/List<|Dict<|\bSet</.test(v.type) ? "v.py_hash()" : no("an unhashable value as a key")))} } }\n}`,
  );
  out.push(
    `impl PyTruthy for ${name} {\nfn truthy(&self) -> bool { match self { ${arms((v) => (has(v) && v.type !== "()" ? "v.truthy()" : "{ let _ = v; true }"))} } }\n}`,
  );
  const ordered = (type: string): boolean =>
    !/^(Dict|Set|FrozenSet|DefaultDict|Counter|Iter|PyErr|Range|Complex|Out|bytes|ByteArray|PyType|PySlice|Memos|CacheInfo)\b|Rc<dyn/.test(
      type,
    ) && type !== "()";
  const less = variants
    .filter(
      ({ type, kind }) =>
        ordered(type) && orderedWithin(kind) && (kind.part?.kind !== "native" || isOrdered(kind.part)),
    )
    .map((variant) => `(${name}::${variant.name}(a), ${name}::${variant.name}(b)) => a.py_lt(b),`);
  for (const one of numbers)
    for (const two of numbers)
      if (one !== two) less.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => lt(a, b),`);
  const not = (sign: string): string => `unordered("${sign}", self.type_name(), other.type_name())`;
  const mixed = objects.flatMap((one) =>
    objects.flatMap((two) => {
      const text = one === two ? undefined : crossed(g, e, classOf(one), classOf(two), ["__lt__", "__gt__"]);
      return text ? [`(${name}::${one.name}(a), ${name}::${two.name}(b)) => ${text},`] : [];
    }),
  );
  out.push(
    `impl PyOrd for ${name} {\nfn py_lt(&self, other: &${name}) -> bool { match (self, other) { ${[...less, ...mixed].join(" ")} _ => ${not("<")} } }\nfn py_le(&self, other: &${name}) -> bool { match (self, other) { ${less.join(" ").replace(/a\.py_lt\(b\)|lt\(a, b\)/g, "le(a, b)")} _ => ${objects.length > 1 ? 'limit("the order of objects of different kinds")' : not("<=")} } }\nfn py_ge(&self, other: &${name}) -> bool { turned(">=", || other.py_le(self)) }\n}`,
  );
  return out.join("\n");
}

/** Are the items of a container such that Rust can order them? */
function orderedWithin(kind: Kind, seen: Cell[] = []): boolean {
  return (kind.part?.args ?? []).every((arg) => {
    const cell = find(arg);
    if (seen.includes(cell)) return true;
    const inner = [...seen, cell];
    return kindsOf(cell).every(
      (each) =>
        !each.part ||
        isOrdered(each.part) ||
        (/^(inst|list|tuple|vtuple|deque)$/.test(each.part.kind) && orderedWithin(each, inner)),
    );
  });
}

export { INT, NONE };
