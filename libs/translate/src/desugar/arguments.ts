import type { Call, ClassDef, Expr, Keyword, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { afterImports, placeOf } from "../nodes.js";
import { eachNode, eachStmt } from "../program/walk.js";
import { argumentOf, count, isPlain, literal, rewriteAdding, text } from "./argument-calls.js";
import { namespaceClass, type Parser } from "./argument-namespace.js";
import { placed } from "./placed.js";

/*
 * `argparse`.
 *
 * 1. A program has one parser, to which arguments, groups and commands with parsers of their own are added one after
 *    another; what each is stands in the source.
 * 2. The parser, which is Python of the library, finds the texts that each argument is given. A class that is written
 *    here turns them into values, each of a type of its own: the namespace.
 * 3. What is wrong ends the program with status 2 as in Python.
 */

const REFUSED = "parse_intermixed_args parse_known_intermixed_args get_default register".split(" ");

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
  const calls = straightCalls(module.body);
  const straight = new Set(calls.map(({ node }) => node));
  const parsers: Call[] = [];
  const parsing: Call[] = [];
  let commands: Call | undefined;
  eachNode(module, (each) => {
    const node = each as unknown as Expr;
    if (node.nodeType !== "Call") return;
    const name = calledName(node);
    if (/(^|__)ArgumentParser$/.test(name)) parsers.push(node);
    else if (node.func.nodeType !== "Attribute") return;
    else if (/^parse_(known_)?args$/.test(name)) parsing.push(node);
    else if (REFUSED.includes(name)) refuse(`argparse's ${name}`, node, "add the arguments to one parser");
    if (name === "add_subparsers") {
      if (commands) refuse("argparse's add_subparsers", node, "give one parser its commands");
      commands = node;
    }
    if (/(^|__)ArgumentParser$|^add_(argument|parser|subparsers|argument_group|mutually_exclusive_group)$/.test(name))
      if (!straight.has(node)) refuse("arguments of a program that are added in a loop or a branch", node);
  });
  if (!parsers.length) return;
  if (parsers.length > 1) refuse("a second argument parser", parsers[1], "use one");
  const [node] = parsers as [Call];
  if (node.args.length) refuse("an argument parser with arguments by position", node, "give them by name");
  const found = new Assembly(node, calls, commands !== undefined).run();
  const made = namespaceClass(found.all, errorName(module));
  checkDefaults(module, found.all);
  for (const each of parsing) rewriteParsing(each, made);
  module.body.splice(afterImports(module.body), 0, made);
}

const calledName = ({ func }: Call): string =>
  func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";

/** `parser` and `self.parser`, as text. */
const receiver = (node: Expr | undefined): string | undefined =>
  node?.nodeType === "Name"
    ? node.id
    : node?.nodeType === "Attribute" && node.value.nodeType === "Name"
      ? `${node.value.id}.${node.attr}`
      : undefined;

/** Takes the calls that make up the parsers, in the order of the source, and rewrites them for the library's part. */
class Assembly {
  readonly all: Parser[];
  readonly #calls: Straight[];
  readonly #hasCommands: boolean;
  /** What the variables of a function stand for: a parser, its groups as well. */
  readonly #held = new Map<string, Parser>();

  constructor(node: Call, calls: Straight[], hasCommands: boolean) {
    this.all = [parserOf(node, [])];
    this.#calls = calls;
    this.#hasCommands = hasCommands;
  }

  run(): this {
    for (const { node, target, owner } of this.#calls) {
      const at = (of: Expr | undefined): string => `${owner} ${receiver(of) ?? ""}`;
      const made = this.#take(node, calledName(node), at);
      if (made && target) this.#held.set(at(target), made);
    }
    return this;
  }

  #take(node: Call, name: string, at: (of: Expr | undefined) => string): Parser | undefined {
    const [program] = this.all as [Parser];
    if (node === program.node) return program;
    if (node.func.nodeType !== "Attribute") return undefined;
    if (!/^(add_(argument|parser|subparsers|argument_group|mutually_exclusive_group)|set_defaults)$/.test(name))
      return undefined;
    const held = this.#held.get(at(node.func.value));
    if (this.#hasCommands && !held) refuse("a parser of commands that is worked out", node, "add all in one function");
    const parser = held ?? program;
    if (name === "add_argument") {
      const known = argumentOf(node);
      parser.arguments.push(known);
      rewriteAdding(node, known, parser.first + parser.arguments.length - 1);
      if (parser.arguments.some((each) => each !== known && each.dest === known.dest))
        refuse("two arguments that set one attribute", node);
      if (!known.flags.length && parser.arguments.some(({ action }) => action === "parsers"))
        refuse("an argument by position behind commands", node);
    } else if (name === "set_defaults") setDefaults(parser, node);
    else if (name === "add_parser") {
      const command = commandOf(node, this.all.length - 1);
      this.all.push(command);
      return command;
    } else if (name === "add_subparsers") {
      if (parser !== program) refuse("argparse's add_subparsers", node, "give one parser its commands");
      subparsersOf(parser, node);
    }
    return parser;
  }
}

