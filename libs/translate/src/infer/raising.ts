import type { Call, Expr, Place, Stmt } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { exceptionConstant } from "../library/exception-names.js";
import { find, isBottom, NONE, soloPart } from "../types/cell.js";
import { callee } from "./callee.js";
import { construct } from "./construction.js";
import type { Elaborator } from "./elaborator.js";
import { errorText, exceptionCell, keepArguments } from "./exceptions.js";
import { expression } from "./expressions.js";
import { narrowBy, test } from "./narrowing.js";
import { isOnly } from "./numbers.js";
import { type Step, type Typed, typed } from "./typed.js";
import { spread } from "./unions.js";

export function errorValue(e: Elaborator, node: Expr): Typed {
  const known = node.nodeType === "Name" || node.nodeType === "Attribute" ? callee(e, node) : undefined;
  const place = node as Place;
  if (known?.k === "exception")
    return typed(exceptionCell(e, known.name), node, () => `${exceptionConstant(known.name)}.empty()`);
  if (known?.k === "class" && known.info.exception)
    return construct(e, known.info, { nodeType: "Call", func: node, args: [], keywords: [], ...place } as Call);
  const constant = known?.k === "module" ? e.library.raisable(known.module) : undefined;
  if (constant) return typed(exceptionCell(e, "Exception"), node, () => `${constant}.empty()`);
  return expression(e, node);
}

/** Exceptions of several classes, and perhaps None, as one value. */
function asOneError(e: Elaborator, x: Typed): Typed {
  const root = find(x.t);
  const parts = [...(root.parts?.values() ?? [])];
  if (root.mask & ~NONE || parts.length < 2 || parts.some(({ kind }) => kind !== "exc")) return x;
  const t = exceptionCell(e, "BaseException");
  return spread(e, x, (arm) => (isOnly(arm, NONE) ? arm : typed(t, x.at, (g) => g.own(arm))));
}

/** An exception, or None, and nothing else. */
function isErrorOrNone(x: Typed): boolean {
  const { mask, parts } = find(x.t);
  return mask === NONE && parts?.size === 1 && [...parts.values()][0]?.kind === "exc";
}

export function raiseStatement(e: Elaborator, stmt: Stmt & { nodeType: "Raise" }): Step {
  if (!stmt.exc) {
    e.cx.live = false;
    return (g) => {
      if (!g.handling.length) return e.refuse("raise outside except", stmt);
      leaveWith(g, `${g.handling.at(-1)}.clone()`);
    };
  }
  const x = asOneError(e, errorValue(e, stmt.exc));
  const isNone = stmt.cause?.nodeType === "Constant" && stmt.cause.lit.k === "none";
  const cause = stmt.cause && !isNone ? asOneError(e, errorValue(e, stmt.cause)) : undefined;
  const mayLack = cause && (find(cause.t).mask & NONE) !== 0;
  if (cause && !isBottom(cause.t) && !(mayLack ? isErrorOrNone(cause) : soloPart(cause.t)?.kind === "exc"))
    return e.refuse("raise from what may be no exception", stmt.cause as Expr);
  e.cx.live = false;
  if (isBottom(x.t)) return (g) => g.line(`let _ = ${g.own(x)};`);
  const isLacking = isErrorOrNone(x);
  if (!isLacking && soloPart(x.t)?.kind !== "exc") {
    const root = find(x.t);
    if ([...(root.parts?.values() ?? [])].some(({ kind }) => /^(exc|class|func|type)$/.test(kind)))
      return e.refuse("raise of what may be no exception, or of a class that is worked out", stmt.exc);
    const failed = e.typeError("exceptions must derive from BaseException", stmt, x);
    return (g) => g.line(`${failed.emit(g).s};`);
  }
  return (g) => {
    const text = isLacking ? `PyErr::of_any(${g.own(x)})` : g.own(x);
    const by = mayLack ? "caused_by_any" : "caused_by";
    const suffix = cause ? `.${by}(${g.own(cause)})` : stmt.cause ? ".suppressed()" : "";
    leaveWith(g, `${text}${suffix}${e.asksContext ? ".raised()" : ""}`);
  };
}

/** Leaves for the enclosing handler, or for the caller. */
function leaveWith(g: Gen, error: string): void {
  g.line(`${g.throwing(error)};`);
}

export function assertStatement(e: Elaborator, stmt: Stmt & { nodeType: "Assert" }): Step {
  const tested = test(e, stmt.test);
  const before = e.cx.narrow;
  e.cx.narrow = new Map([...before, ...narrowBy(e, tested.whenFalse)]);
  const message = stmt.msg && tested.outcome !== true ? expression(e, stmt.msg) : undefined;
  if (message) keepArguments(e, [message]);
  e.cx.narrow = before;
  e.cx.narrow = new Map([...before, ...narrowBy(e, tested.whenTrue)]);
  if (tested.never) e.cx.live = false;
  return (g) => {
    if (tested.outcome === true && tested.pure) return;
    const text = tested.never ? `{ ${tested.x.emit(g).s}; unreachable!() }` : tested.write(g);
    g.line(`if !(${text}) {`);
    leaveWith(g, message ? errorText(g, "exc::ASSERTION_ERROR", [message]) : "exc::ASSERTION_ERROR.empty()");
    g.line("}");
  };
}
