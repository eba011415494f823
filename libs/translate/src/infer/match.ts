import type { Expr, Pattern, Stmt } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { placeOf } from "../nodes.js";
import { findWeb, unitOf } from "../resolve/symbols.js";
import { BOOL, type Cell, find, isBottom, type Part, RANGE, soloPart } from "../types/cell.js";
import { declareWeb, inInstance } from "./assign.js";
import { branch, meet } from "./branches.js";
import { callee } from "./callee.js";
import { compare } from "./comparison.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { constant, expression } from "./expressions.js";
import { declareAt } from "./function-body.js";
import { hold } from "./held.js";
import { instanceTest } from "./instance-test.js";
import { iterateValue } from "./iteration.js";
import { narrowBy, narrowKey, only, test, without } from "./narrowing.js";
import { isOnly } from "./numbers.js";
import { inner } from "./statements.js";
import { item } from "./subscripts.js";
import { raising, type Step, type Typed, typed } from "./typed.js";
import { spread } from "./unions.js";

/** How a pattern is tested: a Rust condition that may bind names on the way. */
interface Matcher {
  /** Settled without running: never, or always. */
  outcome: boolean | undefined;
  write: (g: Gen) => string;
  binds: ((g: Gen) => void)[];
}

const never: Matcher = { outcome: false, write: () => "false", binds: [] };
const always: Matcher = { outcome: true, write: () => "true", binds: [] };

/** `match`: cases are tried in order; each is a condition and then its bindings. */
export function matchStatement(e: Elaborator, stmt: Stmt & { nodeType: "Match" }): Step {
  const subject = expression(e, stmt.subject);
  if (isBottom(subject.t)) return (g) => g.line(`let _ = ${g.own(subject)};`);
  const held = hold(subject);
  const { inst } = e.cx;
  const x = (held.node as unknown as { typed: Typed }).typed;
  const key = stmt.subject.nodeType === "Name" && stmt.subject.web ? narrowKey(e, stmt.subject.web) : undefined;
  let rest = x;
  const before = e.cx.narrow;
  const cases: { matcher: Matcher; guard: ReturnType<typeof test> | undefined; step: Step; body: Stmt[] }[] = [];
  const paths = [];
  let open = true;
  for (const each of stmt.cases) {
    if (!open || isBottom(rest.t)) break;
    let matcher: Matcher = never;
    let guard: ReturnType<typeof test> | undefined;
    e.cx.narrow = new Map(before);
    const current = rest;
    const written = branch(e, new Map(), () => {
      matcher = pattern(e, each.pattern, current);
      const kept = remaining(e, each.pattern, current, true);
      if (key && kept && find(kept.t) !== find(x.t))
        e.cx.narrow.set(key, only(find(kept.t).mask, [...(find(kept.t).parts?.keys() ?? [])]));
      if (matcher.outcome === false) {
        e.cx.live = false;
        return () => {};
      }
      if (each.guard) {
        guard = test(e, each.guard);
        e.cx.narrow = new Map([...e.cx.narrow, ...narrowBy(e, guard.whenTrue)]);
      }
      return inner(e, each.body);
    });
    if (matcher.outcome === false) continue;
    paths.push(written.after);
    cases.push({ matcher, guard, step: written.step, body: each.body });
    if (!each.guard) {
      if (matcher.outcome === true) open = false;
      rest = remaining(e, each.pattern, rest, false) ?? rest;
    }
  }
  e.cx.narrow = before;
  if (open && !isBottom(rest.t)) paths.push(before);
  meet(e, paths);
  const exhausted = open && isBottom(rest.t);
  return inInstance(e, inst, (g) => writeCases(e, g, inst, held, cases, open, exhausted));
}

