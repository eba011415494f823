import type { Expr, FunctionDef, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";

export interface LocalNames {
  /** What the function binds beside its parameters, in the order of its frame. */
  stored: string[];
}

/** What makes the order of a frame's names another than that of the source, or keeps a name elsewhere. */
const UNORDERED = new Set(
  "FunctionDef AsyncFunctionDef Lambda ClassDef ListComp SetComp DictComp GeneratorExp NamedExpr Match Global Nonlocal Import ImportFrom Delete".split(
    " ",
  ),
);

/** The names of a function's frame, where the source tells them. */
export function localNames({ args, body }: FunctionDef): LocalNames | undefined {
  const params = new Set(
    [...args.posonlyargs, ...args.args, ...args.kwonlyargs, args.vararg, args.kwarg].map((each) => each?.arg),
  );
  const found = body.map(storedIn);
  if (found.some((names) => names === undefined)) return undefined;
  const stored = new Set(found.flatMap((names) => [...(names as Set<string>)]));
  return { stored: [...stored].filter((name) => !params.has(name)) };
}

/** The names that a statement binds, in order; nothing where that cannot be told. */
export function storedIn(stmt: Stmt): Set<string> | undefined {
  const names = new Set<string>();
  let isKnown = true;
  eachNode(stmt, (each) => {
    const node = each as unknown as (Expr | Stmt) & { ctx?: { nodeType?: string }; name?: unknown };
    if (UNORDERED.has(node.nodeType) || (node.nodeType === "AnnAssign" && !node.value)) isKnown = false;
    if (node.nodeType === "Name" && node.ctx?.nodeType !== "Load") names.add(node.id);
    if ((each as { nodeType: string }).nodeType === "ExceptHandler" && typeof node.name === "string") isKnown = false;
  });
  return isKnown ? names : undefined;
}
