import type { Alias, Arguments, ExceptHandler, Module, Stmt } from "../ast.js";
import { paramsIn } from "../nodes.js";
import { boundNames } from "../program/bound-names.js";
import { isImport, onlyDefines } from "../program/walk.js";
import { isNode } from "../resolve/tree.js";

/*
 * A name that a module imports and binds again stands for two things, one after the other.
 *
 * 1. What is imported gets a name of its own: the same with a blank before it. Of several imports of a name that
 *    nothing reads between them, the last alone counts.
 * 2. What the module's own statements read before anything else binds the name reads what is imported.
 * 3. What is read behind a statement that surely binds the name, or within one that binds it first (a loop's body, a
 *    handler), reads what that bound.
 * 4. Where a reading could see either, as in a function that may be called at both times, nothing is changed.
 */

interface Read {
  node: { id: string };
  /** The index of the module's statement that it stands in. */
  at: number;
  /** Does it happen when something is called? */
  isLater: boolean;
  /** Does what it stands in bind the name first? */
  isBound: boolean;
}

interface Name {
  reads: Read[];
  binds: { at: number; isSure: boolean }[];
  imports: { at: number; alias: Alias | undefined; from: string }[];
  isOdd: boolean;
}

interface Around {
  at: number;
  isLater: boolean;
  /** Names that functions and comprehensions around have for themselves; and what methods see of them. */
  own: ReadonlySet<string>;
  outer: ReadonlySet<string>;
  bound: ReadonlySet<string>;
  isTop: boolean;
}

export function desugarReboundImports(modules: Module[]): void {
  for (const { body } of modules) {
    if (!mayBindAgain(body)) continue;
    const names = new Names(body).found;
    for (const [name, each] of names) rename(body, name, each);
  }
}

/** Does more than one of a module's statements bind a name that one of them imports? */
function mayBindAgain(body: Stmt[]): boolean {
  const imported = new Set<string>();
  const others = new Set<string>();
  for (const stmt of body) {
    for (const name of [...boundNames([stmt]), ...handlerNames([stmt])]) {
      if (name === "*" || imported.has(name) || (isImport(stmt) && others.has(name))) return true;
      (isImport(stmt) ? imported : others).add(name);
    }
  }
  return false;
}

/** The names that a module's handlers give to exceptions. */
function handlerNames(body: Stmt[]): string[] {
  return body.flatMap((stmt) => {
    const parts = stmt as { handlers?: ExceptHandler[] } & Partial<Record<"body" | "orelse" | "finalbody", Stmt[]>>;
    if (/^(Function|AsyncFunction|Class)Def$/.test(stmt.nodeType)) return [];
    const handlers = parts.handlers ?? [];
    const bodies = [parts.body, parts.orelse, parts.finalbody, ...handlers.map((each) => each.body)];
    return [...handlers.flatMap(({ name }) => name ?? []), ...bodies.flatMap((each) => handlerNames(each ?? []))];
  });
}

function rename(body: Stmt[], name: string, { reads, binds, imports, isOdd }: Name): void {
  const aliases = imports.flatMap(({ alias }) => alias ?? []);
  const only = imports.at(-1);
  if (isOdd || aliases.length !== imports.length || !only) return;
  if (imports.length > 1 && !isUnseen(body, imports, reads)) return;
  if (binds.length === 0) {
    for (const [i, alias] of aliases.slice(0, -1).entries()) alias.asname = " ".repeat(i + 1) + name;
    return;
  }
  const first = Math.min(...binds.map(({ at }) => at));
  const sure = Math.min(...binds.filter(({ isSure }) => isSure).map(({ at }) => at));
  if (only.at > first) return;
  const isCalm = Number.isFinite(sure) && onlyDefines(body.slice(only.at + 1, sure));
  const whose = ({ at, isLater, isBound }: Read): "import" | "own" | "either" => {
    if (at > sure || (isBound && !isLater)) return "own";
    if (!isLater && (at < first || (at === sure && sure === first))) return "import";
    return isLater && (at === sure ? isDefinition(body[at] as Stmt) : isCalm) ? "own" : "either";
  };
  const kinds = reads.map(whose);
  if (kinds.includes("either")) return;
  for (const [i, alias] of aliases.reverse().entries()) alias.asname = " ".repeat(i + 1) + name;
  for (const [i, { node }] of reads.entries()) if (kinds[i] === "import") node.id = ` ${name}`;
}

/** Does nothing see what all but the last of several imports bind? They are imports of different things. */
function isUnseen(body: Stmt[], imports: Name["imports"], reads: readonly Read[]): boolean {
  const places = imports.map(({ at }) => at);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const isOne = new Set(imports.map(({ from }) => from)).size === 1;
  return !isOne && onlyDefines(body.slice(first, last)) && reads.every(({ at, isLater }) => isLater || at > last);
}

/** Does a statement call nothing of what it defines? */
const isDefinition = (stmt: Stmt): boolean =>
  stmt.nodeType === "FunctionDef" || (stmt.nodeType === "ClassDef" && onlyDefines([stmt]));

/** What each name of a module's is read and bound by. */
class Names {
  readonly found = new Map<string, Name>();

  constructor(body: Stmt[]) {
    const none = new Set<string>();
    for (const [at, stmt] of body.entries())
      this.#visit(stmt, { at, isLater: false, own: none, outer: none, bound: none, isTop: true });
  }

