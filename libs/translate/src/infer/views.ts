import type { BinOperator, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { type Cell, find, isBottom, NONE, STR, soloPart } from "../types/cell.js";
import { converted } from "./displays.js";
import type { Elaborator } from "./elaborator.js";
import { noteFunctions } from "./equality.js";
import { iterateValue, type Source } from "./iteration.js";
import { mayLackHash, unhashableIn } from "./membership.js";
import { isNumber, isOnly } from "./numbers.js";
import { raising, type Typed, typed } from "./typed.js";
import { spread, typeName } from "./unions.js";

interface View {
  kind: string;
  /** The dictionary. */
  x: Typed;
}

/** What a view shows, where the value is one: as it stands in the source, or kept. */
export function viewOf(e: Elaborator, x: Typed): View | undefined {
  const { view } = x as Typed & { view?: View };
  const part = view ? undefined : soloPart(x.t);
  const kind = part && /^dict_(keys|values|items)$/.exec(part.kind)?.[1];
  if (!part || !kind) return view;
  const dict = typed(e.store.of("dict", ...part.args), x.at, (g) => `${g.recv(x)}.dict()`);
  return { kind, x: { ...dict, pure: x.pure === true } };
}

const VIEWS = /^dict_/;

const isSet = (x: Typed): boolean => /^(set|frozenset)$/.test(soloPart(x.t)?.kind ?? "");

/** May the view be a set: its items can be keys? */
function isSetLike(e: Elaborator, x: Typed): boolean {
  const view = viewOf(e, x);
  const value = view?.kind === "items" ? soloPart(view.x.t)?.args[1] : undefined;
  return view?.kind === "keys" || (value !== undefined && !unhashableIn(value) && !mayLackHash(value));
}

/** `d.keys()` and `d.items()` beside one another or a set: what is asked of them is asked of sets. */
export function viewsAsSets(e: Elaborator, a: Typed, b: Typed): [Typed, Typed] | undefined {
  if (!VIEWS.test(soloPart(a.t)?.kind ?? "") && !VIEWS.test(soloPart(b.t)?.kind ?? "")) return undefined;
  const views = [a, b].filter((x) => viewOf(e, x));
  const isEach = views.every((x) => isSetLike(e, x)) && [a, b].every((x) => views.includes(x) || isSet(x));
  if (!views.length || !isEach) return undefined;
  const elem = e.store.temp();
  const made = [a, b].map((x) => asSet(e, x, elem));
  for (const x of [a, b]) if (isSet(x)) e.store.unify(soloPart(x.t)?.args[0] as Cell, elem);
  return [made[0] as Typed, made[1] as Typed];
}

/** Is a comparison one of a view whose items may be no keys with a set, or the order of two such? */
export function isUnsettled(e: Elaborator, a: Typed, b: Typed, isOrder: boolean): boolean {
  const views = [a, b].filter((x) => viewOf(e, x) && viewOf(e, x)?.kind !== "values");
  const others = [a, b].filter((x) => !views.includes(x));
  return views.length > 0 && (others.length ? others.every(isSet) : isOrder);
}

/** A view where it is shown: its text. What is no view stays as it is. */
export function viewAsText(e: Elaborator, x: Typed): Typed {
  const { view } = x as Typed & { view?: View };
  if (!view) return x;
  const source = iterateValue(e, x);
  const name = `${soloPart(view.x.t)?.kind === "ordereddict" ? "o" : ""}dict_${view.kind}`;
  return raising(e.store.temp(STR), x.at, (g) =>
    isBottom(source.item)
      ? `PyResult::Ok(lit("${name}([])"))`
      : `fstr(&[F::Lit("${name}("), F::Repr(&${g.q(`to_list(${source.write(g)})`)}), F::Lit(")")])`,
  );
}

/** A set of what a view holds. */
export function asSet(e: Elaborator, x: Typed, elem = e.store.temp()): Typed {
  if (!viewOf(e, x)) return x;
  const source = iterateValue(e, x);
  e.store.flow(source.item, elem);
  const t = e.store.of("set", elem);
  if (isBottom(source.item)) return typed(t, x.at, (g) => `Set::<${isBottom(elem) ? "()" : g.ty(elem)}>::new()`);
  return typed(t, x.at, (g) => setOfView(g, e, x, source, elem));
}

const CHANGES: Partial<Record<BinOperator, string>> = {
  BitOr: "update",
  Sub: "difference_update",
  BitXor: "symmetric_difference_update",
};

/** What stands beside a view in an operator of sets, and is no set: any iterable will do. */
const ITERABLES = /^(list|tuple|vtuple|deque|iter|dict|defaultdict|ordereddict|counter|dict_values)$/;

/** An operator of sets with a view on one of its sides, step by step as CPython does it. */
export function viewOperation(e: Elaborator, op: BinOperator, a: Typed, b: Typed, at: Place): Typed | undefined {
  const isUnfit = (x: Typed): boolean => viewOf(e, x)?.kind === "items" && !isSetLike(e, x);
  if (isUnfit(a) || isUnfit(b))
    return e.refuse("an operator of sets on a view whose items may be no keys", at, "make sets of both");
  const isLoose = ITERABLES.test(soloPart(b.t)?.kind ?? "") && viewOf(e, a) !== undefined && isSetLike(e, a);
  const wrong = [a, b].find((x) => isNumber(x) || isOnly(x, NONE));
  if (wrong && [a, b].some((x) => /^(keys|items)$/.test(viewOf(e, x)?.kind ?? "")))
    return e.typeError(`'${typeName(wrong.t)}' object is not iterable`, at, a, b);
  const sets = isLoose ? [asSet(e, a), b] : viewsAsSets(e, a, b);
  if (!sets) return undefined;
  const [one, two] = [iterateValue(e, a), iterateValue(e, b)];
  if (isBottom(one.item) || isBottom(two.item)) return undefined;
  const elem = e.at(at, "among");
  for (const [x, { item }] of [[a, one] as const, [b, two] as const]) {
    if (isSet(x)) e.store.unify(item, elem);
    else e.store.flow(item, elem);
  }
  noteFunctions(e, soloPart(elem));
  const t = e.store.of("set", elem);
  const rows = (g: Gen, source: Source): string => g.q(`to_vec(${converted(g, source, elem)})`);
  if (op === "BitXor" && [a, b].every((x) => viewOf(e, x)?.kind === "items"))
    return typed(t, at, (g) => {
      const [x, y] = [g.fresh("a"), g.fresh("b")];
      return `{ let ${x} = ${rows(g, one)}; let ${y} = ${rows(g, two)}; Set::differing(${x}, ${y}) }`;
    });
  const change = CHANGES[op];
  if (!change)
    return typed(t, at, (g) => commonOf(g, [rows(g, one), rows(g, two)], [viewOf(e, a), viewOf(e, b)], [a, b]));
  return typed(t, at, (g) => {
    const set = g.fresh("set");
    const lent = (x: Typed): string => `${g.recv(x)}${soloPart(x.t)?.kind === "frozenset" ? ".thawed()" : ""}`;
    const start = viewOf(e, a) ? setOfView(g, e, a, one, elem) : `${lent(a)}.copy()`;
    const isSource = isLoose || viewOf(e, b) !== undefined;
    const step = !isSource
      ? `${set}.${change}(&${lent(b)})`
      : op === "BitXor"
        ? `${set}.${change}(&${g.q(`to_set(${converted(g, two, elem)})`)})`
        : op === "BitOr" && soloPart(b.t)?.kind === "dict"
          ? `${set}.update_keys(${g.ref(b)}, |v| ${g.coerceText("v", two.item, elem)})`
          : g.q(`${set}.${change}_iter(${converted(g, two, elem)})`);
    return `{ let ${set} = ${start}; ${step}; ${set} }`;
  });
}

/** `set(view)`. */
function setOfView(g: Gen, e: Elaborator, x: Typed, source: Source, elem: Cell): string {
  const { kind, x: dict } = viewOf(e, x) as View;
  if (kind === "keys" && soloPart(dict.t)?.kind === "dict")
    return `Set::of_keys(${g.ref(dict)}, |v| ${g.coerceText("v", source.item, elem)})`;
  return g.q(`to_set(${converted(g, source, elem)})`);
}

/** `a & b`: what one of them holds, in its order, and the other as well. */
function commonOf(g: Gen, rows: [string, string], views: [unknown, unknown], [a, b]: [Typed, Typed]): string {
  const [x, y] = [g.fresh("a"), g.fresh("b")];
  const both = `let ${x} = ${rows[0]}; let ${y} = ${rows[1]};`;
  const common = (view: string, other: string, isSet = false): string => `Set::common_of(${view}, ${other}, ${isSet})`;
  const isSet = (each: Typed): boolean => soloPart(each.t)?.kind === "set";
  if (!views[0]) return `{ ${both} ${common(y, x, isSet(a))} }`;
  if (!views[1]) return `{ ${both} ${common(x, y, isSet(b))} }`;
  return `{ ${both} if ${y}.len() > ${x}.len() { ${common(y, x)} } else { ${common(x, y)} } }`;
}

const BUILT_IN = /^(?:list|v?tuple|set|frozenset|deque)$/;

/** The dictionary that a value is where `x.items()` has an answer, if it is one of one kind; `other` says what else there is. */
export function onlyDict(e: Elaborator, x: Typed, other: (arm: Typed) => Typed): Typed | undefined {
  const parts = kindsOf(find(x.t)).flatMap(({ part }) => part ?? []);
  const [dict, ...more] = parts.filter(({ kind }) => !BUILT_IN.test(kind));
  if (dict?.kind !== "dict" || more.length) return undefined;
  return spread(e, x, (arm) => (soloPart(arm.t)?.kind === "dict" ? arm : other(arm)));
}
