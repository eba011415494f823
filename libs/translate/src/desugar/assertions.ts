import type { Call, ClassDef, Expr, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { placed } from "./await-nodes.js";

type Tree = { nodeType: string } & Record<string, unknown>;
type CallOf = Call & { func: Expr & { nodeType: "Attribute" } };

const AROUND = /^(assertRaises|assertRaisesRegex|subTest)$/;
const REFUSED = /^assert(Warns|WarnsRegex|Logs|NoLogs)$/;

/** Assertions that are given a class or stand around statements, as the statements that they mean. */
export class Assertions {
  readonly #skip: () => string;
  readonly #caught = new Set<string>();
  #count = 0;

  /** `skip` names the exception of tests that are skipped. */
  constructor(skip: () => string) {
    this.#skip = skip;
  }

  rewrite(node: ClassDef): void {
    this.#caught.clear();
    this.#body(node.body);
    if (!this.#caught.size) return;
    eachNode(node, (given) => {
      const of = given as Tree & { value?: { nodeType?: string; id?: string } };
      const name = of.nodeType === "Attribute" && of.attr === "exception" ? of.value?.id : undefined;
      if (name !== undefined && this.#caught.has(name))
        Object.assign(given, { nodeType: "Name", id: `${name}_exception__`, value: undefined, attr: undefined });
    });
  }

  #body(body: Stmt[]): void {
    for (let i = 0; i < body.length; i++) {
      const stmt = body[i] as Stmt;
      const made = this.#stmt(stmt);
      if (made) {
        body.splice(i, 1, ...made);
        i += made.length - 1;
      }
      const tree = stmt as unknown as Tree;
      for (const key of ["body", "orelse", "finalbody"]) if (Array.isArray(tree[key])) this.#body(tree[key] as Stmt[]);
      for (const part of [tree.handlers, tree.cases])
        if (Array.isArray(part)) for (const each of part) this.#body(each.body);
      if (!made && (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef")) continue;
      if (!made) this.#instances(stmt);
    }
  }

  #stmt(stmt: Stmt): Stmt[] | undefined {
    if (stmt.nodeType === "Expr") {
      const call = ownCall(stmt.value);
      if (call && REFUSED.test(call.func.attr)) refuse(call.func.attr, call);
      if (!call || !/^assertRaises(Regex)?$/.test(call.func.attr)) return undefined;
      const plain = call.func.attr === "assertRaises" ? 1 : 2;
      const [kind, pattern] = call.args;
      const func = call.args[plain];
      if (!kind || !func) return undefined;
      const args = call.args.slice(plain + 1);
      const value = { ...call, nodeType: "Call", func, args, keywords: call.keywords } as Expr;
      const body = [{ nodeType: "Expr", value, ...placeOf(stmt) } as unknown as Stmt];
      const by = func.nodeType === "Name" ? func.id : func.nodeType === "Attribute" ? func.attr : "";
      return this.#raises(stmt, call, kind, plain === 2 ? pattern : undefined, body, by ? ` by ${by}` : "");
    }
    if (stmt.nodeType !== "With") return undefined;
    const [item, ...more] = stmt.items;
    const call = item && ownCall(item.context_expr);
    if (!item || !call) return undefined;
    if (REFUSED.test(call.func.attr)) refuse(call.func.attr, call);
    if (!AROUND.test(call.func.attr)) return undefined;
    const body = more.length ? [{ ...stmt, items: more } as Stmt] : stmt.body;
    if (call.func.attr === "subTest") return this.#sub(stmt, call, body);
    const [kind, pattern] = call.args;
    if (!kind || call.keywords.some(({ arg }) => arg !== "msg")) refuse(`${call.func.attr} with these arguments`, call);
    const target = item.optional_vars;
    if (target && target.nodeType !== "Name") refuse(`${call.func.attr} as this`, target);
    const name = target?.nodeType === "Name" ? target.id : undefined;
    return this.#raises(
      stmt,
      call,
      kind as Expr,
      call.func.attr === "assertRaises" ? undefined : pattern,
      body,
      "",
      name,
    );
  }

  #raises(
    at: Stmt,
    call: CallOf,
    kind: Expr,
    pattern: Expr | undefined,
    body: Stmt[],
    by: string,
    as?: string,
  ): Stmt[] {
    this.#count += 1;
    const k = this.#count;
    const error = `error__${k}`;
    const lines = [
      `raised__${k} = False`,
      "try:",
      "  pass",
      `except Kind as ${error}:`,
      `  raised__${k} = True`,
      ...(as ? [`  ${as}_exception__ = ${error}`] : []),
      ...(pattern ? [`  self.matches__(None, str(${error}))`] : []),
      `if not raised__${k}:`,
      `  self.not_raised__(${JSON.stringify(namesOf(kind))}, ${JSON.stringify(by)})`,
    ];
    const made = parse(lines.join("\n")).body.map((each) => placed(each, at));
    const tried = made[1] as Stmt & { body: Stmt[]; handlers: { type: Expr; body: Stmt[] }[] };
    const [handler] = tried.handlers as [(typeof tried.handlers)[0]];
    tried.body = body;
    handler.type = kind;
    if (pattern) ((handler.body.at(-1) as Stmt & { value: Call }).value.args as Expr[])[0] = pattern;
    this.#body(body);
    if (as) this.#caught.add(as);
    eachNode(made as never, (node) => {
      const name = node as unknown as { nodeType: string; id?: string };
      if (name.nodeType === "Name" && name.id === "self") Object.assign(name, call.func.value);
    });
    return made;
  }

  /** `with self.subTest(…)`: what fails in it is kept, and the test goes on. */
  #sub(at: Stmt, call: CallOf, body: Stmt[]): Stmt[] {
    this.#count += 1;
    const k = this.#count;
    const [message] = call.args;
    const parts = call.keywords.map(({ arg }) => `${arg}={sub__${k}_${arg}!r}`);
    const shown = parts.length || !message ? `(${parts.join(", ")})` : "";
    const heads = call.keywords.map(({ arg }) => `sub__${k}_${arg} = None`);
    const text = `f"${message ? `[{sub__${k}_}]${shown ? " " : ""}` : ""}${parts.length ? shown : message ? "" : "(<subtest>)"}"`;
    const lines = [
      ...(message ? [`sub__${k}_ = None`] : []),
      ...heads,
      "try:",
      "  pass",
      `except Exception as error__${k}:`,
      `  if isinstance(error__${k}, ${this.#skip()}):`,
      "    raise",
      `  self.failed_sub__(${text}, error__${k})`,
    ];
    const made = parse(lines.join("\n")).body.map((each) => placed(each, at)) as (Stmt & {
      value: Expr;
      body: Stmt[];
    })[];
    const values = [...(message ? [message] : []), ...call.keywords.map(({ value }) => value)];
    values.forEach((value, i) => {
      (made[i] as { value: Expr }).value = value;
    });
    (made.at(-1) as { body: Stmt[] }).body = body;
    this.#body(body);
    return made;
  }

  /** `assertIsInstance(x, C)`, with the test where it stands. */
  #instances(stmt: Stmt): void {
    eachNode(stmt, (given) => {
      const call = ownCall(given as unknown as Expr);
      const name = call?.func.attr;
      if (!call || !/^assert(Not)?IsInstance$/.test(name ?? "") || call.args.length < 2) return;
      this.#count += 1;
      const [value, kind, ...more] = call.args as [Expr, Expr, ...Expr[]];
      const kept = `value__${this.#count}`;
      const text = `self.x((${kept} := None), isinstance(${kept}, None), ${JSON.stringify(shownOf(kind))})`;
      const made = placed((parse(text).body[0] as Stmt & { value: Call }).value, call);
      (made.args[0] as unknown as { value: Expr }).value = value;
      (made.args[1] as Call).args[1] = kind;
      call.args = [...made.args, ...more];
      call.func.attr = name === "assertIsInstance" ? "instance__" : "no_instance__";
    });
  }
}

/** A call of a method on a name, as `self.assertRaises(…)`. */
function ownCall(node: Expr): CallOf | undefined {
  if (node.nodeType !== "Call" || node.func.nodeType !== "Attribute") return undefined;
  return node.func.value.nodeType === "Name" ? (node as CallOf) : undefined;
}

const nameOf = (node: Expr): string =>
  node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : "";

const namesOf = (kind: Expr): string =>
  kind.nodeType === "Tuple" ? `(${kind.elts.map((each) => `<class '${nameOf(each)}'>`).join(", ")})` : nameOf(kind);

const BUILT_IN = /^(int|str|float|bool|list|dict|tuple|set|frozenset|bytes|complex|object|\w*Error|Exception)$/;
const shownOf = (kind: Expr): string =>
  kind.nodeType === "Tuple"
    ? `(${kind.elts.map(shownOf).join(", ")})`
    : `<class '${BUILT_IN.test(nameOf(kind)) ? "" : "__main__."}${nameOf(kind)}'>`;
