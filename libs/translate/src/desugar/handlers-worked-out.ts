import type { ExceptHandler, Expr, Module, Stmt, Try } from "../ast.js";
import { paramsIn, placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/** Whether a source may have a handler of classes that are worked out. */
export const HANDLER_WORKED_OUT = /\bexcept\s+(?:[a-z_]\w*\b|\w+\[)/;

/**
 * `except self.errors as e:`, `except TABLE[name]:`, `except errors:` of a parameter: all is caught, asked by
 * `isinstance`, and raised again where it is none of them. Handlers below it are asked in turn.
 */
export function desugarHandlersWorkedOut(modules: Module[]): void {
  for (const module of modules) {
    const params = new Set<string>();
    const tries: Try[] = [];
    eachNode(module, (given) => {
      const node = given as unknown as Stmt & { args?: unknown };
      if (node.nodeType === "FunctionDef") for (const name of paramsIn(node.args)) params.add(name);
      if (node.nodeType === "Try") tries.push(node as Try);
    });
    for (const each of tries) settle(each, params);
  }
}

function isWorkedOut(node: Expr | undefined, params: ReadonlySet<string>): boolean {
  if (node?.nodeType === "Subscript") return true;
  const root = node?.nodeType === "Attribute" ? node.value : node;
  return root?.nodeType === "Name" && params.has(root.id);
}

function settle(stmt: Try, params: ReadonlySet<string>): void {
  const at = stmt.handlers.findIndex(({ type }) => isWorkedOut(type, params));
  if (at < 0) return;
  const asked = stmt.handlers.slice(at);
  const [first] = asked as [ExceptHandler];
  const name = asked.find((each) => each.name)?.name ?? "_caught";
  if (asked.some((each) => each.name && each.name !== name)) return;
  const place = placeOf(first);
  const load = (id: string): Expr => ({ nodeType: "Name", id, ctx: { nodeType: "Load" }, ...place }) as unknown as Expr;
  const again = { nodeType: "Raise", ...place } as unknown as Stmt;
  const body = asked.reduceRight<Stmt[]>(
    (orelse, { type, body: own }) => {
      if (!type) return own;
      const args = [load(name), type];
      const test = { nodeType: "Call", func: load("isinstance"), args, keywords: [], handles: true, ...place };
      return [{ nodeType: "If", test, body: own, orelse, ...place } as unknown as Stmt];
    },
    [again],
  );
  stmt.handlers = [...stmt.handlers.slice(0, at), { ...first, type: load("BaseException"), name, body }];
}
