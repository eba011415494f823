import type { Binder, Comprehension, Expr, FunctionDef, Lambda, Module, Pattern, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { eachStmt } from "../program/walk.js";
import { Bindings, lookUp, moduleOf, position } from "./bindings.js";
import { ClassNames } from "./class-names.js";
import { allScopes, closeCaptures, settleImport, settleKind } from "./settle.js";
import { Scope, Sym } from "./symbols.js";
import { constantTest, eachExpr, isNode, isStatement } from "./tree.js";

const ORDERED = ["__lt__", "__gt__"];
const HASHED = ["__hash__", "__eq__"];

/**
 * What takes all of a generator expression at once, so that it may as well be a loop in place; and the methods by
 * which a program could tell when each item is taken.
 */
const TAKERS: Readonly<Record<string, readonly string[]>> = {
  sum: [],
  any: [],
  all: [],
  min: ORDERED,
  max: ORDERED,
  list: [],
  tuple: [],
  sorted: [],
  set: HASHED,
  frozenset: HASHED,
  dict: HASHED,
  Counter: HASHED,
  deque: [],
  join: [],
  extend: [],
  fsum: [],
  prod: [],
  mean: [],
};

/** A function may read what only a later one makes a name of the module. */
function declareGlobals(module: Module, scope: Scope): void {
  eachStmt(module.body, (def) => {
    if (def.nodeType !== "FunctionDef") return;
    eachStmt(def.body, (stmt) => {
      if (stmt.nodeType !== "Global") return;
      for (const name of stmt.names) {
        if (scope.syms.has(name)) continue;
        const sym = new Sym(name, scope);
        sym.bindPos = position(stmt);
        sym.conditional = true;
        sym.isSure = false;
        scope.syms.set(name, sym);
      }
    });
  });
}

/** Finds every scope of a module, binds names to symbols and says which variables functions share. */
export class ScopeBuilder {
  #scope!: Scope;
  /** How many `try` and `with` of the function enclose this place. */
  #guards = 0;
  readonly #isBuiltin: (name: string) => boolean;
  readonly #isOwn: (name: string) => boolean;

  /** `isOwn` says what names the program gives to anything of its own. */
  constructor(isBuiltin: (name: string) => boolean, isOwn: (name: string) => boolean) {
    this.#isBuiltin = isBuiltin;
    this.#isOwn = isOwn;
  }

  build(module: Module): Scope {
    const scope = new Scope("module", module, "", undefined, false);
    module.scope = scope;
    this.#inScope(scope, () => {
      this.#bindings.collect(module.body);
      declareGlobals(module, scope);
      this.#stmts(module.body);
    });
    const all = allScopes(scope);
    for (const each of all) if (each.returnsValue && each.isGenerator) each.exchanges = true;
    for (const each of all) for (const sym of each.syms.values()) settleImport(sym);
    for (const each of all) for (const sym of each.syms.values()) settleKind(sym);
    closeCaptures(all);
    return scope;
  }

  get #bindings(): Bindings {
    return new Bindings(this.#scope);
  }

  #inScope(scope: Scope, work: () => void): void {
    const outer = [this.#scope, this.#guards] as const;
    this.#scope = scope;
    this.#guards = 0;
    work();
    [this.#scope, this.#guards] = outer;
  }

  #use(node: Binder & Place & { id: string; around?: boolean }): void {
    const sym = lookUp(node.id, this.#scope, node.around ? this.#scope.parent : this.#scope);
    if (!sym) return;
    node.sym = sym;
    if (this.#scope.kind === "comp" && sym.scope.kind === "function") node.isWithin = true;
    this.#reach(sym);
  }

  /** Notes that code here refers to `sym`: a global, a capture, or nothing special. */
  #reach(sym: Sym): void {
    const here = this.#scope.fn;
    if (sym.scope.fn === here && sym.scope.kind !== "class") return;
    if (sym.scope.kind === "class") return;
    if (sym.scope.kind === "module") {
      sym.global = true;
      return;
    }
    sym.captured = true;
    for (let scope: Scope | undefined = this.#scope; scope && scope !== sym.scope; scope = scope.parent) {
      if (scope.fn === sym.scope.fn) break;
      sym.capturePos = Math.min(sym.capturePos, scope.kind === "module" ? 0 : position(scope.node as Place));
      scope.free.add(sym);
    }
  }

  #stmts(body: Stmt[]): void {
    for (const stmt of body) this.#stmt(stmt);
  }

  #stmt(stmt: Stmt): void {
    switch (stmt.nodeType) {
      case "FunctionDef":
        this.#exprs(stmt.decorator_list);
        this.#function(stmt, stmt.name, stmt.body);
        return;
      case "AsyncFunctionDef":
        refuse("async def", stmt, "write it without async");
        return;
      case "ClassDef": {
        this.#exprs([...stmt.decorator_list, ...stmt.bases, ...stmt.keywords.map((keyword) => keyword.value)]);
        const scope = new Scope("class", stmt, stmt.name, this.#scope, true);
        stmt.scope = scope;
        const outer = this.#scope;
        this.#scope = scope;
        this.#bindings.collect(stmt.body);
        const isAround = (name: string): boolean => this.#isBuiltin(name) || lookUp(name, scope, outer) !== undefined;
        stmt.names = new ClassNames(scope, isAround).run(stmt.body);
        this.#stmts(stmt.body);
        this.#scope = outer;
        return;
      }
      case "Global":
        for (const name of stmt.names) {
          const sym = moduleOf(this.#scope).syms.get(name);
          if (sym) sym.global = true;
        }
        return;
      case "Try":
        this.#guards += 1;
        this.#stmts(stmt.body);
        for (const handler of stmt.handlers) {
          if (handler.type) this.#expr(handler.type);
          this.#stmts(handler.body);
        }
        this.#stmts(stmt.orelse);
        this.#guards -= 1;
        this.#stmts(stmt.finalbody);
        return;
      case "Match":
        this.#expr(stmt.subject);
        for (const item of stmt.cases) {
          this.#patternExprs(item.pattern);
          if (item.guard) this.#expr(item.guard);
          this.#stmts(item.body);
        }
        return;
      case "AnnAssign":
        this.#expr(stmt.target);
        if (stmt.value) this.#expr(stmt.value);
        return;
      case "With":
        for (const item of stmt.items) {
          this.#expr(item.context_expr);
          if (item.optional_vars) this.#expr(item.optional_vars);
        }
        this.#guards += 1;
        this.#stmts(stmt.body);
        this.#guards -= 1;
        return;
      case "If": {
        const known = constantTest(stmt.test);
        if (known === undefined) this.#expr(stmt.test);
        if (known !== false) this.#stmts(stmt.body);
        if (known !== true) this.#stmts(stmt.orelse);
        return;
      }
      case "Import":
      case "ImportFrom":
      case "Nonlocal":
      case "Pass":
      case "Break":
      case "Continue":
        return;
      case "AsyncFor":
      case "AsyncWith":
        refuse("async", stmt, "write it without async");
        return;
      case "TryStar":
        refuse("except*", stmt);
        return;
      case "Expr":
        this.#statementValue(stmt.value);
        return;
      case "Return":
        if (!stmt.value) return;
        this.#expr(stmt.value);
        if (!(stmt.value.nodeType === "Constant" && stmt.value.lit.k === "none")) this.#scope.fn.returnsValue = true;
        return;
      default:
        for (const key in stmt) {
          const child = (stmt as unknown as Record<string, unknown>)[key];
          if (Array.isArray(child)) {
            for (const item of child) this.#either(item);
          } else if (isNode(child)) this.#either(child);
        }
    }
  }

  /** A `yield` whose value nobody takes, outside of `try` and `with`, is a plain one. */
  #statementValue(node: Expr): void {
    if (node.nodeType !== "Yield" && node.nodeType !== "YieldFrom") {
      this.#expr(node);
      return;
    }
    const { fn } = this.#scope;
    fn.isGenerator = true;
    if (this.#guards > 0) fn.exchanges = true;
    if (node.value) this.#expr(node.value);
  }

  #either(node: unknown): void {
    if (!isNode(node)) return;
    if (isStatement(node)) this.#stmt(node);
    else if (node.nodeType !== "Load" && node.nodeType !== "Store") this.#expr(node as unknown as Expr);
  }

  #patternExprs(pattern: Pattern): void {
    if (pattern.nodeType === "MatchValue") this.#expr(pattern.value);
    else if (pattern.nodeType === "MatchMapping") this.#exprs(pattern.keys);
    else if (pattern.nodeType === "MatchClass") this.#expr(pattern.cls);
    if ("patterns" in pattern) for (const inner of pattern.patterns) this.#patternExprs(inner);
    if (pattern.nodeType === "MatchClass") for (const inner of pattern.kwd_patterns) this.#patternExprs(inner);
    if (pattern.nodeType === "MatchAs" && pattern.pattern) this.#patternExprs(pattern.pattern);
  }

  #function(node: FunctionDef | Lambda, name: string, body: Stmt[]): void {
    const args = node.args;
    this.#exprs(args.defaults);
    for (const value of args.kw_defaults) if (value) this.#expr(value);
    for (const value of [...args.defaults, ...args.kw_defaults]) if (value) reachFromCalls(value);
    const scope = new Scope("function", node, name, this.#scope, false);
    node.scope = scope;
    this.#inScope(scope, () => {
      this.#bindings.params(args);
      this.#bindings.collect(body);
      if ((node as { isCoroutine?: boolean }).isCoroutine) scope.isGenerator = scope.exchanges = true;
      if (node.nodeType === "Lambda") {
        this.#bindings.walrus([node.body], 0);
        this.#expr(node.body);
      } else this.#stmts(body);
    });
  }

  #exprs(nodes: Expr[]): void {
    for (const node of nodes) this.#expr(node);
  }

  #expr(node: Expr): void {
    switch (node.nodeType) {
      case "Name":
        if (!node.sym) this.#use(node);
        else this.#reach(node.sym);
        return;
      case "Constant":
        return;
      case "Lambda":
        this.#function(node, "lambda", []);
        return;
      case "ListComp":
      case "SetComp":
        this.#comp(node, node.generators, [node.elt], true);
        return;
      case "DictComp":
        this.#comp(node, node.generators, [node.key, node.value], true);
        return;
      case "GeneratorExp":
        this.#comp(node, node.generators, [node.elt], false);
        return;
      case "Yield":
      case "YieldFrom":
        if (this.#scope.fn.node.nodeType === "Lambda") refuse("yield in a lambda", node, "write a function");
        this.#scope.fn.isGenerator = true;
        this.#scope.fn.exchanges = true;
        if (node.value) this.#expr(node.value);
        return;
      case "Await":
        refuse("await", node, "write it without async");
        return;
      case "Call": {
        this.#expr(node.func);
        for (const arg of node.args) {
          if (arg.nodeType === "GeneratorExp" && this.#takesAll(node)) this.#comp(arg, arg.generators, [arg.elt], true);
          else this.#expr(arg);
        }
        for (const keyword of node.keywords) this.#expr(keyword.value);
        return;
      }
      default:
        for (const key in node) {
          const child = (node as unknown as Record<string, unknown>)[key];
          if (Array.isArray(child)) {
            for (const item of child) if (isNode(item)) this.#either(item);
          } else if (isNode(child) && key !== "ctx" && key !== "op") this.#either(child);
        }
    }
  }

  /** Is the call one of what takes all of its first argument at once, with nothing else to work out before? */
  #takesAll({ func, args, keywords }: Expr & { nodeType: "Call" }): boolean {
    const name = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
    const felt = Object.hasOwn(TAKERS, name) ? TAKERS[name] : undefined;
    if (!felt || [name, ...felt].some(this.#isOwn)) return false;
    const others = [...args.slice(1), ...keywords.map(({ value }) => value)];
    return (
      others.every(({ nodeType }) => /^(Constant|Name|Attribute|Lambda|UnaryOp)$/.test(nodeType)) &&
      (name === "sorted" || !keywords.some(({ arg }) => arg === "key"))
    );
  }

  #comp(node: Expr & { scope?: Scope }, generators: Comprehension[], results: Expr[], inline: boolean): void {
    const first = generators[0] as Comprehension;
    this.#expr(first.iter);
    const scope = new Scope("comp", node as Scope["node"], "comp", this.#scope, inline);
    node.scope = scope;
    const outer = this.#scope;
    this.#scope = scope;
    for (const generator of generators) {
      if (generator.is_async) refuse("async comprehension", node);
      this.#bindings.target(generator.target, 1, 1);
      this.#expr(generator.target);
      if (generator !== first) this.#expr(generator.iter);
      this.#exprs(generator.ifs);
    }
    this.#exprs(results);
    this.#scope = outer;
  }
}

/** What a default that is worked out at each call names of the module is read wherever that call stands. */
function reachFromCalls(value: Expr): void {
  if (!(value as { perCall?: boolean }).perCall) return;
  eachExpr(value, (node) => {
    if (node.nodeType === "Name" && node.sym?.scope.kind === "module") node.sym.global = true;
    return node.nodeType !== "Lambda";
  });
}
