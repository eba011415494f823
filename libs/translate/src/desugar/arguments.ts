import type { Call, ClassDef, Expr, Keyword, Module, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { afterImports, placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode, eachStmt } from "../program/walk.js";

/*
 * `argparse`.
 *
 * 1. A program has one parser, to which arguments are added one after another; what each is stands in the source.
 * 2. The parser, which is Python of the library, finds the texts that each argument is given. A class that is written
 *    here turns them into values, each of a type of its own: the namespace.
 * 3. What is wrong ends the program with status 2 as in Python.
 */

interface Argument {
  flags: string[];
  dest: string;
  action: string;
  nargs: string;
  required: boolean;
  type: Expr | undefined;
  fallback: Expr | undefined;
  constant: Expr | undefined;
  choices: Expr | undefined;
  node: Call;
}

const ACTIONS = /^(store|store_true|store_false|store_const|append|count|version)$/;
const REFUSED =
  "add_subparsers add_mutually_exclusive_group parse_known_args set_defaults parse_intermixed_args add_parser get_default".split(
    " ",
  );

export function desugarArguments(modules: Module[]): void {
  for (const module of modules) if (usesParser(module)) inModule(module);
}

function usesParser({ body }: Module): boolean {
  let found = false;
  eachStmt(body, (stmt) => {
    if (stmt.nodeType === "ImportFrom" && stmt.module === "written_argparse") found = true;
  });
  return found;
}

function inModule(module: Module): void {
  const parsers: Call[] = [];
  const adding: Call[] = [];
  const parsing: Call[] = [];
  const straight = straightCalls(module.body);
  eachNode(module, (each) => {
    const node = each as unknown as Expr;
    if (node.nodeType !== "Call") return;
    const name =
      node.func.nodeType === "Name" ? node.func.id : node.func.nodeType === "Attribute" ? node.func.attr : "";
    if (/(^|__)ArgumentParser$/.test(name)) parsers.push(node);
    else if (node.func.nodeType !== "Attribute") return;
    else if (name === "add_argument") adding.push(node);
    else if (name === "parse_args") parsing.push(node);
    else if (REFUSED.includes(name)) refuse(`argparse's ${name}`, node, "add the arguments to one parser");
  });
  if (!parsers.length) return;
  if (parsers.length > 1) refuse("a second argument parser", parsers[1], "use one");
  const [parser] = parsers as [Call];
  for (const each of [parser, ...adding])
    if (!straight.has(each)) refuse("arguments of a program that are added in a loop or a branch", each);
  eachNode(module, (each) => groupsAreParsers(each as unknown as Expr));
  for (const keyword of parser.keywords) optionOfParser(keyword);
  if (parser.args.length) refuse("an argument parser with arguments by position", parser, "give them by name");
  const known = adding.map(argumentOf);
  const dests = known.map(({ dest }) => dest);
  const twice = known.find(({ dest }, i) => dests.indexOf(dest) !== i);
  if (twice) refuse("two arguments that set one attribute", twice.node);
  const hasHelp = !parser.keywords.some(
    ({ arg, value }) => arg === "add_help" && value.nodeType === "Constant" && value.lit.k === "bool" && !value.lit.v,
  );
  const made = namespaceClass(known, hasHelp ? 1 : 0, parser, errorName(module));
  for (const each of adding) rewriteAdding(each, known[adding.indexOf(each)] as Argument);
  for (const each of parsing) {
    const func = each.func as Expr & { nodeType: "Attribute" };
    if (each.args.length > 1 || each.keywords.length) refuse("parse_args with these arguments", each);
    const target: Expr = func.value;
    const place = placeOf(each);
    if (target.nodeType !== "Name") refuse("parse_args of a parser without a name", each, "give the parser a name");
    const none = { ...place, nodeType: "Constant", value: null, lit: { k: "none" } } as unknown as Expr;
    const raw = {
      ...place,
      nodeType: "Call",
      func: { ...func, attr: "_parse" },
      args: [each.args[0] ?? none],
      keywords: [],
    } as Expr;
    each.func = { ...place, nodeType: "Name", id: made.name, ctx: { nodeType: "Load" } } as unknown as Expr;
    each.args = [target, raw];
  }
  module.body.splice(afterImports(module.body), 0, made);
}

/** What the program calls the error that a type of its own may raise. */
function errorName({ body }: Module): string | undefined {
  let found: string | undefined;
  eachStmt(body, (stmt) => {
    if (stmt.nodeType !== "ImportFrom" || stmt.module !== "written_argparse") return;
    for (const { name, asname } of stmt.names) if (name === "ArgumentTypeError") found = asname ?? name;
  });
  return found;
}

/** Groups are headings only, which stand in the help: the help is refused, and the arguments are the parser's. */
function groupsAreParsers(node: Expr): void {
  if (node.nodeType === "Call" && node.func.nodeType === "Attribute" && node.func.attr === "add_argument_group")
    refuse("groups of arguments", node, "add the arguments to the parser");
}

const FORMATTERS = /^(ArgumentDefaultsHelpFormatter|RawDescriptionHelpFormatter|HelpFormatter)$/;

function optionOfParser(keyword: Keyword): void {
  if (!/^(prog|usage|description|epilog|add_help|formatter_class)$/.test(keyword.arg ?? ""))
    refuse(`an argument parser with ${keyword.arg ?? "**"}`, keyword.value);
  if (keyword.arg !== "formatter_class") return;
  const { value } = keyword;
  const name = value.nodeType === "Attribute" ? value.attr : value.nodeType === "Name" ? value.id : "";
  if (!FORMATTERS.test(name)) refuse("this formatter of help", value);
  keyword.value = text(name, value);
}

/** The calls that run once, in the order of the source, whenever their function does. */
function straightCalls(body: Stmt[]): Set<Call> {
  const out = new Set<Call>();
  const walk = (stmts: Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef") walk(stmt.body);
      else if (stmt.nodeType === "If") walk(stmt.body);
      else if (stmt.nodeType === "With" || stmt.nodeType === "Try") walk(stmt.body);
      else if (
        stmt.nodeType === "Expr" ||
        stmt.nodeType === "Assign" ||
        stmt.nodeType === "AnnAssign" ||
        stmt.nodeType === "Return"
      ) {
        if (stmt.value?.nodeType === "Call") out.add(stmt.value);
      }
    }
  };
  walk(body);
  return out;
}

