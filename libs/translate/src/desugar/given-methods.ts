import type { ClassDef, Expr, FunctionDef, Lambda } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/** What a class is given as a method: a function, under the name and with the decorator that `value` says. */
export function methodOf(
  value: Expr,
  name: string,
  functions: ReadonlyMap<string, FunctionDef>,
  spelling: (own: string) => string,
): FunctionDef | undefined {
  if (
    value.nodeType === "Call" &&
    value.func.nodeType === "Name" &&
    /^(property|staticmethod|classmethod)$/.test(value.func.id)
  ) {
    const [inner, ...more] = value.args;
    const made = inner && !more.length && !value.keywords.length && methodOf(inner, name, functions, spelling);
    return made ? { ...made, decorator_list: [value.func] } : undefined;
  }
  const found = value.nodeType === "Name" ? functions.get(value.id) : undefined;
  const own = value.nodeType === "Lambda" ? ofLambda(value) : found;
  if (!own || !isMovable(own)) return undefined;
  return { ...structuredClone(own), name, spelled: spelling(value.nodeType === "Lambda" ? "<lambda>" : own.name) };
}

function ofLambda(node: Lambda): FunctionDef {
  const place = placeOf(node);
  const body = [{ nodeType: "Return", value: node.body, ...place }];
  return { nodeType: "FunctionDef", name: "<lambda>", args: node.args, body, decorator_list: [], ...place } as never;
}

/** Is a function the same wherever it stands? */
function isMovable(def: FunctionDef): boolean {
  let isSame = [...def.args.defaults, ...def.args.kw_defaults].every((each) => !each || each.nodeType === "Constant");
  eachNode(def, (each) => {
    const node = each as unknown as { nodeType: string; id?: string; attr?: string };
    if (node.nodeType === "Name" && (node.id === "super" || node.id === "__class__")) isSame = false;
    if (/^__(?!\w*__$)/.test(node.attr ?? node.id ?? "")) isSame = false;
  });
  return isSame;
}

/** A method of a class by its name. */
export const own = (cls: ClassDef, name: string): FunctionDef | undefined =>
  cls.body.find((stmt): stmt is FunctionDef => "name" in stmt && stmt.name === name);
