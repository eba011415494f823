import type { Expr, FunctionDef, Lambda, Module, Place, Stmt } from "../ast.js";
import { paramsIn, placeOf } from "../nodes.js";
import { boundNames } from "../program/bound-names.js";
import { bodiesOf, eachNode, eachStmt, isImport, onlyDefines } from "../program/walk.js";
import { constantTest, isNode, isStatement } from "../resolve/tree.js";

/*
 * What is imported stands for itself wherever it is named, so that nobody would see a name that is read before its
 * import has run, or whose import never runs.
 *
 * 1. Each import of such a name binds a variable beside it, called the same but for a blank behind.
 * 2. Where the name is read and no import of it has surely run, the variable is read before: `(math , math.pi)[1]`.
 * 3. An import has surely run behind it in its own block, and in what that block holds; in a function that is defined
 *    before it where nothing between the two can call anything.
 */

/** Where a statement stands: each block from its scope's own inwards, and the index in it. */
type Path = readonly { block: Stmt[]; at: number; isCertain: boolean }[];

export function desugarLateImports(modules: Module[]): void {
  for (const { body } of modules) {
    const firstAct = body.findIndex((stmt) => !onlyDefines([stmt]));
    if (holdsImportWithin(body)) scope(body, globalImports(body));
    else if (firstAct >= 0 && body.findLastIndex(isImport) > firstAct) guard(body, importsIn(body));
  }
}

function holdsImportWithin(body: Stmt[]): boolean {
  let found = false;
  for (const stmt of body)
    for (const block of bodiesOf(stmt))
      eachStmt(block, (inner) => {
        found ||= isImport(inner);
      });
  return found;
}

function scope(body: Stmt[], imports: Map<string, Path[]> = importsIn(body)): void {
  if (imports.size > 0) guard(body, imports);
  eachOwn(body, [], true, (stmt) => {
    if (stmt.nodeType === "FunctionDef") scope(stmt.body);
    if (stmt.nodeType === "ClassDef")
      for (const each of stmt.body) if (each.nodeType === "FunctionDef") scope(each.body);
  });
}

/** Has the names of a scope read with care that may be read before their imports. */
function guard(body: Stmt[], imports: Map<string, Path[]>): void {
  const mentioned = firstMentions(body, imports);
  const isEarly = (name: string, [place, ...more]: Path): boolean =>
    place?.block === body && more.length === 0 && place.at < (mentioned.get(name) as number);
  const late = new Set(
    [...imports]
      .filter(([name, paths]) => !paths.some((path) => isAtHead(path) || isEarly(name, path)))
      .map(([name]) => name),
  );
  if (late.size > 0) {
    const reader = new Reader(imports, late);
    reader.block(body, [], true);
    for (const name of reader.early) noteImports(body, name);
  }
}

/** The first statement of a body that each of the names stands in, if it is not behind the last import in it. */
function firstMentions(body: Stmt[], imports: Map<string, Path[]>): Map<string, number> {
  const out = new Map([...imports.keys()].map((name) => [name, Number.POSITIVE_INFINITY]));
  const last = body.findLastIndex(isImport);
  for (const [at, stmt] of body.slice(0, last + 1).entries())
    if (!isImport(stmt))
      eachNode(stmt, (node) => {
        const { id } = node as { id?: string };
        if (id !== undefined && (out.get(id) ?? -1) > at) out.set(id, at);
      });
  return out;
}

const isAtHead = (path: Path): boolean =>
  path.every(({ block, at, isCertain }) => isCertain && onlyDefines(block.slice(0, at)));

/** Every statement of a scope, with the blocks that it stands in. */
function eachOwn(body: Stmt[], outer: Path, isCertain: boolean, visit: (stmt: Stmt, path: Path) => void): void {
  for (const [at, stmt] of body.entries()) {
    const path = [...outer, { block: body, at, isCertain }];
    visit(stmt, path);
    for (const [block, isSure] of blocksOf(stmt)) eachOwn(block, path, isSure, visit);
  }
}