function writeCases(
  e: Elaborator,
  g: Gen,
  inst: Elaborator["cx"]["inst"],
  held: ReturnType<typeof hold>,
  cases: { matcher: Matcher; guard: ReturnType<typeof test> | undefined; step: Step; body: Stmt[] }[],
  open: boolean,
  exhausted: boolean,
): void {
  held.name = g.fresh("subject");
  g.line(`let ${held.name} = ${g.own(held.x)};`);
  const label = `'${g.fresh("matched")}`;
  g.tries += 1;
  g.line(`${label}: loop {`);
  let last = false;
  for (const { matcher, guard, step, body } of cases) {
    const head = e.blocks.get(body);
    const always = matcher.outcome === true && !guard;
    g.line(always ? "{" : `if ${matcher.write(g)} {`);
    const webs = new Set<never>();
    if (head) declareAt(e, g, inst, head, -1, () => webs);
    for (const bind of matcher.binds) bind(g);
    if (guard) g.line(`if ${guard.write(g)} {`);
    step(g);
    g.line(`break ${label};`);
    if (guard) g.line("}");
    g.line("}");
    last = always;
  }
  if (exhausted) g.line("unreachable!()");
  else if (!last && open) g.line(`break ${label};`);
  g.line("}");
  g.tries -= 1;
}

/** What a value may still be once a pattern has matched (`matched`) or failed. */
function remaining(e: Elaborator, node: Pattern, x: Typed, matched: boolean): Typed | undefined {
  if (node.nodeType === "MatchAs" && node.pattern) return remaining(e, node.pattern, x, matched);
  if (node.nodeType === "MatchSingleton" && node.value === null) return e.narrowed(x, matched ? only(1) : without(1));
  if (node.nodeType === "MatchClass" && (matched || (!node.patterns.length && !node.kwd_patterns.length))) {
    const facts = classTest(e, node, x);
    const fact = (matched ? facts.whenTrue : facts.whenFalse)[0];
    return fact && e.narrowed(x, fact.narrow);
  }
  if (node.nodeType === "MatchOr" && !matched)
    return node.patterns.reduce<Typed>(
      (rest, each) => (isBottom(rest.t) ? rest : (remaining(e, each, rest, false) ?? rest)),
      x,
    );
  return undefined;
}

function classTest(
  e: Elaborator,
  node: Pattern & { nodeType: "MatchClass" },
  x: Typed,
): ReturnType<typeof instanceTest> {
  const web = { id: -1, sym: { name: "", scope: { kind: "function" } } };
  const target = { nodeType: "Held", typed: x, ...placeOf(node) } as unknown as Expr;
  const call = { nodeType: "Call", func: node.cls, args: [target, node.cls], keywords: [], ...placeOf(node) } as never;
  void web;
  const tested = instanceTest(e, call);
  const cell = find(x.t);
  if (tested.whenTrue.length) return tested;
  return { ...tested, ...factsOf(e, call, cell) };
}

/** `instanceTest` names facts by variable; a pattern's subject has no name, so they are asked for again under one. */
function factsOf(
  e: Elaborator,
  call: never,
  _cell: Cell,
): Pick<ReturnType<typeof instanceTest>, "whenTrue" | "whenFalse"> {
  const node = call as { args: Expr[] };
  const named = { ...(node.args[0] as object), nodeType: "Held" } as unknown as Expr & { factKey?: string };
  named.factKey = "subject";
  const tested = instanceTest(e, { ...(call as object), args: [named, node.args[1]] } as never);
  return { whenTrue: tested.whenTrue, whenFalse: tested.whenFalse };
}

