import type { Module } from "@troupe/translate";

/** A node of Python's syntax tree, as far as this folder looks into it. */
export interface Tree {
  nodeType: string;
  lineno: number;
  [field: string]: unknown;
}

export const bodyOf = (node: Module | Tree): Tree[] => (node as { body?: Tree[] }).body ?? [];

/** A function's or module's docstring. */
export function docstringOf(node: Module | Tree): string | undefined {
  const first = bodyOf(node)[0];
  const value = first?.nodeType === "Expr" ? (first.value as Tree) : undefined;
  const lit = value?.nodeType === "Constant" ? (value.lit as { k: string; v?: unknown }) : undefined;
  return lit?.k === "str" ? String(lit.v) : undefined;
}

/** Functions and classes, with those inside classes, under their qualified names. */
export function* namedDefinitionsOf(node: Module | Tree, within = ""): Generator<{ name: string; node: Tree }> {
  for (const child of bodyOf(node)) {
    if (child.nodeType !== "FunctionDef" && child.nodeType !== "ClassDef") continue;
    const name = `${within}${String(child.name)}`;
    yield { name, node: child };
    if (child.nodeType === "ClassDef") yield* namedDefinitionsOf(child, `${name}.`);
  }
}

/** Functions and methods of a module, with the lines they begin at. */
export function functionsOf(node: Module): { name: string; line: number }[] {
  return [...namedDefinitionsOf(node)]
    .filter(({ node: { nodeType } }) => nodeType === "FunctionDef")
    .map(({ name, node: { lineno } }) => ({ name, line: lineno }));
}
