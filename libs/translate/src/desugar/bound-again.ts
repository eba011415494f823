import type { Alias, ClassDef, Expr, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { bindingCounts } from "../program/binding-counts.js";
import { STANDARD_MODULES } from "../program/standard.js";
import { eachNode, isImport } from "../program/walk.js";
import { constantTest } from "../resolve/tree.js";

/** Whether a module may bind a class or an import to a name that it had bound before. */
export const BOUND_AGAIN = {
  test: (source: string): boolean =>
    repeats(source.match(/^[ \t]*class \w+/gm)) ||
    (source.includes(" as ") && repeats(source.match(/^[ \t]*(?:from|import)\b.* as \w+/gm))),
};

/** Does one name stand at the end of two of these? */
const repeats = (found: readonly string[] | null): boolean =>
  found !== null && new Set(found.map((each) => each.slice(each.lastIndexOf(" ")))).size < found.length;

/** What sees all names of a module. */
const SEES_ALL = new Set(["globals", "locals", "vars", "dir", "eval", "exec"]);

/**
 * A class, or what is imported, whose name a module binds again at its top: each has a name of its own, the last the
 * one of the source. Functions may name it where nothing of before the next binding is asked for after it.
 */
export function desugarBoundAgain(modules: Module[]): void {
  for (const module of modules) {
    const counts = bindingCounts(module);
    const bound = boundAtTop(module);
    if (namesIn(module, "all").some((name) => SEES_ALL.has(name))) continue;
    for (const [name, places] of bound)
      if (places.length > 1 && counts.get(name) === places.length && isTold(module, name, places))
        giveNames(module, name, places);
    for (const stmt of module.body) if (stmt.nodeType === "If") inBranches(stmt, counts);
  }
}

/** Classes of one name in the branches of a question: the name is a variable that is one of them. */
function inBranches(stmt: Stmt & { nodeType: "If" }, counts: ReadonlyMap<string, number>): void {
  const bodies = branchesOf(stmt);
  const found = bodies.flatMap((body) => body.filter((each): each is ClassDef => each.nodeType === "ClassDef"));
  for (const name of new Set(found.map((each) => each.name))) {
    const classes = found.filter((each) => each.name === name);
    if (classes.length < 2 || counts.get(name) !== classes.length) continue;
    for (const [i, cls] of classes.entries()) {
      const place = placeOf(cls);
      const named = (id: string, ctx: string): object => ({ nodeType: "Name", id, ctx: { nodeType: ctx }, ...place });
      Object.assign(cls, { typeName: cls.typeName ?? name, name: `${name}__${i + 1}` });
      const body = bodies.find((each) => each.includes(cls)) as Stmt[];
      const value = named(cls.name, "Load");
      const given = { nodeType: "Assign", targets: [named(name, "Store")], value, ...place } as unknown as Stmt;
      body.splice(body.indexOf(cls) + 1, 0, given);
    }
  }
}

/** The bodies of a question and of those in its `elif`; none where the answer is known before. */
function branchesOf({ test, body, orelse }: Stmt & { nodeType: "If" }): Stmt[][] {
  if (constantTest(test) !== undefined) return [];
  const [next, ...more] = orelse;
  return [body, ...(next?.nodeType === "If" && !more.length ? branchesOf(next) : [orelse])];
}

/** The statements that bind a name, by their places at a module's top. */
function boundAtTop({ body }: Module): Map<string, number[]> {
  const bound = new Map<string, number[]>();
  const bind = (name: string, i: number): void => void bound.set(name, [...(bound.get(name) ?? []), i]);
  for (const [i, stmt] of body.entries()) {
    if (stmt.nodeType === "ClassDef") bind(stmt.name, i);
    if (isImport(stmt))
      for (const alias of stmt.names) if (boundBy(alias) !== undefined) bind(boundBy(alias) as string, i);
  }
  return bound;
}

const boundBy = ({ name, asname }: Alias): string | undefined => asname ?? (/[.*]/.test(name) ? undefined : name);

type When = "all" | "later";

/** The nodes of names in a tree; `later`: those that only a function's call comes to. */
function nodesIn(node: object, when: When): (Expr & { nodeType: "Name" })[] {
  const within = new Set<object>();
  const found: (Expr & { nodeType: "Name" })[] = [];
  eachNode(node, (each) => {
    if (/^(FunctionDef|AsyncFunctionDef|Lambda|GeneratorExp)$/.test(each.nodeType)) {
      const { body, elt, generators } = each as { body?: object; elt?: object; generators?: object };
      for (const part of [body, elt, generators]) if (part) eachNode(part, (inner) => within.add(inner));
    }
    if (each.nodeType === "Name") found.push(each as unknown as Expr & { nodeType: "Name" });
  });
  return when === "all" ? found : found.filter((each) => within.has(each));
}

const namesIn = (node: object, when: When): string[] => nodesIn(node, when).map(({ id }) => id);

/** Does each use of a name, in whatever function, mean the binding that it stands behind? */
function isTold(module: Module, name: string, places: number[]): boolean {
  const { body } = module;
  const held = heldNames(module);
  return body.every((stmt, i) => {
    const next = places.find((place) => place > i);
    if (next === undefined || !namesIn(stmt, "later").includes(name)) return true;
    if (i < (places[0] as number)) return false;
    const before = body.slice(0, next);
    const own = ownNames(stmt);
    const seen = new Set(own.length ? own : namesIn(stmt, "all").filter((id) => held.has(id)));
    for (let size = -1; size !== seen.size; ) {
      size = seen.size;
      for (const each of before) {
        const names = [...ownNames(each), ...namesIn(each, "all")];
        if (names.some((id) => seen.has(id))) for (const id of names) if (held.has(id) && !isImport(each)) seen.add(id);
      }
    }
    const after = body.slice(next);
    seen.delete(name);
    return !namesIn((after[0] as ClassDef).bases ?? [], "all").includes(name) && isForgotten(after, seen);
  });
}

/** Does nothing ask for what any of the names held, before each is bound to something else? */
function isForgotten(after: readonly Stmt[], seen: Set<string>): boolean {
  return after.every((stmt) => {
    const target = stmt.nodeType === "Assign" && stmt.targets.length === 1 ? stmt.targets[0] : undefined;
    if (stmt.nodeType !== "Assign" || target?.nodeType !== "Name") return !mentions(stmt, seen);
    if (namesIn(stmt.value, "all").some((id) => seen.has(id))) return false;
    seen.delete(target.id);
    return true;
  });
}

/** Names outside of functions and classes, and those that functions bind for the module. */
function heldNames(module: Module): Set<string> {
  const found = new Set(module.body.flatMap(ownNames));
  const inner = new Set<object>(nodesIn(module, "later"));
  eachNode(module, (each) => {
    if (each.nodeType === "ClassDef") eachNode((each as unknown as ClassDef).body, (node) => inner.add(node));
  });
  for (const node of nodesIn(module, "all"))
    if (!inner.has(node) && (node as { ctx?: { nodeType?: string } }).ctx?.nodeType !== "Load") found.add(node.id);
  eachNode(module, (each) => {
    const { nodeType, name, names } = each as { nodeType: string; name?: unknown; names?: unknown[] };
    if (/^(Match|FunctionDef|ClassDef)/.test(nodeType) && typeof name === "string") found.add(name);
    for (const id of ofOwnModules(each as unknown as Stmt)) found.add(id);
    if (nodeType === "Global") for (const id of names ?? []) found.add(id as string);
  });
  return found;
}

/** What is imported from modules of the program, which may keep what they are given. */
function ofOwnModules(stmt: Stmt): string[] {
  const isOwn = (name: string): boolean =>
    !STANDARD_MODULES.has(name.split(".")[0] as string) && !/^written_/.test(name);
  if (stmt.nodeType === "Import")
    return stmt.names.flatMap(({ name, asname }) => (isOwn(name) ? [asname ?? (name.split(".")[0] as string)] : []));
  if (stmt.nodeType !== "ImportFrom" || !(stmt.level || isOwn(stmt.module ?? ""))) return [];
  return stmt.names.map(({ name, asname }) => asname ?? name);
}

const ownNames = (stmt: Stmt): string[] =>
  stmt.nodeType === "ClassDef" || stmt.nodeType === "FunctionDef" ? [stmt.name] : [];

const mentions = (stmt: Stmt, names: ReadonlySet<string>): boolean => namesIn(stmt, "all").some((id) => names.has(id));

function giveNames({ body }: Module, name: string, places: number[]): void {
  const nameAt = (i: number): string => {
    const known = places.filter((place) => place <= i).length;
    return known === 0 || known === places.length ? name : `${name}__${known}`;
  };
  for (const [i, stmt] of body.entries()) {
    const isClass = stmt.nodeType === "ClassDef" && stmt.name === name;
    const later = new Set(nodesIn(stmt, "later"));
    for (const node of nodesIn(stmt, "all"))
      if (node.id === name) node.id = nameAt(isClass && !later.has(node) ? i - 1 : i);
    if (isClass && nameAt(i) !== name) Object.assign(stmt, { typeName: stmt.typeName ?? name, name: nameAt(i) });
    if (isImport(stmt)) for (const alias of stmt.names) if (boundBy(alias) === name) alias.asname = nameAt(i);
  }
}
