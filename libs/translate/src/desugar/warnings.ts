import type { Expr, Module } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachImport, eachNode } from "../program/walk.js";

/** `warnings.warn(…)` says its line, by which Python knows it again: below zero beyond the main module. */
export function desugarWarnings(modules: Module[]): void {
  for (const module of modules) {
    const names = new Set<string>();
    eachImport(module, (stmt) => {
      if (stmt.nodeType !== "ImportFrom" || stmt.module !== "written_warnings") return;
      for (const { name, asname } of stmt.names) if (name === "warn") names.add(asname ?? name);
    });
    if (!names.size) continue;
    const sign = module === modules.at(-1) ? 1 : -1;
    eachNode(module, (node) => {
      const call = node as unknown as Expr;
      if (call.nodeType !== "Call" || call.func.nodeType !== "Name" || !names.has(call.func.id)) return;
      const v = BigInt(sign * call.lineno);
      const value = { nodeType: "Constant", value: Number(v), lit: { k: "int", v }, ...placeOf(call) };
      call.keywords.push({ nodeType: "Keyword", arg: "_line", value, ...placeOf(call) } as never);
    });
  }
}
