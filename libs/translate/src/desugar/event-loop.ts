import type { Alias, Call, ClassDef, Expr, FunctionDef, Module, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { afterImports, placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode, eachStmt } from "../program/walk.js";
import { desugarAsyncComprehensions } from "./async-comprehensions.js";
import { desugarAsyncManagers } from "./async-managers.js";
import { asList, callOf, holdsAwait, none, pause, placed, yieldsIn } from "./await-nodes.js";

type Tree = { nodeType: string } & Place & Record<string, unknown>;

/*
 * Coroutines that take turns, as generators of the written `asyncio`.
 *
 * 1. `async def` makes a generator that gives what it waits for; `await x` is `yield from x`, through `awaiting` where
 *    x may be a task. Neither adds a turn.
 * 2. `gather` knows the type of each result: what each coroutine gives is kept in a list of its own.
 * 3. `async with` and `async for` are the statements that Python's reference says they stand for.
 * 4. An asynchronous generator gives None where it waits and a tuple of one for each item.
 */

/** Does a module use more of `asyncio` than coroutines that are awaited one after another? */
export function needsLoop(module: Module): boolean {
  const names = new Set<string>();
  const waiting = { gather: false, sleep: false };
  const awaited = new Set<object>();
  let found = false;
  eachNode(module, (given) => {
    const node = given as Tree;
    if (node.nodeType === "AsyncFunctionDef") {
      names.add(String(node.name));
      found ||= yieldsIn(given);
    }
    if (/^Async(For|With)$/.test(node.nodeType) || node.is_async) found = true;
    if (node.nodeType === "ImportFrom" && node.module === "asyncio")
      found ||= (node.names as Alias[]).some(({ name }) => !/^(run|sleep)$/.test(name));
    if (node.nodeType !== "Attribute" || (node.value as { id?: string }).id !== "asyncio") return;
    if (node.attr === "gather" || node.attr === "sleep") waiting[node.attr] = true;
    else if (node.attr !== "run") found = true;
  });
  if (found || !names.size) return found;
  eachNode(module, (given) => {
    const node = given as Tree;
    const call =
      node.nodeType === "Await"
        ? (node.value as Call)
        : node.nodeType === "Call"
          ? argOf(node as unknown as Call)
          : undefined;
    for (const each of [call].flat()) if (each?.nodeType === "Call") awaited.add(each.func);
  });
  eachNode(module, (given) => {
    const node = given as Tree;
    const name = node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : undefined;
    if (names.has(String(name)) && !awaited.has(node)) found = true;
  });
  return found || (waiting.gather && waiting.sleep);
}

/** The coroutines that `run` and `gather` are given as they are called. */
function argOf({ func, args }: Call): Expr[] {
  if (func.nodeType !== "Attribute" || (func.value as { id?: string }).id !== "asyncio") return [];
  return args.map((arg) => {
    const inner = arg.nodeType === "Starred" ? arg.value : arg;
    return inner.nodeType === "ListComp" || inner.nodeType === "GeneratorExp" ? inner.elt : inner;
  });
}

/** Writes a module's coroutines as generators, where it has the written `asyncio`. */
export function desugarEventLoop(module: Module): void {
  const names = new Map<string, string>();
  eachStmt(module.body, (stmt) => {
    if (stmt.nodeType !== "ImportFrom" || stmt.module !== LOOP) return;
    for (const { name, asname } of stmt.names) names.set(asname ?? name, name);
  });
  if (!names.size) return;
  desugarAsyncComprehensions(module);
  desugarAsyncManagers(module);
  new Rewriting(module, names).run();
}

/** The part of the library that is the loop. */
export const LOOP = "written_asyncio";

/** The coroutine around a statement, and whether it is an asynchronous generator. */
interface Around {
  generates: boolean;
}

const LIBRARY = /^(sleep|wait_for|wait)$/;
const HOOKS: Record<string, string> = {
  __aenter__: "aenter__",
  __aexit__: "aexit__",
  __aiter__: "aiter__",
  __anext__: "anext__",
};

class Rewriting {
  readonly #module: Module;
  readonly #coroutines = new Set<string>();
  readonly #generators = new Set<string>();
  /** What the module calls the names of `asyncio`. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #made: FunctionDef[] = [];
  readonly #wanted = new Set<string>();
  #count = 0;

  constructor(module: Module, names: ReadonlyMap<string, string>) {
    this.#module = module;
    this.#names = names;
    eachNode(module, (given) => {
      const node = given as Tree;
      if (node.nodeType === "AsyncFunctionDef")
        (yieldsIn(given) ? this.#generators : this.#coroutines).add(String(node.name));
    });
  }

  run(): void {
    this.#body(this.#module.body, undefined);
    eachNode(this.#module, (given) => {
      const node = given as Tree;
      if (node.nodeType === "Attribute" && (node.value as { id?: string }).id === "asyncio")
        refuse(`asyncio.${node.attr}`, node);
      for (const key of ["attr", "name"] as const) {
        const hook = typeof node[key] === "string" ? HOOKS[node[key] as string] : undefined;
        if (hook && /^(Attribute|FunctionDef)$/.test(node.nodeType)) node[key] = hook;
      }
      if (node.nodeType === "Name" && node.id === "StopAsyncIteration") node.id = this.#use("StopAsyncIteration");
    });
    const { body } = this.#module;
    const imports = [...this.#wanted].map((name) => `from written__asyncio import ${name} as loop__${name}`);
    body.splice(afterImports(body), 0, ...parse(`${imports.join("\n")}\n`).body, ...this.#made);
  }

  #use(name: string): string {
    this.#wanted.add(name);
    return `loop__${name}`;
  }

  /** `inside` is the coroutine around it. */
  #body(body: Stmt[], inside: Around | undefined): void {
    for (let i = 0; i < body.length; i++) {
      const stmts = this.#stmt(body[i] as Stmt, inside);
      if (!stmts) continue;
      body.splice(i, 1, ...stmts);
      i--;
    }
  }

  /** Rewrites a statement where it stands, or gives those that stand for it, to be rewritten in turn. */
  #stmt(stmt: Stmt, inside: Around | undefined): Stmt[] | undefined {
    if (stmt.nodeType === "AsyncWith") return this.#with(stmt as Stmt & { nodeType: "AsyncWith" });
    if (stmt.nodeType === "AsyncFor") return this.#for(stmt as Stmt & { nodeType: "AsyncFor" }, inside);
    if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "AsyncFunctionDef") {
      this.#function(stmt, inside);
      return undefined;
    }
    const made = inside?.generates ? this.#pausing(stmt) : undefined;
    if (made) return made;
    if (stmt.nodeType === "Expr" && this.#isCoroutine(stmt.value))
      refuse("a coroutine that nobody awaits", stmt, "await it, or make a task of it");
    markUnpacked(stmt);
    if (stmt.nodeType === "ClassDef") {
      this.#body((stmt as ClassDef).body, undefined);
      return undefined;
    }
    for (const key in stmt) {
      const child = (stmt as unknown as Tree)[key];
      if (/^(body|orelse|finalbody)$/.test(key) && Array.isArray(child)) this.#body(child as Stmt[], inside);
      else if (key === "handlers" || key === "cases")
        for (const part of child as Tree[]) {
          this.#exprs([part.type, part.guard, part.pattern], inside);
          this.#body(part.body as Stmt[], inside);
        }
      else this.#exprs([child], inside);
    }
    return undefined;
  }

  #function(def: FunctionDef, inside: Around | undefined): void {
    const isAsync = def.nodeType === "AsyncFunctionDef";
    const around = isAsync ? { generates: yieldsIn(def) } : undefined;
    this.#exprs([def.args, def.decorator_list], inside);
    this.#body(def.body, around);
    if (isAsync) Object.assign(def, { nodeType: "FunctionDef", isCoroutine: true });
  }

  /** `await x` and `y = await x` in an asynchronous generator, which gives None while it waits. */
  #pausing(stmt: Stmt): Stmt[] | undefined {
    const value = stmt.nodeType === "Expr" || stmt.nodeType === "Assign" ? stmt.value : undefined;
    if (value?.nodeType !== "Await") return undefined;
    this.#count += 1;
    const box = `box__${this.#count}`;
    const lines = [`${box} = []`, `for _ in ${this.#use("into")}(None, ${box}):`, "  pass", `${box} = ${box}[0]`];
    const made = parse(lines.slice(0, stmt.nodeType === "Assign" ? 4 : 3).join("\n")).body.map((each) =>
      placed(each, stmt),
    ) as [Stmt, Stmt & { iter: Call; body: Stmt[] }, (Stmt & { targets: Expr[] })?];
    made[1].iter.args[0] = (value as Expr & { nodeType: "Await" }).value;
    made[1].body = [pause(stmt)];
    if (stmt.nodeType === "Assign" && made[2]) made[2].targets = stmt.targets;
    return made as Stmt[];
  }

  #exprs(nodes: unknown[], inside: Around | undefined): void {
    for (const node of nodes) if (typeof node === "object" && node !== null) this.#expr(node as Tree, inside);
  }

  #expr(node: Tree, inside: Around | undefined): void {
    if (node.nodeType === "Lambda") {
      this.#exprs([node.args, node.body], undefined);
      return;
    }
    if (node.nodeType === "Yield" && inside?.generates && !node.isPause) {
      this.#exprs([node.value], inside);
      const value = (node.value ?? none(node)) as Expr;
      node.value = { nodeType: "Tuple", elts: [value], ctx: { nodeType: "Load" }, ...placeOf(node) };
      return;
    }
    if (node.nodeType === "Call" && this.#named(node.func) === "gather")
      refuse("gather that is not awaited at once", node, "await it where it is called");
    if (node.nodeType === "Await") {
      if (!inside) refuse("await outside a coroutine", node, "await it in a coroutine");
      if (inside?.generates) refuse("await here, in an asynchronous generator", node, "assign it to a variable");
      const value = node.value as Expr;
      const gathered = this.#gathered(value);
      this.#exprs([gathered ? gathered.args : value], inside);
      Object.assign(node, { nodeType: "YieldFrom", value: gathered ?? this.#awaited(value) });
      return;
    }
    if (node.nodeType === undefined && !Array.isArray(node)) {
      for (const key in node) if (!/^(sym|web|scope|lit)$/.test(key)) this.#exprs([node[key]], inside);
      return;
    }
    const generators = node.generators as { is_async?: number }[] | undefined;
    if (generators?.some(({ is_async }) => is_async)) refuse("async comprehension", node, "write a loop");
    if (node.nodeType === "GeneratorExp" && holdsAwait(node))
      refuse("await in a generator expression", node, "make a list");
    for (const key in node) if (!/^(sym|web|scope|lit|ctx|op|ops)$/.test(key)) this.#exprs([node[key]], inside);
  }

  /** What of `asyncio` an expression names. */
  #named(node: unknown): string | undefined {
    const { nodeType, id } = node as { nodeType?: string; id?: string };
    return nodeType === "Name" && id !== undefined ? this.#names.get(id) : undefined;
  }

  #isCoroutine({ nodeType, func }: Expr & { func?: Expr }): boolean {
    if (nodeType !== "Call" || !func) return false;
    const name = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
    return this.#coroutines.has(name);
  }

  /** What is awaited, as what `yield from` takes. */
  #awaited(value: Expr): Expr {
    if (value.nodeType === "Call") {
      const { func } = value;
      const isOwn =
        func.nodeType === "Name" && (this.#coroutines.has(func.id) || LIBRARY.test(this.#names.get(func.id) ?? ""));
      if (isOwn) return value;
    }
    return callOf(this.#use("awaiting"), [value], value);
  }

  /** `gather(…)`, or `wait_for(gather(…), timeout)`. */
  #gathered(value: Expr): Call | undefined {
    if (value.nodeType !== "Call") return undefined;
    const name = this.#named(value.func);
    if (name === "gather") return this.#gather(value);
    const [inner, ...more] = value.args;
    const timeout = value.keywords.find(({ arg }) => arg === "timeout")?.value ?? more[0];
    if (name !== "wait_for" || inner?.nodeType !== "Call" || this.#named(inner.func) !== "gather" || !timeout)
      return undefined;
    return this.#gather(inner, timeout);
  }

  /** `gather(…)`, as a call of a function that keeps the results by their types. */
  #gather(node: Call, timeout?: Expr): Call {
    const [keyword, ...more] = node.keywords;
    const value = keyword?.value;
    const isKnown =
      !keyword || (keyword.arg === "return_exceptions" && value?.nodeType === "Constant" && value.lit.k === "bool");
    if (!isKnown || more.length) refuse("gather with these arguments", node, "say return_exceptions=True, or nothing");
    const keeps = value?.nodeType === "Constant" && value.lit.k === "bool" && value.lit.v;
    const [only] = node.args;
    if (only?.nodeType === "Starred" && node.args.length === 1) {
      const items = asList(only.value);
      if (timeout) return callOf(this.#use(keeps ? "gather_kept" : "gather_many"), [items, timeout], node);

      return callOf(this.#use(keeps ? "gather_kept" : "gather_many"), [items], node);
    }
    if (node.args.some(({ nodeType }) => nodeType === "Starred"))
      refuse("starred arguments beside others in gather", node, "put all into one list");
    this.#count += 1;
    const name = `gather__${this.#count}`;
    const n = node.args.map((_, i) => i);
    const take = this.#use(keeps ? "got_kept" : "got");
    const results = n.map((i) => `r${i}`).join(", ");
    const text = [
      `def ${name}(${[...n.map((i) => `c${i}`), ...(timeout ? ["timeout"] : [])].join(", ")}):`,
      ...n.flatMap((i) => [`  b${i} = []`, `  t${i} = ${this.#use("begun")}(c${i}, b${i})`]),
      `  all = ${this.#use("Gathering")}([${n.map((i) => `t${i}`).join(", ")}], ${keeps ? "True" : "False"})`,
      timeout ? `  yield from ${this.#use("waited")}(all, timeout)` : `  yield from ${this.#use("settled")}(all)`,
      ...n.map((i) => `  r${i} = ${take}(c${i}, t${i}, b${i})`),
      (node as Call & { isUnpacked?: boolean }).isUnpacked ? `  return ${results}` : `  return [${results}]`,
    ];
    const def = parse(text.join("\n")).body[0] as FunctionDef;
    this.#made.push(Object.assign(placed(def, node), { isCoroutine: true }));
    return callOf(name, timeout ? [...node.args, timeout] : node.args, node);
  }

  #with(stmt: Stmt & { nodeType: "AsyncWith" }): Stmt[] {
    const [item, ...more] = stmt.items;
    const body = more.length ? [{ ...stmt, items: more } as Stmt] : stmt.body;
    this.#count += 1;
    const k = this.#count;
    const made = parse(
      [
        `mgr__${k} = None`,
        `entered__${k} = await mgr__${k}.aenter__()`,
        `hit__${k} = False`,
        "try:",
        "  pass",
        `except BaseException as error__${k}:`,
        `  hit__${k} = True`,
        `  left__${k} = await mgr__${k}.aexit__(type(error__${k}), error__${k}, None)`,
        `  if not left__${k}:`,
        "    raise",
        "finally:",
        `  if not hit__${k}:`,
        `    await mgr__${k}.aexit__(None, None, None)`,
      ].join("\n"),
    ).body.map((each) => placed(each, stmt)) as (Stmt & { value: Expr; targets: Expr[]; body: Stmt[] })[];
    const [given, entered, , tried] = made as [(typeof made)[0], (typeof made)[0], Stmt, (typeof made)[0]];
    given.value = item?.context_expr as Expr;
    if (item?.optional_vars) entered.targets = [item.optional_vars];
    tried.body = body;
    return made;
  }

  #for(stmt: Stmt & { nodeType: "AsyncFor" }, inside: Around | undefined): Stmt[] {
    const { target, iter, body, orelse } = stmt;
    this.#count += 1;
    const k = this.#count;
    const func = iter.nodeType === "Call" ? iter.func : undefined;
    const name = func?.nodeType === "Name" ? func.id : func?.nodeType === "Attribute" ? func.attr : "";
    const isGenerator = this.#generators.has(name);
    if (!inside) refuse("async for outside a coroutine", stmt, "write it in a coroutine");
    const text = isGenerator
      ? [`for item__${k} in None:`, `  if item__${k} is None:`, "    pass", "    continue", `  target = item__${k}[0]`]
      : [
          `over__${k} = (None).aiter__()`,
          "while True:",
          "  try:",
          `    target = await over__${k}.anext__()`,
          `  except ${this.#use("StopAsyncIteration")}:`,
          "    break",
        ];
    const made = parse(text.join("\n")).body.map((each) => placed(each, stmt));
    const loop = made.at(-1) as Stmt & { body: Stmt[]; orelse: Stmt[]; iter: Expr };
    if (isGenerator) {
      loop.iter = iter;
      const [test, assign] = loop.body as [Stmt & { body: Stmt[] }, Stmt & { targets: Expr[] }];
      test.body[0] = pause(stmt);
      assign.targets = [target];
    } else {
      const over = made[0] as unknown as { value: { func: { value: Expr } } };
      over.value.func.value = iter;
      const tried = loop.body[0] as unknown as { body: [{ targets: Expr[] }] };
      tried.body[0].targets = [target];
      if (orelse.length) refuse("async for with else", stmt);
    }
    loop.body.push(...body);
    if (isGenerator) loop.orelse = orelse;
    return made;
  }
}

/** `a, b = await gather(…)`: nobody sees the list. */
function markUnpacked(stmt: Stmt): void {
  if (stmt.nodeType !== "Assign" || stmt.value.nodeType !== "Await" || stmt.targets.length !== 1) return;
  const [target] = stmt.targets;
  const call = (stmt.value as unknown as { value: Call & { isUnpacked?: boolean } }).value;
  if (target?.nodeType !== "Tuple" || call.nodeType !== "Call" || target.elts.length < 2) return;
  call.isUnpacked = call.args.length === target.elts.length && target.elts.every(({ nodeType }) => nodeType === "Name");
}
