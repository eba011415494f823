import type { Arg, Arguments, Call, ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { afterImports, placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { decoratorName } from "../resolve/decorators.js";
import { callOf, pause, placed } from "./await-nodes.js";

type Def = FunctionDef & { nodeType: string };

/*
 * `@asynccontextmanager` of an asynchronous generator: the generator under another name, a class that enters and leaves
 * it, and a function of the old name that makes an object of that. Each has a class of its own, since what it gives has
 * a type of its own.
 */

/** `REST` stands where a coroutine rests. */
const MANAGER = (name: string): string => `
class ${name}:
  def __init__(self, steps):
    self.steps = steps
  def aenter__(self):
    step = next(self.steps)
    while step is None:
      REST
      step = next(self.steps)
    return step[0]
  def aexit__(self, kind, error, trace):
    steps = self.steps
    if error is None:
      try:
        step = next(steps)
        while step is None:
          REST
          step = next(steps)
      except StopIteration:
        return False
      raise RuntimeError("generator didn't stop")
    try:
      step = steps.throw(error)
      while step is None:
        REST
        step = next(steps)
    except StopIteration:
      return True
    except BaseException as again:
      if again is error:
        return False
      raise
    raise RuntimeError("generator didn't stop after athrow()")
`;

const isManager = (def: Def): boolean =>
  def.nodeType === "AsyncFunctionDef" &&
  def.decorator_list.some((each) => decoratorName(each) === "asynccontextmanager");

export function desugarAsyncManagers(module: Module): void {
  const classes: Stmt[] = [];
  const inBody = (body: Stmt[], isClass: boolean): void => {
    for (let i = 0; i < body.length; i++) {
      const stmt = body[i] as Stmt;
      const def = stmt as unknown as Def;
      if (isManager(def)) {
        const name = `Managing__${classes.length + 1}`;
        classes.push(managerClass(def, name));
        body.splice(i, 1, ...(split(def, name, isClass) as unknown as Stmt[]));
        i += 1;
      } else
        for (const key of ["body", "orelse", "finalbody"]) {
          const inner = (stmt as unknown as Record<string, unknown>)[key];
          if (Array.isArray(inner)) inBody(inner as Stmt[], stmt.nodeType === "ClassDef");
        }
    }
  };
  inBody(module.body, false);
  module.body.splice(afterImports(module.body), 0, ...classes);
}

function managerClass(def: Def, name: string): Stmt {
  const [made] = parse(MANAGER(name)).body.map((each) => placed(each, def)) as [ClassDef];
  const rest = (body: Stmt[]): void => {
    for (const [i, stmt] of body.entries()) {
      if (stmt.nodeType === "Expr" && stmt.value.nodeType === "Name" && stmt.value.id === "REST") body[i] = pause(def);
      for (const key of ["body", "orelse", "finalbody", "handlers"]) {
        const inner = (stmt as unknown as Record<string, unknown>)[key];
        if (Array.isArray(inner)) rest(inner as Stmt[]);
      }
    }
  };
  rest(made.body);
  for (const each of made.body.slice(1)) Object.assign(each, { isCoroutine: true });
  return made as Stmt;
}

function split(def: Def, manager: string, isMethod: boolean): Def[] {
  if (def.decorator_list.length > 1) refuse("asynccontextmanager beside other decorators", def);
  const place = placeOf(def);
  const steps = `${def.name}__steps`;
  const [self] = def.args.args;
  const call = callOf(steps, [], def);
  if (isMethod && self)
    call.func = {
      nodeType: "Attribute",
      value: nameOf(self),
      attr: steps,
      ctx: { nodeType: "Load" },
      ...place,
    } as Expr;
  pass(call, def.args, isMethod);
  const [wrapper] = parse("def f():\n  return None\n").body.map((each) => placed(each, def)) as unknown as [Def];
  const [result] = wrapper.body as [Stmt & { value: Expr }];
  result.value = callOf(manager, [call], def);
  Object.assign(wrapper, { name: def.name, args: def.args });
  const without = (all: Arg[]): Arg[] => all.map((each) => ({ ...each }));
  const { posonlyargs, args, vararg, kwonlyargs, kwarg } = def.args;
  const bare = {
    ...def.args,
    posonlyargs: without(posonlyargs),
    args: without(args),
    kwonlyargs: without(kwonlyargs),
    ...(vararg && { vararg: { ...vararg } }),
    ...(kwarg && { kwarg: { ...kwarg } }),
    defaults: [],
    kw_defaults: kwonlyargs.map(() => null),
  } as unknown as Arguments;
  return [{ ...def, name: steps, args: bare, decorator_list: [] }, wrapper];
}

const nameOf = (param: Arg): Expr =>
  ({ nodeType: "Name", id: param.arg, ctx: { nodeType: "Load" }, ...placeOf(param) }) as unknown as Expr;

/** Every parameter, handed on. */
function pass(call: Call, { posonlyargs, args, vararg, kwonlyargs, kwarg }: Arguments, isMethod: boolean): void {
  const place = placeOf(call);
  call.args = [...posonlyargs, ...args].slice(isMethod ? 1 : 0).map(nameOf);
  const star = (value: Expr): Expr =>
    ({ nodeType: "Starred", value, ctx: { nodeType: "Load" }, ...place }) as unknown as Expr;
  if (vararg) call.args.push(star(nameOf(vararg)));
  const keyword = (value: Expr, arg?: string): Call["keywords"][number] =>
    ({ nodeType: "Keyword", ...(arg !== undefined && { arg }), value, ...place }) as Call["keywords"][number];
  call.keywords = kwonlyargs.map((each) => keyword(nameOf(each), each.arg));
  if (kwarg) call.keywords.push(keyword(nameOf(kwarg)));
}
