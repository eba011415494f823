import type { Arguments, Expr, FunctionDef, Lambda, Module, Place, Stmt } from "../ast.js";
import { type Diagnostic, Refusal, type Remark, refuse } from "../diagnostics.js";
import type { Gen } from "../generate/gen.js";
import { RESERVED_METHODS, RESERVED_TYPES, rustName } from "../generate/names.js";
import { Library } from "../library/library.js";
import type { Unit } from "../program/unit.js";
import type { AttributeNames } from "../resolve/attribute-names.js";
import { firstCall } from "../resolve/first-call.js";
import { type Block, findWeb, type Scope, type Sym, unitOf, type Web } from "../resolve/symbols.js";
import { Cell, find, isBottom, NONE, Signature, STR, Store, soloPart } from "../types/cell.js";
import type { ClassInfo, Context, Instance, Narrow } from "./context.js";
import { converted } from "./displays.js";
import { elaborateBody } from "./function-body.js";
import { stemOf } from "./functions.js";
import { isManager } from "./generators.js";
import { heldLets, hold } from "./held.js";
import { iterate } from "./iteration.js";
import { errorValue } from "./raising.js";
import { place, type Typed, typed } from "./typed.js";
import { kindName } from "./types-as-values.js";

/** Methods by which objects stand for a number, and what Python says where there is none. */
const CONVERSIONS: [string, RegExp][] = [
  ["__index__", /integer|indices|real number|float|int\(\)/],
  ["__float__", /real number|float/],
  ["__int__", /int\(\)/],
  ["__complex__", /complex/],
  ["__bytes__", /bytes/],
];

/** Where a TypeError says what type something is. */
const namesType = (name: string): RegExp =>
  new RegExp(`(?<=['"]|\\b(?:not|non-iterable|type|instance,) )(?:${name})(?=['"]| object| doesn't| found|$)`);

const MAX_ROUNDS = 40;
const MAX_INSTANCES = 600;

/**
 * Walks the program from its first statement, following calls, until no type grows any more. Each round makes typed
 * steps anew; those of the last round are the program. A function is walked once for every signature it is called with.
 */
/** What makes an object by a version of its `__init__`. */
const MAKER = /^new_\d+$/;

const isWithin = (at: Place & { isWithin?: boolean }): boolean => at.isWithin === true;

/** What Python's parser of arguments says, which calls the type of None by its value. */
const OF_ARGUMENT = /(\(\) argument (?:\d+ |'\w+' )?must be .*, not )NoneType$/;

export class Elaborator {
  readonly store = new Store();
  readonly file: string;
  readonly instances = new Map<string, Instance>();
  readonly classes = new Map<object, ClassInfo>();
  readonly globals = new Map<Sym, { cell: Cell; rust: string; web: Web | undefined }>();
  readonly defaults = new Map<Expr, { cell: Cell; rust: string }>();
  readonly blocks: Map<Stmt[], Block>;
  /** The variables that a loop's body binds. */
  readonly bound = new Map<Stmt[], readonly Web[]>();
  /** The modules of the program. */
  readonly units: readonly Unit[];
  readonly rustNames = new Set<string>();
  readonly typeNames = new Set(RESERVED_TYPES);
  readonly flags = new Map<Sym, string>();
  /** Functions that have one version for arguments of any types. */
  readonly single = new Set<object>();
  /** The statics of cached functions' versions. */
  readonly memos = new Map<Instance, string>();
  readonly library = new Library();
  readonly synthetics = new Map<Expr, Map<string, Expr & { nodeType: "Call" }>>();
  /** Tuples of the source that hold tuples like themselves: their length is not part of their type. */
  readonly endless = new Set<Expr>();
  /** What `copy.deepcopy` reaches, and the classes whose objects `copy.copy` is asked for. */
  readonly copied = new Set<Cell>();
  readonly copiedOnce = new Set<ClassInfo>();
  /** The classes whose objects are asked for their `__dict__`, and what those hold. */
  readonly dicts = new Map<ClassInfo, { key: Cell; value: Cell }>();
  /** The names by which attributes may be reached, in a program that works out any. */
  attributeNames: AttributeNames | undefined;
  readonly #names = new Map<Instance, string>();
  readonly scratch = new Map<object, Map<string, Cell>>();
  /** Statics the program needs beside its variables: name → declaration. */
  readonly statics = new Map<string, (g: Gen) => string>();
  /** Does the program ask for `args`? Looked up when something else than a plain value is among them. */
  looksAtArguments: boolean | undefined;
  /** What exceptions of the program may hold as their arguments. */
  readonly exceptionArgs: Cell;
  /** The types of those that are no plain values. */
  readonly wholeArgs = new Set<Cell>();
  /** Does the program ask whether functions are the same? */
  comparesFunctions = false;
  /** Where functions within others stand as values, and which of these places return them. */
  readonly namings = new Map<object, Set<object>>();
  readonly returned = new WeakSet<object>();
  /** The attributes that the program sets on its functions. */
  functionAttributes: ReadonlySet<string> = new Set();
  /** Attributes that the program deletes of any object. */
  readonly deletedAttributes = new Set<string>();
  readonly remarks = new Map<string, Diagnostic>();
  /** Some generator does something where it is left early. */
  guards = false;
  /** Some class derives from a type of plain values. */
  hasPlain = false;
  /** Somebody asks what was being handled when an exception was raised. */
  asksContext = false;
  /** It logs what it handles: noted where nothing can be handled meanwhile. */
  logsHandled = false;
  /** Does the program lay values out, so that it must be told where an object's own text begins and ends? */
  laysOut = false;
  /** Somebody sends to, throws into or closes a generator. */
  talks = false;
  /** Does it have generators, which may do something when they are left? */
  yields = false;
  cx!: Context;
  round = 0;
  main!: Instance;
  reached: Instance[] = [];
  depth = 0;
  /** The loops around the statement that is looked at. */
  loops = 0;