function pattern(e: Elaborator, node: Pattern, x: Typed): Matcher {
  if (isBottom(x.t)) return never;
  switch (node.nodeType) {
    case "MatchValue": {
      const same = compare(e, "Eq", x, expression(e, node.value), node);
      return { outcome: undefined, write: (g) => g.own(same), binds: [] };
    }
    case "MatchSingleton": {
      const lit = node.value === null ? ({ k: "none" } as const) : ({ k: "bool", v: node.value } as const);
      if (!(find(x.t).mask & (node.value === null ? 1 : BOOL))) return never;
      const same = compare(e, "Is", x, constant(e, lit, node), node);
      return { outcome: undefined, write: (g) => g.own(same), binds: [] };
    }
    case "MatchAs":
      return capture(e, node, x);
    case "MatchOr": {
      const all = node.patterns.map((each) => pattern(e, each, x));
      if (all.some((each) => each.binds.length)) return e.refuse("a name bound in an alternative", node);
      if (all.every((each) => each.outcome === false)) return never;
      const live = all.filter((each) => each.outcome !== false);
      return {
        outcome: live.some((each) => each.outcome === true) ? true : undefined,
        write: (g) => `(${live.map((each) => each.write(g)).join(" || ")})`,
        binds: [],
      };
    }
    case "MatchSequence":
      return sequence(e, node, x);
    case "MatchMapping":
      return mapping(e, node, x);
    case "MatchClass":
      return classPattern(e, node, x);
    default:
      return e.refuse(node.nodeType, node);
  }
}

function bindName(e: Elaborator, node: { web?: unknown }, x: Typed): (g: Gen) => void {
  const web = findWeb(node.web as never);
  const cell = e.webCell(web);
  e.store.flow(x.t, cell);
  e.cx.narrow.delete(narrowKey(e, web));
  const root = find(x.t);
  e.cx.narrow.set(narrowKey(e, web), only(root.mask, root.parts?.keys()));
  return (g) => declareWeb(e, g, web, g.own(x, cell));
}

function capture(e: Elaborator, node: Pattern & { nodeType: "MatchAs" }, x: Typed): Matcher {
  const inside = node.pattern ? pattern(e, node.pattern, x) : always;
  if (!node.name || !node.web || inside.outcome === false) return inside;
  const kept = (node.pattern && remaining(e, node.pattern, x, true)) || x;
  return { ...inside, binds: [...inside.binds, bindName(e, node, kept)] };
}

function conjunction(parts: Matcher[], first: string | undefined): Matcher {
  if (parts.some((each) => each.outcome === false)) return never;
  const open = parts.filter((each) => each.outcome !== true);
  const binds = parts.flatMap((each) => each.binds);
  if (!open.length && !first) return { outcome: true, write: () => "true", binds };
  return {
    outcome: undefined,
    binds,
    write: (g) => [...(first ? [first] : []), ...open.map((each) => each.write(g))].join(" && "),
  };
}

/** The condition that a value of a union is of one of these kinds. */
function kindTest(x: Typed, parts: Part[]): (g: Gen) => string {
  const union = find(x.t);
  return (g) => {
    if (kindsOf(union).length <= 1) return `${g.recv(x)}.is_some()`;
    const made = g.types.enumOf(union);
    const variants = parts.map(({ key }) => `${made.name}::${g.types.variant(union, key)}(_)`);
    const pattern = union.mask & 1 ? variants.map((each) => `Some(${each})`) : variants;
    return `matches!(${g.ref(x)}, ${pattern.join(" | ")})`;
  };
}

/** A sequence of one of several kinds as a list of what it holds. */
function asList(e: Elaborator, x: Typed): Typed {
  const source = iterateValue(e, x);
  const list = raising(e.store.of("list", source.item), x.at, (g) => `to_list(${source.write(g)})`);
  return { ...list, pure: true };
}

/** Objects of classes that stand for Python's own containers may be sequences or mappings. */
function refuseContainers(e: Elaborator, x: Typed, node: Pattern): void {
  for (const part of find(x.t).parts?.values() ?? []) {
    const mro = part.kind === "inst" ? (part.ref as ClassInfo).mro : [];
    if (mro.some((each) => each.node.standsFor || (each.node.sym && unitOf(each.node.sym.scope)?.written)))
      e.refuse(`this pattern over objects of ${(part.ref as ClassInfo).name}`, node, "match what they hold");
  }
}

