import type { ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode, eachStmt, onlyDefines } from "../program/walk.js";

/**
 * A class decorator of the program that always gives back the class that it is given is called once the class is there:
 * the name stands for the same class before and after. Where another function of the program decorates a class, the
 * name stands for what it gives. Decorators of elsewhere are left, and known or refused.
 */
export function desugarClassDecorators(modules: Module[]): void {
  for (const module of modules) {
    const known = decoratorsIn(module);
    const functions = new Set(module.body.flatMap((stmt) => (stmt.nodeType === "FunctionDef" ? [stmt.name] : [])));
    if (known.size === 0 && functions.size === 0) continue;
    const place = (body: Stmt[]): void => {
      for (let i = body.length - 1; i >= 0; i--) {
        const stmt = body[i] as ClassDef;
        if (stmt.nodeType !== "ClassDef") continue;
        const makers = onlyDefines(stmt.body) ? [] : stmt.decorator_list.filter((each) => each.nodeType === "Call");
        const after = callsAfter(stmt, known, functions);
        body.splice(i, 1, ...madeBefore(stmt.name, makers, after), stmt, ...after);
      }
    };
    place(module.body);
    eachStmt(module.body, (stmt) => {
      const { body, orelse } = stmt as { body?: Stmt[]; orelse?: Stmt[] };
      if (body) place(body);
      if (orelse) place(orelse);
    });
  }
}

/** What makes the decorators is called before a body that does something of its own. */
function madeBefore(name: string, makers: readonly Expr[], after: Stmt[]): Stmt[] {
  return makers.flatMap((value, i) => {
    const place = placeOf(value);
    const named = (ctx: string): Expr =>
      ({ ...place, nodeType: "Name", id: `_decorator_${name}_${i}`, ctx: { nodeType: ctx } }) as Expr;
    let isMoved = false;
    for (const stmt of after)
      eachNode(stmt, (node) => {
        const call = node as unknown as { func?: Expr };
        if (call.func !== value) return;
        call.func = named("Load");
        isMoved = true;
      });
    return isMoved ? [{ ...place, nodeType: "Assign", targets: [named("Store")], value } as Stmt] : [];
  });
}

type Kind = "plain" | "made";

/** Functions and methods by name that give back their class, or make a function that does. */
function decoratorsIn(module: Module): Map<string, Kind> {
  const out = new Map<string, Kind>();
  const seen = new Set<string>();
  const note = (def: FunctionDef, isMethod: boolean): void => {
    const kind = kindOf(def, isMethod);
    if (kind && !seen.has(def.name)) out.set(def.name, kind);
    else out.delete(def.name);
    seen.add(def.name);
  };
  for (const stmt of module.body) {
    if (stmt.nodeType === "FunctionDef") note(stmt, false);
    if (stmt.nodeType === "ClassDef")
      for (const each of stmt.body) if (each.nodeType === "FunctionDef") note(each, true);
  }
  return out;
}

function kindOf(def: FunctionDef, isMethod: boolean): Kind | undefined {
  const isStatic = def.decorator_list.some((each) => each.nodeType === "Name" && each.id === "staticmethod");
  if (def.decorator_list.length > (isMethod ? 1 : 0)) return undefined;
  const own = isMethod && !isStatic ? def.args.args.slice(1) : def.args.args;
  if (own.length === 1 && givesBack(def, own[0]?.arg ?? "")) return "plain";
  const inner = def.body.find((each): each is FunctionDef => each.nodeType === "FunctionDef");
  const param = inner?.args.args.length === 1 && !inner.decorator_list.length ? inner.args.args[0]?.arg : undefined;
  return inner && param && givesBack(inner, param) && givesBack(def, inner.name) ? "made" : undefined;
}

/** Does a function end with `return name` alone, of a name that it binds once? */
function givesBack(def: FunctionDef, name: string): boolean {
  const last = def.body.at(-1);
  if (last?.nodeType !== "Return") return false;
  const inner = new Set<object>();
  let same = true;
  for (const stmt of def.body)
    eachNode(stmt, (node) => {
      const { nodeType, value, id, ctx } = node as {
        nodeType: string;
        value?: Expr;
        id?: string;
        ctx?: { nodeType: string };
      };
      if (/^(FunctionDef|Lambda)$/.test(nodeType)) eachNode(node, (each) => each !== node && inner.add(each));
      if (inner.has(node)) return;
      if (nodeType === "Return" && !(value?.nodeType === "Name" && value.id === name)) same = false;
      if (nodeType === "Name" && id === name && ctx?.nodeType !== "Load") same = false;
      if (/^Yield/.test(nodeType)) same = false;
    });
  return same;
}

/** The calls of a class's decorators, taken from it; none where one of them is not known. */
function callsAfter(stmt: ClassDef, known: ReadonlyMap<string, Kind>, functions: ReadonlySet<string>): Stmt[] {
  const kindOfUse = (node: Expr): boolean => {
    const func = node.nodeType === "Call" ? node.func : node;
    const name = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
    return known.get(name) === (node.nodeType === "Call" ? "made" : "plain");
  };
  const moved = stmt.decorator_list.filter(kindOfUse);
  stmt.decorator_list = stmt.decorator_list.filter((each) => !moved.includes(each));
  const { end_lineno, end_col_offset } = stmt;
  // Where the class ends: before, its name stands for nothing.
  const place = { ...placeOf(stmt), lineno: end_lineno, col_offset: end_col_offset };
  const name = (id: string, ctx: string): Expr => ({ ...place, nodeType: "Name", id, ctx: { nodeType: ctx } }) as Expr;
  const call = (func: Expr, arg: Expr): Expr =>
    ({ ...place, nodeType: "Call", func, args: [arg], keywords: [] }) as unknown as Expr;
  const isOwn = (node: Expr): boolean => {
    const func = node.nodeType === "Call" ? node.func : node;
    return func.nodeType === "Name" && functions.has(func.id);
  };
  const rest = stmt.decorator_list;
  if (!rest.length || moved.length || !rest.every(isOwn))
    return moved
      .reverse()
      .map((func) => ({ ...place, nodeType: "Expr", value: call(func, name(stmt.name, "Load")) }) as Stmt);
  stmt.typeName = stmt.name;
  stmt.name = `${stmt.name}__class`;
  stmt.decorator_list = [];
  const value = rest.reduceRight((made, func) => call(func, made), name(stmt.name, "Load"));
  return [{ ...place, nodeType: "Assign", targets: [name(stmt.typeName, "Store")], value } as Stmt];
}