/** The blocks of a statement that its own scope may run, and whether it surely does. */
function blocksOf(stmt: Stmt): [Stmt[], boolean][] {
  if (/^(FunctionDef|AsyncFunctionDef|ClassDef)$/.test(stmt.nodeType)) return [];
  const parts = stmt as { handlers?: { body: Stmt[] }[]; cases?: { body: Stmt[] }[] };
  const { body, orelse, finalbody } = stmt as { body?: Stmt[]; orelse?: Stmt[]; finalbody?: Stmt[] };
  const known = stmt.nodeType === "If" ? constantTest(stmt.test) : undefined;
  const never = known === undefined ? undefined : known ? orelse : body;
  const all = [body, orelse, finalbody, ...(parts.handlers ?? parts.cases ?? []).map((part) => part.body)];
  return all
    .filter((block): block is Stmt[] => Array.isArray(block) && block !== never)
    .map((block) => [block, stmt.nodeType === "Try" ? block === body : known !== undefined]);
}

function importsIn(body: Stmt[]): Map<string, Path[]> {
  const out = new Map<string, Path[]>();
  eachOwn(body, [], true, (stmt, path) => {
    if (isImport(stmt))
      for (const name of boundNames([stmt])) out.set(name, [...(out.get(name) ?? []), outermost(path)]);
  });
  for (const name of globalsIn(body)) out.delete(name);
  return out;
}

/** What a block begins with has run where the statement around the block has. */
function outermost(path: Path): Path {
  const last = path.at(-1) as Path[number];
  const isFirst = path.length > 1 && last.isCertain && onlyDefines(last.block.slice(0, last.at));
  return isFirst ? outermost(path.slice(0, -1)) : path;
}

/** What functions import for the module is imported whenever they are called. */
function globalImports(module: Stmt[]): Map<string, Path[]> {
  const out = importsIn(module);
  eachStmt(module, (stmt) => {
    if (stmt.nodeType !== "FunctionDef") return;
    const names = globalsIn(stmt.body);
    if (names.size > 0)
      eachOwn(stmt.body, [], false, (inner, path) => {
        if (!isImport(inner)) return;
        for (const name of boundNames([inner])) if (names.has(name)) out.set(name, [...(out.get(name) ?? []), path]);
      });
  });
  return out;
}

function globalsIn(body: Stmt[]): Set<string> {
  const out = new Set<string>();
  eachOwn(body, [], true, (stmt) => {
    if (stmt.nodeType === "Global") for (const name of stmt.names) out.add(name);
  });
  return out;
}

/** Behind each import of a name stands what tells that it has run. */
function noteImports(body: Stmt[], name: string): void {
  const visit = (block: Stmt[]): void => {
    for (let at = block.length - 1; at >= 0; at--) {
      const stmt = block[at] as Stmt;
      if (isImport(stmt) && boundNames([stmt]).has(name)) block.splice(at + 1, 0, ran(name, stmt));
      if (stmt.nodeType === "Global" && stmt.names.includes(name)) stmt.names.push(`${name} `);
      for (const [inner] of blocksOf(stmt)) visit(inner);
    }
  };
  visit(body);
  eachStmt(body, (stmt) => {
    if (stmt.nodeType === "FunctionDef" && globalsIn(stmt.body).has(name)) visit(stmt.body);
  });
}

function ran(name: string, at: Place): Stmt {
  const value = { nodeType: "Constant", value: null, lit: { k: "none" }, ...placeOf(at) };
  return { nodeType: "Assign", targets: [flag(name, at, "Store")], value, ...placeOf(at) } as unknown as Stmt;
}

const flag = (name: string, at: Place, ctx: "Load" | "Store"): Expr =>
  ({ nodeType: "Name", id: `${name} `, ctx: { nodeType: ctx }, ...placeOf(at) }) as Expr;

/** Puts a reading of the variable before each that may come too early. */
class Reader {
  /** The names that are read so. */
  readonly early = new Set<string>();
  readonly #imports: ReadonlyMap<string, Path[]>;
  #late: ReadonlySet<string>;
  #path: Path = [];
  /** Where the function stands that this is in. */
  #made: Path | undefined;

  constructor(imports: ReadonlyMap<string, Path[]>, late: ReadonlySet<string>) {
    this.#imports = imports;
    this.#late = late;
  }