  constructor(file: string, blocks: Map<Stmt[], Block>, units: readonly Unit[] = []) {
    this.file = file;
    this.units = units;
    this.blocks = blocks;
    this.exceptionArgs = this.store.cell(STR);
    this.library.iterate = iterate;
    this.library.errorValue = errorValue;
    this.library.convert = converted;
  }

  /** A Rust name for a type of the program. */
  typeName(stem: string): string {
    let name = stem;
    const isTaken = (each: string): boolean =>
      this.typeNames.has(each) || this.typeNames.has(`${each}Fields`) || this.rustNames.has(each);
    for (let n = 2; isTaken(name); n++) name = `${stem}${n}`;
    this.typeNames.add(name);
    this.typeNames.add(`${name}Fields`);
    return name;
  }

  /** The Rust name of a function's version: the plain name for the first. */
  nameOf(inst: Instance): string {
    let name = this.#names.get(inst);
    if (!name) {
      const stem = stemOf(inst);
      if (inst.owner) {
        const prefix = `${inst.owner.rust}::`;
        const own = RESERVED_METHODS.has(stem) || MAKER.test(stem) ? `own_${stem}` : stem;
        name = own;
        for (let n = 2; this.rustNames.has(prefix + name); n++) name = `${own}_${n}`;
        this.rustNames.add(prefix + name);
      } else name = this.topName(stem);
      this.#names.set(inst, name);
      inst.rust = name;
    }
    return name;
  }

  run(module: Module, scope: Scope): void {
    this.main = this.makeInstance("main", scope, module, undefined, undefined, []);
    this.settle();
  }

  /** Walks the program again where types have grown since. */
  settle(): void {
    const last = this.round + MAX_ROUNDS;
    for (this.round += 1; ; this.round++) {
      if (this.round > last) throw new Refusal("type", "the program's types do not settle", { code: "type" });
      this.store.changed = false;
      this.reached = [];
      this.copied.clear();
      for (const info of this.classes.values()) info.instantiated = false;
      this.visit(this.main);
      if (!this.store.changed) return;
    }
  }

  makeInstance(
    key: string,
    scope: Scope,
    node: Instance["node"],
    parent: Instance | undefined,
    owner: ClassInfo | undefined,
    params: Cell[],
  ): Instance {
    if (this.instances.size > MAX_INSTANCES) {
      throw new Refusal("type", "functions are called with too many different types", { code: "type" });
    }
    const inst: Instance = {
      id: this.store.id(),
      key,
      scope,
      node,
      parent,
      owner,
      params,
      result: this.store.cell(),
      yields:
        scope.isGenerator || ("nodeType" in node && node.nodeType === "GeneratorExp") ? this.store.cell() : undefined,
      sends: scope.isGenerator && this.exchanges(scope) ? this.store.cell() : undefined,
      webs: new Map(),
      signatures: new Map(),
      body: undefined,
      round: 0,
      rust: "",
      declines: false,
      cached: false,
      inline: false,
      falls: false,
      places: undefined,
    };
    this.instances.set(key, inst);
    this.store.changed = true;
    return inst;
  }

