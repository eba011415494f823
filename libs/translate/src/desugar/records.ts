import type { ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { parse } from "../parse/parse.js";
import { decoratorName } from "../resolve/decorators.js";

interface RecordField {
  name: string;
  fallback: Expr | undefined;
  /** Called anew for each object. */
  factory: Expr | undefined;
  init: boolean;
  repr: boolean;
  compare: boolean;
  /** As `compare`, where nothing is said. */
  hash: boolean | undefined;
  kwOnly: boolean;
  /** Handed to `__post_init__`, and no attribute. */
  initOnly: boolean;
}

type RecordClass = ClassDef & {
  recordFields?: RecordField[];
  dataFields?: string[];
  /** Fields whose defaults Python keeps as attributes of the class, and this does not. */
  workedDefaults?: string[];
  tupleFields?: string[];
  frozen?: boolean;
};

/** Gives data classes and named tuples the methods that Python makes for them, as if they stood in the source. */
export function desugarRecords(modules: Module[]): void {
  const classes = new Map<string, RecordClass>();
  const visit = (body: Stmt[]): void => {
    for (let i = 0; i < body.length; i++) {
      const stmt = body[i] as Stmt;
      const named = namedTupleCall(stmt);
      if (named) body[i] = named;
      const each = body[i] as Stmt;
      if (each.nodeType === "ClassDef") {
        const before = beforeClass(each);
        if (before.length) {
          body.splice(i, 0, ...before);
          i -= 1;
          continue;
        }
        classes.set(each.name, each);
        const isData = each.decorator_list.some((decorator) => decoratorName(decorator) === "dataclass");
        const fault = isData ? faultOf(each, classes) : undefined;
        if (fault) {
          const raised = parse(`raise ${fault}`).body[0] as Stmt;
          relocate(raised, each);
          body.splice(i++, 0, raised);
          each.decorator_list = [];
        } else if (isData) dataClass(each, classes);
        else if (each.bases.some((base) => nameOf(base) === "NamedTuple")) namedTuple(each);
      }
      for (const inner of bodiesOf(each)) visit(inner);
    }
  };
  for (const module of modules) visit(module.body);
}

/** The bodies that a statement holds. */
function bodiesOf(stmt: Stmt): Stmt[][] {
  const { body, orelse, finalbody, handlers, cases } = stmt as unknown as Partial<
    Record<"body" | "orelse" | "finalbody", Stmt[]> & Record<"handlers" | "cases", { body: Stmt[] }[]>
  >;
  const inner = [...(handlers ?? []), ...(cases ?? [])].map((each) => each.body);
  return [body, orelse, finalbody, ...inner].filter((each): each is Stmt[] => Array.isArray(each));
}

/** What a class statement works out once: a named tuple that it derives from, and factories that are made by a call. */
function beforeClass(node: ClassDef): Stmt[] {
  const out: Stmt[] = [];
  const named = (name: string, value: Expr): Expr => {
    const { lineno, col_offset } = node;
    const place = { lineno, col_offset, end_lineno: lineno, end_col_offset: col_offset };
    const as = (ctx: string): Expr => ({ ...place, nodeType: "Name", id: name, ctx: { nodeType: ctx } }) as Expr;
    out.push({ ...place, nodeType: "Assign", targets: [as("Store")], value } as Stmt);
    return as("Load");
  };
  node.bases = node.bases.map((base) =>
    base.nodeType === "Call" && /^(namedtuple|NamedTuple)$/.test(nameOf(base.func))
      ? named(`${node.name}__base`, base)
      : base,
  );
  for (const stmt of node.body) {
    if (stmt.nodeType !== "AnnAssign" || stmt.value?.nodeType !== "Call" || nameOf(stmt.value.func) !== "field")
      continue;
    const factory = stmt.value.keywords.find(({ arg }) => arg === "default_factory");
    if (factory && stmt.target.nodeType === "Name" && calls(factory.value))
      factory.value = named(`${node.name}__${stmt.target.id}_factory`, factory.value);
  }
  return out;
}

/** Does working out an expression call anything? */
const calls = (node: Expr): boolean =>
  node.nodeType === "Call" || (node.nodeType === "Attribute" && calls(node.value)) || node.nodeType === "Subscript";

const nameOf = (node: Expr): string =>
  node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : "";

function option(node: ClassDef, name: string, otherwise = false): boolean {
  const decorator = node.decorator_list.find((each) => decoratorName(each) === "dataclass");
  if (decorator?.nodeType !== "Call") return otherwise;
  const value = decorator.keywords.find((keyword) => keyword.arg === name)?.value;
  if (!value) return otherwise;
  if (value.nodeType === "Constant" && value.lit.k === "bool") return value.lit.v;
  return refuse(`dataclass with ${name} that is worked out`, value);
}

const isNone = (node: Expr): boolean => node.nodeType === "Constant" && node.lit.k === "none";

function fieldsOf(node: ClassDef): RecordField[] {
  const out: RecordField[] = [];
  let afterMark = option(node, "kw_only");
  for (const stmt of node.body) {
    if (stmt.nodeType !== "AnnAssign" || stmt.target.nodeType !== "Name") continue;
    const shown = stmt.annotation.nodeType === "Subscript" ? nameOf(stmt.annotation.value) : nameOf(stmt.annotation);
    if (shown === "ClassVar") continue;
    if (shown === "KW_ONLY") {
      afterMark = true;
      continue;
    }
    const field: RecordField = {
      name: stmt.target.id,
      fallback: stmt.value,
      factory: undefined,
      init: true,
      repr: true,
      compare: true,
      hash: undefined,
      kwOnly: afterMark,
      initOnly: shown === "InitVar",
    };
    const value = stmt.value;
    if (value?.nodeType === "Call" && nameOf(value.func) === "field") {
      field.fallback = undefined;
      for (const { arg, value: given } of value.keywords) {
        if (arg === "default") field.fallback = given;
        else if (arg === "default_factory") field.factory = given;
        else if (
          given.nodeType === "Constant" &&
          given.lit.k === "bool" &&
          (arg === "init" || arg === "repr" || arg === "compare" || arg === "hash" || arg === "kw_only")
        )
          field[arg === "kw_only" ? "kwOnly" : arg] = given.lit.v;
        else if (arg !== "metadata" && !(arg === "hash" && isNone(given))) refuse(`field(${arg ?? "**"})`, value);
      }
    }
    out.push(field);
  }
  return out;
}

/** What Python raises of a data class that it does not take. */
function faultOf(node: RecordClass, classes: Map<string, RecordClass>): string | undefined {
  const own = fieldsOf(node);
  for (const { name, fallback } of own) {
    const type = fallback && mutableType(fallback, classes);
    if (type)
      return `ValueError("mutable default <class '${type}'> for field ${name} is not allowed: use default_factory")`;
  }
  const fields = [...new Map([...inheritedFields(node, classes), ...own].map((field) => [field.name, field])).values()];
  const positional = fields.filter((field) => field.init && !field.kwOnly);
  const first = positional.findIndex((field) => field.fallback || field.factory);
  const late = first < 0 ? undefined : positional.slice(first).find((field) => !field.fallback && !field.factory);
  return late && option(node, "init", true)
    ? `TypeError("non-default argument '${late.name}' follows default argument")`
    : undefined;
}

/** The type of a default that Python takes for one that objects would share. */
function mutableType(node: Expr, classes: Map<string, RecordClass>): string | undefined {
  if (node.nodeType === "List" || node.nodeType === "ListComp") return "list";
  if (node.nodeType === "Dict" || node.nodeType === "DictComp") return "dict";
  if (node.nodeType === "Set" || node.nodeType === "SetComp") return "set";
  if (node.nodeType !== "Call" || node.func.nodeType !== "Name") return undefined;
  if (/^(list|dict|set|bytearray)$/.test(node.func.id)) return node.func.id;
  const made = classes.get(node.func.id);
  const isUnhashable = made?.recordFields && !made.frozen && option(made, "eq", true) && !option(made, "unsafe_hash");
  const hasOwn = made?.body.some((stmt) => stmt.nodeType === "FunctionDef" && stmt.name === "__hash__");
  return isUnhashable && !hasOwn ? `__main__.${node.func.id}` : undefined;
}

function dataClass(node: RecordClass, classes: Map<string, RecordClass>): void {
  const own = fieldsOf(node);
  // What is said again keeps its place.
  const fields = [...new Map([...inheritedFields(node, classes), ...own].map((field) => [field.name, field])).values()];
  node.recordFields = fields;
  const held = fields.filter((field) => !field.initOnly);
  node.dataFields = held.filter((field) => field.init).map((field) => field.name);
  node.workedDefaults = own.filter((field) => field.fallback && !isPlainDefault(field)).map((field) => field.name);
  if (option(node, "frozen")) node.frozen = true;
  const isSlotted = option(node, "slots");
  node.body = node.body.filter((stmt) => {
    if (stmt.nodeType !== "AnnAssign") return true;
    if (nameOf(stmt.annotation) === "KW_ONLY") return false;
    const field = own.find((each) => each.name === (stmt.target as { id?: string }).id);
    if (!field) return true;
    if (isSlotted) return false;
    if (isPlainDefault(field)) stmt.value = field.fallback as Expr;
    return isPlainDefault(field);
  });
  if (isSlotted) {
    const names = own.filter((field) => !field.initOnly).map((field) => `"${field.name}",`);
    add(node, `__slots__ = (${names.join(" ")})`);
  }
  const has = (name: string): boolean =>
    node.body.some((stmt) => stmt.nodeType === "FunctionDef" && stmt.name === name);
  if (option(node, "init", true) && !has("__init__"))
    node.body.push(initialiser(node, fields, hasInChain(node, classes, "__post_init__")));
  const shown = held.filter((field) => field.repr);
  if (option(node, "repr", true) && !has("__repr__"))
    add(
      node,
      `def __repr__(self):\n  return f"{type(self).__qualname__}(${shown.map((field) => `${field.name}={self.${field.name}!r}`).join(", ")})"`,
    );
  const compared = held.filter((field) => field.compare).map((field) => field.name);
  const key = (of: string, names = compared): string => `(${names.map((name) => `${of}.${name},`).join(" ")})`;
  if (option(node, "eq", true) && !has("__eq__")) {
    const test = compared.map((name) => `self.${name} in (other.${name},)`).join(" and ") || "True";
    add(
      node,
      `def __eq__(self, other):\n  if not isinstance(other, ${node.name}):\n    return NotImplemented\n  return ${test}`,
      true,
    );
  }
  const isHashed = (option(node, "eq", true) && option(node, "frozen")) || option(node, "unsafe_hash");
  if (isHashed && !has("__hash__")) {
    const hashed = held.filter((field) => field.hash ?? field.compare).map((field) => field.name);
    add(node, `def __hash__(self):\n  return hash(${key("self", hashed)})`);
  }
  if (option(node, "order")) {
    for (const [name, sign] of [
      ["lt", "<"],
      ["le", "<="],
      ["gt", ">"],
      ["ge", ">="],
    ]) {
      if (!has(`__${name}__`))
        add(
          node,
          `def __${name}__(self, other):\n  if not isinstance(other, ${node.name}):\n    return NotImplemented\n  return ${key("self")} ${sign} ${key("other")}`,
          true,
        );
    }
  }
}

/** The fields of the bases, the last one's first, through classes that are no data classes themselves. */
function inheritedFields(node: RecordClass, classes: Map<string, RecordClass>): RecordField[] {
  return [...node.bases].reverse().flatMap((each) => {
    const base = classes.get(nameOf(each));
    return base ? (base.recordFields ?? inheritedFields(base, classes)) : [];
  });
}

const isPlainDefault = (field: RecordField): boolean =>
  field.fallback !== undefined && field.factory === undefined && field.fallback.nodeType === "Constant";

function hasInChain(node: RecordClass, classes: Map<string, RecordClass>, name: string): boolean {
  if (node.body.some((stmt) => stmt.nodeType === "FunctionDef" && stmt.name === name)) return true;
  return node.bases.some((base) => {
    const parent = classes.get(nameOf(base));
    return parent !== undefined && hasInChain(parent, classes, name);
  });
}

/** Puts a method that is written as Python into a class, at the class's place. */
/** With `comparison` it is one that knows objects of its very class only. */
function add(node: ClassDef, text: string, comparison = false): FunctionDef {
  const method = parse(text).body[0] as FunctionDef & { made?: boolean };
  method.made = comparison;
  relocate(method, node);
  node.body.push(method);
  return method;
}

function relocate(node: object, at: ClassDef): void {
  const place = node as { lineno?: number; col_offset?: number };
  if (place.lineno !== undefined) {
    place.lineno = at.lineno;
    place.col_offset = at.col_offset;
  }
  for (const child of Object.values(node)) {
    if (Array.isArray(child))
      for (const item of child) if (typeof item === "object" && item !== null) relocate(item, at);
    if (typeof child === "object" && child !== null && !Array.isArray(child) && "nodeType" in child)
      relocate(child, at);
  }
}

function initialiser(node: RecordClass, fields: RecordField[], post: boolean): FunctionDef {
  const given = fields.filter((field) => field.init);
  const positional = given.filter((field) => !field.kwOnly);
  const named = given.filter((field) => field.kwOnly);
  const param = (field: RecordField): string => (field.fallback || field.factory ? `${field.name}=None` : field.name);
  const heads = ["self", ...positional.map(param), ...(named.length ? ["*", ...named.map(param)] : [])];
  const sets = fields.flatMap((field) => {
    if (field.initOnly) return [];
    if (field.init) return [`self.${field.name} = ${field.name}`];
    return field.fallback || field.factory ? [`self.${field.name} = None`] : [];
  });
  const handed = fields.filter((field) => field.initOnly).map((field) => field.name);
  if (post) sets.push(`self.__post_init__(${handed.join(", ")})`);
  const method = parse(
    `def __init__(${heads.join(", ")}):\n${(sets.length ? sets : ["pass"]).map((line) => `  ${line}`).join("\n")}`,
  ).body[0] as FunctionDef;
  relocate(method, node);
  const value = (field: RecordField): Expr => {
    if (!field.factory) return field.fallback as Expr;
    const { lineno, col_offset, end_lineno, end_col_offset } = node;
    return {
      nodeType: "Call",
      func: field.factory,
      args: [],
      keywords: [],
      lineno,
      col_offset,
      end_lineno,
      end_col_offset,
      perCall: true,
    } as unknown as Expr;
  };
  method.args.defaults = positional.filter((field) => field.fallback || field.factory).map(value);
  method.args.kw_defaults = named.map((field) => (field.fallback || field.factory ? value(field) : null));
  for (const stmt of method.body) {
    if (stmt.nodeType !== "Assign") continue;
    const target = stmt.targets[0] as Expr & { attr: string; thaw?: boolean };
    target.thaw = true;
    const field = fields.find((each) => each.name === target.attr);
    if (field && !field.init && (field.fallback || field.factory)) stmt.value = value(field);
  }
  return method;
}

/** `class P(NamedTuple): x: int; y: int = 0`. */
function namedTuple(node: RecordClass): void {
  const fields = fieldsOf(node);
  node.tupleFields = fields.map((field) => field.name);
  node.body = node.body.filter((stmt) => stmt.nodeType !== "AnnAssign");
  node.body.push(initialiser(node, fields, false));
}

/** `P = namedtuple("P", "x y")` as a class. */
function namedTupleCall(stmt: Stmt): Stmt | undefined {
  if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1 || stmt.value.nodeType !== "Call") return undefined;
  const target = stmt.targets[0] as Expr;
  const call = stmt.value;
  const kind = nameOf(call.func);
  if (target.nodeType !== "Name" || (kind !== "namedtuple" && kind !== "NamedTuple")) return undefined;
  const names = tupleNames(call.args[1]);
  if (!names) return refuse("a named tuple with fields that are worked out", stmt);
  if (names.some((name, i) => !/^[A-Za-z]\w*$/.test(name) || names.indexOf(name) !== i))
    refuse("a named tuple with fields of these names", stmt);
  const defaults = call.keywords.find((keyword) => keyword.arg === "defaults")?.value;
  if (defaults && defaults.nodeType !== "Tuple" && defaults.nodeType !== "List")
    return refuse("namedtuple(defaults=)", stmt);
  const values = defaults && (defaults.nodeType === "Tuple" || defaults.nodeType === "List") ? defaults.elts : [];
  const { lineno, col_offset, end_lineno, end_col_offset } = stmt;
  const node = {
    nodeType: "ClassDef",
    name: target.id,
    typeName: typeNameOf(call.args[0]),
    bases: [],
    keywords: [],
    body: [],
    decorator_list: [],
    lineno,
    col_offset,
    end_lineno,
    end_col_offset,
  } as unknown as RecordClass;
  node.tupleFields = names;
  const fields = names.map(
    (name, i): RecordField => ({
      name,
      fallback: values[i - (names.length - values.length)],
      factory: undefined,
      init: true,
      repr: true,
      compare: true,
      hash: undefined,
      kwOnly: false,
      initOnly: false,
    }),
  );
  node.body.push(initialiser(node, fields, false));
  return node as Stmt;
}

function typeNameOf(node: Expr | undefined): string {
  if (node?.nodeType === "Constant" && node.lit.k === "str") return node.lit.v;
  return refuse("a named tuple with a name that is worked out", node);
}

function tupleNames(node: Expr | undefined): string[] | undefined {
  if (node?.nodeType === "Constant" && node.lit.k === "str")
    return node.lit.v.replaceAll(",", " ").split(/\s+/).filter(Boolean);
  if (node?.nodeType !== "List" && node?.nodeType !== "Tuple") return undefined;
  const names = node.elts
    .map((item) => (item.nodeType === "Tuple" ? item.elts[0] : item))
    .map((item) => (item?.nodeType === "Constant" && item.lit.k === "str" ? item.lit.v : undefined));
  return names.every((name): name is string => name !== undefined) ? names : undefined;
}
