import type { Expr, Stmt } from "../ast.js";
import type { Gen, Loop } from "../generate/gen.js";
import { findWeb, type Web } from "../resolve/symbols.js";
import { constantTest, eachExpr } from "../resolve/tree.js";
import { type Cell, isBottom } from "../types/cell.js";
import { assign, declareWeb } from "./assign.js";
import { branch } from "./branches.js";
import type { Elaborator } from "./elaborator.js";
import { declareAt, directTargets } from "./function-body.js";
import { iterate } from "./iteration.js";
import { narrowBy, type Test, test } from "./narrowing.js";
import { block, inner } from "./statements.js";
import type { Step, Typed } from "./typed.js";

export function inLoop(e: Elaborator, loop: () => Step): Step {
  e.loops += 1;
  const step = loop();
  e.loops -= 1;
  return step;
}

export function jump(g: Gen, isBreak: boolean): void {
  const loop = g.jump.loops.at(-1) as Loop;
  const outer = g.jump;
  for (let i = outer.exits.length - 1; i >= loop.exits; i--) {
    g.jump = { ...outer, exits: outer.exits.slice(0, i) };
    (outer.exits[i] as (g: Gen) => void)(g);
  }
  g.jump = outer;
  if (isBreak && loop.whole) {
    g.line(`break ${loop.whole};`);
    return;
  }
  const label = loop.tries !== g.tries ? ` ${loop.label}` : "";
  if (label) loop.labelled = true;
  g.line(`${isBreak ? "break" : "continue"}${label};`);
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
    whole: hasElse ? `'${g.fresh("whole")}` : undefined,
    exits: g.jump.exits.length,
    tries: g.tries,
  };
  // What a `finally` around the loop jumps to stays what it was.
  g.jump = { ...g.jump, loops: [...g.jump.loops, loop] };
  if (loop.whole) g.line(`${loop.whole}: loop {`);
  return loop;
}

export function whileStatement(e: Elaborator, stmt: Stmt & { nodeType: "While" }): Step {
  const known = constantTest(stmt.test);
  forgetChanged(e, stmt.body, [stmt.test]);
  if (known === false) return block(e, stmt.orelse);
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
    const outer = g.jump;
    const loop = openLoop(g, stmt.orelse.length > 0);
    const at = g.lines.length;
    g.line("");
    body?.step(g);
    g.line("}");
    g.jump = outer;
    g.lines[at] = `${loop.labelled ? `${loop.label}: ` : ""}${condition ? `while ${condition.write(g)} {` : "loop {"}`;
    writeElse(g, loop, out.step);
  };
}

export function writeElse(g: Gen, loop: Loop, orelse: Step): void {
  if (!loop.whole) return;
  g.tries += 1;
  orelse(g);
  g.tries -= 1;
  g.line(`break ${loop.whole};`);
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

export function forStatement(e: Elaborator, stmt: Stmt & { nodeType: "For" }): Step {
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
    const outer = g.jump;
    let it = "";
    // What a `finally` around the loop does comes after the generator's own.
    const drops = source.drops || e.yields;
    const exits = drops && outer.exits.length ? [(each: Gen) => each.line(`drop(${it});`)] : [];
    if (exits.length) g.jump = { ...outer, exits: [...outer.exits, ...exits] };
    const loop = openLoop(g, stmt.orelse.length > 0);
    it = g.fresh("it");
    const start = source.write(g);
    g.line(`let mut ${it} = ${start};`);
    const at = g.lines.length;
    g.line("");
    let pattern = "_";
    if (bind && body) {
      if (head) declareAt(e, g, inst, head, -1, () => webTargets(stmt.target));
      const item = g.fresh("item");
      pattern = bind(g, item);
      body.step(g);
    }
    g.line("}");
    g.jump = outer;
    if (drops) g.line(`drop(${it});`);
    g.lines[at] = `${loop.labelled ? `${loop.label}: ` : ""}while let Some(${pattern}) = ${g.q(`${it}.next()`)} {`;
    writeElse(g, loop, out.step);
  };
}

/** The variables that a loop binds. */
export function webTargets(target: Expr): Set<Web> {
  return directTargets({ nodeType: "Assign", targets: [target] } as unknown as Stmt);
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
