import type { Expr } from "../../ast.js";

/** What a pattern's text says without being run. */
export interface Groups {
  count: number;
  /** Every group takes part in every match. */
  sure: boolean;
}

/**
 * The text of a pattern, where parts that are worked out count as one letter; nothing if none of it is written down. A
 * name that is bound once stands for what it is bound to.
 */
export function patternText(node: Expr, depth = 0): string | undefined {
  if (node.nodeType === "Name") {
    const text = node.sym?.bindings === 1 && !node.sym.isParam ? node.sym.text : undefined;
    return text && depth < 8 ? patternText(text, depth + 1) : undefined;
  }
  if (node.nodeType === "Constant") return node.lit.k === "str" ? node.lit.v : undefined;
  if (node.nodeType === "JoinedStr")
    return node.values
      .map((part) => patternText(part.nodeType === "FormattedValue" ? part.value : part, depth) ?? "x")
      .join("");
  if (node.nodeType === "BinOp" && node.op.nodeType === "Add") {
    const [left, right] = [patternText(node.left, depth), patternText(node.right, depth)];
    return left === undefined && right === undefined ? undefined : `${left ?? "x"}${right ?? "x"}`;
  }
  return undefined;
}

/** Counts a pattern's groups and asks whether one may be left out: behind `?`, `*`, `{0,…}` or beside `|`. */
export function groupsOf(text: string, verbose: boolean): Groups {
  interface Open {
    /** It is a group itself, and so many are inside it. */
    own: number;
    inner: number;
    alternatives: boolean;
    /** What it holds need not be in a match. */
    negative: boolean;
  }
  const stack: Open[] = [{ own: 0, inner: 0, alternatives: false, negative: false }];
  const isVerbose = verbose || /^\(\?[aimsu]*x/.test(text);
  let count = 0;
  let sure = true;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    const top = stack.at(-1) as Open;
    if (c === "\\") i += 1;
    else if (c === "[") i = endOfSet(text, i);
    else if (isVerbose && c === "#") i = text.indexOf("\n", i) < 0 ? text.length : text.indexOf("\n", i);
    else if (c === "|") top.alternatives = true;
    else if (c === "(") {
      if (text.startsWith("(?#", i)) {
        const end = text.indexOf(")", i);
        i = end < 0 ? text.length : end;
        continue;
      }
      const own = text[i + 1] !== "?" || text.startsWith("(?P<", i) ? 1 : 0;
      count += own;
      const negative = /^\(\?(!|<!|\()/.test(text.slice(i, i + 4));
      stack.push({ own, inner: 0, alternatives: false, negative });
    } else if (c === ")" && stack.length > 1) {
      stack.pop();
      const all = top.own + top.inner;
      const after = text.slice(i + 1).replace(isVerbose ? /^\s+/ : "", "");
      if (all && (top.negative || /^([?*]|\{0*[,}])/.test(after))) sure = false;
      if (top.inner && top.alternatives) sure = false;
      (stack.at(-1) as Open).inner += all;
    }
  }
  if ((stack[0] as Open).alternatives && count > 0) sure = false;
  return { count, sure };
}

function endOfSet(text: string, open: number): number {
  let i = open + 1;
  if (text[i] === "^") i += 1;
  if (text[i] === "]") i += 1;
  while (i < text.length && text[i] !== "]") i += text[i] === "\\" ? 2 : 1;
  return i;
}