const literal = (node: Expr | undefined): string | undefined =>
  node?.nodeType === "Constant" && node.lit.k === "str" ? node.lit.v : undefined;

const KEYS = /^(action|nargs|const|default|type|choices|required|help|metavar|dest|version)$/;

function argumentOf(node: Call): Argument {
  const flags = node.args.map((arg) => literal(arg) ?? refuse("an argument whose name is worked out", arg));
  const given = (name: string): Expr | undefined => node.keywords.find(({ arg }) => arg === name)?.value;
  for (const { arg, value } of node.keywords)
    if (!KEYS.test(arg ?? "")) refuse(`an argument with ${arg ?? "**"}`, value);
  const isOption = flags.some((flag) => flag.startsWith("-"));
  const long = flags.find((flag) => flag.startsWith("--")) ?? flags[0] ?? "";
  const dest = literal(given("dest")) ?? (isOption ? long.replace(/^-+/, "").replaceAll("-", "_") : long);
  if (!/^[A-Za-z_]\w*$/.test(dest) || (!isOption && flags.length !== 1)) refuse("an argument of this name", node);
  const action = given("action") ? (literal(given("action")) ?? "") : "store";
  if (!ACTIONS.test(action)) refuse("this action of an argument", given("action") ?? node);
  const count = given("nargs");
  const nargs =
    count === undefined
      ? ""
      : count.nodeType === "Constant" && count.lit.k === "int"
        ? String(count.lit.v)
        : (literal(count) ?? "-");
  if (!/^(|[?*+]|[1-9]\d*)$/.test(nargs) || (action === "append" && nargs)) refuse("this nargs", count ?? node);
  const required = given("required");
  if (required && !(required.nodeType === "Constant" && required.lit.k === "bool")) refuse("this required", required);
  const isAsked = required?.nodeType === "Constant" && required.lit.k === "bool" && required.lit.v;
  if (!isOption && action !== "store") refuse("this action of an argument by position", node);
  const choices = given("choices");
  if (choices && (/[?*]/.test(nargs) || !isPlain(choices))) refuse("these choices", choices);
  const [fallback, constant, type] = [given("default"), given("const"), given("type")];
  for (const each of [fallback, constant]) if (each && !isPlain(each)) refuse("a default that is worked out", each);
  if (type && type.nodeType !== "Name" && type.nodeType !== "Attribute" && type.nodeType !== "Lambda")
    refuse("this type of an argument", type);
  return {
    flags: isOption ? flags : [],
    dest,
    action,
    nargs,
    required: isOption ? isAsked : nargs !== "?" && !(nargs === "*" && fallback),
    type,
    fallback,
    constant: action === "version" ? given("version") : constant,
    choices,
    node,
  };
}

