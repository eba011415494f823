import type {
  Arguments,
  Binder,
  Comprehension,
  Expr,
  FunctionDef,
  Lambda,
  Module,
  Pattern,
  Place,
  Stmt,
} from "../ast.js";
import { Refusal, refuse } from "../diagnostics.js";
import { allScopes, closeCaptures, settleImport, settleKind } from "./settle.js";
import { Scope, Sym } from "./symbols.js";

/** Functions that run a generator expression or a lambda to its end before they return. */
const EAGER = new Set([
  "sum",
  "any",
  "all",
  "min",
  "max",
  "list",
  "set",
  "tuple",
  "dict",
  "sorted",
  "frozenset",
  "join",
  "Counter",
  "extend",
  "update",
  "sort",
  "reduce",
  "deque",
  "fsum",
  "prod",
  "mean",
  "groupby_list",
  "from_iterable_list",
]);

const position = (place: Place): number => place.lineno * 4096 + place.col_offset;

/** `__name__ == "__main__"` and the constants: conditions whose outcome is known here. */
export function constantTest(test: Expr): boolean | undefined {
  if (test.nodeType === "Constant" && test.lit.k === "bool") return test.lit.v;
  if (test.nodeType === "Constant" && test.lit.k === "int") return test.lit.v !== 0n;
  if (test.nodeType === "Name" && test.id === "TYPE_CHECKING") return false;
  if (test.nodeType === "Compare" && test.left.nodeType === "Name" && test.left.id === "__name__") {
    const right = test.comparators[0];
    if (test.ops[0]?.nodeType === "Eq" && right?.nodeType === "Constant" && right.lit.k === "str")
      return right.lit.v === "__main__";
  }
  return undefined;
}

/** Finds every scope of a module, binds names to symbols and says which variables functions share. */
export class ScopeBuilder {
  #scope!: Scope;
  #loops = 0;
  #depth = 0;
  /** How many `try` and `with` of the function enclose this place. */
  #guards = 0;

