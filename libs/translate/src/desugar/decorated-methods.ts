import type { Call, ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { paramsIn, placeOf } from "../nodes.js";
import { eachNode } from "../program/walk.js";
import { methodOf, own } from "./given-methods.js";
import { put } from "./placed.js";

/** Methods that a decorator gives a class, which it gives back, stand in the body of the class. */
export function moveDecoratedMethods(
  module: Module,
  classes: ReadonlyMap<string, ClassDef>,
  functions: ReadonlyMap<string, FunctionDef>,
): void {
  const decorators = new Set(
    [...functions.values()].filter((def) => {
      const made = decoratingOf(def);
      return made && workOf(made, functions);
    }),
  );
  for (let size = -1; size !== decorators.size; ) {
    size = decorators.size;
    for (const def of decorators) if (ofDecorator(module, def, decorators, classes, functions)) decorators.delete(def);
  }
}

/** A decorator that gives back its class: where its parameter and what it is made with are bound. */
interface Decorating {
  def: FunctionDef;
  param: string;
  /** The parameters of the function that makes it. */
  outer: string[];
  prefix: string;
}

function decoratingOf(def: FunctionDef): Decorating | undefined {
  const [first, ...more] = paramsIn(def.args);
  const last = def.body.at(-1);
  if (last?.nodeType !== "Return" || last.value?.nodeType !== "Name") return undefined;
  const given = last.value.id;
  if (given === first && !more.length) return { def, param: given, outer: [], prefix: `${def.name}.<locals>.` };
  const inner = def.body.find((each): each is FunctionDef => each.nodeType === "FunctionDef" && each.name === given);
  const made = inner && !inner.decorator_list.length ? decoratingOf(inner) : undefined;
  const isBare = def.body.every((each) => each === inner || each === last || isDoc(each));
  if (!made || made.outer.length || made.def !== inner || !isBare) return undefined;
  return { ...made, outer: paramsIn(def.args), prefix: `${def.name}.<locals>.${made.prefix}` };
}

const isDoc = (stmt: Stmt): boolean => stmt.nodeType === "Expr" && stmt.value.nodeType === "Constant";

/** Puts what a decorator gives its classes into them, where all below it have done so. */
function ofDecorator(
  module: Module,
  def: FunctionDef,
  decorators: ReadonlySet<FunctionDef>,
  classes: ReadonlyMap<string, ClassDef>,
  functions: ReadonlyMap<string, FunctionDef>,
): boolean {
  const made = decoratingOf(def);
  if (!made) return false;
  const uses = usesOf(module, def.name, [...classes.values()], made.outer.length > 0);
  const work = uses?.length ? workOf(made, functions) : undefined;
  if (!uses || !work) return false;
  const names = new Map(uses.map((use) => [use, constantsOf(def, use.node)]));
  const isFit = ({ cls, node }: Use): boolean =>
    cls.decorator_list
      .slice(cls.decorator_list.indexOf(node) + 1)
      .every((below) => givesItsClass(below, decorators, functions)) &&
    work.originals.every(({ name }) => (own(cls, name)?.decorator_list.length ?? 1) === 0) &&
    work.added.every(({ name }) => !own(cls, name) || work.originals.some((each) => each.name === name));
  const free = new Set(work.added.flatMap(({ def: each }) => namesIn(each)));
  const lacking = uses.some((use) => made.outer.some((name) => free.has(name) && !names.get(use)?.[name]));
  if (lacking || !uses.every(isFit)) return false;
  for (const use of uses) addTo(use.cls, made, work, names.get(use) ?? {});
  made.def.body = made.def.body.filter((stmt) => !work.gone.has(stmt));
  return true;
}

/** Does a decorator leave the class that it is given, and all that it adds, in the class's body? */
function givesItsClass(
  node: Expr,
  waiting: ReadonlySet<FunctionDef>,
  functions: ReadonlyMap<string, FunctionDef>,
): boolean {
  const func = node.nodeType === "Call" ? node.func : node;
  const name = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
  const def = functions.get(name);
  return def ? decoratingOf(def) !== undefined && !waiting.has(def) : /^(dataclass|total_ordering)$/.test(name);
}

interface Use {
  cls: ClassDef;
  node: Expr;
}

/** The classes that a function decorates; nothing where it stands anywhere else. */
function usesOf(module: Module, name: string, classes: ClassDef[], isCalled: boolean): Use[] | undefined {
  let named = 0;
  eachNode(module, (each) => {
    if (each.nodeType === "Name" && (each as unknown as { id: string }).id === name) named += 1;
  });
  const uses = classes.flatMap((cls) =>
    cls.decorator_list.flatMap((node): Use[] => {
      const func = isCalled ? (node.nodeType === "Call" ? node.func : undefined) : node;
      return func?.nodeType === "Name" && func.id === name ? [{ cls, node }] : [];
    }),
  );
  return uses.length === named ? uses : undefined;
}

/** The constants that a decorator is made with, by parameter. */
function constantsOf({ args }: FunctionDef, node: Expr): Record<string, Expr> {
  if (node.nodeType !== "Call") return {};
  const { args: given, keywords } = node as Call;
  const params = [...args.posonlyargs, ...args.args].map(({ arg }) => arg);
  const found: Record<string, Expr> = {};
  args.defaults.forEach((each, i) => {
    found[params[params.length - args.defaults.length + i] as string] = each;
  });
  args.kwonlyargs.forEach(({ arg }, i) => {
    const value = args.kw_defaults[i];
    if (value) found[arg] = value;
  });
  given.forEach((each, i) => {
    if (params[i]) found[params[i] as string] = each;
  });
  for (const { arg, value } of keywords) if (arg) found[arg] = value;
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value.nodeType === "Constant"));
}

