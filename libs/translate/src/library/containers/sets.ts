import type { Gen } from "../../generate/gen.js";
import { converted } from "../../infer/displays.js";
import { iterateValue } from "../../infer/iteration.js";
import { lookup } from "../../infer/membership.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { BOOL, type Cell, find, NONE, type Part } from "../../types/cell.js";
import { alive, unit } from "../given.js";
import { adding, finding, KEY, type Method, plain } from "./container.js";

const isSet = (x: Typed): Part | undefined => {
  const part = [...(find(x.t).parts?.values() ?? [])][0];
  return part && /^(set|frozenset)$/.test(part.kind) && find(x.t).mask === 0 ? part : undefined;
};

const setOperation =
  (name: string, changes: boolean, test = false): Method =>
  ({ x, part, given, elem }) => {
    const { e, at } = given;
    const t = changes ? unit(e) : test ? e.store.temp(BOOL) : e.store.of(part.kind, elem);
    const others = given.all();
    return alive(e, at, others, () => {
      const steps = others.map((other) => {
        const from = isSet(other);
        if (from) {
          e.store.unify(from.args[0] as Cell, elem);
          return (g: Gen, recv: string): string =>
            `${recv}.${name}(${from.kind === "frozenset" ? `&${g.recv(other)}.thawed()` : g.ref(other)})`;
        }
        const source = iterateValue(e, other);
        e.store.flow(source.item, elem);
        return (g: Gen, recv: string): string => `${recv}.${name}(&${g.q(`to_set(${converted(g, source, elem)})`)})`;
      });
      return typed(t, at, (g) => {
        if (changes)
          return steps.length === 1
            ? (steps[0] as (typeof steps)[number])(g, g.recv(x))
            : `{ ${steps.map((step) => `${step(g, g.recv(x))};`).join(" ")} }`;
        if (!steps.length) return `${g.recv(x)}.copy()`;
        return steps.reduce((recv, step) => step(g, recv), g.recv(x));
      });
    });
  };

export const SET: Record<string, Method> = {
  add: adding("add"),
  remove: (c) => finding("remove", KEY, NONE)(c),
  discard: (c) => {
    const item = c.given.arg(0);
    const { e, at } = c.given;
    const t = unit(e);
    return alive(e, at, [item], () =>
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
