import type { ClassDef, Comp, DictComp, Expr, FunctionDef, Lambda, Module, Place, Stmt } from "../ast.js";
import type { Unit } from "../program/unit.js";

export type ScopeNode = Module | FunctionDef | Lambda | Comp | DictComp | ClassDef;

/** A place where names live. Comprehensions that run where they stand belong to their function (`fn`). */
export class Scope {
  readonly kind: "module" | "function" | "comp" | "class";
  readonly node: ScopeNode;
  readonly parent: Scope | undefined;
  readonly name: string;
  /** The scope whose Rust function runs this code. */
  readonly fn: Scope;
  readonly syms = new Map<string, Sym>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  /** Variables of enclosing functions that code in here, or in functions called from here, reads or writes. */
  readonly free = new Set<Sym>();
  /** Functions of enclosing functions that are called by name: their captures are needed here as well. */
  readonly calls = new Set<Sym>();
  /** Names of the module that are called here as built-ins: the function may not start once they are bound. */
  readonly untilBound = new Set<Sym>();
  isGenerator = false;
  /** A generator whose reader may send to it, throw into it, close it, or take its value. */
  exchanges = false;
  returnsValue = false;
  children: Scope[] = [];
  /** Of a module's scope: the module. */
  unit: Unit | undefined;

  constructor(kind: Scope["kind"], node: ScopeNode, name: string, parent: Scope | undefined, inline: boolean) {
    this.kind = kind;
    this.node = node;
    this.name = name;
    this.parent = parent;
    this.fn = inline && parent ? parent.fn : this;
    parent?.children.push(this);
  }
}

/** A name in a scope. */
export class Sym {
  readonly name: string;
  readonly scope: Scope;
  /** `def` and `class` are bound once, at the top of their scope, and are known without running anything. */
  kind: "var" | "def" | "class" | "module" | "from" = "var";
  node: FunctionDef | ClassDef | Lambda | undefined;
  /** The lambda that its one assignment gives it. */
  lambda: Lambda | undefined;
  /** What an assignment gives it where that may be a text that is written down. */
  text: Expr | undefined;
  /** For imports: the module, and the name in it. */
  module = "";
  imported = "";
  /** How many of its bindings are imports, and of what. */
  imports = 0;
  importedAs = new Set<string>();
  importedAt: Place | undefined;
  /** The module of the program it is bound to, or the name in another module that it stands for. */
  unit: Unit | undefined;
  target: Sym | undefined;
  bindings = 0;
  /** How many of its bindings are the names of exception handlers. */
  handlers = 0;
  isParam = false;
  inLoop = false;
  conditional = false;
  bindPos = 0;
  /** Its first binding always comes to pass, and nothing unbinds it. */
  isSure = true;
  /** A function that is stored once it is made: not before what it captures, itself perhaps. */
  isMade = false;
  capturePos = Number.POSITIVE_INFINITY;
  captured = false;
  /** A function within its own, or of its module, binds it: any call may be the one that does. */
  assignedInside = false;
  /** Used as a value and not only called: its Rust form is a closure. */
  global = false;
  single: Web | undefined;
  /** Holds what does something where it is let go: it lasts as long as its function, or until it is bound again. */
  lasting = false;
  /** May be called before its definition has run: asked for at run time. */
  checked = false;
  /** The tuple of types that it is once and for all. */
  types: Expr | undefined;
  /** Stands for a type and is nothing at run time. */
  typeAlias = false;

  /** A blank behind a name tells whether the import of that name has run. */
  constructor(name: string, scope: Scope) {
    this.name = name.trimEnd();
    this.scope = scope;
  }

  /** Shared between functions by reference: a change in one is seen in the other. */
  get cell(): boolean {
    if (!this.captured || this.scope.kind === "module") return false;
    if (this.assignedInside || this.bindings > 1 || this.inLoop || this.conditional) return true;
    if (this.single && findWeb(this.single).maybeUnbound) return true;
    return this.isMade ? this.bindPos >= this.capturePos : this.bindPos > this.capturePos;
  }

  /** Has one storage place and no versions. */
  get whole(): boolean {
    return this.global || this.cell || this.scope.kind === "class" || this.scope.kind === "comp";
  }
}

/** The module that a scope lies in. */
export function unitOf(scope: Scope): Unit | undefined {
  let top = scope;
  while (top.parent) top = top.parent;
  return top.unit;
}

const COMPREHENSIONS: Record<string, string> = {
  ListComp: "<listcomp>",
  SetComp: "<setcomp>",
  DictComp: "<dictcomp>",
  GeneratorExp: "<genexpr>",
};

/** What a function says that it is called. */
export function givenName(node: { name?: string; spelled?: string }): string {
  return node.spelled?.split(".").at(-1) ?? node.name ?? "<lambda>";
}

const parentIsModule = ({ parent }: Scope): boolean => !parent || parent.kind === "module";

/** Python's `__qualname__` of what a scope belongs to. */
export function qualifiedName(scope: Scope): string {
  const { spelled, typeName } = scope.node as { spelled?: string; typeName?: string };
  if (spelled !== undefined) return spelled;
  if (typeName !== undefined && parentIsModule(scope)) return typeName;
  const own =
    scope.kind === "comp"
      ? (COMPREHENSIONS[scope.node.nodeType] ?? "")
      : scope.node.nodeType === "Lambda"
        ? "<lambda>"
        : scope.name;
  const { parent } = scope;
  if (!parent || parentIsModule(scope)) return own;
  return `${qualifiedName(parent)}.${parent.kind === "class" ? "" : "<locals>."}${own}`;
}

export interface Block {
  stmts: Stmt[] | undefined;
  parent: Block | undefined;
  parentIndex: number;
  depth: number;
}

/** The assignments and uses of a name that belong together: one Rust variable. */
export class Web {
  readonly sym: Sym;
  up: Web | undefined;
  maybeUnbound = false;
  block: Block | undefined;
  index = 0;
  /** The Rust name, given when its function is written. */
  rust = "";
  id: number;

  constructor(sym: Sym, id: number) {
    this.sym = sym;
    this.id = id;
  }
}

export function findWeb(web: Web): Web {
  let at = web;
  while (at.up) at = at.up;
  return at;
}

export function uniteWebs(one: Web, other: Web): Web {
  const a = findWeb(one);
  const b = findWeb(other);
  if (a === b) return a;
  b.up = a;
  a.maybeUnbound ||= b.maybeUnbound;
  if (b.block) touch(a, b.block, b.index);
  return a;
}

/** Widens the place where the web's variable must be declared so that it covers this one. */
export function touch(web: Web, block: Block, index: number): void {
  const root = findWeb(web);
  if (!root.block) {
    root.block = block;
    root.index = index;
    return;
  }
  let a = root.block;
  let i = root.index;
  let b = block;
  let j = index;
  while (a !== b) {
    if (a.depth >= b.depth && a.parent) {
      i = a.parentIndex;
      a = a.parent;
    } else if (b.parent) {
      j = b.parentIndex;
      b = b.parent;
    } else break;
  }
  root.block = a;
  root.index = Math.min(i, j);
}
