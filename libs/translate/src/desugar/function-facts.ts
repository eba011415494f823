import type { Arg, Arguments, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { paramsIn, placeOf } from "../nodes.js";
import { bindingCounts } from "../program/binding-counts.js";
import { eachNode } from "../program/walk.js";
import { type LocalNames, localNames } from "./local-names.js";
import { placed } from "./placed.js";

/** Whether a module may ask its functions for what their `def` says. */
export const FUNCTION_FACT = /\.__(?:defaults|kwdefaults|annotations|closure|code)__/;

/** What a `def` says of its function stands where the function is asked for it, if there is one `def` of its name. */
export function desugarFunctionFacts(module: Module): void {
  const counts = bindingCounts(module);
  const functions = new Map<string, FunctionDef>();
  for (const stmt of module.body)
    if (stmt.nodeType === "FunctionDef" && !stmt.decorator_list.length && counts.get(stmt.name) === 1)
      functions.set(stmt.name, stmt);
  if (!functions.size || hasSet(module)) return;
  const isLate = module.body.some(
    (stmt) => stmt.nodeType === "ImportFrom" && stmt.module === "__future__" && stmt.names.length > 0,
  );
  const isOwn = (name: string): boolean => (counts.get(name) ?? 0) > 0;
  const looked = lookedAt(module);
  eachNode(module, (each) => {
    const node = each as unknown as Expr;
    const isRead = node.nodeType === "Attribute" && (!HELD.test(node.attr) || looked.has(node));
    const made = isRead ? factOf(node, functions, { isLate, isOwn }) : undefined;
    if (!made) return;
    const place = placeOf(node);
    for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
    Object.assign(node, made, place);
  });
}

type Attribute = Expr & { nodeType: "Attribute" };

interface Rules {
  /** Annotations are texts. */
  isLate: boolean;
  isOwn: (name: string) => boolean;
}

const FACTS = /^__(?:defaults|kwdefaults|annotations|closure|code)__$/;

/** What is a dictionary that the function holds: changes of it stay. */
const HELD = /^__(?:kwdefaults|annotations)__$/;
const READERS = /^(?:print|len|sorted|list|tuple|dict|set|repr|str|bool|isinstance|iter|enumerate|type)$/;
const READING = /^(?:items|keys|values|get|copy)$/;

/** Expressions that are looked at where they stand, and neither kept nor changed. */
function lookedAt(module: Module): Set<object> {
  const found = new Set<object>();
  const look = (...nodes: (Expr | undefined)[]): void => {
    for (const each of nodes) if (each) found.add(each);
  };
  eachNode(module, (each) => {
    const node = each as unknown as (Expr | Stmt) & { ctx?: { nodeType?: string } };
    if (node.nodeType === "Call" && node.func.nodeType === "Name" && READERS.test(node.func.id)) look(...node.args);
    if (node.nodeType === "Attribute" && READING.test(node.attr)) look(node.value);
    if (node.nodeType === "Subscript" && node.ctx?.nodeType === "Load") look(node.value);
    if (node.nodeType === "Compare") look(node.left, ...node.comparators);
    if (node.nodeType === "For" || (each as { nodeType: string }).nodeType === "Comprehension")
      look((node as { iter?: Expr }).iter);
    if (node.nodeType === "FormattedValue") look(node.value);
    if (node.nodeType === "Dict") look(...node.values.filter((_, i) => node.keys[i] === null));
  });
  return found;
}

/** Does a program set such an attribute? */
function hasSet(module: Module): boolean {
  let found = false;
  eachNode(module, (each) => {
    const node = each as unknown as Attribute & { ctx?: { nodeType?: string } };
    if (node.nodeType === "Attribute" && FACTS.test(node.attr) && node.ctx?.nodeType !== "Load") found = true;
  });
  return found;
}

const load = { nodeType: "Load" };

function factOf(node: Attribute, functions: ReadonlyMap<string, FunctionDef>, rules: Rules): object | undefined {
  const { value, attr } = node;
  if (value.nodeType === "Attribute" && value.attr === "__code__" && value.value.nodeType === "Name") {
    const def = functions.get(value.value.id);
    return def && codeFact(def, attr);
  }
  const def = value.nodeType === "Name" ? functions.get(value.id) : undefined;
  if (def === undefined || def.lineno > node.lineno) return undefined;
  const { args } = def;
  switch (attr) {
    case "__defaults__":
      return args.defaults.every(isFixed) ? tupleOr(args.defaults, node) : undefined;
    case "__kwdefaults__":
      return keywordDefaults(args, node);
    case "__annotations__":
      return rules.isLate ? undefined : annotations(def, node, rules);
    case "__closure__":
      return none(node);
    default:
      return undefined;
  }
}

/** A value that nothing changes: what a parameter is without an argument. */
function isFixed(node: Expr): boolean {
  if (node.nodeType === "UnaryOp") return isFixed(node.operand);
  if (node.nodeType === "Tuple") return node.elts.every(isFixed);
  return node.nodeType === "Constant";
}

const none = (at: Expr): object => ({ nodeType: "Constant", value: null, lit: { k: "none" }, ...placeOf(at) });

const text = (v: string, at: Expr): object => ({
  nodeType: "Constant",
  value: v,
  lit: { k: "str", v },
  ...placeOf(at),
});

const number = (n: number, at: Expr): object => ({
  nodeType: "Constant",
  value: n,
  lit: { k: "int", v: BigInt(n) },
  ...placeOf(at),
});

const tuple = (elts: object[], at: Expr): object => ({ nodeType: "Tuple", elts, ctx: load, ...placeOf(at) });

const tupleOr = (elts: Expr[], at: Expr): object =>
  elts.length
    ? tuple(
        elts.map((each) => structuredClone(each)),
        at,
      )
    : none(at);

const dictionary = (entries: [string, Expr][], at: Expr): object => ({
  nodeType: "Dict",
  keys: entries.map(([name]) => text(name, at)),
  values: entries.map(([, value]) => structuredClone(value)),
  ...placeOf(at),
});

function keywordDefaults({ kwonlyargs, kw_defaults }: Arguments, at: Expr): object | undefined {
  const entries = kwonlyargs.flatMap(({ arg }, i): [string, Expr][] => {
    const value = kw_defaults[i];
    return value ? [[arg, value]] : [];
  });
  if (!entries.length) return none(at);
  return entries.every(([, value]) => isFixed(value)) ? dictionary(entries, at) : undefined;
}

/** Something of each type: what `type()` is asked for where an annotation names it. */
const EXAMPLES: Record<string, string> = {
  int: "0",
  float: "0.0",
  str: '""',
  bool: "True",
  bytes: 'b""',
  complex: "0j",
  list: "[]",
  dict: "{}",
  tuple: "()",
};

/** A type as a value that can be shown. */
const typeValue = (name: string, at: Expr): Expr => placed(`type(${EXAMPLES[name]})\n`, {}, at);

function annotations(def: FunctionDef, at: Expr, { isOwn }: Rules): object | undefined {
  const { posonlyargs, args, vararg, kwonlyargs, kwarg } = def.args;
  const all: (Arg | undefined)[] = [...posonlyargs, ...args, vararg, ...kwonlyargs, kwarg];
  const entries = all.flatMap((each): [string, Expr][] => (each?.annotation ? [[each.arg, each.annotation]] : []));
  if (def.returns) entries.push(["return", def.returns]);
  const isPlain = (node: Expr): boolean =>
    node.nodeType === "Name"
      ? Object.hasOwn(EXAMPLES, node.id) && !isOwn(node.id)
      : node.nodeType === "Constant" && /^(none|str)$/.test(node.lit.k);
  if (!entries.every(([, type]) => isPlain(type))) return undefined;
  const types = entries.map(([name, type]): [string, Expr] => [
    name,
    type.nodeType === "Name" ? typeValue(type.id, at) : type,
  ]);
  return dictionary(types, at);
}

function codeFact(def: FunctionDef, attr: string): object | undefined {
  const at = def as unknown as Expr;
  const { posonlyargs, args, kwonlyargs } = def.args;
  const names = (): LocalNames | undefined => localNames(def);
  switch (attr) {
    case "co_argcount":
      return number(posonlyargs.length + args.length, at);
    case "co_posonlyargcount":
      return number(posonlyargs.length, at);
    case "co_kwonlyargcount":
      return number(kwonlyargs.length, at);
    case "co_name":
      return text(def.name, at);
    case "co_varnames": {
      const known = names();
      return (
        known &&
        tuple(
          [...paramsOf(def.args), ...known.stored].map((name) => text(name, at)),
          at,
        )
      );
    }
    case "co_nlocals": {
      const known = names();
      return known && number(paramsIn(def.args).length + known.stored.length, at);
    }
    default:
      return undefined;
  }
}

/** Parameters in the order of a frame: those that take the rest come last. */
export function paramsOf({ posonlyargs, args, vararg, kwonlyargs, kwarg }: Arguments): string[] {
  const all = [...posonlyargs, ...args, ...kwonlyargs, ...(vararg ? [vararg] : []), ...(kwarg ? [kwarg] : [])];
  return all.map(({ arg }) => arg);
}
