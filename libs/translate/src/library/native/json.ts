/**
 * `json`: what `loads` gives is one type of the program, a union that holds lists and dictionaries of itself; a program
 * that asks `isinstance`, indexes or calls methods narrows it like any other union.
 */
import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { rustName } from "../../generate/names.js";
import { kindsOf } from "../../generate/rust-types.js";
import { callback } from "../../infer/callbacks.js";
import type { ClassInfo } from "../../infer/context.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { isInt, isOnly } from "../../infer/numbers.js";
import { PLAIN_FIELD } from "../../infer/plain-objects.js";
import { truth } from "../../infer/truth.js";
import { type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { BOOL, type Cell, FLOAT, find, INT, isBottom, NONE, type Part, STR } from "../../types/cell.js";
import { asInt, Given } from "../given.js";
import { outOf } from "./streams.js";

const VALUES = {};

/** The one type of what JSON holds. */
function jsonCell(e: Elaborator): Cell {
  let slots = e.scratch.get(VALUES);
  if (!slots) {
    slots = new Map();
    e.scratch.set(VALUES, slots);
  }
  let cell = slots.get("value");
  if (!cell) {
    cell = e.store.cell(NONE | BOOL | INT | FLOAT | STR);
    slots.set("value", cell);
    e.store.flow(e.store.of("list", cell), cell);
    e.store.flow(e.store.of("dict", e.store.cell(STR), cell), cell);
  }
  return cell;
}

/** The function that turns what was read into the program's type. */
function reader(e: Elaborator, g: Gen, cell: Cell): string {
  const name = "json_value";
  if (!e.statics.has(name)) {
    e.statics.set(name, (each) => {
      const root = find(cell);
      const whole = each.ty(root);
      const dict = root.parts?.get("dict") as Part;
      const key = dict.args[0] as Cell;
      const [none, str] = [e.store.temp(NONE), e.store.temp(STR)];
      const made = (from: Cell, text: string): string => each.coerceText(text, from, root);
      const list = e.store.part(root.parts?.get("list") as Part);
      const arms = [
        `json::Node::Null => ${made(none, "()")}`,
        `json::Node::Bool(v) => ${made(e.store.temp(BOOL), "v")}`,
        `json::Node::Int(v) => ${made(e.store.temp(INT), "v")}`,
        `json::Node::Float(v) => ${made(e.store.temp(FLOAT), "v")}`,
        `json::Node::Str(v) => ${made(str, "v")}`,
        `json::Node::List(items) => { let v = List::from_vec(items.into_iter().map(${name}).collect()); ${made(list, "v")} }`,
        `json::Node::Object(pairs) => { let v = Dict::new(); for (key, value) in pairs { v.set(${each.coerceText("key", str, key)}, ${name}(value)); } ${made(e.store.part(dict), "v")} }`,
      ];
      return `fn ${name}(node: json::Node) -> ${whole} {\nmatch node {\n${arms.join(",\n")}\n}\n}`;
    });
    e.rustNames.add(name);
  }
  void g;
  return name;
}

const HOOKS = ["object_pairs_hook", "object_hook"] as const;
type Hook = (typeof HOOKS)[number];

/** What turns objects into other values, if anything does; `object_pairs_hook` is asked first. */
function hookOf(given: Given): { hook: Hook; f: Expr } | undefined {
  const isNone = (node: Expr): boolean => node.nodeType === "Constant" && node.lit.k === "none";
  for (const hook of HOOKS) {
    const f = given.named(hook);
    if (f && !isNone(f)) return { hook, f };
  }
  return undefined;
}

/** What is read with a function for its objects: a type of its own for each place that reads. */
function hooked(e: Elaborator, node: Call, { hook, f }: { hook: Hook; f: Expr }, text: (g: Gen) => string): Typed {
  const [cell, list, pairs] = [e.at(node, "value"), e.at(node, "list"), e.at(node, "pairs")];
  const str = e.store.temp(STR);
  if (isBottom(list)) {
    e.store.add(cell, NONE | BOOL | INT | FLOAT | STR);
    const pair = e.store.part({ kind: "tuple", key: "tuple", args: [str, cell] });
    e.store.flow(e.store.of("list", cell), list);
    e.store.flow(
      hook === "object_hook" ? e.store.of("dict", e.store.cell(STR), cell) : e.store.of("list", pair),
      pairs,
    );
    e.store.flow(list, cell);
  }
  const by = callback(e, f, [pairs]);
  e.store.flow(by.t, cell);
  return typed(cell, node, (g) => {
    const made = (from: Cell, value: string): string => g.coerceText(value, from, cell);
    const [all, each] = [g.ty(cell), g.fresh("hook")];
    const entries =
      hook === "object_hook"
        ? "{ let held = Dict::new(); for (key, value) in pairs { held.set(key, value); } held }"
        : "List::from_vec(pairs)";
    const object = g.inClosure(() => made(by.t, `(${each})(${entries})?`));
    const arms = [
      `json::Made::Null => ${made(e.store.temp(NONE), "()")}`,
      `json::Made::Bool(v) => ${made(e.store.temp(BOOL), "v")}`,
      `json::Made::Int(v) => ${made(e.store.temp(INT), "v")}`,
      `json::Made::Float(v) => ${made(e.store.temp(FLOAT), "v")}`,
      `json::Made::Str(v) => ${made(str, "v")}`,
      `json::Made::List(v) => ${made(list, "List::from_vec(v)")}`,
      `json::Made::Object(pairs) => ${object}`,
    ].join(", ");
    const asked = `let mut ${each} = hint1::<${g.ty(pairs)}, ${g.ty(by.t)}, _>(${by.write(g)});`;
    const build = `&mut |made: json::Made<${all}>| -> PyResult<${all}> { Ok(match made { ${arms} }) }`;
    return `{ ${asked} ${g.q(`json::loads_with(${text(g)}, ${build})`)} }`;
  });
}

const loads = (e: Elaborator, node: Call): Typed => {
  const given = new Given(e, node).only(1, ...HOOKS);
  const hook = hookOf(given);
  const x = given.arg(0);
  if (hook) {
    if (isOnly(x, STR)) return hooked(e, node, hook, (g) => g.ref(x));
    return isBottom(x.t) ? dead(e, node, x) : e.refuse(`json.loads of ${typeName(x.t)} with ${hook.hook}`, node);
  }
  return spread(e, x, (arm) => {
    if (!isOnly(arm, STR)) return e.refuse(`json.loads of ${typeName(arm.t)}`, node, "give it a str");
    return loaded(e, node, (g) => g.ref(arm));
  });
};

function loaded(e: Elaborator, node: Call, text: (g: Gen) => string): Typed {
  const cell = jsonCell(e);
  return typed(cell, node, (g) => `${reader(e, g, cell)}(${g.q(`json::loads(${text(g)})`)})`);
}

/** `json.load(file)`. */
const load = (e: Elaborator, node: Call): Typed => {
  const given = new Given(e, node).only(1, ...HOOKS);
  const file = outOf(e, given.arg(0));
  const hook = hookOf(given);
  if (isBottom(file.t)) return dead(e, node, file);
  if (hook) return hooked(e, node, hook, (g) => `&${g.q(`${g.recv(file)}.read(None)`)}`);
  return loaded(e, node, (g) => `&${g.q(`${g.recv(file)}.read(None)`)}`);
};

const CONTAINERS = /^(list|tuple|vtuple|dict|defaultdict|ordereddict|counter)$/;

/** Walks what is to be written; what has no form in JSON is handed to `none`. */
function walk(cell: Cell, none: (part: Part | undefined, mask: number) => void, seen: Cell[] = []): void {
  const root = find(cell);
  if (seen.includes(root)) return;
  seen.push(root);
  const plain = root.mask & ~(NONE | BOOL | INT | FLOAT | STR);
  if (plain) none(undefined, plain);
  for (const part of root.parts?.values() ?? []) {
    const info = part.kind === "inst" ? (part.ref as ClassInfo) : undefined;
    if (CONTAINERS.test(part.kind)) for (const arg of part.args) walk(arg, none, seen);
    else if (info?.isTuple) for (const field of info.tupleFields) walk(info.fields.get(field) as Cell, none, seen);
    else none(part, 0);
  }
}

/** Rust's traits for the program's own types in what is written. */
function implement(e: Elaborator, g: Gen, cell: Cell, seen: Cell[] = []): void {
  const root = find(cell);
  if (seen.includes(root)) return;
  seen.push(root);
  const kinds = kindsOf(root);
  if (kinds.length > 1) unionImpl(e, g, root);
  for (const { part } of kinds) {
    if (!part) continue;
    if (part.kind === "inst") instanceImpl(e, part.ref as ClassInfo);
    if (part.kind === "func" || part.kind === "class" || part.kind === "exc") {
      if (kinds.length === 1) e.refuse(`json.dumps of ${part.kind}`);
      continue;
    }
    const info = part.kind === "inst" ? (part.ref as ClassInfo) : undefined;
    const plain = info?.plain === "tuple" ? info.fields.get(PLAIN_FIELD) : undefined;
    if (plain) implement(e, g, plain, seen);
    if (info?.isTuple) for (const field of info.tupleFields) implement(e, g, info.fields.get(field) as Cell, seen);
    for (const arg of part.args) if (CONTAINERS.test(part.kind)) implement(e, g, arg, seen);
  }
}

function unionImpl(e: Elaborator, g: Gen, root: Cell): void {
  const { name, variants } = g.types.enumOf(root);
  e.statics.set(`encode ${name}`, () => {
    const arms = variants.map((variant) =>
      /^(Rc<dyn|PyErr)/.test(variant.type) || variant.type === "()"
        ? `${name}::${variant.name}(_) => limit("json.dumps of this")`
        : `${name}::${variant.name}(v) => json::Encode::encode(v, w)`,
    );
    const isKey = (type: string): boolean => /^(Str|Int|bool|f64)$/.test(type);
    const key = (method: string, args: string, none: string): string =>
      `match self { ${variants.map((variant) => (isKey(variant.type) ? `${name}::${variant.name}(v) => json::EncodeKey::${method}(v${args})` : `${name}::${variant.name}(_) => ${none}`)).join(", ")} }`;
    const keys = `\nimpl json::EncodeKey for ${name} {\nfn text(&self, w: &json::Writer) -> PyResult<Option<String>> { ${key("text", ", w", "Ok(None)")} }\nfn sorted(&self) -> json::Sorted { ${key("sorted", "", `limit("these keys sorted for JSON")`)} }\nfn shown_type(&self) -> &'static str { self.type_name() }\n}`;
    return `impl json::Encode for ${name} {\nfn encode(&self, w: &mut json::Writer) -> PyResult<()> { match self { ${arms.join(", ")} } }\n}${keys}`;
  });
}

function instanceImpl(e: Elaborator, info: ClassInfo): void {
  e.statics.set(`encode ${info.rust}`, () => {
    const fields = info.tupleFields.map((field) => `self.${rustName(field)}.get()?`);
    const held = info.plain ? PLAIN_FIELD : info.mixed ? "value" : undefined;
    if (held) return encodedAs(info, `self.${held}.get()?`);
    const body = info.isTuple
      ? `let items = (${fields.map((field) => `${field},`).join(" ")}); json::Encode::encode(&items, w)`
      : `w.unknown(self, "${info.name}")`;
    return `impl json::Encode for ${info.rust} {\nfn encode(&self, w: &mut json::Writer) -> PyResult<()> { ${body} }\n}\nimpl json::EncodeKey for ${info.rust} {\nfn text(&self, _: &json::Writer) -> PyResult<Option<String>> { Ok(None) }\nfn sorted(&self) -> json::Sorted { limit("objects as keys sorted for JSON") }\nfn shown_type(&self) -> &'static str { "${info.name}" }\n}`;
  });
}

/** An object that is a number, a text or a tuple is written as that. */
function encodedAs(info: ClassInfo, held: string): string {
  const isKey = info.plain !== "tuple";
  const text = isKey ? `json::EncodeKey::text(&${held}, w)` : "{ let _ = w; Ok(None) }";
  const sorted = isKey
    ? `json::EncodeKey::sorted(&must(${held.slice(0, -1)}))`
    : 'limit("objects as keys sorted for JSON")';
  return `impl json::Encode for ${info.rust} {\nfn encode(&self, w: &mut json::Writer) -> PyResult<()> { json::Encode::encode(&${held}, w) }\n}\nimpl json::EncodeKey for ${info.rust} {\nfn text(&self, w: &json::Writer) -> PyResult<Option<String>> { ${text} }\nfn sorted(&self) -> json::Sorted { ${sorted} }\nfn shown_type(&self) -> &'static str { "${info.name}" }\n}`;
}

const flag = (x: Typed | undefined, e: Elaborator): ((g: Gen) => string) | undefined =>
  x && ((g) => (isOnly(x, BOOL) ? g.copy(x) : truth(e, x)(g)));

const dumps = (e: Elaborator, node: Call): Typed => dumped(e, node, new Given(e, node).arg(0));

function dumped(e: Elaborator, node: Call, x: Typed): Typed {
  const given = new Given(e, node).only(
    1,
    "indent",
    "sort_keys",
    "separators",
    "ensure_ascii",
    "allow_nan",
    "skipkeys",
    "default",
    "check_circular",
  );
  const options = options_(e, given, node);
  if (isBottom(x.t)) return dead(e, node, x);
  const fallback = given.named("default");
  const by = fallback && !(fallback.nodeType === "Constant") ? withDefault(e, node, fallback, x.t) : undefined;
  return typed(e.store.temp(STR), node, (g) => {
    implement(e, g, x.t);
    const set = options(g);
    if (!by)
      return g.q(`json::dumps(${g.ref(x)}, json::Options { ${[...set, "..json::Options::default()"].join(", ")} })`);
    const given = by(g);
    return `{ ${given} ${g.q(`json::dumps(${g.ref(x)}, json::Options { ${[...set, "default: Some(&fallback)", "..json::Options::default()"].join(", ")} })`)} }`;
  });
}

/** `default=f`: asked for each value that has no form, whichever of the types found it is. */
function withDefault(e: Elaborator, node: Call, f: Expr, cell: Cell): (g: Gen) => string {
  const unknown = e.at(node, "unknown");
  const gather = (part: Part | undefined, mask: number): void => {
    if (part) e.store.flow(e.store.part(part), unknown);
    e.store.add(unknown, mask);
  };
  walk(cell, gather);
  if (isBottom(unknown))
    return () => 'let fallback = |_: &dyn std::any::Any| -> PyResult<Box<dyn json::Encode>> { limit("default") };';
  const by = callback(e, f, [unknown]);
  walk(by.t, gather);
  return (g) => {
    implement(e, g, by.t);
    const arms = kindsOf(find(unknown)).map((kind) => {
      const t = kind.part ? e.store.part(kind.part) : e.store.temp(kind.bit);
      return `if let Some(v) = value.downcast_ref::<${g.ty(t)}>() { let made: ${g.ty(by.t)} = f(${g.coerceText("v.clone()", t, unknown)})?; return Ok(Box::new(made)); }`;
    });
    const call = isBottom(by.t)
      ? `let f = |v: ${g.ty(unknown)}| -> PyResult<()> { (hint1::<${g.ty(unknown)}, (), _>(${by.write(g)}))(v) };`
      : `let f = std::cell::RefCell::new(hint1::<${g.ty(unknown)}, ${g.ty(by.t)}, _>(${by.write(g)})); let f = |v: ${g.ty(unknown)}| (f.borrow_mut())(v);`;
    return `${call} let fallback = |value: &dyn std::any::Any| -> PyResult<Box<dyn json::Encode>> { ${arms.join(" ")} limit("default") };`;
  };
}

function options_(e: Elaborator, given: Given, node: Call): (g: Gen) => string[] {
  const indent = given.opt(9, "indent");
  const separators = given.named("separators");
  const flags = (["sort_keys", "ensure_ascii", "allow_nan"] as const).map(
    (name) => [name, flag(given.opt(9, name), e)] as const,
  );
  const skip = flag(given.opt(9, "skipkeys"), e);
  let pair: [Typed, Typed] | undefined;
  if (separators && separators.nodeType !== "Constant") {
    const both = given.opt(9, "separators") as Typed;
    if (both.items?.length !== 2 || !both.items.every((item) => isOnly(item, STR)))
      return e.refuse("these separators", node, 'write them as a tuple: (",", ":")');
    pair = both.items as [Typed, Typed];
  }
  return (g) => {
    const set: string[] = [];
    if (indent && !isOnly(indent, NONE)) {
      if (isOnly(indent, STR)) set.push(`indent: Some(${g.own(indent)})`);
      else if (isInt(indent)) set.push(`indent: json::Options::spaces(${asInt(g, indent)})`);
      else e.refuse("this indent", node);
    }
    if (pair) set.push(`item_separator: Some(${g.own(pair[0])})`, `key_separator: Some(${g.own(pair[1])})`);
    for (const [name, write] of flags) if (write) set.push(`${name}: ${write(g)}`);
    if (skip) set.push(`skip_keys: ${skip(g)}`);
    return set;
  };
}

/** `json.dump(x, file)`. Python has written the beginning of what turns out to have no form: that is not repeated. */
const dump = (e: Elaborator, node: Call): Typed => {
  const [value, place] = node.args;
  const named = node.keywords.find(({ arg }) => arg === "fp")?.value;
  const given = place ?? named;
  if (!value || !given || node.args.length > 2) return e.refuse("json.dump", node, "print what json.dumps gives");
  const keywords = node.keywords.filter(({ arg }) => arg !== "fp");
  const said = { ...node, args: [value], keywords };
  const file = e.library.stream(e, given);
  if (file.known) {
    const text = dumps(e, said);
    return typed(
      e.store.temp(NONE),
      node,
      (g) => `print_with(&[${g.ref(text)}], Print { end: Some(&lit("")), file: ${file.write(g)}, ..Print::default() })`,
    );
  }
  const x = expression(e, value);
  let name = "";
  const text = dumped(e, said, { t: x.t, at: value, pure: true, emit: () => ({ s: name, m: 1, atom: true }) });
  if (isBottom(text.t)) return dead(e, node, x);
  return typed(e.store.temp(NONE), node, (g) => {
    const [held, to] = [g.fresh("value"), g.fresh("file")];
    const before = `let ${held} = ${g.own(x)}; let ${to} = ${file.write(g)};`;
    name = held;
    const made = g.inClosure(() => g.own(text));
    return `{ ${before} let _ = ${g.q(`${to}.write(&must((|| -> PyResult<Str> { Ok(${made}) })()))`)}; }`;
  });
};

export const json: Record<string, (e: Elaborator, node: Call) => Typed> = { load, loads, dumps, dump };