interface Added {
  name: string;
  def: FunctionDef;
  /** It says of itself what the method says that it stands for. */
  wraps: boolean;
}

interface Work {
  added: Added[];
  /** Names of methods that the class has already, by the variables that hold them. */
  originals: { name: string; variable: string }[];
  gone: Set<Stmt>;
}

/** What a decorator gives its class, if its methods name nothing else of the decorator's. */
function workOf(made: Decorating, functions: ReadonlyMap<string, FunctionDef>): Work | undefined {
  const { def, param, prefix } = made;
  const work: Work = { added: [], originals: [], gone: new Set() };
  const inner = new Map<string, FunctionDef>();
  for (const stmt of def.body) {
    if (stmt.nodeType === "FunctionDef" && stmt.decorator_list.every((each) => wrapped(each)))
      inner.set(stmt.name, stmt);
    const target = stmt.nodeType === "Assign" && stmt.targets.length === 1 ? stmt.targets[0] : undefined;
    if (stmt.nodeType !== "Assign" || !target) continue;
    if (target.nodeType === "Name" && isOf(stmt.value, param)) {
      work.originals.push({ name: stmt.value.attr, variable: target.id });
      work.gone.add(stmt);
    } else if (isOf(target, param)) {
      const plain = new Map([...functions, ...inner].map(([name, each]) => [name, { ...each, decorator_list: [] }]));
      const isHere = (name: string): boolean => inner.has(name) || name === "<lambda>";
      const found = methodOf(stmt.value, target.attr, plain, (name) => (isHere(name) ? prefix + name : name));
      const by = stmt.value.nodeType === "Name" ? inner.get(stmt.value.id)?.decorator_list[0] : undefined;
      const about = by && work.originals.find(({ variable }) => variable === wrapped(by))?.name;
      if (!found || (by && about !== target.attr) || target.attr === "__new__") continue;
      work.added.push({ name: target.attr, def: found, wraps: by !== undefined });
      work.gone.add(stmt);
    }
  }
  if (!work.added.length) return undefined;
  const kept = new Set(
    def.body.filter((stmt) => !work.gone.has(stmt)).flatMap((stmt) => (isInner(stmt, inner) ? [] : namesIn(stmt))),
  );
  for (const [name, each] of inner) if (!kept.has(name)) work.gone.add(each);
  const variables = new Set(work.originals.map(({ variable }) => variable));
  const local = [...new Set(def.body.flatMap(namesStored))].filter((name) => !variables.has(name));
  const ownNames = work.added.flatMap(({ def: each }) => [...paramsIn(each.args), ...each.body.flatMap(namesStored)]);
  const isClear =
    ![...variables].some((name) => kept.has(name)) &&
    !work.added.some(({ def: each }) => namesIn(each).some((name) => local.includes(name) && !isBoundIn(each, name))) &&
    ![param, ...made.outer, ...variables].some((name) => ownNames.includes(name)) &&
    new Set(work.added.map(({ name }) => name)).size === work.added.length &&
    !asksAll(def, param);
  return isClear ? work : undefined;
}

