import type { Call, Expr, Module, Place } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { eachNode } from "../program/walk.js";

type Tree = { nodeType: string } & Place & Record<string, unknown>;
const AT_ONCE = "await it where it is called, or write it without async";

/**
 * Coroutines that are awaited where they are called, as the functions that they are then: nothing else runs in between,
 * so a call is the same. Tasks, coroutines that are kept, and `async for` and `with` are refused; so is `gather`
 * beside `sleep`, whose coroutines take turns.
 */
export function desugarCoroutines(modules: Module[]): void {
  const names = new Set<string>();
  let first: Tree | undefined;
  for (const module of modules)
    eachNode(module, (node) => {
      const each = node as Tree;
      if (each.nodeType === "AsyncFunctionDef") names.add(String(each.name));
      if (/^(Async|Await)/.test(each.nodeType)) first ??= each;
    });
  if (first) for (const module of modules) straighten(module, names);
}

function straighten(module: Module, names: ReadonlySet<string>): void {
  const settled = new Set<object>();
  const isOwn = (node: unknown): node is Call => {
    const func = (node as Tree).nodeType === "Call" ? (node as Call).func : undefined;
    if (func?.nodeType === "Name") return names.has(func.id);
    return func?.nodeType === "Attribute" && names.has(func.attr) && !isAsyncio(func);
  };
  let sleeps = false;
  eachNode(module, (node) => {
    if (asyncioCall(node as Tree, "sleep")) sleeps = true;
  });
  const replace = (node: Tree, by: Expr): void => {
    for (const key of Object.keys(node)) delete node[key];
    Object.assign(node, by);
  };
  eachNode(module, (given) => {
    const node = given as Tree;
    if (node.nodeType === "AsyncFor" || node.nodeType === "AsyncWith") refuse("async", node, AT_ONCE);
    if (node.nodeType === "AsyncFunctionDef") {
      if (yields(node)) refuse("an asynchronous generator", node, AT_ONCE);
      node.nodeType = "FunctionDef";
      return;
    }
    const run = asyncioCall(node, "run");
    if (!run && node.nodeType !== "Await") return;
    const value = (run ? run.args[0] : node.value) as Tree & Expr;
    const sleep = run ? undefined : asyncioCall(value, "sleep");
    const gather = run ? undefined : asyncioCall(value, "gather");
    if (isOwn(value)) {
      settled.add(value.func);
      replace(node, value as Expr);
    } else if (sleep?.args.length === 1 && sleep.args[0]?.nodeType === "Constant")
      replace(node, { ...placeOf(node), nodeType: "Constant", value: null, lit: { k: "none" } } as Expr);
    else if (gather && !sleeps && gather.keywords.length === 0 && gather.args.every(isOwn)) {
      for (const each of gather.args as Call[]) settled.add(each.func);
      replace(node, { ...placeOf(node), nodeType: "List", elts: gather.args, ctx: { nodeType: "Load" } } as Expr);
    } else refuse("await of this", node, AT_ONCE);
  });
  eachNode(module, (given) => {
    const node = given as Tree;
    const name = node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : undefined;
    if (names.has(String(name)) && !settled.has(node)) refuse("a coroutine that is not awaited at once", node, AT_ONCE);
  });
}

const isAsyncio = (node: Expr): boolean =>
  node.nodeType === "Attribute" && node.value.nodeType === "Name" && node.value.id === "asyncio";

/** `asyncio.name(…)`. */
function asyncioCall(node: Tree, name: string): Call | undefined {
  const call = node as unknown as Call;
  if (node.nodeType !== "Call" || call.func.nodeType !== "Attribute") return undefined;
  return call.func.attr === name && isAsyncio(call.func) ? call : undefined;
}

function yields(node: Tree): boolean {
  let found = false;
  eachNode(node, (each) => {
    if (each.nodeType === "Yield" || each.nodeType === "YieldFrom") found = true;
  });
  return found;
}

const placeOf = ({ lineno, col_offset, end_lineno, end_col_offset }: Tree): Place => ({
  lineno,
  col_offset,
  end_lineno,
  end_col_offset,
});
