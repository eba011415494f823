import type { Call, Expr, Module, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { eachImport, eachNode } from "../program/walk.js";
import { LOOP } from "./event-loop.js";
import { Gathers } from "./gathers.js";

type Tree = { nodeType: string } & Place & Record<string, unknown>;
const AT_ONCE = "await it where it is called, or write it without async";

/**
 * Coroutines that are awaited where they are called, as the functions that they are then: nothing else runs in between,
 * so a call is the same. Tasks, coroutines that are kept, and `async for` and `with` are refused; so is `gather`
 * of coroutines that sleep or gather themselves, which take turns.
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
  if (!first) return;
  const loops = modules.some(({ body }) => body.some((stmt) => stmt.nodeType === "ImportFrom" && stmt.module === LOOP));
  if (loops) refuse("coroutines in several modules", first, "write them in one");
  const waiting = waitingNames(modules, names);
  for (const module of modules) straighten(module, names, waiting);
}

/** The coroutines in which others may take their turn, by what they call. */
function waitingNames(modules: Module[], names: ReadonlySet<string>): Set<string> {
  const calls = new Map<string, Set<string>>();
  const waiting = new Set<string>();
  for (const module of modules)
    eachNode(module, (node) => {
      const def = node as Tree;
      if (def.nodeType !== "AsyncFunctionDef") return;
      const name = String(def.name);
      const own = calls.get(name) ?? new Set<string>();
      calls.set(name, own);
      eachNode(def, (inner) => {
        const each = inner as Tree;
        if (asyncioCall(each, "sleep") || asyncioCall(each, "gather")) waiting.add(name);
        const called = each.nodeType === "Name" ? each.id : each.nodeType === "Attribute" ? each.attr : undefined;
        if (names.has(String(called))) own.add(String(called));
      });
    });
  for (let grown = true; grown; ) {
    grown = false;
    for (const [name, own] of calls) {
      if (waiting.has(name) || ![...own].some((each) => waiting.has(each))) continue;
      waiting.add(name);
      grown = true;
    }
  }
  return waiting;
}

function straighten(module: Module, names: ReadonlySet<string>, waiting: ReadonlySet<string>): void {
  refuseUnimported(module);
  const settled = new Set<object>();
  const isOwn = (node: unknown): node is Call => {
    const func = (node as Tree).nodeType === "Call" ? (node as Call).func : undefined;
    if (func?.nodeType === "Name") return names.has(func.id);
    return func?.nodeType === "Attribute" && names.has(func.attr) && !isAsyncio(func);
  };
  const gathers = new Gathers(settled);
  const around = statementsAround(module);
  const takesTurns = (call: Call): boolean =>
    waiting.has(call.func.nodeType === "Name" ? call.func.id : (call.func as { attr: string }).attr);
  const isGathered = (node: unknown): node is Call => isOwn(node) && !takesTurns(node);
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
    } else if (sleep?.args.length === 1 && sleep.args[0]?.nodeType !== "Starred") replace(node, slept(node, sleep));
    else if (gather) {
      const stmt = around.get(node) as Stmt;
      const call = gathers.call(gather, stmt, isUnpacked(stmt, node, gather.args.length), isGathered);
      if (!call) refuse("gather of these", gather, "await the coroutines one after another");
      eachNode(gather, (each) => {
        if (isOwn(each)) settled.add(each.func);
      });
      replace(node, call as Expr);
    } else refuse("await of this", node, AT_ONCE);
  });
  eachNode(module, (given) => {
    for (const key of ["body", "orelse", "finalbody"]) {
      const body = (given as Tree)[key];
      if (Array.isArray(body)) (given as Tree)[key] = gathers.place(body);
    }
  });
  eachNode(module, (given) => {
    const node = given as Tree;
    const name = node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : undefined;
    if (names.has(String(name)) && !settled.has(node)) refuse("a coroutine that is not awaited at once", node, AT_ONCE);
  });
}

/** What is awaited of a sleep: None, once its duration is worked out. */
function slept(node: Tree, { args: [duration] }: Call): Expr {
  const place = placeOf(node);
  const none = { ...place, nodeType: "Constant", value: null, lit: { k: "none" } } as Expr;
  if (duration?.nodeType === "Constant") return none;
  const load = { nodeType: "Load" };
  const both = { ...place, nodeType: "Tuple", elts: [duration, none], ctx: load };
  const second = { ...place, nodeType: "Constant", value: 1, lit: { k: "int", v: 1n } };
  return { ...place, nodeType: "Subscript", value: both, slice: second, ctx: load } as unknown as Expr;
}

/** `a, b = await gather(…)`: nobody sees the list. */
function isUnpacked(stmt: Stmt, value: object, count: number): boolean {
  if (stmt.nodeType !== "Assign" || stmt.value !== value || stmt.targets.length !== 1 || count < 2) return false;
  const [target] = stmt.targets;
  return target?.nodeType === "Tuple" && target.elts.length === count && target.elts.every(isName);
}

const isName = (node: Expr): boolean => node.nodeType === "Name";

/** The statement that each await and each run stands in. */
function statementsAround(module: Module): Map<object, Stmt> {
  const out = new Map<object, Stmt>();
  eachNode(module, (holder) => {
    for (const key of ["body", "orelse", "finalbody"]) {
      const body = (holder as Tree)[key];
      if (!Array.isArray(body)) continue;
      for (const stmt of body as Stmt[]) eachNode(stmt, (node) => void out.set(node, stmt));
    }
  });
  return out;
}

const isAsyncio = (node: Expr): boolean =>
  node.nodeType === "Attribute" && node.value.nodeType === "Name" && node.value.id === "asyncio";

function refuseUnimported(module: Module): void {
  let isImported = false;
  eachImport(module, ({ names }) => {
    isImported ||= names.some(({ name, asname }) => (asname ?? name.split(".")[0]) === "asyncio");
  });
  if (isImported) return;
  eachNode(module, (node) => {
    if (isAsyncio(node as Expr)) refuse("asyncio without its import", node as unknown as Place, "import it");
  });
}

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
