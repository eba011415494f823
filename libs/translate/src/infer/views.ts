import type { BinOperator, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { find, isBottom, STR, soloPart } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { iterateValue, type Source } from "./iteration.js";
import { raising, type Typed, typed } from "./typed.js";
import { spread } from "./unions.js";

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
  if (view?.kind === "keys") return true;
  const value = view?.kind === "items" ? soloPart(view.x.t)?.args[1] : undefined;
  return value !== undefined && !find(value).parts?.size;
}

/** `d.keys()` and `d.items()` beside one another or a set: what is asked of them is asked of sets. */
export function viewsAsSets(e: Elaborator, a: Typed, b: Typed): [Typed, Typed] | undefined {
  if (!VIEWS.test(soloPart(a.t)?.kind ?? "") && !VIEWS.test(soloPart(b.t)?.kind ?? "")) return undefined;
  const views = [a, b].filter((x) => viewOf(e, x));
  const isEach = views.every((x) => isSetLike(e, x)) && [a, b].every((x) => views.includes(x) || isSet(x));
  if (!views.length || !isEach) return undefined;
  return [asSet(e, a), asSet(e, b)];
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
export function asSet(e: Elaborator, x: Typed): Typed {
  if (!viewOf(e, x)) return x;
  const source = iterateValue(e, x);
  const t = e.store.of("set", source.item);
  const { kind, x: dict } = viewOf(e, x) as View;
  if (kind === "keys" && soloPart(dict.t)?.kind === "dict" && !isBottom(source.item))
    return typed(t, x.at, (g) => `Set::of_keys(${g.ref(dict)}, |v| v)`);
  return raising(t, x.at, (g) =>
    isBottom(source.item) ? `PyResult::Ok(Set::<()>::new())` : `to_set(${source.write(g)})`,
  );
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
  const isLoose = ITERABLES.test(soloPart(b.t)?.kind ?? "") && viewOf(e, a) !== undefined && isSetLike(e, a);
  const sets = isLoose ? [asSet(e, a), b] : viewsAsSets(e, a, b);
  if (!sets) return undefined;
  const left = sets[0] as Typed;
  const [one, two] = [iterateValue(e, a), iterateValue(e, b)];
  const elem = soloPart(left.t)?.args[0];
  if (!elem || isBottom(elem) || isBottom(two.item)) return undefined;
  e.store.unify(elem, two.item);
  const t = e.store.of("set", elem);
  const change = CHANGES[op];
  if (!change) return typed(t, at, (g) => commonOf(g, [one, two], [viewOf(e, a), viewOf(e, b)], [a, b]));
  return typed(t, at, (g) => {
    const set = g.fresh("set");
    const lent = (x: Typed): string => `${g.recv(x)}${soloPart(x.t)?.kind === "frozenset" ? ".thawed()" : ""}`;
    const start = viewOf(e, a) ? g.own(left) : `${lent(a)}.copy()`;
    const isSource = isLoose || viewOf(e, b) !== undefined;
    const step = !isSource
      ? `${set}.${change}(&${lent(b)})`
      : op === "BitXor"
        ? `${set}.${change}(&${g.q(`to_set(${two.write(g)})`)})`
        : op === "BitOr" && soloPart(b.t)?.kind === "dict"
          ? `${set}.update_keys(${g.ref(b)}, |v| v)`
          : g.q(`${set}.${change}_iter(${two.write(g)})`);
    return `{ let ${set} = ${start}; ${step}; ${set} }`;
  });
}

/** `a & b`: what one of them holds, in its order, and the other as well. */
function commonOf(g: Gen, sources: [Source, Source], views: [unknown, unknown], [a, b]: [Typed, Typed]): string {
  const [x, y] = [g.fresh("a"), g.fresh("b")];
  const read = (name: string, source: Source): string => `let ${name} = ${g.q(`to_vec(${source.write(g)})`)};`;
  const both = `${read(x, sources[0])} ${read(y, sources[1])}`;
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
