import type { Gen } from "../generate/gen.js";
import { callback } from "../infer/callbacks.js";
import { contains, lookup, requireOrder } from "../infer/comparison.js";
import { converted } from "../infer/expressions.js";
import { iterateValue, type Source } from "../infer/iteration.js";
import { intArg, isInt, isOnly } from "../infer/numbers.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { dead, newList, spread, typeName } from "../infer/unions.js";
import { BOOL, type Cell, find, INT, isBottom, NONE, type Part } from "../types/cell.js";
import { absent, alive, type Given, unit } from "./given.js";

const KEY = "KeyError";

/** A key that can never be there. */
function keyError(given: Given, key: Typed): Typed {
  return {
    t: given.e.store.temp(),
    at: given.at,
    emit: (g) => ({ s: `{ let key = ${g.own(key)}; ${g.throwing("exc::KEY_ERROR.new(&[&key])")} }`, m: 0, atom: true }),
  };
}

/** An item that can never be there, named as Python names it. */
function notThere(given: Given, x: Typed, key: Typed, container: string): Typed {
  return {
    t: given.e.store.temp(),
    at: given.at,
    emit: (g) => ({
      s: `{ let _ = ${g.own(x)}; let key = ${g.own(key)}; ${g.throwing(`exc::VALUE_ERROR.msg(format!("{} is not in ${container}", repr(&key).as_str()))`)} }`,
      m: 0,
      atom: true,
    }),
  };
}

type Method = (c: { x: Typed; part: Part; given: Given; elem: Cell; value: Cell }) => Typed;

const plain =
  (name: string, make?: (c: Parameters<Method>[0]) => Cell): Method =>
  (c) =>
    typed(make ? make(c) : unit(c.given.e), c.given.at, (g) => `${g.recv(c.x)}.${name}()`);

const adding =
  (name: string): Method =>
  ({ x, given, elem }) => {
    const item = given.arg(0);
    given.e.store.flow(item.t, elem);
    return alive(given.e, given.at, [item], () =>
      typed(unit(given.e), given.at, (g) => `${g.recv(x)}.${name}(${g.own(item, elem)})`),
    );
  };

const extending =
  (name: string): Method =>
  ({ x, given, elem }) => {
    const { e, at } = given;
    const source = iterateValue(e, given.arg(0));
    e.store.flow(source.item, elem);
    return raising(unit(e), at, (g) => `${g.recv(x)}.${name}(${converted(g, source, elem)})`);
  };

const copied =
  (kind: string): Method =>
  ({ x, part, given }) =>
    typed(given.e.store.of(kind, ...part.args), given.at, (g) => `${g.recv(x)}.copy()`);

/** Finds an element; one that can never be there is not found. */
const finding =
  (name: string, raises: string | undefined, result: number): Method =>
  ({ x, given, elem }) => {
    const { e, at } = given;
    if (given.count > 1) return e.refuse(`${name} with bounds`, at, "search list(…)");
    const item = given.arg(0);
    const t = e.store.temp(result);
    return alive(e, at, [item], () =>
      lookup(
        e,
        item,
        elem,
        at,
        (key) =>
          raises
            ? raising(t, at, (g) => `${g.recv(x)}.${name}(${g.ref(key, elem)})`)
            : typed(t, at, (g) => `${g.recv(x)}.${name}(${g.ref(key, elem)})`),
        (key) =>
          raises === KEY
            ? keyError(given, key)
            : raises?.startsWith("exc::")
              ? e.raise(raises, at, x, key)
              : raises
                ? notThere(given, x, key, raises)
                : typed(t, at, () => "int(0)"),
      ),
    );
  };

function index(c: Parameters<Method>[0]): Typed {
  const { e, at } = c.given;
  const [, start, stop] = c.given.all();
  if (!start) return finding("index", "list", INT)(c);
  const item = c.given.arg(0);
  e.store.flow(item.t, c.elem);
  return raising(
    e.store.temp(INT),
    at,
    (g) => `${g.recv(c.x)}.index_in(${g.ref(item, c.elem)}, ${intArg(g, start)}, ${stop ? intArg(g, stop) : "()"})`,
  );
}

function pop({ x, given, elem }: Parameters<Method>[0]): Typed {
  const at = given.opt(0);
  if (!at) return raising(elem, given.at, (g) => `${g.recv(x)}.pop()`);
  if (isBottom(elem)) return { ...raising(elem, given.at, (g) => `${g.recv(x)}.pop_at(${intArg(g, at)})`) };
  return raising(elem, given.at, (g) => `${g.recv(x)}.pop_at(${intArg(g, at)})`);
}

