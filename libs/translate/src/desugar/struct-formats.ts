import type { Call, Expr, Module, Stmt } from "../ast.js";
import { placeOf, putAtHead } from "../nodes.js";
import { eachNode, eachStmt } from "../program/walk.js";

/**
 * The formats of `struct`, written where they are used.
 *
 * 1. A name that the module binds once, to a text or to a `Struct` of one, stands for that text; so does an attribute of
 *    a class or of `self` that no text of the module names.
 * 2. `PACKER.pack(x)` of such a name is `struct.pack("<I", x)`, `PACKER.size` is `struct.calcsize("<I")`.
 * 3. A `Struct` that is used in another way stays one, and is refused.
 */
export function desugarStructFormats(modules: Module[]): void {
  for (const module of modules) {
    const names = importedFrom(module);
    if (names) new Formats(module, names).run();
  }
}

interface Imported {
  /** What `struct` is called. */
  module: string;
  /** What `struct.Struct` is called where it is imported by itself. */
  own: Set<string>;
  functions: Set<string>;
}

function importedFrom(module: Module): Imported | undefined {
  const out: Imported = { module: "", own: new Set(), functions: new Set() };
  eachStmt(module.body, (stmt) => {
    if (stmt.nodeType === "Import")
      for (const { name, asname } of stmt.names) if (name === "struct") out.module = asname ?? name;
    if (stmt.nodeType === "ImportFrom" && stmt.module === "struct" && !stmt.level)
      for (const { name, asname } of stmt.names) (name === "Struct" ? out.own : out.functions).add(asname ?? name);
  });
  if (!out.module && !out.own.size && !out.functions.size) return undefined;
  if (out.module) return out;
  // Rewritten calls need the module's name: no program has this one.
  out.module = "struct__";
  const names = [{ nodeType: "Alias", name: "struct", asname: "struct__", ...TOP }];
  putAtHead(module.body, [{ nodeType: "Import", names, ...TOP } as Stmt]);
  return out;
}

const TOP = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };
const METHODS = new Set(["pack", "unpack", "pack_into", "unpack_from", "iter_unpack"]);

type Known = { text: string; isStruct: boolean };

class Formats {
  readonly #module: Module;
  readonly #imported: Imported;
  readonly #known = new Map<string, Known>();
  readonly #parents = new Map<object, Expr>();

  constructor(module: Module, imported: Imported) {
    this.#module = module;
    this.#imported = imported;
  }

