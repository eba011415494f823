import type { Expr, Module } from "../ast.js";
import { placeOf, putAtHead } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { placed } from "./placed.js";

/** Whether a module may have bytes with `%` behind them. */
export const PERCENT_BYTES = /\b[rR]?[bB][rR]?(?:"[^"\n]*"|'[^'\n]*')[ \t]*%/;

const FIELD = /%(?:%|([-+ #0]*)(\d{1,2})?(?:\.(\d{1,2}))?([diouxXeEfFgGsbra])|)/g;

/** `b"%d: %s" % (n, data)`: its pieces, joined; a number is what it is in a text. */
export function desugarPercentBytes(module: Module): void {
  let isUsed = false;
  eachNode(module, (each) => {
    const node = each as unknown as Expr;
    if (node.nodeType !== "BinOp" || node.op.nodeType !== "Mod") return;
    const { left, right } = node;
    if (left.nodeType !== "Constant" || left.lit.k !== "bytes") return;
    const made = pieces(left.lit.v, right);
    if (!made) return;
    isUsed = true;
    const joined = placed('b"".join([])\n', {}, node) as Expr & { nodeType: "Call" };
    (joined.args[0] as Expr & { nodeType: "List" }).elts = made;
    for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
    Object.assign(node, joined);
  });
  if (isUsed)
    putAtHead(module.body, parse("from written_bytes_format import part as bytes__part, only as bytes__only\n").body);
}

function pieces(template: string, right: Expr): Expr[] | undefined {
  const fields = [...template.matchAll(FIELD)];
  const wanted = fields.filter(([whole]) => whole !== "%%").length;
  const isTuple = right.nodeType === "Tuple";
  const items = isTuple ? [...right.elts] : [placed("bytes__only(value)\n", { value: right }, right)];
  if (items.length !== wanted || items.some((each) => each.nodeType === "Starred")) return undefined;
  const out: Expr[] = [];
  let from = 0;
  const text = (v: string): void => {
    if (v) out.push({ nodeType: "Constant", value: v, lit: { k: "bytes", v }, ...placeOf(right) });
  };
  for (const { 0: whole, 1: flags = "", 2: width = "", 3: precision, 4: kind = "", index } of fields) {
    text(template.slice(from, index));
    from = index + whole.length;
    if (whole === "%%") {
      text("%");
      continue;
    }
    const value = items.shift() as Expr;
    if (kind === "") return undefined;
    if (/[sb]/.test(kind)) {
      if (/[+ #0]/.test(flags)) return undefined;
      const given = `${width || 0}, ${precision ?? -1}, ${flags.includes("-") ? "True" : "False"}`;
      out.push(placed(`bytes__part(value, ${given})\n`, { value }, right));
    } else {
      const asText = whole.replace(/[ra]$/, "a");
      out.push(placed(`(${JSON.stringify(asText)} % (value,)).encode()\n`, { value }, right));
    }
  }
  text(template.slice(from));
  return out;
}
