import type { ClassDef, Expr, Place, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";

const textOf = (node: Expr | null | undefined): string | undefined =>
  node?.nodeType === "Constant" && node.lit.k === "str" ? node.lit.v : undefined;

const number = (v: bigint, at: Place): Expr =>
  ({ nodeType: "Constant", lit: { k: "int", v }, ...placeOf(at) }) as unknown as Expr;

type Member = [string | undefined, Expr | undefined];

/** The members as they are listed, each with its value where that is said. */
function listed(node: Expr): Member[] | undefined {
  const text = textOf(node);
  if (text !== undefined)
    return text
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((name) => [name, undefined]);
  if (node.nodeType === "Dict") return node.keys.map((key, i) => [textOf(key), node.values[i]]);
  if (node.nodeType !== "List" && node.nodeType !== "Tuple") return undefined;
  return node.elts.map((each) =>
    each.nodeType === "Tuple" && each.elts.length === 2
      ? [textOf(each.elts[0]), each.elts[1]]
      : [textOf(each), undefined],
  );
}

/** `Color = Enum("Color", "RED GREEN")` as a class statement. */
export function enumOf(stmt: Stmt): ClassDef | undefined {
  if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1 || stmt.value.nodeType !== "Call") return undefined;
  const [target] = stmt.targets;
  const { func, args, keywords } = stmt.value;
  const kind = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
  const start = keywords[0]?.value;
  const isPlain = keywords.every(({ arg, value }) => arg === "start" && value.nodeType === "Constant");
  if (!/^(Int)?Enum$/.test(kind) || args.length !== 2 || !isPlain || keywords.length > 1) return undefined;
  if (target?.nodeType !== "Name" || textOf(args[0]) !== target.id) return undefined;
  const members = listed(args[1] as Expr);
  const names = members?.map(([name]) => name) ?? [];
  const isNamed = names.every((name, i) => /^[A-Za-z]\w*$/.test(name ?? "") && names.indexOf(name) === i);
  if (!members?.length || !isNamed) return undefined;
  const first = start?.nodeType === "Constant" && start.lit.k === "int" ? start.lit.v : 1n;
  const body = members.map(([id, value], i) => {
    const name = { nodeType: "Name", id, ctx: { nodeType: "Store" }, ...placeOf(stmt) };
    const given = value ?? number(first + BigInt(i), stmt);
    return { nodeType: "Assign", targets: [name], value: given, ...placeOf(stmt) };
  });
  const made = { nodeType: "ClassDef", name: target.id, bases: [func], keywords: [], decorator_list: [], body };
  return { ...made, ...placeOf(stmt) } as unknown as ClassDef;
}
