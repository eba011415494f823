import type { Expr, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";
import { findMember } from "./class-info.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";

/**
 * Does every object of a class have a field from its beginning? Its `__init__`, or that of a base which it calls, sets
 * the field before it hands the object to anything else, and nothing deletes one of that name.
 */
export function isSureField(e: Elaborator, info: ClassInfo, name: string): boolean {
  return !e.deletedAttributes.has(name) && withSubclasses(info).every((each) => fieldsOf(each).has(name));
}

const withSubclasses = (info: ClassInfo): ClassInfo[] => [info, ...info.subclasses.flatMap(withSubclasses)];

const sure = new WeakMap<ClassInfo, ReadonlySet<string>>();

function fieldsOf(info: ClassInfo): ReadonlySet<string> {
  const found = sure.get(info) ?? setBy(info, undefined);
  sure.set(info, found);
  return found;
}

function setBy(info: ClassInfo, after: ClassInfo | undefined): ReadonlySet<string> {
  const init = findMember(info, "__init__", after);
  const owner = info.mro.find(({ own }) => own.get("__init__") === init);
  const out = new Set<string>();
  if (init?.k !== "method" || !owner) return out;
  const self = init.node.args.args[0]?.arg ?? "";
  for (const stmt of init.node.body) {
    if (callsSuperInit(stmt)) for (const name of setBy(info, owner)) out.add(name);
    else if (isLetGo(stmt, self, info) || leaves(stmt)) break;
    for (const target of targetsOf(stmt)) if (isOf(target, self)) out.add(target.attr);
  }
  return out;
}

const isOf = (node: Expr, self: string): node is Expr & { nodeType: "Attribute" } =>
  node.nodeType === "Attribute" && node.value.nodeType === "Name" && node.value.id === self;

function targetsOf(stmt: Stmt): Expr[] {
  if (stmt.nodeType === "AnnAssign") return stmt.value ? [stmt.target] : [];
  if (stmt.nodeType !== "Assign") return [];
  return stmt.targets.flatMap((each) => (each.nodeType === "Tuple" || each.nodeType === "List" ? each.elts : [each]));
}

/** `super().__init__(…)` */
function callsSuperInit(stmt: Stmt): boolean {
  const func = stmt.nodeType === "Expr" && stmt.value.nodeType === "Call" ? stmt.value.func : undefined;
  if (func?.nodeType !== "Attribute" || func.attr !== "__init__" || func.value.nodeType !== "Call") return false;
  return func.value.func.nodeType === "Name" && func.value.func.id === "super";
}

/** May a statement of an `__init__` show the object to others: by its name alone, or by what its class defines? */
function isLetGo(stmt: Stmt, self: string, info: ClassInfo): boolean {
  let mentions = 0;
  let ownFields = 0;
  eachNode(stmt, (node) => {
    if (node.nodeType === "Name" && (node as unknown as { id: string }).id === self) mentions += 1;
    if (isOf(node as Expr, self) && isField(info, (node as unknown as { attr: string }).attr)) ownFields += 1;
  });
  return mentions > ownFields;
}

const isField = (info: ClassInfo, name: string): boolean => {
  const kind = findMember(info, name)?.k;
  return kind === undefined || kind === "attribute";
};

function leaves(stmt: Stmt): boolean {
  let found = false;
  eachNode(stmt, ({ nodeType }) => {
    found ||= nodeType === "Return";
  });
  return found;
}
