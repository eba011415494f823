/** `traceback`: what is written to standard error; what names the lines of the source is refused. */
import type { Expr } from "../../ast.js";
import { callee } from "../../infer/callee.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { isOnly } from "../../infer/numbers.js";
import { type Typed, typed } from "../../infer/typed.js";
import { newList } from "../../infer/unions.js";
import { NONE, STR, soloPart } from "../../types/cell.js";
import { alive, Given, unit } from "../given.js";
import type { Call1 } from "../modules/module-call.js";
import { refusedCalls } from "./module.js";

const LINES = "it names files and lines of the source: write repr(e), or type(e).__name__ and e";

/** Only where standard error is written may the lines be left out. */
function toStandardError(e: Elaborator, given: Given, file: Expr | undefined): void {
  if (!file || (file.nodeType === "Constant" && file.lit.k === "none")) return;
  const path = callee(e, file);
  if (path?.k !== "module" || path.module !== "sys.stderr") e.refuse("a traceback elsewhere", given.at, LINES);
}

const printExc: Call1 = (e, node) => {
  const given = new Given(e, node).only(3, "limit", "file", "chain");
  toStandardError(e, given, given.expr(1, "file"));
  return typed(unit(e), node, (g) => {
    const error = g.handling.at(-1);
    return error ? `${error}.report()` : e.refuse("traceback.print_exc outside except", node);
  });
};

/** `e.__traceback__`, of which there is nothing but the name. */
const isTrace = (node: Expr): boolean => node.nodeType === "Attribute" && node.attr === "__traceback__";

/** What is worked out of a call's arguments. */
const worked = (given: Given): Typed[] =>
  given.node.args.flatMap((arg, i) => (isTrace(arg) ? [] : [given.arg(i)])).filter((x) => !isOnly(x, NONE));

/** The exception of `f(e)` and of `f(type(e), e, …)`. */
function givenError(given: Given): Typed {
  const { e } = given;
  const x = given.count > 1 ? given.arg(1) : given.arg(0);
  return soloPart(x.t)?.kind === "exc" ? x : e.refuse("a traceback of what may be no exception", given.at);
}

const printException: Call1 = (e, node) => {
  const given = new Given(e, node).only(5, "limit", "file", "chain");
  toStandardError(e, given, given.expr(4, "file"));
  return alive(e, node, worked(given), () => {
    const x = givenError(given);
    return typed(unit(e), node, (g) => `${g.recv(x)}.report()`);
  });
};

const formatExceptionOnly: Call1 = (e, node) => {
  const given = new Given(e, node).only(2);
  return alive(e, node, worked(given), () => {
    const x = givenError(given);
    return newList(e, e.store.temp(STR), node, (g) => `List::from_vec(vec![${g.recv(x)}.last_line()])`);
  });
};

export const traceback: Record<string, Call1> = {
  print_exc: printExc,
  print_exception: printException,
  format_exception_only: formatExceptionOnly,
  ...refusedCalls(
    "traceback",
    Object.fromEntries(
      "format_exc format_exception format_tb format_stack extract_tb extract_stack print_tb print_stack format_list"
        .split(" ")
        .map((name) => [name, LINES]),
    ),
  ),
};
