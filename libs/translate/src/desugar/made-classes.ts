import type { ClassDef, Expr, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachImport, eachNode } from "../program/walk.js";
import { methodFrom } from "./class-lambdas.js";
import { enumOf } from "./made-enums.js";

/** `Name = type("Name", (Base,), {"x": 1, "f": lambda self: …})` is a class statement, and so is `Name = Enum("Name", "A B")`. */
export function desugarMadeClasses(modules: Module[]): void {
  for (const module of modules) {
    const hasEnums = importsEnums(module);
    eachNode(module, (node) => {
      for (const key of ["body", "orelse", "finalbody"]) {
        const body = (node as unknown as Record<string, unknown>)[key];
        if (!Array.isArray(body)) continue;
        for (const [i, stmt] of (body as Stmt[]).entries())
          body[i] = classOf(stmt) ?? (hasEnums ? enumOf(stmt) : undefined) ?? stmt;
      }
    });
  }
}

function importsEnums(module: Module): boolean {
  let found = false;
  eachImport(module, (stmt) => {
    found ||= stmt.nodeType === "ImportFrom" ? stmt.module === "enum" : stmt.names.some(({ name }) => name === "enum");
  });
  return found;
}

function classOf(stmt: Stmt): ClassDef | undefined {
  if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1 || stmt.value.nodeType !== "Call") return undefined;
  const [target] = stmt.targets;
  const { func, args, keywords } = stmt.value;
  const [name, bases, members] = args;
  const isType = func.nodeType === "Name" && func.id === "type" && args.length === 3 && !keywords.length;
  if (target?.nodeType !== "Name" || !isType || bases?.nodeType !== "Tuple" || !members) return undefined;
  if (name?.nodeType !== "Constant" || name.lit.k !== "str" || !/^[A-Za-z_]\w*$/.test(name.lit.v)) return undefined;
  if (bases.elts.some((base) => base.nodeType !== "Name" && base.nodeType !== "Attribute")) return undefined;
  const body = bodyOf(members);
  if (!body) return undefined;
  const made = {
    ...placeOf(stmt),
    nodeType: "ClassDef",
    name: target.id,
    ...(name.lit.v !== target.id && { typeName: name.lit.v }),
    bases: bases.elts,
    keywords: [],
    decorator_list: [],
    body: body.length ? body : [{ ...placeOf(stmt), nodeType: "Pass" }],
  };
  return made as unknown as ClassDef;
}

function entriesOf(node: Expr): [string, Expr][] | undefined {
  if (node.nodeType === "Dict") {
    const keys = node.keys.map((key) => (key?.nodeType === "Constant" && key.lit.k === "str" ? key.lit.v : undefined));
    return keys.includes(undefined) ? undefined : keys.map((key, i) => [key as string, node.values[i] as Expr]);
  }
  if (node.nodeType !== "Call" || node.func.nodeType !== "Name" || node.func.id !== "dict" || node.args.length)
    return undefined;
  return node.keywords.every(({ arg }) => arg)
    ? node.keywords.map(({ arg, value }) => [arg as string, value])
    : undefined;
}

/** What a class body says for such members; nothing where a value would be another one there. */
function bodyOf(members: Expr): Stmt[] | undefined {
  const entries = entriesOf(members);
  const seen = new Set<string>();
  const out: Stmt[] = [];
  for (const [key, value] of entries ?? []) {
    if (!/^[A-Za-z_]\w*$/.test(key) || seen.has(key) || (key.startsWith("__") && !key.endsWith("__"))) return undefined;
    if (/^__\w+__$/.test(key) && value.nodeType !== "Lambda" && value.nodeType !== "Name") return undefined;
    let isOther = false;
    if (value.nodeType !== "Lambda")
      eachNode(value, (node) => {
        const { nodeType, id } = node as { nodeType: string; id?: string };
        isOther ||= nodeType === "NamedExpr" || (nodeType === "Name" && id !== undefined && seen.has(id));
      });
    if (isOther) return undefined;
    seen.add(key);
    const target = { ...placeOf(value), nodeType: "Name", id: key, ctx: { nodeType: "Store" } };
    out.push(
      value.nodeType === "Lambda"
        ? methodFrom(key, value, [])
        : ({ ...placeOf(value), nodeType: "Assign", targets: [target], value } as unknown as Stmt),
    );
  }
  return entries && out;
}
