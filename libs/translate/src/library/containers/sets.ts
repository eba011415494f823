import type { Gen } from "../../generate/gen.js";
import { converted } from "../../infer/displays.js";
import { iterateValue } from "../../infer/iteration.js";
import { asKey, keysOf, lookup } from "../../infer/membership.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { BOOL, type Cell, find, NONE, type Part, soloPart } from "../../types/cell.js";
import { alive, type Given, unit } from "../given.js";
import { adding, finding, KEY, type Method, plain } from "./container.js";
import { overRows } from "./set-rows.js";

/** The part of a value that is surely a set. */
export const isSet = (x: Typed): Part | undefined => {
  const part = [...(find(x.t).parts?.values() ?? [])][0];
  return part && /^(set|frozenset)$/.test(part.kind) && find(x.t).mask === 0 ? part : undefined;
};

/** What CPython does with an iterable that is no set, item by item; the order of the outcome tells. */
const ITERATED = new Set([
  "union",
  "update",
  "intersection",
  "difference",
  "symmetric_difference",
  "intersection_update",
  "difference_update",
]);

/** With several arguments the outcome of the first is changed by the others. */
const CHANGING: Record<string, string> = { union: "update", difference: "difference_update" };

const ONE_OTHER = /^(is\w+|symmetric_difference(_update)?)$/;

/** What makes room for all the keys of a dictionary first. */
const KEYED = new Set(["union", "update"]);

/** `set(x)` and `frozenset(x)` of a set or a dictionary, whose order shows in that of the new one. */
export function collected(kind: "set" | "frozenset", given: Given, x: Typed, elem: Cell): Typed | undefined {
  const { e, at } = given;
  const t = e.store.of(kind, elem);
  const from = isSet(x);
  if (from) {
    e.store.unify(from.args[0] as Cell, elem);
    if (from.kind === "frozenset")
      return kind === "frozenset" ? x : typed(t, at, (g) => `${g.recv(x)}.thawed().copy()`);
    return typed(t, at, (g) => `${g.recv(x)}.${kind === "set" ? "copy" : "frozen"}()`);
  }
  if (soloPart(x.t)?.kind !== "dict") return undefined;
  const source = iterateValue(e, x);
  e.store.flow(source.item, elem);
  return typed(t, at, (g) => {
    const keys = `Set::of_keys(${g.ref(x)}, |v| ${g.coerceText("v", source.item, elem)})`;
    return kind === "set" ? keys : `${keys}.into_frozen()`;
  });
}

type Step = (g: Gen, recv: string) => string;

/** `recv.name(other)`. */
function step({ e }: Given, name: string, other: Typed, elem: Cell): Step {
  const from = isSet(other);
  if (from) {
    e.store.unify(from.args[0] as Cell, elem);
    return (g, recv) => `${recv}.${name}(${from.kind === "frozenset" ? `&${g.recv(other)}.thawed()` : g.ref(other)})`;
  }
  const source = keysOf(e, iterateValue(e, other));
  e.store.flow(source.item, elem);
  if (KEYED.has(name) && soloPart(other.t)?.kind === "dict")
    return (g, recv) => `${recv}.${name}_keys(${g.ref(other)}, |v| ${g.coerceText("v", source.item, elem)})`;
  if (ITERATED.has(name)) return (g, recv) => g.q(`${recv}.${name}_iter(${converted(g, source, elem)})`);
  return (g, recv) => `${recv}.${name}(&${g.q(`to_set(${converted(g, source, elem)})`)})`;
}

const setOperation =
  (name: string, changes: boolean, test = false): Method =>
  ({ x, part, given, elem }) => {
    const { e, at } = given;
    const t = changes ? unit(e) : test ? e.store.temp(BOOL) : e.store.of(part.kind, elem);
    if (!test && part.kind === "set" && given.node.args.some((arg) => arg.nodeType === "Starred"))
      return overRows(given, name, x, t, (each, row) => step(given, each, row, elem));
    const others = given.all();
    if (others.length !== 1 && ONE_OTHER.test(name)) {
      const counts = `takes exactly one argument (${others.length} given)`;
      return e.typeError(`${part.kind}.${name}() ${counts}`, at, x, ...others);
    }
    const changing = others.length > 1 && name in CHANGING;
    return alive(e, at, [x, ...others], () => {
      const steps = others.map((other, i) =>
        step(given, changing && i > 0 ? (CHANGING[name] ?? name) : name, other, elem),
      );
      return typed(t, at, (g) => {
        if (changes)
          return steps.length === 1
            ? (steps[0] as Step)(g, g.recv(x))
            : `{ ${steps.map((each) => `${each(g, g.recv(x))};`).join(" ")} }`;
        if (!steps.length) return `${g.recv(x)}.copy()`;
        if (!changing) return steps.reduce((recv, each) => each(g, recv), g.recv(x));
        const set = g.fresh("set");
        const [first, ...rest] = steps as [Step, ...Step[]];
        const made = first(g, g.recv(x));
        const isFrozen = part.kind === "frozenset";
        const more = rest.map((each) => `${each(g, set)};`).join(" ");
        return `{ let ${set} = ${made}${isFrozen ? ".thawed()" : ""}; ${more} ${set}${isFrozen ? ".into_frozen()" : ""} }`;
      });
    });
  };

export const SET: Record<string, Method> = {
  add: adding("add"),
  remove: (c) => finding("remove", KEY, NONE)(c),
  discard: (c) => {
    const { e, at } = c.given;
    const item = asKey(e, c.given.arg(0), at, "set");
    const t = unit(e);
    return alive(e, at, [c.x, item], () =>
      lookup(
        e,
        item,
        c.elem,
        at,
        (key) => typed(t, at, (g) => `${g.recv(c.x)}.discard(${g.ref(key, c.elem)})`),
        (key) => typed(t, at, (g) => `{ let _ = ${g.own(key)}; }`),
      ),
    );
  },
  pop: ({ x, given, elem }) => raising(elem, given.at, (g) => `${g.recv(x)}.pop()`),
  clear: plain("clear"),
  copy: ({ x, part, given }) => typed(given.e.store.part(part), given.at, (g) => `${g.recv(x)}.copy()`),
  union: setOperation("union", false),
  intersection: setOperation("intersection", false),
  difference: setOperation("difference", false),
  symmetric_difference: setOperation("symmetric_difference", false),
  update: setOperation("update", true),
  intersection_update: setOperation("intersection_update", true),
  difference_update: setOperation("difference_update", true),
  symmetric_difference_update: setOperation("symmetric_difference_update", true),
  issubset: setOperation("issubset", false, true),
  issuperset: setOperation("issuperset", false, true),
  isdisjoint: setOperation("isdisjoint", false, true),
};
