import type { Expr, Module, Stmt } from "../ast.js";
import { putAtHead } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { bindingCounts } from "../program/binding-counts.js";
import { eachNode } from "../program/walk.js";

/** Whether a module may make arrays of numbers. */
export const ARRAY = /\barray\b/;

const FLOATS = "fd";
const INTS = "bBhHiIlLqQ";

/** `array("i", …)`: arrays of whole numbers and of floats are two classes, where all of a program's say which they are. */
export function desugarArrays(module: Module): void {
  const counts = bindingCounts(module);
  const names = new Set<string>();
  const modules = new Set<string>();
  const imports: (Stmt & { nodeType: "ImportFrom" })[] = [];
  for (const stmt of module.body) {
    if (stmt.nodeType === "Import")
      for (const { name, asname } of stmt.names) if (name === "array") modules.add(asname ?? name);
    if (stmt.nodeType === "ImportFrom" && stmt.module === "array" && !stmt.level) {
      imports.push(stmt);
      for (const { name, asname } of stmt.names) if (name === "array") names.add(asname ?? name);
    }
  }
  const isArray = (node: Expr): boolean =>
    node.nodeType === "Attribute"
      ? node.attr === "array" && node.value.nodeType === "Name" && modules.has(node.value.id)
      : node.nodeType === "Name" && names.has(node.id);
  if ([...names, ...modules].some((name) => counts.get(name) !== 1)) return;
  const calls: [Expr, string][] = [];
  const annotations = new Set<object>();
  const hints: Expr[] = [];
  let uses = 0;
  eachNode(module, (each) => {
    const node = each as unknown as Expr & { annotation?: object; returns?: object };
    for (const type of [node.annotation, node.returns]) if (type) eachNode(type, (inner) => annotations.add(inner));
    if (isArray(node)) {
      if (annotations.has(node)) hints.push(node);
      else uses += 1;
    }
    if (node.nodeType !== "Call" || !isArray(node.func)) return;
    const [code] = node.args;
    const text = code?.nodeType === "Constant" && code.lit.k === "str" && code.lit.v.length === 1 ? code.lit.v : "-";
    if (FLOATS.includes(text)) calls.push([node.func, "floats"]);
    else if (INTS.includes(text)) calls.push([node.func, "ints"]);
  });
  if (!calls.length || calls.length !== uses) return;
  const kinds = [...new Set(calls.map(([, kind]) => kind))];
  const become = (node: Expr, id: string): void => {
    delete (node as unknown as Record<string, unknown>).value;
    Object.assign(node, { nodeType: "Name", id, ctx: { nodeType: "Load" } });
  };
  for (const [func, kind] of calls) become(func, `array__${kind}`);
  for (const hint of hints) become(hint, kinds.length === 1 ? `array__${kinds[0]}` : "object");
  for (const stmt of imports) stmt.names = stmt.names.filter(({ name }) => name !== "array");
  module.body = module.body.filter((stmt) => stmt.nodeType !== "ImportFrom" || stmt.names.length > 0);
  putAtHead(
    module.body,
    parse(kinds.map((kind) => `from written_array_${kind} import array as array__${kind}\n`).join("")).body,
  );
}
