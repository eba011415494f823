import type { Expr } from "../ast.js";
import { eachNode } from "../program/walk.js";
import { find } from "../types/cell.js";
import type { AnyComp } from "./comprehensions.js";
import type { Typed } from "./typed.js";

type Marked = { steady?: string };

/** An item that its text names: of names and constants alone. */
function textOf(node: Expr): string | undefined {
  if (node.nodeType === "Name") return node.id;
  if (node.nodeType === "Constant" && (node.lit.k === "str" || node.lit.k === "int"))
    return JSON.stringify(String(node.lit.v)) + node.lit.k;
  if (node.nodeType !== "Subscript") return undefined;
  const [value, slice] = [textOf(node.value), textOf(node.slice)];
  return value && slice && node.value.nodeType !== "Constant" ? `${value}[${slice}]` : undefined;
}

/** What may change an item, or bind a name anew. */
const UNSTEADY =
  /^(Call|NamedExpr|Await|Yield|YieldFrom|Lambda|ListComp|SetComp|DictComp|GeneratorExp|Attribute|JoinedStr)$/;

const isSteady = (node: Expr): boolean => {
  let steady = true;
  eachNode(node, ({ nodeType }) => {
    if (UNSTEADY.test(nodeType)) steady = false;
  });
  return steady;
};

/** The items of which the conditions say that they are not None. */
function asked(conditions: readonly Expr[]): (Expr & { nodeType: "Subscript" })[] {
  return conditions.flatMap((each) => {
    if (each.nodeType === "BoolOp" && each.op.nodeType === "And") return asked(each.values);
    if (each.nodeType !== "Compare" || each.ops.length !== 1 || each.ops[0]?.nodeType !== "IsNot") return [];
    const [right] = each.comparators;
    const isNone = right?.nodeType === "Constant" && right.lit.k === "none";
    return isNone && each.left.nodeType === "Subscript" ? [each.left] : [];
  });
}

/** `[row[k] for row in rows if row[k] is not None]`: nothing comes between the question and the item. */
export function markSteady(node: AnyComp): void {
  const conditions = node.generators.at(-1)?.ifs ?? [];
  const items = asked(conditions);
  if (!items.length) return;
  const results = node.nodeType === "DictComp" ? [node.key, node.value] : [node.elt];
  if (![...conditions, ...results].every(isSteady)) return;
  const texts = new Set(items.flatMap((item) => textOf(item) ?? []));
  for (const each of [...items, ...results])
    eachNode(each, (inner) => {
      const expr = inner as unknown as Expr;
      const text = expr.nodeType === "Subscript" ? textOf(expr) : undefined;
      if (text && texts.has(text)) (expr as Marked).steady = `item.${text}`;
    });
}

/** The name under which what is known of an item is kept. */
export const steadyKey = (node: Expr): string | undefined => (node as Marked).steady;

const BUILT_IN = /^(list|tuple|vtuple|dict|defaultdict|ordereddict|counter|deque)$/;

/** Are the items of a value what they were when they were last looked at? */
export const keepsItems = ({ t }: Typed): boolean =>
  find(t).mask === 0 && [...(find(t).parts?.values() ?? [])].every(({ kind }) => BUILT_IN.test(kind));
