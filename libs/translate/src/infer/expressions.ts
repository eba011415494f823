import type { Expr, Literal, Place } from "../ast.js";
import { floatLiteral, quote } from "../generate/names.js";
import { BOOL, BYTES, COMPLEX, FLOAT, INT, isBottom, NONE, STR } from "../types/cell.js";
import { assign } from "./assign.js";
import { attribute } from "./attributes.js";
import { call } from "./calls.js";
import { comparison } from "./comparison.js";
import { comprehension, generatorExpression } from "./comprehensions.js";
import { boolean, condition, conditional, isNoneTest, isTypeTest } from "./conditions.js";
import { dict, display, tuple } from "./displays.js";
import type { Elaborator } from "./elaborator.js";
import { joined } from "./formatting.js";
import { lambdaValue, nameValue } from "./function-values.js";
import { yields } from "./generators.js";
import { binary, unary } from "./operators.js";
import { sliceValue, subscript } from "./subscripts.js";
import type { Typed } from "./typed.js";

/** Types an expression in the instance at hand. */
export function expression(e: Elaborator, node: Expr): Typed {
  switch (node.nodeType) {
    case "Constant":
      return constant(e, node.lit, node);
    case "Name":
      return nameValue(e, node);
    case "BinOp":
      return binary(e, node.op.nodeType, expression(e, node.left), expression(e, node.right), node);
    case "UnaryOp": {
      if (node.op.nodeType === "Not") return condition(e, node);
      return unary(e, node.op.nodeType, expression(e, node.operand), node);
    }
    case "BoolOp":
      return boolean(e, node);
    case "Compare":
      return isNoneTest(node) || isTypeTest(node) ? condition(e, node) : comparison(e, node);
    case "Call":
      return call(e, node);
    case "Attribute":
      return attribute(e, node);
    case "Subscript":
      return subscript(e, node);
    case "List":
    case "Set":
      return display(e, node);
    case "Tuple":
      return tuple(e, node);
    case "Dict":
      return dict(e, node);
    case "IfExp":
      return conditional(e, node);
    case "JoinedStr":
      return joined(e, node);
    case "Lambda":
      return { ...lambdaValue(e, node), isFunction: true };
    case "ListComp":
    case "SetComp":
    case "DictComp":
      return comprehension(e, node);
    case "GeneratorExp":
      return generatorExpression(e, node);
    case "NamedExpr":
      return walrus(e, node);
    case "Yield":
    case "YieldFrom":
      return yields(e, node);
    case "Starred":
      return e.refuse("* in this place", node);
    case "Slice":
      return sliceValue(e, node);
    default:
      if ((node as { nodeType: string }).nodeType === "Held") return (node as unknown as { typed: Typed }).typed;
      return e.refuse((node as { nodeType: string }).nodeType, node as Place);
  }
}

export function constant(e: Elaborator, lit: Literal, at: Place): Typed {
  const of = (mask: number, s: string, atom = true): Typed => ({
    t: e.store.temp(mask),
    at,
    lit,
    pure: true,
    emit: () => ({ s, m: 0, atom }),
  });
  switch (lit.k) {
    case "int":
      return of(INT, lit.v < 1n << 63n && lit.v >= -(1n << 63n) ? `int(${lit.v})` : `Int::parse_lit("${lit.v}")`);
    case "float":
      return of(FLOAT, floatLiteral(lit.v));
    case "str":
      if (/\p{Surrogate}/u.test(lit.v)) e.refuse("a lone surrogate", at, "texts hold characters only");
      return of(STR, `s!(${quote(lit.v)})`);
    case "bytes":
      return of(BYTES, `Bytes::lit(&[${[...lit.v].map((c) => (c.codePointAt(0) as number) & 255).join(", ")}])`);
    case "bool":
      return { ...of(BOOL, String(lit.v)), known: lit.v };
    case "none":
      return of(NONE, "()");
    case "complex":
      return of(COMPLEX, `Complex::new(0.0, ${floatLiteral(lit.v)})`);
    default:
      return e.refuse("... as a value", at);
  }
}

function walrus(e: Elaborator, node: Expr & { nodeType: "NamedExpr" }): Typed {
  const x = expression(e, node.value);
  if (!node.target.web) return e.refuse(":=", node);
  const step = assign(e, [node.target], x);
  const read = e.read(node.target.web, node);
  if (isBottom(x.t)) return x;
  const { inst } = e.cx;
  return {
    t: read.t,
    at: node,
    emit: (g) => {
      const outer = e.cx;
      e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
      const text = g.capture(() => step(g));
      const value = g.own(read);
      e.cx = outer;
      return { s: `{ ${text} ${value} }`, m: 0, atom: true };
    },
  };
}
