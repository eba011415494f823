import type { Arguments, Call, ClassDef, Expr, FunctionDef, Keyword, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachStmt } from "../program/walk.js";

/**
 * `name = partialmethod(f, 1, key=2)` in a class body, of a method above it and constants, is a method that calls `f` of
 * its class. What is given by name may still be given by name, and so what comes behind it.
 */
export function desugarPartialMethods(modules: Module[]): void {
  for (const module of modules)
    eachStmt(module.body, (stmt) => {
      if (stmt.nodeType === "ClassDef")
        stmt.body = stmt.body.map((each, i) => methodOf(stmt, each, stmt.body.slice(0, i)) ?? each);
    });
}

const isPartial = (func: Expr): boolean =>
  (func.nodeType === "Name" && func.id === "partialmethod") ||
  (func.nodeType === "Attribute" && func.attr === "partialmethod" && func.value.nodeType === "Name");

const isConstant = (node: Expr): boolean =>
  node.nodeType === "Constant" || (node.nodeType === "UnaryOp" && isConstant(node.operand));

function methodOf(owner: ClassDef, stmt: Stmt, before: readonly Stmt[]): FunctionDef | undefined {
  if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1 || stmt.value.nodeType !== "Call") return undefined;
  const [target] = stmt.targets;
  const { func, args, keywords } = stmt.value;
  const [named, ...given] = args;
  if (target?.nodeType !== "Name" || !isPartial(func) || named?.nodeType !== "Name") return undefined;
  const def = before.findLast((each) => each.nodeType === "FunctionDef" && each.name === named.id);
  if (def?.nodeType !== "FunctionDef" || def.decorator_list.length) return undefined;
  if (![...given, ...keywords.map(({ value }) => value)].every(isConstant) || keywords.some(({ arg }) => !arg))
    return undefined;
  return bound(owner, def, target.id, given, keywords, stmt.value);
}

function bound(
  owner: ClassDef,
  def: FunctionDef,
  name: string,
  given: Expr[],
  keywords: Keyword[],
  at: Call,
): FunctionDef | undefined {
  const { args } = def;
  if (args.vararg || args.kwarg || args.posonlyargs.length || args.args.length <= given.length) return undefined;
  const place = placeOf(at);
  const [self, ...rest] = args.args;
  const fallbacks = new Map(
    args.defaults.map((value, i) => [args.args[args.args.length - args.defaults.length + i], value]),
  );
  const open = rest.slice(given.length);
  const byName = new Map(keywords.map(({ arg, value }) => [arg as string, value]));
  const all = [...open, ...args.kwonlyargs];
  if ([...byName.keys()].some((key) => !all.some(({ arg }) => arg === key))) return undefined;
  const first = open.findIndex(({ arg }) => byName.has(arg));
  const positional = first < 0 ? open : open.slice(0, first);
  const named = [...(first < 0 ? [] : open.slice(first)), ...args.kwonlyargs];
  const fallbackOf = (param: Arguments["args"][number]): Expr | undefined =>
    byName.get(param.arg) ?? fallbacks.get(param) ?? args.kw_defaults[args.kwonlyargs.indexOf(param)] ?? undefined;
  const load = (id: string): Expr => ({ ...place, nodeType: "Name", id, ctx: { nodeType: "Load" } }) as unknown as Expr;
  const made: Arguments = {
    ...args,
    args: [self as Arguments["args"][number], ...positional].map((each) => structuredClone(each)),
    defaults: positional.flatMap((each) => structuredClone(fallbacks.get(each)) ?? []),
    kwonlyargs: named.map((each) => structuredClone(each)),
    kw_defaults: named.map((each) => structuredClone(fallbackOf(each)) ?? null) as Arguments["kw_defaults"],
  };
  const call = {
    ...place,
    nodeType: "Call",
    func: { ...place, nodeType: "Attribute", value: load(owner.name), attr: def.name },
    args: [load((self as { arg: string }).arg), ...given, ...positional.map(({ arg }) => load(arg))],
    keywords: named.map(({ arg }) => ({ ...place, nodeType: "Keyword", arg, value: load(arg) })),
  };
  const body = [{ ...place, nodeType: "Return", value: call }];
  return { ...place, nodeType: "FunctionDef", name, args: made, body, decorator_list: [] } as unknown as FunctionDef;
}
