import type { Expr, Module, Name } from "../ast.js";
import { plainPart } from "../desugar/descriptors.js";
import { eachNode } from "../program/walk.js";
import type { Sym } from "./symbols.js";

/** The names by which a program may reach attributes without writing them down as such. */
export interface AttributeNames {
  /** What a variable that only walks through texts of the source may be. */
  walked: Map<Sym, Set<string>>;
  /** Texts of the source that could be names, and the names of arguments. */
  texts: Set<string>;
  /** The names of arguments that classes are called with, and the keys of dictionaries. */
  given: Set<string>;
  /** Attributes that the source writes down. */
  read: Set<string>;
  /** Is text read that the source does not hold? */
  isFed: boolean;
  /** Are objects asked for all that they have? */
  isListed: boolean;
}

/** What a worked-out name may be: one of these, or any name with this beginning and end. */
export interface NamePattern {
  names?: ReadonlySet<string>;
  before: string;
  after: string;
}

const IS_NAME = /^[A-Za-z_]\w*$/;

/** Gathers the names. For programs that work out the names of attributes; scopes are known. */
export function attributeNames(modules: readonly Module[]): AttributeNames {
  const out: AttributeNames = {
    walked: new Map(),
    texts: new Set(),
    given: new Set(),
    read: new Set(),
    isFed: false,
    isListed: false,
  };
  const lists = new Map<string, string[] | undefined>();
  const loops: { target: Expr; iter: Expr }[] = [];
  const classes = new Set<string>();
  for (const module of modules)
    eachNode(module, (each) => {
      const node = each as unknown as Expr & { target?: Expr; iter?: Expr; targets?: Expr[]; name?: string };
      if (node.nodeType === "Constant" && node.lit.k === "str") {
        for (const word of node.lit.v.split(/[\s,]+/)) if (IS_NAME.test(word)) out.texts.add(word);
      } else if (node.nodeType === "Dict") {
        for (const key of node.keys.map(textOf)) if (key !== undefined && IS_NAME.test(key)) out.given.add(key);
      } else if (node.nodeType === "Attribute") out.read.add(node.attr);
      else if (node.nodeType === "Name") {
        out.isFed ||= /^(input|open|stdin|argv)$/.test(node.id);
        out.isListed ||= node.id === "dir";
      } else if (node.nodeType === "Call") {
        for (const { arg } of node.keywords) if (arg !== undefined) out.texts.add(arg);
      } else if ((each.nodeType === "For" || each.nodeType === "Comprehension") && node.target && node.iter)
        loops.push({ target: node.target, iter: node.iter });
      else if (each.nodeType === "ClassDef") classes.add(node.name as string);
      else if (each.nodeType === "Assign" && node.targets?.length === 1) {
        const [target] = node.targets as [Expr];
        const name = target.nodeType === "Name" ? target.id : target.nodeType === "Attribute" ? target.attr : undefined;
        const value = (each as unknown as { value: Expr }).value;
        if (name !== undefined) lists.set(name, lists.has(name) ? undefined : textsOf(value, 0));
      }
    });
  for (const module of modules)
    eachNode(module, (each) => {
      const node = each as unknown as Expr;
      if (node.nodeType !== "Call") return;
      const name =
        node.func.nodeType === "Name" ? node.func.id : node.func.nodeType === "Attribute" ? node.func.attr : "";
      if (classes.has(name) || name === "cls" || name === "__init__")
        for (const { arg } of node.keywords) if (arg !== undefined) out.given.add(arg);
    });
  out.isFed ||= ["stdin", "argv", "read_text"].some((name) => out.read.has(name));
  const counts = new Map<Sym, number>();
  for (const { target, iter } of loops) {
    const targets = target.nodeType === "Tuple" ? target.elts : [target];
    targets.forEach((each, i) => {
      const sym = each.nodeType === "Name" ? each.sym : undefined;
      const found =
        sym && !sym.isParam ? walkedTexts(iter, target === each ? 0 : i, target === each, lists) : undefined;
      if (!sym || !found) return;
      counts.set(sym, (counts.get(sym) ?? 0) + 1);
      const known = out.walked.get(sym) ?? new Set();
      for (const text of found) known.add(text);
      out.walked.set(sym, known);
    });
  }
  for (const [sym, count] of counts) if (sym.bindings !== count) out.walked.delete(sym);
  return out;
}

