import type { ClassDef, Module } from "../ast.js";

/** Is a name private to the class that it is written in? */
const isPrivate = (name: unknown): name is string =>
  typeof name === "string" && name.startsWith("__") && !name.endsWith("__");

/** Where nodes keep names. */
const NAMED = ["id", "attr", "name", "arg", "names", "kwd_attrs"] as const;

/** `__name` within a class is `_Class__name`: what a base class keeps so is another thing. */
export function desugarPrivateNames(modules: Module[]): void {
  for (const module of modules) walk(module, undefined);
}

function walk(node: object, owner: string | undefined): void {
  const { nodeType } = node as { nodeType?: string };
  if (owner !== undefined && nodeType && nodeType !== "alias" && nodeType !== "ImportFrom") rename(node, owner);
  const inside = nodeType === "ClassDef" ? (node as ClassDef).name.replace(/^_+/, "") : owner;
  for (const key in node) {
    if (key === "lit") continue;
    const child = (node as Record<string, unknown>)[key];
    if (typeof child !== "object" || child === null) continue;
    const isBody = nodeType !== "ClassDef" || key === "body";
    for (const each of Array.isArray(child) ? child : [child])
      if (typeof each === "object" && each !== null) walk(each, (isBody ? inside : owner) || undefined);
  }
}

function rename(node: object, owner: string): void {
  const named = node as Record<string, unknown>;
  for (const key of NAMED) {
    const name = named[key];
    if (isPrivate(name)) named[key] = `_${owner}${name}`;
    else if (Array.isArray(name))
      named[key] = name.map((each: unknown) => (isPrivate(each) ? `_${owner}${each}` : each));
  }
}