function sort({ x, given, elem }: Parameters<Method>[0]): Typed {
  const { e, at } = given;
  given.only(0, "key", "reverse");
  const key = given.named("key");
  const reverse = given.opt(9, "reverse");
  const fixed = reverse?.lit?.k === "bool" ? reverse.lit.v : undefined;
  const flag = (g: Gen): string => (reverse ? g.own(reverse) : "false");
  if (!key || (key.nodeType === "Constant" && key.lit.k === "none")) {
    requireOrder(e, elem, at);
    return raising(
      unit(e),
      at,
      (g) => `${g.recv(x)}.${!reverse || fixed === false ? "sort()" : fixed ? "sort_rev()" : `sort_in(${flag(g)})`}`,
    );
  }
  const by = callback(e, key, [elem]);
  requireOrder(e, by.t, at);
  return raising(unit(e), at, (g) => `${g.recv(x)}.sort_by(${by.write(g)}, ${flag(g)})`);
}

const LIST: Record<string, Method> = {
  append: adding("append"),
  extend: extending("extend"),
  insert: ({ x, given, elem }) => {
    const [at, item] = given.all() as [Typed, Typed];
    given.e.store.flow(item.t, elem);
    return alive(given.e, given.at, [at, item], () =>
      typed(unit(given.e), given.at, (g) => `${g.recv(x)}.insert(${intArg(g, at)}, ${g.own(item, elem)})`),
    );
  },
  pop,
  remove: (c) => finding("remove", `exc::VALUE_ERROR.msg("list.remove(x): x not in list")`, NONE)(c),
  index,
  count: finding("count", undefined, INT),
  reverse: plain("reverse"),
  sort,
  clear: plain("clear"),
  copy: copied("list"),
};

const VTUPLE: Record<string, Method> = {
  index: finding("index", `exc::VALUE_ERROR.msg("tuple.index(x): x not in tuple")`, INT),
  count: finding("count", undefined, INT),
};

const DEQUE: Record<string, Method> = {
  append: adding("append"),
  appendleft: adding("appendleft"),
  extend: extending("extend"),
  extendleft: extending("extendleft"),
  pop: ({ x, given, elem }) => raising(elem, given.at, (g) => `${g.recv(x)}.pop()`),
  popleft: ({ x, given, elem }) => raising(elem, given.at, (g) => `${g.recv(x)}.popleft()`),
  rotate: ({ x, given }) => {
    const n = given.opt(0);
    return typed(unit(given.e), given.at, (g) => `${g.recv(x)}.rotate(${n ? intArg(g, n) : "1"})`);
  },
  clear: plain("clear"),
  reverse: plain("reverse"),
  copy: copied("deque"),
  count: finding("count", undefined, INT),
  remove: (c) => finding("remove", "deque", NONE)(c),
  index: finding("index", "deque", INT),
  insert: ({ x, given, elem }) => {
    const [at, item] = [given.arg(0), given.arg(1)];
    given.e.store.flow(item.t, elem);
    return alive(given.e, given.at, [at, item], () =>
      raising(unit(given.e), given.at, (g) => `${g.recv(x)}.insert(${intArg(g, at)}, ${g.own(item, elem)})`),
    );
  },
};

/** `get`, `pop` and the like: look a key up and give something else if it is not there. */
function keyed(
  c: Parameters<Method>[0],
  found: (g: Gen, key: string) => string,
  raises: boolean,
  t: Cell,
  missing: (key: Typed) => Typed,
  insert = false,
): Typed {
  const { e, at } = c.given;
  const key = c.given.arg(0);
  const make = (k: Typed): Typed =>
    raises
      ? raising(t, at, (g) => found(g, insert ? g.own(k, c.elem) : g.ref(k, c.elem)))
      : typed(t, at, (g) => found(g, insert ? g.own(k, c.elem) : g.ref(k, c.elem)));
  return alive(e, at, [key], () => {
    if (insert) {
      e.store.flow(key.t, c.elem);
      return make(key);
    }
    return lookup(e, key, c.elem, at, make, missing);
  });
}