function sequence(e: Elaborator, node: Pattern & { nodeType: "MatchSequence" }, given: Typed): Matcher {
  refuseContainers(e, given, node);
  if (find(given.t).mask & RANGE && !isOnly(given, RANGE))
    return e.refuse("a sequence pattern over a range among other kinds", node, "make a list of it");
  const x = isOnly(given, RANGE) ? asList(e, given) : given;
  const kinds = [...(find(x.t).parts?.values() ?? [])].filter(
    (part) =>
      /^(list|tuple|vtuple|deque)$/.test(part.kind) || (part.kind === "inst" && (part.ref as ClassInfo).isTuple),
  );
  if (!kinds.length) return never;
  const solo = kinds.length === 1 && soloPart(x.t) === kinds[0] && !find(x.t).mask;
  const narrowed = solo
    ? x
    : e.narrowed(
        x,
        only(
          0,
          kinds.map(({ key }) => key),
        ),
      );
  const isWalked = kinds.length > 1 || kinds[0]?.kind === "deque";
  const value = isWalked ? asList(e, narrowed) : narrowed;
  const part = isWalked ? (soloPart(value.t) as Part) : (kinds[0] as Part);
  const star = node.patterns.findIndex((each) => each.nodeType === "MatchStar");
  const count = node.patterns.length - (star >= 0 ? 1 : 0);
  const isKind = solo ? undefined : kindTest(x, kinds);
  if (part.kind === "tuple") {
    if (star < 0 ? part.args.length !== count : part.args.length < count) return never;
    const parts: Matcher[] = [];
    node.patterns.forEach((each, i) => {
      if (each.nodeType === "MatchStar") {
        const rest = part.args.slice(i, part.args.length - (count - i));
        const elem = e.at(each, "rest");
        for (const t of rest) e.store.flow(t, elem);
        const list: Typed = {
          t: e.store.of("list", elem),
          at: each,
          emit: (g) => ({
            s: `list![${rest.map((t, j) => g.coerceText(`${g.recv(value)}.${i + j}.clone()`, t, elem)).join(", ")}]`,
            m: 0,
            atom: true,
          }),
        };
        if (each.name) parts.push({ ...always, binds: [bindName(e, each, list)] });
        return;
      }
      const at = star >= 0 && i > star ? part.args.length - (node.patterns.length - i) : i;
      const field: Typed = {
        t: part.args[at] as Cell,
        at: each,
        pure: true,
        emit: (g) => ({ s: `${g.recv(value)}.${at}`, m: 1, atom: true }),
      };
      parts.push(pattern(e, each, field));
    });
    const all = conjunction(parts, undefined);
    return isKind && all.outcome !== false
      ? {
          ...all,
          outcome: undefined,
          write: (g) => [isKind(g), ...(all.outcome === true ? [] : [all.write(g)])].join(" && "),
        }
      : all;
  }
  if (part.kind === "inst") {
    const info = part.ref as ClassInfo;
    if (star >= 0 || info.tupleFields.length !== count)
      return star >= 0 ? e.refuse("* over a named tuple", node) : never;
    return conjunction(
      node.patterns.map((each, i) =>
        pattern(e, each, e.library.attribute(e, value, info.tupleFields[i] as string, placeOf(node) as never)),
      ),
      undefined,
    );
  }
  const place = placeOf(node);
  const parts = node.patterns.map((each, i): Matcher => {
    if (each.nodeType === "MatchStar") {
      if (!each.name) return always;
      const after = node.patterns.length - i - 1;
      const list: Typed = {
        t: e.store.of("list", part.args[0] as Cell),
        at: each,
        emit: (g) => ({
          s: `${g.q(`${g.recv(value)}.slice(${i}, len(${g.ref(value)}) - ${after}, ())`)}${part.kind === "vtuple" ? ".to_list()" : ""}`,
          m: 0,
          atom: true,
        }),
      };
      return { ...always, binds: [bindName(e, each, list)] };
    }
    const at = star >= 0 && i > star ? i - node.patterns.length : i;
    const index = {
      t: e.store.temp(4),
      at: each,
      pure: true,
      lit: { k: "int", v: BigInt(at) },
      emit: () => ({ s: `int(${at})`, m: 0, atom: true }),
    } as Typed;
    return pattern(e, each, { ...item(e, value, index, place), pure: true });
  });
  const all = conjunction(parts, undefined);
  if (all.outcome === false) return never;
  return {
    ...all,
    outcome: undefined,
    write: (g) =>
      [
        ...(isKind ? [isKind(g)] : []),
        `len(${g.ref(value)}) ${star >= 0 ? ">=" : "=="} ${count}`,
        ...(all.outcome === true ? [] : [all.write(g)]),
      ].join(" && "),
  };
}

