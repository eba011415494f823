import type { Expr, Module } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/** Whether a module may have a text with `%` behind it. */
export const PERCENT_TEXT = /["'][ \t]*%[ \t]*\(/;

/** One field of a template: what Python's compiler leaves to `str.__mod__` does not match. */
const FIELD = /%%|%([-+ #0]*)(\d{1,2}(?!\d))?(?:\.(\d{0,2})(?!\d))?([sra])|%/g;

/** `"%s of %s" % (a, b)` is what Python's compiler makes of it: an f-string, whose values are shown one by one. */
export function desugarPercentTexts(modules: Module[]): void {
  for (const module of modules)
    eachNode(module, (given) => {
      const node = given as unknown as Expr;
      if (node.nodeType !== "BinOp" || node.op.nodeType !== "Mod" || node.right.nodeType !== "Tuple") return;
      if (node.left.nodeType !== "Constant" || node.left.lit.k !== "str") return;
      const values = pieces(node.left.lit.v, node.right.elts);
      if (!values) return;
      const place = placeOf(node);
      for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
      Object.assign(node, { nodeType: "JoinedStr", values, ...place });
    });
}

function pieces(template: string, items: Expr[]): Expr[] | undefined {
  const out: Expr[] = [];
  const left = [...items];
  let text = "";
  let from = 0;
  for (const match of template.matchAll(FIELD)) {
    text += template.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[0] === "%%") {
      text += "%";
      continue;
    }
    const [, flags = "", width = "", precision, kind] = match;
    const value = left.shift();
    if (!kind || !value || value.nodeType === "Starred") return undefined;
    if (text) out.push(constant(text, value));
    text = "";
    const side = width && Number(width) > 0 && !flags.includes("-") ? ">" : "";
    const spec = `${side}${width && Number(width)}${precision === undefined ? "" : `.${Number(precision)}`}`;
    const format_spec = spec && { nodeType: "JoinedStr", values: [constant(spec, value)], ...placeOf(value) };
    const conversion = kind.charCodeAt(0);
    const field = { nodeType: "FormattedValue", value, conversion, ...(format_spec && { format_spec }) };
    out.push({ ...field, ...placeOf(value) } as unknown as Expr);
  }
  if (left.length || !items.length) return undefined;
  text += template.slice(from);
  return text ? [...out, constant(text, items[0] as Expr)] : out;
}

const constant = (v: string, at: Expr): Expr =>
  ({ nodeType: "Constant", value: v, lit: { k: "str", v }, ...placeOf(at) }) as unknown as Expr;