function get(c: Parameters<Method>[0]): Typed {
  const { e, at } = c.given;
  const fallback = c.given.opt(1);
  const t = e.store.temp();
  e.store.flow(c.value, t);
  if (fallback) e.store.flow(fallback.t, t);
  else e.store.add(t, NONE);
  const none = (key: Typed): Typed =>
    typed(
      t,
      at,
      (g) => `{ let _ = ${g.own(key)}; ${fallback ? g.own(fallback, t) : g.ty(t) === "()" ? "()" : "None"} }`,
    );
  if (isBottom(c.value) || isBottom(c.elem)) {
    const key = c.given.arg(0);
    return none(key);
  }
  const raw = (g: Gen, key: string): string => `${g.recv(c.x)}.get_opt(${key})`;
  return keyed(
    c,
    (g, key) => {
      if (!fallback) {
        if (find(c.value).mask & NONE) return `${raw(g, key)}.flatten()`;
        return raw(g, key);
      }
      if (g.ty(c.value) === g.ty(t)) return `${g.recv(c.x)}.get_or(${key}, ${g.own(fallback, t)})`;
      const v = g.fresh("v");
      return `match ${raw(g, key)} { Some(${v}) => ${g.coerceText(v, c.value, t)}, None => ${g.own(fallback, t)} }`;
    },
    false,
    t,
    none,
  );
}

