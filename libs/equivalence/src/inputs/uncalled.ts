import { parse } from "@troupe/translate";
import { bodyOf, type Tree } from "./tree.js";

/** A function of a module that nothing in it calls. */
export interface Uncalled {
  name: string;
  line: number;
  /** Its parameters that must be given; undefined where it takes more than plain ones. */
  required: number | undefined;
}

/**
 * The module's own functions that no statement of its own names, by itself or through others, and whether all it
 * defines is so: then a run of it says nothing.
 */
export function uncalledFunctions(source: string): { uncalled: Uncalled[]; isIdle: boolean } {
  const body = bodyOf(parse(source));
  const definitions = new Map<string, Tree>();
  for (const node of body)
    if (node.nodeType === "FunctionDef" || node.nodeType === "ClassDef") definitions.set(String(node.name), node);
  const functions = [...definitions.values()].filter((node) => node.nodeType === "FunctionDef");
  const reached = new Set<string>();
  const waiting: unknown[] = body.map((node) =>
    definitions.get(String(node.name)) === node ? [node.decorator_list, node.args, node.bases] : node,
  );
  while (waiting.length > 0) {
    for (const name of namesIn(waiting.pop(), [...definitions.keys()])) {
      const found = definitions.get(name);
      if (found === undefined || reached.has(name)) continue;
      reached.add(name);
      waiting.push(found);
    }
  }
  const uncalled = functions.filter((node) => !reached.has(String(node.name)));
  return { uncalled: uncalled.map(asUncalled), isIdle: uncalled.length > 0 && reached.size === 0 };
}

function asUncalled(node: Tree): Uncalled {
  const args = node.args as { posonlyargs: Tree[]; args: Tree[]; kwonlyargs: Tree[]; defaults: Tree[]; vararg?: Tree };
  const isPlain = args.kwonlyargs.length === 0 && (node.decorator_list as unknown[]).length === 0;
  const required = args.posonlyargs.length + args.args.length - args.defaults.length;
  return { name: String(node.name), line: node.lineno, required: isPlain ? required : undefined };
}

/** The names in a part of a program, and those of `all` that it finds among `globals()` by how they begin. */
function namesIn(node: unknown, all: readonly string[]): Set<string> {
  const names = new Set<string>();
  const texts: string[] = [];
  const visit = (each: unknown): void => {
    if (Array.isArray(each)) each.forEach(visit);
    else if (typeof each === "object" && each !== null) {
      const { nodeType, id, lit, ...rest } = each as {
        nodeType?: string;
        id?: unknown;
        lit?: { k: string; v: unknown };
      };
      if (nodeType === "Name") names.add(String(id));
      if (lit?.k === "str" && lit.v) texts.push(String(lit.v));
      Object.values(rest).forEach(visit);
    }
  };
  visit(node);
  if (names.has("globals")) for (const name of all) if (texts.some((text) => name.startsWith(text))) names.add(name);
  return names;
}
