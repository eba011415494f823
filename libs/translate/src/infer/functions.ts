import type { Expr, FunctionDef, Lambda, Name, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { rustName } from "../generate/names.js";
import { knownDecorator } from "../resolve/decorators.js";
import { findWeb, type Scope, type Sym, unitOf } from "../resolve/symbols.js";
import { type Cell, isBottom, STR } from "../types/cell.js";
import { type Arguments, bindArguments } from "./arguments.js";
import { inInstance, store } from "./assign.js";
import { docstring } from "./attributes.js";
import { call } from "./calls.js";
import type { Callee, Instance } from "./context.js";
import { type AnyFunction, type Elaborator, paramsOf } from "./elaborator.js";
import { expression } from "./expressions.js";
import { capturesOf } from "./function-body.js";
import { functionValue, synthetic, wrappedAbout, wrappedBy } from "./function-values.js";
import { resultCell } from "./generators.js";
import { type Held, heldLets, hold } from "./held.js";
import { type Step, type Typed, typed } from "./typed.js";
import { isCached } from "./types-as-values.js";
import { dead } from "./unions.js";

/** `def`: nothing to do for a known function but to keep its defaults; a value to be stored for any other. */
export function functionDefinition(e: Elaborator, stmt: FunctionDef): Step {
  if (stmt.sym?.kind === "def") {
    const { sym } = stmt;
    const keep = keepDefaults(e, stmt, rustName(stmt.name));
    return sym.checked ? (g) => g.steps([keep, (each) => each.line(`${definedFlag(e, sym)}.set(());`)]) : keep;
  }
  const { inst } = e.cx;
  const nested = inst.scope.kind !== "module";
  const isRepeated = nested || e.loops > 0;
  const defaults = isRepeated ? () => {} : keepDefaults(e, stmt, rustName(stmt.name));
  const kept = isRepeated ? heldDefaults(e, stmt) : [];
  const wraps = wrappedBy(stmt) ? wrappedAbout(e, stmt, stmt) : undefined;
  const own = {
    name: typed(e.store.temp(STR), stmt, () => `lit("${stmt.name}")`),
    doc: docstring(e, stmt.body, stmt),
  };
  let x = functionValue(
    e,
    stmt,
    (given) => {
      const target = { k: "function", node: stmt, parent: nested ? inst : undefined } as const;
      return callFunction(e, target, withDefaults(e, given, kept, stmt), stmt);
    },
    [...kept.map(({ held }) => held), ...(wraps?.held ?? [])],
    { ...own, ...wraps?.about, kind: isCached(stmt) ? undefined : "function", takesTables: true },
  );
  for (const decorator of [...stmt.decorator_list].reverse()) {
    if (/^(wraps|lru_cache|cache)$/.test(knownDecorator(decorator))) continue;
    x = call(e, synthetic(e, decorator, { positional: [x], keywords: new Map(), before: [] }));
  }
  if (!stmt.web) return e.refuse("def", stmt);
  const target = {
    nodeType: "Name",
    id: stmt.name,
    web: stmt.web,
    sym: stmt.sym,
    lineno: stmt.lineno,
    col_offset: stmt.col_offset,
  } as unknown as Name;
  const step = inInstance(e, inst, store(e, target, x));
  return (g) => {
    defaults(g);
    step(g);
  };
}

/** The defaults, other than constants, of a function that may be defined more than once: worked out when it is defined, kept by its closure. */
export function heldDefaults(e: Elaborator, node: AnyFunction): HeldDefault[] {
  return paramsOf(node.args).flatMap(({ name, fallback }, index) =>
    fallback && !isConstant(fallback) ? [{ name, index, held: hold(expression(e, fallback)) }] : [],
  );
}

interface HeldDefault {
  name: string;
  index: number;
  held: Held;
}

/** What a call gives, with the defaults of what it leaves out. */
export function withDefaults(e: Elaborator, given: Arguments, kept: HeldDefault[], at: Place): Arguments {
  if ((given.rest || given.restNamed) && kept.length)
    e.refuse("a starred argument for a function with kept defaults", at);
  const own = kept
    .filter(({ name, index }) => index >= given.positional.length && !given.keywords.has(name))
    .map(({ name, held }) => [name, held.again] as const);
  return { ...given, keywords: new Map([...given.keywords, ...own]) };
}

/** The static that says that a definition has run. */
export function definedFlag(e: Elaborator, sym: Sym): string {
  const known = e.flags.get(sym) ?? e.topName(`${rustName(sym.name)}_defined`.toUpperCase());
  e.flags.set(sym, known);
  e.statics.set(known, () => `static ${known}: Global<()> = Global::new("${sym.name}");`);
  return known;
}

/** Default values are worked out once, where the function is defined; constants need no place. */
export function keepDefaults(e: Elaborator, node: FunctionDef, stem: string): Step {
  const steps: Step[] = [];
  for (const param of paramsOf(node.args)) {
    const { fallback } = param;
    if (!fallback || isConstant(fallback) || (fallback as { perCall?: boolean }).perCall) continue;
    if (e.cx.inst.scope.kind !== "module")
      e.refuse("a default that is no constant, in a nested function", fallback, "use None and set it inside");
    if (e.loops > 0)
      e.refuse("a default that is no constant, of a function made in a loop", fallback, "make it by a lambda");
    const x = expression(e, fallback);
    let kept = e.defaults.get(fallback);
    if (!kept) {
      kept = { cell: e.store.cell(), rust: e.topName(`${stem}_${param.name}`.toUpperCase()) };
      e.defaults.set(fallback, kept);
    }
    e.store.flow(x.t, kept.cell);
    const { cell, rust } = kept;
    steps.push((g) => g.line(`${rust}.set(${g.own(x, cell)});`));
  }
  return (g) => g.steps(steps);
}

export function isConstant(node: Expr): boolean {
  if (node.nodeType === "Constant") return true;
  if (node.nodeType === "UnaryOp") return isConstant(node.operand);
  return node.nodeType === "Tuple" && node.elts.length > 0 && node.elts.every(isConstant);
}

/** Calls a function of the program: the version for these arguments' types. */
export function callFunction(e: Elaborator, target: Callee & { k: "function" }, given: Arguments, at: Place): Typed {
  const { node, self } = target;
  const receiver = self && !self.pure ? hold(self) : undefined;
  const all: Typed[] = [...(self ? [receiver?.again ?? self] : []), ...given.positional];
  const bound = bindArguments(e, node, { ...given, positional: all }, at, target);
  if (!("values" in bound)) return behind(receiver, bound);
  const { values } = bound;
  if (values.some((x) => isBottom(x.t))) {
    e.afterCall();
    const never = dead(e, at, ...values);
    const emit: Typed["emit"] = (g) => {
      bound.prepare(g);
      return { s: bound.wrap(g, never.emit(g).s), m: 0, atom: true };
    };
    return behind(receiver, { ...never, emit });
  }
  const inst = versionOf(e, target, values, bound.kwNames);
  const way = `${given.positional.length}:${[...given.keywords.keys()].join(",")}${given.rest ? "*" : ""}${given.restNamed ? "**" : ""}`;
  if (inst.cached) {
    inst.shapes ??= new Set();
    inst.shapes.add(way);
  }
  e.visit(inst);
  e.afterCall();
  const result = resultCell(e, inst);
  const { cx } = e;
  const isHeld = receiver && (bound.isAhead || !inst.owner);
  return {
    t: result,
    at,
    emit: (g) => {
      const first = isHeld ? heldLets(g, [receiver]) : "";
      bound.prepare(g);
      const captured = capturedArguments(e, g, inst, cx.inst);
      const method = self && inst.owner;
      const written = bound.write(
        g,
        g.loosely(() => values.map((x, i) => (method && i === 0 ? "" : g.own(x, inst.params[i] as Cell)))),
      );
      const ways = [...(inst.shapes ?? [])];
      const args = [
        ...captured,
        ...(method ? written.slice(1) : written),
        ...(ways.length > 1 ? [`${ways.indexOf(way)}`] : []),
      ].join(", ");
      const name = e.nameOf(inst);
      const path = method
        ? `${g.recv(isHeld ? receiver.again : (self as Typed))}.${name}`
        : inst.owner
          ? `${inst.owner.rust}::${name}`
          : name;
      const call = bound.wrap(g, `${g.q(`${path}(${args})`)}`);
      return { s: first ? `{ ${first}${call} }` : call, m: 0, atom: true };
    },
  };
}

/** What is worked out once `receiver` is. */
function behind(receiver: Held | undefined, x: Typed): Typed {
  if (!receiver) return x;
  return { ...x, emit: (g) => ({ s: `{ ${heldLets(g, [receiver])}${g.own(x)} }`, m: 0, atom: true }) };
}

function capturedArguments(e: Elaborator, g: Gen, inst: Instance, from: Instance): string[] {
  const out: string[] = [];
  const outer = e.cx;
  e.cx = { inst: from, narrow: new Map(), live: true, tries: 0 };
  for (const sym of capturesOf(inst)) {
    if (!sym.single) continue;
    const web = findWeb(sym.single);
    // What is only ever assigned from what raises has no value that could get here.
    if (isBottom(e.webCell(web)) && !sym.isParam && !sym.cell) {
      out.push("unreachable!()");
      continue;
    }
    const name = e.local(g, web);
    out.push(g.types.isCopy(e.webCell(web)) && !sym.cell ? name : `${name}.clone()`);
  }
  e.cx = outer;
  return out;
}

export function versionOf(e: Elaborator, target: Callee & { k: "function" }, values: Typed[], kwNames = ""): Instance {
  const { node, parent, owner } = target;
  const shown = e.single.has(node) ? `${values.length}` : values.map((x) => e.store.show(x.t)).join(";");
  const prefix = target.self ? "m" : "f";
  const key = `${prefix}${e.nodeId(node)}|${parent?.id ?? ""}|${owner?.id ?? ""}|${kwNames}|${shown}${target.asked === undefined ? "" : `|${target.asked}`}`;
  let inst = e.instances.get(key) ?? (shown.includes("?") ? itself(e, node, key) : undefined);
  if (!inst) {
    inst = e.makeInstance(
      key,
      node.scope as Scope,
      node,
      parent ?? e.main,
      owner,
      values.map(() => e.store.cell()),
    );
    if (target.asked !== undefined) inst.asked = target.asked;
    if (node.nodeType === "FunctionDef")
      inst.cached = node.decorator_list.some((each) => /^(lru_cache|cache)$/.test(knownDecorator(each)));
    if (
      node.nodeType === "FunctionDef" &&
      node.decorator_list.some((each) => knownDecorator(each) === "contextmanager")
    )
      inst.key = key;
  }
  const made = inst;
  values.forEach((x, i) => {
    e.store.flow(x.t, made.params[i] as Cell);
  });
  return inst;
}

/**
 * A function that calls itself with what nobody has put anything into (`sort(xs[1:])` of an empty list) means the version
 * that is being walked: each call would have one of its own without end.
 */
function itself(e: Elaborator, node: Instance["node"], key: string): Instance | undefined {
  let { inst } = e.cx;
  while (inst.inline && inst.parent) inst = inst.parent;
  const shape = (each: string): string => each.replace(/\?\d+/g, "?");
  if (inst.node !== node || shape(inst.key) !== shape(key)) return undefined;
  e.instances.set(key, inst);
  return inst;
}

export function stemOf(inst: Instance): string {
  const node = inst.node as FunctionDef;
  const prefix = inst.owner ? "" : (unitOf(inst.scope)?.prefix ?? "");
  if ((inst.node as { nodeType: string }).nodeType === "Module") return `${prefix}module`;
  let stem = node.nodeType === "FunctionDef" ? node.name : ((inst.node as Lambda).alias ?? "lambda");
  if (stem === "__new__") stem = "allocate";
  if (/^__\w+__$/.test(stem)) stem = stem.slice(2, -2);
  for (let scope = inst.scope.parent; scope && scope.kind !== "module"; scope = scope.parent) {
    if (scope.kind === "function" && !inst.owner) stem = `${scope.name}_${stem}`;
  }
  return rustName(prefix + stem);
}
