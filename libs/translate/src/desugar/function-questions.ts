import type { Expr, FunctionDef, Place, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/*
 * What is asked about attributes of functions that may not be there yet: calls of a function that says so stand in its
 * place.
 */

/** `hasattr(f, "calls")`, or `getattr(f, "calls", 0)` whose last part is worked out without being noticed. */
export function askedOf(
  node: Expr,
  functions: ReadonlySet<string>,
): { owner: string; attr: string; otherwise: Expr | undefined } | undefined {
  if (node.nodeType !== "Call" || node.func.nodeType !== "Name") return undefined;
  const [owner, name, otherwise, more] = node.args;
  if (owner?.nodeType !== "Name" || !functions.has(owner.id) || more !== undefined) return undefined;
  if (name?.nodeType !== "Constant" || name.lit.k !== "str") return undefined;
  const asked = { owner: owner.id, attr: name.lit.v, otherwise };
  if (node.func.id === "hasattr") return otherwise === undefined ? asked : undefined;
  const isPlain = otherwise?.nodeType === "Constant" || otherwise?.nodeType === "Name";
  return node.func.id === "getattr" && isPlain ? asked : undefined;
}

const question = (name: string, attr: string): string => `has_${attr}.${name}`;

/** Puts calls in the place of what is asked about a function's attributes; gives those attributes. */
export function answerAsked(scope: object, { name }: FunctionDef, set: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  eachNode(scope, (node) => {
    const asked = askedOf(node as Expr, new Set([name]));
    if (asked === undefined || !set.has(asked.attr)) return;
    found.add(asked.attr);
    const place = placeOf(node as unknown as Place);
    const load = { nodeType: "Load" };
    const func = { nodeType: "Name", id: question(name, asked.attr), ctx: load, ...place };
    const test = { nodeType: "Call", func, args: [], keywords: [], ...place };
    const body = { nodeType: "Attribute", value: { ...func, id: name }, attr: asked.attr, ctx: load, ...place };
    const { otherwise: orelse } = asked;
    for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
    Object.assign(node, orelse === undefined ? test : { nodeType: "IfExp", test, body, orelse, ...place });
  });
  return found;
}

/** A function that says whether another has an attribute. */
export function answering({ name, ...at }: FunctionDef, attr: string): Stmt {
  const place = placeOf(at);
  const load = { nodeType: "Load" };
  const value = { nodeType: "Attribute", value: { nodeType: "Name", id: name, ctx: load, ...place }, attr, ctx: load };
  const said = (v: boolean): object => ({
    nodeType: "Return",
    value: { nodeType: "Constant", lit: { k: "bool", v }, ...place },
    ...place,
  });
  const handler = {
    nodeType: "ExceptHandler",
    type: { nodeType: "Name", id: "AttributeError", ctx: load, ...place },
    body: [said(false)],
    ...place,
  };
  const look = { nodeType: "Expr", value: { ...value, ...place }, ...place };
  const args = { nodeType: "Arguments", posonlyargs: [], args: [], kwonlyargs: [], kw_defaults: [], defaults: [] };
  const body = [
    { nodeType: "Try", body: [look, said(true)], handlers: [handler], orelse: [], finalbody: [], ...place },
  ];
  return { nodeType: "FunctionDef", name: question(name, attr), args, body, decorator_list: [], ...place } as never;
}
