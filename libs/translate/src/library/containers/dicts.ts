import type { Expr, Place } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf } from "../../infer/class-members.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { keepKey } from "../../infer/exceptions.js";
import { expression } from "../../infer/expressions.js";
import { exhausted, iterateValue, type Source } from "../../infer/iteration.js";
import { asKey, keysOf, lookup } from "../../infer/membership.js";
import { isOnly, optionalInt } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { keyValue } from "../../infer/types-as-values.js";
import { dead, holdingLeft, newList, spread } from "../../infer/unions.js";
import { placeOf } from "../../nodes.js";
import { type Cell, find, INT, isBottom, NONE, soloPart } from "../../types/cell.js";
import { alive, type Given, unit } from "../given.js";
import { keyError, type Method, plain } from "./container.js";
import { entriesFrom } from "./pairs.js";

/** `get`, `pop` and the like: look a key up and give something else if it is not there. */
function keyed(
  c: Parameters<Method>[0],
  found: (g: Gen, key: string) => string,
  raises: boolean,
  t: Cell,
  missing: (key: Typed) => Typed,
  insert = false,
  takes = false,
): Typed {
  const { e, at } = c.given;
  const node = c.given.expr(0);
  const asked = node && node.nodeType !== "Starred" ? keyValue(e, node) : c.given.arg(0);
  const key = asKey(e, asked, at);
  // Python asks no key for its hash where there is nothing to take.
  if (takes && key !== asked) e.refuse("pop of a key that may have no hash", at);
  const make = (k: Typed): Typed =>
    raises
      ? raising(t, at, (g) => found(g, insert ? g.own(k, c.elem) : g.ref(k, c.elem)))
      : typed(t, at, (g) => found(g, insert ? g.own(k, c.elem) : g.ref(k, c.elem)));
  return alive(e, at, [c.x, key], () => {
    if (insert) {
      e.store.flow(key.t, c.elem);
      return make(key);
    }
    return lookup(e, key, c.elem, at, make, missing);
  });
}

/** `found(recv, key)`, or the fallback, which Python works out whether or not it is needed. */
function orElse(c: Parameters<Method>[0], g: Gen, method: string, key: string, fallback: Typed, t: Cell): string {
  const v = g.fresh("v");
  const some = g.coerceText(v, c.value, t);
  if (fallback.pure)
    return `match ${g.recv(c.x)}.${method}(${key}) { Some(${v}) => ${some}, None => ${g.own(fallback, t)} }`;
  const [d, k, other] = [g.fresh("d"), g.fresh("k"), g.fresh("other")];
  const before = `let ${d} = ${g.own(c.x)}; let ${k} = ${key}; let ${other}: ${g.ty(t)} = ${g.own(fallback, t)};`;
  return `{ ${before} match ${d}.${method}(${k}) { Some(${v}) => ${some}, None => ${other} } }`;
}

/** What comes where the key is never there. */
const elsewhere = (c: Parameters<Method>[0], g: Gen, key: Typed, text: string): string =>
  `{ ${c.x.pure ? "" : `let _ = ${g.own(c.x)}; `}let _ = ${g.own(key)}; ${text} }`;

function get(c: Parameters<Method>[0]): Typed {
  const { e, at } = c.given;
  const fallback = c.given.opt(1);
  if (fallback && isBottom(fallback.t)) return dead(e, at, c.x, c.given.arg(0), fallback);
  const t = e.store.temp();
  e.store.flow(c.value, t);
  if (fallback) e.store.flow(fallback.t, t);
  else e.store.add(t, NONE);
  const none = (key: Typed): Typed =>
    typed(t, at, (g) => elsewhere(c, g, key, fallback ? g.own(fallback, t) : g.none(t)));
  if (isBottom(c.value) || isBottom(c.elem)) {
    const key = asKey(e, c.given.arg(0), at);
    return isBottom(key.t) ? key : none(key);
  }
  const raw = (g: Gen, key: string): string => `${g.recv(c.x)}.get_opt(${key})`;
  return keyed(
    c,
    (g, key) => {
      if (!fallback) {
        if (g.ty(c.value) === "()") return `${raw(g, key)}.unwrap_or(())`;
        if (find(c.value).mask & NONE) return `${raw(g, key)}.flatten()`;
        return raw(g, key);
      }
      if (g.ty(c.value) === g.ty(t)) return `${g.recv(c.x)}.get_or(${key}, ${g.own(fallback, t)})`;
      return orElse(c, g, "get_opt", key, fallback, t);
    },
    false,
    t,
    none,
  );
}

