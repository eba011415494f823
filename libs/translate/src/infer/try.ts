import type { Expr, Stmt, Try } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { exceptionBases } from "../library/exception-names.js";
import { eachNode } from "../program/walk.js";
import { findWeb } from "../resolve/symbols.js";
import { NONE } from "../types/cell.js";
import { declareWeb, inInstance } from "./assign.js";
import { branch, meet } from "./branches.js";
import { callee } from "./callee.js";
import type { Callee, ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { LIBRARY_FAULTS } from "./exception-faults.js";
import { exceptionCell, exceptionStatic } from "./exceptions.js";
import { declareAt } from "./function-body.js";
import { assertStatement, raiseStatement } from "./raising.js";
import { block, inner } from "./statements.js";
import type { Step, Typed } from "./typed.js";

export function tryStatement(e: Elaborator, stmt: Stmt): Step {
  if (stmt.nodeType === "Raise") return raiseStatement(e, stmt);
  if (stmt.nodeType === "Assert") return assertStatement(e, stmt);
  return tryBlock(e, stmt as Try);
}

interface Handler {
  classes: string[] | undefined;
  step: Step;
  bind: ((g: Gen, error: string) => void) | undefined;
}

export function tryBlock(e: Elaborator, stmt: Try): Step {
  const { inst } = e.cx;
  refusePauses(e, stmt);
  const body = branch(e, new Map(), () => inner(e, stmt.body));
  const orelse = body.after ? branchFrom(e, body.after, () => inner(e, stmt.orelse)) : undefined;
  const paths = [orelse?.after];
  const handlers = stmt.handlers.map((handler): Handler => {
    const classes = handler.type ? handlerClasses(e, handler.type) : undefined;
    let bind: Handler["bind"];
    const written = branchFrom(e, nothingSure(), () => {
      if (handler.web) {
        const web = findWeb(handler.web);
        const cell = e.webCell(web);
        const t = handlerCell(e, handler.type);
        e.store.flow(t, cell);
        bind = (g, error) => declareWeb(e, g, web, g.coerceText(`${error}.clone()`, t, cell));
      }
      return inner(e, handler.body);
    });
    paths.push(written.after);
    const head = e.blocks.get(handler.body);
    const web = handler.web && findWeb(handler.web);
    return {
      classes,
      step: written.step,
      bind: (g, error) => {
        noteHandling(e, g, error);
        if (head) declareAt(e, g, inst, head, -1, () => new Set(web ? [web] : []));
        bind?.(g, error);
      },
    };
  });
  meet(e, paths);
  const live = e.cx.live;
  let final: Step | undefined;
  if (stmt.finalbody.length) {
    e.cx.live = true;
    e.cx.narrow = nothingSure();
    final = block(e, stmt.finalbody);
    const falls = e.cx.live;
    e.cx.live = live && falls;
    if (live) e.cx.narrow = nothingSure();
  }
  const write: Step = (g) => writeTry(g, body.step, orelse?.step, handlers, live);
  return inInstance(e, inst, final ? (g) => protect(e, g, write, final as Step, live) : write);
}

/** Where programs ask for the contexts of exceptions, or log them: `error` is being handled to the end of the block. */
export function noteHandling(e: Elaborator, g: Gen, error: string): void {
  const isLogged = e.logsHandled && g.yielder === undefined;
  if (e.asksContext || isLogged) g.line(`let _handled = context::handling(&${error});`);
}

/** What a generator handles is not handled by whoever runs while it waits. */
function refusePauses(e: Elaborator, stmt: Try): void {
  if (!e.asksContext || !e.cx.inst.scope.isGenerator) return;
  for (const each of [...stmt.handlers.flatMap(({ body }) => body), ...stmt.finalbody])
    eachNode(each, ({ nodeType }) => {
      if (/^(Yield|YieldFrom|Await)$/.test(nodeType))
        e.refuse("__context__ in a program that waits while it handles an exception", each);
    });
}

/** After a failure somewhere in a block nothing is sure of what the block may have bound. */
const nothingSure = (): Elaborator["cx"]["narrow"] => new Map();

function branchFrom(e: Elaborator, narrow: Elaborator["cx"]["narrow"], work: () => Step): ReturnType<typeof branch> {
  const outer = e.cx.narrow;
  e.cx.narrow = narrow;
  const out = branch(e, new Map(), work);
  e.cx.narrow = outer;
  return out;
}

function writeTry(g: Gen, body: Step, orelse: Step | undefined, handlers: Handler[], live: boolean): void {
  if (!handlers.length) {
    body(g);
    orelse?.(g);
    return;
  }
  const outer = g.jump;
  const [done, tried] = [`'${g.fresh("done")}`, `'${g.fresh("tried")}`];
  const error = g.fresh("error");
  g.tries += 1;
  g.line(`${done}: loop {`);
  g.line(`let ${error}: PyErr = ${tried}: loop {`);
  g.jump = { ...outer, tryLabel: tried };
  body(g);
  g.jump = { ...outer };
  orelse?.(g);
  g.line(`break ${done};`);
  g.line("};");
  g.handling.push(error);
  let first = true;
  let open = true;
  const declared = new Set(g.declared);
  for (const handler of handlers) {
    const names = handler.classes;
    const tests =
      names &&
      (names.length === 1
        ? `${error}.is(&${names[0]})`
        : `${error}.is_any(&[${names.map((name) => `&${name}`).join(", ")}])`);
    const head = tests ? `${first ? "" : "} else "}if ${tests} {` : first ? "{" : "} else {";
    g.line(head);
    handler.bind?.(g, error);
    handler.step(g);
    for (const web of [...g.declared]) if (!declared.has(web)) g.declared.delete(web);
    first = false;
    if (!tests) open = false;
  }
  if (open) {
    g.line("} else {");
    g.line(`${g.throwing(error)};`);
  }
  g.line("}");
  g.handling.pop();
  g.line(`break ${done};`);
  g.line("}");
  g.tries -= 1;
  g.jump = outer;
  if (!live) g.line("#[allow(unreachable_code)] { unreachable!() }");
}

/** Runs `final` on every way out of `body`: at its end, before `return`, `break` and `continue`, and on an exception. */
function protect(e: Elaborator, g: Gen, body: Step, final: Step, live: boolean): void {
  const outer = g.jump;
  const [done, tried] = [`'${g.fresh("done")}`, `'${g.fresh("tried")}`];
  const error = g.fresh("error");
  const run = (each: Gen): void => {
    const kept = each.jump;
    const tries = each.tries;
    each.jump = { ...outer, exits: outer.exits };
    const declared = new Set(each.declared);
    each.line("{");
    final(each);
    each.line("}");
    each.declared = declared;
    each.jump = kept;
    each.tries = tries;
  };
  g.tries += 1;
  g.line(`${done}: loop {`);
  g.line(`let ${error}: PyErr = ${tried}: loop {`);
  g.jump = { ...outer, tryLabel: tried, exits: [...outer.exits, run] };
  body(g);
  g.jump = outer;
  if (live) {
    run(g);
    g.line(`break ${done};`);
  }
  g.line("};");
  g.handling.push(error);
  noteHandling(e, g, error);
  run(g);
  g.handling.pop();
  g.line(`${g.throwing(error)};`);
  g.line("}");
  g.tries -= 1;
  if (!live) g.line("#[allow(unreachable_code)] { unreachable!() }");
}

function handlerClasses(e: Elaborator, node: Expr): string[] {
  const nodes = node.nodeType === "Tuple" ? node.elts : [node];
  return nodes.map((each) => {
    const name = exceptionStatic(callee(e, each)) ?? e.library.exception(e, each);
    return name ?? e.refuse("an exception class that is worked out", each);
  });
}

/** The nearest of Python's exceptions that all of several classes derive from. */
function sharedBase(classes: readonly (Callee | undefined)[]): string | undefined {
  const lines = classes.map((each) => {
    const name = each?.k === "exception" ? each.name : each?.k === "class" ? each.info.exception : undefined;
    return name === undefined ? [] : exceptionBases(name);
  });
  return lines[0]?.find((name) => lines.every((each) => each.includes(name)));
}

function handlerCell(e: Elaborator, node: Expr | undefined): Typed["t"] {
  if (!node || node.nodeType === "Tuple") {
    if (node?.nodeType === "Tuple" && node.elts.length === 1) return handlerCell(e, node.elts[0]);
    const infos = node?.nodeType === "Tuple" ? node.elts.map((each) => callee(e, each)) : [];
    const shared = infos.map((each) => (each?.k === "class" ? each.info : undefined));
    const base =
      shared.length && shared.every(Boolean)
        ? (shared[0] as ClassInfo).mro.find((info) => shared.every((each) => each?.mro.includes(info)))
        : undefined;
    return base ? exceptionCell(e, base.name, base) : exceptionCell(e, sharedBase(infos) ?? "Exception");
  }
  const known = callee(e, node);
  if (known?.k === "class") return exceptionCell(e, known.info.name, known.info);
  if (known?.k === "module" && LIBRARY_FAULTS[known.module]) return exceptionCell(e, known.module);
  return exceptionCell(e, known?.k === "exception" ? known.name : "Exception");
}

export function union(e: Elaborator, cell: Typed["t"]): Typed["t"] {
  const out = e.store.temp(NONE);
  e.store.flow(cell, out);
  return out;
}