function parserOf(node: Call, names: string[]): Parser {
  for (const keyword of node.keywords) optionOfParser(keyword);
  const hasHelp = !node.keywords.some(
    ({ arg, value }) => arg === "add_help" && value.nodeType === "Constant" && value.lit.k === "bool" && !value.lit.v,
  );
  return { node, names, arguments: [], defaults: new Map(), first: hasHelp ? 1 : 0 };
}

function commandOf(node: Call, place: number): Parser {
  const [name, ...more] = node.args;
  const said = literal(name);
  if (said === undefined || more.length) return refuse("a command whose name is worked out", node);
  const given = node.keywords.find(({ arg }) => arg === "aliases")?.value;
  const others = given && (given.nodeType === "List" || given.nodeType === "Tuple") ? given.elts.map(literal) : [];
  if (given && (!others.length || others.includes(undefined)))
    refuse("aliases of a command that are worked out", given);
  const own = new Set(["aliases", "help"]);
  const made = parserOf({ ...node, keywords: node.keywords.filter(({ arg }) => !own.has(arg ?? "")) }, [
    said,
    ...(others as string[]),
  ]);
  if (given) Object.assign(given, { nodeType: "List" });
  node.args = [count(place, node), name as Expr];
  return made;
}

function subparsersOf(parser: Parser, node: Call): void {
  if (node.args.length) refuse("commands with arguments by position", node, "give them by name");
  for (const { arg, value } of node.keywords)
    if (!/^(dest|help|title|description|metavar|required|prog)$/.test(arg ?? ""))
      refuse(`commands of an argument parser with ${arg ?? "**"}`, value);
  const given = node.keywords.find(({ arg }) => arg === "dest")?.value;
  const dest = given ? (literal(given) ?? refuse("a dest that is worked out", given)) : "";
  node.args = [count(parser.first + parser.arguments.length, node)];
  parser.arguments.push({
    ...{ flags: [], dest, action: "parsers", nargs: "", required: false, node },
    ...{ type: undefined, fallback: undefined, constant: undefined, choices: undefined },
  });
}

function setDefaults(parser: Parser, node: Call): void {
  if (node.args.length) refuse("set_defaults of what is worked out", node);
  for (const { arg, value } of node.keywords) {
    if (!arg || parser.arguments.some(({ dest }) => dest === arg)) refuse("set_defaults of this attribute", node);
    parser.defaults.set(arg as string, value);
  }
  node.keywords = [];
}

/** What `set_defaults` gives is worked out where the arguments are parsed: functions of the module, and constants. */
function checkDefaults(module: Module, parsers: Parser[]): void {
  const functions = new Set(
    module.body.flatMap((stmt) => (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef" ? [stmt.name] : [])),
  );
  for (const { defaults } of parsers)
    for (const value of defaults.values())
      if (!isPlain(value) && !(value.nodeType === "Name" && functions.has(value.id)))
        refuse("set_defaults of what is worked out", value, "give it functions of the module, or constants");
}

/** `parse_args` gives the namespace that is made of what the parser finds, `parse_known_args` what is left as well. */
function rewriteParsing(node: Call, made: ClassDef): void {
  const func = node.func as Expr & { nodeType: "Attribute" };
  if (node.args.length > 1 || node.keywords.length) refuse("parse_args with these arguments", node);
  const place = placeOf(node);
  const none = { ...place, nodeType: "Constant", value: null, lit: { k: "none" } } as unknown as Expr;
  const isAll = func.attr === "parse_args";
  const others = { _parser: func.value, _given: node.args[0] ?? none };
  // A parser without a name is worked out once.
  const [first, again] = receiver(func.value) ? ["_parser", "_parser"] : ["(_argparser := _parser)", "_argparser"];
  const source = isAll
    ? `${made.name}(${first}, ${again}._parse(_given))`
    : `(${made.name}(${first}, ${again}._known(_given)), ${again}._left)`;
  const call = placed(source, others, node);
  for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
  Object.assign(node, call);
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

/** A call that runs once, whenever its function does. */
interface Straight {
  node: Call;
  target: Expr | undefined;
  /** The function that it stands in. */
  owner: number;
}

/** The calls that run in the order of the source. */
function straightCalls(body: Stmt[]): Straight[] {
  const out: Straight[] = [];
  let owners = 0;
  const walk = (stmts: Stmt[], owner: number): void => {
    for (const stmt of stmts) {
      if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef") walk(stmt.body, ++owners);
      else if (stmt.nodeType === "If" || stmt.nodeType === "With" || stmt.nodeType === "Try") walk(stmt.body, owner);
      else if (
        stmt.nodeType === "Expr" ||
        stmt.nodeType === "Assign" ||
        stmt.nodeType === "AnnAssign" ||
        stmt.nodeType === "Return"
      ) {
        const target =
          stmt.nodeType === "Assign" ? stmt.targets[0] : stmt.nodeType === "AnnAssign" ? stmt.target : undefined;
        if (stmt.value?.nodeType === "Call") out.push({ node: stmt.value, target, owner });
      }
    }
  };
  walk(body, 0);
  return out;
}