  build(module: Module): Scope {
    const scope = new Scope("module", module, "", undefined, false);
    module.scope = scope;
    this.#inScope(scope, () => {
      this.#collect(module.body, 0, 0);
      this.#stmts(module.body);
    });
    const all = allScopes(scope);
    for (const each of all) if (each.returnsValue && each.isGenerator) each.exchanges = true;
    for (const each of all) for (const sym of each.syms.values()) settleImport(sym);
    for (const each of all) for (const sym of each.syms.values()) settleKind(sym);
    closeCaptures(all);
    return scope;
  }

  #inScope(scope: Scope, work: () => void): void {
    const outer = [this.#scope, this.#loops, this.#depth, this.#guards] as const;
    this.#scope = scope;
    this.#loops = 0;
    this.#depth = 0;
    this.#guards = 0;
    work();
    [this.#scope, this.#loops, this.#depth, this.#guards] = outer;
  }

  #bind(name: string, place: Place, loops: number, depth: number, scope = this.#scope): Sym {
    if (scope.globals.has(name)) {
      let top = scope;
      while (top.parent) top = top.parent;
      const sym = this.#bind(name, place, loops, 1, top);
      sym.global = true;
      return sym;
    }
    if (scope.nonlocals.has(name)) {
      const sym = this.#lookup(name, scope.parent, true);
      if (!sym)
        throw new Refusal("SyntaxError", `no binding for nonlocal '${name}' found`, { at: place, code: "syntax" });
      sym.bindings += 1;
      sym.captured = true;
      sym.assignedInside = true;
      return sym;
    }
    let sym = scope.syms.get(name);
    if (!sym) {
      sym = new Sym(name, scope);
      scope.syms.set(name, sym);
      sym.bindPos = position(place);
    }
    sym.bindings += 1;
    if (loops > 0) sym.inLoop = true;
    if (depth > 0) sym.conditional = true;
    return sym;
  }

  /** First pass over a scope's own statements: what do they bind? */
  #collect(body: Stmt[], loops: number, depth: number): void {
    for (const stmt of body) this.#collectStmt(stmt, loops, depth);
  }

  #collectStmt(stmt: Stmt, loops: number, depth: number): void {
    switch (stmt.nodeType) {
      case "Global":
        for (const name of stmt.names) this.#scope.globals.add(name);
        return;
      case "Nonlocal":
        for (const name of stmt.names) this.#scope.nonlocals.add(name);
        return;
      case "FunctionDef":
      case "AsyncFunctionDef":
        stmt.sym = this.#bind(stmt.name, stmt, loops, depth);
        stmt.sym.node = stmt;
        this.#walrus([...stmt.decorator_list, ...stmt.args.defaults], loops);
        return;
      case "ClassDef":
        stmt.sym = this.#bind(stmt.name, stmt, loops, depth);
        stmt.sym.node = stmt;
        return;
      case "Import":
      case "ImportFrom":
        for (const alias of stmt.names) {
          if (alias.name === "") continue;
          const name = alias.asname ?? (stmt.nodeType === "Import" ? (alias.name.split(".")[0] as string) : alias.name);
          if (name === "*") refuse("from … import *", stmt, "name what is imported");
          const sym = this.#bind(name, stmt, loops, depth);
          alias.sym = sym;
          sym.module = stmt.nodeType === "ImportFrom" ? (stmt.module ?? "") : alias.asname ? alias.name : name;
          sym.imported = stmt.nodeType === "ImportFrom" ? alias.name : "";
          sym.imports += 1;
          sym.importedAs.add(`${sym.module}:${sym.imported}`);
          sym.importedAt = stmt;
        }
        return;
      case "Assign":
        for (const target of stmt.targets) this.#target(target, loops, depth);
        this.#namedLambda(stmt.targets, stmt.value);
        this.#walrus([stmt.value, ...stmt.targets], loops);
        return;
      case "AugAssign":
        this.#target(stmt.target, loops, depth);
        this.#walrus([stmt.value], loops);
        return;
      case "AnnAssign":
        if (stmt.value || stmt.target.nodeType === "Name") this.#target(stmt.target, loops, depth);
        if (stmt.value) this.#walrus([stmt.value], loops);
        return;
      case "Delete":
        for (const target of stmt.targets) if (target.nodeType === "Name") this.#bind(target.id, target, loops, depth);
        return;
      case "For":
      case "AsyncFor":
        this.#target(stmt.target, loops + 1, depth + 1);
        this.#walrus([stmt.iter], loops);
        this.#collect(stmt.body, loops + 1, depth + 1);
        this.#collect(stmt.orelse, loops, depth + 1);
        return;
      case "While":
        this.#walrus([stmt.test], loops + 1);
        this.#collect(stmt.body, loops + 1, depth + 1);
        this.#collect(stmt.orelse, loops, depth + 1);
        return;
      case "If": {
        this.#walrus([stmt.test], loops);
        const known = constantTest(stmt.test);
        if (known !== false) this.#collect(stmt.body, loops, known ? depth : depth + 1);
        if (known !== true) this.#collect(stmt.orelse, loops, known === false ? depth : depth + 1);
        return;
      }
      case "With":
      case "AsyncWith":
        for (const item of stmt.items) {
          if (item.optional_vars) this.#target(item.optional_vars, loops, depth + 1);
          this.#walrus([item.context_expr], loops);
        }
        this.#collect(stmt.body, loops, depth + 1);
        return;
      case "Try":
      case "TryStar":
        this.#collect(stmt.body, loops, depth + 1);
        for (const handler of stmt.handlers) {
          if (handler.name) handler.sym = this.#bind(handler.name, handler, loops + 1, depth + 1);
          this.#collect(handler.body, loops, depth + 1);
        }
        this.#collect(stmt.orelse, loops, depth + 1);
        this.#collect(stmt.finalbody, loops, depth + 1);
        return;
      case "Match":
        this.#walrus([stmt.subject], loops);
        for (const item of stmt.cases) {
          this.#pattern(item.pattern, loops, depth + 1);
          if (item.guard) this.#walrus([item.guard], loops);
          this.#collect(item.body, loops, depth + 1);
        }
        return;
      case "Return":
      case "Expr":
        if (stmt.value) this.#walrus([stmt.value], loops);
        return;
      case "Assert":
        this.#walrus([stmt.test], loops);
        return;
      case "Raise":
        if (stmt.exc) this.#walrus([stmt.exc], loops);
        return;
      default:
        return;
    }
  }

  /** `double = lambda x: …` is a function with a name. */
  #namedLambda(targets: Expr[], value: Expr): void {
    const target = targets[0];
    if (targets.length !== 1 || target?.nodeType !== "Name" || value.nodeType !== "Lambda" || !target.sym) return;
    if (value.args.defaults.length || value.args.kw_defaults.some(Boolean)) return;
    target.sym.lambda = value;
    value.alias = target.id;
  }

  #pattern(pattern: Pattern, loops: number, depth: number): void {
    switch (pattern.nodeType) {
      case "MatchAs":
      case "MatchStar":
        if (pattern.name) pattern.sym = this.#bind(pattern.name, pattern, loops, depth);
        if (pattern.nodeType === "MatchAs" && pattern.pattern) this.#pattern(pattern.pattern, loops, depth);
        return;
      case "MatchMapping":
        if (pattern.rest) pattern.sym = this.#bind(pattern.rest, pattern, loops, depth);
        for (const inner of pattern.patterns) this.#pattern(inner, loops, depth);
        return;
      case "MatchClass":
        for (const inner of [...pattern.patterns, ...pattern.kwd_patterns]) this.#pattern(inner, loops, depth);
        return;
      case "MatchSequence":
      case "MatchOr":
        for (const inner of pattern.patterns) this.#pattern(inner, loops, depth);
        return;
      default:
        return;
    }
  }

  #target(target: Expr, loops: number, depth: number): void {
    if (target.nodeType === "Name") target.sym = this.#bind(target.id, target, loops, depth);
    else if (target.nodeType === "Tuple" || target.nodeType === "List") {
      for (const item of target.elts) this.#target(item, loops, depth);
    } else if (target.nodeType === "Starred") this.#target(target.value, loops, depth);
  }

  /** Walrus targets, wherever in an expression, bind in the function and not in a comprehension. */
  #walrus(roots: Expr[], loops: number): void {
    for (const root of roots) {
      if (!mayHoldWalrus(root)) continue;
      eachExpr(root, (node) => {
        if (node.nodeType === "NamedExpr") node.target.sym = this.#bind(node.target.id, node, loops, 1);
        return node.nodeType !== "Lambda";
      });
    }
  }

  #lookup(name: string, from: Scope | undefined, onlyFunctions = false): Sym | undefined {
    for (let scope = from; scope; scope = scope.parent) {
      if (scope.kind === "class" && scope !== this.#scope) continue;
      if (onlyFunctions && scope.kind === "module") return undefined;
      if (scope.globals.has(name)) {
        let top = scope;
        while (top.parent) top = top.parent;
        return top.syms.get(name);
      }
      const sym = scope.syms.get(name);
      if (sym) return sym;
    }
    return undefined;
  }

  #use(node: Binder & Place & { id: string }): void {
    const sym = this.#lookup(node.id, this.#scope);
    if (!sym) return;
    node.sym = sym;
    this.#reach(sym, node);
  }

  /** Notes that code here refers to `sym`: a global, a capture, or nothing special. */
  #reach(sym: Sym, _place: Place): void {
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
        this.#collect(stmt.body, 0, 0);
        this.#stmts(stmt.body);
        this.#scope = outer;
        return;
      }
      case "Global":
        for (const name of stmt.names) {
          let top = this.#scope;
          while (top.parent) top = top.parent;
          const sym = top.syms.get(name);
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
    if (STATEMENTS.has(node.nodeType)) this.#stmt(node as unknown as Stmt);
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
    const scope = new Scope("function", node, name, this.#scope, false);
    node.scope = scope;
    this.#inScope(scope, () => {
      this.#params(args);
      this.#collect(body, 0, 0);
      if (node.nodeType === "Lambda") {
        this.#walrus([node.body], 0);
        this.#expr(node.body);
      } else this.#stmts(body);
    });
  }

  #params(args: Arguments): void {
    const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
    if (args.vararg) all.push(args.vararg);
    if (args.kwarg) all.push(args.kwarg);
    for (const arg of all) {
      arg.sym = this.#bind(arg.arg, arg, 0, 0);
      arg.sym.isParam = true;
      arg.sym.bindPos = 0;
    }
  }

  #exprs(nodes: Expr[]): void {
    for (const node of nodes) this.#expr(node);
  }

  #expr(node: Expr): void {
    switch (node.nodeType) {
      case "Name":
        if (!node.sym) this.#use(node);
        else this.#reach(node.sym, node);
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
        this.#scope.fn.isGenerator = true;
        this.#scope.fn.exchanges = true;
        if (node.value) this.#expr(node.value);
        return;
      case "Await":
        refuse("await", node, "write it without async");
        return;
      case "Call": {
        const eager =
          node.func.nodeType === "Name" ? node.func.id : node.func.nodeType === "Attribute" ? node.func.attr : "";
        this.#expr(node.func);
        for (const arg of node.args) {
          if (arg.nodeType === "GeneratorExp" && EAGER.has(eager)) this.#comp(arg, arg.generators, [arg.elt], true);
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

  #comp(node: Expr & { scope?: Scope }, generators: Comprehension[], results: Expr[], inline: boolean): void {
    const first = generators[0] as Comprehension;
    this.#expr(first.iter);
    const scope = new Scope("comp", node as Scope["node"], "comp", this.#scope, inline);
    node.scope = scope;
    const outer = this.#scope;
    this.#scope = scope;
    for (const generator of generators) {
      if (generator.is_async) refuse("async comprehension", node);
      this.#target(generator.target, 1, 1);
      this.#expr(generator.target);
      if (generator !== first) this.#expr(generator.iter);
      this.#exprs(generator.ifs);
    }
    this.#exprs(results);
    this.#scope = outer;
  }
}

const STATEMENTS = new Set([
  "FunctionDef",
  "AsyncFunctionDef",
  "ClassDef",
  "Return",
  "Delete",
  "Assign",
  "AugAssign",
  "AnnAssign",
  "For",
  "AsyncFor",
  "While",
  "If",
  "With",
  "AsyncWith",
  "Match",
  "Raise",
  "Try",
  "TryStar",
  "Assert",
  "Import",
  "ImportFrom",
  "Global",
  "Nonlocal",
  "Expr",
  "Pass",
  "Break",
  "Continue",
]);

function isNode(value: unknown): value is { nodeType: string } {
  return typeof value === "object" && value !== null && "nodeType" in value;
}

function mayHoldWalrus(node: Expr): boolean {
  return node.nodeType !== "Constant" && node.nodeType !== "Name";
}

/** Visits an expression and what is inside it; `visit` says whether to go deeper. */
export function eachExpr(node: Expr, visit: (node: Expr) => boolean): void {
  if (!visit(node)) return;
  for (const key in node) {
    if (key === "scope" || key === "sym" || key === "web" || key === "ctx" || key === "op" || key === "ops") continue;
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) {
      for (const item of child) if (isNode(item)) eachExpr(item as unknown as Expr, visit);
    } else if (isNode(child)) eachExpr(child as unknown as Expr, visit);
  }
}
