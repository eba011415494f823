import { find, isBottom, STR, soloPart } from "../types/cell.js";
import type { Elaborator } from "./elaborator.js";
import { iterateValue } from "./iteration.js";
import { raising, type Typed } from "./typed.js";

type View = Typed & { view?: { kind: string; x: Typed } };

const isSet = (x: Typed): boolean => /^(set|frozenset)$/.test(soloPart(x.t)?.kind ?? "");

/** May the view be a set: its items can be keys? */
function isSetLike(x: Typed): boolean {
  const { view } = x as View;
  if (view?.kind === "keys") return true;
  const value = view?.kind === "items" ? soloPart(view.x.t)?.args[1] : undefined;
  return value !== undefined && !find(value).parts?.size;
}

/** `d.keys()` and `d.items()` beside one another or a set: what is asked of them is asked of sets. */
export function viewsAsSets(e: Elaborator, a: Typed, b: Typed): [Typed, Typed] | undefined {
  const views = [a, b].filter((x) => (x as View).view);
  if (!views.length || !views.every(isSetLike) || ![a, b].every((x) => (x as View).view || isSet(x))) return undefined;
  return [asSet(e, a), asSet(e, b)];
}

/** A view where it is shown: its text. What is no view stays as it is. */
export function viewAsText(e: Elaborator, x: Typed): Typed {
  const { view } = x as View;
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
  if (!(x as View).view) return x;
  const source = iterateValue(e, x);
  const t = e.store.of("set", source.item);
  return raising(t, x.at, (g) =>
    isBottom(source.item) ? `PyResult::Ok(Set::<()>::new())` : `to_set(${source.write(g)})`,
  );
}
