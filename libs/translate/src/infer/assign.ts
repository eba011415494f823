import type { BinOperator, Expr, Place, Stmt } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { findWeb, type Web } from "../resolve/symbols.js";
import { type Cell, find, isBottom, soloPart, width } from "../types/cell.js";
import { setAttribute } from "./attributes.js";
import { callee } from "./callee.js";
import { callMethod } from "./class-calls.js";
import { beginsAnew } from "./class-iteration.js";
import { findMember, infoOf } from "./classes.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { definedFlag } from "./functions.js";
import { type Held, hold } from "./held.js";
import { iterateValue } from "./iteration.js";
import { forgetPath, narrowKey, only } from "./narrowing.js";
import { isSmall, plainInt } from "./numbers.js";
import { binary, inPlace } from "./operators.js";
import { setItem, setSlice } from "./subscripts.js";
import { place, type Step, type Typed, typed } from "./typed.js";
import { newList, spread } from "./unions.js";

/** Writes a variable: declares it where it is first bound. */
export function declareWeb(e: Elaborator, g: Gen, web: Web, text: string): void {
  const root = findWeb(web);
  const { sym } = root;
  if (e.isGlobal(sym)) {
    g.line(`${e.global(sym).rust}.set(${text});`);
    return;
  }
  const name = e.local(g, root);
  if (sym.cell) {
    g.line(`${name}.set(${text});`);
    return;
  }
  if (root.maybeUnbound) {
    if (!g.declared.has(root)) {
      g.declared.add(root);
      g.line(`let mut ${name} = Some(${text});`);
      return;
    }
    g.line(`${name} = Some(${text});`);
    return;
  }
  if (g.declared.has(root)) {
    g.line(`${name} = ${text};`);
    return;
  }
  g.declared.add(root);
  const type = g.ty(e.webCell(root));
  g.line(`let mut ${name}${type.includes("<") || text.startsWith("{") ? `: ${type}` : ""} = ${text};`);
}

export function assign(e: Elaborator, targets: Expr[], source: Expr | Typed, _annotation?: Expr): Step {
  const inst = e.cx.inst;
  const named = targets[0]?.nodeType === "Name" ? targets[0].sym : undefined;
  if (named?.typeAlias) return () => {};
  if (named?.kind === "def") return named.checked ? (g) => g.line(`${definedFlag(e, named)}.set(());`) : () => {};
  const x = "nodeType" in source ? expression(e, source) : source;
  if (isBottom(x.t) && "nodeType" in source) return (g) => g.line(`let _ = ${g.own(x)}; unreachable!();`);
  if (targets.length === 1) return inInstance(e, inst, store(e, targets[0] as Expr, x));
  const held: Typed = { ...x, emit: () => place("") };
  delete held.items;
  let name = "";
  held.emit = () => place(name);
  const steps = targets.map((target) => store(e, target, held));
  return inInstance(e, inst, (g) => {
    name = g.fresh("value");
    g.line(`let ${name} = ${g.own(x)};`);
    g.steps(steps);
  });
}

/** Writing happens after inference has left the instance: variables are looked up in it again. */
export function inInstance(e: Elaborator, inst: Elaborator["cx"]["inst"], step: Step): Step {
  return (g) => {
    const outer = e.cx;
    e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
    step(g);
    e.cx = outer;
  };
}

export function store(e: Elaborator, target: Expr, x: Typed): Step {
  switch (target.nodeType) {
    case "Name":
      return storeName(e, target, x);
    case "Attribute":
      return setAttribute(e, target, x);
    case "Subscript":
      return target.slice.nodeType === "Slice" ? setSlice(e, target, target.slice, x) : setItem(e, target, x);
    case "Tuple":
    case "List":
      return unpack(e, target.elts, x);
    default:
      return e.refuse(`assignment to ${target.nodeType}`, target);
  }
}

function storeName(e: Elaborator, target: Expr & { nodeType: "Name" }, x: Typed): Step {
  if (!target.web) return e.refuse(`assignment to ${target.id}`, target);
  const web = findWeb(target.web);
  const cell = e.webCell(web);
  e.store.flow(x.t, cell);
  const key = narrowKey(e, web);
  forgetPath(e, key);
  const root = find(x.t);
  if (!isBottom(root)) e.cx.narrow.set(key, only(root.mask, root.parts?.keys()));
  return (g) => declareWeb(e, g, web, g.own(x, cell));
}

function unpack(e: Elaborator, targets: Expr[], x: Typed): Step {
  const star = targets.findIndex((target) => target.nodeType === "Starred");
  if (x.items && star < 0 && x.items.length === targets.length) return unpackItems(e, targets, x.items);
  const part = soloPart(x.t);
  if (part?.kind === "tuple") return unpackTuple(e, targets, x, part.args, star);
  return unpackIterable(e, targets, x, star);
}

