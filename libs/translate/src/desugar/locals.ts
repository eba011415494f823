import type { Call, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { bindingCounts } from "../program/binding-counts.js";
import { bodiesOf, eachNode } from "../program/walk.js";
import { paramsOf } from "./function-facts.js";
import { localNames, storedIn } from "./local-names.js";

/** Whether a module may ask for its functions' variables. */
export const LOCALS = /\b(?:locals|vars)\(\)/;

/**
 * `locals()` once in a function whose variables at that place are known, is a dictionary of them: a later call would
 * change the one that an earlier gave.
 */
export function desugarLocals(module: Module): void {
  const counts = bindingCounts(module);
  if (["locals", "vars", "exec", "eval"].some((name) => counts.has(name))) return;
  eachOuter(module.body, inFunction);
}

/** Visits the functions that are in no other: the variables of others are among theirs. */
function eachOuter(body: readonly Stmt[], visit: (def: FunctionDef) => void): void {
  for (const stmt of body)
    if (stmt.nodeType === "FunctionDef") visit(stmt);
    else for (const inner of bodiesOf(stmt)) eachOuter(inner, visit);
}

/** Does a method ask for its class, which is then among its variables? */
function namesItsClass(def: FunctionDef): boolean {
  let found = false;
  eachNode(def, (each) => {
    const { nodeType, id } = each as unknown as { nodeType: string; id?: string };
    if (nodeType === "Name" && (id === "super" || id === "__class__")) found = true;
  });
  return found;
}

function isCall(node: Expr): node is Call {
  if (node.nodeType !== "Call" || node.args.length || node.keywords.length) return false;
  return node.func.nodeType === "Name" && /^(locals|vars)$/.test(node.func.id);
}

function callsIn(node: object): Call[] {
  const found: Call[] = [];
  eachNode(node, (each) => {
    if (isCall(each as unknown as Expr)) found.push(each as unknown as Call);
  });
  return found;
}

function inFunction(def: FunctionDef): void {
  const [call, ...more] = callsIn(def.body);
  if (call === undefined || more.length || !localNames(def) || namesItsClass(def)) return;
  const names = namesAt(def, call);
  if (names === undefined) return;
  const place = placeOf(call);
  const load = { nodeType: "Load" };
  const keys = names.map((v) => ({ nodeType: "Constant", value: v, lit: { k: "str", v }, ...place }));
  const values = names.map((id) => ({ nodeType: "Name", id, ctx: load, ...place }));
  for (const key of Object.keys(call)) delete (call as unknown as Record<string, unknown>)[key];
  Object.assign(call, { nodeType: "Dict", keys, values, ...place });
}

/** What is bound where a call stands, in the order of the frame. */
function namesAt({ args, body }: FunctionDef, call: Call): string[] | undefined {
  const names = new Set(paramsOf(args));
  let here = body;
  while (true) {
    const at = here.findIndex((stmt) => callsIn(stmt).includes(call));
    for (const stmt of here.slice(0, at)) {
      const stored = storedIn(stmt);
      if (!stored) return undefined;
      const isSure = /^(Assign|AugAssign|AnnAssign|Expr|Assert|Pass)$/.test(stmt.nodeType);
      for (const name of stored) {
        if (!isSure && !names.has(name)) return undefined;
        names.add(name);
      }
    }
    const stmt = here[at] as Stmt;
    const inner = bodiesOf(stmt).find((each) => callsIn(each).includes(call));
    if (!inner) return [...names];
    if (stmt.nodeType !== "If") return undefined;
    here = inner;
  }
}
