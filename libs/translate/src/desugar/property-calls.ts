import type { ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/** `x = property(get, set)` in a class body, of functions of that body or lambdas, is written with decorators. */
export function desugarPropertyCalls(modules: Module[]): void {
  for (const module of modules)
    eachNode(module, (node) => {
      if ((node as { nodeType?: string }).nodeType !== "ClassDef") return;
      const stmt = node as ClassDef;
      stmt.body = stmt.body.flatMap((each) => accessors(stmt.body, each) ?? [each]);
    });
}

const ROLES = ["fget", "fset", "fdel"];

function accessors(body: Stmt[], stmt: Stmt): FunctionDef[] | undefined {
  if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1 || stmt.value.nodeType !== "Call") return undefined;
  const [target] = stmt.targets;
  const { func, args, keywords } = stmt.value;
  if (target?.nodeType !== "Name" || func.nodeType !== "Name" || func.id !== "property") return undefined;
  const given = new Map(args.map((arg, i) => [ROLES[i] ?? "doc", arg]));
  for (const { arg, value } of keywords) given.set(arg ?? "", value);
  for (const [role, x] of given) if (isConstant(x, "none")) given.delete(role);
  const doc = given.get("doc");
  if (doc && !isConstant(doc, "str")) return undefined;
  given.delete("doc");
  if (!given.has("fget") || [...given.keys()].some((role) => !ROLES.includes(role))) return undefined;
  const made = [...given].map(([role, x]) => {
    const found = functionOf(body, stmt, x);
    if (!found) return undefined;
    const name: Expr = { ...target, id: role === "fget" ? "property" : target.id };
    const attr = role === "fset" ? "setter" : "deleter";
    const decorator =
      role === "fget" ? name : ({ ...target, nodeType: "Attribute", value: name, attr } as unknown as Expr);
    const shown = doc && role === "fget" ? [{ ...target, nodeType: "Expr", value: doc } as unknown as Stmt] : [];
    return { ...found, name: target.id, decorator_list: [decorator], body: [...shown, ...found.body] };
  });
  return made.every((each): each is FunctionDef => each !== undefined) ? made : undefined;
}

const isConstant = (node: Expr, kind: string): boolean => node.nodeType === "Constant" && node.lit.k === kind;

/** A copy of the function that an accessor is: the last of its name above, or a lambda. */
function functionOf(body: Stmt[], stmt: Stmt, x: Expr): FunctionDef | undefined {
  if (x.nodeType === "Lambda") {
    const place = placeOf(x);
    const returned = { ...place, nodeType: "Return", value: x.body };
    return { ...place, nodeType: "FunctionDef", args: x.args, body: [returned] } as unknown as FunctionDef;
  }
  if (x.nodeType !== "Name") return undefined;
  const above = body.slice(0, body.indexOf(stmt));
  const bound = above.filter((each) => "name" in each && each.name === x.id).at(-1);
  return bound?.nodeType === "FunctionDef" && !bound.decorator_list.length ? structuredClone(bound) : undefined;
}
