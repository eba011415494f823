import type { Comprehension, Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import type { Scope } from "../resolve/symbols.js";
import { isBottom } from "../types/cell.js";
import { branch } from "./branches.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { capturesOf } from "./function-body.js";
import { capturedInto } from "./function-values.js";
import { exhausted, iterate, type Source } from "./iteration.js";
import { bindTarget, webTargets } from "./loops.js";
import { asKey } from "./membership.js";
import { narrowBy, narrowKey, test } from "./narrowing.js";
import { markSteady } from "./steady-items.js";
import { type Typed, typed } from "./typed.js";

export type AnyComp = Expr & { nodeType: "ListComp" | "SetComp" | "DictComp" | "GeneratorExp" };

/** The loops of a comprehension around what each turn does. */
export function comprehensionLoops(
  e: Elaborator,
  generators: Comprehension[],
  body: () => ((g: Gen) => void) | undefined,
  index = 0,
  first?: Source,
): (g: Gen) => void {
  const generator = generators[index];
  if (!generator) return body() ?? (() => {});
  const source = first ?? iterate(e, generator.iter, index ? "for" : "comprehension");
  if (generator.carried) {
    e.cx.narrow = new Map(e.cx.narrow);
    for (const web of generator.carried) e.cx.narrow.delete(narrowKey(e, web));
  }
  if (isBottom(source.item)) return (g) => g.line(exhausted(g, source));
  const inst = e.cx.inst;
  let bind!: ReturnType<typeof bindTarget>;
  const tests: ReturnType<typeof test>[] = [];
  let inside: ((g: Gen) => void) | undefined;
  const before = e.cx.narrow;
  const live = e.cx.live;
  branch(e, new Map(), () => {
    bind = bindTarget(e, generator.target, source.item);
    for (const each of generator.ifs) {
      const tested = test(e, each);
      tests.push(tested);
      if (tested.never) return () => {};
      e.cx.narrow = new Map([...e.cx.narrow, ...narrowBy(e, tested.whenTrue)]);
    }
    inside = tests.some((each) => each.outcome === false && each.pure)
      ? () => {}
      : comprehensionLoops(e, generators, body, index + 1);
    return () => {};
  });
  e.cx.narrow = before;
  e.cx.live = live;
  return (g) => {
    const outer = e.cx;
    e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
    const it = g.fresh("it");
    g.line(`let mut ${it} = ${source.write(g)};`);
    const at = g.lines.length;
    g.line("");
    // What is written twice is declared twice.
    for (const web of webTargets(generator.target)) if (!web.sym.cell) g.declared.delete(web);
    const pattern = bind(g, g.fresh("item"));
    const conditions = tests
      .map((each) => (each.never ? `{ ${each.x.emit(g).s}; unreachable!() }` : each.write(g)))
      .map((text) => (/ (&&|\|\|) /.test(text) ? `(${text})` : text));
    if (conditions.length) g.line(`if ${conditions.join(" && ")} {`);
    inside?.(g);
    if (conditions.length) g.line("}");
    g.line("}");
    g.lines[at] = `while let Some(${pattern}) = ${g.q(`${it}.next()`)} {`;
    e.cx = outer;
  };
}

function declareComp(e: Elaborator, g: Gen, scope: Scope): void {
  for (const sym of scope.syms.values()) {
    if (!sym.single) continue;
    g.declared.delete(sym.single);
    if (!sym.cell) continue;
    g.line(`let ${e.local(g, sym.single)}: Var<${g.ty(e.webCell(sym.single))}> = Var::unset("${sym.name}");`);
    g.declared.add(sym.single);
  }
}

export function comprehension(e: Elaborator, node: AnyComp): Typed {
  markSteady(node);
  const scope = node.scope as Scope;
  const inst = e.cx.inst;
  const wrap = (g: Gen, lines: () => void, open: string, name: string): string => {
    const outer = e.cx;
    e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
    const text = g.capture(() => {
      g.line(open);
      declareComp(e, g, scope);
      lines();
    });
    e.cx = outer;
    return `{\n${text}\n${name}\n}`;
  };
  if (node.nodeType === "DictComp") {
    const [key, value] = [e.at(node, "k"), e.at(node, "v")];
    let name = "";
    const loops = comprehensionLoops(e, node.generators, () => {
      const k = asKey(e, expression(e, node.key), node.key);
      const v = expression(e, node.value);
      e.store.flow(k.t, key);
      e.store.flow(v.t, value);
      return (g) => g.line(`${name}.set(${g.own(k, key)}, ${g.own(v, value)});`);
    });
    return typed(e.store.of("dict", key, value), node, (g) => {
      name = g.fresh("out");
      const mine = name;
      return wrap(g, () => loops(g), `let ${mine}: Dict<${g.ty(key)}, ${g.ty(value)}> = Dict::new();`, mine);
    });
  }
  const kind = node.nodeType === "SetComp" ? "set" : "list";
  const elem = e.at(node);
  const takers: ((value: string) => string)[] = [];
  const loops = comprehensionLoops(e, node.generators, () => {
    const item = expression(e, node.elt);
    const x = kind === "set" ? asKey(e, item, node.elt) : item;
    e.store.flow(x.t, elem);
    return (g) => g.line(takers.at(-1)?.(g.own(x, elem)) ?? "");
  });
  const folded = (g: Gen, open: string, result: string, take: (value: string) => string): string => {
    takers.push(take);
    const text = wrap(g, () => loops(g), open, result);
    takers.pop();
    return text;
  };
  const whole = typed(e.store.of(kind, elem), node, (g) => {
    const name = g.fresh("out");
    const [type, put] = kind === "list" ? ["List", "append"] : ["Set", "add"];
    const open = `let ${name}: ${type}<${g.ty(elem)}> = ${type}::new();`;
    return folded(g, open, name, (value) => `${name}.${put}(${value});`);
  });
  if (kind === "set") return whole;
  const source: Source = {
    item: elem,
    write: (g) => {
      const name = g.fresh("out");
      const open = `let mut ${name}: Vec<${g.ty(elem)}> = Vec::new();`;
      return folded(g, open, `VecIter::new(${name})`, (value) => `${name}.push(${value});`);
    },
    fold: folded,
  };
  return Object.assign(whole, { source });
}

/**
 * A generator expression. Where its reader takes it to the end at once it is a list; elsewhere it is a generator of its
 * own, which captures what it needs.
 */
export function generatorExpression(e: Elaborator, node: AnyComp & { nodeType: "GeneratorExp" }): Typed {
  const scope = node.scope as Scope;
  if (scope.fn !== scope) return comprehension(e, node);
  markSteady(node);
  const first = iterate(e, (node.generators[0] as Comprehension).iter, "comprehension");
  const inst = e.inlineInstance(node, scope, []);
  inst.yields ??= e.store.cell();
  const elem = inst.yields;
  let firstName = "";
  const held: Source = { item: first.item, write: () => firstName };
  const loops = e.within(inst, () =>
    comprehensionLoops(
      e,
      node.generators,
      () => {
        const x = expression(e, node.elt);
        e.store.flow(x.t, elem);
        return (g) => g.line(`${g.yielder}.put(${g.own(x, elem)}).await;`);
      },
      0,
      held,
    ),
  );
  return typed(e.store.iter(elem, "generator"), node, (g) => {
    firstName = g.fresh("first");
    const start = first.write(g);
    const clones = capturedInto(g, capturesOf(inst));
    const outer = [g.yielder, e.cx, g.ends] as const;
    g.yielder = g.fresh("y");
    e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
    const body = g.inClosure(() =>
      g.capture(() => {
        declareComp(e, g, scope);
        loops(g);
      }),
    );
    const y = g.yielder;
    [g.yielder, e.cx, g.ends] = outer;
    clones.restore();
    return `{ let ${firstName} = ${start}; ${clones.text}generator(move |${y}: Yielder<${g.ty(elem)}>| async move {\n${body}\nOk(())\n}) }`;
  });
}
