import type { Gen } from "../../generate/gen.js";
import { keyCallback } from "../../infer/callbacks.js";
import { intArg, isOnly } from "../../infer/numbers.js";
import { requireOrder } from "../../infer/ordering.js";
import { truth } from "../../infer/truth.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { BOOL, INT, NONE } from "../../types/cell.js";
import { alive, unit } from "../given.js";
import { adding, copied, extending, finding, index, type Method, plain, pop } from "./container.js";

function sort({ x, given, elem }: Parameters<Method>[0]): Typed {
  const { e, at } = given;
  given.only(0, "key", "reverse");
  const key = given.named("key");
  const reverse = given.opt(9, "reverse");
  const fixed = reverse?.lit?.k === "bool" ? reverse.lit.v : undefined;
  const flag = (g: Gen): string => (!reverse ? "false" : isOnly(reverse, BOOL) ? g.own(reverse) : truth(e, reverse)(g));
  if (!key || (key.nodeType === "Constant" && key.lit.k === "none")) {
    requireOrder(e, elem, at);
    return raising(
      unit(e),
      at,
      (g) => `${g.recv(x)}.${!reverse || fixed === false ? "sort()" : fixed ? "sort_rev()" : `sort_in(${flag(g)})`}`,
    );
  }
  const by = keyCallback(e, key, elem);
  requireOrder(e, by.t, at);
  if (reverse && !reverse.pure && given.node.keywords[0]?.arg === "reverse")
    return typed(unit(e), at, (g) => {
      const [list, turned] = [g.fresh("list"), g.fresh("turned")];
      const ready = `let ${list} = ${g.own(x)}; let ${turned} = ${flag(g)};`;
      return `{ ${ready} ${g.q(`${list}.sort_by(${by.write(g)}, ${turned})`)} }`;
    });
  return raising(unit(e), at, (g) => `${g.recv(x)}.sort_by(${by.write(g)}, ${flag(g)})`);
}

export const LIST: Record<string, Method> = {
  append: adding("append"),
  extend: extending("extend"),
  insert: ({ x, given, elem }) => {
    if (given.count !== 2)
      return given.e.typeError(`insert expected 2 arguments, got ${given.count}`, given.at, x, ...given.all());
    const [at, item] = given.all() as [Typed, Typed];
    given.e.store.flow(item.t, elem);
    return alive(given.e, given.at, [x, at, item], () =>
      raising(unit(given.e), given.at, (g) => `${g.recv(x)}.insert(${intArg(g, at)}, ${g.own(item, elem)})`),
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

export const VTUPLE: Record<string, Method> = {
  index: finding("index", `exc::VALUE_ERROR.msg("tuple.index(x): x not in tuple")`, INT),
  count: finding("count", undefined, INT),
};

export const DEQUE: Record<string, Method> = {
  append: adding("append"),
  appendleft: adding("appendleft"),
  extend: extending("extend"),
  extendleft: extending("extendleft"),
  pop: ({ x, given, elem }) => raising(elem, given.at, (g) => `${g.recv(x)}.pop()`),
  popleft: ({ x, given, elem }) => raising(elem, given.at, (g) => `${g.recv(x)}.popleft()`),
  rotate: ({ x, given }) => {
    const n = given.opt(0);
    return raising(unit(given.e), given.at, (g) => `${g.recv(x)}.rotate(${n ? intArg(g, n) : "1"})`);
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
    return alive(given.e, given.at, [x, at, item], () =>
      raising(unit(given.e), given.at, (g) => `${g.recv(x)}.insert(${intArg(g, at)}, ${g.own(item, elem)})`),
    );
  },
};
