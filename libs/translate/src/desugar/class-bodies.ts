import type { Call, ClassDef, Expr, Module, Name, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { eachStmt } from "../program/walk.js";
import { constantTest } from "../resolve/tree.js";
import { methodFrom } from "./class-lambdas.js";

/**
 * What a class body says under a condition that is known is said by the body itself. Fields are told by their
 * annotations, and have what stands in the same line: those that a body works out otherwise are refused.
 */
export function desugarClassBodies(modules: Module[]): void {
  for (const module of modules)
    eachStmt(module.body, (stmt) => {
      if (stmt.nodeType !== "ClassDef") return;
      if (stmt.body.some(({ nodeType }) => nodeType === "If")) stmt.body = spliced(stmt.body);
      if (stmt.body.some(isSeveral)) stmt.body = stmt.body.flatMap((each) => (isSeveral(each) ? singly(each) : [each]));
      if (stmt.body.some(isCompound)) checkFields(stmt);
      if (stmt.body.some(isWrapped))
        stmt.body = stmt.body.flatMap((each, i, body) => unwrapped(each, body.slice(0, i)));
    });
}

type Several = Stmt & { nodeType: "Assign"; targets: [Expr & { nodeType: "Tuple" }]; value: Expr };

/** `A, B = 1, 2` and `A, B = range(2)`, of names and values that say nothing of each other. */
function isSeveral(stmt: Stmt): stmt is Several {
  if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1) return false;
  const [target] = stmt.targets;
  if (target?.nodeType !== "Tuple" || !target.elts.every(({ nodeType }) => nodeType === "Name")) return false;
  return valuesOf(stmt.value)?.length === target.elts.length;
}

function valuesOf(node: Expr): Expr[] | undefined {
  if (node.nodeType === "Tuple" || node.nodeType === "List") return node.elts.every(isPlain) ? node.elts : undefined;
  if (node.nodeType !== "Call" || node.func.nodeType !== "Name" || node.func.id !== "range") return undefined;
  const bounds = node.args.map((arg) => (arg.nodeType === "Constant" && arg.lit.k === "int" ? arg.lit.v : undefined));
  if (node.keywords.length || bounds.length > 2 || !bounds.every((each) => each !== undefined)) return undefined;
  const [from, to] = bounds.length === 2 ? (bounds as [bigint, bigint]) : [0n, bounds[0] as bigint];
  const count = Number(to - from);
  if (count > 64) return undefined;
  return Array.from({ length: Math.max(count, 0) }, (_, i): Expr => {
    const v = from + BigInt(i);
    return { nodeType: "Constant", value: v, lit: { k: "int", v }, ...placeOf(node) } as unknown as Expr;
  });
}

const isPlain = (node: Expr): boolean =>
  node.nodeType === "Constant" ||
  (node.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "auto" && !node.args.length);

function singly(stmt: Several): Stmt[] {
  const values = valuesOf(stmt.value) ?? [];
  return stmt.targets[0].elts.map((target, i) => ({ ...stmt, targets: [target], value: values[i] as Expr }) as Stmt);
}

type Wrapped = Stmt & { nodeType: "Assign"; value: Call & { func: Name } };

/** `name = staticmethod(f)`. */
const isWrapped = (stmt: Stmt): stmt is Wrapped =>
  stmt.nodeType === "Assign" &&
  stmt.targets.length === 1 &&
  stmt.targets[0]?.nodeType === "Name" &&
  stmt.value.nodeType === "Call" &&
  stmt.value.func.nodeType === "Name" &&
  /^(static|class)method$/.test(stmt.value.func.id) &&
  stmt.value.args.length === 1;

/** A method of the body that is wrapped is decorated; a value in `staticmethod` is never bound to an object. */
function unwrapped(stmt: Stmt, before: readonly Stmt[]): Stmt[] {
  if (!isWrapped(stmt)) return [stmt];
  const { targets, value } = stmt;
  const { id } = targets[0] as Name;
  const inner = value.args[0] as Expr;
  if (inner.nodeType === "Name" && inner.id === id) {
    const def = before.findLast((each) => each.nodeType === "FunctionDef" && each.name === id);
    if (def?.nodeType !== "FunctionDef" || def.decorator_list.length) return [stmt];
    def.decorator_list.push(value.func);
    return [];
  }
  if (inner.nodeType === "Lambda") return [methodFrom(id, inner, [value.func])];
  if (value.func.id !== "staticmethod") return [stmt];
  return [{ ...stmt, value: inner, isBare: true } as Stmt];
}

const isCompound = ({ nodeType }: Stmt): boolean => /^(If|For|While|With|Try|Match|AugAssign|Delete)$/.test(nodeType);

function spliced(body: Stmt[]): Stmt[] {
  return body.flatMap((stmt) => {
    if (stmt.nodeType !== "If") return [stmt];
    const known = constantTest(stmt.test);
    return known === undefined ? [stmt] : spliced(known ? stmt.body : stmt.orelse);
  });
}

function checkFields(node: ClassDef): void {
  const fields = new Set<string>();
  for (const stmt of node.body)
    if (stmt.nodeType === "AnnAssign" && stmt.target.nodeType === "Name") fields.add(stmt.target.id);
  const isRecord = node.decorator_list.length > 0 || (node.bases.length > 0 && fields.size > 0);
  if (!isRecord) return;
  for (const stmt of node.body.filter(isCompound)) {
    if (fields.size) refuse("a class with fields whose body does more than define them", stmt);
    eachStmt([stmt], (each) => {
      if (each.nodeType === "AnnAssign") refuse("a field in a branch of a class body", each);
    });
  }
}