  /** Is a generator's reader more than a loop? */
  exchanges(scope: Scope): boolean {
    this.guards ||= scope.exchanges;
    return scope.exchanges || this.talks || isManager(scope);
  }

  /** Walks an instance once a round. */
  visit(inst: Instance): void {
    if (inst.round === this.round) return;
    inst.round = this.round;
    this.reached.push(inst);
    this.depth += 1;
    if (this.depth > 180) throw new Refusal("type", "functions call each other with ever new types", { code: "type" });
    this.within(inst, () => {
      try {
        inst.body = elaborateBody(this, inst);
      } catch (cause) {
        // What stands in a part of the library is said of the program's statement that leads there.
        if (cause instanceof Refusal && unitOf(inst.scope)?.written) cause.at = undefined;
        throw cause;
      }
    });
    this.depth -= 1;
  }

  within<T>(inst: Instance, work: () => T): T {
    const outer = this.cx;
    this.cx = { inst, narrow: new Map(), live: true, tries: 0 };
    const result = work();
    this.cx = outer;
    return result;
  }

  /** An instance of code that is written where it stands: a lambda or a generator expression. */
  inlineInstance(node: Lambda | Expr, scope: Scope, params: Cell[]): Instance {
    const key = `inline${this.nodeId(node)}|${this.cx.inst.id}|${params.map((param) => this.store.show(param)).join(",")}`;
    const inst =
      this.instances.get(key) ??
      this.makeInstance(
        key,
        scope,
        node,
        this.cx.inst,
        this.cx.inst.owner,
        params.map(() => this.store.cell()),
      );
    inst.inline = true;
    params.forEach((param, i) => {
      this.store.flow(param, inst.params[i] as Cell);
    });
    return inst;
  }

  readonly #standIns = new Map<Expr, Expr>();
  /** A node with other fields that stands for one of the source: the same in every round, since what is known of it hangs on it. */
  standIn<T extends Expr>(node: Expr, fields: Partial<T>): T {
    const known = this.#standIns.get(node) ?? { ...node };
    this.#standIns.set(node, known);
    return Object.assign(known, node, fields) as T;
  }

  readonly #nodeIds = new Map<object, number>();
  nodeId(node: object): number {
    let id = this.#nodeIds.get(node);
    if (id === undefined) {
      id = this.#nodeIds.size + 1;
      this.#nodeIds.set(node, id);
    }
    return id;
  }

  /** A cell that belongs to a place in the program and an instance: the same in every round. */
  at(node: object, slot = ""): Cell {
    const key = `${this.cx.inst.id}${slot}`;
    let slots = this.scratch.get(node);
    if (!slots) {
      slots = new Map();
      this.scratch.set(node, slots);
    }
    let cell = slots.get(key);
    if (!cell) {
      cell = this.store.cell();
      slots.set(key, cell);
    }
    return cell;
  }

  /** The Rust name of something at the top level of the generated file. */
  topName(stem: string): string {
    let name = stem;
    for (let n = 2; this.rustNames.has(name) || this.typeNames.has(name); n++) name = `${stem}_${n}`;
    this.rustNames.add(name);
    return name;
  }

  global(sym: Sym): { cell: Cell; rust: string; web: Web | undefined } {
    let found = this.globals.get(sym);
    if (!found) {
      const owner = sym.scope.kind === "class" ? `${sym.scope.name}_` : "";
      const prefix = unitOf(sym.scope)?.prefix ?? "";
      const rust = this.topName(rustName(`${prefix}${owner}${sym.name}`).toUpperCase());
      found = { cell: this.store.cell(), rust, web: undefined };
      this.globals.set(sym, found);
    }
    return found;
  }

  /** The instance, here or around, whose function a symbol belongs to. */
  instanceOf(sym: Sym): Instance {
    for (let inst: Instance | undefined = this.cx.inst; inst; inst = inst.parent) {
      if (inst.scope === sym.scope.fn) return inst;
    }
    throw new Refusal(
      `the variable ${sym.name} of a function, in a class that the function makes`,
      `the variable ${sym.name} is out of reach here`,
      { suggestion: "pass it to the class's constructor" },
    );
  }

