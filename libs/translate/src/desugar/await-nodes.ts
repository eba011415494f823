import type { Call, Expr, Place, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/** `yield`, where a coroutine rests. */
export const pause = (at: Place): Stmt => {
  const value = { nodeType: "Yield", isPause: true, ...placeOf(at) };
  return { nodeType: "Expr", value, ...placeOf(at) } as unknown as Stmt;
};

/** None, at a place. */
export const none = (at: Place): Expr =>
  ({ nodeType: "Constant", value: null, lit: { k: "none" }, ...placeOf(at) }) as unknown as Expr;

/** A call of a function by its name. */
export const callOf = (id: string, args: Expr[], at: Place): Call =>
  ({
    nodeType: "Call",
    func: { nodeType: "Name", id, ctx: { nodeType: "Load" }, ...placeOf(at) },
    args,
    keywords: [],
    ...placeOf(at),
  }) as unknown as Call;

/** What a starred argument takes its items from. */
export const asList = (x: Expr): Expr =>
  x.nodeType === "GeneratorExp" ? ({ ...x, nodeType: "ListComp" } as unknown as Expr) : x;

/** A tree, with every node of it at one place. */
export function placed<T extends object>(tree: T, at: Place): T {
  eachNode(tree, (node) => {
    if ("lineno" in node) Object.assign(node, placeOf(at));
  });
  return tree;
}

/** Does a function itself yield? */
export function yieldsIn(def: object): boolean {
  let found = false;
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { nodeType } = node as { nodeType?: string };
    if (nodeType && /^(Lambda|ClassDef|(Async)?FunctionDef)$/.test(nodeType)) return;
    if (nodeType === "Yield") found = true;
    for (const key in node) if (key !== "lit") visit((node as Record<string, unknown>)[key]);
  };
  visit((def as { body: Stmt[] }).body);
  return found;
}

export function namesIn(tree: object): Set<string> {
  const out = new Set<string>();
  eachNode(tree, (node) => {
    if (node.nodeType === "Name") out.add((node as unknown as { id: string }).id);
  });
  return out;
}

/** Does a tree await anything? */
export function holdsAwait(node: object): boolean {
  let found = false;
  eachNode(node, (each) => {
    if (each.nodeType === "Await") found = true;
  });
  return found;
}
