import type { Expr, Stmt } from "../ast.js";
import { refusalAt } from "../diagnostics.js";
import type { Gen, Loop } from "../generate/gen.js";
import { findWeb, type Web } from "../resolve/symbols.js";
import { constantTest, eachExpr } from "../resolve/tree.js";
import { type Cell, isBottom, NONE } from "../types/cell.js";
import { assign, augmented, declareWeb } from "./assign.js";
import { defineClass } from "./classes.js";
import type { Elaborator } from "./elaborator.js";
import { keepArguments } from "./exceptions.js";
import { expression } from "./expressions.js";
import { declareAt, directTargets } from "./function-body.js";
import { functionDefinition } from "./functions.js";
import { iterate } from "./iteration.js";
import { matchStatement } from "./match.js";
import { joinNarrow, type NarrowMap, narrowBy, type Test, test } from "./narrowing.js";
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
        if (at) declareAt(e, g, inst, at, index, directTargets(stmt));
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

function inLoop(e: Elaborator, loop: () => Step): Step {
  e.loops += 1;
  const step = loop();
  e.loops -= 1;
  return step;
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
      return deletion(e, stmt.targets);
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

function jump(g: Gen, isBreak: boolean): void {
  const loop = g.jump.loops.at(-1) as Loop;
  const outer = g.jump;
  for (let i = outer.exits.length - 1; i >= loop.exits; i--) {
    g.jump = { ...outer, exits: outer.exits.slice(0, i) };
    (outer.exits[i] as (g: Gen) => void)(g);
  }
  g.jump = outer;
  if (isBreak && loop.broke) g.line(`${loop.broke} = true;`);
  const label = loop.tries !== g.tries ? ` ${loop.label}` : "";
  if (label) loop.labelled = true;
  g.line(`${isBreak ? "break" : "continue"}${label};`);
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
  if (x && inst.sends) keepArguments(e, [x]);
  if (x) e.store.flow(x.t, inst.result);
  else e.store.add(inst.result, NONE);
  e.cx.live = false;
  const web = node?.nodeType === "Name" && node.web ? findWeb(node.web) : undefined;
  const movable = web && !web.sym.captured && !e.isGlobal(web.sym) && !web.maybeUnbound && web.sym.scope === inst.scope;
  return (g) => {
    const unit = g.ty(inst.result) === "()";
    if (!x) return leave(g, unit ? "()" : "None");
    if (isBottom(x.t)) return g.line(`${x.emit(g).s};`);
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

/** Runs `work` with what a test's outcome tells, and gives what is known after it, or nothing if it does not end. */
export function branch(
  e: Elaborator,
  known: NarrowMap,
  work: () => Step,
): { step: Step; after: NarrowMap | undefined } {
  const outer = e.cx.narrow;
  e.cx.narrow = new Map([...outer, ...known]);
  e.cx.live = true;
  const step = work();
  const after = e.cx.live ? e.cx.narrow : undefined;
  e.cx.narrow = outer;
  return { step, after };
}

export function meet(e: Elaborator, paths: (NarrowMap | undefined)[]): void {
  const live = paths.filter((path): path is NarrowMap => path !== undefined);
  e.cx.live = live.length > 0;
  e.cx.narrow = live.length ? joinNarrow(live) : new Map();
}

function ifStatement(e: Elaborator, stmt: Stmt & { nodeType: "If" }): Step {
  const known = constantTest(stmt.test);
  if (known !== undefined) return block(e, known ? stmt.body : stmt.orelse);
  const condition = test(e, stmt.test);
  if (condition.never) {
    e.cx.live = false;
    return (g) => g.line(`${condition.x.emit(g).s};`);
  }
  const before = e.cx.narrow;
  const then =
    condition.outcome === false ? undefined : branch(e, narrowBy(e, condition.whenTrue), () => inner(e, stmt.body));
  e.cx.narrow = before;
  const otherwise =
    condition.outcome === true ? undefined : branch(e, narrowBy(e, condition.whenFalse), () => inner(e, stmt.orelse));
  meet(e, [then?.after, otherwise?.after]);
  return (g) => {
    if (condition.outcome !== undefined && condition.pure) {
      const taken = condition.outcome ? then : otherwise;
      if (!taken) return;
      g.line("{");
      taken.step(g);
      g.line("}");
      return;
    }
    g.line(`if ${condition.write(g)} {`);
    if (then) then.step(g);
    else g.line("unreachable!()");
    if (otherwise && stmt.orelse.length) {
      const from = g.lines.length;
      otherwise.step(g);
      const isElif = stmt.orelse.length === 1 && stmt.orelse[0]?.nodeType === "If" && /^if /.test(g.lines[from] ?? "");
      g.lines[from] = isElif ? `} else ${g.lines[from]}` : `} else {\n${g.lines[from] ?? ""}`;
      if (g.lines.length === from) g.lines.push("} else {");
      if (isElif) return;
    } else if (!otherwise) g.line("} else { unreachable!()");
    g.line("}");
  };
}

/** Names and attributes that a loop's body may change: nothing is known of them when it starts again. */
function forgetChanged(e: Elaborator, body: Stmt[], extra: Expr[]): void {
  const { narrow } = e.cx;
  if (narrow.size === 0) return;
  const bound = [...boundIn(e, body), ...extra.flatMap(targetsIn)];
  const gone = new Set(bound.map((web) => `w${findWeb(web).id}`));
  // Of attributes and global names nothing is left either way.
  for (const key of narrow.keys()) if (gone.has(key) || key.includes(".") || key.startsWith("wg")) narrow.delete(key);
}

/** The variables that statements bind, looked for once. */
function boundIn(e: Elaborator, body: Stmt[]): readonly Web[] {
  let bound = e.bound.get(body);
  if (!bound) {
    bound = body.flatMap(targetsIn);
    e.bound.set(body, bound);
  }
  return bound;
}

function targetsIn(root: Stmt | Expr): Web[] {
  const out: Web[] = [];
  eachExpr(root as Expr, (node) => {
    const { nodeType, web, ctx } = node as unknown as { nodeType: string; web?: Web; ctx?: { nodeType: string } };
    if (web && (nodeType !== "Name" || ctx?.nodeType !== "Load")) out.push(web);
    return true;
  });
  return out;
}

export function openLoop(g: Gen, hasElse: boolean): Loop {
  const loop: Loop = {
    label: `'${g.fresh("l")}`,
    labelled: false,
    broke: hasElse ? g.fresh("broke") : undefined,
    exits: g.jump.exits.length,
    tries: g.tries,
  };
  g.jump.loops.push(loop);
  if (loop.broke) g.line(`let mut ${loop.broke} = false;`);
  return loop;
}

function whileStatement(e: Elaborator, stmt: Stmt & { nodeType: "While" }): Step {
  const known = constantTest(stmt.test);
  forgetChanged(e, stmt.body, [stmt.test]);
  if (known === false) return () => {};
  const condition: Test | undefined = known ? undefined : test(e, stmt.test);
  if (condition?.never) {
    e.cx.live = false;
    return (g) => g.line(`${condition.x.emit(g).s};`);
  }
  const body =
    condition?.outcome === false
      ? undefined
      : branch(e, condition ? narrowBy(e, condition.whenTrue) : new Map(), () => inner(e, stmt.body));
  const breaks = hasBreak(stmt.body);
  const out = branch(e, condition && !breaks ? narrowBy(e, condition.whenFalse) : new Map(), () =>
    block(e, stmt.orelse),
  );
  forgetChanged(e, stmt.body, []);
  e.cx.live = known ? breaks : true;
  if (e.cx.live && condition && !breaks)
    for (const [key, narrow] of narrowBy(e, condition.whenFalse)) e.cx.narrow.set(key, narrow);
  return (g) => {
    const loop = openLoop(g, stmt.orelse.length > 0);
    const at = g.lines.length;
    g.line("");
    body?.step(g);
    g.line("}");
    g.jump.loops.pop();
    g.lines[at] = `${loop.labelled ? `${loop.label}: ` : ""}${condition ? `while ${condition.write(g)} {` : "loop {"}`;
    writeElse(g, loop, out.step);
  };
}

export function writeElse(g: Gen, loop: Loop, orelse: Step): void {
  if (!loop.broke) return;
  g.line(`if !${loop.broke} {`);
  orelse(g);
  g.line("}");
}

export function hasBreak(body: Stmt[]): boolean {
  return body.some((stmt) => {
    if (stmt.nodeType === "Break") return true;
    if (stmt.nodeType === "For" || stmt.nodeType === "While") return hasBreak(stmt.orelse);
    if (stmt.nodeType === "If") return hasBreak(stmt.body) || hasBreak(stmt.orelse);
    if (stmt.nodeType === "With") return hasBreak(stmt.body);
    if (stmt.nodeType === "Try") {
      return [stmt.body, stmt.orelse, stmt.finalbody, ...stmt.handlers.map((handler) => handler.body)].some(hasBreak);
    }
    return stmt.nodeType === "Match" && stmt.cases.some((item) => hasBreak(item.body));
  });
}

function forStatement(e: Elaborator, stmt: Stmt & { nodeType: "For" }): Step {
  const source = iterate(e, stmt.iter);
  const inst = e.cx.inst;
  forgetChanged(e, stmt.body, [stmt.target]);
  const before = new Map(e.cx.narrow);
  let bind: ((g: Gen, item: string) => string) | undefined;
  const body = isBottom(source.item)
    ? undefined
    : branch(e, new Map(), () => {
        bind = bindTarget(e, stmt.target, source.item);
        return inner(e, stmt.body);
      });
  e.cx.narrow = before;
  const out = branch(e, new Map(), () => block(e, stmt.orelse));
  forgetChanged(e, stmt.body, [stmt.target]);
  e.cx.live = true;
  const head = e.blocks.get(stmt.body);
  return (g) => {
    const loop = openLoop(g, stmt.orelse.length > 0);
    const it = g.fresh("it");
    const start = source.write(g);
    g.line(`let mut ${it} = ${start};`);
    const at = g.lines.length;
    g.line("");
    let pattern = "_";
    if (bind && body) {
      if (head) declareAt(e, g, inst, head, -1, webTargets(stmt.target));
      const item = g.fresh("item");
      pattern = bind(g, item);
      body.step(g);
    }
    g.line("}");
    g.jump.loops.pop();
    if (source.drops) g.line(`drop(${it});`);
    g.lines[at] = `${loop.labelled ? `${loop.label}: ` : ""}while let Some(${pattern}) = ${g.q(`${it}.next()`)} {`;
    writeElse(g, loop, out.step);
  };
}

function webTargets(target: Expr): Set<never> {
  return directTargets({ nodeType: "Assign", targets: [target] } as unknown as Stmt) as Set<never>;
}

/** Binds a loop's item: gives the pattern that catches it, after writing what must still be done. */
export function bindTarget(e: Elaborator, target: Expr, item: Cell): (g: Gen, name: string) => string {
  if (target.nodeType === "Name" && target.web) {
    const web = findWeb(target.web);
    const cell = e.webCell(web);
    e.store.flow(item, cell);
    e.cx.narrow.delete(`w${web.id}`);
    return (g, name) => {
      const plain =
        !web.sym.cell && !e.isGlobal(web.sym) && !web.maybeUnbound && !g.declared.has(web) && g.ty(item) === g.ty(cell);
      if (plain) {
        g.declared.add(web);
        return `${web.sym.bindings > 1 ? "mut " : ""}${e.local(g, web)}`;
      }
      declareWeb(e, g, web, g.coerceText(name, item, cell));
      return name;
    };
  }
  let name = "";
  const source: Typed = { t: item, at: target, emit: () => ({ s: name, m: 0, atom: true }) };
  const step = assign(e, [target], source);
  return (g, given) => {
    name = given;
    step(g);
    return given;
  };
}

function deletion(e: Elaborator, targets: Expr[]): Step {
  const steps = targets.map((target): Step => {
    if (target.nodeType === "Name") {
      if (!target.web) return e.refuse("del of an unknown name", target);
      const web = findWeb(target.web);
      e.cx.narrow.delete(`w${web.id}`);
      return (g) => {
        if (e.isGlobal(web.sym)) g.line(`${g.q(`${e.global(web.sym).rust}.delete()`)};`);
        else if (web.sym.cell) g.line(`${e.local(g, web)}.delete();`);
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
