import type { Expr, Pattern, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import type { Scope } from "./symbols.js";
import { isNode } from "./tree.js";

/**
 * Which names in a class body are the class's own, and which are those around it.
 *
 * 1. A name that the body binds is the class's own from then on, and until then the one around the class.
 * 2. Where either may be meant, the class is refused if there is one around it.
 */
export class ClassNames {
  readonly #scope: Scope;
  readonly #isAround: (name: string) => boolean;
  /** Names that are bound here, and those that may be. */
  #bound = new Set<string>();
  #maybe = new Set<string>();

  constructor(scope: Scope, isAround: (name: string) => boolean) {
    this.#scope = scope;
    this.#isAround = isAround;
  }

  /** Marks a whole body, and says what it binds: the names that the class always has after it, and those it may lack. */
  run(body: readonly Stmt[]): { always: Set<string>; late: Set<string> } {
    this.#mark(body);
    return { always: this.#bound, late: new Set([...this.#maybe].filter((name) => !this.#bound.has(name))) };
  }

  #mark(body: readonly Stmt[]): void {
    for (const stmt of body) this.#stmt(stmt);
  }

  #stmt(stmt: Stmt): void {
    switch (stmt.nodeType) {
      case "FunctionDef":
      case "ClassDef":
        for (const each of stmt.decorator_list) this.#expr(each);
        if (stmt.nodeType === "ClassDef") {
          for (const each of [...stmt.bases, ...stmt.keywords.map(({ value }) => value)]) this.#expr(each);
        } else for (const each of [...stmt.args.defaults, ...stmt.args.kw_defaults]) if (each) this.#expr(each);
        this.#bind(stmt.name);
        return;
      case "Assign":
        this.#expr(stmt.value);
        for (const target of stmt.targets) this.#target(target);
        return;
      case "AnnAssign":
        if (!stmt.value) return;
        this.#expr(stmt.value);
        this.#target(stmt.target);
        return;
      case "AugAssign":
        this.#expr(stmt.value);
        if (stmt.target.nodeType !== "Name") this.#expr(stmt.target);
        else if (this.#isOwn(stmt.target.id) && !this.#bound.has(stmt.target.id) && this.#isAround(stmt.target.id))
          refuse("a class body that changes a name around it", stmt, "give one of the two another name");
        return;
      case "Delete":
        for (const target of stmt.targets) {
          if (target.nodeType !== "Name") this.#expr(target);
          else this.#bound.delete(target.id);
        }
        return;
      case "If":
        this.#expr(stmt.test);
        this.#branches([() => this.#mark(stmt.body), () => this.#mark(stmt.orelse)]);
        return;
      case "For":
      case "While":
        if (stmt.nodeType === "For") this.#expr(stmt.iter);
        this.#inLoop([...stmt.body], () => {
          if (stmt.nodeType === "While") this.#expr(stmt.test);
          else this.#target(stmt.target);
          this.#mark(stmt.body);
        });
        this.#branches([() => this.#mark(stmt.orelse), () => {}]);
        return;
      case "With":
        for (const item of stmt.items) {
          this.#expr(item.context_expr);
          if (item.optional_vars) this.#target(item.optional_vars);
        }
        this.#branches([() => this.#mark(stmt.body), () => this.#lose(stmt.body)]);
        return;
      case "Try":
        this.#branches([
          () => {
            this.#mark(stmt.body);
            this.#mark(stmt.orelse);
          },
          ...stmt.handlers
            .filter(({ body }) => body.at(-1)?.nodeType !== "Raise")
            .map((handler) => () => {
              this.#lose(stmt.body);
              if (handler.type) this.#expr(handler.type);
              if (handler.name) this.#bind(handler.name);
              this.#mark(handler.body);
              if (handler.name) this.#bound.delete(handler.name);
            }),
        ]);
        this.#mark(stmt.finalbody);
        return;
      case "Match":
        this.#expr(stmt.subject);
        this.#branches([
          ...stmt.cases.map(({ pattern, guard, body }) => () => {
            for (const name of patternNames(pattern)) this.#bind(name);
            if (guard) this.#expr(guard);
            this.#mark(body);
          }),
          () => {},
        ]);
        return;
      case "Import":
      case "ImportFrom":
      case "Global":
      case "Nonlocal":
        refuse(`${stmt.nodeType} in a class body`, stmt, "do it outside of the class");
        return;
      default:
        for (const key in stmt) {
          const child = (stmt as unknown as Record<string, unknown>)[key];
          if (isNode(child)) this.#expr(child as Expr);
        }
    }
  }

  /** One of these happens: what each of them binds is bound. */
  #branches(works: (() => void)[]): void {
    const [bound, maybe] = [this.#bound, this.#maybe];
    const outs = works.map((work) => {
      this.#bound = new Set(bound);
      this.#maybe = new Set(maybe);
      work();
      return [this.#bound, this.#maybe] as const;
    });
    const [first, ...rest] = outs.map(([all]) => all);
    this.#bound = new Set([...(first ?? bound)].filter((name) => rest.every((all) => all.has(name))));
    this.#maybe = new Set([...maybe, ...outs.flatMap(([, all]) => [...all])]);
  }

  #inLoop(body: Stmt[], work: () => void): void {
    this.#lose(body);
    this.#branches([work, () => {}]);
    this.#lose(body);
  }

  /** Part of these statements may have run. */
  #lose(body: Stmt[]): void {
    const walked = new ClassNames(this.#scope, () => false);
    walked.#isDry = true;
    walked.#mark(body);
    for (const name of walked.#maybe) this.#maybe.add(name);
    for (const stmt of body) for (const name of deleted(stmt)) this.#bound.delete(name);
  }

  /** Only looks for what is bound. */
  #isDry = false;

  #isOwn(name: string): boolean {
    return this.#scope.syms.has(name) && !this.#scope.globals.has(name);
  }

  #bind(name: string): void {
    this.#bound.add(name);
    this.#maybe.add(name);
  }

  #target(target: Expr): void {
    if (target.nodeType === "Name") this.#bind(target.id);
    else if (target.nodeType === "Tuple" || target.nodeType === "List")
      for (const each of target.elts) this.#target(each);
    else if (target.nodeType === "Starred") this.#target(target.value);
    else this.#expr(target);
  }

  #expr(node: Expr): void {
    switch (node.nodeType) {
      case "Name":
        this.#use(node);
        return;
      case "Constant":
        return;
      case "Lambda":
        for (const each of [...node.args.defaults, ...node.args.kw_defaults]) if (each) this.#expr(each);
        return;
      case "ListComp":
      case "SetComp":
      case "DictComp":
      case "GeneratorExp":
        if (node.generators[0]) this.#expr(node.generators[0].iter);
        return;
      case "NamedExpr":
        this.#expr(node.value);
        this.#maybe.add(node.target.id);
        return;
      default:
        for (const key in node) {
          const child = (node as unknown as Record<string, unknown>)[key];
          for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) this.#expr(each as Expr);
        }
    }
  }

  #use(node: Expr & { nodeType: "Name" }): void {
    const { id } = node;
    if (this.#isDry || !this.#isOwn(id) || this.#bound.has(id)) return;
    if (!this.#maybe.has(id)) node.around = true;
    else if (this.#isAround(id))
      refuse("a name that may be the class's or the one around it", node, "give one of the two another name");
  }
}

function deleted(stmt: Stmt): string[] {
  const out: string[] = [];
  const visit = (node: object): void => {
    const { nodeType, targets } = node as { nodeType?: string; targets?: Expr[] };
    if (nodeType === "FunctionDef" || nodeType === "ClassDef") return;
    if (nodeType === "Delete") for (const each of targets ?? []) if (each.nodeType === "Name") out.push(each.id);
    for (const key of ["body", "orelse", "finalbody", "handlers", "cases"])
      for (const each of (node as Record<string, object[] | undefined>)[key] ?? []) visit(each);
  };
  visit(stmt);
  return out;
}

function patternNames(pattern: Pattern): string[] {
  const own = "name" in pattern && pattern.name ? [pattern.name] : [];
  const rest = "rest" in pattern && pattern.rest ? [pattern.rest] : [];
  const inner = [
    ...("patterns" in pattern ? pattern.patterns : []),
    ...("kwd_patterns" in pattern ? pattern.kwd_patterns : []),
    ...("pattern" in pattern && pattern.pattern ? [pattern.pattern] : []),
  ];
  return [...own, ...rest, ...inner.flatMap(patternNames)];
}
