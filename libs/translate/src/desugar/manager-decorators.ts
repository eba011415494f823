import type { Call, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { eachNode, eachStmt } from "../program/walk.js";
import { decoratorName } from "../resolve/decorators.js";

/**
 * `@manager("name")` right above a function, of a `@contextmanager` of the module and constants: Python makes the manager
 * anew for each call, so the function's body stands in a `with` of it.
 */
export function desugarManagerDecorators(modules: Module[]): void {
  for (const module of modules) {
    const managers = new Set(
      module.body.flatMap((stmt) => (stmt.nodeType === "FunctionDef" && isManager(stmt) ? [stmt.name] : [])),
    );
    if (managers.size === 0) continue;
    eachStmt(module.body, (stmt) => {
      if (stmt.nodeType === "FunctionDef") enter(stmt, managers);
    });
  }
}

const isManager = ({ decorator_list }: FunctionDef): boolean =>
  decorator_list.some((each) => decoratorName(each) === "contextmanager");

const isConstant = (node: Expr): boolean =>
  node.nodeType === "Constant" || (node.nodeType === "UnaryOp" && isConstant(node.operand));

function isMade(node: Expr | undefined, managers: ReadonlySet<string>): node is Call {
  if (node?.nodeType !== "Call" || node.func.nodeType !== "Name" || !managers.has(node.func.id)) return false;
  return [...node.args, ...node.keywords.map(({ value }) => value)].every(isConstant);
}

function enter(def: FunctionDef, managers: ReadonlySet<string>): void {
  const manager = def.decorator_list.at(-1);
  if (!isMade(manager, managers) || yields(def.body)) return;
  def.decorator_list.pop();
  const [first, ...rest] = def.body;
  const isDoc = first?.nodeType === "Expr" && first.value.nodeType === "Constant" && first.value.lit.k === "str";
  const body = isDoc ? rest : def.body;
  const item = { nodeType: "WithItem", context_expr: manager, ...placeOf(manager) };
  const entered = { nodeType: "With", items: [item], body, ...placeOf(manager) } as unknown as Stmt;
  if (body.length) def.body = isDoc ? [first, entered] : [entered];
}

/** Whether a body may make a generator of its function. */
function yields(body: readonly Stmt[]): boolean {
  let found = false;
  eachNode({ body }, ({ nodeType }) => {
    found ||= /^(Yield|YieldFrom|Await)$/.test(nodeType);
  });
  return found;
}
