import type { Arguments, Expr, FunctionDef, Module, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { isBuiltinName } from "../library/builtin-names.js";
import { paramsIn, placeOf } from "../nodes.js";
import { boundNames } from "../program/bound-names.js";
import { presenceOfName } from "../program/guarded-imports.js";
import { eachImport, eachNode } from "../program/walk.js";

/*
 * Names that nothing binds, where they are read for what they mean and not for their value: decorators, base classes,
 * annotations, and what makes types (`namedtuple`, `TypeVar`, `List[int]`). Python reads them like any other and raises
 * NameError, whatever library has a thing of that name.
 *
 * 1. In the place of such a statement stands what raises: what the statement binds stays unbound.
 * 2. A name counts as bound where anything around may bind it, before or after. Only the module's own statements, and
 *    the bodies of its classes, know the order: a class is no name yet in its own body.
 */

const isBuiltin = (name: string): boolean => isBuiltinName(name) || (name.startsWith("__") && name.endsWith("__"));

/** Does a module import names that cannot be told from its own source? */
export function importsStar(module: Module): boolean {
  let found = false;
  eachImport(module, ({ names }) => {
    found ||= names.some(({ name }) => name === "*");
  });
  return found;
}

export function desugarUnboundNames(module: Module): void {
  new UnboundNames(module).run();
}

/** The names around a place, innermost first; each set is made once it is asked for. */
interface Around {
  readonly names: () => ReadonlySet<string>;
  readonly outer: Around | undefined;
  readonly isClass: boolean;
  /** The classes whose bodies these are. */
  readonly making?: readonly string[];
}

class UnboundNames {
  readonly #module: Module;
  readonly #stmts: readonly Stmt[];
  readonly #isLate: boolean;
  readonly #top: Around;
  /** The statement of the module that is at work, and by which one each name is bound first. */
  #at = 0;
  readonly #firsts: () => ReadonlyMap<string, number>;
  readonly #typings: () => ReadonlyMap<string, string>;
  readonly #imported: () => ReadonlyMap<string, string>;
  #rare: Set<string> | undefined;

  constructor(module: Module) {
    this.#module = module;
    this.#isLate = module.body.some(
      (stmt) =>
        stmt.nodeType === "ImportFrom" &&
        stmt.module === "__future__" &&
        stmt.names.some(({ name }) => name === "annotations"),
    );
    this.#stmts = [...module.body];
    this.#firsts = once(() => firstBindings(this.#stmts));
    this.#typings = once(() => typingNames(module));
    this.#imported = once(() => importedModules(module));
    this.#top = { names: once(() => new Set(this.#firsts().keys())), outer: undefined, isClass: false };
  }

  run(): void {
    this.#body(this.#module.body, this.#top, false);
  }

  #body(body: Stmt[], around: Around, isFunction: boolean): void {
    const isModule = body === this.#module.body;
    for (let i = 0, at = 0; i < body.length; i++) {
      const stmt = body[i] as Stmt;
      if (isModule) this.#at = at++;
      const name = this.#unboundIn(stmt, around);
      if (name) body[i] = raising(name);
      else if (stmt.nodeType === "AnnAssign") i += this.#annotated(body, i, around, isFunction);
      else if (stmt.nodeType === "ClassDef") body[i] = this.#class(stmt, around);
      else this.#inside(stmt, around, isFunction);
    }
  }

  /** A body that raises goes no further; where it has done nothing until then, the class is what raises. */
  #class(stmt: Stmt & { nodeType: "ClassDef" }, around: Around): Stmt {
    const { body } = stmt;
    const had = new Set(body);
    const outer = around.isClass ? around.outer : around;
    const making = [...(around.making ?? []), stmt.name];
    this.#body(body, { names: once(() => boundNames(body)), outer, isClass: true, making }, false);
    const at = body.findIndex((each) => each.nodeType === "Raise" && !had.has(each));
    if (at < 0) return stmt;
    body.length = at + 1;
    return body.slice(0, at).every(onlyBinds) ? (body[at] as Stmt) : stmt;
  }

  #inside(stmt: Stmt, around: Around, isFunction: boolean): void {
    if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "AsyncFunctionDef") {
      const names = once(() => boundNames(stmt.body, new Set(paramsIn(stmt.args))));
      this.#body(stmt.body, { names, outer: around.isClass ? around.outer : around, isClass: false }, true);
      return;
    }
    const parts = stmt as Partial<Record<"body" | "orelse" | "finalbody", Stmt[]>> & {
      handlers?: { body: Stmt[] }[];
      cases?: { body: Stmt[] }[];
    };
    for (const inner of [parts.body, parts.orelse, parts.finalbody]) if (inner) this.#body(inner, around, isFunction);
    for (const { body } of parts.handlers ?? parts.cases ?? []) this.#body(body, around, isFunction);
  }

  /** The value of a variable is there before its annotation is read; in a function nothing reads it. */
  #annotated(body: Stmt[], at: number, around: Around, isFunction: boolean): number {
    const stmt = body[at] as Stmt & { nodeType: "AnnAssign" };
    if (!isFunction && !this.#isLate) this.#refuseActs(stmt.annotation);
    const name = isFunction || this.#isLate ? undefined : this.#first([stmt.annotation], around);
    if (!name) return 0;
    const assign = { nodeType: "Assign", targets: [stmt.target], value: stmt.value, ...placeOf(stmt) } as Stmt;
    body.splice(at, 1, ...(stmt.value ? [assign] : []), raising(name));
    return stmt.value ? 1 : 0;
  }

  #unboundIn(stmt: Stmt, around: Around): Name | undefined {
    switch (stmt.nodeType) {
      case "FunctionDef":
      case "AsyncFunctionDef": {
        const read = this.#isLate ? [] : annotations(stmt);
        for (const each of read) this.#refuseActs(each);
        return this.#first([...stmt.decorator_list, ...read], around);
      }
      case "ClassDef": {
        const given = stmt.keywords.map(({ value }) => value);
        return this.#first([...stmt.decorator_list, ...stmt.bases, ...given], around);
      }
      case "Assign":
      case "AnnAssign":
        return stmt.value && this.#first(rootOf(stmt.value), around);
      case "If":
        return this.#first(rootOf(stmt.test), around);
      default:
        return undefined;
    }
  }

  /** Nothing is worked out of an annotation: one that would be felt, or fail, is refused. */
  #refuseActs(node: Expr): void {
    switch (node.nodeType) {
      case "Subscript":
        this.#refuseArguments(node);
        this.#refuseActs(node.value);
        this.#refuseActs(node.slice);
        return;
      case "Attribute":
        if (node.value.nodeType === "Name") {
          const of = this.#imported().get(node.value.id);
          if (of && presenceOfName(of, node.attr).kind !== "there")
            refuse(`${of}.${node.attr}`, node, "Python 3.11 does not have it");
        }
        return;
      case "Call":
        if (node.func.nodeType === "Name" && /^[a-z]/.test(node.func.id))
          refuse("a call in an annotation", node, "leave it out");
        return;
      case "Tuple":
        for (const each of node.elts) this.#refuseActs(each);
        return;
      case "BinOp": {
        const sides = [node.left, node.right];
        if (sides.some(isNoType)) refuse("a union of what is no type", node, "write the whole annotation in quotes");
        for (const each of sides) this.#refuseActs(each);
      }
    }
  }

  #refuseArguments({ value, slice }: Expr & { nodeType: "Subscript" }): void {
    if (value.nodeType !== "Name") return;
    const wanted = ARITIES.get(this.#typings().get(value.id) ?? "");
    const given = slice.nodeType === "Tuple" ? slice.elts.length : 1;
    if (NOT_GENERIC.test(value.id) || (wanted !== undefined && wanted !== given))
      refuse("a type with these arguments", value, "write the whole annotation in quotes");
  }

  #first(nodes: Expr[], around: Around): Name | undefined {
    for (const node of nodes) {
      const found = this.#in(node, around);
      if (found) return found;
    }
    return undefined;
  }

  #in(node: Expr, around: Around): Name | undefined {
    switch (node.nodeType) {
      case "Name":
        if (around.outer && around.outer !== this.#top && around.making?.[0] === node.id)
          refuse("a class that its own body names", node, "write the annotation in quotes");
        return isBuiltin(node.id) || this.#isBound(node.id, around) ? undefined : node;
      case "Attribute":
      case "Starred":
        return this.#in(node.value, around);
      case "Subscript":
        return this.#first([node.value, node.slice], around);
      case "Call":
        return this.#first([node.func, ...node.args, ...node.keywords.map(({ value }) => value)], around);
      case "Tuple":
      case "List":
        return this.#first(node.elts, around);
      case "BinOp":
        return this.#first([node.left, node.right], around);
      default:
        return undefined;
    }
  }

  #isBound(name: string, around: Around): boolean {
    const isNow = this.#isAtTop(around);
    for (let at: Around | undefined = around; at; at = at.outer)
      if (at.names().has(name) && !(isNow && at === this.#top && this.#isLater(name, around))) return true;
    this.#rare ??= rarelyBound(this.#module);
    return this.#rare.has(name) || this.#rare.has(ANY);
  }

  /** Is this the module's own code, or that of the bodies of its classes? */
  #isAtTop(around: Around): boolean {
    let at: Around | undefined = around;
    while (at?.isClass) at = at.outer;
    return at === this.#top;
  }

  /** A compound statement may have bound the name before it comes here, but for a class that it makes now. */
  #isLater(name: string, around: Around): boolean {
    const first = this.#firsts().get(name) ?? 0;
    const kind = this.#stmts[this.#at]?.nodeType ?? "";
    const isOwn = around.making?.includes(name) && !/^(For|While)$/.test(kind);
    return isOwn || /^(Class|Function|AsyncFunction)Def$/.test(kind) ? first >= this.#at : first > this.#at;
  }
}

