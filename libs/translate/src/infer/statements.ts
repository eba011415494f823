import type { Expr, Stmt } from "../ast.js";
import { refusalAt } from "../diagnostics.js";
import type { Gen } from "../generate/gen.js";
import { findWeb } from "../resolve/symbols.js";
import { isBottom, NONE } from "../types/cell.js";
import { assign, augmented } from "./assign.js";
import { ifStatement } from "./branches.js";
import { defineClass } from "./classes.js";
import type { Elaborator } from "./elaborator.js";
import { keepArguments } from "./exceptions.js";
import { expression } from "./expressions.js";
import { declareAt, directTargets } from "./function-body.js";
import { functionDefinition } from "./functions.js";
import { forStatement, inLoop, jump, whileStatement } from "./loops.js";
import { matchStatement } from "./match.js";
import { tryStatement } from "./try.js";
import type { Step, Typed } from "./typed.js";
import { importStatement } from "./units.js";
import { withStatement } from "./with.js";

/** A sequence of statements, with the declarations their variables need. */
export function block(e: Elaborator, stmts: Stmt[]): Step {
  const steps: { step: Step; stmt: Stmt; index: number }[] = [];
  for (let index = 0; index < stmts.length; index++) {
    const stmt = stmts[index] as Stmt;
    if (!e.cx.live) break;
    try {
      steps.push({ step: statement(e, stmt), stmt, index });
    } catch (cause) {
      throw refusalAt(stmt, cause);
    }
  }
  const inst = e.cx.inst;
  const at = e.blocks.get(stmts);
  return (g) => {
    for (const { step, stmt, index } of steps) {
      try {
        if (e.guards) g.line("stepped();");
        if (at) declareAt(e, g, inst, at, index, () => directTargets(stmt));
        step(g);
      } catch (cause) {
        throw refusalAt(stmt, cause);
      }
    }
  };
}

/** A block of its own: what is declared in it is gone after it. */
export function inner(e: Elaborator, stmts: Stmt[]): Step {
  return block(e, stmts);
}

function statement(e: Elaborator, stmt: Stmt): Step {
  switch (stmt.nodeType) {
    case "Expr":
      return expressionStatement(e, stmt.value);
    case "Assign":
      return assign(e, stmt.targets, stmt.value);
    case "AnnAssign":
      return stmt.value ? assign(e, [stmt.target], stmt.value, stmt.annotation) : () => {};
    case "AugAssign":
      return augmented(e, stmt);
    case "If":
      return ifStatement(e, stmt);
    case "While":
      return inLoop(e, () => whileStatement(e, stmt));
    case "For":
      return inLoop(e, () => forStatement(e, stmt));
    case "Return":
      if (stmt.value?.nodeType === "Name") e.returned.add(stmt.value);
      return returnStatement(e, stmt.value);
    case "Raise":
    case "Assert":
    case "Try":
      return tryStatement(e, stmt);
    case "With":
      return withStatement(e, stmt);
    case "FunctionDef":
      return functionDefinition(e, stmt);
    case "ClassDef":
      return defineClass(e, stmt);
    case "Match":
      return matchStatement(e, stmt);
    case "Break":
    case "Continue": {
      e.cx.live = false;
      const isBreak = stmt.nodeType === "Break";
      return (g) => jump(g, isBreak);
    }
    case "Delete":
      return deletion(e, stmt.targets, stmt.isQuiet);
    case "Pass":
    case "Global":
    case "Nonlocal":
      return () => {};
    case "Import":
    case "ImportFrom":
      return importStatement(e, stmt);
    default:
      return e.refuse(stmt.nodeType, stmt);
  }
}

function expressionStatement(e: Elaborator, node: Expr): Step {
  if (node.nodeType === "Constant") return () => {};
  const x = expression(e, node);
  if (isBottom(x.t)) e.cx.live = e.cx.live && !diverges(x);
  return (g) => {
    const code = x.emit(g);
    g.line(code.s.startsWith("{") || code.m === 1 ? `let _ = ${code.m === 0 ? code.s : `&${code.s}`};` : `${code.s};`);
  };
}