const DICT: Record<string, Method> = {
  get,
  keys: ({ x, part, given, elem }) =>
    view(given, "iter", elem, (g) => `${g.recv(x)}.keys()`, { x, part, kind: "keys" }),
  values: ({ x, part, given, value }) =>
    view(given, "iter", value, (g) => `${g.recv(x)}.values()`, { x, part, kind: "values" }),
  items: ({ x, part, given, elem, value }) => {
    const pair = given.e.store.part({ kind: "tuple", key: "tuple", args: [elem, value] });
    return view(given, "iter", pair, (g) => `${g.recv(x)}.items()`, { x, part, kind: "items" });
  },
  pop: (c) => {
    const { e, at } = c.given;
    const fallback = c.given.opt(1);
    if (!fallback)
      return keyed(
        c,
        (g, key) => `${g.recv(c.x)}.pop(${key})`,
        true,
        c.value,
        (key) => keyError(c.given, key),
      );
    const t = e.store.temp();
    e.store.flow(c.value, t);
    e.store.flow(fallback.t, t);
    return keyed(
      c,
      (g, key) => {
        if (g.ty(c.value) === g.ty(t)) return `${g.recv(c.x)}.pop_or(${key}, ${g.own(fallback, t)})`;
        const v = g.fresh("v");
        return `match ${g.recv(c.x)}.pop_opt(${key}) { Some(${v}) => ${g.coerceText(v, c.value, t)}, None => ${g.own(fallback, t)} }`;
      },
      false,
      t,
      (key) => typed(t, at, (g) => `{ let _ = ${g.own(key)}; ${g.own(fallback, t)} }`),
    );
  },
  popitem: ({ x, given, elem, value }) => {
    const last = given.named("last");
    if (given.count || (last && !(last.nodeType === "Constant" && last.lit.k === "bool")))
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
    if (fallback) e.store.flow(fallback.t, c.value);
    else e.store.add(c.value, NONE);
    return keyed(
      c,
      (g, key) =>
        `${g.recv(c.x)}.setdefault(${key}, ${fallback ? g.own(fallback, c.value) : g.ty(c.value) === "()" ? "()" : "None"})`,
      false,
      c.value,
      (key) => e.typeError("", at, key),
      true,
    );
  },
  update: (c) => update(c),
  clear: plain("clear"),
  copy: ({ x, part, given }) =>
    typed(given.e.store.part(part), given.at, (g) =>
      part.kind === "ordereddict" ? `OrderedDict(${g.recv(x)}.copy())` : `${g.recv(x)}.copy()`,
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

/** A view of a dictionary: iterated where it stands, copied where it is kept. */
function view(
  given: Given,
  kind: string,
  item: Cell,
  write: (g: Gen) => string,
  of: { x: Typed; part: Part; kind: string },
): Typed {
  const source: Source = { item, write: (g) => `${write(g)}.iter()` };
  const x = typed(given.e.store.of(kind, item), given.at, () =>
    given.e.refuse(`a view (${of.kind}) kept as a value`, given.at, `write list(….${of.kind}())`),
  );
  return Object.assign(x, { source, view: of });
}

function update({ x, part, given, elem, value }: Parameters<Method>[0]): Typed {
  const { e, at } = given;
  const t = unit(e);
  const named = given.node.keywords;
  if (named.length && (given.count || part.kind === "counter"))
    return e.refuse("update with names and a value, or of a Counter by names", at, "give a dictionary, one at a time");
  if (named.length) {
    if (given.count > 0) return e.refuse("update with a dictionary and names", at, "update twice");
    e.store.add(elem, 16);
    const entries = named.map((keyword) => {
      const each = given.opt(9, keyword.arg) as Typed;
      e.store.flow(each.t, value);
      return [keyword.arg, each] as const;
    });
    const key = e.store.temp(16);
    return typed(
      t,
      at,
      (g) =>
        `{ ${entries.map(([name, each]) => `${g.recv(x)}.set(${g.coerceText(`lit("${name}")`, key, elem)}, ${g.own(each, value)});`).join(" ")} }`,
    );
  }
  const other = given.arg(0);
  return alive(e, at, [other], () => {
    const from = [...(find(other.t).parts?.values() ?? [])][0];
    if (from && /^(dict|defaultdict|ordereddict)$/.test(from.kind) && part.kind !== "counter") {
      e.store.unify(from.args[0] as Cell, elem);
      e.store.unify(from.args[1] as Cell, value);
      if (from.kind === part.kind || (from.kind !== "defaultdict" && part.kind !== "defaultdict"))
        return typed(t, at, (g) => `${g.recv(x)}.update(${g.ref(other)})`);
      return raising(t, at, (g) => `${g.recv(x)}.update_pairs(${g.recv(other)}.items().iter())`);
    }
    if (part.kind === "counter") {
      if (from?.kind === "counter") {
        e.store.unify(from.args[0] as Cell, elem);
        return typed(t, at, (g) => `${g.recv(x)}.update_counts(${g.ref(other)})`);
      }
      const source = iterateValue(e, other);
      if (from?.kind === "dict") return e.refuse("Counter.update with a dictionary", at);
      e.store.flow(source.item, elem);
      return raising(t, at, (g) => `${g.recv(x)}.update(${converted(g, source, elem)})`);
    }
    const source = iterateValue(e, other);
    const pair = e.store.part({ kind: "tuple", key: "tuple", args: [elem, value] });
    const item = [...(find(source.item).parts?.values() ?? [])][0];
    if (item?.kind !== "tuple" || item.args.length !== 2)
      return isBottom(source.item) ? dead(e, at, other) : e.refuse("update with this value", at);
    e.store.flow(item.args[0] as Cell, elem);
    e.store.flow(item.args[1] as Cell, value);
    return raising(t, at, (g) => `${g.recv(x)}.update_pairs(${converted(g, source, pair)})`);
  });
}

const COUNTER: Record<string, Method> = {
  ...DICT,
  most_common: ({ x, given, elem }) => {
    const n = given.opt(0, "n");
    const pair = given.e.store.part({ kind: "tuple", key: "tuple", args: [elem, given.e.store.temp(INT)] });
    return newList(
      given.e,
      pair,
      given.at,
      (g) =>
        `${g.recv(x)}.most_common(${absent(n) ? "None" : isInt(n as Typed) ? `Some(${g.own(n as Typed)})` : g.own(n as Typed)})`,
    );
  },
  elements: ({ x, given, elem }) => typed(given.e.store.of("iter", elem), given.at, (g) => `${g.recv(x)}.elements()`),
  total: ({ x, given }) => typed(given.e.store.temp(INT), given.at, (g) => `${g.recv(x)}.total()`),
  subtract: (c) => {
    const other = c.given.arg(0);
    const from = [...(find(other.t).parts?.values() ?? [])][0];
    if (from?.kind !== "counter")
      return isBottom(other.t)
        ? dead(c.given.e, c.given.at, other)
        : c.given.e.refuse("Counter.subtract with this value", c.given.at);
    c.given.e.store.unify(from.args[0] as Cell, c.elem);
    return typed(unit(c.given.e), c.given.at, (g) => `${g.recv(c.x)}.subtract_counts(${g.ref(other)})`);
  },
};

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

const SET: Record<string, Method> = {
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

export const CONTAINER_METHODS: Record<string, Record<string, Method>> = {
  list: LIST,
  vtuple: VTUPLE,
  tuple: VTUPLE,
  deque: DEQUE,
  dict: DICT,
  defaultdict: DICT,
  ordereddict: DICT,
  counter: COUNTER,
  set: SET,
  frozenset: SET,
};

export { contains, isOnly, spread, typeName };