function mapping(e: Elaborator, node: Pattern & { nodeType: "MatchMapping" }, x: Typed): Matcher {
  refuseContainers(e, x, node);
  const all = [...(find(x.t).parts?.values() ?? [])].filter(({ kind }) => /^(\w*dict|counter|namespace)$/.test(kind));
  const part = all[0];
  if (!part) return never;
  if (part.kind !== "dict" || all.length > 1) return e.refuse("a mapping pattern over values of several kinds", node);
  const isKind = soloPart(x.t) === part ? undefined : kindTest(x, [part]);
  if (isKind && !node.keys.length && !node.rest) return { outcome: undefined, write: isKind, binds: [] };
  const value = isKind ? e.narrowed(x, only(0, [part.key])) : x;
  return mappingOf(e, node, value, part, isKind);
}

function mappingOf(
  e: Elaborator,
  node: Pattern & { nodeType: "MatchMapping" },
  x: Typed,
  part: Part,
  isKind: ((g: Gen) => string) | undefined,
): Matcher {
  const parts = node.keys.flatMap((key, i): Matcher[] => {
    const k = expression(e, key);
    const before = node.keys
      .slice(0, i)
      .filter((other) => [key, other].some(({ nodeType }) => nodeType !== "Constant"));
    const twice = before.map((other) => compare(e, "Eq", expression(e, other), k, placeOf(node)));
    const inside = compare(e, "In", k, x, placeOf(node));
    const value = { ...item(e, x, k, placeOf(node)), pure: true };
    return [
      ...twice.map(
        (same): Matcher => ({
          outcome: undefined,
          write: (g) => `{ if ${g.own(same)} { limit("a mapping pattern that names a key twice") } true }`,
          binds: [],
        }),
      ),
      { outcome: undefined, write: (g) => g.own(inside), binds: [] },
      pattern(e, node.patterns[i] as Pattern, value),
    ];
  });
  if (node.rest && "web" in node && node.web) {
    const rest: Typed = typed(e.store.of("dict", ...(part.args as [Cell, Cell])), placeOf(node), (g) => {
      const held = g.fresh("rest");
      const gone = node.keys.map((key) => `${held}.del(${g.ref(expression(e, key), part.args[0] as Cell)})`);
      return `{ let ${held} = ${g.recv(x)}.copy(); ${gone.map((text) => `${g.q(text)};`).join(" ")} ${held} }`;
    });
    parts.push({ ...always, binds: [bindName(e, node, rest)] });
  }
  const all = conjunction(parts, undefined);
  if (!isKind || all.outcome === false) return all;
  const rest = all.outcome === true ? "" : all;
  return { ...all, outcome: undefined, write: (g) => (rest ? `${isKind(g)} && ${rest.write(g)}` : isKind(g)) };
}

/** Classes whose pattern with one part asks for the object itself. */
const TAKE_THEMSELVES = new Set("bool bytearray bytes dict float frozenset int list set str tuple".split(" "));

