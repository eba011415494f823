import type { FunctionDef } from "../ast.js";
import type { ClassInfo, Instance } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { exceptionStatic } from "../infer/exceptions.js";
import { capturesOf } from "../infer/function-body.js";
import { OWN_DICT, writeNoted } from "../infer/instance-dicts.js";
import { qualifiedClassName } from "../infer/types-as-values.js";
import { exceptionConstant } from "../library/exception-names.js";
import { unitOf } from "../resolve/symbols.js";
import { find, isBottom } from "../types/cell.js";
import { Gen } from "./gen.js";
import { parametersOf, withMemo } from "./memo.js";
import { rustName } from "./names.js";
import { ownText } from "./own-texts.js";
import type { Mapped } from "./program.js";
import type { RustTypes } from "./rust-types.js";
import { writeTraits } from "./traits.js";

export const LOOP = /^\s*(while|loop) /m;

/**
 * A function with a loop stays one: engines that compile what is called often, as V8 does, keep what is entered once
 * as it is, and the program's body, into which all would be inlined, is entered once.
 */
export const APART = "#[inline(never)]";

export function note(map: Mapped[], inst: Instance, from: number, to: number): void {
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

export const HEAD = `#![allow(unused_mut, unused_variables, unused_assignments, unused_parens, unused_braces, unused_labels, unused_must_use, unused_imports, unknown_lints)]
#![allow(unreachable_code, unreachable_patterns, dead_code, non_snake_case, non_upper_case_globals, non_camel_case_types, path_statements, dependency_on_unit_never_type_fallback)]
use pyrt::*;`;

export function writeInstance(e: Elaborator, types: RustTypes, inst: Instance): string {
  if (inst !== e.main) inst.rust = e.nameOf(inst);
  const g = new Gen(types, e.store, e.rustNames);
  g.returns = inst.result;
  e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
  inst.body?.(g);
  return inst.cached ? withMemo(e, g, inst) : g.lines.join("\n");
}

export function writeStatics(e: Elaborator, types: RustTypes, classes: ClassInfo[]): string {
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
    const qualified = qualifiedClassName(info);
    const within = qualified === info.name ? "" : `.within("${qualified}")`;
    lines.push(`static ${name}: ExcClass = ExcClass::${declared}${within}${shown};`);
  }
  return lines.join("\n");
}

export function writeClass(
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
  const dict = e.dicts.get(info);
  const held = dict ? `\npub ${OWN_DICT}: Dict<${types.of(dict.key)}, ${types.of(dict.value)}>,` : "";
  const heldBlank = dict ? ` ${OWN_DICT}: Dict::sealed(),` : "";
  const declared = fields.map((field) => `pub ${field.rust}: Field<${field.type}>,`).join("\n");
  const blank = fields.map((field) => ` ${field.rust}: Field::unset("${info.name}", "${field.name}"),`).join("");
  const out: { text: string; inst?: Instance }[] = [];
  const made = methods
    .filter(({ inst }) => (inst.node as FunctionDef).name === "__init__" && inst.key.startsWith("m"))
    .map(({ text, inst }) => maker(e, info, text, inst));
  out.push({
    text: `#[derive(Clone)]\npub struct ${info.rust}(Rc<${info.rust}Fields>);\npub struct ${info.rust}Fields {\n${declared}${extra}${held}\n}\nimpl std::ops::Deref for ${info.rust} {\ntype Target = ${info.rust}Fields;\nfn deref(&self) -> &${info.rust}Fields { &self.0 }\n}`,
  });
  out.push({
    text: `impl ${info.rust} {\nfn blank() -> ${info.rust} {\n${info.rust}(Rc::new(${info.rust}Fields {${blank}${extraBlank}${heldBlank} }))\n}\n${made.join("\n")}${shown(new Gen(types, e.store), info)}${dict ? writeNoted(e, new Gen(types, e.store), info) : ""}\n}`,
  });
  for (const method of methods) out.push({ text: `impl ${info.rust} {\n${method.text}\n}`, inst: method.inst });
  out.push({ text: writeTraits(e, types, info) });
  out.push({ text: writeCopies(e, info) });
  return out;
}

/** How `copy.copy` and `copy.deepcopy` copy an object, where the program asks. */
function writeCopies(e: Elaborator, info: ClassInfo): string {
  const fields = info.fieldOrder.map(rustName);
  const order = e.dicts.has(info) ? `\nfor (name, _) in self.${OWN_DICT}.pairs() { made.noted(name.as_str()); }` : "";
  const fill = (value: (name: string) => string): string =>
    fields.map((name) => `if self.${name}.is_set() { made.${name}.set(${value(name)}); }`).join("\n") + order;
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
  const write = (hook: "__str__" | "__repr__", name: string, plain: string): string => {
    const inst = info.hooks.get(hook);
    return inst
      ? `\nfn ${name}(error: &PyErr) -> PyResult<Str> {\nmatch error.payload_of::<${info.rust}>() { Some(o) => ${ownText(g, "o", hook, inst)}, None => Ok(error.${plain}()) }\n}`
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
