import type { Call, ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";

/*
 * Descriptors: classes with `__get__` or `__set__` whose objects are made in the bodies of other classes.
 *
 * 1. `x = D(…)` in the body of `C` becomes a property that asks the object, which is kept beside it.
 * 2. The object is of a class of its own that derives from `D`, so that what one attribute holds is not mixed with what
 *    another does; what its attributes are as texts, where that can be seen, is noted with that class.
 * 3. What has no `__set__` is hidden by an attribute of the object: where the program sets one of that name the class is
 *    left as it is, and refused; where the descriptor itself may, the object is asked first.
 * 4. `@D` above a method is `x = D(method)` below it, where objects of `D` are not called.
 */

type Known = Map<string, ClassDef>;

export function desugarDescriptors(modules: Module[]): void {
  const classes: Known = new Map();
  for (const module of modules)
    eachNode(module, (node) => {
      if (node.nodeType === "ClassDef") classes.set((node as unknown as ClassDef).name, node as unknown as ClassDef);
    });
  const kinds = new Set([...classes.values()].filter((each) => finds(each, classes, ["__get__", "__set__"])));
  if (!kinds.size) return;
  const left = new Map<ClassDef, number>();
  const stored = new Map<string, number>();
  for (const module of modules)
    eachNode(module, (each) => {
      const node = each as unknown as Expr & { ctx?: { nodeType: string } };
      const made = node.nodeType === "Call" && kindOf(node, classes, kinds);
      const decorating = node.nodeType === ("FunctionDef" as string) ? describing(each as never, classes, kinds) : [];
      for (const kind of [...(made ? [made] : []), ...decorating]) left.set(kind, (left.get(kind) ?? 0) + 1);
      if (node.nodeType === "Attribute" && node.ctx?.nodeType === "Store")
        stored.set(node.attr, (stored.get(node.attr) ?? 0) + 1);
    });
  for (const module of modules) inBody(module.body, { classes, kinds, left, stored });
  for (const kind of kinds) {
    if ([...kinds].some((each) => family(each, classes).includes(kind) && (left.get(each) ?? 0) > 0)) continue;
    Object.assign(kind, { descriptor: true });
  }
}

interface Found {
  classes: Known;
  kinds: Set<ClassDef>;
  /** How many objects of a class are made elsewhere than in a class's body. */
  left: Map<ClassDef, number>;
  /** How often attributes are set, by name. */
  stored: Map<string, number>;
}

/** A class and those it derives from, by name. */
function family(def: ClassDef, classes: Known): ClassDef[] {
  const out = [def];
  for (let i = 0; i < out.length; i++)
    for (const base of (out[i] as ClassDef).bases) {
      const found = base.nodeType === "Name" ? classes.get(base.id) : undefined;
      if (found && !out.includes(found)) out.push(found);
    }
  return out;
}

const methodOf = (def: ClassDef, name: string): FunctionDef | undefined =>
  def.body.find((stmt): stmt is FunctionDef & Stmt => stmt.nodeType === "FunctionDef" && stmt.name === name);

function finds(def: ClassDef, classes: Known, names: string[]): boolean {
  return family(def, classes).some((each) => names.some((name) => methodOf(each, name)));
}

function kindOf(node: Expr, classes: Known, kinds: Set<ClassDef>): ClassDef | undefined {
  if (node.nodeType !== "Call" || node.func.nodeType !== "Name") return undefined;
  const def = classes.get(node.func.id);
  return def && kinds.has(def) ? def : undefined;
}

function inBody(body: Stmt[], found: Found): void {
  for (let i = 0; i < body.length; i++) {
    const stmt = body[i] as Stmt;
    if (stmt.nodeType !== "ClassDef") continue;
    const { before, after } = inClass(stmt, found);
    body.splice(i, 1, ...before, stmt, ...after);
    i += before.length + after.length;
  }
}

/** The descriptors that a function's decorators make, of classes whose objects are not called. */
function describing({ decorator_list }: FunctionDef, classes: Known, kinds: Set<ClassDef>): ClassDef[] {
  return decorator_list.flatMap((node) => {
    const def = node.nodeType === "Name" ? classes.get(node.id) : undefined;
    return def && kinds.has(def) && !finds(def, classes, ["__call__"]) ? [def] : [];
  });
}

/** `@D` above a method; `functions` notes what the methods were called. */
function undecorated(stmt: Stmt, owner: ClassDef, found: Found, functions: Map<string, string>): Stmt[] {
  if (stmt.nodeType !== "FunctionDef") return [stmt];
  const [first, ...others] = stmt.decorator_list;
  const [kind] = first ? describing({ ...stmt, decorator_list: [first] }, found.classes, found.kinds) : [];
  if (!kind) return [stmt];
  const id = `_described_${stmt.name}`;
  functions.set(id, stmt.name);
  const made = parse(`${stmt.name} = ${kind.name}(${id})\n`).body;
  for (const each of made) eachNode(each, (node) => void ("lineno" in node && Object.assign(node, placeOf(stmt))));
  return [{ ...stmt, name: id, spelled: `${owner.name}.${stmt.name}`, decorator_list: others }, ...made];
}

function inClass(owner: ClassDef, found: Found): { before: Stmt[]; after: Stmt[] } {
  const before: Stmt[] = [];
  const after: Stmt[] = [];
  const functions = new Map<string, string>();
  if (!owner.decorator_list.length)
    owner.body = owner.body.flatMap((stmt) => undecorated(stmt, owner, found, functions));
  owner.body = owner.body.flatMap((stmt): Stmt[] => {
    const target =
      stmt.nodeType === "Assign" ? stmt.targets[0] : stmt.nodeType === "AnnAssign" ? stmt.target : undefined;
    const value = (stmt as { value?: Expr }).value;
    const kind = value && kindOf(value, found.classes, found.kinds);
    const isOne = stmt.nodeType !== "Assign" || stmt.targets.length === 1;
    if (!kind || target?.nodeType !== "Name" || !isOne || owner.decorator_list.length) return [stmt];
    const name = target.id;
    const isData = finds(kind, found.classes, ["__set__"]);
    if (!isData && found.stored.has(name)) return [stmt];
    if ([owner, kind].some((each) => heedsSubclasses(each, found.classes))) return [stmt];
    found.left.set(kind, (found.left.get(kind) ?? 0) - 1);
    const own = `${kind.name}__${owner.name}__${name}`;
    const [derived] = parse(`class ${own}(${kind.name}):\n    pass\n`).body as [ClassDef & Stmt];
    Object.assign(derived, {
      typeName: kind.name,
      descriptor: true,
      texts: textsOf(kind, value as Call, name, found, functions),
      kinds: kindsOf(kind, value as Call, found),
    });
    before.push(derived);
    const call = value as Call;
    call.func = { ...call.func, id: own } as Expr;
    target.id = `_descriptor_${name}`;
    if (finds(kind, found.classes, ["__set_name__"]))
      after.push(...parse(`${owner.name}._descriptor_${name}.__set_name__(${owner.name}, ${quoted(name)})\n`).body);
    const gets = finds(kind, found.classes, ["__get__"]);
    const hides = !isData && setsByName(kind, found.classes);
    const made = parse(propertyOf(owner.name, name, { isData, gets, hides })).body;
    const body = (made[0] as ClassDef).body;
    for (const each of [...before.slice(-1), ...after.slice(-1), ...body])
      eachNode(each, (node) => void ("lineno" in node && Object.assign(node, placeOf(stmt))));
    return [stmt, ...body];
  });
  return { before, after };
}

/** May a class be told of those that derive from it, by itself or by a base that is not known here? */
function heedsSubclasses(def: ClassDef, classes: Known): boolean {
  if (![...classes.values()].some((each) => methodOf(each, "__init_subclass__"))) return false;
  const isKnown = (base: Expr): boolean => base.nodeType === "Name" && (classes.has(base.id) || base.id === "ABC");
  return family(def, classes).some((each) => !each.bases.every(isKnown) || methodOf(each, "__init_subclass__"));
}

const quoted = (text: string): string => JSON.stringify(text);

/** May objects of the class set attributes of others by names that are worked out? */
function setsByName(kind: ClassDef, classes: Known): boolean {
  let found = false;
  for (const each of family(kind, classes))
    eachNode(each, (node) => {
      const { id, attr } = node as { id?: string; attr?: string };
      if (id === "setattr" || attr === "__dict__") found = true;
    });
  return found;
}

/** `hides`: what has no `__set__` may set the attribute that is asked for instead of it. */
function propertyOf(
  owner: string,
  name: string,
  { isData, gets, hides }: { isData: boolean; gets: boolean; hides: boolean },
): string {
  const held = `${owner}._descriptor_${name}`;
  const last = gets
    ? `${held}.__get__(self, type(self))`
    : '__limit__("a descriptor without __get__ before it was set")';
  const own = `        if ${quoted(name)} in self.__dict__:
            return self.__dict__[${quoted(name)}]
`;
  const get = `${gets && !hides ? "" : own}        return ${last}`;
  const setter = `
    @${name}.setter
    def ${name}(self, value):
        ${held}.__set__(self, value)
`;
  return `class _:\n    @property\n    def ${name}(self):\n${get}\n${isData ? setter : ""}`;
}

/** The attributes of a descriptor that are texts known here: its name in the class, and what is made of it. */
function textsOf(
  kind: ClassDef,
  call: Call,
  name: string,
  { classes }: Found,
  functions: ReadonlyMap<string, string>,
): Map<string, string> {
  const out = new Map<string, string>();
  const spoiled = new Set<string>();
  const chain = family(kind, classes);
  const init = chain.map((each) => methodOf(each, "__init__")).find(Boolean);
  const named = chain.map((each) => methodOf(each, "__set_name__")).find(Boolean);
  const [, , third] = named?.args.args ?? [];
  if (init) noteTexts(init, argumentsOf(init, call, functions), out);
  if (named && third) noteTexts(named, new Map([[third.arg, name]]), out);
  for (const each of chain)
    for (const stmt of each.body)
      if (stmt.nodeType === "FunctionDef" && stmt !== (init as unknown) && stmt !== (named as unknown))
        eachNode(stmt, (node) => {
          const target = node as unknown as Expr & { ctx?: { nodeType: string } };
          if (target.nodeType === "Attribute" && target.ctx?.nodeType === "Store") spoiled.add(target.attr);
        });
  for (const attr of spoiled) out.delete(attr);
  return out;
}

/** The attributes of a descriptor that are types it was made with, and never set again. */
function kindsOf(kind: ClassDef, call: Call, { classes, stored }: Found): Map<string, Expr> {
  const out = new Map<string, Expr>();
  const init = family(kind, classes)
    .map((each) => methodOf(each, "__init__"))
    .find(Boolean);
  for (const stmt of init?.body ?? []) {
    const [target] = stmt.nodeType === "Assign" ? stmt.targets : [];
    if (stmt.nodeType !== "Assign" || target?.nodeType !== "Attribute" || stored.get(target.attr) !== 1) continue;
    const { value } = stmt;
    const at = init?.args.args.findIndex(({ arg }) => value.nodeType === "Name" && value.id === arg) ?? -1;
    const given =
      at > 0
        ? (call.args[at - 1] ?? call.keywords.find(({ arg }) => arg === init?.args.args[at]?.arg)?.value)
        : undefined;
    if (given && /^(Name|Attribute|Tuple)$/.test(given.nodeType)) out.set(target.attr, given);
  }
  return out;
}

/** Parameters that are texts, and `f.__name__` of those that are functions. */
function argumentsOf(init: FunctionDef, call: Call, functions: ReadonlyMap<string, string>): Map<string, string> {
  const out = new Map<string, string>();
  const params = init.args.args.slice(1);
  params.forEach(({ arg }, i) => {
    const given = call.args[i] ?? call.keywords.find((keyword) => keyword.arg === arg)?.value;
    if (given?.nodeType === "Constant" && given.lit.k === "str") out.set(arg, given.lit.v);
    const named = given?.nodeType === "Name" ? functions.get(given.id) : undefined;
    if (named !== undefined) out.set(`${arg}.__name__`, named);
  });
  return out;
}

/** `self.attr = …` of texts, in a body without branches about it. */
function noteTexts(def: FunctionDef, known: Map<string, string>, out: Map<string, string>): void {
  const self = def.args.args[0]?.arg;
  for (const stmt of def.body) {
    if (stmt.nodeType !== "Assign" || stmt.targets.length !== 1) {
      eachNode(stmt, (node) => {
        const target = node as unknown as Expr & { ctx?: { nodeType: string } };
        if (target.nodeType === "Attribute" && target.ctx?.nodeType === "Store") out.delete(target.attr);
      });
      continue;
    }
    const [target] = stmt.targets as [Expr];
    if (target.nodeType !== "Attribute" || target.value.nodeType !== "Name" || target.value.id !== self) continue;
    const text = textIn(stmt.value, known, self, out);
    if (text === undefined) out.delete(target.attr);
    else out.set(target.attr, text);
  }
}

function textIn(
  node: Expr,
  known: Map<string, string>,
  self: string | undefined,
  own: Map<string, string>,
): string | undefined {
  if (node.nodeType === "Constant") return node.lit.k === "str" ? node.lit.v : undefined;
  if (node.nodeType === "Name") return known.get(node.id);
  if (node.nodeType === "Attribute" && node.attr === "__name__" && node.value.nodeType === "Name")
    return known.get(`${node.value.id}.__name__`);
  if (node.nodeType === "Attribute" && node.value.nodeType === "Name" && node.value.id === self)
    return own.get(node.attr);
  const parts =
    node.nodeType === "BinOp" && node.op.nodeType === "Add"
      ? [node.left, node.right]
      : node.nodeType === "JoinedStr"
        ? node.values.map((each) => plainPart(each))
        : undefined;
  const texts = parts?.map((each) => each && textIn(each, known, self, own));
  return texts?.every((text) => text !== undefined) ? texts.join("") : undefined;
}

/** `{name}` of an f-string, where nothing is done to it. */
export function plainPart(node: Expr): Expr | undefined {
  const each = node as unknown as { nodeType: string; value: Expr; conversion?: number; format_spec?: Expr };
  if (each.nodeType !== "FormattedValue") return node;
  return (each.conversion ?? -1) === -1 && !each.format_spec ? each.value : undefined;
}
