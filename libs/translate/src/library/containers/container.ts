import { converted } from "../../infer/displays.js";
import { keepKey } from "../../infer/exceptions.js";
import { foldOf, iterateValue, mayBeHeld } from "../../infer/iteration.js";
import { asKey, lookup } from "../../infer/membership.js";
import { intArg, isInt } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { spread, typeName } from "../../infer/unions.js";
import { type Cell, INT, isBottom, type Part, soloPart } from "../../types/cell.js";
import { alive, type Given, unit } from "../given.js";

export const KEY = "KeyError";

/** A key that can never be there. */
export function keyError(given: Given, key: Typed): Typed {
  keepKey(given.e, key.t);
  return {
    t: given.e.store.temp(),
    at: given.at,
    emit: (g) => ({
      s: `{ let key = ${g.own(key)}; ${g.throwing("exc::KEY_ERROR.new(&[&err::Missing(&key)])")} }`,
      m: 0,
      atom: true,
    }),
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

export type Method = (c: { x: Typed; part: Part; given: Given; elem: Cell; value: Cell }) => Typed;

export const plain =
  (name: string, make?: (c: Parameters<Method>[0]) => Cell): Method =>
  (c) =>
    typed(make ? make(c) : unit(c.given.e), c.given.at, (g) => `${g.recv(c.x)}.${name}()`);

export const adding =
  (name: string): Method =>
  ({ x, given, elem }) => {
    const item = name === "add" ? asKey(given.e, given.arg(0), given.at) : given.arg(0);
    given.e.store.flow(item.t, elem);
    return alive(given.e, given.at, [x, item], () =>
      typed(unit(given.e), given.at, (g) => `${g.recv(x)}.${name}(${g.own(item, elem)})`),
    );
  };

export const extending =
  (name: string): Method =>
  ({ x, given, elem }) => {
    const { e, at } = given;
    const more = given.arg(0);
    const source = iterateValue(e, more, soloPart(x.t)?.kind === "list" ? "list" : "for");
    e.store.flow(source.item, elem);
    const isLive = soloPart(more.t)?.kind === soloPart(x.t)?.kind;
    const fold = foldOf(given.node, source);
    // What is added shows while the rest is worked out.
    if (fold && name === "extend" && !isBottom(source.item))
      return typed(unit(e), at, (g) => {
        const [to, item] = [g.fresh("to"), g.fresh("item")];
        return fold(g, `let ${to} = ${g.own(x)};`, "()", (value) => {
          const added = g.coerceText(item, source.item, elem);
          return `{ let ${item} = ${value}; ${to}.append(${added}); }`;
        });
      });
    return raising(unit(e), at, (g) => {
      if (isLive && name === "extend" && g.ty(more.t) === g.ty(x.t)) {
        const [receiver, text] = [g.recv(x), g.ref(more)];
        if (mayBeHeld(text)) return `PyResult::Ok(${receiver}.extend_list(${text}))`;
      }
      const items = converted(g, source, elem);
      // What is taken from the other end of what grows at this one would have no end.
      const whole = isLive && name === "extendleft" ? `${g.q(`to_list(${items})`)}.iter()` : items;
      return `${g.recv(x)}.${name}(${whole})`;
    });
  };

export const copied =
  (kind: string): Method =>
  ({ x, part, given }) =>
    typed(given.e.store.of(kind, ...part.args), given.at, (g) => `${g.recv(x)}.copy()`);

/** Finds an element; one that can never be there is not found. */
export const finding =
  (name: string, raises: string | undefined, result: number): Method =>
  ({ x, given, elem }) => {
    const { e, at } = given;
    if (given.count > 1) return e.refuse(`${name} with bounds`, at, "search list(…)");
    const item = raises === KEY ? asKey(e, given.arg(0), at, "set") : given.arg(0);
    const t = e.store.temp(result);
    if (raises === KEY) for (const key of [elem, item.t]) keepKey(e, key);
    return alive(e, at, [x, item], () =>
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
                : typed(t, at, (g) =>
                    x.pure && key.pure ? "int(0)" : `{ let _ = (${g.own(x)}, ${g.own(key)}); int(0) }`,
                  ),
      ),
    );
  };

export function index(c: Parameters<Method>[0]): Typed {
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

export function pop({ x, given, elem }: Parameters<Method>[0]): Typed {
  const at = given.opt(0);
  if (!at) return raising(elem, given.at, (g) => `${g.recv(x)}.pop()`);
  const { e } = given;
  const popped = (arm: Typed): Typed =>
    isInt(arm)
      ? raising(elem, given.at, (g) => `${g.recv(x)}.pop_at(${intArg(g, arm)})`)
      : e.typeError(`'${typeName(arm.t)}' object cannot be interpreted as an integer`, given.at, x, arm);
  return alive(e, given.at, [x, at], () => spread(e, at, popped));
}
