import type { Call, Expr, Place, Stmt, Try } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { exceptionConstant, isException } from "../library/exception-names.js";
import { findWeb } from "../resolve/symbols.js";
import { BOOL, type Cell, FLOAT, find, INT, isBottom, NONE, type Part, STR, soloPart } from "../types/cell.js";
import { typeArguments } from "./arguments.js";
import { declareWeb, inInstance, store } from "./assign.js";
import { callee } from "./callee.js";
import { callMethod, construct, constructWith, findMember, infoOf, objectClass } from "./classes.js";
import type { Callee, ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { constant, expression } from "./expressions.js";
import { declareAt } from "./function-body.js";
import { narrowBy, test } from "./narrowing.js";
import { block, branch, inner, meet } from "./statements.js";
import { truth } from "./truth.js";
import { raising, type Step, type Typed, typed } from "./typed.js";
import { typeCell } from "./types-as-values.js";
import { spread } from "./unions.js";

/** What an exception value's part refers to. */
export interface ExceptionRef {
  name: string;
  info: ClassInfo | undefined;
}

const DECODING: Record<string, { mask: number; rust: string }> = {
  msg: { mask: STR, rust: "json::fault_msg" },
  pos: { mask: INT, rust: "json::fault_place" },
  lineno: { mask: INT, rust: "json::fault_line" },
  colno: { mask: INT, rust: "json::fault_column" },
};

/** What exceptions of the library know of the fault. */
export const LIBRARY_FAULTS: Record<string, typeof DECODING> = {
  "json.JSONDecodeError": DECODING,
  "json.decoder.JSONDecodeError": DECODING,
};

export function exceptionCell(e: Elaborator, name: string, info?: ClassInfo): Typed["t"] {
  return e.store.part({ kind: "exc", key: `exc:${name}`, args: [], ref: { name, info } satisfies ExceptionRef });
}

export function exceptionStatic(known: Callee | undefined): string | undefined {
  if (known?.k === "exception") return exceptionConstant(known.name);
  if (known?.k === "class" && known.info.exception)
    return `${known.info.rust.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}_CLASS`;
  return undefined;
}

/** `ValueError("…")` as a value. */
export function makeException(e: Elaborator, name: string, node: Call): Typed {
  const given = typeArguments(e, node.args, []);
  if (given.rest || given.before.length) return e.refuse("an exception with starred arguments", node);
  const args = given.positional;
  keepArguments(e, args);
  const made = name === "OSError" && args.length > 1 ? byNumber(e, args[0] as Typed) : name;
  return typed(exceptionCell(e, made), node, (g) => errorText(g, exceptionConstant(made), args));
}

/** What `OSError(number, text)` makes, by the numbers of Linux. */
const BY_NUMBER: Record<string, string> = {
  1: "PermissionError",
  2: "FileNotFoundError",
  13: "PermissionError",
  17: "FileExistsError",
  20: "NotADirectoryError",
  21: "IsADirectoryError",
  110: "TimeoutError",
};

function byNumber(e: Elaborator, number: Typed): string {
  if (number.lit?.k !== "int")
    return e.refuse("OSError with a number that is worked out", number.at, "name its subclass");
  const known = BY_NUMBER[String(number.lit.v)];
  return known && isException(known) ? known : e.refuse("OSError with this number", number.at, "name its subclass");
}

/** Notes what exceptions are made of: the types of `e.args`. */
export function keepArguments(e: Elaborator, args: Typed[]): void {
  for (const x of args) {
    const cell = find(x.t);
    e.store.add(e.exceptionArgs, cell.mask & (BOOL | INT | FLOAT | STR | NONE));
  }
}

const VALUES: [number, string][] = [
  [BOOL, "Bool"],
  [INT, "Int"],
  [FLOAT, "Float"],
  [STR, "Str"],
];

/** The closure that gives an argument of an exception its type; what the program's types do not foresee ends it. */
export function argumentOf(e: Elaborator, g: Gen): string {
  const t = e.exceptionArgs;
  const arms = VALUES.filter(([bit]) => find(t).mask & bit).map(
    ([bit, name]) => `Some(Value::${name}(v)) => ${g.coerceText("v", e.store.temp(bit), t)}`,
  );
  if (find(t).mask & NONE) arms.push(`Some(Value::None) => ${g.coerceText("()", e.store.temp(NONE), t)}`);
  return `|v: Option<Value>| match v { ${arms.join(", ")}, _ => limit("an argument of an exception of another type") }`;
}

function errorText(g: Gen, constantName: string, args: Typed[]): string {
  if (args.length === 0) return `${constantName}.empty()`;
  const only = args[0] as Typed;
  if (args.length === 1 && g.ty(only.t) === "Str") {
    return only.lit?.k === "str"
      ? `${constantName}.msg(${g.own(only).replace(/^lit\((.*)\)$/s, "$1")})`
      : `${constantName}.msg(${g.own(only)})`;
  }
  return `${constantName}.new(&[${args.map((x) => g.ref(x)).join(", ")}])`;
}

/** An exception of the program's own class; `built` is its object, if it has state or an `__init__`. */
export function exceptionOf(e: Elaborator, info: ClassInfo, built: Typed | undefined, args: Typed[], at: Place): Typed {
  const name = exceptionStatic({ k: "class", info }) as string;
  keepArguments(e, args);
  return typed(exceptionCell(e, info.name, info), at, (g) => {
    if (!built) {
      const text = errorText(g, name, args);
      if (!info.fields.size && !info.own.size) return text;
      const [error, made] = [g.fresh("error"), g.fresh("made")];
      return `{ let ${error} = ${text}; let ${made} = ${info.rust}::blank(); ${made}.exception_args.set(${name}.with_args_of(&${error})); ${error}.payload(Rc::new(${made})) }`;
    }
    const [held, first] = [g.fresh("error"), g.fresh("args")];
    const plain = args.filter((x) => x.pure).length === args.length;
    const fallback = plain ? errorText(g, name, args) : `${name}.empty()`;
    return `{ let ${held} = ${g.own(built)}; let ${first} = if ${held}.exception_args.is_set() { ${name}.with_args_of(&${g.q(`${held}.exception_args.get()`)}) } else { ${fallback} }; ${held}.exception_args.set(${name}.with_args_of(&${first})); ${first}.payload(Rc::new(${held})) }`;
  });
}

export function tryStatement(e: Elaborator, stmt: Stmt): Step {
  if (stmt.nodeType === "Raise") return raiseStatement(e, stmt);
  if (stmt.nodeType === "Assert") return assertStatement(e, stmt);
  return tryBlock(e, stmt as Try);
}

export function errorValue(e: Elaborator, node: Expr): Typed {
  const known = node.nodeType === "Name" || node.nodeType === "Attribute" ? callee(e, node) : undefined;
  const place = node as Place;
  if (known?.k === "exception")
    return typed(exceptionCell(e, known.name), node, () => `${exceptionConstant(known.name)}.empty()`);
  if (known?.k === "class" && known.info.exception)
    return construct(e, known.info, { nodeType: "Call", func: node, args: [], keywords: [], ...place } as Call);
  return expression(e, node);
}

/** Exceptions of several classes as one value. */
function asOneError(e: Elaborator, x: Typed): Typed {
  const root = find(x.t);
  const parts = [...(root.parts?.values() ?? [])];
  if (root.mask !== 0 || parts.length < 2 || parts.some(({ kind }) => kind !== "exc")) return x;
  const t = exceptionCell(e, "BaseException");
  return spread(e, x, (arm) => typed(t, x.at, (g) => g.own(arm)));
}

function raiseStatement(e: Elaborator, stmt: Stmt & { nodeType: "Raise" }): Step {
  if (!stmt.exc) {
    e.cx.live = false;
    return (g) => {
      if (!g.handling.length) return e.refuse("raise outside except", stmt);
      leaveWith(g, `${g.handling.at(-1)}.clone()`);
    };
  }
  const x = asOneError(e, errorValue(e, stmt.exc));
  const cause = stmt.cause && !(stmt.cause.nodeType === "Constant") ? errorValue(e, stmt.cause) : undefined;
  e.cx.live = false;
  if (isBottom(x.t)) return (g) => g.line(`let _ = ${g.own(x)};`);
  if (soloPart(x.t)?.kind !== "exc") {
    const root = find(x.t);
    if ([...(root.parts?.values() ?? [])].some(({ kind }) => /^(exc|class|func|type)$/.test(kind)))
      return e.refuse("raise of what may be no exception, or of a class that is worked out", stmt.exc);
    const failed = e.typeError("exceptions must derive from BaseException", stmt, x);
    return (g) => g.line(`${failed.emit(g).s};`);
  }
  return (g) => {
    const text = g.own(x);
    const suffix = cause ? `.caused_by(${g.own(cause)})` : stmt.cause ? ".suppressed()" : "";
    leaveWith(g, `${text}${suffix}`);
  };
}

/** Leaves for the enclosing handler, or for the caller. */
function leaveWith(g: Gen, error: string): void {
  g.line(`${g.throwing(error)};`);
}

function assertStatement(e: Elaborator, stmt: Stmt & { nodeType: "Assert" }): Step {
  const tested = test(e, stmt.test);
  const before = e.cx.narrow;
  e.cx.narrow = new Map([...before, ...narrowBy(e, tested.whenFalse)]);
  const message = stmt.msg && tested.outcome !== true ? expression(e, stmt.msg) : undefined;
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

interface Handler {
  classes: string[] | undefined;
  step: Step;
  bind: ((g: Gen, error: string) => void) | undefined;
}

function tryBlock(e: Elaborator, stmt: Try): Step {
  const { inst } = e.cx;
  const entry = new Map(e.cx.narrow);
  const body = branch(e, new Map(), () => inner(e, stmt.body));
  const orelse = body.after ? branchFrom(e, body.after, () => inner(e, stmt.orelse)) : undefined;
  const afterFailure = forget(entry);
  const paths = [orelse?.after];
  const handlers = stmt.handlers.map((handler): Handler => {
    const classes = handler.type ? handlerClasses(e, handler.type) : undefined;
    let bind: Handler["bind"];
    const written = branchFrom(e, new Map(afterFailure), () => {
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
        if (head) declareAt(e, g, inst, head, -1, new Set(web ? [web] : []));
        bind?.(g, error);
      },
    };
  });
  meet(e, paths);
  const live = e.cx.live;
  const narrow = e.cx.narrow;
  let final: Step | undefined;
  if (stmt.finalbody.length) {
    e.cx.live = true;
    e.cx.narrow = forget(entry);
    final = block(e, stmt.finalbody);
    const falls = e.cx.live;
    e.cx.live = live && falls;
    e.cx.narrow = live ? forget(narrow) : e.cx.narrow;
  }
  const write: Step = (g) => writeTry(g, body.step, orelse?.step, handlers, live);
  return inInstance(e, inst, final ? (g) => protect(g, write, final as Step, live) : write);
}

function branchFrom(
  e: Elaborator,
  narrow: Map<string, never> | Elaborator["cx"]["narrow"],
  work: () => Step,
): ReturnType<typeof branch> {
  const outer = e.cx.narrow;
  e.cx.narrow = narrow as Elaborator["cx"]["narrow"];
  const out = branch(e, new Map(), work);
  e.cx.narrow = outer;
  return out;
}

/** After a failure somewhere in a block nothing is sure of what the block may have bound. */
function forget(_narrow: Elaborator["cx"]["narrow"]): Elaborator["cx"]["narrow"] {
  return new Map();
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
  const exits = guardExits(g, outer);
  body(g);
  g.jump = { ...outer };
  orelse?.(g);
  exits();
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

/** Jumps out of a `try` run the enclosing `finally` parts with the exceptions going where they went outside of it. */
function guardExits(_g: Gen, _outer: Gen["jump"]): () => void {
  return () => {};
}

/** Runs `final` on every way out of `body`: at its end, before `return`, `break` and `continue`, and on an exception. */
function protect(g: Gen, body: Step, final: Step, live: boolean): void {
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

function handlerCell(e: Elaborator, node: Expr | undefined): Typed["t"] {
  if (!node || node.nodeType === "Tuple") {
    if (node?.nodeType === "Tuple" && node.elts.length === 1) return handlerCell(e, node.elts[0]);
    const infos = node?.nodeType === "Tuple" ? node.elts.map((each) => callee(e, each)) : [];
    const shared = infos.map((each) => (each?.k === "class" ? each.info : undefined));
    const base =
      shared.length && shared.every(Boolean)
        ? (shared[0] as ClassInfo).mro.find((info) => shared.every((each) => each?.mro.includes(info)))
        : undefined;
    return base ? exceptionCell(e, base.name, base) : exceptionCell(e, "Exception");
  }
  const known = callee(e, node);
  if (known?.k === "class") return exceptionCell(e, known.info.name, known.info);
  if (known?.k === "module" && LIBRARY_FAULTS[known.module]) return exceptionCell(e, known.module);
  return exceptionCell(e, known?.k === "exception" ? known.name : "Exception");
}

/** `with`: enter, run, leave on every way out. */
export function withStatement(e: Elaborator, stmt: Stmt & { nodeType: "With" | "AsyncWith" }): Step {
  const [item, ...rest] = stmt.items;
  if (!item) return block(e, stmt.body);
  const { inst } = e.cx;
  const quiet = suppressed(e, item.context_expr);
  if (quiet && !item.optional_vars) return suppressing(e, stmt, quiet, rest);
  const special = e.library.context(e, item.context_expr);
  const inside = (): Step => (rest.length ? withStatement(e, { ...stmt, items: rest }) : inner(e, stmt.body));
  if (special) {
    const bind = item.optional_vars ? store(e, item.optional_vars, special.value) : undefined;
    const body = branch(e, new Map(), inside);
    e.cx.live = special.swallows ? true : body.after !== undefined;
    e.cx.narrow = new Map();
    const live = body.after !== undefined;
    return inInstance(e, inst, (g) =>
      special.write(
        g,
        () => bind?.(g),
        () => body.step(g),
        live,
      ),
    );
  }
  const manager = expression(e, item.context_expr);
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
  const none = (): Typed => constant(e, { k: "none" }, stmt);
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
    const outer = g.jump;
    const [done, tried] = [`'${g.fresh("done")}`, `'${g.fresh("tried")}`];
    const caught = g.fresh("error");
    const leave = (each: Gen): void => {
      name = mine;
      error = "";
      each.line(`let _ = ${each.own(exited)};`);
    };
    g.tries += 1;
    g.line(`${done}: loop {`);
    g.line(`let ${caught}: PyErr = ${tried}: loop {`);
    g.jump = { ...outer, tryLabel: tried, exits: [...outer.exits, leave] };
    body.step(g);
    g.jump = outer;
    if (live) {
      leave(g);
      g.line(`break ${done};`);
    }
    g.line("};");
    name = mine;
    error = caught;
    if (maySwallow) {
      g.line(`if ${swallowing(g)} { break ${done}; }`);
    } else g.line(`let _ = ${g.own(exited)};`);
    error = "";
    g.line(`${g.throwing(caught)};`);
    g.line("}");
    g.tries -= 1;
    if (!live && !maySwallow) g.line("#[allow(unreachable_code)] { unreachable!() }");
    void none;
  });
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
  const { lineno, col_offset, end_lineno, end_col_offset } = stmt;
  const place = { lineno, col_offset, end_lineno, end_col_offset };
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
    const outer = g.jump;
    const [done, tried] = [`'${g.fresh("done")}`, `'${g.fresh("tried")}`];
    const caught = g.fresh("error");
    const leave = (each: Gen): void => each.line(`${each.q(`${mine}.leave()`)};`);
    g.tries += 1;
    g.line(`${done}: loop {`);
    g.line(`let ${caught}: PyErr = ${tried}: loop {`);
    g.jump = { ...outer, tryLabel: tried, exits: [...outer.exits, leave] };
    body.step(g);
    g.jump = outer;
    if (live) {
      leave(g);
      g.line(`break ${done};`);
    }
    g.line("};");
    g.line(`if ${g.q(`${mine}.leave_with(&${caught})`)} { break ${done}; }`);
    g.line(`${g.throwing(caught)};`);
    g.line("}");
    g.tries -= 1;
  });
}

function union(e: Elaborator, cell: Typed["t"]): Typed["t"] {
  const out = e.store.temp(NONE);
  e.store.flow(cell, out);
  return out;
}

export { BOOL };
