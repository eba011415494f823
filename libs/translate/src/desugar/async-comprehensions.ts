import type { Comprehension, Expr, FunctionDef, Module, Place, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { callOf, namesIn, placed } from "./await-nodes.js";

type Tree = { nodeType: string } & Place & Record<string, unknown>;
type Comprehended = Tree & { generators: Comprehension[]; elt: Expr; key: Expr; value: Expr };

/** What a comprehension starts with, and what adds an item to it. */
const KINDS: Record<string, [start: string, add: string]> = {
  ListComp: ["[]", ".append(None)"],
  SetComp: ["set()", ".add(None)"],
  DictComp: ["{}", "[None] = None"],
};

/**
 * `[y async for x in z]`, as a call that is awaited of a coroutine that stands before the statement; `z` is handed to
 * it where names in it are bound by the comprehension.
 */
export function desugarAsyncComprehensions(module: Module): void {
  let count = 0;

  const inBody = (body: Stmt[]): void => {
    for (let i = 0; i < body.length; i++) {
      const made: Stmt[] = [];
      inStmt(body[i] as unknown as Tree, made);
      body.splice(i, 0, ...made);
      i += made.length;
    }
  };

  const inStmt = (node: Tree, made: Stmt[]): void => {
    for (const key of Object.keys(node)) {
      const child = node[key];
      if (/^(body|orelse|finalbody)$/.test(key) && Array.isArray(child)) inBody(child as Stmt[]);
      else if (key === "handlers" || key === "cases") for (const part of child as Tree[]) inStmt(part, made);
      else inside(child, made);
    }
  };

  const inside = (child: unknown, made: Stmt[]): void => {
    if (Array.isArray(child)) for (const each of child) inside(each, made);
    else if (typeof child === "object" && child !== null && "nodeType" in child) inExpr(child as Tree, made);
  };

  const inExpr = (node: Tree, made: Stmt[]): void => {
    if (node.nodeType === "Lambda") return;
    const { generators } = node as Comprehended;
    if (!generators) {
      for (const key of Object.keys(node)) if (key !== "lit") inside(node[key], made);
      return;
    }
    const first = generators[0] as Comprehension;
    inExpr(first.iter as unknown as Tree, made);
    const kind = KINDS[node.nodeType];
    if (!kind || !generators.some(({ is_async }) => is_async)) return;
    count += 1;
    const name = `comp__${count}`;
    const { iter } = first;
    const bound = new Set(generators.flatMap(({ target }) => [...namesIn(target)]));
    const isInside = ![...namesIn(iter)].some((each) => bound.has(each));
    const def = coroutineOf(node as Comprehended, name, kind, isInside);
    inBody(def.body);
    made.push(def as unknown as Stmt);
    const call = callOf(name, isInside ? [] : [iter], node);
    for (const key of Object.keys(node)) if (!/^(end_)?(lineno|col_offset)$/.test(key)) delete node[key];
    Object.assign(node, { nodeType: "Await", value: call });
  };

  inBody(module.body);
}

function coroutineOf(node: Comprehended, name: string, [start, add]: [string, string], isInside: boolean): FunctionDef {
  const [source, items] = [`source__${name}`, `items__${name}`];
  const parsed = (text: string): Stmt[] => parse(text).body.map((each) => placed(each, node));
  const [def] = parsed(
    `async def ${name}(${isInside ? "" : source}):\n  ${items} = ${start}\n  return ${items}\n`,
  ) as unknown as [FunctionDef];
  const [last] = parsed(items + add) as [Stmt & { value: Expr; targets: [{ slice: Expr }] }];
  if (node.nodeType === "DictComp") {
    last.targets[0].slice = node.key;
    last.value = node.value;
  } else (last.value as Expr & { nodeType: "Call" }).args = [node.elt];
  let inner: Stmt = last;
  for (const [i, { target, iter, ifs, is_async }] of [...node.generators.entries()].reverse()) {
    for (const test of [...ifs].reverse()) {
      const [stmt] = parsed("if None:\n  pass\n") as [Stmt];
      inner = Object.assign(stmt, { test, body: [inner] });
    }
    const [loop] = parsed(`for _ in ${source}:\n  pass\n`) as [Stmt];
    inner = Object.assign(loop, {
      ...(is_async && { nodeType: "AsyncFor" }),
      target,
      ...((i > 0 || isInside) && { iter }),
      body: [inner],
      ...placeOf(node),
    }) as Stmt;
  }
  def.body.splice(1, 0, inner);
  return def;
}
