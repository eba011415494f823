import type { Call, Expr, Stmt } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { fileContext } from "../library/contexts.js";
import { placeOf } from "../nodes.js";
import { type Cell, find, isBottom, NONE, type Part, soloPart } from "../types/cell.js";
import { inInstance, store } from "./assign.js";
import { branch } from "./branches.js";
import { callee } from "./callee.js";
import { callMethod } from "./class-calls.js";
import { findMember, infoOf, objectClass } from "./classes.js";
import { constructWith } from "./construction.js";
import type { Elaborator } from "./elaborator.js";
import { exceptionCell } from "./exceptions.js";
import { expression } from "./expressions.js";
import { block, inner } from "./statements.js";
import { truth } from "./truth.js";
import { noteHandling, tryBlock, union } from "./try.js";
import { raising, type Step, type Typed } from "./typed.js";
import { typeCell } from "./types-as-values.js";

/** `with`: enter, run, leave on every way out. */
export function withStatement(e: Elaborator, stmt: Stmt & { nodeType: "With" | "AsyncWith" }): Step {
  const [item, ...rest] = stmt.items;
  if (!item) return block(e, stmt.body);
  const { inst } = e.cx;
  const quiet = suppressed(e, item.context_expr);
  if (quiet && !item.optional_vars) return suppressing(e, stmt, quiet, rest);
  const special = e.library.context(e, item.context_expr);
  const manager = special ? undefined : expression(e, item.context_expr);
  const known = special ?? (manager && fileContext(manager));
  const inside = (): Step => (rest.length ? withStatement(e, { ...stmt, items: rest }) : inner(e, stmt.body));
  if (known) {
    const bind = item.optional_vars ? store(e, item.optional_vars, known.value) : undefined;
    const body = branch(e, new Map(), inside);
    e.cx.live = body.after !== undefined;
    e.cx.narrow = new Map();
    return inInstance(e, inst, (g) =>
      known.write(
        g,
        () => bind?.(g),
        () => body.step(g),
      ),
    );
  }
  if (!manager) return e.refuse("with of this value", item.context_expr, "write try and finally");
  if (isBottom(manager.t)) return (g) => g.line(`let _ = ${g.own(manager)};`);
  const made = soloPart(manager.t);
  if (made?.kind === "manager") return withGenerator(e, stmt, manager, made, inside);
  const info = infoOf(manager);
  if (!info || !findMember(info, "__enter__") || !findMember(info, "__exit__"))
    return e.refuse("with of this value", item.context_expr, "write try and finally");
  let name = "";
  const held: Typed = { t: manager.t, at: stmt, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
  const entered = callMethod(e, held, "__enter__", [], stmt);
  const bind = item.optional_vars ? store(e, item.optional_vars, entered) : undefined;
  const body = branch(e, new Map(), inside);
  e.cx.narrow = new Map();
  e.cx.live = true;
  let error = "";
  const type: Typed = {
    t: union(e, exceptionCell(e, "Exception")),
    at: stmt,
    pure: true,
    emit: () => ({ s: error ? `Some(${error}.clone())` : "None", m: 0, atom: true }),
  };
  const kind: Typed = {
    t: union(e, typeCell(e)),
    at: stmt,
    pure: true,
    emit: () => ({ s: error ? `Some(PyType::of_error(&${error}))` : "None", m: 0, atom: true }),
  };
  const traceback = constructWith(e, objectClass(e), { positional: [], keywords: new Map(), before: [] }, stmt);
  const trace: Typed = {
    t: union(e, traceback.t),
    at: stmt,
    pure: true,
    emit: (g) => ({ s: error ? `Some(${g.own(traceback)})` : "None", m: 0, atom: true }),
  };
  const exited = callMethod(e, held, "__exit__", [kind, type, trace], stmt);
  const swallowing = truth(e, exited);
  const maySwallow = find(exited.t).mask !== NONE && !isBottom(exited.t);
  const live = body.after !== undefined;
  e.cx.live = live || maySwallow;
  return inInstance(e, inst, (g) => {
    name = g.fresh("manager");
    const mine = name;
    g.line(`let ${mine} = ${g.own(manager)};`);
    if (bind) bind(g);
    else g.line(`let _ = ${g.own(entered)};`);
    const leave = (each: Gen): void => {
      name = mine;
      error = "";
      each.line(`let _ = ${each.own(exited)};`);
    };
    guarded(g, body.step, live, leave, (done, caught) => {
      name = mine;
      error = caught;
      noteHandling(e, g, caught);
      g.line(maySwallow ? `if ${swallowing(g)} { break ${done}; }` : `let _ = ${g.own(exited)};`);
      error = "";
    });
    if (!live && !maySwallow) g.line("#[allow(unreachable_code)] { unreachable!() }");
  });
}

/** Runs `body`, and `leave` on every way out of it but an exception, of which `tell` tells before it goes on. */
function guarded(
  g: Gen,
  body: Step,
  live: boolean,
  leave: (g: Gen) => void,
  tell: (done: string, caught: string) => void,
): void {
  const outer = g.jump;
  const [done, tried] = [`'${g.fresh("done")}`, `'${g.fresh("tried")}`];
  const caught = g.fresh("error");
  // What leaving raises is no concern of what is left.
  const leaveOutside = (each: Gen): void => {
    const within = each.jump;
    each.jump = outer;
    leave(each);
    each.jump = within;
  };
  g.tries += 1;
  g.line(`${done}: loop {`);
  g.line(`let ${caught}: PyErr = ${tried}: loop {`);
  g.jump = { ...outer, tryLabel: tried, exits: [...outer.exits, leaveOutside] };
  body(g);
  g.jump = outer;
  if (live) {
    leave(g);
    g.line(`break ${done};`);
  }
  g.line("};");
  tell(done, caught);
  g.line(`${g.throwing(caught)};`);
  g.line("}");
  g.tries -= 1;
}

/** The classes of `contextlib.suppress(…)`. */
function suppressed(e: Elaborator, node: Expr): Expr[] | undefined {
  const known = node.nodeType === "Call" ? callee(e, node.func) : undefined;
  return known?.k === "module" && known.module === "contextlib.suppress" ? (node as Call).args : undefined;
}

/** `with suppress(A, B): …` is `try: … except (A, B): pass`. */
function suppressing(
  e: Elaborator,
  stmt: Stmt & { nodeType: "With" | "AsyncWith" },
  classes: Expr[],
  rest: (typeof stmt)["items"],
): Step {
  const place = placeOf(stmt);
  const type = { nodeType: "Tuple", elts: classes, ...place } as Expr;
  const body: Stmt[] = rest.length ? [{ ...stmt, items: rest }] : stmt.body;
  const handlers = [{ nodeType: "ExceptHandler" as const, type, body: [], ...place }];
  return tryBlock(e, { nodeType: "Try", body, handlers, orelse: [], finalbody: [], ...place });
}

/** `with` of a generator that `contextmanager` made one. */
function withGenerator(
  e: Elaborator,
  stmt: Stmt & { nodeType: "With" | "AsyncWith" },
  manager: Typed,
  part: Part,
  inside: () => Step,
): Step {
  const { inst } = e.cx;
  const item = stmt.items[0] as (typeof stmt.items)[number];
  let name = "";
  const entered: Typed = raising(part.args[0] as Cell, stmt, () => `${name}.enter()`);
  const bind = item.optional_vars ? store(e, item.optional_vars, entered) : undefined;
  const body = branch(e, new Map(), inside);
  e.cx.narrow = new Map();
  const live = body.after !== undefined;
  e.cx.live = true;
  return inInstance(e, inst, (g) => {
    name = g.fresh("manager");
    const mine = name;
    g.line(`let ${mine} = ${g.own(manager)};`);
    if (bind) bind(g);
    else g.line(`let _ = ${g.own(entered)};`);
    const leave = (each: Gen): void => each.line(`${each.q(`${mine}.leave()`)};`);
    guarded(g, body.step, live, leave, (done, caught) => {
      noteHandling(e, g, caught);
      g.line(`if ${g.q(`${mine}.leave_with(&${caught})`)} { break ${done}; }`);
    });
  });
}