/** Bottom in the last round means that the value never comes; before that, that it is not known yet. */
function diverges(x: Typed): boolean {
  return x.known === "never";
}

function returnStatement(e: Elaborator, node: Expr | undefined): Step {
  const { inst } = e.cx;
  if (node?.nodeType === "Name" && node.id === "NotImplemented" && !node.sym) {
    inst.declines = true;
    e.cx.live = false;
    return (g) => g.line('limit("NotImplemented is returned where a value is wanted");');
  }
  const x = node && expression(e, node);
  if (inst.yields && !inst.sends) {
    e.cx.live = false;
    return (g) => {
      if (x) g.line(`let _ = ${g.own(x)};`);
      leave(g, undefined);
    };
  }
  if (x) e.store.flow(x.t, inst.result);
  else e.store.add(inst.result, NONE);
  if (x && inst.sends) keepArguments(e, [x, { ...x, t: inst.result }]);
  e.cx.live = false;
  const web = node?.nodeType === "Name" && node.web ? findWeb(node.web) : undefined;
  const movable = web && !web.sym.captured && !e.isGlobal(web.sym) && !web.maybeUnbound && web.sym.scope === inst.scope;
  return (g) => {
    const unit = g.ty(inst.result) === "()";
    if (!x) return leave(g, unit ? "()" : "None");
    if (isBottom(x.t)) return g.line(`${x.emit(g).s}; unreachable!();`);
    const isLast = movable && g.jump.exits.length === 0;
    const code = isLast && g.ty(x.t) === g.ty(inst.result) && !g.refs.has(e.local(g, web)) ? x.emit(g) : undefined;
    leave(g, code?.m === 1 ? code.s : g.own(x, inst.result));
  };
}

function leave(g: Gen, text: string | undefined): void {
  const outer = g.jump;
  let said = text;
  if (outer.exits.length && text !== undefined && text !== "()" && text !== "None") {
    said = g.fresh("result");
    g.line(`let ${said}: ${g.ty(g.returns)} = ${text};`);
  }
  for (let i = outer.exits.length - 1; i >= 0; i--) {
    g.jump = { ...outer, exits: outer.exits.slice(0, i) };
    (outer.exits[i] as (g: Gen) => void)(g);
  }
  g.jump = outer;
  g.line(g.ends ? g.ends(said ?? "()") : `return Ok(${said ?? "()"});`);
}

export function deletion(e: Elaborator, targets: Expr[], isQuiet = false): Step {
  const steps = targets.map((target): Step => {
    if (target.nodeType === "Name") {
      if (!target.web) return e.refuse("del of an unknown name", target);
      const web = findWeb(target.web);
      e.cx.narrow.delete(`w${web.id}`);
      const isGlobal = e.isGlobal(web.sym);
      const was = isQuiet || isGlobal ? undefined : e.readWhole(web, e.webCell(web), target);
      return (g) => {
        if (was) g.line(`let _ = ${was.emit(g).s};`);
        if (isGlobal) {
          const gone = `${e.global(web.sym).rust}.delete()`;
          g.line(isQuiet ? `let _ = ${gone};` : `${g.q(gone)};`);
        } else if (web.sym.cell) g.line(`${e.local(g, web)}.delete();`);
        else g.line(`${e.local(g, web)} = None;`);
      };
    }
    return deleteItem(e, target);
  });
  return (g) => g.steps(steps);
}

function deleteItem(e: Elaborator, target: Expr): Step {
  const x = expression(e, {
    nodeType: "Call",
    func: { nodeType: "Name", id: "__delete__" },
    args: [target],
    keywords: [],
  } as never);
  return (g) => g.line(`${x.emit(g).s};`);
}
