import type { Expr, FunctionDef, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { onlyDefines } from "../program/walk.js";
import { decoratorName, isStaticDef } from "./decorators.js";
import type { Scope, Sym } from "./symbols.js";

/** A scope and every scope in it. */
export function allScopes(root: Scope): Scope[] {
  const all: Scope[] = [root];
  for (let i = 0; i < all.length; i++) all.push(...(all[i] as Scope).children);
  return all;
}

/** A name bound by imports of one thing alone is that thing. */
export function settleImport(sym: Sym): void {
  if (!sym.imports) return;
  if (sym.imports !== sym.bindings || sym.importedAs.size > 1)
    refuse(`the name ${sym.name}, which is imported and bound again`, sym.importedAt, "use another name");
  sym.kind = sym.imported ? "from" : "module";
}

/** A name bound once by `def` or `class` is that thing wherever it is used. */
export function settleKind(sym: Sym): void {
  if (sym.imports) return;
  if (
    sym.lambda &&
    sym.bindings === 1 &&
    !sym.conditional &&
    !sym.inLoop &&
    !sym.isParam &&
    sym.scope.kind !== "class"
  ) {
    sym.node = sym.lambda;
    sym.kind = "def";
    return;
  }
  if (sym.bindings !== 1 || !sym.node || sym.isParam || sym.node.nodeType === "Lambda") return;
  if (sym.node.nodeType === "ClassDef") {
    sym.kind = "class";
    if (sym.conditional && (sym.inLoop || !(sym.node as { isSole?: boolean }).isSole))
      refuse("conditional class", sym.node, "define the class at the top of the file");
  } else if (
    !sym.conditional &&
    sym.scope.kind !== "class" &&
    isStaticDef(sym.node) &&
    !keepsDefaults(sym) &&
    (isCached(sym.node) || !mayBeCalledBefore(sym))
  )
    sym.kind = "def";
  else if (!isCached(sym.node)) sym.isMade = true;
}

const isCached = (node: FunctionDef): boolean =>
  node.decorator_list.some((each) => /^(lru_cache|cache)$/.test(decoratorName(each)));

/** A function within another that one before it names, where something between the two may call that one. */
function mayBeCalledBefore({ scope, node, capturePos }: Sym): boolean {
  const { body } = scope.node as { body: Stmt[] };
  if (scope.kind !== "function" || !Array.isArray(body)) return false;
  const from = body.findIndex((stmt) => stmt.end_lineno * 4096 + stmt.end_col_offset > capturePos);
  const to = body.indexOf(node as Stmt);
  return from >= 0 && from < to && !onlyDefines(body.slice(from, to));
}

/** A function that may be defined more than once, with defaults that are worked out each time: a closure that keeps them. */
function keepsDefaults(sym: Sym): boolean {
  if (sym.scope.kind === "module" && !sym.inLoop) return false;
  const { args } = sym.node as FunctionDef;
  return [...args.defaults, ...args.kw_defaults].some((value) => value && !isPlain(value));
}

function isPlain(node: Expr): boolean {
  if (node.nodeType === "UnaryOp") return isPlain(node.operand);
  return (
    node.nodeType === "Constant" || (node.nodeType === "Tuple" && node.elts.length > 0 && node.elts.every(isPlain))
  );
}

/** A function that names another nested function needs that one's captures too. */
export function closeCaptures(all: Scope[]): void {
  for (let again = true; again; ) {
    again = false;
    for (const scope of all) {
      for (const sym of scope.free) {
        const inner = (sym.node as FunctionDef | undefined)?.scope;
        if (sym.kind !== "def" || !inner) continue;
        for (const more of inner.free) {
          if (scope.free.has(more) || more.scope.fn === scope.fn) continue;
          scope.free.add(more);
          again = true;
        }
      }
    }
  }
}
