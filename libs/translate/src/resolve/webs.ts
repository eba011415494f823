import type { Binder, ExceptHandler, Expr, FunctionDef, Lambda, Module, Pattern, Place, Stmt } from "../ast.js";
import { Refusal } from "../diagnostics.js";
import { isBeforeBinding, isBoundAbove } from "./bound-above.js";
import { deleteAfter } from "./handlers.js";
import { type Block, findWeb, type Scope, type Sym, touch, uniteWebs, Web } from "./symbols.js";
import { constantTest } from "./tree.js";

/** Which assignments may reach here; `undefined` in the map is "not bound yet". */
type State = Map<Sym, Web[]>;

interface Loop {
  breaks: State[];
  continues: State[];
  /** Names of the handlers in it that a jump leaves. */
  handling: Sym[];
}

/**
 * Splits each local name into webs: the assignments that reach a common use are one variable, others are not
 * (`line = line.split()` makes two). What other functions share has one web. Code that nothing reaches is cut off.
 */
export class WebBuilder {
  readonly #unbound = new Map<Sym, Web>();
  /** The statements of the module. */
  #module: readonly Stmt[] = [];
  /** The block of each statement list. */
  readonly blocks: Map<Stmt[], Block>;
  #state: State | undefined = new Map();
  #loops: Loop[] = [];
  #block!: Block;
  #index = 0;
  #scope!: Scope;
  #logs: Set<Web>[] = [];
  #ids = 0;
  readonly #isBuiltin: (name: string) => boolean;
  /** The function of the call that was looked at last. */
  #called: Expr | undefined;
  /** Uses of a built-in's name at module level, before the module's own binding of it. */
  readonly #early = new Set<Binder>();

  constructor(blocks: Map<Stmt[], Block>, isBuiltin: (name: string) => boolean) {
    this.blocks = blocks;
    this.#isBuiltin = isBuiltin;
  }

  module(node: Module): void {
    this.#module = node.body;
    this.#function(node.scope as Scope, node.body, []);
    for (const each of this.#early) delete each.sym;
  }

  #function(scope: Scope, body: Stmt[] | Expr, params: Binder[]): void {
    const outer = [this.#state, this.#loops, this.#block, this.#index, this.#scope, this.#logs] as const;
    this.#state = new Map();
    this.#loops = [];
    this.#scope = scope;
    this.#logs = [];
    const key = Array.isArray(body) ? body : undefined;
    const top: Block = (key && this.blocks.get(key)) ?? { stmts: key, parent: undefined, parentIndex: 0, depth: 0 };
    if (key) this.blocks.set(key, top);
    this.#block = top;
    this.#index = -1;
    for (const param of params) this.#define(param);
    this.#index = 0;
    if (Array.isArray(body)) this.#sequence(body, top);
    else this.#expr(body);
    [this.#state, this.#loops, this.#block, this.#index, this.#scope, this.#logs] = outer;
  }

  #single(sym: Sym): Web {
    if (!sym.single) {
      this.#ids += 1;
      sym.single = new Web(sym, this.#ids);
    }
    return sym.single;
  }

  /** The function's own block. */
  #top(): Block {
    let top = this.#block;
    while (top.parent) top = top.parent;
    return top;
  }

  #local(sym: Sym): boolean {
    return !sym.whole && sym.scope.fn === this.#scope.fn;
  }

