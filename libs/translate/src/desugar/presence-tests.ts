import type { Expr, Module, Stmt } from "../ast.js";
import { bindingCounts } from "../program/binding-counts.js";
import { OTHER_PYTHONS } from "../program/standard.js";
import { STAR_NAMES } from "../program/star-names.js";
import { eachNode } from "../program/walk.js";

/** Whether a module may ask whether a name is there. */
export const PRESENCE_TEST = /\bhasattr\(\w+, *["']|\bin globals\(\)/;

/** `hasattr(math, "cbrt")` and `"name" in globals()`, where the answer is known. */
export function desugarPresenceTests(module: Module): void {
  const counts = bindingCounts(module);
  const modules = new Map<string, string>();
  eachNode(module, (each) => {
    const stmt = each as unknown as Stmt;
    if (stmt.nodeType !== "Import") return;
    for (const { name, asname } of stmt.names) {
      const id = asname ?? name;
      if (counts.get(id) === 1) modules.set(id, name);
    }
  });
  const bound = new Set<string>();
  const deleted = deletedNames(module);
  for (const stmt of module.body) {
    eachNode(stmt, (each) => {
      const node = each as unknown as Expr;
      const known = counts.has("hasattr") ? undefined : ofModule(node, modules);
      const named = counts.has("globals") ? undefined : ofGlobals(node);
      const isThere =
        named &&
        (bound.has(named.name) && !deleted.has(named.name) ? true : counts.has(named.name) ? undefined : false);
      const v = known ?? (isThere === undefined || !named ? undefined : isThere !== named.isNot);
      if (v === undefined) return;
      for (const key of ["left", "ops", "comparators", "func", "args", "keywords"]) delete (node as never)[key];
      Object.assign(node, { nodeType: "Constant", value: v, lit: { k: "bool", v } });
    });
    for (const name of boundBy(stmt)) bound.add(name);
  }
}

const textOf = (node: Expr | undefined): string | undefined =>
  node?.nodeType === "Constant" && node.lit.k === "str" ? node.lit.v : undefined;

const isCallOf = (node: Expr | undefined, name: string): node is Expr & { nodeType: "Call" } =>
  node?.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === name && !node.keywords.length;

function ofModule(node: Expr, modules: ReadonlyMap<string, string>): boolean | undefined {
  if (!isCallOf(node, "hasattr") || node.args.length !== 2) return undefined;
  const [of, name] = [node.args[0], textOf(node.args[1])];
  const module = of?.nodeType === "Name" ? modules.get(of.id) : undefined;
  if (module === undefined || name === undefined) return undefined;
  if (STAR_NAMES.get(module)?.includes(name)) return true;
  return OTHER_PYTHONS.get(module)?.has(name) ? false : undefined;
}

/** The name in `"name" in globals()`; what Python itself puts there is left alone. */
function ofGlobals(node: Expr): { name: string; isNot: boolean } | undefined {
  const [op, container] = node.nodeType === "Compare" ? [node.ops[0]?.nodeType, node.comparators[0]] : [];
  if (node.nodeType !== "Compare" || node.ops.length !== 1 || !isCallOf(container, "globals")) return undefined;
  const name = textOf(node.left);
  if (name === undefined || name.startsWith("__") || container.args.length) return undefined;
  return op === "In" || op === "NotIn" ? { name, isNot: op === "NotIn" } : undefined;
}

/** What a statement at a module's top surely binds. */
function boundBy(stmt: Stmt): string[] {
  switch (stmt.nodeType) {
    case "FunctionDef":
    case "ClassDef":
      return [stmt.name];
    case "Assign":
      return stmt.targets.flatMap((each) => (each.nodeType === "Name" ? [each.id] : []));
    case "AnnAssign":
      return stmt.value && stmt.target.nodeType === "Name" ? [stmt.target.id] : [];
    case "Import":
      return stmt.names.map(({ name, asname }) => asname ?? (name.split(".")[0] as string));
    case "ImportFrom":
      return stmt.names.map(({ name, asname }) => asname ?? name);
    default:
      return [];
  }
}

function deletedNames(module: Module): Set<string> {
  const found = new Set<string>();
  eachNode(module, (each) => {
    const stmt = each as unknown as Stmt;
    if (stmt.nodeType === "Delete")
      for (const target of stmt.targets) if (target.nodeType === "Name") found.add(target.id);
  });
  return found;
}
