/** Tables of letters' numbers: `str.maketrans` makes them, `str.translate` looks in them. */
import { isInt, isOnly } from "../infer/numbers.js";
import { raising, type Typed } from "../infer/typed.js";
import { dead, spread } from "../infer/unions.js";
import { find, INT, isBottom, NONE, STR, soloPart } from "../types/cell.js";
import { asInt, type Given } from "./given.js";

/** `str.maketrans(table)`, `str.maketrans(from, to)`, `str.maketrans(from, to, without)`. */
export function maketrans(given: Given): Typed {
  const { e, at } = given;
  const args = given.only(3).all();
  if (args.some((x) => isBottom(x.t))) return dead(e, at, ...args);
  if (args.length > 1) {
    if (!args.every((x) => isOnly(x, STR))) return e.refuse("str.maketrans of what may be no texts", at);
    const value = e.at(given.node, "v");
    e.store.add(value, args.length === 3 ? INT | NONE : INT);
    return raising(e.store.of("dict", e.store.temp(INT), value), at, (g) => {
      const said = args.map((x) => g.ref(x)).join(", ");
      const made = `|code| ${g.coerceText("code", e.store.temp(INT), value)}`;
      if (args.length === 2) return `Str::maketrans(${said}, ${made})`;
      return `Str::maketrans_without(${said}, ${made}, ${g.coerceText("()", e.store.temp(NONE), value)})`;
    });
  }
  return spread(e, args[0] as Typed, (table) => {
    const part = soloPart(table.t);
    const [key, to] = (part?.kind === "dict" ? part.args : []).map((cell) => find(cell));
    if (!key || !to || key.parts?.size || (key.mask !== STR && key.mask !== INT))
      return isBottom(table.t) ? dead(e, at, table) : e.refuse("str.maketrans of this", at, "map texts to texts");
    return raising(e.store.of("dict", e.store.temp(INT), to), at, (g) => `Str::maketrans_of(${g.recv(table)}.pairs())`);
  });
}

/** A table of letters' numbers holds texts, numbers of letters, or None for what is left out. */
export function translate(x: Typed, given: Given, table: Typed): Typed {
  const { e, at } = given;
  const part = soloPart(table.t);
  const [key, value] = part?.args ?? [];
  if (part?.kind !== "dict" || !key || !value || find(key).mask & ~INT || find(key).parts?.size)
    return e.refuse("str.translate with this table", at, "make it with str.maketrans");
  e.store.add(key, INT);
  if (isBottom(value)) e.store.add(value, STR | NONE);
  let name = "";
  const held: Typed = { t: value, at, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
  const letter = spread(e, held, (arm) => {
    if (isOnly(arm, NONE) || isOnly(arm, STR)) return arm;
    if (isInt(arm)) return raising(e.store.temp(STR), at, (g) => `Str::of_code(${asInt(g, arm)})`);
    return e.refuse("str.translate with values that are no texts", at);
  });
  const wanted = e.store.temp(STR | NONE);
  return raising(e.store.temp(STR), at, (g) => {
    name = g.fresh("v");
    const closure = `|${name}| Ok(${g.inClosure(() => g.own(letter, wanted))})`;
    return `${g.recv(x)}.translate(${g.ref(table)}, ${closure})`;
  });
}