  #define(node: Binder): void {
    const sym = node.sym;
    if (!sym || sym.kind === "def") return;
    if (!this.#local(sym)) {
      node.web = this.#single(sym);
      return;
    }
    if (!node.web) {
      if (sym.captured || sym.lasting) node.web = this.#single(sym);
      else {
        this.#ids += 1;
        node.web = new Web(sym, this.#ids);
      }
    }
    touch(node.web, sym.lasting ? this.#top() : this.#block, sym.lasting ? 0 : this.#index);
    this.#state?.set(sym, [node.web]);
    for (const log of this.#logs) log.add(node.web);
  }

  #use(node: Binder & Place): void {
    const sym = node.sym;
    if (!sym) return;
    if (sym.scope.kind === "module" && sym.kind === "var" && this.#isBuiltin(sym.name)) {
      if (this.#standsForBuiltin(sym, node)) return;
    }
    if (!this.#local(sym)) {
      node.web = this.#single(sym);
      return;
    }
    if (sym.kind !== "var") {
      this.#beforeDefinition(sym, node);
      return;
    }
    const reaching = this.#state?.get(sym) ?? [this.#notBound(sym)];
    let web = node.web ?? (reaching[0] as Web);
    for (const each of reaching) web = uniteWebs(web, each);
    node.web = findWeb(web);
    touch(node.web, this.#block, this.#index);
  }

  /** A module's name that is a built-in's as well means the built-in until it is bound. */
  #standsForBuiltin(sym: Sym, node: Binder & Place): boolean {
    const free = this.#unbound.get(sym);
    const reaching = this.#local(sym) ? this.#state?.get(sym) : undefined;
    if (this.#local(sym) && (!reaching || reaching.every((web) => web === free))) {
      this.#early.add(node);
      return true;
    }
    this.#early.delete(node);
    if (reaching && (!free || !reaching.includes(free))) return false;
    if (!reaching && isBoundAbove(this.#module, sym.name, node)) return false;
    if (this.#scope.kind === "module" && isBeforeBinding(this.#module, sym, node)) {
      this.#early.add(node);
      return true;
    }
    if (this.#called !== node) return false;
    if (this.#asksAtEntry(sym)) {
      this.#scope.fn.untilBound.add(sym);
      this.#early.add(node);
      return true;
    }
    throw new Refusal("shadowed built-in", `'${sym.name}' may be the built-in here, or the module's own`, {
      at: node,
      suggestion: "give the variable another name",
    });
  }

  /** Can the module's name be bound only while the function is not running? Then its start can see what the name means. */
  #asksAtEntry(sym: Sym): boolean {
    const { fn } = this.#scope;
    return fn.node.nodeType === "FunctionDef" && !fn.isGenerator && !sym.assignedInside && sym.global;
  }

  #beforeDefinition(sym: Sym, node: Place): void {
    if (
      sym.bindPos > node.lineno * 4096 + node.col_offset &&
      sym.scope.fn === this.#scope.fn &&
      sym.kind !== "module"
    ) {
      throw new Refusal("use before definition", `'${sym.name}' is used before it is defined`, { at: node });
    }
  }

  #notBound(sym: Sym): Web {
    let web = this.#unbound.get(sym);
    if (!web) {
      this.#ids += 1;
      web = new Web(sym, this.#ids);
      web.maybeUnbound = true;
      this.#unbound.set(sym, web);
    }
    return web;
  }

  #join(states: (State | undefined)[]): State | undefined {
    const live = states.filter((state): state is State => state !== undefined);
    if (live.length < 2) return live[0] && new Map(live[0]);
    const out: State = new Map();
    for (const state of live) {
      for (const [sym, webs] of state) {
        const have = out.get(sym);
        if (!have) out.set(sym, webs);
        else if (have !== webs) out.set(sym, [...new Set([...have, ...webs])]);
      }
    }
    for (const [sym, webs] of out) {
      if (live.some((state) => !state.has(sym))) out.set(sym, [...webs, this.#notBound(sym)]);
    }
    return out;
  }

  #body(body: Stmt[]): void {
    if (body.length === 0) return;
    let block = this.blocks.get(body);
    if (!block) {
      block = { stmts: body, parent: this.#block, parentIndex: this.#index, depth: this.#block.depth + 1 };
      this.blocks.set(body, block);
    }
    this.#sequence(body, block);
  }

  #sequence(body: Stmt[], block: Block): void {
    const outer = [this.#block, this.#index] as const;
    this.#block = block;
    for (let i = 0; i < body.length; i++) {
      this.#index = i;
      this.#stmt(body[i] as Stmt);
      if (!this.#state) {
        body.length = i + 1;
        break;
      }
    }
    [this.#block, this.#index] = outer;
  }

  /** What a block's own header binds (a loop's target, a handler's name) belongs to the block. */
  #inHead(body: Stmt[], bind: () => void): void {
    let block = this.blocks.get(body);
    if (!block) {
      block = { stmts: body, parent: this.#block, parentIndex: this.#index, depth: this.#block.depth + 1 };
      this.blocks.set(body, block);
    }
    const outer = [this.#block, this.#index] as const;
    this.#block = block;
    this.#index = -1;
    bind();
    [this.#block, this.#index] = outer;
  }

  #stmt(stmt: Stmt): void {
    switch (stmt.nodeType) {
      case "Assign":
        this.#expr(stmt.value);
        for (const target of stmt.targets) {
          if (target.nodeType === "Name" && target.sym && makesGuarded(stmt.value)) target.sym.lasting = true;
          this.#target(target);
        }
        return;
      case "AugAssign":
        if (stmt.target.nodeType === "Name") {
          const read = stmt.target as Expr & Binder & { reads?: Binder };
          read.reads ??= { ...(stmt.target as object) } as Binder;
          this.#use(read.reads as Binder & Place);
        } else this.#expr(stmt.target);
        this.#expr(stmt.value);
        this.#target(stmt.target);
        return;
      case "AnnAssign":
        if (!stmt.value) return;
        this.#expr(stmt.value);
        this.#target(stmt.target);
        return;
      case "FunctionDef":
        this.#def(stmt);
        return;
      case "ClassDef":
        for (const base of stmt.bases) this.#expr(base);
        for (const keyword of stmt.keywords) this.#expr(keyword.value);
        if (stmt.sym?.kind === "var") this.#define(stmt);
        this.#classBody(stmt.body);
        return;
      case "Import":
      case "ImportFrom":
        for (const alias of stmt.names) if (alias.sym?.kind === "var") this.#define(alias);
        return;
      case "Delete":
        for (const target of stmt.targets) {
          if (target.nodeType !== "Name") this.#expr(target);
          else {
            this.#use(target);
            if (target.sym && this.#local(target.sym)) {
              const gone = this.#notBound(target.sym);
              this.#state?.set(target.sym, [gone]);
              for (const log of this.#logs) log.add(gone);
              if (target.web) uniteWebs(target.web, gone);
            }
          }
        }
        return;
      case "Return":
        if (stmt.value) this.#expr(stmt.value);
        this.#state = undefined;
        return;
      case "Raise":
        if (stmt.exc) this.#expr(stmt.exc);
        if (stmt.cause) this.#expr(stmt.cause);
        this.#state = undefined;
        return;
      case "Expr":
        this.#expr(stmt.value);
        return;
      case "Assert":
        this.#expr(stmt.test);
        if (stmt.msg) this.#expr(stmt.msg);
        return;
      case "Break":
      case "Continue": {
        const loop = this.#loops.at(-1);
        if (!loop)
          throw new Refusal("SyntaxError", `'${stmt.nodeType.toLowerCase()}' outside loop`, {
            at: stmt,
            code: "syntax",
          });
        for (const sym of loop.handling) if (this.#local(sym)) this.#state?.delete(sym);
        if (this.#state) (stmt.nodeType === "Break" ? loop.breaks : loop.continues).push(this.#state);
        this.#state = undefined;
        return;
      }
      case "If":
        this.#if(stmt);
        return;
      case "While":
        this.#while(stmt);
        return;
      case "For":
        this.#expr(stmt.iter);
        this.#loop(stmt.body, stmt.orelse, () => {
          const after = this.#state && new Map(this.#state);
          this.#inHead(stmt.body, () => this.#target(stmt.target));
          return after;
        });
        return;
      case "With":
        this.#with(stmt);
        return;
      case "Try":
        this.#try(stmt);
        return;
      case "Match":
        this.#match(stmt);
        return;
      default:
        return;
    }
  }

  #def(stmt: FunctionDef): void {
    for (const decorator of stmt.decorator_list) this.#expr(decorator);
    for (const value of stmt.args.defaults) this.#expr(value);
    for (const value of stmt.args.kw_defaults) if (value) this.#expr(value);
    this.#captures(stmt.scope as Scope);
    if (stmt.sym?.kind === "var" || stmt.sym?.scope.kind === "class") this.#define(stmt);
    this.#inner(stmt);
  }

  #inner(node: FunctionDef | Lambda): void {
    const args = node.args;
    const params: Binder[] = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
    if (args.vararg) params.push(args.vararg);
    if (args.kwarg) params.push(args.kwarg);
    this.#function(node.scope as Scope, node.nodeType === "Lambda" ? node.body : node.body, params);
  }

  /** A closure is a use of what it captures by value, here. */
  #captures(scope: Scope): void {
    for (const sym of scope.free) if (this.#local(sym) && sym.kind === "var") this.#use({ sym } as Binder & Place);
  }

  #classBody(body: Stmt[]): void {
    const loops = this.#loops;
    this.#loops = [];
    for (let i = 0; i < body.length && this.#state; i++) {
      this.#stmt(body[i] as Stmt);
      if (!this.#state) body.length = i + 1;
    }
    this.#loops = loops;
  }

  #target(target: Expr): void {
    if (target.nodeType === "Name") this.#define(target);
    else if (target.nodeType === "Tuple" || target.nodeType === "List")
      for (const item of target.elts) this.#target(item);
    else if (target.nodeType === "Starred") this.#target(target.value);
    else this.#expr(target);
  }

  #if(stmt: Stmt & { nodeType: "If" }): void {
    const known = constantTest(stmt.test);
    if (known !== undefined) {
      const [taken, dropped] = known ? [stmt.body, stmt.orelse] : [stmt.orelse, stmt.body];
      dropped.length = 0;
      this.#body(taken);
      return;
    }
    this.#expr(stmt.test);
    const entry = this.#state && new Map(this.#state);
    this.#body(stmt.body);
    const then = this.#state;
    this.#state = entry;
    this.#body(stmt.orelse);
    this.#state = this.#join([then, this.#state]);
  }

  #while(stmt: Stmt & { nodeType: "While" }): void {
    const known = constantTest(stmt.test);
    this.#loop(stmt.body, stmt.orelse, () => {
      if (known === undefined) this.#expr(stmt.test);
      return known ? undefined : this.#state && new Map(this.#state);
    });
  }

