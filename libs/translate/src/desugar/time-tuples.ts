import type { Call, Expr, Module, Stmt } from "../ast.js";
import { putAtHead } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { callOf } from "./await-nodes.js";

const METHODS = new Set(["timetuple", "utctimetuple"]);

/** Whether a module may ask dates and times for their fields in one. */
export const TIME_TUPLE = /timetuple/;

/** `moment.timetuple()` is a function of `time`'s; where a program has a method of that name, it is left alone. */
export function desugarTimeTuples(module: Module): void {
  const calls: (Call & { func: Expr & { nodeType: "Attribute" } })[] = [];
  let isOwn = false;
  eachNode(module, (given) => {
    const node = given as unknown as Expr | Stmt;
    if (node.nodeType === "FunctionDef" && METHODS.has(node.name)) isOwn = true;
    if (node.nodeType !== "Call" || node.func.nodeType !== "Attribute" || !METHODS.has(node.func.attr)) return;
    if (!node.args.length && !node.keywords.length) calls.push(node as (typeof calls)[number]);
  });
  if (isOwn || !calls.length) return;
  for (const call of calls) Object.assign(call, callOf(`time__${call.func.attr}`, [call.func.value], call));
  const used = [...new Set(calls.map(({ func }) => (func as unknown as { id: string }).id.slice("time__".length)))];
  const names = used.map((name) => `_${name} as time__${name}`).join(", ");
  putAtHead(module.body, parse(`from written_time import ${names}\n`).body);
}