/** `a, b = b, a`: every value is worked out before any name is bound. */
function unpackItems(e: Elaborator, targets: Expr[], items: Typed[]): Step {
  const names: string[] = items.map(() => "");
  const steps = targets.map((target, i) =>
    store(e, target, {
      t: (items[i] as Typed).t,
      at: target,
      emit: () => ({ s: names[i] as string, m: 0, atom: true }),
    }),
  );
  const webs = targets.map((target) => (target.nodeType === "Name" && target.web ? findWeb(target.web) : undefined));
  const plain =
    webs.every((web) => web && !web.sym.cell && !e.isGlobal(web.sym) && !web.maybeUnbound) &&
    new Set(webs).size === webs.length;
  const cells = webs.map((web) => web && e.webCell(web));
  return (g) => {
    if (plain) {
      const values = items.map((item, i) => g.own(item, cells[i] as Cell));
      const fresh = webs.map((web) => !g.declared.has(web as Web));
      if (fresh.every(Boolean)) {
        const named = webs.map((web) => `mut ${e.local(g, web as Web)}`);
        const types = cells.map((cell) => g.ty(cell as Cell));
        g.line(`let (${named.join(", ")}): (${types.join(", ")}) = (${values.join(", ")});`);
        for (const web of webs) g.declared.add(web as Web);
        return;
      }
      if (!fresh.some(Boolean)) {
        g.line(`(${webs.map((web) => e.local(g, web as Web)).join(", ")}) = (${values.join(", ")});`);
        return;
      }
    }
    items.forEach((_, i) => {
      names[i] = g.fresh("v");
    });
    g.line(`let (${names.join(", ")}) = (${items.map((item) => g.own(item)).join(", ")});`);
    g.steps(steps);
  };
}

function unpackTuple(e: Elaborator, targets: Expr[], x: Typed, args: Cell[], star: number): Step {
  const count = targets.length;
  if (star < 0 && args.length !== count) {
    const message =
      args.length < count
        ? `not enough values to unpack (expected ${count}, got ${args.length})`
        : `too many values to unpack (expected ${count})`;
    const failed = e.raise(`exc::VALUE_ERROR.msg(${JSON.stringify(message)})`, x.at, x);
    e.cx.live = false;
    return (g) => g.line(`${failed.emit(g).s};`);
  }
  let name = "";
  const field = (i: number): Typed => ({
    t: args[i] as Cell,
    at: x.at,
    emit: () => ({ s: `${name}.${i}`, m: 1, atom: true }),
  });
  const steps = targets.map((target, i) => {
    if (star < 0 || i < star) return store(e, target, field(i));
    const after = count - i - 1;
    if (i > star) return store(e, target, field(args.length - after - 1));
    const rest = args.slice(star, args.length - after);
    const elem = e.at(target, "rest");
    for (const each of rest) e.store.flow(each, elem);
    const list: Typed = {
      t: e.store.of("list", elem),
      at: target,
      emit: (g) => ({ s: `list![${rest.map((_, j) => g.own(field(star + j), elem)).join(", ")}]`, m: 0, atom: true }),
    };
    return store(e, (target as Expr & { nodeType: "Starred" }).value, list);
  });
  const webs = targets.map((target) => (target.nodeType === "Name" && target.web ? findWeb(target.web) : undefined));
  const plain =
    star < 0 &&
    webs.every((web) => web && !web.sym.cell && !e.isGlobal(web.sym) && !web.maybeUnbound) &&
    new Set(webs).size === webs.length;
  return (g) => {
    const code = x.emit(g);
    const value = g.own({ t: x.t, at: x.at, emit: () => code });
    const fits = plain && webs.every((web, i) => g.ty(e.webCell(web as Web)) === g.ty(args[i] as Cell));
    if (fits && webs.every((web) => !g.declared.has(web as Web))) {
      g.line(
        `let (${webs.map((web) => `mut ${e.local(g, web as Web)}`).join(", ")}${count === 1 ? "," : ""}) = ${value};`,
      );
      for (const web of webs) g.declared.add(web as Web);
      return;
    }
    if (fits && webs.every((web) => g.declared.has(web as Web))) {
      g.line(`(${webs.map((web) => e.local(g, web as Web)).join(", ")}${count === 1 ? "," : ""}) = ${value};`);
      return;
    }
    name = g.fresh("t");
    g.line(`let ${name} = ${value};`);
    g.steps(steps);
  };
}

