import type { Module } from "../ast.js";
import { eachNode } from "./walk.js";

/** How often each name is bound in a module, wherever that is: by an assignment, a parameter, an import, a definition. */
export function bindingCounts(module: Module): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const bind = (name: unknown): void => {
    if (typeof name === "string") counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  eachNode(module, (each) => {
    const node = each as unknown as Record<string, unknown>;
    const isLoaded = (node.ctx as { nodeType?: string } | undefined)?.nodeType === "Load";
    if (node.nodeType === "Name") bind(isLoaded ? undefined : node.id);
    else if (node.nodeType === "Alias") bind(node.asname ?? (node.name as string).split(".")[0]);
    else if (node.nodeType === "Global" || node.nodeType === "Nonlocal") (node.names as string[]).forEach(bind);
    else if (node.nodeType !== "Keyword") for (const key of ["name", "arg", "rest"]) bind(node[key]);
  });
  return counts;
}
