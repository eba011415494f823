import type { Arguments, Expr, Pattern, Place, Stmt } from "../ast.js";
import { Refusal, refuse } from "../diagnostics.js";
import { type Scope, Sym } from "./symbols.js";
import { constantTest, eachExpr } from "./tree.js";

const isLambda = (node: Expr): boolean => node.nodeType === "Lambda";

export const position = (place: Place): number => place.lineno * 4096 + place.col_offset;

/** The symbol that a name stands for in `here`, looked for from `from` outwards. */
export function lookUp(name: string, here: Scope, from: Scope | undefined, onlyFunctions = false): Sym | undefined {
  for (let scope = from; scope; scope = scope.parent) {
    if (scope.kind === "class" && scope !== here) continue;
    if (onlyFunctions && scope.kind === "module") return undefined;
    if (scope.globals.has(name)) return moduleOf(scope).syms.get(name);
    const sym = scope.syms.get(name);
    if (sym) return sym;
  }
  return undefined;
}

export function moduleOf(scope: Scope): Scope {
  let top = scope;
  while (top.parent) top = top.parent;
  return top;
}

/**
 * What a scope's own statements bind, found before its names are looked up. `loops` and `depth` count the loops and the
 * conditions around a place.
 */
export class Bindings {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  params(args: Arguments): void {
    const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
    if (args.vararg) all.push(args.vararg);
    if (args.kwarg) all.push(args.kwarg);
    for (const arg of all) {
      arg.sym = this.#bind(arg.arg, arg, 0, 0);
      arg.sym.isParam = true;
      arg.sym.bindPos = 0;
    }
  }

  #bind(name: string, place: Place, loops: number, depth: number, scope = this.#scope): Sym {
    if (scope.globals.has(name)) {
      const sym = this.#bind(name, place, loops, 1, moduleOf(scope));
      sym.global = true;
      sym.assignedInside = true;
      return sym;
    }
    if (scope.nonlocals.has(name)) {
      const sym = lookUp(name, this.#scope, scope.parent, true);
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
      sym.isSure = loops === 0 && depth === 0;
    }
    sym.bindings += 1;
    if (loops > 0) sym.inLoop = true;
    if (depth > 0) sym.conditional = true;
    return sym;
  }

  collect(body: Stmt[], loops = 0, depth = 0): void {
    for (const stmt of body) this.#collectStmt(stmt, loops, depth);
  }

  /** What a function binds where it never comes is its own name all the same. */
  #never(body: Stmt[]): void {
    const own = body.filter((stmt) => !/^(Import|FunctionDef|ClassDef|Global|Nonlocal)/.test(stmt.nodeType));
    this.collect(own, 0, 1);
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
        this.walrus([...stmt.decorator_list, ...stmt.args.defaults], loops);
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
        for (const target of stmt.targets) {
          this.target(target, loops, depth);
          // What its value captures is captured before the name has it.
          if (
            target.nodeType === "Name" &&
            target.sym &&
            stmt.value.nodeType === "Call" &&
            stmt.value.args.some(isLambda)
          )
            target.sym.bindPos = position({
              ...stmt,
              lineno: stmt.end_lineno,
              col_offset: stmt.end_col_offset,
            } as Place);
        }
        this.#namedLambda(stmt.targets, stmt.value);
        if (stmt.targets.length === 1) noteText(stmt.targets[0] as Expr, stmt.value);
        this.walrus([stmt.value, ...stmt.targets], loops);
        return;
      case "AugAssign":
        this.target(stmt.target, loops, depth);
        this.walrus([stmt.value], loops);
        return;
      case "AnnAssign":
        if (stmt.value || stmt.target.nodeType === "Name") this.target(stmt.target, loops, depth);
        if (stmt.value) noteText(stmt.target, stmt.value);
        if (stmt.value) this.walrus([stmt.value], loops);
        return;
      case "Delete":
        for (const target of stmt.targets)
          if (target.nodeType === "Name") this.#bind(target.id, target, loops, depth).isSure = false;
        return;
      case "For":
      case "AsyncFor":
        this.target(stmt.target, loops + 1, depth + 1);
        this.walrus([stmt.iter], loops);
        this.collect(stmt.body, loops + 1, depth + 1);
        this.collect(stmt.orelse, loops, depth + 1);
        return;
      case "While":
        this.walrus([stmt.test], loops + 1);
        this.collect(stmt.body, loops + 1, depth + 1);
        this.collect(stmt.orelse, loops, depth + 1);
        return;
      case "If": {
        this.walrus([stmt.test], loops);
        const known = constantTest(stmt.test);
        if (known !== false) this.collect(stmt.body, loops, known ? depth : depth + 1);
        if (known !== true) this.collect(stmt.orelse, loops, known === false ? depth : depth + 1);
        if (known !== undefined && this.#scope.kind === "function") this.#never(known ? stmt.orelse : stmt.body);
        return;
      }
      case "With":
      case "AsyncWith":
        for (const item of stmt.items) {
          if (item.optional_vars) this.target(item.optional_vars, loops, depth + 1);
          this.walrus([item.context_expr], loops);
        }
        this.collect(stmt.body, loops, depth + 1);
        return;
      case "Try":
      case "TryStar":
        this.collect(stmt.body, loops, depth + 1);
        for (const handler of stmt.handlers) {
          if (handler.name) {
            handler.sym = this.#bind(handler.name, handler, loops + 1, depth + 1);
            handler.sym.handlers += 1;
          }
          this.collect(handler.body, loops, depth + 1);
        }
        this.collect(stmt.orelse, loops, depth + 1);
        this.collect(stmt.finalbody, loops, depth + 1);
        return;
      case "Match":
        this.walrus([stmt.subject], loops);
        for (const item of stmt.cases) {
          this.#pattern(item.pattern, loops, depth + 1);
          if (item.guard) this.walrus([item.guard], loops);
          this.collect(item.body, loops, depth + 1);
        }
        return;
      case "Return":
      case "Expr":
        if (stmt.value) this.walrus([stmt.value], loops);
        return;
      case "Assert":
        this.walrus([stmt.test], loops);
        return;
      case "Raise":
        if (stmt.exc) this.walrus([stmt.exc], loops);
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

  target(target: Expr, loops: number, depth: number): void {
    if (target.nodeType === "Name") target.sym = this.#bind(target.id, target, loops, depth);
    else if (target.nodeType === "Tuple" || target.nodeType === "List") {
      for (const item of target.elts) this.target(item, loops, depth);
    } else if (target.nodeType === "Starred") this.target(target.value, loops, depth);
  }

  /** Walrus targets, wherever in an expression, bind in the function and not in a comprehension. */
  walrus(roots: Expr[], loops: number): void {
    for (const root of roots) {
      if (!mayHoldWalrus(root)) continue;
      eachExpr(root, (node) => {
        if (node.nodeType === "NamedExpr") node.target.sym = this.#bind(node.target.id, node, loops, 1);
        return node.nodeType !== "Lambda";
      });
    }
  }
}

function mayHoldWalrus(node: Expr): boolean {
  return node.nodeType !== "Constant" && node.nodeType !== "Name";
}

/** A name that may stand for a text which is written down. */
function noteText(target: Expr, value: Expr): void {
  if (target.nodeType === "Name" && target.sym && /^(Constant|JoinedStr|BinOp)$/.test(value.nodeType))
    target.sym.text = value;
}