function unpackIterable(e: Elaborator, targets: Expr[], x: Typed, star: number): Step {
  // Python makes the list of the rest of what the iterator gives when it is asked for an iterator itself.
  if (star >= 0 && beginsAnew(e, x)) e.refuse("a starred target for what begins anew when it is asked again", x.at);
  const source = iterateValue(e, x, "unpack");
  let name = "";
  const count = targets.length;
  const steps = targets.map((target, i): Step => {
    const at = i <= star || star < 0 ? `${i}` : `${count - i}`;
    if (i === star) {
      const after = count - i - 1;
      const list = newList(
        e,
        source.item,
        target,
        () => `List::from_vec(${name}[${i}..${name}.len() - ${after}].to_vec())`,
      );
      return store(e, (target as Expr & { nodeType: "Starred" }).value, list);
    }
    const item: Typed = {
      t: source.item,
      at: target,
      emit: () => ({
        s: star >= 0 && i > star ? `${name}[${name}.len() - ${at}]` : `${name}[${at}]`,
        m: 1,
        atom: true,
      }),
    };
    return isBottom(source.item) ? () => {} : store(e, target, item);
  });
  return (g) => {
    name = g.fresh("values");
    const start = source.write(g);
    const call = star < 0 ? `unpack(${start}, ${count})` : `unpack_star(${start}, ${star}, ${count - star - 1})`;
    g.line(`let ${name} = ${g.q(call)};`);
    g.steps(steps);
  };
}

/** `target op= value`: the target's parts are worked out once. */
export function augmented(e: Elaborator, stmt: Stmt & { nodeType: "AugAssign" }): Step {
  const inst = e.cx.inst;
  const { target } = stmt;
  const op = stmt.op.nodeType;
  if (target.nodeType === "Name") {
    const reads = (target as Expr & { reads?: { web?: Web } }).reads;
    if (!reads?.web || !target.web) return e.refuse(`assignment to ${target.id}`, target);
    const old = e.read(reads.web, target);
    const added = expression(e, stmt.value);
    const kept = old.pure || added.pure ? undefined : hold(old);
    const direct = inPlace(e, op, kept?.again ?? old, added, stmt);
    if (direct && kept) {
      const back = storeName(e, target, kept.again);
      return inInstance(
        e,
        inst,
        augmentedAt([kept], (g) => g.steps([direct, back])),
      );
    }
    if (direct) {
      const rebind = findWeb(target.web) === findWeb(reads.web) ? undefined : storeName(e, target, old);
      return inInstance(e, inst, (g) => g.steps(rebind ? [direct, rebind] : [direct]));
    }
    const sum = updated(e, op, old, added, stmt);
    const web = findWeb(target.web);
    const cell = e.webCell(web);
    const step = isBottom(sum.t) ? (g: Gen) => g.line(`let _ = ${g.own(sum)};`) : storeName(e, target, sum);
    const simple = { Add: "+=", Sub: "-=", Mult: "*=" }[op as string];
    return inInstance(e, inst, (g) => {
      const local =
        simple &&
        !web.sym.cell &&
        !e.isGlobal(web.sym) &&
        !web.maybeUnbound &&
        findWeb(reads.web as Web) === web &&
        !g.refs.has(e.local(g, web));
      const type = local ? g.ty(cell) : "";
      const same = type === g.ty(old.t) && type === g.ty(added.t);
      if (!local || !same) return step(g);
      const name = e.local(g, web);
      if (type === "f64") return g.line(`${name} ${simple} ${g.own(added)};`);
      if (type === "Int" && isSmall(added) && added.lit?.k === "int") {
        return g.line(`${name} ${simple} ${plainInt(added.lit.v)};`);
      }
      if (type !== "Int" && !(type === "Str" && op === "Add")) return step(g);
      const ref = g.ref(added);
      return mayBorrow(ref, name) ? step(g) : g.line(`${name} ${simple} ${ref};`);
    });
  }
  if (target.nodeType === "Attribute" && callee(e, target.value)?.k === "unit")
    return inInstance(e, inst, augmentedPart(e, stmt, target, []));
  if (target.nodeType === "Attribute") {
    const base = expression(e, target.value);
    const held = hold(base);
    const node = { ...target, value: held.node } as Expr & { nodeType: "Attribute" };
    return inInstance(e, inst, augmentedPart(e, stmt, node, [held]));
  }
  if (target.nodeType === "Subscript") {
    const base = hold(expression(e, target.value));
    const { slice, held } = heldIndex(e, target.slice);
    return inInstance(e, inst, augmentedPart(e, stmt, { ...target, value: base.node, slice }, [base, ...held]));
  }
  return e.refuse("augmented assignment", target);
}