type Name = Expr & { nodeType: "Name" };

/** What is read first of an expression that begins with a name. */
function rootOf(node: Expr): Expr[] {
  if (node.nodeType === "Name") return [node];
  if (node.nodeType === "Call") return rootOf(node.func);
  if (node.nodeType === "Attribute" || node.nodeType === "Subscript") return rootOf(node.value);
  return node.nodeType === "BinOp" ? rootOf(node.left) : [];
}

/** The annotations of a function in the order in which they are read. */
function annotations({ args, returns }: FunctionDef | (Stmt & { nodeType: "AsyncFunctionDef" })): Expr[] {
  const { posonlyargs, args: plain, vararg, kwonlyargs, kwarg }: Arguments = args;
  const all = [...plain, ...posonlyargs, vararg, ...kwonlyargs, kwarg];
  return [...all.map((arg) => arg?.annotation), returns].filter((each): each is Expr => each !== undefined);
}

const NOT_GENERIC = /^(int|str|float|bool|bytes|complex|object|callable|any)$/;

/** How many arguments `typing` wants of its types. */
const ARITIES: ReadonlyMap<string, number> = new Map([
  ..."Optional List Set FrozenSet Iterable Iterator Sequence MutableSequence Collection Type Deque ClassVar Final Counter"
    .split(" ")
    .map((name) => [name, 1] as const),
  ..."Dict Mapping MutableMapping DefaultDict OrderedDict AsyncGenerator".split(" ").map((name) => [name, 2] as const),
  ..."Generator Coroutine".split(" ").map((name) => [name, 3] as const),
]);

