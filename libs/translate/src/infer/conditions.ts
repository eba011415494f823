import type { Compare, Expr } from "../ast.js";
import { BOOL, type Cell, find, isBottom, NONE } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { narrowBy, test } from "./narrowing.js";
import { truth } from "./truth.js";
import { type Typed, tailLike, typed } from "./typed.js";

export function isNoneTest(node: Compare): boolean {
  const right = node.comparators[0];
  return (
    node.ops.length === 1 &&
    /^Is/.test(node.ops[0]?.nodeType ?? "") &&
    right?.nodeType === "Constant" &&
    right.lit.k === "none"
  );
}

/** `type(x) is …`. */
export function isTypeTest(node: Compare): boolean {
  const { left } = node;
  return (
    node.ops.length === 1 &&
    left.nodeType === "Call" &&
    left.func.nodeType === "Name" &&
    left.func.id === "type" &&
    !left.func.sym &&
    left.args.length === 1
  );
}

/** A condition as a value: a bool. */
export function condition(e: Elaborator, node: Expr): Typed {
  const tested = test(e, node);
  if (tested.never) return tested.x;
  return {
    t: e.store.temp(BOOL),
    at: node,
    pure: tested.pure,
    emit: (g) => ({ s: tested.write(g), m: 0, atom: false }),
    ...(tested.outcome !== undefined && { known: tested.outcome }),
  };
}

/** `a and b`, `a or b`: one of the operands. */
export function boolean(e: Elaborator, node: Expr & { nodeType: "BoolOp" }): Typed {
  const isAnd = node.op.nodeType === "And";
  const before = e.cx.narrow;
  const probe = node.values.map((value, i) => {
    const tested = test(e, value);
    const x = i < node.values.length - 1 ? tested.x : expression(e, value);
    e.cx.narrow = new Map([...e.cx.narrow, ...narrowBy(e, isAnd ? tested.whenTrue : tested.whenFalse)]);
    return { tested, x, value };
  });
  e.cx.narrow = before;
  const isBool = (t: Cell): boolean => find(t).mask === BOOL && !find(t).parts?.size;
  if (probe.every(({ tested, value }) => isCondition(value) || isBool(tested.x.t))) {
    return condition(e, node);
  }
  const t = e.store.temp();
  const values = node.values.map((value, i) => {
    const x = expression(e, value);
    const last = i === node.values.length - 1;
    const facts = (probe[i] as { tested: ReturnType<typeof test> }).tested;
    const kept = last ? x.t : passing(e, x.t, !isAnd);
    e.store.flow(kept, t);
    e.cx.narrow = new Map([...e.cx.narrow, ...narrowBy(e, isAnd ? facts.whenTrue : facts.whenFalse)]);
    return { x, kept };
  });
  e.cx.narrow = before;
  if (values.some(({ x }, i) => i === 0 && isBottom(x.t))) return (values[0] as { x: Typed }).x;
  return typed(t, node, (g) => {
    const write = (i: number): string => {
      const { x, kept } = values[i] as { x: Typed; kept: Cell };
      if (i === values.length - 1) return tailLike(g.own(x, t));
      const name = g.fresh("v");
      const held: Typed = { t: x.t, at: node, emit: () => ({ s: name, m: 1, atom: true }) };
      const first = g.own(x);
      const cond = truth(e, held)(g);
      const value = isBottom(kept)
        ? "unreachable!()"
        : g.coerceText(name, x.t, kept) === name
          ? g.coerceText(name, kept, t)
          : g.coerceText(g.coerceText(name, x.t, kept), kept, t, false);
      const rest = write(i + 1);
      return isAnd
        ? `{ let ${name} = ${first}; if ${cond} { ${rest} } else { ${value} } }`
        : `{ let ${name} = ${first}; if ${cond} { ${value} } else { ${rest} } }`;
    };
    return write(0);
  });
}

function isCondition(node: Expr): boolean {
  if (node.nodeType === "Compare")
    return node.ops.every((op) => /^(Is|IsNot|Eq|NotEq|In|NotIn|Lt|Gt|LtE|GtE)$/.test(op.nodeType));
  if (node.nodeType === "UnaryOp") return node.op.nodeType === "Not";
  if (node.nodeType === "BoolOp") return node.values.every(isCondition);
  return node.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "isinstance";
}

/** What may be left of a type once a value was found true (or false). */
function passing(e: Elaborator, t: Cell, truthy: boolean): Cell {
  const root = find(t);
  if (!truthy || !(root.mask & NONE)) return t;
  const out = e.store.temp(root.mask & ~NONE);
  out.parts = root.parts;
  return out;
}

export function conditional(e: Elaborator, node: Expr & { nodeType: "IfExp" }): Typed {
  const tested = test(e, node.test);
  if (tested.never) return tested.x;
  const before = e.cx.narrow;
  const side = (facts: Parameters<typeof narrowBy>[1], child: Expr): Typed => {
    e.cx.narrow = new Map([...before, ...narrowBy(e, facts)]);
    const x = expression(e, child);
    e.cx.narrow = before;
    return x;
  };
  const then = tested.outcome === false ? undefined : side(tested.whenTrue, node.body);
  const otherwise = tested.outcome === true ? undefined : side(tested.whenFalse, node.orelse);
  if (tested.outcome !== undefined && tested.pure) return (then ?? otherwise) as Typed;
  const t = e.store.temp();
  if (then) e.store.flow(then.t, t);
  if (otherwise) e.store.flow(otherwise.t, t);
  return {
    ...typed(
      t,
      node,
      (g) => {
        const a = then ? tailLike(g.own(then, t)) : "unreachable!()";
        const b = otherwise ? tailLike(g.own(otherwise, t)) : "unreachable!()";
        return `if ${tested.write(g)} { ${a} } else { ${b} }`;
      },
      false,
    ),
    pure: Boolean(tested.pure && then?.pure && otherwise?.pure),
  };
}
