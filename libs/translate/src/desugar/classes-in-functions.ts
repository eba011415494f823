import type { Call, ClassDef, Expr, FunctionDef, Module, Name, Stmt } from "../ast.js";
import { paramsIn, placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { boundNames } from "../program/bound-names.js";
import { eachNode, eachStmt } from "../program/walk.js";
import { placed } from "./await-nodes.js";

/*
 * A class in a function whose methods read the function's variables: its objects are given them as they are made.
 *
 * 1. Only variables that are bound once, before the class, and whose names nothing else in the function binds.
 * 2. Only classes that nothing is done with but to make objects of them, and that say themselves how these begin.
 */

/** A class at the beginning of a line, further in than the first column. */
export const CLASS_WITHIN = /^[ \t]+class\b/m;

export function desugarClassesInFunctions(modules: Module[]): void {
  for (const { body } of modules)
    eachStmt(body, (stmt) => {
      if (stmt.nodeType !== "FunctionDef") return;
      for (const [at, each] of stmt.body.entries()) if (each.nodeType === "ClassDef") carryIn(each, stmt, at);
    });
}

function carryIn(node: ClassDef, outer: FunctionDef, at: number): void {
  const methods = node.body.filter((each): each is FunctionDef => each.nodeType === "FunctionDef");
  const names = carriedNames(methods, outer, at);
  const calls = names.length > 0 ? makingCalls(node, outer) : undefined;
  const self = methods.map(selfOf);
  if (!calls || !isPlain(node, methods) || self.some((name) => name === undefined)) return;
  for (const call of calls)
    for (const name of names)
      call.keywords.push({
        nodeType: "Keyword",
        arg: fieldOf(name),
        value: nameNode(name, call),
        ...placeOf(call),
      } as Call["keywords"][number]);
  for (const [i, method] of methods.entries())
    eachNode(method.body, (given) => {
      const read = given as unknown as Name;
      if (read.nodeType !== "Name" || !names.includes(read.id)) return;
      const attr = fieldOf(read.id);
      const value = nameNode(self[i] as string, read);
      Object.assign(read, { nodeType: "Attribute", value, attr, id: undefined });
    });
  takeAll(node, methods, names);
}

const fieldOf = (name: string): string => `_of_${name}`;

const nameNode = (id: string, at: Expr): Name =>
  ({ nodeType: "Name", id, ctx: { nodeType: "Load" }, ...placeOf(at) }) as Name;

/** What an object's `__init__` begins with. */
function takeAll(node: ClassDef, methods: readonly FunctionDef[], names: readonly string[]): void {
  const fields = names.map(fieldOf);
  const text = `def __init__(self, *, ${fields.join(", ")}):\n${fields.map((name) => `  self.${name} = ${name}\n`).join("")}`;
  const made = placed(parse(text).body[0] as FunctionDef, node);
  const init = methods.find(({ name }) => name === "__init__");
  if (!init) {
    node.body.push(made);
    return;
  }
  const self = selfOf(init) as string;
  eachNode(made.body, (given) => {
    const name = given as unknown as Name;
    if (name.nodeType === "Name" && name.id === "self") name.id = self;
  });
  init.args.kwonlyargs.push(...made.args.kwonlyargs);
  init.args.kw_defaults.push(...made.args.kw_defaults);
  init.body.unshift(...made.body);
}

/** The variables of the function that the methods read; none where one of them may change. */
function carriedNames(methods: readonly FunctionDef[], outer: FunctionDef, at: number): string[] {
  const params = new Set(paramsIn(outer.args));
  const before = new Set(
    outer.body.slice(0, at).flatMap((stmt) => {
      const target = stmt.nodeType === "Assign" && stmt.targets.length === 1 ? stmt.targets[0] : undefined;
      return target?.nodeType === "Name" ? [target.id] : [];
    }),
  );
  const known = outer.body.filter(({ nodeType }) => /^(FunctionDef|ClassDef|Import|ImportFrom)$/.test(nodeType));
  const fixed = boundNames(known);
  const own = new Set([...params, ...boundNames(outer.body)].filter((name) => !fixed.has(name)));
  const read = new Set<string>();
  for (const method of methods)
    eachNode(method.body, (given) => {
      const node = given as unknown as Name;
      if (node.nodeType === "Name" && own.has(node.id)) read.add(node.id);
    });
  const times = bindings(outer);
  const names = [...read];
  return names.every((name) => times.get(name) === 1 && (params.has(name) || before.has(name))) ? names : [];
}

/** How often each name is bound in a function, wherever in it. */
function bindings(outer: FunctionDef): Map<string, number> {
  const out = new Map<string, number>();
  const add = (name: unknown, times = 1): void => {
    if (typeof name === "string") out.set(name, (out.get(name) ?? 0) + times);
  };
  eachNode(outer, (given) => {
    if (given === outer) return;
    const node = given as { nodeType: string; ctx?: { nodeType: string } } & Record<string, unknown>;
    if (node.nodeType === "Name" && node.ctx?.nodeType !== "Load") add(node.id);
    else if (node.nodeType === "Arg") add(node.arg);
    else if (node.nodeType === "Alias") add(node.asname ?? String(node.name).split(".")[0]);
    else if (node.nodeType === "Global" || node.nodeType === "Nonlocal")
      for (const name of node.names as string[]) add(name, 2);
    else if (node.nodeType !== "Name" && node.nodeType !== "Attribute") add(node.name ?? node.rest);
  });
  return out;
}

/** The calls that make a class's objects; nothing where it is used for anything else, or out of the function's reach. */
function makingCalls(node: ClassDef, outer: FunctionDef): Call[] | undefined {
  const calls: Call[] = [];
  const uses = new Set<unknown>();
  const allowed = new Set<unknown>();
  eachNode(outer, (given) => {
    const each = given as unknown as Expr;
    if (each.nodeType === "Name" && each.id === node.name) uses.add(each);
    if (each.nodeType !== "Call" || each.func.nodeType !== "Name") return;
    if (each.func.id === node.name) {
      calls.push(each);
      allowed.add(each.func);
    } else if (each.func.id === "isinstance") allowed.add(each.args[1]);
  });
  for (const inner of [...classesIn(outer.body)].filter((each) => each !== node))
    eachNode(inner, (given) => {
      allowed.delete(given);
    });
  return [...uses].every((use) => allowed.has(use)) ? calls : undefined;
}

function classesIn(body: readonly Stmt[]): ClassDef[] {
  const out: ClassDef[] = [];
  eachStmt(body, (stmt) => {
    if (stmt.nodeType === "ClassDef") out.push(stmt);
  });
  return out;
}

const BASES = /^(object|ABC|Protocol)$/;

/** A class without decorators and bases, whose objects are not looked into. */
function isPlain(node: ClassDef, methods: readonly FunctionDef[]): boolean {
  const isBare = node.bases.every((base) => base.nodeType === "Name" && BASES.test(base.id));
  if (!isBare || node.keywords.length || node.decorator_list.length) return false;
  if (methods.some(({ name, decorator_list }) => name === "__new__" || (name === "__init__" && decorator_list.length)))
    return false;
  let isLookedInto = false;
  eachNode(node, (given) => {
    const each = given as unknown as Expr;
    isLookedInto ||= each.nodeType === "Name" && /^(vars|super|__slots__)$/.test(each.id);
    isLookedInto ||= each.nodeType === "Attribute" && each.attr === "__dict__";
    isLookedInto ||= (each as { nodeType: string }).nodeType === "ClassDef" && given !== node;
  });
  return !isLookedInto;
}

/** The name of a method's object, which nothing else in the method has; nothing for a method that has none. */
function selfOf(method: FunctionDef): string | undefined {
  const { args, decorator_list } = method;
  const isFree = decorator_list.some((each) => each.nodeType === "Name" && /^(static|class)method$/.test(each.id));
  const self = isFree ? undefined : (args.posonlyargs[0] ?? args.args[0])?.arg;
  return self !== undefined && bindings(method).get(self) === 1 ? self : undefined;
}
