import type { Call, Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { callback, escaping, keyCallback, worked } from "../infer/callbacks.js";
import { converted } from "../infer/displays.js";
import type { Elaborator } from "../infer/elaborator.js";
import { expression } from "../infer/expressions.js";
import { exhausted, iterateValue, type Source } from "../infer/iteration.js";
import { float, intArg, isInt, isOnly, optionalInt, ownInt } from "../infer/numbers.js";
import { binary } from "../infer/operators.js";
import { truth } from "../infer/truth.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { dead } from "../infer/unions.js";
import { type Cell, FLOAT, find, INT, isBottom, NONE, soloPart } from "../types/cell.js";
import { emptied } from "./builtins/builtin.js";
import { alive, Given } from "./given.js";

type Call1 = (e: Elaborator, node: Call) => Typed;

/** An `Iter` of the runtime: a value like any other. */
function shared(e: Elaborator, node: Call, item: Cell, write: (g: Gen) => string): Typed {
  return typed(e.store.of("iter", item), node, write);
}

/** An iterator over what has no items: it is asked for them all the same. */
const none = (e: Elaborator, node: Call, ...sources: Source[]): Typed =>
  shared(e, node, e.store.temp(), (g) => `itertools::chain_all::<()>(${emptied(g, sources)})`);

function sourceOf(e: Elaborator, node: Expr): Source {
  return iterateValue(e, expression(e, node));
}

/** `chain(a, *rows, b)`: the rows are counted at once, and walked through one after another. */
function chainRows(e: Elaborator, node: Call): Typed {
  const item = e.store.temp();
  const sources = node.args.map((arg) => {
    let name = "";
    const outer = sourceOf(e, arg.nodeType === "Starred" ? arg.value : arg);
    const row: Typed = { t: outer.item, at: arg, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
    const source = arg.nodeType === "Starred" ? iterateValue(e, row) : outer;
    e.store.flow(source.item, item);
    return (g: Gen, all: string): string => {
      const put = (): string => `${all}.push(Iter::new(${converted(g, source, item)}));`;
      if (arg.nodeType !== "Starred") return put();
      name = g.fresh("row");
      const rows = g.fresh("rows");
      return `let mut ${rows} = ${outer.write(g)}; while let Some(${name}) = ${g.q(`${rows}.next()`)} { ${put()} }`;
    };
  });
  return shared(e, node, item, (g) => {
    const all = g.fresh("all");
    const puts = sources.map((write) => write(g, all)).join(" ");
    return `{ let mut ${all}: Vec<Iter<${g.ty(item)}>> = Vec::new(); ${puts} itertools::chain_all(${all}) }`;
  });
}

const chain: Call1 = (e, node) => {
  if (node.args.some((arg) => arg.nodeType === "Starred")) return chainRows(e, node);
  const sources = node.args.map((arg) => sourceOf(e, arg));
  const item = e.store.temp();
  for (const source of sources) e.store.flow(source.item, item);
  if (isBottom(item)) return none(e, node, ...sources);
  return shared(
    e,
    node,
    item,
    (g) =>
      `itertools::chain_all(vec![${sources.map((source) => `Iter::new(${converted(g, source, item)})`).join(", ")}])`,
  );
};

const fromIterable: Call1 = (e, node) => {
  const outer = sourceOf(e, node.args[0] as Expr);
  if (isBottom(outer.item)) return none(e, node, outer);
  let name = "";
  const inner = iterateValue(e, { t: outer.item, at: node, pure: true, emit: () => ({ s: name, m: 1, atom: true }) });
  return shared(e, node, inner.item, (g) => {
    name = g.fresh("v");
    const mine = name;
    const write = g.inClosure(() => inner.write(g));
    return `itertools::chain_from_iterable(map_iter(${outer.write(g)}, |${mine}| Ok(Iter::new(${write}))))`;
  });
};

const count: Call1 = (e, node) => {
  const given = new Given(e, node);
  const [start, step] = [given.opt(0, "start"), given.opt(1, "step")];
  if ([start, step].some((x) => x && isOnly(x, FLOAT)))
    return shared(
      e,
      node,
      e.store.temp(FLOAT),
      (g) => `itertools::count_float(${start ? float(g, start) : "0.0"}, ${step ? float(g, step) : "1.0"})`,
    );
  return shared(
    e,
    node,
    e.store.temp(INT),
    (g) => `itertools::count(${start ? ownInt(g, start) : "int(0)"}, ${step ? ownInt(g, step) : "int(1)"})`,
  );
};

const simple =
  (name: string): Call1 =>
  (e, node) => {
    const source = sourceOf(e, node.args[0] as Expr);
    return isBottom(source.item)
      ? none(e, node, source)
      : shared(e, node, source.item, (g) => `itertools::${name}(${source.write(g)})`);
  };

const repeat: Call1 = (e, node) => {
  const given = new Given(e, node);
  const [x, times] = [given.arg(0), given.opt(1, "times")];
  return alive(e, node, [x], () =>
    shared(e, node, x.t, (g) => `itertools::repeat(${g.own(x)}, ${times ? `Some(${ownInt(g, times)})` : "None"})`),
  );
};

const accumulate: Call1 = (e, node) => {
  const given = new Given(e, node);
  const source = sourceOf(e, node.args[0] as Expr);
  const f = given.expr(1, "func");
  const initial = given.opt(9, "initial");
  const start = initial && isOnly(initial, NONE) ? undefined : initial;
  if (start && find(start.t).mask & NONE)
    return e.refuse("accumulate from what may be None", node, "ask for None first");
  const acc = e.at(node, "acc");
  e.store.flow(start ? start.t : source.item, acc);
  if (isBottom(source.item) && start && !isBottom(start.t))
    return shared(
      e,
      node,
      acc,
      (g) => `{ ${exhausted(g, source)} Iter::new(VecIter::new(vec![${g.own(start, acc)}])) }`,
    );
  if (isBottom(acc) || isBottom(source.item)) return none(e, node, source);
  const names = ["", ""];
  const held = (i: number, t: Cell): Typed => ({
    t,
    at: node,
    pure: true,
    emit: () => ({ s: names[i] as string, m: 1, atom: true }),
  });
  const by = f
    ? callback(e, f, [acc, source.item], ([a, b]) => binary(e, "Add", a as Typed, b as Typed, node))
    : undefined;
  const sum = by ? undefined : binary(e, "Add", held(0, acc), held(1, source.item), node);
  e.store.flow(by ? by.t : (sum as Typed).t, acc);
  return shared(e, node, acc, (g) => {
    let closure: string;
    if (by) closure = escaping(g, by, acc);
    else {
      names[0] = g.fresh("a");
      names[1] = g.fresh("b");
      closure = `|${names[0]}, ${names[1]}| Ok(${g.inClosure(() => g.own(sum as Typed, acc))})`;
    }
    const typedClosure = `hint2::<${g.ty(acc)}, ${g.ty(source.item)}, ${g.ty(acc)}, _>(${closure})`;
    if (start) return `itertools::accumulate_from(${source.write(g)}, ${typedClosure}, ${g.own(start, acc)})`;
    if (g.ty(acc) !== g.ty(source.item)) return e.refuse("accumulate whose totals are of another type", node);
    return `itertools::accumulate_by(${source.write(g)}, ${typedClosure})`;
  });
};

/** `takewhile`, `dropwhile`, `filterfalse`. */
const predicate =
  (name: string): Call1 =>
  (e, node) => {
    const source = sourceOf(e, node.args[1] as Expr);
    if (isBottom(source.item)) return none(e, node, source);
    const f = node.args[0] as Expr;
    if (f.nodeType === "Constant" && name === "filterfalse") {
      const kept = truth(e, { t: source.item, at: node, emit: () => ({ s: "v", m: 2, atom: true }) });
      return shared(e, node, source.item, (g) => `itertools::filterfalse(${source.write(g)}, |v| Ok(${kept(g)}))`);
    }
    if (f.nodeType === "Constant") return e.refuse(`${name} with None`, node);
    const made = worked(e, f, [node.args[1] as Expr]);
    const by = name === "filterfalse" ? keyCallback(e, made.node, source.item) : callback(e, made.node, [source.item]);
    const kept = truth(e, { t: by.t, at: node, emit: () => ({ s: "kept", m: 1, atom: true }) });
    return shared(e, node, source.item, (g) => {
      const ready = made.ready(g);
      if (g.ty(by.t) === "bool")
        return `{ ${ready}itertools::${name}(${source.write(g)}, ${escaping(g, by, by.t, true)}) }`;
      return `{ ${ready}itertools::${name}(${source.write(g)}, { let mut test = hint1::<${g.ty(source.item)}, ${g.ty(by.t)}, _>(${escaping(g, by)}); move |v| { let kept: ${g.ty(by.t)} = test(v.clone())?; Ok(${kept(g)}) } }) }`;
    });
  };

const islice: Call1 = (e, node) => {
  const source = sourceOf(e, node.args[0] as Expr);
  const args = node.args.slice(1).map((arg) => expression(e, arg));
  if (isBottom(source.item)) return none(e, node, source);
  const bound = (g: Gen, x: Typed | undefined): string =>
    !x || isOnly(x, NONE) ? "()" : isInt(x) ? intArg(g, x) : optionalInt(g, x);
  return raising(e.store.of("iter", source.item), node, (g) => {
    const [a, b, c] = args;
    const bounds = args.length === 1 ? ["()", bound(g, a), "()"] : [bound(g, a), bound(g, b), bound(g, c)];
    return `itertools::islice(${source.write(g)}, ${bounds.join(", ")})`;
  });
};

const pairwise: Call1 = (e, node) => {
  const source = sourceOf(e, node.args[0] as Expr);
  if (isBottom(source.item)) return none(e, node, source);
  return shared(
    e,
    node,
    e.store.part({ kind: "tuple", key: "tuple", args: [source.item, source.item] }),
    (g) => `itertools::pairwise(${source.write(g)})`,
  );
};

const groupby: Call1 = (e, node) => {
  const given = new Given(e, node);
  const source = sourceOf(e, node.args[0] as Expr);
  if (isBottom(source.item)) return none(e, node, source);
  const f = given.expr(1, "key");
  const by = f && f.nodeType !== "Constant" ? keyCallback(e, f, source.item) : undefined;
  const key = by ? by.t : source.item;
  const item = e.store.part({ kind: "tuple", key: "tuple", args: [key, e.store.of("iter", source.item)] });
  return shared(
    e,
    node,
    item,
    (g) => `itertools::groupby(${source.write(g)}, ${by ? escaping(g, by, by.t, true) : "|v| Ok(v.clone())"})`,
  );
};

const starmap: Call1 = (e, node) => {
  const source = sourceOf(e, node.args[1] as Expr);
  const pair = soloPart(source.item);
  if (isBottom(source.item)) return none(e, node, source);
  if (pair?.kind !== "tuple" || pair.args.length > 4)
    return e.refuse("starmap over these", node, "give it tuples of up to four items");
  const f = worked(e, node.args[0] as Expr, [node.args[1] as Expr]);
  const by = callback(e, f.node, pair.args);
  if (pair.args.length !== 2)
    return shared(e, node, by.t, (g) => {
      const hint = `hint${pair.args.length}::<${[...pair.args, by.t].map((arg) => g.ty(arg)).join(", ")}, _>`;
      const items = pair.args.map((_, i) => `row.${i}`).join(", ");
      return `{ ${f.ready(g)}Iter::new(map_iter(${source.write(g)}, { let mut each = ${hint}(${escaping(g, by)}); move |row: ${g.ty(source.item)}| each(${items}) })) }`;
    });
  return shared(e, node, by.t, (g) => `{ ${f.ready(g)}itertools::starmap(${source.write(g)}, ${escaping(g, by)}) }`);
};

/** `combinations`, `permutations` and their like: tuples of one item type. */
const selection =
  (name: string): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    const source = sourceOf(e, node.args[0] as Expr);
    const r = given.opt(1, "r");
    return raising(e.store.of("iter", e.store.of("vtuple", source.item)), node, (g) => {
      const count =
        name === "permutations" ? (!r || isOnly(r, NONE) ? "None" : `Some(${ownInt(g, r)})`) : intArg(g, r as Typed);
      return `itertools::${name}(${source.write(g)}, ${count})`;
    });
  };

const product: Call1 = (e, node) => {
  const given = new Given(e, node);
  const times = given.opt(9, "repeat");
  const starred = node.args.find((arg) => arg.nodeType === "Starred");
  if (starred?.nodeType === "Starred") {
    const rows = sourceOf(e, starred.value);
    if (node.args.length !== 1 || times) return e.refuse("product with a starred argument among others", node);
    if (isBottom(rows.item)) return none(e, node, rows);
    let name = "";
    const row = iterateValue(e, { t: rows.item, at: node, pure: true, emit: () => ({ s: name, m: 1, atom: true }) });
    return shared(e, node, e.store.of("vtuple", row.item), (g) => {
      name = g.fresh("v");
      const mine = name;
      return `itertools::product_of(${g.q(`to_vec(map_iter(${rows.write(g)}, |${mine}| to_vec(${g.inClosure(() => row.write(g))})))`)})`;
    });
  }
  const sources = node.args.map((arg) => sourceOf(e, arg));
  if (!times && sources.some((source) => isBottom(source.item)))
    return shared(e, node, e.store.temp(), (g) => {
      const walks = sources.map((source) => exhausted(g, source));
      return `{ ${walks.join(" ")} itertools::chain_all::<()>(vec![]) }`;
    });
  if (times && sources.length === 1) {
    const [one] = sources as [Source];
    return raising(
      e.store.of("iter", e.store.of("vtuple", one.item)),
      node,
      (g) => `itertools::product_repeat(${one.write(g)}, ${intArg(g, times)})`,
    );
  }
  if (times || sources.length < 2 || sources.length > 3) {
    const item = e.store.temp();
    for (const source of sources) e.store.flow(source.item, item);
    const pools = (g: Gen): string =>
      `vec![${sources.map((source) => g.q(`to_vec(${converted(g, source, item)})`)).join(", ")}]`;
    if (times)
      return raising(
        e.store.of("iter", e.store.of("vtuple", item)),
        node,
        (g) => `itertools::product_again(${pools(g)}, ${intArg(g, times)})`,
      );
    return shared(e, node, e.store.of("vtuple", item), (g) => `itertools::product_of::<${g.ty(item)}>(${pools(g)})`);
  }
  const item = e.store.part({ kind: "tuple", key: "tuple", args: sources.map((source) => source.item) });
  return raising(
    e.store.of("iter", item),
    node,
    (g) => `itertools::product${sources.length}(${sources.map((source) => source.write(g)).join(", ")})`,
  );
};

/** `zip_longest(*rows)`: columns as tuples of unknown length. */
function zipLongestStarred(e: Elaborator, node: Call, starred: Expr & { nodeType: "Starred" }): Typed {
  if (node.args.length !== 1) return e.refuse("zip_longest with a starred argument among others", starred);
  const fill = new Given(e, node).opt(9, "fillvalue");
  const rows = iterateValue(e, expression(e, starred.value));
  if (isBottom(rows.item)) return none(e, node, rows);
  let row = "";
  const one = iterateValue(e, { t: rows.item, at: node, pure: true, emit: () => ({ s: row, m: 1, atom: true }) });
  const want = e.store.temp();
  e.store.flow(one.item, want);
  if (fill) e.store.flow(fill.t, want);
  else e.store.add(want, NONE);
  return shared(e, node, e.store.of("vtuple", want), (g) => {
    row = g.fresh("row");
    const [f, v, mine] = [g.fresh("fill"), g.fresh("v"), row];
    const none = fill ? g.own(fill, want) : g.none(want);
    const items = `map_iter(${one.write(g)}, |${v}| Ok(${g.coerceText(v, one.item, want)}))`;
    return `{ let ${f}: ${g.ty(want)} = ${none}; let mut next = ${rows.write(g)}; let mut rows = Vec::new(); while let Some(${mine}) = ${g.q("next.next()")} { rows.push(${items}); } itertools::long_columns(rows, ${f}) }`;
  });
}

const zipLongest: Call1 = (e, node) => {
  const starred = node.args.find((arg) => arg.nodeType === "Starred");
  if (starred?.nodeType === "Starred") return zipLongestStarred(e, node, starred);
  const given = new Given(e, node);
  const sources = node.args.map((arg) => sourceOf(e, arg));
  const fill = given.opt(9, "fillvalue");
  const cells = sources.map((source) => {
    const t = e.store.temp();
    e.store.flow(source.item, t);
    if (fill) e.store.flow(fill.t, t);
    else e.store.add(t, NONE);
    return t;
  });
  const item = e.store.part({ kind: "tuple", key: "tuple", args: cells });
  if (!sources.length || sources.length > 12) return e.refuse(`zip_longest of ${sources.length}`, node);
  return shared(e, node, item, (g) => {
    const f = g.fresh("fill");
    const parts = sources.map((source, i) => {
      const [it, open, got, v] = [g.fresh("it"), g.fresh("open"), g.fresh("got"), g.fresh("v")];
      const want = cells[i] as Cell;
      const other = fill ? g.coerceText(`${f}.clone()`, fill.t, want) : g.none(want);
      const given = isBottom(source.item) ? "unreachable!()" : g.coerceText(v, source.item, want);
      return {
        before: `let (mut ${it}, mut ${open}) = (${source.write(g)}, true);`,
        step: `let ${got} = if ${open} { ${it}.next()? } else { None }; ${open} = ${got}.is_some();`,
        open,
        value: `match ${got} { Some(${v}) => ${given}, None => ${other} }`,
      };
    });
    const [before, steps] = [parts.map((part) => part.before), parts.map((part) => part.step)];
    const row = `(${parts.map((part) => `${part.value},`).join(" ")})`;
    const done = parts.map((part) => `!${part.open}`).join(" && ");
    return `{ ${fill ? `let ${f} = ${g.own(fill)}; ` : ""}${before.join(" ")} Iter::from_fn(move || { ${steps.join(" ")} if ${done} { return Ok(None); } Ok(Some(${row})) }) }`;
  });
};

/** `tee` of a number that is worked out: a tuple of that many. */
function several(e: Elaborator, source: Source, it: Cell, n: Expr, node: Call): Typed {
  const count = expression(e, n);
  if (isBottom(count.t)) return dead(e, node, count);
  if (!isInt(count)) return e.refuse("tee of a number that may be none", n);
  return raising(
    e.store.of("vtuple", it),
    node,
    (g) => `itertools::tee_many(Iter::new(${source.write(g)}), ${intArg(g, count)})`,
  );
}

const tee: Call1 = (e, node) => {
  const source = sourceOf(e, node.args[0] as Expr);
  const it = e.store.of("iter", source.item);
  const n = node.args[1];
  if (n) {
    const count = n.nodeType === "Constant" && n.lit.k === "int" ? Number(n.lit.v) : 0;
    if (count < 1 || count > 12) return several(e, source, it, n, node);
    const t = e.store.part({ kind: "tuple", key: "tuple", args: Array.from({ length: count }, () => it) });
    return typed(t, node, (g) => {
      const names = Array.from({ length: count }, () => g.fresh("branch"));
      const lines = names.slice(1).map((name, i) => `let (${names[i]}, ${name}) = itertools::tee(${names[i]});`);
      return `{ let ${names[0]} = Iter::new(${source.write(g)}); ${lines.join(" ")} (${names.join(", ")},) }`;
    });
  }
  return typed(
    e.store.part({ kind: "tuple", key: "tuple", args: [it, it] }),
    node,
    (g) => `itertools::tee(${source.write(g)})`,
  );
};

export const itertools: Record<string, Call1> = {
  chain,
  "chain.from_iterable": fromIterable,
  count,
  cycle: simple("cycle"),
  repeat,
  accumulate,
  islice,
  pairwise,
  groupby,
  starmap,
  product,
  tee,
  takewhile: predicate("takewhile"),
  dropwhile: predicate("dropwhile"),
  filterfalse: predicate("filterfalse"),
  zip_longest: zipLongest,
  combinations: selection("combinations"),
  permutations: selection("permutations"),
  combinations_with_replacement: selection("combinations_with_replacement"),
  compress: (e, node) => {
    const [a, b] = node.args.map((arg) => sourceOf(e, arg)) as [Source, Source];
    return isBottom(a.item)
      ? none(e, node, a)
      : shared(e, node, a.item, (g) => `itertools::compress(${a.write(g)}, ${b.write(g)})`);
  },
};