  /** Two rounds are enough: what a body defines does not depend on what reaches it. */
  #loop(body: Stmt[], orelse: Stmt[], head: () => State | undefined): void {
    const entry = this.#state;
    let back: State | undefined;
    let after: State | undefined;
    let loop: Loop = { breaks: [], continues: [], handling: [] };
    for (let round = 0; round < 2; round++) {
      this.#state = this.#join([entry, back]);
      loop = { breaks: [], continues: [], handling: [] };
      this.#loops.push(loop);
      after = head();
      this.#body(body);
      this.#loops.pop();
      back = this.#join([this.#state, ...loop.continues]);
      if (!back) break;
    }
    this.#state = after;
    if (this.#state) this.#body(orelse);
    else orelse.length = 0;
    this.#state = loop.breaks.length ? this.#join([this.#state, ...loop.breaks]) : this.#state;
  }

  #with(stmt: Stmt & { nodeType: "With" | "AsyncWith" }): void {
    for (const item of stmt.items) {
      this.#expr(item.context_expr);
      if (item.optional_vars) this.#target(item.optional_vars);
    }
    const entry = this.#state && new Map(this.#state);
    const log = new Set<Web>();
    this.#logs.push(log);
    this.#body(stmt.body);
    this.#logs.pop();
    const suppresses = stmt.items.some((item) => maySuppress(item.context_expr));
    if (suppresses) this.#state = this.#join([this.#state, this.#withLog(entry, log)]);
  }

  #withLog(entry: State | undefined, log: Set<Web>): State | undefined {
    if (!entry) return undefined;
    const out: State = new Map(entry);
    for (const web of log) {
      const have = out.get(web.sym) ?? [this.#notBound(web.sym)];
      out.set(web.sym, [...new Set([...have, web])]);
    }
    return out;
  }

  #try(stmt: Stmt & { nodeType: "Try" }): void {
    const entry = this.#state && new Map(this.#state);
    const loop = this.#loops.at(-1);
    const [breaks, continues] = [loop?.breaks.length, loop?.continues.length];
    const whole = new Set<Web>();
    this.#logs.push(whole);
    const log = new Set<Web>();
    this.#logs.push(log);
    this.#body(stmt.body);
    this.#logs.pop();
    const outs: (State | undefined)[] = [];
    const failed = this.#withLog(entry, log);
    if (this.#state) this.#body(stmt.orelse);
    outs.push(this.#state);
    for (const handler of stmt.handlers) {
      this.#state = failed && new Map(failed);
      if (handler.type) this.#expr(handler.type);
      if (handler.sym) this.#handler(handler, handler.sym);
      else this.#body(handler.body);
      outs.push(this.#state);
    }
    this.#logs.pop();
    const normal = this.#join(outs);
    if (!stmt.finalbody.length) {
      this.#state = normal;
      return;
    }
    const left = loop ? [loop.breaks.splice(breaks ?? 0), loop.continues.splice(continues ?? 0)] : [];
    const final = new Set<Web>();
    this.#logs.push(final);
    this.#state = this.#join([normal, this.#withLog(entry, whole), ...left.flat()]);
    this.#body(stmt.finalbody);
    this.#logs.pop();
    const ended = this.#state as State | undefined;
    this.#state = ended && normal;
    if (!ended) return;
    for (const state of [normal, ...left.flat()])
      for (const web of final) state?.set(web.sym, ended.get(web.sym) ?? [web]);
    loop?.breaks.push(...(left[0] ?? []));
    loop?.continues.push(...(left[1] ?? []));
  }

  /** A handler's name is gone after the handler, whichever way leads out of it. */
  #handler(handler: ExceptHandler, sym: Sym): void {
    const isBound = this.#state?.get(sym)?.some((web) => web !== this.#unbound.get(sym));
    if (!this.#local(sym) || sym.captured || sym.bindings > sym.handlers || isBound) deleteAfter(handler, sym);
    const logs = this.#logs;
    const own = new Set<Web>();
    this.#logs = [own];
    const loop = this.#loops.at(-1);
    loop?.handling.push(sym);
    this.#inHead(handler.body, () => this.#define(handler));
    this.#body(handler.body);
    loop?.handling.pop();
    this.#logs = logs;
    for (const log of logs) for (const web of own) if (web.sym !== sym || handler.deletes) log.add(web);
    if (!handler.deletes && this.#local(sym)) this.#state?.delete(sym);
  }

  #match(stmt: Stmt & { nodeType: "Match" }): void {
    this.#expr(stmt.subject);
    const outs: (State | undefined)[] = [];
    let open = true;
    for (const item of stmt.cases) {
      if (!this.#state) break;
      const entry = new Map(this.#state);
      const log = new Set<Web>();
      this.#logs.push(log);
      this.#inHead(item.body, () => {
        this.#pattern(item.pattern);
        if (item.guard) this.#expr(item.guard);
      });
      this.#logs.pop();
      this.#body(item.body);
      outs.push(this.#state);
      this.#state = this.#withLog(entry, log);
      if (!item.guard && item.pattern.nodeType === "MatchAs" && !item.pattern.pattern) open = false;
    }
    this.#state = this.#join([...outs, open ? this.#state : undefined]);
  }

  #pattern(pattern: Pattern): void {
    if (pattern.nodeType === "MatchValue") this.#expr(pattern.value);
    if (pattern.nodeType === "MatchMapping") for (const key of pattern.keys) this.#expr(key);
    if (pattern.nodeType === "MatchClass") {
      this.#expr(pattern.cls);
      for (const inner of pattern.kwd_patterns) this.#pattern(inner);
    }
    if ("patterns" in pattern) for (const inner of pattern.patterns) this.#pattern(inner);
    if (pattern.nodeType === "MatchAs" && pattern.pattern) this.#pattern(pattern.pattern);
    if ("sym" in pattern && pattern.sym) this.#define(pattern);
  }

  #expr(node: Expr): void {
    if (node.nodeType === "Call") this.#called = node.func;
    switch (node.nodeType) {
      case "Name":
        this.#use(node);
        return;
      case "Constant":
        return;
      case "NamedExpr":
        this.#expr(node.value);
        this.#define(node.target);
        return;
      case "Lambda":
        for (const value of node.args.defaults) this.#expr(value);
        for (const value of node.args.kw_defaults) if (value) this.#expr(value);
        this.#captures(node.scope as Scope);
        this.#inner(node);
        return;
      case "BoolOp": {
        this.#expr(node.values[0] as Expr);
        const entry = this.#state;
        const states: (State | undefined)[] = [];
        for (const value of node.values.slice(1)) {
          states.push(this.#state && new Map(this.#state));
          this.#expr(value);
        }
        this.#state = this.#join([...states, this.#state]) ?? entry;
        return;
      }
      case "IfExp": {
        this.#expr(node.test);
        const entry = this.#state && new Map(this.#state);
        this.#expr(node.body);
        const then = this.#state;
        this.#state = entry;
        this.#expr(node.orelse);
        this.#state = this.#join([then, this.#state]);
        return;
      }
      case "ListComp":
      case "SetComp":
      case "GeneratorExp":
      case "DictComp":
        this.#comp(node);
        return;
      default:
        for (const key in node) {
          const child = (node as unknown as Record<string, unknown>)[key];
          if (Array.isArray(child)) {
            for (const item of child) if (isNode(item)) this.#expr(item as Expr);
          } else if (isNode(child) && key !== "ctx" && key !== "op") this.#expr(child as Expr);
        }
    }
  }

  /** One turn of a comprehension. */
  #turn(node: Expr & { nodeType: "ListComp" | "SetComp" | "GeneratorExp" | "DictComp" }): void {
    node.generators.forEach((generator, i) => {
      if (i > 0) this.#expr(generator.iter);
      this.#target(generator.target);
      for (const test of generator.ifs) this.#expr(test);
    });
    if (node.nodeType === "DictComp") {
      this.#expr(node.key);
      this.#expr(node.value);
    } else this.#expr(node.elt);
  }

  #comp(node: Expr & { nodeType: "ListComp" | "SetComp" | "GeneratorExp" | "DictComp" }): void {
    const scope = node.scope as Scope;
    const lazy = scope.fn === scope;
    node.generators.forEach((generator, i) => {
      if (i === 0) this.#expr(generator.iter);
      if (i === 0 && lazy) this.#captures(scope);
    });
    const outer = this.#scope;
    const entry = this.#state && new Map(this.#state);
    if (lazy) this.#scope = scope;
    const log = new Set<Web>();
    this.#logs.push(log);
    this.#turn(node);
    this.#logs.pop();
    // What a walrus inside binds is unbound where no turn was taken, and is what the next turn finds.
    this.#state = this.#join([entry, this.#state]);
    const carried = [...log].filter(({ sym }) => sym.scope !== scope);
    if (carried.length) {
      for (const generator of node.generators) generator.carried = carried;
      this.#turn(node);
      this.#state = this.#join([entry, this.#state]);
    }
    this.#scope = outer;
  }
}

/** Context managers known to let every exception pass. */
function maySuppress(node: Expr): boolean {
  if (node.nodeType !== "Call") return true;
  const name = node.func.nodeType === "Name" ? node.func.id : node.func.nodeType === "Attribute" ? node.func.attr : "";
  return !["open", "StringIO", "nullcontext", "closing", "localcontext", "redirect_stdout"].includes(name);
}

function isNode(value: unknown): value is { nodeType: string } {
  return typeof value === "object" && value !== null && "nodeType" in value && !("bindings" in value);
}

/** Is it the call of a generator that does something where it is left early? */
function makesGuarded(value: Expr): boolean {
  if (value.nodeType !== "Call" || value.func.nodeType !== "Name" || value.func.sym?.kind !== "def") return false;
  const { scope } = value.func.sym.node as { scope?: Scope };
  return scope?.isGenerator === true && scope.exchanges;
}
