import type { Call, Expr, FunctionDef, Module } from "../ast.js";
import { isException } from "../library/exception-names.js";
import { paramsIn } from "../nodes.js";
import { eachNode } from "../program/walk.js";

/**
 * `except errors:` of a parameter, in a function of the module that is only ever called, each time with classes that
 * the source names: they stand in its place. Where calls name others, each has a version of the function by itself.
 */
export function desugarHandlerParameters(modules: Module[]): void {
  for (const module of modules) {
    for (const def of [...module.body]) {
      if (def.nodeType !== "FunctionDef") continue;
      for (const name of handled(def)) specialise(module, modules, def, name);
    }
  }
}

interface Handler {
  nodeType: string;
  type?: Expr;
}

/** The parameters of a function that stand in a handler of it, or of a function in it, and are nothing else there. */
function handled(def: FunctionDef): string[] {
  const params = new Set(paramsIn(def.args));
  const found = new Set<string>();
  const bound = new Set<string>();
  eachNode(def, (given) => {
    const { nodeType, type, targets, target, args } = given as Handler & {
      targets?: Expr[];
      target?: Expr;
      args?: FunctionDef["args"];
    };
    if (nodeType === "ExceptHandler" && type?.nodeType === "Name" && params.has(type.id)) found.add(type.id);
    for (const each of [...(targets ?? []), ...(target ? [target] : [])])
      eachNode(each, (name) => void bound.add((name as { id?: string }).id ?? ""));
    if (/^(FunctionDef|Lambda)$/.test(nodeType) && (given as object) !== def && args)
      for (const name of paramsIn(args)) bound.add(name);
  });
  return [...found].filter((name) => !bound.has(name));
}

function specialise(module: Module, modules: Module[], def: FunctionDef, name: string): void {
  const calls = callsOf(module, modules, def.name);
  if (!calls?.length) return;
  const classes = classNames(module);
  const given = calls.map((call) => argument(def, call, name));
  if (!given.every((each): each is Expr => each !== undefined && isStatic(each, classes))) return;
  const versions = new Map<string, FunctionDef>();
  const original = structuredClone(def);
  calls.forEach((call, i) => {
    const classes = given[i] as Expr;
    const key = keyOf(classes);
    let version = versions.get(key);
    if (!version) {
      version = versions.size ? structuredClone(original) : def;
      if (versions.size) {
        version.name = `${def.name}__${versions.size + 1}`;
        module.body.splice(module.body.indexOf(def) + 1, 0, version);
      }
      versions.set(key, version);
      eachNode(version, (each) => {
        const handler = each as Handler;
        if (handler.nodeType === "ExceptHandler" && handler.type?.nodeType === "Name" && handler.type.id === name)
          handler.type = structuredClone(classes);
      });
    }
    (call.func as { id: string }).id = version.name;
  });
}

/** The calls of a function; nothing where it is anything but called. */
function callsOf(module: Module, modules: Module[], name: string): Call[] | undefined {
  const calls: Call[] = [];
  let uses = 0;
  for (const each of modules)
    eachNode(each, (given) => {
      const node = given as { nodeType: string; id?: string; attr?: string; name?: string; func?: Expr };
      const isNamed = node.id === name || node.attr === name || (node.nodeType === "Alias" && node.name === name);
      if (isNamed) uses += 1;
      const isBound = /^(FunctionDef|ClassDef|ExceptHandler|Arg)$/.test(node.nodeType);
      if (isBound && (node.name ?? (node as { arg?: string }).arg) === name) uses += 1;
      if (each === module && node.nodeType === "Call" && node.func?.nodeType === "Name" && node.func.id === name)
        calls.push(given as unknown as Call);
    });
  return uses === calls.length + 1 ? calls : undefined;
}

/** What a call gives for a parameter, of its own or by default. */
function argument({ args }: FunctionDef, call: Call, name: string): Expr | undefined {
  if (call.args.some(({ nodeType }) => nodeType === "Starred") || call.keywords.some(({ arg }) => arg === undefined))
    return undefined;
  const positional = [...args.posonlyargs, ...args.args];
  const at = positional.findIndex(({ arg }) => arg === name);
  if (at < 0 && args.vararg?.arg === name) {
    const elts = call.args.slice(positional.length);
    return { ...call, nodeType: "Tuple", elts } as unknown as Expr;
  }
  const own = (at >= 0 ? call.args[at] : undefined) ?? call.keywords.find(({ arg }) => arg === name)?.value;
  if (own) return own;
  const only = args.kwonlyargs.findIndex(({ arg }) => arg === name);
  return (
    (only >= 0 ? args.kw_defaults[only] : args.defaults[at - positional.length + args.defaults.length]) ?? undefined
  );
}

/** Classes that a module defines, and its variables for tuples of such. */
function classNames(module: Module): Set<string> {
  const out = new Set<string>();
  for (const stmt of module.body) {
    if (stmt.nodeType === "ClassDef") out.add(stmt.name);
    const [target] = stmt.nodeType === "Assign" ? stmt.targets : [];
    if (stmt.nodeType === "Assign" && target?.nodeType === "Name" && stmt.value.nodeType === "Tuple")
      out.add(target.id);
  }
  return out;
}

const isStatic = (node: Expr, classes: ReadonlySet<string>): boolean =>
  node.nodeType === "Tuple"
    ? node.elts.length > 0 && node.elts.every((each) => isStatic(each, classes))
    : node.nodeType === "Name" && (isException(node.id) || classes.has(node.id));

const keyOf = (node: Expr): string =>
  node.nodeType === "Tuple" ? `(${node.elts.map(keyOf).join()})` : (node as { id: string }).id;
