import type { Call, Expr, Place } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { placed } from "./placed.js";

/** An argument as the source has it. */
export interface Argument {
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
/** A text that stands in the source. */
export const literal = (node: Expr | undefined): string | undefined =>
  node?.nodeType === "Constant" && node.lit.k === "str" ? node.lit.v : undefined;

const KEYS = /^(action|nargs|const|default|type|choices|required|help|metavar|dest|version)$/;

/** Reads `add_argument(…)`. */
export function argumentOf(node: Call): Argument {
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
  if (choices && (/[?*]/.test(nargs) || !isSettled(choices))) refuse("these choices", choices);
  const [usual, constant, type] = [given("default"), given("const"), given("type")];
  const isNone = usual?.nodeType === "Constant" && usual.lit.k === "none";
  // Without arguments, what takes any number of them by position is an empty list unless another default is named.
  const fallback = isNone && nargs === "*" && !isOption ? undefined : usual;
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

/** What can be worked out at any time: constants, displays of them, ranges, and names in capitals,
 * of classes as well. */
export function isPlain(node: Expr): boolean {
  if (node.nodeType === "Constant") return true;
  if (node.nodeType === "UnaryOp") return isPlain(node.operand);
  if (node.nodeType === "BinOp") return isPlain(node.left) && isPlain(node.right);
  if (node.nodeType === "List" || node.nodeType === "Tuple" || node.nodeType === "Set") return node.elts.every(isPlain);
  if (node.nodeType === "Name") return /^[A-Z][A-Z0-9_]*$/.test(node.id);
  if (node.nodeType === "Attribute") {
    const { value, attr } = node;
    return value.nodeType === "Name" && /^[A-Z]/.test(value.id) && /^[A-Z][A-Z0-9_]*$/.test(attr);
  }
  return (
    node.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "range" && node.args.every(isPlain)
  );
}

/** Choices may also be made of names in capitals and of classes. */
function isSettled(node: Expr): boolean {
  if (isPlain(node)) return true;
  if (node.nodeType === "Name") return /^[A-Z]/.test(node.id);
  if (node.nodeType === "ListComp") {
    const [generator] = node.generators;
    if (!generator || node.generators.length > 1 || generator.ifs.length || generator.is_async) return false;
    const item = node.elt.nodeType === "Attribute" ? node.elt.value : node.elt;
    const isItem = generator.target.nodeType === "Name" && item.nodeType === "Name" && item.id === generator.target.id;
    return isItem && isSettled(generator.iter);
  }
  if (node.nodeType !== "Call" || node.keywords.length) return false;
  const { func } = node;
  if (func.nodeType === "Attribute") return func.attr === "keys" && !node.args.length && isSettled(func.value);
  return func.nodeType === "Name" && /^(sorted|list|tuple|set)$/.test(func.id) && node.args.every(isSettled);
}

/** A text, as a node. */
export const text = (v: string, at: Place): Expr =>
  ({ ...placeOf(at), nodeType: "Constant", value: v, lit: { k: "str", v } }) as unknown as Expr;

/** A number, as a node. */
export const count = (n: number, at: Place): Expr =>
  ({ ...placeOf(at), nodeType: "Constant", value: n, lit: { k: "int", v: BigInt(n) } }) as unknown as Expr;

/** Writes `add_argument(…)` as the library's part takes it. */
export function rewriteAdding(node: Call, known: Argument, at: number): void {
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
    count(at, node),
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
