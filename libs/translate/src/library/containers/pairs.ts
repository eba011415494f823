import type { Place } from "../../ast.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf } from "../../infer/class-members.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { fieldsOf } from "../../infer/equality.js";
import { iterateValue, type Source } from "../../infer/iteration.js";
import { isNumber, isOnly } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { spread } from "../../infer/unions.js";
import { isBottom, NONE, STR, soloPart } from "../../types/cell.js";

const isPair = (t: Typed["t"]): boolean => {
  const part = soloPart(t);
  return part?.kind === "tuple" && part.args.length === 2;
};

/** One item as a key and its value; `place` is the Rust name of its number among the items. */
function pairOf(e: Elaborator, x: Typed, at: Place, place: () => string): Typed {
  if (isPair(x.t)) return x;
  const fields = fieldsOf(e, x);
  if (fields) return pairOf(e, fields, at, place);
  const part = soloPart(x.t);
  if (part?.kind === "tuple")
    return typed(e.store.temp(), at, (g) => g.throwing(`pair_fault(${place()}, ${part.args.length})`));
  if (isNumber(x) || isOnly(x, NONE)) {
    const message = "cannot convert dictionary update sequence element #{} to a sequence";
    return typed(e.store.temp(), at, (g) => g.throwing(`exc::TYPE_ERROR.msg(format!("${message}", ${place()}))`));
  }
  if (!isOnly(x, STR) && !/^(list|vtuple)$/.test(part?.kind ?? "")) return e.refuse("a dictionary of such pairs", at);
  const { item, write } = iterateValue(e, x);
  if (isBottom(item)) return typed(e.store.temp(), at, (g) => g.throwing(`pair_fault(${place()}, 0)`));
  return raising(e.store.of("tuple", item, item), at, (g) => `pair_of(${write(g)}, ${place()})`);
}

/** The items of an iterable as the pairs that a dictionary is made of. */
function pairsOf(e: Elaborator, source: Source, at: Place): Source {
  if (isBottom(source.item) || isPair(source.item)) return source;
  let [name, place] = ["", ""];
  const row: Typed = { t: source.item, at, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
  const pair = spread(e, row, (arm) => pairOf(e, arm, at, () => place));
  return {
    item: pair.t,
    write: (g) => {
      [name, place] = [g.fresh("row"), g.fresh("n")];
      const heads = `${name}, ${place}`;
      const text = g.inClosure(() => g.own(pair));
      return `numbered(${source.write(g)}, |${heads}| Ok(${isBottom(pair.t) ? `{ let _: () = ${text}; }` : text}))`;
    },
  };
}

/** What a dictionary is made of: the entries of an object that has `keys`, or the pairs of an iterable. */
export function entriesFrom(e: Elaborator, x: Typed, at: Place): Source {
  const info = infoOf(x);
  return pairsOf(e, info && findMember(info, "keys") ? entriesOf(e, x, at) : iterateValue(e, x), at);
}

/** The entries of an object that has `keys` and `__getitem__`. */
function entriesOf(e: Elaborator, x: Typed, at: Place): Source {
  let [held, name] = ["", ""];
  const self: Typed = { t: x.t, at, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const keys = iterateValue(e, callMethod(e, self, "keys", [], at));
  const key: Typed = { t: keys.item, at, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
  const value = callMethod(e, self, "__getitem__", [key], at);
  return {
    item: isBottom(keys.item) || isBottom(value.t) ? e.store.temp() : e.store.of("tuple", keys.item, value.t),
    write: (g) => {
      [held, name] = [g.fresh("o"), g.fresh("k")];
      const [mine, each] = [held, name];
      return `{ let ${mine} = ${g.own(x)}; map_iter(${keys.write(g)}, move |${each}| { let v = ${g.inClosure(() => g.own(value))}; Ok((${each}, v)) }) }`;
    },
  };
}
