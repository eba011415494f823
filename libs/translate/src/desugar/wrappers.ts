import type { Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode, eachStmt } from "../program/walk.js";
import { decoratorName } from "../resolve/decorators.js";

const COPIED = ["__name__", "__doc__"];

/**
 * What `wraps` and `update_wrapper` set beside the name and the documentation, where a program asks for it:
 * `f.__wrapped__` of a decorated function, and all of it of an object that `update_wrapper(self, f)` is given.
 */
export function desugarWrappers(modules: Module[]): void {
  for (const module of modules) {
    const asked = attributesRead(module);
    eachStmt([module as unknown as Stmt], (owner) => {
      const { body } = owner as { body?: Stmt[] };
      if (body) (owner as { body: Stmt[] }).body = body.flatMap((stmt) => withWrapped(stmt, asked));
    });
  }
}

function attributesRead(module: Module): Set<string> {
  const out = new Set<string>();
  eachNode(module, (node) => {
    const { nodeType, attr } = node as Expr & { nodeType: "Attribute" };
    if (nodeType === "Attribute") out.add(attr);
  });
  return out;
}

function withWrapped(stmt: Stmt, asked: ReadonlySet<string>): Stmt[] {
  if (stmt.nodeType === "FunctionDef" && asked.has("__wrapped__")) {
    const f = wrapped(stmt);
    return f === undefined ? [stmt] : [stmt, set(`${stmt.name}.__wrapped__ = ${f}`, stmt)];
  }
  const names = updated(stmt);
  if (!names) return [stmt];
  const [self, f] = names;
  const copies = COPIED.filter((name) => asked.has(name)).map((name) => set(`${self}.${name} = ${f}.${name}`, stmt));
  return [...copies, ...(asked.has("__wrapped__") ? [set(`${self}.__wrapped__ = ${f}`, stmt)] : [])];
}

/** The name that `@wraps(f)` is given, where a function has no other decorator. */
function wrapped({ decorator_list: [only, ...more] }: FunctionDef): string | undefined {
  if (only?.nodeType !== "Call" || more.length || decoratorName(only) !== "wraps") return undefined;
  return only.args[0]?.nodeType === "Name" ? only.args[0].id : undefined;
}

/** The names in `update_wrapper(self, f)`. */
function updated(stmt: Stmt): [string, string] | undefined {
  if (stmt.nodeType !== "Expr" || stmt.value.nodeType !== "Call") return undefined;
  const { func, args, keywords } = stmt.value;
  const name = func.nodeType === "Attribute" ? func.attr : func.nodeType === "Name" ? func.id : "";
  const [self, f] = args;
  if (name !== "update_wrapper" || args.length !== 2 || keywords.length) return undefined;
  return self?.nodeType === "Name" && self.id === "self" && f?.nodeType === "Name" ? ["self", f.id] : undefined;
}

function set(source: string, at: Stmt): Stmt {
  const made = parse(source).body[0] as Stmt;
  eachNode(made, (each) => void ("lineno" in each && Object.assign(each, placeOf(at))));
  return made;
}
