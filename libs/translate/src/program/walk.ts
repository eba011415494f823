import type { Expr, Module, Stmt } from "../ast.js";
import { constantTest } from "../resolve/tree.js";

export type ImportStmt = Stmt & { nodeType: "Import" | "ImportFrom" };

export const isImport = (stmt: Stmt): stmt is ImportStmt =>
  stmt.nodeType === "Import" || stmt.nodeType === "ImportFrom";

/** Visits the import statements of a module in order; `nested` where a function's call runs them. */
export function eachImport(module: Module, visit: (stmt: ImportStmt, nested: boolean, body: Stmt[]) => void): void {
  walk(module.body, false, visit);
}

function walk(body: Stmt[], nested: boolean, visit: (stmt: ImportStmt, nested: boolean, body: Stmt[]) => void): void {
  for (const stmt of body) {
    switch (stmt.nodeType) {
      case "Import":
      case "ImportFrom":
        visit(stmt, nested, body);
        break;
      case "FunctionDef":
        walk(stmt.body, true, visit);
        break;
      case "ClassDef":
      case "With":
        walk(stmt.body, nested, visit);
        break;
      case "If": {
        const known = constantTest(stmt.test);
        if (known !== false) walk(stmt.body, nested, visit);
        if (known !== true) walk(stmt.orelse, nested, visit);
        break;
      }
      case "For":
      case "While":
        walk(stmt.body, nested, visit);
        walk(stmt.orelse, nested, visit);
        break;
      case "Try":
        walk(stmt.body, nested, visit);
        for (const handler of stmt.handlers) walk(handler.body, nested, visit);
        walk(stmt.orelse, nested, visit);
        walk(stmt.finalbody, nested, visit);
        break;
      case "Match":
        for (const item of stmt.cases) walk(item.body, nested, visit);
        break;
      default:
        break;
    }
  }
}

/** The bodies within a statement, in the order of the source. */
export function bodiesOf(stmt: Stmt): Stmt[][] {
  const { body, orelse, finalbody, handlers, cases } = stmt as {
    body?: Stmt[];
    orelse?: Stmt[];
    finalbody?: Stmt[];
    handlers?: { body: Stmt[] }[];
    cases?: { body: Stmt[] }[];
  };
  const parts = [body, ...(handlers ?? cases ?? []).map((part) => part.body), orelse, finalbody];
  return parts.filter((part) => part !== undefined);
}

/** Visits every statement of a body and of the bodies within. */
export function eachStmt(body: readonly Stmt[], visit: (stmt: Stmt) => void): void {
  for (const stmt of body) {
    visit(stmt);
    for (const inner of bodiesOf(stmt)) eachStmt(inner, visit);
  }
}

/** What is known of a node, which is no part of the tree and may lead round in a circle. */
const KNOWN = new Set(["scope", "sym", "web", "lit", "carried", "reads", "typed"]);

/** Visits every node of a tree. */
export function eachNode(node: object, visit: (node: { nodeType: string }) => void): void {
  if ("nodeType" in node) visit(node as { nodeType: string });
  for (const key in node) {
    if (KNOWN.has(key)) continue;
    const child = (node as Record<string, unknown>)[key];
    if (Array.isArray(child)) {
      for (const item of child) if (typeof item === "object" && item !== null) eachNode(item, visit);
    } else if (typeof child === "object" && child !== null) eachNode(child, visit);
  }
}

const isPlain = (node: Expr): boolean =>
  node.nodeType === "Constant" ||
  (node.nodeType === "UnaryOp" && isPlain(node.operand)) ||
  ((node.nodeType === "Tuple" || node.nodeType === "List") && node.elts.every(isPlain));

/** Does a module's body only define things, so that nothing in it can see a module that is not yet complete? */
export function onlyDefines(body: Stmt[]): boolean {
  return body.every((stmt) => {
    switch (stmt.nodeType) {
      case "Import":
      case "ImportFrom":
      case "Pass":
        return true;
      case "FunctionDef":
        return (
          !stmt.decorator_list.length &&
          [...stmt.args.defaults, ...stmt.args.kw_defaults].every((x) => !x || isPlain(x))
        );
      case "ClassDef":
        return (
          !stmt.decorator_list.length && stmt.bases.every((base) => base.nodeType === "Name") && onlyDefines(stmt.body)
        );
      case "Expr":
        return stmt.value.nodeType === "Constant";
      case "Assign":
        return isPlain(stmt.value);
      case "AnnAssign":
        return !stmt.value || isPlain(stmt.value);
      case "If":
        return constantTest(stmt.test) !== undefined && onlyDefines(constantTest(stmt.test) ? stmt.body : stmt.orelse);
      default:
        return false;
    }
  });
}

/** Does a program send to, throw into or close what may be a generator? */
export function talksToGenerators(module: Module): boolean {
  let found = false;
  eachNode(module, (node) => {
    if (node.nodeType === "Attribute" && /^(send|throw|close)$/.test((node as unknown as { attr: string }).attr))
      found = true;
  });
  return found;
}