  isGlobal(sym: Sym): boolean {
    return sym.global || sym.scope.kind === "class";
  }

  webCell(web: Web): Cell {
    const root = findWeb(web);
    if (this.isGlobal(root.sym)) return this.global(root.sym).cell;
    const inst = this.instanceOf(root.sym);
    let cell = inst.webs.get(root);
    if (!cell) {
      cell = this.store.cell();
      inst.webs.set(root, cell);
    }
    return cell;
  }

  /** Reads a variable. */
  read(web: Web, at: Place): Typed {
    const root = findWeb(web);
    const sym = root.sym;
    const cell = this.webCell(root);
    const whole = this.readWhole(root, cell, at);
    const narrow = this.cx.narrow.get(this.isGlobal(sym) || sym.cell ? `wg${root.id}` : `w${root.id}`);
    return narrow ? this.narrowed(whole, narrow) : whole;
  }

  /** Is a name of a module bound before anything of the program can be called? */
  #isThere(sym: Sym): boolean {
    if (sym.scope.kind !== "module") return true;
    return sym.isSure && sym.bindPos < firstCall(sym.scope);
  }

  readWhole(root: Web, cell: Cell, at: Place): Typed {
    const sym = root.sym;
    if (this.isGlobal(sym)) {
      const { rust } = this.global(sym);
      const emit: Typed["emit"] = (g) => ({ s: g.q(`${rust}.get()`), m: 0, atom: true });
      return { t: cell, at, emit, pure: !sym.assignedInside && this.#isThere(sym) };
    }
    if (sym.cell) {
      const get = this.cx.inst.scope === sym.scope.fn && !isWithin(at) ? "get_local" : "get";
      return {
        t: cell,
        at,
        emit: (g) => ({ s: g.q(`${this.local(g, root)}.${get}()`), m: 0, atom: true }),
        pure: !sym.assignedInside && sym.isSure && sym.bindPos < sym.capturePos,
      };
    }
    if (root.maybeUnbound) {
      const check = sym.scope.kind === "module" ? "bound_global" : isWithin(at) ? "bound_around" : "bound";
      return {
        t: cell,
        at,
        emit: (g) => ({ s: g.q(`${check}(&${this.local(g, root)}, "${sym.name}")`), m: 0, atom: true }),
      };
    }
    return {
      t: cell,
      at,
      pure: true,
      emit: (g) => {
        if (isBottom(cell)) return { s: "unreachable!()", m: 0, atom: true };
        const name = this.local(g, root);
        return g.types && (name === "self" || g.refs.has(name)) ? { s: name, m: 2, atom: true } : place(name);
      },
    };
  }

  /** Would Rust read the name in a `let` or among parameters as a struct's or a static's, not as a new variable? */
  #isPattern(name: string): boolean {
    return /^[A-Z]/.test(name) && (this.typeNames.has(name) || this.rustNames.has(name));
  }

  /** The Rust name of a local variable, in the function that is being written. */
  local(g: Gen, web: Web): string {
    const root = findWeb(web);
    let name = g.names.get(root);
    if (!name) {
      const stem = rustName(root.sym.name);
      name = stem;
      for (let n = 2; g.taken.has(name) || this.#isPattern(name); n++) name = `${stem}_${n}`;
      g.taken.add(name);
      g.names.set(root, name);
    }
    return name;
  }

  /** A value of which less is known to remain: reading it takes it out of its Option or enum. */
  narrowed(x: Typed, narrow: Narrow): Typed {
    const cell = find(x.t);
    const mask = cell.mask & narrow.mask;
    const parts = [...(cell.parts?.entries() ?? [])].filter(
      ([key]) => narrow.keys.has(key) || narrow.keys.has("*") || (key === "vtuple" && narrow.keys.has("tuple")),
    );
    if (mask === cell.mask && parts.length === (cell.parts?.size ?? 0)) return x;
    const t = this.store.temp(mask);
    if (parts.length) t.parts = new Map(parts);
    if (isBottom(t))
      return { ...x, t, emit: (g) => ({ s: `{ let _ = ${g.own(x)}; unreachable!() }`, m: 0, atom: true }) };
    return {
      t,
      at: x.at,
      pure: x.pure === true,
      emit: (g) => {
        const code = x.emit(g);
        const from = g.ty(x.t);
        const safe = code.atom ? code.s : `(${code.s})`;
        if (from === `Option<${g.ty(t)}>`) {
          if (code.m === 0) return { s: `${safe}.unwrap()`, m: 0, atom: true };
          if (g.types.isCopy(t)) return { s: `${safe}.unwrap()`, m: 0, atom: true };
          return { s: `${safe}.as_ref().unwrap()`, m: 2, atom: true };
        }
        if (mask === NONE && parts.length === 0) return { s: `{ let _ = ${code.s}; }`, m: 0, atom: true };
        if (from === g.ty(t)) return code;
        return { s: g.coerceText(g.own(x), x.t, t), m: 0, atom: false };
      },
    };
  }

  /** Forgets what was known of things that a call may have changed. */
  afterCall(): void {
    for (const key of this.cx.narrow.keys()) {
      if (key.includes(".") || key.startsWith("wg")) this.cx.narrow.delete(key);
    }
  }

  bottom(at: Place | undefined): Typed {
    return typed(this.store.temp(), at, () => "unreachable!()");
  }

  /** Raises: an expression that never has a value. */
  raise(error: string, at: Place | undefined, ...effects: Typed[]): Typed {
    return this.#ending(at, effects, (g) => g.throwing(error));
  }

  /** What ends the program with a limit of the translation, where it comes to it: an expression that never has a value. */
  limit(what: string, at: Place | undefined, ...effects: Typed[]): Typed {
    return this.#ending(at, effects, () => `limit(${JSON.stringify(what)})`);
  }

  #ending(at: Place | undefined, effects: readonly Typed[], last: (g: Gen) => string): Typed {
    return {
      t: this.store.temp(),
      at,
      emit: (g) => {
        const before = effects.map((x) => `let _ = ${g.own(x)}; `).join("");
        return { s: `{ ${before}${last(g)} }`, m: 0, atom: true };
      },
    };
  }

  typeError(message: string, at: Place | undefined, ...effects: Typed[]): Typed {
    this.#refusePlain(at, effects);
    this.#refuseConversion(message, at, effects);
    const named = this.#namesException(message, at, effects);
    if (named) return named;
    const ofFunction = this.#namesFunction(message, at, effects);
    if (ofFunction) return ofFunction;
    if (/['"]iterator['"]/.test(message)) this.refuse("an error that names the type of this iterator", at);
    const said = message.replace(OF_ARGUMENT, "$1None");
    return this.raise(`exc::TYPE_ERROR.msg(${JSON.stringify(said)})`, at, ...effects);
  }

  /** A function value tells what it is: a type of Python's is one as well. */
  #namesFunction(message: string, at: Place | undefined, effects: Typed[]): Typed | undefined {
    const names = namesType("function");
    if (!names.test(message)) return undefined;
    const found = effects.filter((x) => soloPart(x.t)?.kind === "func");
    if (!found.some((x) => !x.isFunction)) return undefined;
    const [only] = found;
    const [before, after, more] = message.split(names).map((part) => part.replaceAll(/[{}]/g, "$&$&"));
    const part = only && soloPart(only.t);
    if (!only || !part || found.length > 1 || more !== undefined)
      return this.limit("an error that names the type of a function", at, ...effects);
    const held = effects.map((x) => hold(x));
    const mine = held.find(({ x }) => x === only) as (typeof held)[number];
    const kind = kindName(this, mine.again, part, at as Place);
    return {
      t: this.store.temp(),
      at,
      emit: (g) => {
        const lets = heldLets(g, held);
        const text = `format!(${JSON.stringify(`${before}{}${after}`)}, ${g.recv(kind)}.as_str())`;
        return { s: `{ ${lets}${g.throwing(`exc::TYPE_ERROR.msg(${text})`)} }`, m: 0, atom: true };
      },
    };
  }

  /** An exception tells its class when it is there; nothing where the error names none. */
  #namesException(message: string, at: Place | undefined, effects: Typed[]): Typed | undefined {
    const names = namesType("Exception|exc");
    if (!names.test(message)) return undefined;
    const found = effects.filter((x) => /^exc/.test([...(find(x.t).parts?.keys() ?? [])].join()));
    const [only] = found;
    if (!only) return undefined;
    const [before, after, more] = message.split(names).map((part) => part.replaceAll(/[{}]/g, "$&$&"));
    if (found.length > 1 || more !== undefined || soloPart(only.t)?.kind !== "exc" || find(only.t).mask !== 0)
      this.refuse("an error that names the type of an exception", at);
    return {
      t: this.store.temp(),
      at,
      emit: (g) => {
        const lets = effects.map((x) => [x, g.fresh("held")] as const);
        const held = lets.map(([x, name]) => `let ${name} = ${g.own(x)}; `).join("");
        const name = lets.find(([x]) => x === only)?.[1];
        const text = `format!(${JSON.stringify(`${before}{}${after}`)}, ${name}.type_name())`;
        return { s: `{ ${held}${g.throwing(`exc::TYPE_ERROR.msg(${text})`)} }`, m: 0, atom: true };
      },
    };
  }

  /** What is a number, a text or a tuple as well is no TypeError where Python takes it for that. */
  #refusePlain(at: Place | undefined, effects: Typed[]): void {
    for (const x of effects)
      for (const part of find(x.t).parts?.values() ?? []) {
        const info = part.kind === "inst" ? (part.ref as ClassInfo) : undefined;
        if (info?.plain)
          this.refuse(
            `an object of a class that derives from ${info.plain} here`,
            at,
            `make a plain ${info.plain} of it`,
          );
        if (info?.mixed) this.refuse("a member of an enumeration of numbers or texts here", at, "use its value");
      }
  }

  /** An object that knows how to become what is wanted is no TypeError in Python. */
  #refuseConversion(message: string, at: Place | undefined, effects: Typed[]): void {
    for (const x of effects)
      for (const part of find(x.t).parts?.values() ?? []) {
        if (part.kind !== "inst") continue;
        for (const [name, wanted] of CONVERSIONS)
          if (wanted.test(message) && (part.ref as ClassInfo).mro.some((each) => each.own.has(name)))
            this.refuse(`an object with ${name} here`, at, `call its ${name}`);
      }
  }

  signature(node: object): Signature {
    let signature = this.cx.inst.signatures.get(node);
    if (!signature) {
      signature = new Signature(this.store.id());
      this.cx.inst.signatures.set(node, signature);
      this.store.changed = true;
    }
    while (signature.up) signature = signature.up;
    return signature;
  }

  refuse(construct: string, at?: Place, suggestion?: string): never {
    return refuse(construct, at, suggestion);
  }

  /** Says something of a construct without refusing it, at the first place that a file has it. */
  remark(remark: Remark, at: Place): void {
    const unit = unitOf(this.cx.inst.scope);
    // What the library's written parts do is said of the import that brings them.
    const by = unit?.written ? importOf(this.units, unit.name) : undefined;
    const file = by?.file ?? unit?.file ?? this.file;
    const key = `${file}:${remark.construct}`;
    if (this.remarks.has(key)) return;
    const { lineno, col_offset } = by?.stmt ?? at;
    const place = { file, line: lineno, column: col_offset + 1 };
    this.remarks.set(key, { severity: "warning", code: "sandboxed", ...place, ...remark });
  }
}