/** What can be worked out at any time: constants, displays of them, ranges, and names in capitals. */
function isPlain(node: Expr): boolean {
  if (node.nodeType === "Constant") return true;
  if (node.nodeType === "UnaryOp") return isPlain(node.operand);
  if (node.nodeType === "BinOp") return isPlain(node.left) && isPlain(node.right);
  if (node.nodeType === "List" || node.nodeType === "Tuple" || node.nodeType === "Set") return node.elts.every(isPlain);
  if (node.nodeType === "Name") return /^[A-Z][A-Z0-9_]*$/.test(node.id);
  return (
    node.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "range" && node.args.every(isPlain)
  );
}

const text = (v: string, at: Place): Expr =>
  ({ ...placeOf(at), nodeType: "Constant", value: v, lit: { k: "str", v } }) as unknown as Expr;

function rewriteAdding(node: Call, known: Argument): void {
  const given = (name: string): Expr | undefined => node.keywords.find(({ arg }) => arg === name)?.value;
  const none = { ...placeOf(node), nodeType: "Constant", value: null, lit: { k: "none" } } as unknown as Expr;
  const bool = (v: boolean): Expr =>
    ({ ...placeOf(node), nodeType: "Constant", value: v, lit: { k: "bool", v } }) as unknown as Expr;
  const list = (elts: Expr[]): Expr =>
    ({ ...placeOf(node), nodeType: "List", elts, ctx: { nodeType: "Load" } }) as unknown as Expr;
  const shown = (value: Expr): Expr =>
    ({
      ...placeOf(node),
      nodeType: "Call",
      func: { ...placeOf(node), nodeType: "Name", id: "str", ctx: { nodeType: "Load" } },
      args: [value],
      keywords: [],
    }) as unknown as Expr;
  const choices = known.choices && placed(`[str(_each) for _each in _given]`, { _given: known.choices }, node);
  const { type } = known;
  const kind = type?.nodeType === "Name" ? type.id : "";
  const standsFor =
    known.action === "version" ? known.constant : (known.fallback ?? defaultOf(known.action, node, bool));
  (node.func as Expr & { attr: string }).attr = "_add";
  node.args = [
    list(known.flags.map((flag) => text(flag, node))),
    text(known.dest, node),
    text(known.action, node),
    text(known.nargs, node),
    given("metavar") ?? none,
    choices ?? none,
    given("help") ??
      (known.action === "version" ? text("show program's version number and exit", node) : text("", node)),
    bool(known.required),
    standsFor ? shown(standsFor) : text("None", node),
    text(kind, node),
  ];
  node.keywords = [];
}

function defaultOf(action: string, _node: Call, bool: (v: boolean) => Expr): Expr | undefined {
  if (action === "store_true") return bool(false);
  return action === "store_false" ? bool(true) : undefined;
}

/** An expression of Python with others put in for names. */
function placed(source: string, others: Record<string, Expr>, at: Place): Expr {
  const node = (parse(source).body[0] as Stmt & { nodeType: "Expr" }).value;
  eachNode(node, (each) => void ("lineno" in each && Object.assign(each, placeOf(at))));
  put(node, others);
  return node;
}

function put(node: object, others: Record<string, Expr>): void {
  for (const key of Object.keys(node)) {
    const record = node as Record<string, unknown>;
    const child = record[key];
    const id = (child as { id?: string } | undefined)?.id;
    if (id !== undefined && (child as Expr).nodeType === "Name" && others[id])
      record[key] = structuredClone(others[id]);
    else if (Array.isArray(child))
      child.forEach((item, i) => {
        const name = (item as { id?: string } | undefined)?.id;
        if (name !== undefined && (item as Expr).nodeType === "Name" && others[name])
          child[i] = structuredClone(others[name]);
        else if (typeof item === "object" && item !== null) put(item, others);
      });
    else if (typeof child === "object" && child !== null && key !== "lit") put(child, others);
  }
}