  run(): void {
    const counts = bindings(this.#module);
    const made: { key: string; stmt: Stmt & { value?: Expr } }[] = [];
    const ofClasses = new Set<Stmt>();
    eachStmt(this.#module.body, (stmt) => {
      if (stmt.nodeType === "ClassDef") for (const each of stmt.body) ofClasses.add(each);
    });
    eachStmt(this.#module.body, (stmt) => {
      const inClass = ofClasses.has(stmt);
      const target = stmt.nodeType === "Assign" && stmt.targets.length === 1 ? stmt.targets[0] : undefined;
      // What a class body annotates may be a field, which each object has by itself.
      const annotated = stmt.nodeType === "AnnAssign" && stmt.value && !inClass ? stmt.target : undefined;
      const bound = keyOf(target ?? annotated);
      const key = inClass && bound ? `.${bound}` : bound;
      const { value } = stmt as { value?: Expr };
      if (bound === undefined || key === undefined || !value || counts.get(bound) !== 1) return;
      if (inClass && counts.has(key)) return;
      const given = this.#structOf(value);
      const text = this.#text(given ?? value);
      if (text === undefined) return;
      this.#known.set(key, { text, isStruct: given !== undefined });
      if (given) made.push({ key, stmt: stmt as Stmt & { value?: Expr } });
    });
    eachNode(this.#module, (node) => {
      const x = node as unknown as Expr;
      if (x.nodeType === "Attribute") this.#parents.set(x.value, x);
    });
    const other = this.#otherwise(made.map(({ stmt }) => stmt));
    for (const { key, stmt } of made) {
      if (other.has(key)) this.#known.delete(key);
      else stmt.value = textNode((this.#known.get(key) as Known).text, stmt.value as Expr);
      if (!other.has(key) && stmt.nodeType === "AnnAssign")
        stmt.annotation = { nodeType: "Name", id: "str", ctx: { nodeType: "Load" }, ...placeOf(stmt) } as Expr;
    }
    eachNode(this.#module, (node) => this.#rewrite(node as unknown as Expr));
  }

  /** The `Struct`s that are used for more than their methods and attributes. */
  #otherwise(made: Stmt[]): Set<string> {
    const targets = new Set<object>();
    for (const stmt of made)
      targets.add(stmt.nodeType === "Assign" ? (stmt.targets[0] as Expr) : (stmt as Stmt & { target: Expr }).target);
    const out = new Set<string>();
    eachNode(this.#module, (node) => {
      const x = node as unknown as Expr;
      const key = keyOf(x);
      if (key === undefined || targets.has(x) || !this.#known.get(key)?.isStruct) return;
      const parent = this.#parents.get(x) as (Expr & { attr: string }) | undefined;
      if (!parent || !(METHODS.has(parent.attr) || /^(size|format)$/.test(parent.attr))) out.add(key);
    });
    return out;
  }

  #rewrite(x: Expr): void {
    if (x.nodeType === "Attribute") {
      const known = this.#structAt(x.value);
      if (known === undefined || METHODS.has(x.attr)) return;
      if (x.attr === "format") replace(x, textNode(known, x));
      if (x.attr === "size")
        replace(x, {
          nodeType: "Call",
          func: this.#function("calcsize", x),
          args: [textNode(known, x)],
          keywords: [],
          ...placeOf(x),
        } as Call);
      return;
    }
    if (x.nodeType !== "Call") return;
    const { func, args } = x;
    const known = func.nodeType === "Attribute" && METHODS.has(func.attr) ? this.#structAt(func.value) : undefined;
    if (func.nodeType === "Attribute" && known !== undefined) {
      x.func = this.#function(func.attr, func);
      x.args = [textNode(known, func), ...args];
      return;
    }
    const [first] = args;
    const text = first && this.#isFunction(func) ? this.#text(first) : undefined;
    if (first && text !== undefined) args[0] = textNode(text, first);
  }

  #isFunction(func: Expr): boolean {
    if (func.nodeType === "Name") return this.#imported.functions.has(func.id);
    return (
      func.nodeType === "Attribute" &&
      func.value.nodeType === "Name" &&
      func.value.id === this.#imported.module &&
      func.attr !== "Struct"
    );
  }

  #function(attr: string, at: Expr): Expr {
    const value = { nodeType: "Name", id: this.#imported.module, ctx: { nodeType: "Load" }, ...placeOf(at) };
    return { nodeType: "Attribute", value, attr, ctx: { nodeType: "Load" }, ...placeOf(at) } as unknown as Expr;
  }

  /** The format of a `Struct` by name, or made where it is used. */
  #structAt(x: Expr): string | undefined {
    const key = keyOf(x);
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known?.isStruct) return known.text;
    const given = this.#structOf(x);
    return given && this.#text(given);
  }

  /** What `struct.Struct(…)` is given. */
  #structOf(x: Expr): Expr | undefined {
    if (x.nodeType !== "Call" || x.args.length !== 1 || x.keywords.length) return undefined;
    const { func } = x;
    const isIt =
      func.nodeType === "Name"
        ? this.#imported.own.has(func.id)
        : func.nodeType === "Attribute" &&
          func.attr === "Struct" &&
          func.value.nodeType === "Name" &&
          func.value.id === this.#imported.module;
    return isIt ? x.args[0] : undefined;
  }

  #text(x: Expr): string | undefined {
    if (x.nodeType === "Constant") return x.lit.k === "str" ? x.lit.v : undefined;
    if (x.nodeType === "BinOp") {
      const left = this.#text(x.left);
      if (left === undefined) return undefined;
      if (x.op.nodeType === "Mult" && x.right.nodeType === "Constant" && x.right.lit.k === "int")
        return x.right.lit.v < 100n ? left.repeat(Number(x.right.lit.v)) : undefined;
      const right = x.op.nodeType === "Add" ? this.#text(x.right) : undefined;
      return right === undefined ? undefined : left + right;
    }
    const key = keyOf(x);
    const known = key === undefined ? undefined : this.#known.get(key);
    return known && !known.isStruct ? known.text : undefined;
  }
}

/** A name, or an attribute of one behind a dot. */
function keyOf(x: Expr | undefined): string | undefined {
  if (x?.nodeType === "Name") return x.id;
  return x?.nodeType === "Attribute" && x.value.nodeType === "Name" ? `.${x.attr}` : undefined;
}

/** How often each name or attribute is bound or deleted in a module. */
function bindings(module: Module): Map<string, number> {
  const out = new Map<string, number>();
  const add = (name: string | undefined): void => {
    if (name) out.set(name, (out.get(name) ?? 0) + 1);
  };
  eachNode(module, (node) => {
    const x = node as unknown as { nodeType: string; ctx?: { nodeType: string } } & Record<string, string | undefined>;
    const isBound = x.ctx !== undefined && x.ctx.nodeType !== "Load";
    if (x.nodeType === "Name" && isBound) add(x.id);
    else if (x.nodeType === "Attribute" && isBound) add(`.${x.attr}`);
    else if (x.nodeType === "Arg") add(x.arg);
    else if (x.nodeType === "Alias") add(x.asname ?? x.name);
    else if (/^(FunctionDef|AsyncFunctionDef|ClassDef|ExceptHandler|MatchAs|MatchStar)$/.test(x.nodeType)) add(x.name);
    else if (x.nodeType === "MatchMapping") add(x.rest);
    else if (x.nodeType === "Constant" && typeof x.value === "string")
      for (const word of new Set(x.value.match(/\w+/g))) out.set(`.${word}`, 2);
  });
  return out;
}

const textNode = (text: string, at: Expr): Expr =>
  ({ nodeType: "Constant", value: text, lit: { k: "str", v: text }, ...placeOf(at) }) as Expr;

function replace(node: Expr, by: Expr): void {
  for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
  Object.assign(node, by);
}