export const DICT: Record<string, Method> = {
  get,
  keys: (c) => view(c, "keys", c.elem),
  values: (c) => view(c, "values", c.value),
  items: (c) => view(c, "items", c.given.e.store.part({ kind: "tuple", key: "tuple", args: [c.elem, c.value] })),
  pop: (c) => {
    const { e, at } = c.given;
    if (!c.given.count) return e.typeError("pop expected at least 1 argument, got 0", at, c.x);
    const fallback = c.given.opt(1);
    if (!fallback) keepKey(e, c.elem);
    if (!fallback)
      return keyed(
        c,
        (g, key) => `${g.recv(c.x)}.pop(${key})`,
        true,
        c.value,
        (key) => keyError(c.given, key),
        false,
        true,
      );
    if (isBottom(fallback.t)) return dead(e, at, c.x, c.given.arg(0), fallback);
    const t = e.store.temp();
    e.store.flow(c.value, t);
    e.store.flow(fallback.t, t);
    return keyed(
      c,
      (g, key) => {
        if (g.ty(c.value) === g.ty(t)) return `${g.recv(c.x)}.pop_or(${key}, ${g.own(fallback, t)})`;
        return orElse(c, g, "pop_opt", key, fallback, t);
      },
      false,
      t,
      (key) => typed(t, at, (g) => elsewhere(c, g, key, g.own(fallback, t))),
      false,
      true,
    );
  },
  popitem: ({ x, given, elem, value }) => {
    const isOrdered = soloPart(x.t)?.kind === "ordereddict";
    const last = given.named("last") ?? (isOrdered && given.count === 1 ? given.expr(0) : undefined);
    if (given.count > (isOrdered ? 1 : 0) || (last && !(last.nodeType === "Constant" && last.lit.k === "bool")))
      return given.e.refuse("popitem with a flag that is worked out", given.at, "write last=True or last=False");
    const first = last?.nodeType === "Constant" && last.lit.k === "bool" && !last.lit.v;
    return raising(
      given.e.store.part({ kind: "tuple", key: "tuple", args: [elem, value] }),
      given.at,
      (g) => `${g.recv(x)}.${first ? "popitem_first" : "popitem"}()`,
    );
  },
  setdefault: (c) => {
    const { e, at } = c.given;
    const fallback = c.given.opt(1);
    if (fallback && isBottom(fallback.t)) return dead(e, at, c.x, c.given.arg(0), fallback);
    if (fallback) e.store.flow(fallback.t, c.value);
    else e.store.add(c.value, NONE);
    return keyed(
      c,
      (g, key) => `${g.recv(c.x)}.setdefault(${key}, ${fallback ? g.own(fallback, c.value) : g.none(c.value)})`,
      false,
      c.value,
      (key) => e.typeError("", at, key),
      true,
    );
  },
  update: (c) => update(c),
  fromkeys: ({ x, part, given }) => {
    if (part.kind !== "dict") return given.e.refuse("fromkeys of this", given.at, "write dict.fromkeys(…)");
    const made = given.e.library.fromKeys(given.e, given.node);
    return x.pure ? made : typed(made.t, given.at, (g) => `{ let _ = ${g.own(x)}; ${g.own(made)} }`);
  },
  clear: plain("clear"),
  copy: ({ x, part, given }) =>
    typed(given.e.store.part(part), given.at, (g) =>
      part.kind === "ordereddict" ? `OrderedDict::of(${g.recv(x)}.copy())` : `${g.recv(x)}.copy()`,
    ),
  move_to_end: (c) => {
    const last = c.given.opt(1, "last");
    return keyed(
      c,
      (g, key) => `${g.recv(c.x)}.move_to_end(${key}, ${last ? g.own(last) : "true"})`,
      true,
      unit(c.given.e),
      (key) => keyError(c.given, key),
    );
  },
};

