import type { Expr, FunctionDef, Lambda, Module, Name, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { eachNode, eachStmt } from "../program/walk.js";
import { decoratorName } from "../resolve/decorators.js";
import { answerAsked, answering, askedOf } from "./function-questions.js";

type Named = FunctionDef & { attributes?: Map<string, Name> };
const ASSIGNS: ReadonlySet<string> = new Set(["Assign", "AugAssign", "AnnAssign"]);

type Tree = { nodeType: string } & Record<string, unknown>;

/**
 * `f.calls = 0` of a function that is known where it is set: the attribute is a variable beside the function, which takes
 * it along wherever it goes, so that who has the function as a value can read it. Returns the names of such attributes.
 *
 * Left alone, and refused later, are functions that a decorator replaces, names that are bound again, and programs that
 * ask whether what may be any function has an attribute.
 */
export function desugarFunctionAttributes(modules: Module[]): Set<string> {
  const names = new Set<string>();
  for (const module of modules) {
    settersIn(module);
    const given = ownersIn(module);
    if (given.size === 0 || asks(module, given)) continue;
    within(module, module.body, "Global", names, given);
    eachNode(module, (node) => {
      const { body } = node as unknown as FunctionDef;
      if (node.nodeType === "FunctionDef") within(node, body, "Nonlocal", names, given);
    });
  }
  return names;
}

/** `setattr(f, "calls", 0)` of a function is `f.calls = 0`. */
function settersIn(module: Module): void {
  const functions = new Set<string>();
  const found: Stmt[] = [];
  eachStmt(module.body, (stmt) => {
    if (stmt.nodeType === "FunctionDef") functions.add(stmt.name);
    const call = stmt.nodeType === "Expr" && stmt.value.nodeType === "Call" ? stmt.value : undefined;
    if (call?.func.nodeType === "Name" && call.func.id === "setattr") found.push(stmt);
  });
  for (const stmt of found) {
    const [owner, name, value] = (stmt as { value: Expr & { nodeType: "Call" } }).value.args;
    if (owner?.nodeType !== "Name" || !functions.has(owner.id) || !value || name?.nodeType !== "Constant") continue;
    if (name.lit.k !== "str" || !/^[A-Za-z_]\w*$/.test(name.lit.v)) continue;
    const place = placeOf(stmt);
    const target = { nodeType: "Attribute", value: owner, attr: name.lit.v, ctx: { nodeType: "Store" }, ...place };
    const { value: _, ...rest } = stmt as Stmt & { value: unknown };
    for (const key of Object.keys(stmt)) delete (stmt as unknown as Record<string, unknown>)[key];
    Object.assign(stmt, rest, { nodeType: "Assign", targets: [target], value });
  }
}

/** The functions of which a module sets an attribute anywhere. */
function ownersIn({ body }: Module): Set<string> {
  const owners = new Set<string>();
  const functions = new Set<string>();
  eachStmt(body, (stmt) => {
    if (stmt.nodeType === "FunctionDef") functions.add(stmt.name);
    for (const each of targetsOf(stmt))
      if (each.nodeType === "Attribute" && each.value.nodeType === "Name") owners.add(each.value.id);
  });
  return new Set([...owners].filter((name) => functions.has(name)));
}

/** What a statement assigns to; nothing where it is none that does. */
function targetsOf(node: { nodeType: string }): Expr[] {
  if (!ASSIGNS.has(node.nodeType)) return [];
  const { targets, target } = node as { targets?: Expr[]; target?: Expr };
  return targets ?? (target ? [target] : []);
}

/** Does a module ask for attributes that may not be there, of what may be a function? */
function asks(module: Module, given: ReadonlySet<string>): boolean {
  let found = false;
  const ofObjects = new Set<object>();
  const objects = objectsIn(module);
  const set = attributesIn(module);
  eachNode(module, (node) => {
    const { nodeType, func, args } = node as { nodeType: string; func?: Expr; args?: Expr[] };
    const [first, second] = nodeType === "Call" && Array.isArray(args) ? args : [];
    const isObject = first?.nodeType === "Name" && (/^(self|cls)$/.test(first.id) || objects.has(first.id));
    const isOther = second?.nodeType === "Constant" && second.lit.k === "str" && !set.has(second.lit.v);
    const isGiven = askedOf(node as Expr, given) !== undefined;
    if (func && (isObject || isOther || isGiven)) ofObjects.add(func);
    if (ofObjects.has(node)) return;
    const { id } = node as unknown as Name;
    if (node.nodeType === "Name" && /^(hasattr|getattr|setattr|delattr)$/.test(id)) found = true;
  });
  return found;
}

/** The attributes that a module sets, of anything. */
function attributesIn({ body }: Module): Set<string> {
  const out = new Set<string>();
  eachStmt(body, (stmt) => {
    for (const each of targetsOf(stmt)) if (each.nodeType === "Attribute") out.add(each.attr);
  });
  return out;
}

/** The names that stand for objects of the module's classes, wherever they are bound. */
function objectsIn(module: Module): Set<string> {
  const classes = new Set(module.body.flatMap((stmt) => (stmt.nodeType === "ClassDef" ? [stmt.name] : [])));
  const objects = new Set<string>();
  const others = new Set<string>();
  const made = (node: Expr | undefined): boolean =>
    node?.nodeType === "Call" && node.func.nodeType === "Name" && classes.has(node.func.id);
  const own = new Set<object>();
  eachNode(module, (node) => {
    const each = node as unknown as Stmt | Expr | { nodeType: "Arg"; arg: string };
    const isRead = (node as { ctx?: { nodeType: string } }).ctx?.nodeType === "Load";
    if (each.nodeType === "Assign" && made(each.value))
      for (const target of each.targets)
        if (target.nodeType === "Name") {
          objects.add(target.id);
          own.add(target);
        }
    if (each.nodeType === "Arg") others.add(each.arg);
    if (each.nodeType === "FunctionDef" || each.nodeType === "ClassDef") others.add(each.name);
    if (each.nodeType === "Name" && !isRead && !own.has(each)) others.add(each.id);
  });
  return new Set([...objects].filter((name) => !others.has(name)));
}

function within(
  scope: object,
  body: Stmt[],
  declare: "Global" | "Nonlocal",
  names: Set<string>,
  given: ReadonlySet<string>,
): void {
  for (const def of [...body]) {
    if (def.nodeType === "FunctionDef" && !given.has(def.name)) continue;
    if (def.nodeType !== "FunctionDef" || !def.decorator_list.every((each) => decoratorName(each) === "wraps"))
      continue;
    const set = attributesSet(scope, def.name);
    if (set.size === 0 || isBoundAgain(scope, def)) continue;
    const asked = answerAsked(scope, def, set);
    body.splice(body.indexOf(def) + 1, 0, ...[...asked].map((attr) => answering(def, attr)));
    const own = rename(scope, def.name, set, declare);
    if (declare === "Nonlocal") {
      const others = [...set].filter((attr) => !own.has(attr));
      body.splice(body.indexOf(def), 0, ...others.map((attr) => unset(variable(def.name, attr), def)));
    }
    keep(def, set);
    for (const name of set) names.add(name);
  }
}

/** Attributes of functions that say what a call of them does. */
const ACTING = new Set(["__code__", "__defaults__", "__kwdefaults__"]);

const isOf = (node: Expr, name: string): node is Expr & { nodeType: "Attribute" } =>
  node.nodeType === "Attribute" && node.value.nodeType === "Name" && node.value.id === name;

/** No name of a program has a dot; what reads it too early is told of an attribute. */
const variable = (name: string, attr: string): string => `${name}.${attr}`;

function attributesSet(scope: object, name: string): Set<string> {
  const out = new Set<string>();
  eachNode(scope, (node) => {
    for (const each of targetsOf(node)) {
      if (!isOf(each, name)) continue;
      if (ACTING.has(each.attr))
        refuse(`setting ${each.attr} of a function`, each, "define it with what it is to have");
      out.add(each.attr);
    }
  });
  return out;
}

function isBoundAgain(scope: object, def: FunctionDef): boolean {
  let found = false;
  eachNode(scope, (node) => {
    const each = node as Tree;
    if (each === (def as unknown)) return;
    const { targets, target } = node as { targets?: Expr[]; target?: Expr };
    const bound = [...(targets ?? []), ...(target && typeof target === "object" ? [target] : [])];
    if (bound.some((one) => one.nodeType === "Name" && one.id === def.name)) found = true;
    if (each.nodeType === "Arg" && each.arg === def.name) found = true;
    if (/^(FunctionDef|ClassDef)$/.test(each.nodeType) && each.name === def.name && each !== scope) found = true;
  });
  return found;
}

/** Makes a name a scope's own without setting it: a loop over nothing. */
const unset = (id: string, at: Place): Stmt => {
  const place = placeOf(at);
  const target = { nodeType: "Name", id, ctx: { nodeType: "Store" }, ...place };
  const iter = { nodeType: "List", elts: [], ctx: { nodeType: "Load" }, ...place };
  const body = [{ nodeType: "Pass", ...place }];
  return { nodeType: "For", target, iter, body, orelse: [], ...place } as unknown as Stmt;
};

/**
 * Puts the variables in the attributes' place; functions that set one say that it is not theirs. Gives those that the
 * scope itself sets.
 */
function rename(scope: object, name: string, set: ReadonlySet<string>, declare: "Global" | "Nonlocal"): Set<string> {
  const own = new Set<string>();
  const visit = (node: object, inner: FunctionDef | undefined): void => {
    const each = node as Tree;
    const fn = each.nodeType === "FunctionDef" && node !== scope ? (node as FunctionDef) : inner;
    for (const one of targetsOf(each)) {
      if (!isOf(one, name) || !set.has(one.attr)) continue;
      if (fn === undefined) own.add(one.attr);
      else declareIn(fn, variable(name, one.attr), declare);
    }
    if (each.nodeType === "Attribute" && isOf(node as Expr, name) && set.has(String(each.attr))) {
      const id = variable(name, String(each.attr));
      const place = placeOf(node as unknown as Place);
      for (const key of Object.keys(node)) if (key !== "ctx") delete each[key];
      Object.assign(node, { nodeType: "Name", id, ...place });
      return;
    }
    for (const key in each) {
      const child = each[key];
      if (Array.isArray(child)) for (const item of child) if (item && typeof item === "object") visit(item, fn);
      if (child && typeof child === "object" && !Array.isArray(child) && key !== "lit") visit(child, fn);
    }
  };
  visit(scope, undefined);
  return own;
}

function declareIn(fn: FunctionDef, name: string, nodeType: "Global" | "Nonlocal"): void {
  const known = fn.body.some(
    (stmt) => stmt.nodeType === nodeType && (stmt as Stmt & { names: string[] }).names.includes(name),
  );
  if (!known) fn.body.splice(afterDocstring(fn), 0, { nodeType, names: [name], ...placeOf(fn) } as Stmt);
}

const afterDocstring = ({ body: [first] }: FunctionDef): number =>
  first?.nodeType === "Expr" && first.value.nodeType === "Constant" ? 1 : 0;

/** Names the variables in a closure of the function that nobody calls, so that the function captures them. */
function keep(def: Named, set: ReadonlySet<string>): void {
  const place = placeOf(def);
  const args = { nodeType: "Arguments", posonlyargs: [], args: [], kwonlyargs: [], kw_defaults: [], defaults: [] };
  def.attributes = new Map(
    [...set].map((attr) => [
      attr,
      { nodeType: "Name", id: variable(def.name, attr), ctx: { nodeType: "Load" }, ...place } as unknown as Name,
    ]),
  );
  for (const name of def.attributes.values()) {
    const value = { nodeType: "Lambda", args, body: name, ...place } as unknown as Lambda;
    def.body.splice(afterDocstring(def), 0, { nodeType: "Expr", value, ...place } as Stmt);
  }
}