/** An index, or the bounds of a slice, worked out once. */
function heldIndex(e: Elaborator, slice: Expr): { slice: Expr; held: Held[] } {
  if (slice.nodeType !== "Slice") {
    const index = hold(expression(e, slice));
    return { slice: index.node, held: [index] };
  }
  const bounds = { ...slice };
  const held: Held[] = [];
  for (const name of ["lower", "upper", "step"] as const) {
    const node = slice[name];
    if (!node) continue;
    const bound = hold(expression(e, node));
    bounds[name] = bound.node;
    held.push(bound);
  }
  return { slice: bounds, held };
}

const IN_PLACE: Partial<Record<BinOperator, string>> = {
  Add: "__iadd__",
  Sub: "__isub__",
  Mult: "__imul__",
  BitOr: "__ior__",
  BitAnd: "__iand__",
  Div: "__itruediv__",
  FloorDiv: "__ifloordiv__",
  Mod: "__imod__",
  Pow: "__ipow__",
  BitXor: "__ixor__",
  LShift: "__ilshift__",
  RShift: "__irshift__",
  MatMult: "__imatmul__",
};

/**
 * The new value of `old op= added`: an object's own in-place method, or the plain operator. Of what is of several kinds
 * each does what it does alone: a list is changed where it is.
 */
function updated(e: Elaborator, op: BinOperator, old: Typed, added: Typed, at: Place): Typed {
  const name = IN_PLACE[op];
  const own = (x: Typed): Typed | undefined => {
    const info = infoOf(x);
    return name && info && findMember(info, name) ? callMethod(e, x, name, [added], at) : undefined;
  };
  const isChanged = [...(find(old.t).parts?.values() ?? [])].some(({ kind }) => CHANGED.test(kind));
  if (width(old.t) < 2 || !isChanged || isBottom(added.t)) return own(old) ?? binary(e, op, old, added, at);
  return spread(e, old, (left) => {
    const made = own(left);
    if (made) return made;
    const direct = isRefused(op, left) ? undefined : inPlace(e, op, left, added, at);
    if (!direct) return binary(e, op, left, added, at);
    return typed(left.t, at, (g) => `{ ${g.capture(() => g.steps([direct]))} ${g.own(left)} }`);
  });
}

const CHANGED = /^(list|deque|set|dict|counter|inst)$/;

/** No set is changed by this operator: Python says so when it meets one. */
const isRefused = (op: BinOperator, x: Typed): boolean =>
  soloPart(x.t)?.kind === "set" && !/^(Bit(Or|And|Xor)|Sub)$/.test(op);

function augmentedPart(e: Elaborator, stmt: Stmt & { nodeType: "AugAssign" }, node: Expr, held: Held[]): Step {
  const read = expression(e, node);
  const added = expression(e, stmt.value);
  const op = stmt.op.nodeType;
  const kept = hold(read);
  const old = keepsChanges(node) ? read : (kept.node as unknown as { typed: Typed }).typed;
  const direct = inPlace(e, op, old, added, stmt);
  if (direct && old !== read) {
    const back = store(e, node, old);
    return augmentedAt([...held, kept], (g) => g.steps([direct, back]));
  }
  const sum = direct ? undefined : updated(e, op, read, added, stmt);
  const step =
    direct ??
    (isBottom((sum as Typed).t) ? (g: Gen) => g.line(`let _ = ${g.own(sum as Typed)};`) : store(e, node, sum as Typed));
  return augmentedAt(held, step);
}

/** Whether what is changed in place needs no assignment: an item of a list or of a dictionary. */
function keepsChanges(node: Expr): boolean {
  if (node.nodeType !== "Subscript" || node.slice.nodeType === "Slice") return false;
  const kind = soloPart((node.value as unknown as { typed: Typed }).typed.t)?.kind ?? "";
  return /^(list|deque|dict|defaultdict|ordereddict)$/.test(kind);
}

function augmentedAt(held: Held[], step: Step): Step {
  return (g) => {
    g.line("{");
    for (const each of held) {
      if (typeof each.x.known === "object") continue;
      const code = each.x.emit(g);
      if (code.m === 1 && /^[\w.]+$/.test(code.s)) {
        each.name = code.s;
        continue;
      }
      each.name = g.fresh("at");
      g.line(`let ${each.name} = ${g.own(each.x)};`);
    }
    g.steps([step]);
    g.line("}");
  };
}

/** Whether a text borrows a local as it is, so that this cannot change meanwhile. */
function mayBorrow(text: string, local: string): boolean {
  if (text === `&${local}`) return true;
  return /^[&(]*(?:if|match|\{)/.test(text) && new RegExp(`&${local}\\b`).test(text);
}