  block(body: Stmt[], outer: Path, isCertain: boolean): void {
    for (let at = 0; at < body.length; at++) {
      const stmt = body[at] as Stmt;
      this.#path = [...outer, { block: body, at, isCertain }];
      const path = this.#path;
      if (stmt.nodeType === "FunctionDef") this.#function(stmt);
      else if (stmt.nodeType === "ClassDef") this.block(stmt.body, path, true);
      else this.#parts(stmt);
      for (const [block, isSure] of blocksOf(stmt)) this.block(block, path, isSure);
      this.#path = path;
    }
  }

  #function(node: FunctionDef | Lambda): void {
    const { args, body } = node;
    const outer = [this.#late, this.#made, this.#path] as const;
    this.#list(args.defaults);
    this.#list(args.kw_defaults);
    const own = boundNames(Array.isArray(body) ? body : [], new Set(paramsIn(args)));
    if (Array.isArray(body)) for (const name of globalsIn(body)) own.delete(name);
    this.#late = new Set([...this.#late].filter((name) => !own.has(name)));
    this.#made ??= this.#path;
    if (Array.isArray(body)) this.block(body, [], true);
    else node.body = this.#part(body);
    [this.#late, this.#made, this.#path] = outer;
  }

  /** The expressions that a statement or an expression holds. */
  #parts(node: object): void {
    const holder = node as Record<string, unknown>;
    for (const key in holder) {
      if (/^(annotation|returns|type|pattern|cls|targets?|lit|ctx)$/.test(key)) continue;
      const child = holder[key];
      if (Array.isArray(child)) this.#list(child);
      else if (isPart(child)) holder[key] = this.#part(child);
    }
  }

  #list(items: unknown[], end = items.length): void {
    for (const [i, item] of items.slice(0, end).entries()) if (isPart(item)) items[i] = this.#part(item);
  }

  #part(node: Expr): Expr {
    if (node.nodeType === "Lambda") this.#function(node);
    else if (node.nodeType === "Call" && /^is(instance|subclass)$/.test((node.func as { id?: string }).id ?? ""))
      this.#list(node.args, 1);
    else this.#chain(node);
    const name = rootOf(node);
    if (name === undefined || !this.#late.has(name) || this.#hasRun(name)) return node;
    this.early.add(name);
    const at = placeOf(node);
    const elts = [flag(name, node, "Load"), node];
    const value = { nodeType: "Tuple", elts, ctx: { nodeType: "Load" }, ...at };
    const slice = { nodeType: "Constant", value: 1n, lit: { k: "int", v: 1n }, ...at };
    return { nodeType: "Subscript", value, slice, ctx: { nodeType: "Load" }, ...at } as unknown as Expr;
  }

  /** What is read of a name stays behind it; what it is given along the way is looked at. */
  #chain(node: Expr): void {
    if (rootOf(node) === undefined) this.#parts(node);
    else if (node.nodeType === "Call") {
      this.#chain(node.func);
      this.#list(node.args);
      for (const keyword of node.keywords) this.#parts(keyword);
    } else if (node.nodeType === "Attribute") this.#chain(node.value);
    else if (node.nodeType === "Subscript") {
      this.#chain(node.value);
      node.slice = this.#part(node.slice);
    }
  }

  #hasRun(name: string): boolean {
    return (this.#imports.get(name) ?? []).some((path) => this.#isBefore(path));
  }

  #isBefore(path: Path): boolean {
    const here = this.#made ?? this.#path;
    const last = path.at(-1) as Path[number];
    if (here.some(({ block, at }) => block === last.block && at > last.at)) return true;
    if (!this.#made) return false;
    return path.every(
      ({ block, at, isCertain }) =>
        isCertain && onlyDefines(block.slice(here.find((each) => each.block === block)?.at ?? 0, at)),
    );
  }
}

const isPart = (node: unknown): node is Expr =>
  isNode(node) && !isStatement(node) && !/^(Load|Store|Del|ExceptHandler|MatchCase)$/.test(node.nodeType);

/** The name that an expression begins with. */
function rootOf(node: Expr): string | undefined {
  if (node.nodeType === "Name") return node.id;
  if (node.nodeType === "Call") return rootOf(node.func);
  return node.nodeType === "Attribute" || node.nodeType === "Subscript" ? rootOf(node.value) : undefined;
}
