import type { Arguments, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";
import { decoratorName } from "../resolve/decorators.js";

/** Types that are bases of others, and so asked after them. */
const ORDER = ["bool", "int", "float", "complex", "str", "bytes"];
/** What derives from another of them comes before it. */
const ABSTRACT = (
  "Integral Rational Real Complex Number MutableSequence Sequence MutableMapping Mapping MutableSet Set Collection " +
  "Reversible Iterable Sized Container Hashable Callable"
).split(" ");

/**
 * `functools.singledispatch` as a function that asks for the type of its first argument: the classes of the program from
 * the last to the first, so that a class comes before its bases, then Python's own, then the abstract ones.
 */
export function desugarSingleDispatch(modules: Module[]): void {
  for (const module of modules) {
    module.body = resolved(module.body, classesOf(module));
    eachNode(module, (node) => {
      const def = node as unknown as FunctionDef;
      if (node.nodeType === "FunctionDef") def.body = resolved(def.body, classesOf(module));
      if (node.nodeType === "ClassDef") def.body = resolved(def.body, classesOf(module), true);
    });
  }
}

function classesOf(module: Module): string[] {
  const out: string[] = [];
  eachNode(module, (node) => {
    if (node.nodeType === "ClassDef") out.push((node as unknown as { name: string }).name);
  });
  return out;
}

/** Of methods the first parameter behind the object is asked. */
function resolved(body: Stmt[], classes: string[], isClass = false): Stmt[] {
  const wanted = isClass ? "singledispatchmethod" : "singledispatch";
  const bases = body.filter(
    (stmt): stmt is FunctionDef =>
      stmt.nodeType === "FunctionDef" &&
      stmt.decorator_list.length === 1 &&
      decoratorName(stmt.decorator_list[0] as Expr) === wanted,
  );
  return bases.reduce((rest, base) => dispatching(rest, base, classes, isClass), body);
}

function dispatching(body: Stmt[], base: FunctionDef, classes: string[], isClass: boolean): Stmt[] {
  const first = body.indexOf(base);
  const impls: { type: Expr; name: string }[] = [];
  let last = first;
  const called = new Set<Stmt>();
  body.forEach((stmt, i) => {
    const call = stmt.nodeType === "Expr" && registration(stmt.value, base.name);
    if (call) {
      impls.push(call);
      called.add(stmt);
      last = i;
    }
    if (stmt.nodeType !== "FunctionDef" || !stmt.decorator_list.some((each) => isRegister(each, base.name))) return;
    if (!stmt.decorator_list.every((each) => isRegister(each, base.name)))
      refuse("a registered function with another decorator", stmt);
    if (fallbacks(stmt.args) !== fallbacks(base.args))
      refuse(
        "a registered function with other defaults",
        stmt,
        "give it the defaults of the function it is registered with",
      );
    const name = stmt.name === "_" ? `${base.name}__${impls.length + 1}` : stmt.name;
    for (const each of stmt.decorator_list) impls.push({ type: typeOf(each, stmt, isClass), name });
    stmt.decorator_list = [];
    stmt.name = name;
    last = i;
  });
  const between = body
    .slice(first, last)
    .find((stmt) => !/^(FunctionDef|ClassDef|Import|ImportFrom)$/.test(stmt.nodeType) && !called.has(stmt) && !isClass);
  if (between) refuse("a statement between the functions of singledispatch", between, "register them all first");
  const rank = ({ type }: { type: Expr }): number => {
    const name = type.nodeType === "Name" ? type.id : type.nodeType === "Attribute" ? type.attr : "";
    const own = classes.indexOf(name);
    if (own >= 0) return -own - 1;
    if (name === "object") return 1000;
    if (ABSTRACT.includes(name)) return 100 + ABSTRACT.indexOf(name);
    return ORDER.includes(name) ? ORDER.indexOf(name) : 10;
  };
  const sorted = [...impls].sort((a, b) => rank(a) - rank(b));
  const dispatcher = dispatcherOf(base, sorted, isClass);
  const plain: FunctionDef = { ...base, name: `${base.name}__object`, decorator_list: [] };
  return body.flatMap((stmt) => (stmt === base ? [plain, dispatcher] : called.has(stmt) ? [] : [stmt]));
}

/** `f.register(T, other)` as a statement of its own. */
function registration(node: Expr, name: string): { type: Expr; name: string } | undefined {
  if (node.nodeType !== "Call" || !isRegister(node, name) || node.keywords.length) return undefined;
  const [type, to] = node.args;
  return type && to?.nodeType === "Name" ? { type, name: to.id } : undefined;
}

/** What parameters are worth that are not given, as a text. */
const fallbacks = ({ defaults, kw_defaults, kwonlyargs }: Arguments): string =>
  JSON.stringify([defaults, kw_defaults, kwonlyargs.map(({ arg }) => arg)], (key, value) =>
    /^(lineno|col_offset|end_lineno|end_col_offset|sym|scope|web)$/.test(key)
      ? undefined
      : typeof value === "bigint"
        ? `${value}n`
        : value,
  );

/** `f.register` or `f.register(T)`. */
function isRegister(node: Expr, name: string): boolean {
  const func = node.nodeType === "Call" ? node.func : node;
  return (
    func.nodeType === "Attribute" &&
    func.attr === "register" &&
    func.value.nodeType === "Name" &&
    func.value.id === name
  );
}

function typeOf(decorator: Expr, def: FunctionDef, isClass: boolean): Expr {
  const asked = parameters(def.args)[isClass ? 1 : 0];
  const [type] = decorator.nodeType === "Call" ? decorator.args : [asked?.annotation];
  if (!type || type.nodeType === "Constant") return refuse("register without a type", decorator, "write register(T)");
  return type;
}

const parameters = (args: Arguments): Arguments["args"] => [...args.posonlyargs, ...args.args];

function dispatcherOf(base: FunctionDef, impls: { type: Expr; name: string }[], isClass: boolean): FunctionDef {
  const place = placeOf(base);
  const { args } = base;
  const self = isClass ? parameters(args)[0]?.arg : undefined;
  const target = parameters(args)[isClass ? 1 : 0]?.arg;
  if (!target) return refuse("singledispatch of a function without parameters", base);
  const name = (id: string): Expr => ({ nodeType: "Name", id, ctx: { nodeType: "Load" }, ...place }) as unknown as Expr;
  const call = (func: string, given: Expr[], keywords: unknown[] = []): Expr =>
    ({ nodeType: "Call", func: name(func), args: given, keywords, ...place }) as unknown as Expr;
  const method = (attr: string): Expr =>
    ({
      nodeType: "Attribute",
      value: name(self as string),
      attr,
      ctx: { nodeType: "Load" },
      ...place,
    }) as unknown as Expr;
  const through = (to: string): Stmt => {
    const given = parameters(args)
      .slice(isClass ? 1 : 0)
      .map(({ arg }) => name(arg));
    if (args.vararg) given.push({ nodeType: "Starred", value: name(args.vararg.arg), ...place } as Expr);
    const keywords = [
      ...args.kwonlyargs.map(({ arg }) => ({ nodeType: "Keyword", arg, value: name(arg), ...place })),
      ...(args.kwarg ? [{ nodeType: "Keyword", value: name(args.kwarg.arg), ...place }] : []),
    ];
    const made = call(to, given, keywords) as Expr & { nodeType: "Call" };
    return { nodeType: "Return", value: isClass ? { ...made, func: method(to) } : made, ...place } as Stmt;
  };
  const body = impls.map(
    ({ type, name: to }) =>
      ({
        nodeType: "If",
        test: call("isinstance", [name(target), structuredClone(type)]),
        body: [through(to)],
        orelse: [],
        ...place,
      }) as unknown as Stmt,
  );
  return {
    ...base,
    args: structuredClone(args),
    decorator_list: [],
    body: [...body, through(`${base.name}__object`)],
  };
}
