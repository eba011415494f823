import type { Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { findWeb, type Web } from "../resolve/symbols.js";
import { type Cell, find, isBottom, NONE } from "../types/cell.js";
import { callee } from "./callee.js";
import { findMember } from "./class-info.js";
import { comparison } from "./comparison.js";
import type { ClassInfo, Narrow } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { callableTest, instanceTest, sameType } from "./instance-test.js";
import { steadyKey } from "./steady-items.js";
import { truth } from "./truth.js";
import { statementLike, type Typed, typed } from "./typed.js";

export type NarrowMap = Map<string, Narrow>;

/** What a test's outcome says of a place: keep these kinds. */
export interface Fact {
  key: string;
  narrow: Narrow;
}

export interface Test {
  x: Typed;
  outcome: boolean | undefined;
  pure: boolean;
  never: boolean;
  whenTrue: Fact[];
  whenFalse: Fact[];
  write: (g: Gen) => string;
}

export function narrowKey(e: Elaborator, web: Web): string {
  const root = findWeb(web);
  return e.isGlobal(root.sym) || root.sym.cell ? `wg${root.id}` : `w${root.id}`;
}

/** The name under which a place is known, if it is a variable or an attribute of one. */
export function pathOf(e: Elaborator, node: Expr): string | undefined {
  if (node.nodeType === "Name" && node.web) return narrowKey(e, node.web);
  if (node.nodeType === "NamedExpr" && node.target.web) return narrowKey(e, node.target.web);
  if ("factKey" in node) return String(node.factKey);
  if (node.nodeType !== "Attribute") return steadyKey(node);
  const base = pathOf(e, node.value);
  return base && `${base}.${node.attr}`;
}

export function forgetPath(e: Elaborator, key: string): void {
  e.cx.narrow.delete(key);
  for (const each of e.cx.narrow.keys()) if (each.startsWith(`${key}.`)) e.cx.narrow.delete(each);
}

export function narrowBy(e: Elaborator, facts: Fact[]): NarrowMap {
  const out: NarrowMap = new Map();
  for (const { key, narrow } of facts) {
    const have = out.get(key) ?? e.cx.narrow.get(key);
    out.set(key, have ? cut(have, narrow) : narrow);
  }
  return out;
}

function cut(a: Narrow, b: Narrow): Narrow {
  const keys = a.keys.has("*")
    ? b.keys
    : b.keys.has("*")
      ? a.keys
      : new Set([...a.keys].filter((key) => b.keys.has(key)));
  return { mask: a.mask & b.mask, keys };
}

/** Where paths meet, a place may hold what it may hold on any of them. */
export function joinNarrow(paths: NarrowMap[]): NarrowMap {
  const [first, ...rest] = paths as [NarrowMap, ...NarrowMap[]];
  if (rest.length === 0) return new Map(first);
  const out: NarrowMap = new Map();
  for (const [key, narrow] of first) {
    let mask = narrow.mask;
    let keys: Set<string> | undefined = new Set(narrow.keys);
    for (const path of rest) {
      const other = path.get(key);
      if (!other) keys = undefined;
      else {
        mask |= other.mask;
        for (const each of other.keys) keys?.add(each);
      }
      if (!keys) break;
    }
    if (keys) out.set(key, { mask, keys });
  }
  return out;
}

const all = -1;

export function without(mask: number): Narrow {
  return { mask: all & ~mask, keys: new Set(["*"]) };
}

/** Of these kinds. A tuple is known as one, whether or not its length turns out to be: more may be found out later. */
export function only(mask: number, keys: Iterable<string> = []): Narrow {
  const known = new Set(keys);
  if (known.delete("vtuple")) known.add("tuple");
  return { mask, keys: known };
}

/** Types a condition: how to write it as a Rust `bool`, what it comes to, and what each outcome says. */
export function test(e: Elaborator, node: Expr): Test {
  if (node.nodeType === "UnaryOp" && node.op.nodeType === "Not") return negate(e, test(e, node.operand));
  if (node.nodeType === "BoolOp") return boolTest(e, node.values, node.op.nodeType === "And");
  if (node.nodeType === "Compare" && node.ops.length === 1) {
    const op = node.ops[0]?.nodeType;
    const right = node.comparators[0];
    if ((op === "Is" || op === "IsNot") && right?.nodeType === "Constant" && right.lit.k === "none")
      return noneTest(e, node.left, op === "Is");
    const typeOf = typeTest(e, node);
    if (typeOf) return typeOf;
    if (typeCall(node.left)) return plainTest(e, comparison(e, node), []);
  }
  if (node.nodeType === "Call" && node.func.nodeType === "Name" && !node.func.sym) {
    if (node.func.id === "isinstance") return instanceTest(e, node);
    const [arg] = node.args;
    const isOne = node.args.length === 1 && node.keywords.length === 0 && arg?.nodeType !== "Starred";
    if (node.func.id === "callable" && isOne) return callableTest(e, node);
  }
  const x = expression(e, node);
  const key = pathOf(e, node);
  const facts = key && find(x.t).mask & NONE ? [{ key, narrow: without(NONE) }] : [];
  return plainTest(e, x, facts);
}

const typeCall = (node: Expr | undefined): Expr | undefined =>
  node?.nodeType === "Call" && node.func.nodeType === "Name" && node.func.id === "type" && !node.func.sym
    ? node.args[0]
    : undefined;

/** `type(x) is T` and `type(x) == type(y)`. */
function typeTest(e: Elaborator, node: Expr & { nodeType: "Compare" }): Test | undefined {
  const op = node.ops[0]?.nodeType;
  const [target, right] = [typeCall(node.left), node.comparators[0] as Expr];
  if (!target || node.left.nodeType !== "Call") return undefined;
  if (!/^(Is|IsNot|Eq|NotEq|In|NotIn)$/.test(op ?? "")) return undefined;
  const is = /^(Is|Eq|In)$/.test(op ?? "");
  const other = typeCall(right);
  if (other) return sameType(e, target, other, is, node);
  const known = right.nodeType === "Name" || right.nodeType === "Attribute" ? callee(e, right) : undefined;
  const listed = /In$/.test(op ?? "") && /^(Tuple|List|Set)$/.test(right.nodeType);
  if (!listed && known?.k !== "builtin" && known?.k !== "class") return undefined;
  if (known?.k === "class" && known.info.exception) return undefined;
  const types = listed ? ({ ...right, nodeType: "Tuple" } as Expr) : right;
  const tested = instanceTest(e, { ...node.left, args: [target, types] }, true);
  return is ? tested : negate(e, tested);
}

/** May an object be asked whether it is true? */
const asksObject = (t: Cell): boolean =>
  [...(t.parts?.values() ?? [])].some(
    ({ kind, ref }) =>
      kind === "inst" && ["__bool__", "__len__"].some((name) => findMember(ref as ClassInfo, name) !== undefined),
  );

export function plainTest(e: Elaborator, x: Typed, whenTrue: Fact[]): Test {
  const write = truth(e, x);
  const root = find(x.t);
  const onlyNone = root.mask === NONE && !root.parts?.size;
  return {
    x,
    write,
    whenTrue,
    whenFalse: [],
    outcome: onlyNone ? false : typeof x.known === "boolean" ? x.known : undefined,
    pure: x.pure === true && !asksObject(root),
    never: isBottom(x.t),
  };
}

function negate(e: Elaborator, inside: Test): Test {
  return {
    ...inside,
    x: typed(e.store.temp(find(inside.x.t).mask), inside.x.at, (g) => inside.write(g)),
    outcome: inside.outcome === undefined ? undefined : !inside.outcome,
    whenTrue: inside.whenFalse,
    whenFalse: inside.whenTrue,
    write: (g) => {
      const text = inside.write(g);
      return /^\w+(\.\w+)*(\([^()]*\))?$/.test(text) ? `!${text}` : `!(${text})`;
    },
  };
}

function boolTest(e: Elaborator, values: Expr[], isAnd: boolean): Test {
  const before = e.cx.narrow;
  const tests: Test[] = [];
  let outcome: boolean | undefined = isAnd;
  for (const value of values) {
    const each = test(e, value);
    tests.push(each);
    if (each.never) {
      if (tests.length === 1) {
        e.cx.narrow = before;
        return each;
      }
      break;
    }
    if (each.outcome === !isAnd) {
      outcome =
        tests.every((one) => one.outcome !== undefined || one === each) && tests.length === 1
          ? !isAnd
          : tests.every((one) => one.pure)
            ? !isAnd
            : undefined;
      break;
    }
    if (each.outcome === undefined) outcome = undefined;
    e.cx.narrow = new Map([...e.cx.narrow, ...narrowBy(e, isAnd ? each.whenTrue : each.whenFalse)]);
  }
  e.cx.narrow = before;
  const sure = tests.flatMap((each) => (isAnd ? each.whenTrue : each.whenFalse));
  const single = tests.length === 1 ? (tests[0] as Test) : undefined;
  const either = single
    ? isAnd
      ? single.whenFalse
      : single.whenTrue
    : sharedFacts(tests.map((each) => (isAnd ? each.whenFalse : each.whenTrue)));
  return {
    x: (tests[0] as Test).x,
    outcome,
    pure: tests.every((each) => each.pure),
    never: false,
    whenTrue: isAnd ? sure : either,
    whenFalse: isAnd ? either : sure,
    write: (g) => {
      const texts = tests.map((each) => {
        if (each.never) return `({ ${each.x.emit(g).s}; unreachable!() })`;
        const text = each.write(g);
        return / (&&|\|\|) /.test(text) ? `(${text})` : statementLike(text);
      });
      return texts.join(isAnd ? " && " : " || ");
    },
  };
}

/** `isinstance(x, A) or isinstance(x, B)`: one of them holds, so x is an A or a B. */
function sharedFacts(sets: Fact[][]): Fact[] {
  const out: Fact[] = [];
  for (const fact of sets[0] ?? []) {
    const others = sets.slice(1).map((set) => set.find((each) => each.key === fact.key));
    if (others.some((other) => !other)) continue;
    const narrow = { mask: fact.narrow.mask, keys: new Set(fact.narrow.keys) };
    for (const other of others) {
      narrow.mask |= (other as Fact).narrow.mask;
      for (const key of (other as Fact).narrow.keys) narrow.keys.add(key);
    }
    out.push({ key: fact.key, narrow });
  }
  return out;
}

function noneTest(e: Elaborator, node: Expr, isNone: boolean): Test {
  const x = expression(e, node);
  const cell = find(x.t);
  const may = (cell.mask & NONE) !== 0;
  const onlyNone = may && (cell.mask & ~NONE) === 0 && !cell.parts?.size;
  const key = pathOf(e, node);
  const yes: Fact[] = key ? [{ key, narrow: only(NONE) }] : [];
  const no: Fact[] = key ? [{ key, narrow: without(NONE) }] : [];
  const outcome = isBottom(cell) ? undefined : !may ? !isNone : onlyNone ? isNone : undefined;
  return {
    x,
    outcome,
    pure: x.pure === true,
    never: isBottom(cell),
    whenTrue: isNone ? yes : no,
    whenFalse: isNone ? no : yes,
    write: (g) => {
      if (outcome !== undefined) return x.pure ? String(outcome) : `{ let _ = ${g.own(x)}; ${outcome} }`;
      return `${g.recv(x)}.is_${isNone ? "none" : "some"}()`;
    },
  };
}

export function kindCell(e: Elaborator, t: Cell, narrow: Narrow): Cell {
  return e.narrowed({ t, at: undefined, emit: () => ({ s: "", m: 0, atom: true }) }, narrow).t;
}