/** A view of a dictionary: iterated where it stands; where it is kept, it goes on seeing the dictionary. */
function view({ x, part, given, elem, value }: Parameters<Method>[0], kind: string, item: Cell): Typed {
  const { e, at } = given;
  const write = (g: Gen): string => `${g.recv(x)}.${kind}()`;
  const source: Source = { item, write: (g) => `${write(g)}.iter()` };
  const kept = typed(e.store.of(`dict_${kind}`, elem, value), at, (g) =>
    part.kind === "ordereddict"
      ? e.refuse(`a view (${kind}) kept as a value`, at, `write list(….${kind}())`)
      : write(g),
  );
  return Object.assign(kept, { source, view: { x, part, kind } });
}

function update(of: Parameters<Method>[0]): Typed {
  const { given, part } = of;
  const { e, at } = given;
  if (!given.node.keywords.length) return updateFrom(of);
  if (part.kind === "counter") return countedNamed(of, "update");
  if (!given.count) return updateNamed(of);
  const [first, then] = [updateFrom(of), updateNamed(of)];
  return typed(unit(e), at, (g) => `{ ${g.own(first)}; ${g.own(then)} }`);
}

/** `d.update(name=…)`. */
function updateNamed({ x, given, elem, value }: Parameters<Method>[0]): Typed {
  const { e, at } = given;
  e.store.add(elem, 16);
  const entries = given.node.keywords.map((keyword) => {
    const each = given.opt(9, keyword.arg) as Typed;
    e.store.flow(each.t, value);
    return [keyword.arg, each] as const;
  });
  return typed(
    unit(e),
    at,
    (g) =>
      `{ ${entries.map(([name, each]) => `${g.recv(x)}.set(${g.key(name as string, elem)}, ${g.own(each, value)});`).join(" ")} }`,
  );
}

/** What an object holds whose class derives from `dict`; other values are themselves. */
function ownEntries(e: Elaborator, x: Typed, at: Place): Typed {
  const info = infoOf(x);
  return info && findMember(info, "_entries") ? callMethod(e, x, "_entries", [], at) : x;
}

/** `d.update(other)`. */
function updateFrom(of: Parameters<Method>[0]): Typed {
  const { e, at } = of.given;
  const from = of.given.arg(0);
  if (isBottom(from.t)) return dead(e, at, of.x, from);
  return holdingLeft(of.x, from, (x) =>
    spread(e, from, (other) => updateFromOne({ ...of, x }, ownEntries(e, other, at))),
  );
}

function updateFromOne({ x, part, given, elem, value }: Parameters<Method>[0], other: Typed): Typed {
  const { e, at } = given;
  const t = unit(e);
  return alive(e, at, [x, other], () => {
    const from = [...(find(other.t).parts?.values() ?? [])][0];
    if (from && /^(dict|defaultdict|ordereddict)$/.test(from.kind) && part.kind !== "counter") {
      e.store.unify(from.args[0] as Cell, elem);
      e.store.unify(from.args[1] as Cell, value);
      if (from.kind === part.kind || (from.kind !== "defaultdict" && part.kind !== "defaultdict"))
        return typed(t, at, (g) => `${g.recv(x)}.update(${g.ref(other)})`);
      return raising(t, at, (g) => `${g.recv(x)}.update_pairs(${g.recv(other)}.items().iter())`);
    }
    if (part.kind === "counter") {
      return counted(given, "update", x, other, elem);
    }
    const source = entriesFrom(e, other, at);
    const pair = e.store.part({ kind: "tuple", key: "tuple", args: [elem, value] });
    const item = [...(find(source.item).parts?.values() ?? [])][0];
    if (isBottom(source.item)) {
      const before = (g: Gen): string => (x.pure ? "" : `let _ = ${g.own(x)}; `);
      return typed(t, at, (g) => `{ ${before(g)}${exhausted(g, source)} }`);
    }
    e.store.flow(item?.args[0] as Cell, elem);
    e.store.flow(item?.args[1] as Cell, value);
    return raising(t, at, (g) => `${g.recv(x)}.update_pairs(${converted(g, source, pair)})`);
  });
}

