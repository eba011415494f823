import type { Expr, FunctionDef, Module, Place, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";
import { decoratorName } from "../resolve/decorators.js";

/** The variable that holds what a cached function that stands in another remembers. */
export const memoName = (name: string): string => `${name}__memo`;

const name = (id: string, at: Place): Expr => ({ nodeType: "Name", id, ...placeOf(at) }) as Expr;

const call = (id: string, args: Expr[], at: Place): Expr =>
  ({ nodeType: "Call", func: name(id, at), args, keywords: [], ...placeOf(at) }) as Expr;

const isCached = (stmt: FunctionDef): boolean =>
  stmt.decorator_list.some((each) => /^(lru_cache|cache)$/.test(decoratorName(each)));

/**
 * A cached function that stands in another remembers anew each time it is made: its memory is a variable of the
 * function around it, made before it and named first in its body, so that it is captured like any other.
 */
export function desugarCaches(modules: Module[]): void {
  for (const module of modules)
    eachNode(module, (node) => {
      if (node.nodeType === "FunctionDef") within(node as unknown as FunctionDef);
    });
}

const constant = (lit: object, at: Place): Expr => ({ nodeType: "Constant", lit, ...placeOf(at) }) as Expr;

/** How much a cached function remembers; nothing where that is worked out. */
function longest(def: FunctionDef): Expr | undefined {
  const decorator = def.decorator_list.find((each) => /^(lru_cache|cache)$/.test(decoratorName(each)));
  if (!decorator || decoratorName(decorator) === "cache") return constant({ k: "none" }, def);
  const { args, keywords } = decorator.nodeType === "Call" ? decorator : { args: [], keywords: [] };
  const said = args[0] ?? keywords.find(({ arg }) => arg === "maxsize")?.value;
  if (said === undefined) return constant({ k: "int", v: 128n }, def);
  return said.nodeType === "Constant" ? said : undefined;
}

function within(outer: FunctionDef): void {
  const made = new Map<string, Expr | undefined>();
  for (let i = 0; i < outer.body.length; i++) {
    const stmt = outer.body[i] as Stmt;
    if (stmt.nodeType !== "FunctionDef" || !isCached(stmt)) continue;
    const memo = memoName(stmt.name);
    const target = name(memo, stmt);
    const keep = { nodeType: "Assign", targets: [target], value: call("__memos__", [], stmt), ...placeOf(stmt) };
    const first = stmt.body[0];
    const documented = first?.nodeType === "Expr" && first.value.nodeType === "Constant" ? 1 : 0;
    const use = { nodeType: "Expr", value: name(memo, stmt), ...placeOf(stmt) };
    stmt.body.splice(documented, 0, use as Stmt);
    outer.body.splice(i, 0, keep as Stmt);
    made.set(stmt.name, made.has(stmt.name) ? undefined : longest(stmt));
    i += 1;
  }
  if (!made.size) return;
  eachNode(outer, (node) => {
    const each = node as unknown as Expr;
    if (each.nodeType !== "Call" || each.func.nodeType !== "Attribute") return;
    const { value: base, attr } = each.func;
    if (base.nodeType !== "Name" || !made.has(base.id) || !/^cache_(clear|info)$/.test(attr)) return;
    const memo = name(memoName(base.id), each);
    const size = made.get(base.id);
    if (attr === "cache_clear") Object.assign(each, call("__memos_clear__", [memo], each));
    else if (size) Object.assign(each, call("__memos_info__", [memo, size], each));
  });
}