function importOf(units: readonly Unit[], name: string): { file: string; stmt: Place } | undefined {
  for (const { module, file, written } of units) {
    if (written) continue;
    for (const stmt of module.body) {
      const isIt =
        (stmt.nodeType === "Import" && stmt.names.some((alias) => alias.name === name)) ||
        (stmt.nodeType === "ImportFrom" && (stmt.module === name || stmt.module === `written_${name}`));
      if (isIt) return { file, stmt };
    }
  }
  return undefined;
}

export function paramsOf(args: Arguments): {
  name: string;
  arg: Arguments["args"][number];
  kind: "pos" | "kw" | "star" | "kwstar";
  fallback: Expr | undefined;
}[] {
  const positional = [...args.posonlyargs, ...args.args];
  const first = positional.length - args.defaults.length;
  const out: ReturnType<typeof paramsOf> = positional.map((arg, i) => ({
    name: arg.arg,
    arg,
    kind: "pos",
    fallback: args.defaults[i - first],
  }));
  if (args.vararg) out.push({ name: args.vararg.arg, arg: args.vararg, kind: "star", fallback: undefined });
  args.kwonlyargs.forEach((arg, i) => {
    out.push({ name: arg.arg, arg, kind: "kw", fallback: args.kw_defaults[i] ?? undefined });
  });
  if (args.kwarg) out.push({ name: args.kwarg.arg, arg: args.kwarg, kind: "kwstar", fallback: undefined });
  return out;
}

export { Cell };
export type AnyFunction = FunctionDef | Lambda;