/** The class of the namespace: it turns the texts that the parser found into values. */
function namespaceClass(known: Argument[], first: number, parser: Call, error: string | undefined): ClassDef & Stmt {
  const lines: string[] = [];
  const others: Record<string, Expr> = {};
  known.forEach((each, i) => {
    const at = `raw[${first + i}]`;
    const name = JSON.stringify(each.flags.length ? each.flags.join("/") : each.dest);
    const fallback = each.fallback ? `_fallback_${i}` : "None";
    if (each.fallback) others[`_fallback_${i}`] = each.fallback;
    if (each.constant) others[`_constant_${i}`] = each.constant;
    if (each.type) others[`_type_${i}`] = each.type;
    if (each.choices) others[`_choices_${i}`] = each.choices;
    const kind =
      each.type?.nodeType === "Name" ? each.type.id : each.type?.nodeType === "Attribute" ? each.type.attr : "<lambda>";
    const isText = !each.type || kind === "str";
    if (!isText || each.choices)
      lines.push(
        `        def convert_${i}(text):`,
        ...(isText
          ? ["            value = text"]
          : [
              "            try:",
              `                value = _type_${i}(text)`,
              ...(error
                ? [
                    `            except ${error} as error:`,
                    `                parser.error("argument " + ${name} + ": " + str(error))`,
                    "                raise SystemExit(2)",
                  ]
                : []),
              "            except (TypeError, ValueError):",
              `                parser.error("argument " + ${name} + ": invalid ${kind} value: " + repr(text))`,
              "                raise SystemExit(2)",
            ]),
        ...(each.choices
          ? [
              `            if value not in _choices_${i}:`,
              `                shown = ", ".join([repr(each) for each in _choices_${i}])`,
              `                parser.error("argument " + ${name} + ": invalid choice: " + repr(value) + " (choose from " + shown + ")")`,
              "                raise SystemExit(2)",
            ]
          : []),
        "            return value",
      );
    const of = (value: string): string => (isText && !each.choices ? value : `convert_${i}(${value})`);
    const isSaid = literal(each.fallback) !== undefined && !isText;
    const otherwise = isSaid ? `convert_${i}(${fallback})` : fallback;
    lines.push(...setLines(each, { at, of, otherwise, constant: each.constant ? `_constant_${i}` : "None" }));
  });
  const source = `
class Namespace:
    def __init__(self, parser, raw):
${lines.length ? lines.join("\n") : "        pass"}

    def __repr__(self):
        return "Namespace(" + ", ".join([f"{key}={value!r}" for key, value in self.__dict__.items()]) + ")"

    def __eq__(self, other):
        if not isinstance(other, argparse_Namespace):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __contains__(self, key):
        return key in self.__dict__
`;
  const [def] = parse(source).body as [ClassDef & Stmt];
  eachNode(def, (node) => void ("lineno" in node && Object.assign(node, placeOf(parser))));
  put(def, others);
  def.name = "argparse_Namespace";
  def.typeName = "Namespace";
  return def;
}

interface Texts {
  /** The texts that were found, one list for each time. */
  at: string;
  of: (value: string) => string;
  otherwise: string;
  constant: string;
}

function setLines(each: Argument, { at, of, otherwise, constant }: Texts): string[] {
  const { dest, action, nargs } = each;
  const set = (value: string): string => `        self.${dest} = ${value}`;
  const has = `len(${at}) > 0`;
  if (action === "version") return [];
  if (action === "store_true") return [set(each.fallback ? `True if ${has} else ${otherwise}` : has)];
  if (action === "store_false") return [set(each.fallback ? `False if ${has} else ${otherwise}` : `len(${at}) == 0`)];
  if (action === "store_const") return [set(`${constant} if ${has} else ${otherwise}`)];
  if (action === "count") return [set(each.fallback ? `${otherwise} + len(${at})` : `len(${at}) if ${has} else None`)];
  if (action === "append") {
    const items = `[${of("each[0]")} for each in ${at}]`;
    return [
      set(each.fallback ? `(${otherwise} + ${items}) if ${has} else ${otherwise}` : `${items} if ${has} else None`),
    ];
  }
  if (nargs === "") return [set(`${of(`${at}[-1][0]`)} if ${has} else ${otherwise}`)];
  if (nargs === "?") {
    const empty = each.flags.length ? constant : otherwise;
    return [set(`(${of(`${at}[-1][0]`)} if len(${at}[-1]) > 0 else ${empty}) if ${has} else ${otherwise}`)];
  }
  const items = `[${of("text")} for text in ${at}[-1]]`;
  if (nargs === "*" && !each.flags.length)
    return [
      set(each.fallback ? `${items} if ${has} and len(${at}[-1]) > 0 else ${otherwise}` : `${items} if ${has} else []`),
    ];
  return [set(`${items} if ${has} else ${otherwise}`)];
}
