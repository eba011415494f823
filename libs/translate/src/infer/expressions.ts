import type { Compare, Comprehension, Expr, Literal, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { floatLiteral, quote } from "../generate/names.js";
import type { Scope } from "../resolve/symbols.js";
import { BOOL, BYTES, type Cell, COMPLEX, FLOAT, find, INT, isBottom, NONE, STR } from "../types/cell.js";
import { assign } from "./assign.js";
import { attribute } from "./attributes.js";
import { call } from "./calls.js";
import { comparison } from "./comparison.js";
import type { Elaborator } from "./elaborator.js";
import { joined } from "./formatting.js";
import { capturesOf } from "./function-body.js";
import { capturedInto, lambdaValue, nameValue } from "./function-values.js";
import { yields } from "./generators.js";
import { iterate, type Source } from "./iteration.js";
import { narrowBy, narrowKey, pathOf, test } from "./narrowing.js";
import { binary, unary } from "./operators.js";
import { bindTarget, branch } from "./statements.js";
import { sliceValue, subscript } from "./subscripts.js";
import { truth } from "./truth.js";
import { type Code, type Typed, typed, value } from "./typed.js";

/** Types an expression in the instance at hand. */
export function expression(e: Elaborator, node: Expr): Typed {
  switch (node.nodeType) {
    case "Constant":
      return constant(e, node.lit, node);
    case "Name":
      return nameValue(e, node);
    case "BinOp":
      return binary(e, node.op.nodeType, expression(e, node.left), expression(e, node.right), node);
    case "UnaryOp": {
      if (node.op.nodeType === "Not") return condition(e, node);
      return unary(e, node.op.nodeType, expression(e, node.operand), node);
    }
    case "BoolOp":
      return boolean(e, node);
    case "Compare":
      return isNoneTest(node) || isTypeTest(node) ? condition(e, node) : comparison(e, node);
    case "Call":
      return call(e, node);
    case "Attribute":
      return attribute(e, node);
    case "Subscript":
      return subscript(e, node);
    case "List":
    case "Set":
      return display(e, node);
    case "Tuple":
      return tuple(e, node);
    case "Dict":
      return dict(e, node);
    case "IfExp":
      return conditional(e, node);
    case "JoinedStr":
      return joined(e, node);
    case "Lambda":
      return lambdaValue(e, node);
    case "ListComp":
    case "SetComp":
    case "DictComp":
      return comprehension(e, node);
    case "GeneratorExp":
      return generatorExpression(e, node);
    case "NamedExpr":
      return walrus(e, node);
    case "Yield":
    case "YieldFrom":
      return yields(e, node);
    case "Starred":
      return e.refuse("* in this place", node);
    case "Slice":
      return sliceValue(e, node);
    default:
      if ((node as { nodeType: string }).nodeType === "Held") return (node as unknown as { typed: Typed }).typed;
      return e.refuse((node as { nodeType: string }).nodeType, node as Place);
  }
}

export function constant(e: Elaborator, lit: Literal, at: Place): Typed {
  const of = (mask: number, s: string, atom = true): Typed => ({
    t: e.store.temp(mask),
    at,
    lit,
    pure: true,
    emit: () => ({ s, m: 0, atom }),
  });
  switch (lit.k) {
    case "int":
      return of(INT, lit.v < 1n << 63n && lit.v >= -(1n << 63n) ? `int(${lit.v})` : `Int::parse_lit("${lit.v}")`);
    case "float":
      return of(FLOAT, floatLiteral(lit.v));
    case "str":
      return of(STR, `s!(${quote(lit.v)})`);
    case "bytes":
      return of(BYTES, `Bytes::lit(&[${[...lit.v].map((c) => (c.codePointAt(0) as number) & 255).join(", ")}])`);
    case "bool":
      return { ...of(BOOL, String(lit.v)), known: lit.v };
    case "none":
      return of(NONE, "()");
    case "complex":
      return of(COMPLEX, `Complex::new(0.0, ${floatLiteral(lit.v)})`);
    default:
      return of(NONE, "()");
  }
}

function isNoneTest(node: Compare): boolean {
  const right = node.comparators[0];
  return (
    node.ops.length === 1 &&
    /^Is/.test(node.ops[0]?.nodeType ?? "") &&
    right?.nodeType === "Constant" &&
    right.lit.k === "none"
  );
}

/** `type(x) is …`. */
function isTypeTest(node: Compare): boolean {
  const { left } = node;
  return (
    node.ops.length === 1 &&
    left.nodeType === "Call" &&
    left.func.nodeType === "Name" &&
    left.func.id === "type" &&
    !left.func.sym &&
    left.args.length === 1
  );
}

/** A condition as a value: a bool. */
function condition(e: Elaborator, node: Expr): Typed {
  const tested = test(e, node);
  if (tested.never) return tested.x;
  return {
    t: e.store.temp(BOOL),
    at: node,
    pure: tested.pure,
    emit: (g) => ({ s: tested.write(g), m: 0, atom: false }),
    ...(tested.outcome !== undefined && { known: tested.outcome }),
  };
}

/** `a and b`, `a or b`: one of the operands. */
function boolean(e: Elaborator, node: Expr & { nodeType: "BoolOp" }): Typed {
  const isAnd = node.op.nodeType === "And";
  const before = e.cx.narrow;
  const probe = node.values.map((value, i) => {
    const tested = test(e, value);
    const x = i < node.values.length - 1 ? tested.x : expression(e, value);
    e.cx.narrow = new Map([...e.cx.narrow, ...narrowBy(e, isAnd ? tested.whenTrue : tested.whenFalse)]);
    return { tested, x, value };
  });
  e.cx.narrow = before;
  const isBool = (t: Cell): boolean => find(t).mask === BOOL && !find(t).parts?.size;
  if (probe.every(({ tested, value }) => isCondition(value) || isBool(tested.x.t))) {
    const tested = test(e, node);
    if (tested.never) return tested.x;
    return {
      t: e.store.temp(BOOL),
      at: node,
      pure: tested.pure,
      emit: (g) => ({ s: tested.write(g), m: 0, atom: false }),
    };
  }
  const t = e.store.temp();
  const values = node.values.map((value, i) => {
    const x = expression(e, value);
    const last = i === node.values.length - 1;
    const facts = (probe[i] as { tested: ReturnType<typeof test> }).tested;
    const kept = last ? x.t : passing(e, x.t, !isAnd);
    e.store.flow(kept, t);
    e.cx.narrow = new Map([...e.cx.narrow, ...narrowBy(e, isAnd ? facts.whenTrue : facts.whenFalse)]);
    return { x, kept };
  });
  e.cx.narrow = before;
  if (values.some(({ x }, i) => i === 0 && isBottom(x.t))) return (values[0] as { x: Typed }).x;
  return typed(t, node, (g) => {
    const write = (i: number): string => {
      const { x, kept } = values[i] as { x: Typed; kept: Cell };
      if (i === values.length - 1) return g.own(x, t);
      const name = g.fresh("v");
      const held: Typed = { t: x.t, at: node, emit: () => ({ s: name, m: 1, atom: true }) };
      const first = g.own(x);
      const cond = truth(e, held)(g);
      const value = isBottom(kept)
        ? "unreachable!()"
        : g.coerceText(name, x.t, kept) === name
          ? g.coerceText(name, kept, t)
          : g.coerceText(g.coerceText(name, x.t, kept), kept, t, false);
      const rest = write(i + 1);
      return isAnd
        ? `{ let ${name} = ${first}; if ${cond} { ${rest} } else { ${value} } }`
        : `{ let ${name} = ${first}; if ${cond} { ${value} } else { ${rest} } }`;
    };
    return write(0);
  });
}

function isCondition(node: Expr): boolean {
  if (node.nodeType === "Compare")
    return node.ops.every((op) => /^(Is|IsNot|Eq|NotEq|In|NotIn|Lt|Gt|LtE|GtE)$/.test(op.nodeType));
  if (node.nodeType === "UnaryOp") return node.op.nodeType === "Not";
  if (node.nodeType === "BoolOp") return node.values.every(isCondition);
  return node.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "isinstance";
}

/** What may be left of a type once a value was found true (or false). */
function passing(e: Elaborator, t: Cell, truthy: boolean): Cell {
  const root = find(t);
  if (!truthy || !(root.mask & NONE)) return t;
  const out = e.store.temp(root.mask & ~NONE);
  out.parts = root.parts;
  return out;
}

function display(e: Elaborator, node: Expr & { nodeType: "List" | "Set" | "Tuple" }): Typed {
  const kind = node.nodeType === "Set" ? "set" : "list";
  const elem = e.at(node);
  const items = node.elts.map((item) => {
    if (item.nodeType === "Starred") {
      const source = iterate(e, item.value);
      e.store.flow(source.item, elem);
      return { source, x: undefined };
    }
    const x = expression(e, item);
    e.store.flow(x.t, elem);
    return { source: undefined, x };
  });
  const t = e.store.of(kind, elem);
  if (items.length > 0 && items.every(({ x }) => x)) {
    const emit = (g: Gen): Code => {
      const written = items.map(({ x }) => g.own(x as Typed, elem)).join(", ");
      return { ...value(`${kind}![${written}]`), ...(kind === "list" && { items: written }) };
    };
    return { t, at: node, emit };
  }
  return typed(t, node, (g) => {
    if (items.length === 0) return `${kind === "list" ? "List" : "Set"}::<${g.ty(elem)}>::new()`;
    const name = g.fresh(kind);
    const lines = items.map(({ source, x }) => {
      if (x) return `${name}.${kind === "list" ? "append" : "add"}(${g.own(x, elem)});`;
      const s = source as Source;
      return `${g.q(`${name}.${kind === "list" ? "extend" : "update_iter"}(${converted(g, s, elem)})`)};`;
    });
    return `{ let ${name}: ${kind === "list" ? "List" : "Set"}<${g.ty(elem)}> = ${kind === "list" ? "List" : "Set"}::new(); ${lines.join(" ")} ${name} }`;
  });
}

/** An iterator whose items are wanted as another type. */
export function converted(g: Gen, source: Source, want: Cell): string {
  const it = source.write(g);
  if (g.ty(source.item) === g.ty(want)) return it;
  const v = g.fresh("v");
  return `map_iter(${it}, |${v}| Ok(${g.coerceText(v, source.item, want)}))`;
}

function tuple(e: Elaborator, node: Expr & { nodeType: "Tuple" }): Typed {
  if (node.elts.some((item) => item.nodeType === "Starred") || node.elts.length > 12 || node.elts.length === 0) {
    const list = display(e, node);
    const elem = e.at(node);
    return typed(e.store.of("vtuple", elem), node, (g) =>
      node.elts.length ? `${g.recv(list)}.to_tuple()` : `Tuple::<${g.ty(elem)}>::new()`,
    );
  }
  const items = node.elts.map((item) => expression(e, item));
  const t = e.store.part({ kind: "tuple", key: "tuple", args: items.map((item) => item.t) });
  return {
    t,
    at: node,
    items,
    pure: items.every((item) => item.pure),
    emit: (g) => ({
      s: `(${items.map((item) => g.own(item)).join(", ")}${items.length === 1 ? "," : ""})`,
      m: 0,
      atom: true,
    }),
  };
}

function dict(e: Elaborator, node: Expr & { nodeType: "Dict" }): Typed {
  const key = e.at(node, "k");
  const value = e.at(node, "v");
  const entries = node.values.map((each, i) => {
    const k = node.keys[i];
    const x = expression(e, each);
    if (!k) {
      const part = [...(find(x.t).parts?.values() ?? [])][0];
      if (!part || part.args.length < 1 || !/dict|counter/.test(part.kind))
        return isBottom(x.t) ? undefined : e.refuse("** of this value", each);
      e.store.unify(part.args[0] as Cell, key);
      if (part.kind === "counter") e.store.add(value, INT);
      else e.store.unify(part.args[1] as Cell, value);
      return { k: undefined, x };
    }
    const kx = expression(e, k);
    e.store.flow(kx.t, key);
    e.store.flow(x.t, value);
    return { k: kx, x };
  });
  return typed(e.store.of("dict", key, value), node, (g) => {
    if (entries.length === 0) return `Dict::<${g.ty(key)}, ${g.ty(value)}>::new()`;
    if (entries.every((entry) => entry?.k)) {
      return `dict!{${entries.map((entry) => `${g.own(entry?.k as Typed, key)} => ${g.own(entry?.x as Typed, value)}`).join(", ")}}`;
    }
    const name = g.fresh("dict");
    const lines = entries.map((entry) =>
      entry?.k
        ? `${name}.set(${g.own(entry.k, key)}, ${g.own(entry.x, value)});`
        : entry
          ? `${name}.update(${g.ref(entry.x)});`
          : "",
    );
    return `{ let ${name}: Dict<${g.ty(key)}, ${g.ty(value)}> = Dict::new(); ${lines.join(" ")} ${name} }`;
  });
}

function conditional(e: Elaborator, node: Expr & { nodeType: "IfExp" }): Typed {
  const tested = test(e, node.test);
  if (tested.never) return tested.x;
  const before = e.cx.narrow;
  const side = (facts: Parameters<typeof narrowBy>[1], child: Expr): Typed => {
    e.cx.narrow = new Map([...before, ...narrowBy(e, facts)]);
    const x = expression(e, child);
    e.cx.narrow = before;
    return x;
  };
  const then = tested.outcome === false ? undefined : side(tested.whenTrue, node.body);
  const otherwise = tested.outcome === true ? undefined : side(tested.whenFalse, node.orelse);
  if (tested.outcome !== undefined && tested.pure) return (then ?? otherwise) as Typed;
  const t = e.store.temp();
  if (then) e.store.flow(then.t, t);
  if (otherwise) e.store.flow(otherwise.t, t);
  return {
    ...typed(
      t,
      node,
      (g) => {
        const a = then ? g.own(then, t) : "unreachable!()";
        const b = otherwise ? g.own(otherwise, t) : "unreachable!()";
        return `if ${tested.write(g)} { ${a} } else { ${b} }`;
      },
      false,
    ),
    pure: Boolean(tested.pure && then?.pure && otherwise?.pure),
  };
}

function walrus(e: Elaborator, node: Expr & { nodeType: "NamedExpr" }): Typed {
  const x = expression(e, node.value);
  if (!node.target.web) return e.refuse(":=", node);
  const step = assign(e, [node.target], x);
  const read = e.read(node.target.web, node);
  if (isBottom(x.t)) return x;
  const { inst } = e.cx;
  return {
    t: read.t,
    at: node,
    emit: (g) => {
      const outer = e.cx;
      e.cx = { inst, narrow: new Map(), live: true, tries: 0 };
      const text = g.capture(() => step(g));
      const value = g.own(read);
      e.cx = outer;
      return { s: `{ ${text} ${value} }`, m: 0, atom: true };
    },
  };
}

type AnyComp = Expr & { nodeType: "ListComp" | "SetComp" | "DictComp" | "GeneratorExp" };

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
  const source = first ?? iterate(e, generator.iter);
  if (isBottom(source.item)) return (g) => g.line(`let _ = ${source.write(g)};`);
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

function comprehension(e: Elaborator, node: AnyComp): Typed {
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
      const k = expression(e, node.key);
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
    const x = expression(e, node.elt);
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
function generatorExpression(e: Elaborator, node: AnyComp & { nodeType: "GeneratorExp" }): Typed {
  const scope = node.scope as Scope;
  if (scope.fn !== scope) return comprehension(e, node);
  const first = iterate(e, (node.generators[0] as Comprehension).iter);
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
  return typed(e.store.of("iter", elem), node, (g) => {
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

export { narrowKey, pathOf };