/** `c.update(other)` and `c.subtract(other)`: what is counted, or counts by key. */
function counted({ e, at }: Given, name: "update" | "subtract", x: Typed, other: Typed, elem: Cell): Typed {
  if (isBottom(other.t)) return dead(e, at, other);
  if (isOnly(other, NONE)) return other;
  const t = e.store.temp(NONE);
  const from = soloPart(other.t);
  if (from?.kind === "counter" || from?.kind === "dict") {
    e.store.unify(from.args[0] as Cell, elem);
    const counts = from.args[1] as Cell;
    if (from.kind === "counter") return typed(t, at, (g) => `${g.recv(x)}.${name}_counts(&*${g.recv(other)})`);
    e.store.add(counts, INT);
    return typed(t, at, (g) => {
      if (find(counts).mask !== INT || find(counts).parts?.size) e.refuse(`Counter.${name} with such counts`, at);
      return `${g.recv(x)}.${name}_counts(${g.ref(other)})`;
    });
  }
  const source = keysOf(e, iterateValue(e, other));
  e.store.flow(source.item, elem);
  return raising(t, at, (g) => `${g.recv(x)}.${name}(${converted(g, source, elem)})`);
}

/** `c.update(name=…)`: counts by names. */
function countedNamed({ x, given, elem }: Counting, name: "update" | "subtract"): Typed {
  const { e, at, node } = given;
  if (given.count || node.keywords.some(({ arg }) => arg === undefined))
    return e.refuse(`${name} of a Counter by these arguments`, at, "give a dictionary");
  const keys = node.keywords.map(({ arg, value }) => ({
    nodeType: "Constant",
    value: arg,
    lit: { k: "str", v: arg },
    ...placeOf(value),
  }));
  const values = node.keywords.map(({ value }) => value);
  const named = expression(e, e.standIn<Expr>(node.func, { nodeType: "Dict", keys, values } as Partial<Expr>));
  return counted(given, name, x, named, elem);
}

type Counting = Pick<Parameters<Method>[0], "x" | "given" | "elem">;

function subtract(of: Counting): Typed {
  const { x, given, elem } = of;
  const { e } = given;
  if (given.node.keywords.length) return countedNamed(of, "subtract");
  const from = given.arg(0);
  if (isBottom(from.t)) return dead(e, given.at, x, from);
  return holdingLeft(x, from, (kept) => spread(e, from, (other) => counted(given, "subtract", kept, other, elem)));
}

export const COUNTER: Record<string, Method> = {
  ...DICT,
  most_common: ({ x, given, elem }) => {
    const n = given.opt(0, "n");
    const pair = given.e.store.part({ kind: "tuple", key: "tuple", args: [elem, given.e.store.temp(INT)] });
    return newList(given.e, pair, given.at, (g) => `${g.recv(x)}.most_common(${optionalInt(g, n)})`);
  },
  elements: ({ x, given, elem }) => typed(given.e.store.of("iter", elem), given.at, (g) => `${g.recv(x)}.elements()`),
  total: ({ x, given }) => typed(given.e.store.temp(INT), given.at, (g) => `${g.recv(x)}.total()`),
  subtract,
};