function classPattern(e: Elaborator, node: Pattern & { nodeType: "MatchClass" }, x: Typed): Matcher {
  const tested = classTest(e, node, x);
  if (tested.outcome === false) return never;
  const fact = tested.whenTrue[0];
  const value = fact ? e.narrowed(x, fact.narrow) : x;
  const known = callee(e, node.cls);
  const isWhole = node.patterns.length > 0 && known?.k !== "class";
  if (isWhole && (node.patterns.length > 1 || !TAKE_THEMSELVES.has((node.cls as { id?: string }).id ?? "")))
    return e.refuse("this class pattern", node);
  const named = known?.k === "class" ? matchArgs(known.info) : [];
  if (!isWhole && node.patterns.length > named.length)
    e.refuse("a class pattern by position without __match_args__", node);
  const names = [...(isWhole ? [] : named.slice(0, node.patterns.length)), ...node.kwd_attrs];
  if (names.includes("")) e.refuse("__match_args__ that are no strings", node);
  if (new Set(names).size < names.length) e.refuse("an attribute that a class pattern names twice", node);
  const having = haveAttributes(e, value, names, node);
  const patterns = [...(isWhole ? [] : node.patterns), ...node.kwd_patterns];
  const parts = names.map((name, i) => pattern(e, patterns[i] as Pattern, attributeIn(e, having, name, node)));
  if (isWhole) parts.unshift(pattern(e, node.patterns[0] as Pattern, value));
  const all = conjunction(parts, undefined);
  if (all.outcome === false) return never;
  const tests = [
    ...(tested.outcome === true ? [] : [tested.write]),
    ...(having === value ? [] : [kindTest(x, [...(find(having.t).parts?.values() ?? [])])]),
    ...(all.outcome === true ? [] : [all.write]),
  ];
  if (!tests.length) return all;
  return { ...all, outcome: undefined, write: (g) => tests.map((write) => write(g)).join(" && ") };
}

/** An attribute of an object of any of several classes, which has it. */
const attributeIn = (e: Elaborator, x: Typed, name: string, node: Pattern): Typed => ({
  ...spread(e, x, (arm) => e.library.attribute(e, arm, name, placeOf(node) as never)),
  pure: true,
});

/** The value where it is of a class that has attributes of these names: no pattern matches what lacks them. */
function haveAttributes(e: Elaborator, x: Typed, names: readonly string[], node: Pattern): Typed {
  const kinds = kindsOf(find(x.t));
  if (kinds.length < 2 || !names.length) return x;
  const having = kinds.filter(({ bit, part }) => {
    const arm: Typed = { ...x, t: part ? e.store.part(part) : e.store.temp(bit) };
    return names.every((name) => !isBottom(attributeIn(e, arm, name, node).t));
  });
  if (having.length === kinds.length) return x;
  if (having.some(({ part }) => !part)) e.refuse("a class pattern over kinds of which some lack the attribute", node);
  return e.narrowed(
    x,
    only(
      0,
      having.map(({ key }) => key),
    ),
  );
}

/** The attributes that a class pattern asks for by place. */
export function matchArgs(info: ClassInfo): string[] {
  if (info.isTuple) return info.tupleFields;
  for (const each of info.mro) {
    const { recordFields } = each.node as { recordFields?: { name: string; init: boolean; kwOnly: boolean }[] };
    if (recordFields) return recordFields.filter(({ init, kwOnly }) => init && !kwOnly).map(({ name }) => name);
    for (const stmt of each.node.body) {
      if (stmt.nodeType !== "Assign" || (stmt.targets[0] as { id?: string }).id !== "__match_args__") continue;
      if (stmt.value.nodeType === "Tuple")
        return stmt.value.elts.map((elt) => (elt.nodeType === "Constant" && elt.lit.k === "str" ? elt.lit.v : ""));
    }
  }
  return [];
}
