import { find, isBottom, STR, soloPart } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { iterateValue } from "./iteration.js";
import { raising, type Typed, typed } from "./typed.js";

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
  return raising(t, x.at, (g) =>
    isBottom(source.item) ? `PyResult::Ok(Set::<()>::new())` : `to_set(${source.write(g)})`,
  );
}