  #name(name: string): Name {
    const found = this.found.get(name) ?? { reads: [], binds: [], imports: [], isOdd: false };
    this.found.set(name, found);
    return found;
  }

  #bind(name: string, { at, own }: Around, isSure: boolean): void {
    if (!own.has(name)) this.#name(name).binds.push({ at, isSure });
  }

  #visit(node: object, around: Around): void {
    const { isTop } = around;
    const inner = isTop ? { ...around, isTop: false } : around;
    const parts = node as Record<string, unknown> & { nodeType: string; id: string; name?: string; names: string[] };
    switch (parts.nodeType) {
      case "Name":
        if (around.own.has(parts.id)) return;
        if (contextOf(parts) === "Load")
          this.#name(parts.id).reads.push({ ...around, node: parts, isBound: around.bound.has(parts.id) });
        else this.#bind(parts.id, around, false);
        if (contextOf(parts) === "Del") this.#name(parts.id).isOdd = true;
        return;
      case "Global":
        for (const name of parts.names) this.#name(name).isOdd = true;
        return;
      case "Import":
      case "ImportFrom":
        this.#import(node as Stmt, around);
        return;
      case "Assign":
        if (isTop) for (const name of stored(parts.targets)) this.#bind(name, around, true);
        break;
      case "AugAssign":
        if ((parts.target as { id?: string }).id) this.#name((parts.target as { id: string }).id).isOdd = true;
        break;
      case "MatchAs":
      case "MatchStar":
      case "MatchMapping":
        for (const name of [parts.name, parts.rest]) if (typeof name === "string") this.#name(name).isOdd = true;
        break;
      case "FunctionDef":
      case "AsyncFunctionDef":
      case "Lambda":
        if (parts.name) this.#bind(parts.name, around, isTop);
        this.#function(parts, inner);
        return;
      case "ClassDef":
        this.#bind(parts.name as string, around, isTop);
        this.#class(parts, inner);
        return;
      case "ListComp":
      case "SetComp":
      case "DictComp":
      case "GeneratorExp":
        this.#comprehension(parts, inner);
        return;
      case "ExceptHandler":
        if (parts.name) this.#bind(parts.name, around, false);
        this.#parts(parts, binding(inner, parts.name ? [parts.name] : []), []);
        return;
      case "For":
        this.#visit(parts.iter as object, inner);
        this.#visit(parts.target as object, inner);
        this.#each(parts.body, binding(inner, stored(parts.target)));
        this.#each(parts.orelse, inner);
        return;
      default:
        break;
    }
    this.#parts(parts, inner, []);
  }

  #parts(node: Record<string, unknown>, around: Around, but: readonly string[]): void {
    for (const key in node) if (!but.includes(key)) this.#each(node[key], around);
  }

  #each(child: unknown, around: Around): void {
    if (Array.isArray(child)) for (const item of child) this.#each(item, around);
    else if (isNode(child)) this.#visit(child, around);
  }

  #import(stmt: Stmt, { at, isTop, own }: Around): void {
    if (!isImport(stmt)) return;
    for (const alias of stmt.names) {
      const name = alias.asname ?? alias.name;
      if (own.has(name)) continue;
      const from = stmt.nodeType === "Import" ? alias.name : `${stmt.module}:${alias.name}`;
      this.#name(name.split(".")[0] as string).imports.push({
        from,
        at,
        alias: isTop && !/\./.test(name) ? alias : undefined,
      });
    }
  }

  #function(node: Record<string, unknown>, around: Around): void {
    this.#parts(node, around, ["body", "args"]);
    const args = node.args as Arguments;
    this.#each([args.defaults, args.kw_defaults], around);
    const names = [...paramsIn(args), ...(Array.isArray(node.body) ? stored(node.body) : [])];
    const own = new Set([...around.outer, ...names]);
    this.#each(node.body, { ...around, isLater: true, own, outer: own });
  }

  #class(node: Record<string, unknown>, around: Around): void {
    this.#parts(node, around, ["body"]);
    this.#each(node.body, { ...around, own: new Set([...around.own, ...stored(node.body)]) });
  }

  #comprehension(node: Record<string, unknown>, around: Around): void {
    const [first, ...more] = node.generators as { target: object; iter: object; ifs: object[] }[];
    const own = new Set([...around.own, ...stored([first, ...more].map((each) => each?.target))]);
    const inner = { ...around, own, outer: own, isLater: around.isLater || node.nodeType === "GeneratorExp" };
    this.#each(first?.iter, around);
    this.#each([first?.ifs, more], inner);
    this.#parts(node, inner, ["generators"]);
  }
}

const contextOf = (node: object): string | undefined => (node as { ctx?: { nodeType: string } }).ctx?.nodeType;

const binding = (around: Around, names: readonly string[]): Around => ({
  ...around,
  bound: new Set([...around.bound, ...names]),
});

/** The names that a scope's statements bind, or a target. */
function stored(node: unknown, out: string[] = []): string[] {
  if (Array.isArray(node)) for (const item of node) stored(item, out);
  if (!isNode(node)) return out;
  const { nodeType, id, name, rest } = node as { nodeType: string; id?: string; name?: unknown; rest?: unknown };
  if (nodeType === "Name" && contextOf(node) !== "Load" && id) out.push(id);
  for (const each of [name, rest]) if (typeof each === "string") out.push(each);
  if (nodeType === "Alias") out.push((node as unknown as Alias).asname ?? (name as string));
  if (/^(Lambda|ListComp|SetComp|DictComp|GeneratorExp)$/.test(nodeType)) return out;
  const isDefinition = /^(FunctionDef|AsyncFunctionDef|ClassDef)$/.test(nodeType);
  for (const key in node)
    if (!isDefinition || key === "decorator_list") stored((node as unknown as Record<string, unknown>)[key], out);
  return out;
}
