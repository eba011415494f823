import type { Constant, Literal, Module } from "../ast.js";

const NAMES: Record<string, string> = {
  Comprehension: "comprehension",
  Arguments: "arguments",
  Arg: "arg",
  Keyword: "keyword",
  Alias: "alias",
  WithItem: "withitem",
  MatchCase: "match_case",
};

/** The fields of CPython 3.11's abstract grammar, in its order. */
const FIELDS: Record<string, string[]> = {
  Module: ["body"],
  FunctionDef: ["name", "args", "body", "decorator_list", "returns"],
  ClassDef: ["name", "bases", "keywords", "body", "decorator_list"],
  Return: ["value"],
  Delete: ["targets"],
  Assign: ["targets", "value"],
  AugAssign: ["target", "op", "value"],
  AnnAssign: ["target", "annotation", "value", "simple"],
  For: ["target", "iter", "body", "orelse"],
  While: ["test", "body", "orelse"],
  If: ["test", "body", "orelse"],
  With: ["items", "body"],
  Match: ["subject", "cases"],
  Raise: ["exc", "cause"],
  Try: ["body", "handlers", "orelse", "finalbody"],
  Assert: ["test", "msg"],
  Import: ["names"],
  ImportFrom: ["module", "names", "level"],
  Global: ["names"],
  Nonlocal: ["names"],
  Expr: ["value"],
  BoolOp: ["op", "values"],
  NamedExpr: ["target", "value"],
  BinOp: ["left", "op", "right"],
  UnaryOp: ["op", "operand"],
  Lambda: ["args", "body"],
  IfExp: ["test", "body", "orelse"],
  Dict: ["keys", "values"],
  Set: ["elts"],
  ListComp: ["elt", "generators"],
  DictComp: ["key", "value", "generators"],
  Await: ["value"],
  Yield: ["value"],
  Compare: ["left", "ops", "comparators"],
  Call: ["func", "args", "keywords"],
  FormattedValue: ["value", "conversion", "format_spec"],
  JoinedStr: ["values"],
  Attribute: ["value", "attr", "ctx"],
  Starred: ["value", "ctx"],
  Name: ["id", "ctx"],
  List: ["elts", "ctx"],
  Slice: ["lower", "upper", "step"],
  Subscript: ["value", "slice", "ctx"],
  comprehension: ["target", "iter", "ifs", "is_async"],
  ExceptHandler: ["type", "name", "body"],
  arguments: ["posonlyargs", "args", "vararg", "kwonlyargs", "kw_defaults", "kwarg", "defaults"],
  arg: ["arg", "annotation"],
  keyword: ["arg", "value"],
  alias: ["name", "asname"],
  withitem: ["context_expr", "optional_vars"],
  match_case: ["pattern", "guard", "body"],
  MatchValue: ["value"],
  MatchSingleton: ["value"],
  MatchSequence: ["patterns"],
  MatchMapping: ["keys", "patterns", "rest"],
  MatchClass: ["cls", "patterns", "kwd_attrs", "kwd_patterns"],
  MatchStar: ["name"],
  MatchAs: ["pattern", "name"],
  MatchOr: ["patterns"],
};
const SAME: Record<string, string> = {
  AsyncFunctionDef: "FunctionDef",
  AsyncFor: "For",
  AsyncWith: "With",
  TryStar: "Try",
  SetComp: "ListComp",
  GeneratorExp: "ListComp",
  YieldFrom: "Yield",
  Tuple: "List",
};

/** A tree as one line of text that the same walk over CPython's `ast` gives too: how the two parsers are compared. */
export function dump(module: Module): string {
  const out: string[] = [];
  write(module, out);
  return out.join("");
}

function write(value: unknown, out: string[]): void {
  if (value === null || value === undefined) {
    out.push("None");
  } else if (Array.isArray(value)) {
    out.push("[");
    for (const item of value) {
      write(item, out);
      out.push(",");
    }
    out.push("]");
  } else if (typeof value === "object") writeNode(value as { nodeType: string }, out);
  else if (typeof value === "boolean") out.push(value ? "True" : "False");
  else out.push(typeof value === "string" ? JSON.stringify(value) : String(value));
}

function writeNode(node: { nodeType: string }, out: string[]): void {
  if (node.nodeType === "Constant") {
    const constant = node as Constant;
    out.push(`Constant(${literal(constant.lit)}${constant.kind ? ",u" : ""})`);
    return;
  }
  const name = NAMES[node.nodeType] ?? node.nodeType;
  out.push(name, "(");
  for (const field of FIELDS[SAME[name] ?? name] ?? []) {
    write((node as unknown as Record<string, unknown>)[field], out);
    out.push(";");
  }
  out.push(")");
}

function literal(lit: Literal): string {
  switch (lit.k) {
    case "int":
      return `int ${lit.v}`;
    case "float":
    case "complex":
      return `${lit.k} ${bits(lit.v)}`;
    case "str":
      return `str ${escaped(lit.v)}`;
    case "bytes":
      return `bytes ${[...lit.v].map((c) => (c.codePointAt(0) as number).toString(16)).join(" ")}`;
    case "bool":
      return lit.v ? "True" : "False";
    case "none":
      return "None";
    default:
      return "Ellipsis";
  }
}

function escaped(text: string): string {
  return [...text]
    .map((c) =>
      (c.codePointAt(0) as number) < 127 && c >= " " && c !== "\\"
        ? c
        : `\\${(c.codePointAt(0) as number).toString(16)};`,
    )
    .join("");
}

function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}