const isInner = (stmt: Stmt, inner: ReadonlyMap<string, FunctionDef>): boolean =>
  stmt.nodeType === "FunctionDef" && inner.get(stmt.name) === stmt;

const isBoundIn = (def: FunctionDef, name: string): boolean =>
  paramsIn(def.args).includes(name) || def.body.flatMap(namesStored).includes(name);

/** The variable in `functools.wraps(original)`. */
function wrapped(node: Expr): string | undefined {
  const [given, ...more] = node.nodeType === "Call" ? node.args : [];
  if (node.nodeType !== "Call" || given?.nodeType !== "Name" || more.length || node.keywords.length) return undefined;
  const { func } = node;
  const name = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
  return name === "wraps" ? given.id : undefined;
}

const isOf = (node: Expr, param: string): node is Expr & { nodeType: "Attribute" } =>
  node.nodeType === "Attribute" && node.value.nodeType === "Name" && node.value.id === param;

/** Does a function ask the class for what it has by other ways than its attributes? */
function asksAll(def: FunctionDef, param: string): boolean {
  let found = false;
  eachNode(def, (each) => {
    const node = each as unknown as Expr;
    if (isOf(node, param) && node.attr === "__dict__") found = true;
    const isGiven = node.nodeType === "Call" && node.args.some((arg) => arg.nodeType === "Name" && arg.id === param);
    if (isGiven && node.func.nodeType === "Name" && /^(dir|vars|hasattr|getattr|setattr)$/.test(node.func.id))
      found = true;
  });
  return found;
}

function namesIn(node: object): string[] {
  const found: string[] = [];
  eachNode(node, (each) => {
    if (each.nodeType === "Name") found.push((each as unknown as { id: string }).id);
  });
  return found;
}

/** Names that a statement binds in its own function. */
function namesStored(stmt: Stmt): string[] {
  if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef") return [stmt.name];
  const found: string[] = [];
  eachNode(stmt, (each) => {
    const node = each as unknown as { nodeType: string; id?: string; arg?: string; ctx?: { nodeType?: string } };
    if (node.nodeType === "Name" && node.ctx?.nodeType !== "Load") found.push(node.id as string);
    if (node.nodeType === "Arg") found.push(node.arg as string);
  });
  return found;
}

/** Puts the methods of a decorator into a class; what the class had by their names is kept under others. */
function addTo(cls: ClassDef, made: Decorating, { added, originals }: Work, constants: Record<string, Expr>): void {
  const others: Record<string, Expr> = { ...constants };
  const docs = new Map<string, Stmt[]>();
  const load = { nodeType: "Load" };
  const place = placeOf(cls);
  const named = { nodeType: "Name", id: cls.name, ctx: load, ...place } as unknown as Expr;
  others[made.param] = named;
  for (const { name, variable } of originals) {
    const def = own(cls, name) as FunctionDef;
    const id = `_${name.replace(/^_+|_+$/g, "")}_before_${made.def.name}`;
    docs.set(name, def.body.slice(0, 1).filter(isDoc));
    const isReplaced = added.some((each) => each.name === name);
    others[variable] = {
      nodeType: "Attribute",
      value: named,
      attr: isReplaced ? id : name,
      ctx: load,
      ...place,
    } as never;
    if (isReplaced) Object.assign(def, { name: id, spelled: def.spelled ?? `${cls.name}.${name}` });
  }
  for (const { name, def, wraps } of added) {
    const method = structuredClone(def);
    put(method, others);
    const [doc] = docs.get(name) ?? [];
    if (wraps) method.spelled = `${cls.name}.${name}`;
    if (wraps && doc) method.body.unshift(doc);
    cls.body.push(method);
  }
}
