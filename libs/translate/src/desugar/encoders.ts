import type { ClassDef, Expr, Module } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { eachNode } from "../program/walk.js";
import { placed } from "./placed.js";

/** `json.dumps(x, cls=Encoder)` asks an encoder's `default`, which is all that the encoder may define. */
export function desugarEncoders(modules: Module[]): void {
  const others = new Map<string, string>();
  for (const module of modules)
    eachNode(module, (node) => {
      if (node.nodeType !== "ClassDef") return;
      const { name, body } = node as unknown as ClassDef;
      const own = body.flatMap((stmt) => (stmt.nodeType === "FunctionDef" ? [stmt.name] : []));
      const found = own.find((method) => /^(encode|iterencode|__init__)$/.test(method));
      if (found) others.set(name, found);
    });
  for (const module of modules)
    eachNode(module, (node) => {
      const call = node as unknown as Expr;
      if (call.nodeType !== "Call") return;
      const { func } = call;
      const name = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
      const given = /^dumps?$/.test(name) ? call.keywords.find(({ arg }) => arg === "cls") : undefined;
      if (!given) return;
      const { value } = given;
      const own = value.nodeType === "Name" ? others.get(value.id) : undefined;
      if (value.nodeType !== "Name" || own) refuse(`an encoder with ${own ?? "a class that is worked out"}`, value);
      given.arg = "default";
      given.value = placed("_encoder().default", { _encoder: value }, value);
    });
}