/** The modules that a module imports whole, by the names they have in it. */
function importedModules(module: Module): Map<string, string> {
  const out = new Map<string, string>();
  eachImport(module, (stmt) => {
    if (stmt.nodeType === "Import") for (const { name, asname } of stmt.names) out.set(asname ?? name, name);
  });
  return out;
}

/** The names that a module imports from `typing`, and what they are there. */
function typingNames(module: Module): Map<string, string> {
  const out = new Map<string, string>();
  eachImport(module, (stmt) => {
    if (stmt.nodeType !== "ImportFrom" || stmt.module !== "typing") return;
    for (const { name, asname } of stmt.names) out.set(asname ?? name, name);
  });
  return out;
}

/** A text or a function beside `|`, which Python does not take there. */
const isNoType = (node: Expr): boolean =>
  (node.nodeType === "Constant" && node.lit.k === "str") ||
  (node.nodeType === "Name" && /^(callable|any|all|iter|len|id|hash)$/.test(node.id));

/** Stands for every name: a program that has its names at hand may bind any. */
const ANY = "*";

/** What binds names beside the statements that usually do, anywhere in a module. */
function rarelyBound(module: Module): Set<string> {
  const out = new Set<string>();
  eachNode(module, (given) => {
    const node = given as { nodeType: string } & Record<string, unknown>;
    if (node.nodeType === "Name" && /^(globals|exec)$/.test(String(node.id))) out.add(ANY);
    else if (node.nodeType === "NamedExpr") out.add((node.target as Name).id);
    else if (node.nodeType === "AnnAssign") out.add((node.target as Name).id);
    else if (node.nodeType === "Global") for (const name of node.names as string[]) out.add(name);
    else if (/^(Match(As|Star)|ExceptHandler|AsyncFunctionDef)$/.test(node.nodeType)) out.add(String(node.name));
    else if (node.nodeType === "MatchMapping") out.add(String(node.rest));
    else if (/^Async(For|With)$/.test(node.nodeType))
      eachNode(node, (inner) => {
        if (inner.nodeType === "Name") out.add((inner as Name).id);
      });
    else if (/^(Match|TryStar)$/.test(node.nodeType))
      for (const part of [node, ...((node.cases ?? node.handlers) as object[])])
        boundNames((part as { body?: Stmt[] }).body ?? [], out);
  });
  return out;
}

const onlyBinds = (stmt: Stmt): boolean =>
  stmt.nodeType === "Pass" ||
  (stmt.nodeType === "FunctionDef" && !stmt.decorator_list.length) ||
  (/^(Expr|Assign|AnnAssign)$/.test(stmt.nodeType) &&
    ((stmt as { value?: Expr }).value?.nodeType ?? "Constant") === "Constant");

/** By which of these statements each name is bound first. */
function firstBindings(body: readonly Stmt[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const [i, stmt] of body.entries()) for (const name of boundNames([stmt])) if (!out.has(name)) out.set(name, i);
  return out;
}

function raising({ id, ...node }: Name): Stmt {
  const at: Place = placeOf(node);
  const text = `name '${id}' is not defined`;
  const func = { nodeType: "Name", id: "NameError", ctx: { nodeType: "Load" }, ...at };
  const args = [{ nodeType: "Constant", value: text, lit: { k: "str", v: text }, ...at }];
  return { nodeType: "Raise", exc: { nodeType: "Call", func, args, keywords: [], ...at }, ...at } as unknown as Stmt;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
