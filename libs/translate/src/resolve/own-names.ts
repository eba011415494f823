import type { Expr, Module } from "../ast.js";
import { eachNode } from "../program/walk.js";

/** What may give a name to something, whatever kind of node it is. */
interface Giver {
  nodeType: string;
  name?: unknown;
  arg?: unknown;
  asname?: unknown;
  target?: Expr;
  targets?: Expr[];
  optional_vars?: Expr;
}

/** The names that a program gives to anything of its own, in any of its modules: functions, variables, attributes. */
export function ownNames(modules: readonly Module[]): Set<string> {
  const names = new Set<string>();
  const add = (name: unknown): void => {
    if (typeof name === "string") names.add(name);
  };
  for (const module of modules)
    eachNode(module, (node) => {
      const { nodeType, name, arg, asname, target, targets, optional_vars } = node as Giver;
      if (nodeType === "Arg") add(arg);
      add(nodeType === "Alias" ? asname : name);
      for (const each of [target, optional_vars, ...(targets ?? [])])
        if (each)
          eachNode(each, (part) => {
            const { id, attr } = part as { id?: string; attr?: string };
            add(id ?? attr);
          });
    });
  return names;
}
