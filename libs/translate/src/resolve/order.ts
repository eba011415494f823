import type { FunctionDef, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import type { Sym } from "./symbols.js";

/**
 * Finds functions and classes that a statement of the module may reach before their definition has run: those are
 * checked at run time where they are called, since Python raises NameError there; one that has the name of a built-in is
 * refused, since Python takes the built-in.
 */
export function markEarlyUses(module: Module, isBuiltin: (name: string) => boolean): void {
  const place = new Map<Sym, number>();
  module.body.forEach((stmt, i) => {
    const lambda = stmt.nodeType === "Assign" && stmt.targets[0]?.nodeType === "Name" ? stmt.targets[0].sym : undefined;
    if (lambda?.kind === "def") place.set(lambda, i);
    if ((stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef") && stmt.sym && stmt.sym.kind !== "var")
      place.set(stmt.sym, i);
  });
  const inside = new Map<Sym, Set<Sym>>();
  for (const sym of place.keys()) {
    const { body } = sym.node as FunctionDef;
    inside.set(sym, references(Array.isArray(body) ? body : [body], place));
  }
  module.body.forEach((stmt, i) => {
    const now = directReferences(stmt, place);
    const seen = new Set<Sym>();
    const queue = [...now];
    for (let sym = queue.pop(); sym; sym = queue.pop()) {
      if (seen.has(sym)) continue;
      seen.add(sym);
      if ((place.get(sym) as number) > i) {
        if (isBuiltin(sym.name)) refuse(`'${sym.name}' before the module's own takes the place of the built-in`, stmt);
        sym.checked = true;
      }
      queue.push(...(inside.get(sym) ?? []));
    }
  });
}

function directReferences(stmt: Stmt, known: Map<Sym, number>): Set<Sym> {
  if (stmt.nodeType === "FunctionDef") return references([...stmt.decorator_list, ...stmt.args.defaults], known);
  if (stmt.nodeType === "ClassDef") {
    const own = stmt.body.filter((each) => each.nodeType !== "FunctionDef");
    return references([...stmt.decorator_list, ...stmt.bases, ...own], known);
  }
  return references([stmt], known);
}

/** The module's functions and classes that a piece of code names. */
function references(nodes: readonly object[], known: Map<Sym, number>): Set<Sym> {
  const out = new Set<Sym>();
  const visit = (node: object): void => {
    const each = node as { nodeType?: string; sym?: Sym };
    if (each.nodeType === "Constant") return;
    if (each.nodeType === "Name") {
      if (each.sym && known.has(each.sym)) out.add(each.sym);
      return;
    }
    for (const key in node) {
      if (key === "sym" || key === "web" || key === "scope" || key === "ctx") continue;
      const child = (node as Record<string, unknown>)[key];
      if (typeof child !== "object" || child === null) continue;
      if (Array.isArray(child)) {
        for (const item of child) if (typeof item === "object" && item !== null) visit(item);
      } else visit(child);
    }
  };
  for (const node of nodes) visit(node);
  return out;
}
