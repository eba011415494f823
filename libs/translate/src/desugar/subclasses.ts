import type { ClassDef, Expr, Module } from "../ast.js";
import { placeOf } from "../nodes.js";
import { bindingCounts } from "../program/binding-counts.js";
import { eachNode, onlyDefines } from "../program/walk.js";

/** Whether a class may be asked for those that derive from it. */
export const SUBCLASSES = /\.__subclasses__\(\)/;

/** `C.__subclasses__()` is a list of the classes whose statements have run there, where all stand at the module's top. */
export function desugarSubclasses(modules: Module[]): void {
  for (const module of modules) {
    const named = new Map<string, ClassDef[]>();
    eachNode(module, (each) => {
      const node = each as unknown as ClassDef;
      if (node.nodeType !== "ClassDef") return;
      for (const base of node.bases)
        if (base.nodeType === "Name") named.set(base.id, [...(named.get(base.id) ?? []), node]);
    });
    const counts = bindingCounts(module);
    const isOne = (name: string): boolean => counts.get(name) === 1;
    const isElsewhere = (name: string): boolean => modules.some((other) => other !== module && mentions(other, name));
    for (const [i, stmt] of module.body.entries())
      eachCall(stmt, (call, name, isWithin) => {
        const all = named.get(name) ?? [];
        const isKnown = module.body.some((each) => each.nodeType === "ClassDef" && each.name === name) && isOne(name);
        if (!isKnown || isElsewhere(name) || !all.every((each) => module.body.includes(each) && isOne(each.name)))
          return;
        const places = all.map((each) => module.body.indexOf(each));
        const last = Math.max(-1, ...places);
        if (isWithin && last > i && !onlyDefines(module.body.slice(0, last + 1))) return;
        const there = all.filter((each) => isWithin || module.body.indexOf(each) < i);
        const place = placeOf(call);
        const load = { nodeType: "Load" };
        const elts = there.map((each) => ({ nodeType: "Name", id: each.name, ctx: load, ...place }));
        for (const key of Object.keys(call)) delete (call as unknown as Record<string, unknown>)[key];
        Object.assign(call, { nodeType: "List", elts, ctx: load, ...place });
      });
  }
}

function mentions(module: Module, name: string): boolean {
  let found = false;
  eachNode(module, (each) => {
    const { id, name: imported, attr } = each as unknown as { id?: string; name?: string; attr?: string };
    if (id === name || imported === name || attr === name) found = true;
  });
  return found;
}

/** Visits the calls in a statement, with whether a function's call runs them. */
function eachCall(node: object, visit: (call: Expr, name: string, isWithin: boolean) => void): void {
  const within = new Set<object>();
  const calls: [Expr, string][] = [];
  eachNode(node, (each) => {
    if (/^(FunctionDef|Lambda|GeneratorExp)$/.test(each.nodeType)) eachNode(each, (inner) => within.add(inner));
    const call = each as unknown as Expr;
    if (call.nodeType !== "Call" || call.args.length || call.keywords.length) return;
    const { func } = call;
    if (func.nodeType === "Attribute" && func.attr === "__subclasses__" && func.value.nodeType === "Name")
      calls.push([call, func.value.id]);
  });
  for (const [call, name] of calls) visit(call, name, within.has(call));
}