function walkedTexts(
  iter: Expr,
  at: number,
  isWhole: boolean,
  lists: ReadonlyMap<string, string[] | undefined>,
): string[] | undefined {
  if (iter.nodeType === "Name" || iter.nodeType === "Attribute")
    return isWhole ? lists.get(iter.nodeType === "Name" ? iter.id : iter.attr) : undefined;
  if (iter.nodeType === "Call" && iter.func.nodeType === "Attribute" && iter.func.attr === "items")
    return !isWhole && at === 0 ? textsOf(iter.func.value, 0) : undefined;
  if (!isWhole && iter.nodeType !== "Dict" && (iter.nodeType === "List" || iter.nodeType === "Tuple")) {
    const texts = iter.elts.map((each) =>
      each.nodeType === "Tuple" || each.nodeType === "List" ? textOf(each.elts[at]) : undefined,
    );
    return texts.every((text) => text !== undefined) ? (texts as string[]) : undefined;
  }
  return isWhole ? textsOf(iter, at) : undefined;
}

/** The texts that a display, a dictionary's keys or `"a b".split()` hold, and nothing else. */
function textsOf(node: Expr, _at: number): string[] | undefined {
  const { nodeType } = node;
  if (nodeType === "Call" && node.func.nodeType === "Attribute" && node.func.attr === "split" && !node.args.length)
    return textOf(node.func.value)?.split(/\s+/);
  const items = nodeType === "List" || nodeType === "Tuple" || nodeType === "Set" ? node.elts : undefined;
  const texts = (items ?? (nodeType === "Dict" ? node.keys : undefined))?.map(textOf);
  return texts?.every((text) => text !== undefined) ? (texts as string[]) : undefined;
}

const textOf = (node: Expr | undefined | null): string | undefined =>
  node?.nodeType === "Constant" && node.lit.k === "str" ? node.lit.v : undefined;

/** What the attributes of an object by that name are known to be. */
export interface KnownTexts {
  self: string;
  texts: ReadonlyMap<string, string>;
}

/** What the value of an expression may be as a name. */
export function patternOf(known: AttributeNames, node: Expr, own?: KnownTexts): NamePattern {
  const text = exactly(node, own);
  if (text !== undefined) return { names: new Set([text]), before: "", after: "" };
  if (node.nodeType === "Name") {
    const names = node.sym && known.walked.get((node as Name).sym as Sym);
    return { ...(names && { names }), before: "", after: "" };
  }
  const parts =
    node.nodeType === "JoinedStr"
      ? (node.values as Expr[])
      : node.nodeType === "BinOp" && node.op.nodeType === "Add"
        ? [node.left, node.right]
        : [];
  const [first, last] = [parts[0], parts.at(-1)];
  return {
    before: first ? (exactly(first, own) ?? patternOf(known, first, own).before) : "",
    after: (parts.length > 1 && last && exactly(last, own)) || "",
  };
}

/** The text that an expression is, where the source says it. */
function exactly(node: Expr, own: KnownTexts | undefined): string | undefined {
  const text = textOf(node);
  if (text !== undefined) return text;
  if (node.nodeType === "Attribute" && node.value.nodeType === "Name" && node.value.id === own?.self)
    return own.texts.get(node.attr);
  const parts =
    node.nodeType === "BinOp" && node.op.nodeType === "Add"
      ? [node.left, node.right]
      : node.nodeType === "JoinedStr"
        ? (node.values as Expr[]).map(plainPart)
        : undefined;
  const texts = parts?.map((each) => each && exactly(each, own));
  return texts?.every((each) => each !== undefined) ? texts.join("") : undefined;
}

/** May a name be what a pattern stands for? */
export const matches = ({ names, before, after }: NamePattern, name: string): boolean =>
  names
    ? names.has(name)
    : name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
