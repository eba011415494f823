import type { Call, Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { rustName } from "../generate/names.js";
import { kindsOf } from "../generate/rust-types.js";
import { isHeld, read1 } from "../infer/attributes.js";
import { callback, escaping } from "../infer/callbacks.js";
import { callee } from "../infer/callee.js";
import { callMethod, constructWith, findMember, hook, infoOf, objectClass, plainOf } from "../infer/classes.js";
import { ordered, requireOrder } from "../infer/comparison.js";
import type { ClassInfo } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { exceptionStatic } from "../infer/exceptions.js";
import { constant, converted, expression } from "../infer/expressions.js";
import { formatCall } from "../infer/formatting.js";
import { nextOf } from "../infer/generators.js";
import { iterateValue, type Source } from "../infer/iteration.js";
import { test } from "../infer/narrowing.js";
import { float, intArg, intRecv, isInt, isNumber, isOnly, ownInt } from "../infer/numbers.js";
import { binary } from "../infer/operators.js";
import { type SliceParts, sliceValue } from "../infer/subscripts.js";
import { truth } from "../infer/truth.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { classText, typeOf } from "../infer/types-as-values.js";
import { dead, spread, typeName } from "../infer/unions.js";
import { viewAsText } from "../infer/views.js";
import {
  BOOL,
  BYTEARRAY,
  BYTES,
  type Cell,
  COMPLEX,
  FLOAT,
  find,
  INT,
  isBottom,
  NONE,
  type Part,
  RANGE,
  STR,
  soloPart,
} from "../types/cell.js";
import { alive, asInt, Given, str, unit } from "./given.js";
import { nativeHook, nativeOf } from "./native/values.js";
import { PYTHON_ATTRIBUTES } from "./python-attributes.js";

type Builtin = (e: Elaborator, node: Call) => Typed;

const simple =
  (build: (given: Given, e: Elaborator) => Typed): Builtin =>
  (e, node) =>
    build(new Given(e, node), e);

/** A value whose iterator is known, kept as an iterator only where it must be. */
export function iterator(e: Elaborator, at: Expr, item: Cell, write: (g: Gen) => string): Typed {
  const source: Source = { item, write };
  return Object.assign(
    typed(e.store.of("iter", item), at, (g) => `Iter::new(${write(g)})`),
    { source },
  );
}

const print: Builtin = (e, node) => {
  const given = new Given(e, node);
  const stars = node.args.some((arg) => arg.nodeType === "Starred");
  const options = (["sep", "end"] as const).map((name) => ({ name, x: given.opt(99, name) }));
  const file = given.named("file");
  const flush = given.named("flush");
  if (flush) expression(e, flush);
  const out = file ? e.library.stream(e, file) : undefined;
  if (stars) return printStarred(e, node, options, out);
  const items = node.args.map((arg) => viewAsText(e, expression(e, arg)));
  return alive(e, node, items, () =>
    typed(unit(e), node, (g) => {
      const refs = items.map((x) => g.ref(x)).join(", ");
      const set = options.flatMap(({ name, x }) => (x && !isOnly(x, NONE) ? [`${name}: Some(${g.ref(x)})`] : []));
      if (out && !out.known)
        return g.q(`print_to(&[${refs}], &${out.write(g)}, Print { ${[...set, "..Print::default()"].join(", ")} })`);
      if (out) set.push(`file: ${out.write(g)}`);
      return set.length
        ? `print_with(&[${refs}], Print { ${set.join(", ")}, ..Print::default() })`
        : `print(&[${refs}])`;
    }),
  );
};

function printStarred(
  e: Elaborator,
  node: Call,
  options: { name: string; x: Typed | undefined }[],
  out: ReturnType<Elaborator["library"]["stream"]> | undefined,
): Typed {
  const parts = node.args.map((arg) => {
    if (arg.nodeType !== "Starred") return { x: expression(e, arg), source: undefined };
    const x = expression(e, arg.value);
    const part = soloPart(x.t);
    return {
      x,
      source: part?.kind === "tuple" ? undefined : iterateValue(e, x),
      tuple: part?.kind === "tuple" ? part : undefined,
    };
  });
  return typed(unit(e), node, (g) => {
    const name = g.fresh("items");
    const lines = parts.map(({ x, source, tuple }) => {
      if (tuple) {
        const t = g.fresh("t");
        return `let ${t} = ${g.own(x)}; ${tuple.args.map((_, i) => `${name}.push(str_of(&${t}.${i}));`).join(" ")}`;
      }
      if (!source) return `${name}.push(str_of(${g.ref(x)}));`;
      const [it, v] = [g.fresh("it"), g.fresh("v")];
      return `let mut ${it} = ${source.write(g)}; while let Some(${v}) = ${g.q(`${it}.next()`)} { ${name}.push(str_of(&${v})); }`;
    });
    const set = options.flatMap(({ name: option, x }) =>
      x && !isOnly(x, NONE) ? [`${option}: Some(${g.ref(x)})`] : [],
    );
    if (out?.known) set.push(`file: ${out.write(g)}`);
    const refs = g.fresh("refs");
    const rest = `Print { ${set.concat("..Print::default()").join(", ")} }`;
    const written =
      !out || out.known ? `print_with(&${refs}, ${rest})` : g.q(`print_to(&${refs}, &${out.write(g)}, ${rest})`);
    return `{ let mut ${name}: Vec<Str> = Vec::new(); ${lines.join(" ")} let ${refs}: Vec<&dyn PyShow> = ${name}.iter().map(|s| s as &dyn PyShow).collect(); ${written} }`;
  });
}

const len = simple((given, e) => {
  const x = given.arg(0);
  const view = (x as Typed & { view?: { x: Typed } }).view;
  if (view) return typed(e.store.temp(INT), given.at, (g) => `len(${g.ref(view.x)})`);
  return spread(e, x, (arm) => {
    const part = soloPart(arm.t);
    if (part?.kind === "inst") {
      const info = infoOf(arm);
      if (info?.isTuple) return typed(e.store.temp(INT), given.at, () => `int(${info.tupleFields.length})`);
      if (info && findMember(info, "__len__")) return callMethod(e, arm, "__len__", [], given.at);
      return e.typeError(`object of type '${typeName(arm.t)}' has no len()`, given.at, arm);
    }
    if (part?.kind === "class" && (part.ref as { isEnum: boolean }).isEnum)
      return typed(e.store.temp(INT), given.at, () => `int(${(part.ref as { members: string[] }).members.length})`);
    if (part?.kind === "native")
      return (
        nativeHook(e, arm, "__len__", [], given.at) ??
        e.typeError(`object of type '${typeName(arm.t)}' has no len()`, given.at, arm)
      );
    if (part?.kind === "tuple")
      return typed(e.store.temp(INT), given.at, (g) =>
        arm.pure ? `int(${part.args.length})` : `{ let _ = ${g.own(arm)}; int(${part.args.length}) }`,
      );
    if (
      part?.kind === "iter" ||
      part?.kind === "coroutine" ||
      part?.kind === "func" ||
      (!part && find(arm.t).mask & (INT | FLOAT | BOOL | NONE))
    ) {
      return e.typeError(`object of type '${typeName(arm.t)}' has no len()`, given.at, arm);
    }
    return typed(e.store.temp(INT), given.at, (g) => `len(${g.ref(arm)})`);
  });
});

const range: Builtin = (e, node) => {
  const given = new Given(e, node).only(3);
  const args = given.all().map((x) => plainOf(e, x));
  return alive(e, node, args, () => {
    const wrong = args.find((x) => !isInt(x));
    if (wrong) {
      if (find(wrong.t).mask & INT) return e.refuse("range of what may be no int", node);
      return e.typeError(`'${typeName(wrong.t)}' object cannot be interpreted as an integer`, node, ...args);
    }
    const names = ["range", "range", "range2", "range3"];
    const write = (g: Gen): string => {
      const text = `${names[args.length]}(${args.map((x) => intArg(g, x)).join(", ")})`;
      return args.length === 3 ? g.q(text) : text;
    };
    return typed(e.store.temp(RANGE), node, write);
  });
};

function toInt(given: Given): Typed {
  const { e, at } = given;
  const t = e.store.temp(INT);
  if (given.count === 0) return typed(t, at, () => "int(0)");
  const base = given.opt(1, "base");
  const x = given.arg(0);
  if (base)
    return spread(e, x, (each) => {
      const arm = plainOf(e, each);
      if (isOnly(arm, STR))
        return alive(e, at, [arm, base], () =>
          raising(t, at, (g) => `Int::parse_base(${g.ref(arm)}, ${asInt(g, base)})`),
        );
      if (find(arm.t).mask & (BYTES | BYTEARRAY)) return e.refuse(`int of ${typeName(arm.t)}`, at);
      return e.typeError("int() can't convert non-string with explicit base", at, arm, base);
    });
  return spread(e, x, (each) => {
    const arm = plainOf(e, each);
    if (isInt(arm)) return arm.lit?.k === "int" ? arm : typed(t, at, (g) => ownInt(g, arm));
    if (isOnly(arm, FLOAT)) return raising(t, at, (g) => `Int::from_f64(${g.copy(arm)})`);
    if (isOnly(arm, STR)) return raising(t, at, (g) => `Int::parse(${g.ref(arm)})`);
    const info = infoOf(arm);
    if (info)
      for (const name of ["__int__", "__index__", "__trunc__"])
        if (findMember(info, name)) return callMethod(e, arm, name, [], at);
    const native = nativeHook(e, arm, "__int__", [], at);
    if (native) return native;
    if (nativeOf(arm)?.numeric === false || find(arm.t).mask & (BYTES | BYTEARRAY))
      return e.refuse(`int of ${typeName(arm.t)}`, at);
    return e.typeError(
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(arm.t)}'`,
      at,
      arm,
    );
  });
}

function toFloat(given: Given): Typed {
  const { e, at } = given;
  const t = e.store.temp(FLOAT);
  if (given.count === 0) return typed(t, at, () => "0.0");
  const x = given.arg(0);
  if (x.lit?.k === "str") {
    const word = x.lit.v.trim().toLowerCase();
    const known: Record<string, string> = {
      inf: "f64::INFINITY",
      "+inf": "f64::INFINITY",
      infinity: "f64::INFINITY",
      "-inf": "f64::NEG_INFINITY",
      "-infinity": "f64::NEG_INFINITY",
      nan: "f64::NAN",
    };
    if (known[word]) return { ...typed(t, at, () => known[word] as string), pure: true };
  }
  return spread(e, x, (each) => {
    const arm = plainOf(e, each);
    if (isNumber(arm)) return typed(t, at, (g) => float(g, arm));
    if (isOnly(arm, STR)) return raising(t, at, (g) => `float::parse(${g.ref(arm)})`);
    const info = infoOf(arm);
    if (info && findMember(info, "__float__")) return callMethod(e, arm, "__float__", [], at);
    const native = nativeHook(e, arm, "__float__", [], at);
    if (native) return native;
    if (nativeOf(arm)?.numeric === false || find(arm.t).mask & (BYTES | BYTEARRAY))
      return e.refuse(`float of ${typeName(arm.t)}`, at);
    return e.typeError(`float() argument must be a string or a real number, not '${typeName(arm.t)}'`, at, arm);
  });
}

function toText(given: Given, call: "str_of" | "repr" | "ascii"): Typed {
  const { e, at } = given;
  if (given.count === 0) return typed(str(e), at, () => `lit("")`);
  const x = given.arg(0);
  if ("view" in x) return viewAsText(e, x);
  if (given.count > 1) {
    const encoding = given.arg(1);
    return isOnly(x, BYTES) && isOnly(encoding, STR) && given.count === 2
      ? raising(str(e), at, (g) => `${g.recv(x)}.decode_as(${g.ref(encoding)})`)
      : e.refuse("str with an encoding", at);
  }
  return spread(e, x, (arm) => {
    const info = infoOf(arm);
    const name = call === "str_of" ? (info && findMember(info, "__str__") ? "__str__" : "__repr__") : "__repr__";
    if (info && findMember(info, name) && call !== "ascii") return callMethod(e, arm, name, [], at);
    if (isOnly(arm, STR) && call === "str_of") return arm;
    if (soloPart(arm.t)?.kind === "func") return e.refuse(`${call === "repr" ? "repr" : "str"} of a function`, at);
    return typed(str(e), at, (g) => `${call}(${g.ref(arm)})`);
  });
}

const bool: Builtin = (e, node) => {
  const arg = node.args[0];
  if (!arg) return typed(e.store.temp(BOOL), node, () => "false");
  const tested = test(e, arg);
  if (tested.never) return tested.x;
  return typed(e.store.temp(BOOL), node, (g) => tested.write(g), false);
};

/** `list(x)`, `set(x)` …: the items of an iterable in a container of their own. */
const collecting = (kind: string, call: string, empty: string): Builtin =>
  simple((given, e) => {
    const elem = e.at(given.node);
    const t = e.store.of(kind, elem);
    if (given.count === 0) return typed(t, given.at, (g) => empty.replace("::new", `::<${g.ty(elem)}>::new`));
    const x = given.arg(0);
    const source = iterateValue(e, x);
    e.store.flow(source.item, elem);
    const literal = (x as Typed & { comp?: boolean }).comp;
    void literal;
    return raising(t, given.at, (g) => `${call}(${converted(g, source, elem)})`);
  });

const tuple: Builtin = (e, node) => {
  const given = new Given(e, node);
  if (given.count === 1) {
    const x = given.arg(0);
    if (soloPart(x.t)?.kind === "tuple" || soloPart(x.t)?.kind === "vtuple") return x;
  }
  return collecting("vtuple", "to_tuple", "Tuple::new()")(e, node);
};

const dict: Builtin = (e, node) => {
  const given = new Given(e, node);
  const [key, value] = [e.at(node, "k"), e.at(node, "v")];
  const t = e.store.of("dict", key, value);
  const stars = node.keywords.filter(({ arg }) => arg === undefined);
  if (stars.length) return e.refuse("dict with **", stars[0]?.value, "write {**a, **b}");
  const named = node.keywords.map((keyword) => [keyword.arg, expression(e, keyword.value)] as const);
  for (const [, x] of named) e.store.flow(x.t, value);
  if (named.length) e.store.add(key, STR);
  const entries = (g: Gen): string[] =>
    named.map(([name, x]) => `${g.coerceText(`lit("${name}")`, e.store.temp(STR), key)} => ${g.own(x, value)}`);
  if (given.count === 0)
    return typed(t, node, (g) =>
      named.length ? `dict!{${entries(g).join(", ")}}` : `Dict::<${g.ty(key)}, ${g.ty(value)}>::new()`,
    );
  const x = given.arg(0);
  if (isBottom(x.t)) return dead(e, node, x);
  const part = soloPart(x.t);
  let start: (g: Gen) => string;
  if (part && /^(dict|defaultdict|ordereddict|counter)$/.test(part.kind)) {
    e.store.unify(part.args[0] as Cell, key);
    if (part.kind === "counter") e.store.add(value, INT);
    else e.store.unify(part.args[1] as Cell, value);
    start = (g) =>
      part.kind === "defaultdict" || part.kind === "counter"
        ? g.q(`to_dict(${g.recv(x)}.items().iter())`)
        : `${g.recv(x)}.copy()`;
  } else {
    const info = infoOf(x);
    const source = info && findMember(info, "keys") ? entriesOf(e, x, node) : iterateValue(e, x);
    const pair = soloPart(source.item);
    if (isBottom(source.item)) start = () => "Dict::new()";
    else if (pair?.kind === "tuple" && pair.args.length === 2) {
      e.store.flow(pair.args[0] as Cell, key);
      e.store.flow(pair.args[1] as Cell, value);
      const want = e.store.part({ kind: "tuple", key: "tuple", args: [key, value] });
      start = (g) => g.q(`to_dict(${converted(g, source, want)})`);
    } else if (pair && /^(list|vtuple)$/.test(pair.kind)) {
      e.store.flow(pair.args[0] as Cell, key);
      e.store.flow(pair.args[0] as Cell, value);
      start = (g) => {
        const v = g.fresh("v");
        const own = pair.args[0] as Cell;
        return g.q(
          `to_dict(map_iter(${source.write(g)}, |${v}| { let p = unpack(${v}.iter(), 2)?; Ok((${g.coerceText("p[0].clone()", own, key)}, ${g.coerceText("p[1].clone()", own, value)})) }))`,
        );
      };
    } else return e.refuse("dict of this value", node);
  }
  return typed(t, node, (g) => {
    if (!named.length) return start(g);
    const name = g.fresh("d");
    const sets = named.map(
      ([arg, each]) => `${name}.set(${g.coerceText(`lit("${arg}")`, e.store.temp(STR), key)}, ${g.own(each, value)});`,
    );
    return `{ let ${name}: ${g.ty(t)} = ${start(g)}; ${sets.join(" ")} ${name} }`;
  });
};

/** The entries of an object that has `keys` and `__getitem__`. */
function entriesOf(e: Elaborator, x: Typed, at: Call): Source {
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

/** `min` and `max`, of an iterable or of arguments, with a key and a default. */
const extreme =
  (name: "min" | "max"): Builtin =>
  (e, node) => {
    const given = new Given(e, node);
    const keyNode = given.named("key");
    const key = keyNode && !(keyNode.nodeType === "Constant") ? keyNode : undefined;
    const fallback = given.opt(99, "default");
    const single = node.args.length === 1 && node.args[0]?.nodeType !== "Starred";
    const starred =
      node.args.length === 1 && node.args[0]?.nodeType === "Starred"
        ? (node.args[0] as Expr & { nodeType: "Starred" }).value
        : undefined;
    let source: Source;
    if (single || starred) source = iterateValue(e, starred ? expression(e, starred) : given.arg(0));
    else {
      const items = given.all();
      const t = e.store.temp();
      for (const item of items) e.store.flow(item.t, t);
      if (items.some((item) => isBottom(item.t))) return dead(e, node, ...items);
      if (!key && items.length === 2) return twoOf(e, node, name, items, t);
      if (!key && find(t).mask === INT && items.every((item) => find(item.t).mask === INT)) {
        const nested = (g: Gen) => items.map((item) => g.own(item, t)).reduce((a, b) => `${name}2(${a}, ${b})`);
        return typed(t, node, nested);
      }
      source = { item: t, write: (g) => `in_order([${items.map((item) => g.own(item, t)).join(", ")}])` };
    }
    if (isBottom(source.item) && !fallback)
      return typed(
        e.store.temp(),
        node,
        (g) =>
          `{ let _ = ${source.write(g)}; ${g.throwing(`exc::VALUE_ERROR.msg("${name}() arg is an empty sequence")`)} }`,
      );
    const t = e.store.temp();
    e.store.flow(source.item, t);
    if (fallback) e.store.flow(fallback.t, t);
    if (isBottom(source.item)) return fallback as Typed;
    const by = key && callback(e, key, [source.item]);
    requireOrder(e, by ? by.t : source.item, node);
    return typed(t, node, (g) => {
      if (!fallback) {
        const text = by ? `${name}_by(${source.write(g)}, ${by.write(g)})` : `${name}_of(${source.write(g)})`;
        return g.q(text);
      }
      const it = converted(g, source, t);
      if (!by)
        return g.ty(source.item) === g.ty(t)
          ? g.q(`${name}_default(${it}, ${g.own(fallback, t)})`)
          : viaList(g, source, t, fallback, `${name}_of`, "");
      return g.ty(source.item) === g.ty(t)
        ? g.q(`${name}_by_default(${it}, ${by.write(g)}, ${g.own(fallback, t)})`)
        : viaList(g, source, t, fallback, `${name}_by`, `, ${by.write(g)}`);
    });
  };

function viaList(g: Gen, source: Source, t: Cell, fallback: Typed, call: string, more: string): string {
  const name = g.fresh("all");
  return `{ let ${name} = ${g.q(`to_list(${source.write(g)})`)}; if ${name}.is_empty() { ${g.own(fallback, t)} } else { ${g.coerceText(g.q(`${call}(${name}.iter()${more})`), source.item, t)} } }`;
}

function twoOf(e: Elaborator, node: Call, name: "min" | "max", items: Typed[], t: Cell): Typed {
  const [a, b] = items as [Typed, Typed];
  const numeric = isNumber(a) && isNumber(b);
  if (!numeric || find(a.t).mask === find(b.t).mask) {
    requireOrder(e, t, node);
    return typed(t, node, (g) => ordered(g, t, `${name}2(${g.own(a, t)}, ${g.own(b, t)})`));
  }
  return typed(t, node, (g) => {
    const [x, y] = [g.fresh("v"), g.fresh("v")];
    const test = name === "min" ? `lt(&${y}, &${x})` : `lt(&${x}, &${y})`;
    return `{ let ${x} = ${g.own(a)}; let ${y} = ${g.own(b)}; if ${test} { ${g.coerceText(y, b.t, t)} } else { ${g.coerceText(x, a.t, t)} } }`;
  });
}

const sum: Builtin = (e, node) => {
  const given = new Given(e, node);
  const x = given.arg(0);
  const source = iterateValue(e, x);
  const start = given.opt(1, "start") ?? constant(e, { k: "int", v: 0n }, node);
  if (isBottom(start.t)) return dead(e, node, start);
  if (isBottom(source.item)) return typed(start.t, node, (g) => `{ let _ = ${source.write(g)}; ${g.own(start)} }`);
  const item = find(source.item);
  if (
    !item.parts?.size &&
    (item.mask & ~(INT | BOOL)) === 0 &&
    item.mask !== (INT | BOOL) &&
    start.lit?.k === "int" &&
    start.lit.v === 0n
  ) {
    const { fold } = source;
    if (!fold) return raising(e.store.temp(INT), node, (g) => `sum(${source.write(g)})`);
    return typed(e.store.temp(INT), node, (g) => {
      const name = g.fresh("total");
      const as = item.mask === BOOL ? (value: string) => `i64::from(${value})` : (value: string) => value;
      return fold(g, `let mut ${name} = int(0);`, name, (value) => `${name} += ${as(value)};`);
    });
  }
  const total = e.at(node, "sum");
  e.store.flow(start.t, total);
  let acc = "";
  let next = "";
  const running: Typed = { t: total, at: node, emit: () => ({ s: acc, m: 1, atom: true }) };
  const added = binary(
    e,
    "Add",
    running,
    { t: source.item, at: node, emit: () => ({ s: next, m: 1, atom: true }) },
    node,
  );
  e.store.flow(added.t, total);
  return typed(total, node, (g) => {
    const it = g.fresh("it");
    acc = g.fresh("total");
    next = g.fresh("v");
    const [mine, each] = [acc, next];
    const { fold } = node.args[0]?.nodeType === "GeneratorExp" ? source : { fold: undefined };
    if (fold) {
      const open = `let mut ${mine}: ${g.ty(total)} = ${g.own(start, total)};`;
      const type = g.ty(source.item);
      return fold(g, open, mine, (value) => {
        acc = mine;
        next = each;
        return `{ let ${each}: ${type} = ${value}; ${mine} = ${g.own(added, total)}; }`;
      });
    }
    const begin = `let mut ${it} = ${source.write(g)}; let mut ${mine}: ${g.ty(total)} = ${g.own(start, total)};`;
    acc = mine;
    next = each;
    return `{ ${begin} while let Some(${each}) = ${g.q(`${it}.next()`)} { ${mine} = ${g.own(added, total)}; } ${mine} }`;
  });
};

/** `any` and `all` stop as soon as the outcome is known: a generator expression is run as a loop. */
const quantifier =
  (name: "any" | "all"): Builtin =>
  (e, node) => {
    const arg = node.args[0] as Expr;
    const t = e.store.temp(BOOL);
    if (arg.nodeType === "GeneratorExp" && arg.scope) return e.library.quantified(e, name, arg, node);
    const source = iterateValue(e, expression(e, arg));
    if (isBottom(source.item)) return typed(t, node, (g) => `{ let _ = ${source.write(g)}; ${name === "all"} }`);
    return raising(t, node, (g) => `${name}(${source.write(g)})`);
  };

const sorted: Builtin = (e, node) => {
  const given = new Given(e, node).only(1, "key", "reverse");
  const source = iterateValue(e, given.arg(0));
  const keyNode = given.named("key");
  const reverse = given.opt(9, "reverse");
  const elem = e.at(node);
  e.store.flow(source.item, elem);
  const t = e.store.of("list", elem);
  if (isBottom(source.item))
    return typed(t, node, (g) => `{ let _ = ${source.write(g)}; List::<${g.ty(elem)}>::new() }`);
  const fixed = reverse?.lit?.k === "bool" ? reverse.lit.v : undefined;
  const flag = (g: Gen): string =>
    reverse ? (isOnly(reverse, BOOL) ? g.own(reverse) : truth(e, reverse)(g)) : "false";
  if (keyNode && keyNode.nodeType !== "Constant") {
    const by = callback(e, keyNode, [elem]);
    if (isBottom(by.t))
      return typed(t, node, (g) => g.q(`sorted_by(${converted(g, source, elem)}, ${by.write(g)}, ${flag(g)})`));
    requireOrder(e, by.t, node);
    return raising(t, node, (g) => `sorted_by(${converted(g, source, elem)}, ${by.write(g)}, ${flag(g)})`);
  }
  requireOrder(e, elem, node);
  return raising(t, node, (g) => {
    const it = converted(g, source, elem);
    return !reverse || fixed === false ? `sorted(${it})` : fixed ? `sorted_rev(${it})` : `sorted_in(${it}, ${flag(g)})`;
  });
};

const enumerate: Builtin = (e, node) => {
  const given = new Given(e, node);
  const source = iterateValue(e, given.arg(0));
  const start = given.opt(1, "start");
  const item = e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(INT), source.item] });
  if (isBottom(source.item)) return iterator(e, node, e.store.temp(), source.write);
  return iterator(e, node, item, (g) => `enumerate(${source.write(g)}, ${start ? ownInt(g, start) : "int(0)"})`);
};

const zip: Builtin = (e, node) => {
  const given = new Given(e, node);
  if (node.args.some((arg) => arg.nodeType === "Starred")) return zipStarred(e, node);
  const sources = given.all().map((x) => iterateValue(e, x));
  if (sources.some((source) => isBottom(source.item)))
    return iterator(e, node, e.store.temp(), () => "VecIter::<()>::new(vec![])");
  if (sources.length === 1) {
    const one = sources[0] as Source;
    const v = "v";
    return iterator(
      e,
      node,
      e.store.part({ kind: "tuple", key: "tuple", args: [one.item] }),
      (g) => `map_iter(${one.write(g)}, |${v}| Ok((${v},)))`,
    );
  }
  if (sources.length > 4 || sources.length === 0) return e.refuse("zip of this many", node);
  const strict = given.named("strict");
  const item = e.store.part({ kind: "tuple", key: "tuple", args: sources.map((source) => source.item) });
  if (strict && sources.length === 2)
    return iterator(e, node, item, (g) => `zip2_strict(${sources.map((source) => source.write(g)).join(", ")})`);
  if (strict) return e.refuse("zip(strict=) of more than two", node);
  return iterator(e, node, item, (g) => `zip${sources.length}(${sources.map((source) => source.write(g)).join(", ")})`);
};

/** `zip(*rows)`: columns as tuples of unknown length. */
function zipStarred(e: Elaborator, node: Call): Typed {
  const arg = node.args[0] as Expr & { nodeType: "Starred" };
  if (node.args.length !== 1) return e.refuse("zip with a starred argument among others", node);
  const rows = iterateValue(e, expression(e, arg.value));
  if (isBottom(rows.item)) return iterator(e, node, e.store.temp(), () => "VecIter::<()>::new(vec![])");
  let row = "";
  const one = iterateValue(e, { t: rows.item, at: node, pure: true, emit: () => ({ s: row, m: 1, atom: true }) });
  const item = e.store.of("vtuple", one.item);
  return iterator(e, node, item, (g) => {
    row = g.fresh("row");
    return `{ let mut next = ${rows.write(g)}; let mut rows = Vec::new(); while let Some(${row}) = ${g.q("next.next()")} { rows.push(${g.q(`to_vec(${one.write(g)})`)}); } VecIter::columns(rows) }`;
  });
}

const map: Builtin = (e, node) => {
  const sources = node.args.slice(1).map((arg) => iterateValue(e, expression(e, arg)));
  if (sources.some((source) => isBottom(source.item)))
    return iterator(e, node, e.store.temp(), () => "VecIter::<()>::new(vec![])");
  const by = callback(
    e,
    node.args[0] as Expr,
    sources.map((source) => source.item),
  );
  if (sources.length > 3) return e.refuse("map over this many", node);
  if (isBottom(by.t))
    return iterator(
      e,
      node,
      e.store.temp(),
      (g) => `{ ${sources.map((source) => `let _ = ${source.write(g)};`).join(" ")} VecIter::<()>::new(vec![]) }`,
    );
  const call = sources.length === 1 ? "map_iter" : `map${sources.length}`;
  return lazily(
    e,
    node,
    by.t,
    (g, kept) =>
      `${call}(${sources.map((source) => source.write(g)).join(", ")}, ${kept ? escaping(g, by) : by.write(g)})`,
  );
};

const filter: Builtin = (e, node) => {
  const source = iterateValue(e, expression(e, node.args[1] as Expr));
  if (isBottom(source.item)) return iterator(e, node, e.store.temp(), source.write);
  const by = node.args[0] as Expr;
  let name = "";
  if (by.nodeType === "Constant") {
    const kept = truth(e, { t: source.item, at: node, emit: () => ({ s: name, m: 2, atom: true }) });
    return iterator(e, node, source.item, (g) => {
      name = g.fresh("v");
      return `filter_iter(${source.write(g)}, |${name}| Ok(${kept(g)}))`;
    });
  }
  const called = callback(e, by, [source.item]);
  const kept = truth(e, { t: called.t, at: node, emit: () => ({ s: "kept", m: 1, atom: true }) });
  return lazily(e, node, source.item, (g, keeps) => {
    const closure = (byRef: boolean): string =>
      keeps ? escaping(g, called, called.t, byRef) : called.write(g, called.t, byRef);
    if (g.ty(called.t) === "bool") return `filter_iter(${source.write(g)}, ${closure(true)})`;
    const f = g.fresh("f");
    const v = g.fresh("v");
    return `filter_iter(${source.write(g)}, { let mut ${f} = hint1::<${g.ty(source.item)}, ${g.ty(called.t)}, _>(${closure(false)}); move |${v}| { let kept: ${g.ty(called.t)} = ${f}(${v}.clone())?; Ok(${kept(g)}) } })`;
  });
};

/** A lazy iterator with a callback: borrowing where it is used up at once, owning where it is kept. */
function lazily(e: Elaborator, node: Call, item: Cell, write: (g: Gen, kept: boolean) => string): Typed {
  const source: Source = { item, write: (g) => write(g, false) };
  return Object.assign(
    typed(e.store.of("iter", item), node, (g) => `Iter::new(${write(g, true)})`),
    { source },
  );
}

const reversed: Builtin = (e, node) => {
  const x = new Given(e, node).only(1).arg(0);
  const info = infoOf(x);
  if (info && !info.isTuple && !info.isEnum) return reversedObject(e, x, info, node);
  if (/^(set|frozenset)$/.test(soloPart(x.t)?.kind ?? ""))
    return e.typeError(`'${typeName(x.t)}' object is not reversible`, node, x);
  return iterator(e, node, iterateValue(e, x).item, (g) => {
    const part = soloPart(x.t);
    const view = (x as Typed & { view?: { kind: string; x: Typed } }).view;
    if (view) return `reversed(&${g.recv(view.x)}.${view.kind}())`;
    if (part && /^(ordereddict|defaultdict|counter)$/.test(part.kind)) return `reversed(&${g.recv(x)}.keys())`;
    if (part?.kind === "iter" || part?.kind === "coroutine")
      return e.refuse("reversed of an iterator", node, "write reversed(list(…))");
    if (part?.kind === "tuple" || part?.kind === "inst" || x.items)
      return `reversed(&${g.q(`to_list(${iterateValue(e, x).write(g)})`)})`;
    return `reversed(${g.ref(x)})`;
  });
};

/** `reversed` of an object: by its `__reversed__`, or by its places from the last to the first. */
function reversedObject(e: Elaborator, x: Typed, info: ClassInfo, node: Call): Typed {
  if (findMember(info, "__reversed__")) {
    const source = iterateValue(e, callMethod(e, x, "__reversed__", [], node));
    return iterator(e, node, source.item, (g) => source.write(g));
  }
  if (!findMember(info, "__len__") || !findMember(info, "__getitem__"))
    return e.typeError(`'${info.name}' object is not reversible`, node, x);
  let [held, place] = ["", ""];
  const self: Typed = { t: x.t, at: node, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const at: Typed = { t: e.store.temp(INT), at: node, pure: true, emit: () => ({ s: place, m: 1, atom: true }) };
  const count = callMethod(e, self, "__len__", [], node);
  const item = callMethod(e, self, "__getitem__", [at], node);
  if (isBottom(count.t) || isBottom(item.t)) return dead(e, node, x);
  if (!isInt(count)) return e.refuse("reversed of an object whose length is no int", node);
  return iterator(e, node, item.t, (g) => {
    [held, place] = [g.fresh("o"), g.fresh("place")];
    const out = g.fresh("out");
    const [mine, where] = [held, place];
    return `{ let ${mine} = ${g.own(x)}; let ${out} = List::new(); let mut ${where} = ${g.own(count)}; while !${where}.is_zero() { ${where} = ${where} - 1; ${out}.append(${g.own(item)}); } ${out}.iter() }`;
  });
}

const abs = simple((given, e) =>
  spread(e, given.arg(0), (each) => {
    const x = plainOf(e, each);
    if (isInt(x)) return typed(e.store.temp(INT), given.at, (g) => `${intRecv(g, x)}.abs()`);
    if (isOnly(x, FLOAT)) return typed(e.store.temp(FLOAT), given.at, (g) => `abs_float(${g.own(x)})`);
    const info = infoOf(x);
    if (info && findMember(info, "__abs__")) return callMethod(e, x, "__abs__", [], given.at);
    const native = nativeHook(e, x, "__abs__", [], given.at);
    if (native) return native;
    return e.typeError(`bad operand type for abs(): '${typeName(x.t)}'`, given.at, x);
  }),
);

const round: Builtin = (e, node) => {
  const given = new Given(e, node);
  const digits = given.opt(1, "ndigits");
  return spread(e, given.arg(0), (x) => {
    const none = !digits || isOnly(digits, NONE);
    if (isInt(x))
      return none
        ? typed(e.store.temp(INT), node, (g) => ownInt(g, x))
        : raising(e.store.temp(INT), node, (g) => `round_int_digits(${asInt(g, x)}, ${intArg(g, digits)})`);
    if (isOnly(x, FLOAT)) {
      if (none) return raising(e.store.temp(INT), node, (g) => `round_float(${g.copy(x)})`);
      return raising(e.store.temp(FLOAT), node, (g) => `round_digits(${g.copy(x)}, ${intArg(g, digits)})`);
    }
    const info = infoOf(x);
    if (info && findMember(info, "__round__")) return callMethod(e, x, "__round__", digits ? [digits] : [], node);
    const native = nativeHook(e, x, "__round__", none ? [] : [digits], node);
    if (native) return native;
    return e.typeError(`type ${typeName(x.t)} doesn't define __round__ method`, node, x);
  });
};

const divmod: Builtin = (e, node) => {
  const [a, b] = new Given(e, node).all() as [Typed, Typed];
  return alive(e, node, [a, b], () => {
    if (isInt(a) && isInt(b))
      return raising(
        e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(INT), e.store.temp(INT)] }),
        node,
        (g) => `divmod_int(${asInt(g, a)}, ${asInt(g, b)})`,
      );
    if (isNumber(a) && isNumber(b))
      return raising(
        e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(FLOAT), e.store.temp(FLOAT)] }),
        node,
        (g) => `divmod_float(${float(g, a)}, ${float(g, b)})`,
      );
    const native = nativeHook(e, a, "__divmod__", [b], node);
    if (native) return native;
    const own = infoOf(a);
    if (own && findMember(own, "__divmod__")) return callMethod(e, a, "__divmod__", [b], node);
    return e.refuse("divmod of these", node);
  });
};

const pow: Builtin = (e, node) => {
  const [a, b, m] = new Given(e, node).only(3).all() as [Typed, Typed, Typed | undefined];
  if (!m) return binary(e, "Pow", a, b, node);
  return alive(e, node, [a, b, m], () =>
    isInt(a) && isInt(b) && isInt(m)
      ? raising(e.store.temp(INT), node, (g) => `${intRecv(g, a)}.pow_mod(${intArg(g, b)}, ${intArg(g, m)})`)
      : e.refuse("pow of these", node),
  );
};

const oneInt = (name: string): Builtin =>
  simple((given, e) =>
    spread(e, given.arg(0), (x) => {
      if (!isInt(x))
        return e.typeError(
          name === "chr"
            ? `'${typeName(x.t)}' object cannot be interpreted as an integer`
            : `'${typeName(x.t)}' object cannot be interpreted as an integer`,
          given.at,
          x,
        );
      return name === "chr"
        ? raising(str(e), given.at, (g) => `chr(${intArg(g, x)})`)
        : typed(str(e), given.at, (g) => `${name}(${asInt(g, x)})`);
    }),
  );

const ord = simple((given, e) =>
  spread(e, given.arg(0), (x) =>
    isOnly(x, STR)
      ? raising(e.store.temp(INT), given.at, (g) => `ord(${g.ref(x)})`)
      : e.typeError(`ord() expected string of length 1, but ${typeName(x.t)} found`, given.at, x),
  ),
);

const hash = simple((given, e) =>
  spread(e, given.arg(0), (x) => {
    const part = soloPart(x.t);
    if (part && /^(list|dict|set|defaultdict|counter|deque)$/.test(part.kind))
      return e.typeError(`unhashable type: '${typeName(x.t)}'`, given.at, x);
    const info = infoOf(x);
    if (info && findMember(info, "__hash__")) return callMethod(e, x, "__hash__", [], given.at);
    if (info && !info.isTuple) return e.refuse("hash of an object without __hash__", given.at);
    return typed(e.store.temp(INT), given.at, (g) => `hash(${g.ref(x)})`);
  }),
);

const isinstance: Builtin = (e, node) => {
  const tested = test(e, node);
  if (tested.never) return tested.x;
  return {
    t: e.store.temp(BOOL),
    at: node,
    pure: tested.pure,
    emit: (g) => ({ s: tested.write(g), m: 0, atom: false }),
    ...(tested.outcome !== undefined && { known: tested.outcome }),
  };
};

const issubclass: Builtin = (e, node) => {
  const [one, other] = node.args.map((arg) => (arg.nodeType === "Tuple" ? undefined : callee(e, arg)));
  const t = e.store.temp(BOOL);
  if (one?.k === "class" && other?.k === "class" && !one.info.exception)
    return { ...typed(t, node, () => String(one.info.mro.includes(other.info))), pure: true };
  return subclassOfErrors(e, node);
};

/** `issubclass(x, E)` of exceptions, by name or as `__exit__` is given them. */
function subclassOfErrors(e: Elaborator, node: Call): Typed {
  const [target, other] = node.args;
  if (!target || !other || node.keywords.length) return e.refuse("issubclass of these", node);
  const named = (other.nodeType === "Tuple" ? other.elts : [other]).map((each) => exceptionStatic(callee(e, each)));
  if (named.includes(undefined)) return e.refuse("issubclass of these", node);
  const classes = `&[${named.map((name) => `&${name}`).join(", ")}]`;
  const t = e.store.temp(BOOL);
  const own = exceptionStatic(callee(e, target));
  if (own) return typed(t, node, () => `PyType::error(&${own}).is_any(${classes})`, false);
  return spread(e, expression(e, target), (x) => {
    const kind = soloPart(x.t)?.kind;
    if (kind === "type") return typed(t, node, (g) => `${g.recv(x)}.is_any(${classes})`, false);
    if (isOnly(x, NONE)) return e.typeError("issubclass() arg 1 must be a class", node, x);
    return isBottom(x.t) ? dead(e, node, x) : e.refuse("issubclass of these", node);
  });
}

const slice: Builtin = (e, node) => {
  const { args } = node;
  if (args.length < 1 || args.length > 3 || node.keywords.length || args.some((arg) => arg.nodeType === "Starred"))
    return e.refuse("slice with these arguments", node);
  const [lower, upper, step] = args.length === 1 ? [undefined, args[0]] : args;
  return sliceValue(e, { ...node, lower, upper, step } as Call & SliceParts);
};

const next: Builtin = (e, node) => {
  const given = new Given(e, node);
  const arg = node.args[0] as Expr;
  const fallback = given.opt(1);
  if (arg.nodeType === "GeneratorExp") return e.library.firstOf(e, arg, fallback, node);
  const x = given.arg(0);
  return spread(e, x, (arm) => {
    const part = soloPart(arm.t);
    const info = infoOf(arm);
    if (info && findMember(info, "__next__")) {
      const got = callMethod(e, arm, "__next__", [], node);
      if (!fallback) return got;
      const t = e.store.temp();
      e.store.flow(got.t, t);
      e.store.flow(fallback.t, t);
      return typed(t, node, (g) => {
        const v = g.fresh("v");
        const text = g.inClosure(() => g.own(got));
        return `match (|| -> PyResult<_> { Ok(${text}) })() { Ok(${v}) => ${g.coerceText(v, got.t, t)}, Err(e) if e.is(&exc::STOP_ITERATION) => ${g.own(fallback, t)}, Err(e) => ${g.throwing("e")} }`;
      });
    }
    if (part?.kind === "coroutine" && !fallback) return nextOf(e, arm, part, node);
    if (part?.kind !== "iter" && part?.kind !== "coroutine")
      return e.typeError(`'${typeName(arm.t)}' object is not an iterator`, node, arm);
    const item = part.args[0] as Cell;
    if (!fallback) return raising(item, node, (g) => `next_of(&mut ${iteratorPlace(g, arm)})`);
    const t = e.store.temp();
    e.store.flow(item, t);
    e.store.flow(fallback.t, t);
    return typed(t, node, (g) => {
      if (g.ty(item) === g.ty(t)) return g.q(`next_default(&mut ${iteratorPlace(g, arm)}, ${g.own(fallback, t)})`);
      const v = g.fresh("v");
      return `match ${g.q(`${iteratorPlace(g, arm)}.next()`)} { Some(${v}) => ${g.coerceText(v, item, t)}, None => ${g.own(fallback, t)} }`;
    });
  });
};

const iteratorPlace = (g: Gen, x: Typed): string => `${g.recv(x)}.clone()`;

const iter: Builtin = (e, node) => {
  if (node.args.length === 2) return untilSentinel(e, node);
  const x = expression(e, node.args[0] as Expr);
  const info = infoOf(x);
  if (info && findMember(info, "__iter__")) return callMethod(e, x, "__iter__", [], node);
  if (soloPart(x.t)?.kind === "coroutine") return x;
  if (soloPart(x.t)?.kind === "iter" && !(x as { view?: unknown }).view) return x;
  const source = iterateValue(e, x);
  return iterator(e, node, source.item, source.write);
};

/** `iter(f, sentinel)`: what `f()` gives, until it gives the sentinel. */
function untilSentinel(e: Elaborator, node: Call): Typed {
  const sentinel = expression(e, node.args[1] as Expr);
  const by = callback(e, node.args[0] as Expr, []);
  if (isBottom(by.t) || isBottom(sentinel.t)) return dead(e, node, sentinel);
  return typed(e.store.of("iter", by.t), node, (g) => {
    if (g.ty(by.t) !== g.ty(sentinel.t)) return e.refuse("iter with a sentinel of another type", node);
    return `{ let sentinel = ${g.own(sentinel)}; iter_until(${escaping(g, by)}, sentinel) }`;
  });
}

const input: Builtin = simple((given, e) => {
  const prompt = given.opt(0);
  return raising(str(e), given.at, (g) => (prompt ? `input(Some(&str_of(${g.ref(prompt)})))` : "input(None)"));
});

const callable: Builtin = simple((given, e) =>
  spread(e, given.arg(0), (x) => {
    const part = soloPart(x.t);
    const info = infoOf(x);
    return typed(e.store.temp(BOOL), given.at, () =>
      String(part?.kind === "func" || part?.kind === "class" || Boolean(info && findMember(info, "__call__"))),
    );
  }),
);

const type: Builtin = (e, node) => {
  if (node.args.length !== 1 || node.keywords.length) return e.refuse("type() with these arguments", node);
  const x = expression(e, node.args[0] as Expr);
  const info = infoOf(x);
  if (info)
    return {
      ...typed(e.store.part({ kind: "class", key: `class:${info.id}`, args: [], ref: info }), node, (g) =>
        x.pure ? classText(info) : `{ let _ = ${g.own(x)}; ${classText(info)} }`,
      ),
      pure: x.pure === true,
    };
  return isBottom(x.t) ? dead(e, node, x) : typeOf(e, x, node);
};

/** `object()`: something that is only itself. */
const object: Builtin = (e, node) => {
  if (node.args.length || node.keywords.length) return e.refuse("object() with arguments", node);
  return constructWith(e, objectClass(e), { positional: [], keywords: new Map(), before: [] }, node);
};

const id: Builtin = (e, node) => e.refuse("id()", node);

const attr =
  (name: string): Builtin =>
  (e, node) => {
    const key = node.args[1];
    if (key?.nodeType !== "Constant" || key.lit.k !== "str")
      return e.refuse(`${name} with a name that is worked out`, node);
    const target = node.args[0] as Expr;
    const kept = node as Call & { access?: Expr };
    kept.access ??= { ...node, nodeType: "Attribute", value: target, attr: key.lit.v } as unknown as Expr;
    const { access } = kept;
    if (name === "getattr" && node.args.length === 2) return expression(e, access);
    const x = expression(e, target);
    const fallback = name === "getattr" ? expression(e, node.args[2] as Expr) : undefined;
    return spread(e, x, (arm) => attributeOf(e, arm, (key.lit as { v: string }).v, fallback, access, node));
  };

/** `hasattr` and `getattr` with a default, of a value of one kind. */
function attributeOf(e: Elaborator, x: Typed, key: string, fallback: Typed | undefined, access: Expr, at: Call): Typed {
  const info = infoOf(x);
  const kind = kindsOf(find(x.t))[0];
  const known = PYTHON_ATTRIBUTES[kind ? (kind.part?.kind ?? kind.key) : "None"];
  if (!info && !known) return e.refuse(fallback ? "getattr" : "hasattr", at);
  const isMember = info ? findMember(info, key) !== undefined : known?.has(key) === true;
  const isField = !isMember && info?.fields.has(key) === true;
  if (info && !isMember && !isHeld(key) && findMember(info, "__getattr__"))
    return orFallback(e, x, key, fallback, access, at);
  if (!isMember && !isField && /^__\w+__$/.test(key)) return e.refuse(`whether it has ${key}`, at);
  const isSet = (g: Gen): string => `${g.recv(x)}.${rustName(key)}.is_set()`;
  if (!fallback)
    return typed(e.store.temp(BOOL), at, (g) =>
      isField ? isSet(g) : x.pure ? String(isMember) : `{ let _ = ${g.own(x)}; ${isMember} }`,
    );
  if (!isMember && !isField)
    return x.pure ? fallback : typed(fallback.t, at, (g) => `{ let _ = ${g.own(x)}; ${g.own(fallback)} }`);
  const value = read1(e, x, key, access as Expr & Call);
  if (isMember) return value;
  const t = e.store.temp();
  e.store.flow(value.t, t);
  e.store.flow(fallback.t, t);
  return typed(t, at, (g) => `if ${isSet(g)} { ${g.own(value, t)} } else { ${g.own(fallback, t)} }`, false);
}

/** An attribute that `__getattr__` may know. */
function orFallback(e: Elaborator, x: Typed, key: string, fallback: Typed | undefined, access: Expr, at: Call): Typed {
  const value = read1(e, x, key, access as Expr & Call);
  const t = e.store.temp(fallback ? 0 : BOOL);
  if (fallback) {
    e.store.flow(value.t, t);
    e.store.flow(fallback.t, t);
  }
  return typed(
    t,
    at,
    (g) => {
      const v = g.fresh("v");
      const text = g.inClosure(() => (isBottom(value.t) ? `{ ${value.emit(g).s}; }` : g.own(value)));
      const found = !fallback ? "true" : isBottom(value.t) ? "unreachable!()" : g.coerceText(v, value.t, t);
      const none = fallback ? g.own(fallback, t) : "false";
      return `match (|| -> PyResult<_> { Ok(${text}) })() { Ok(${fallback && !isBottom(value.t) ? v : "_"}) => ${found}, Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => ${none}, Err(e) => ${g.throwing("e")} }`;
    },
    false,
  );
}

const setattr: Builtin = (e, node) => e.refuse("setattr", node, "assign to the attribute");

const bytes: Builtin = simple((given, e) => {
  const t = e.store.temp(BYTES);
  if (given.count === 0) return typed(t, given.at, () => "Bytes::lit(&[])");
  const x = given.arg(0);
  if (isOnly(x, STR)) {
    const encoding = given.arg(1, "encoding");
    return raising(t, given.at, (g) => `${g.recv(x)}.encode_as(${g.ref(encoding)})`);
  }
  if (isInt(x)) return raising(t, given.at, (g) => `Bytes::zeros(${intArg(g, x)})`);
  if (isOnly(x, BYTES)) return x;
  if (find(x.t).mask === 128) return typed(t, given.at, (g) => `${g.recv(x)}.to_bytes()`);
  const source = iterateValue(e, x);
  return raising(t, given.at, (g) => `Bytes::from_ints(${source.write(g)})`);
});

const bytearray: Builtin = simple((given, e) => {
  const t = e.store.temp(128);
  if (given.count === 0) return typed(t, given.at, () => "ByteArray::new()");
  const x = given.arg(0);
  if (isOnly(x, BYTES)) return typed(t, given.at, (g) => `ByteArray::from_bytes(${g.ref(x)})`);
  const source = isInt(x) ? undefined : iterateValue(e, x);
  return typed(
    t,
    given.at,
    (g) =>
      `ByteArray::from_bytes(&${g.q(source ? `Bytes::from_ints(${source.write(g)})` : `Bytes::zeros(${intArg(g, x)})`)})`,
  );
});

/** `complex(a, b)` and `complex("1+2j")`. */
const complex: Builtin = simple((given, e) => {
  given.only(2, "real", "imag");
  const t = e.store.temp(COMPLEX);
  const [a, b] = [given.opt(0, "real"), given.opt(1, "imag")];
  const wide = (g: Gen, x: Typed): string => (isOnly(x, COMPLEX) ? g.copy(x) : `Complex::new(${float(g, x)}, 0.0)`);
  const fits = (x: Typed): boolean => isNumber(x) || isOnly(x, COMPLEX);
  return alive(
    e,
    given.at,
    [a, b].filter((x): x is Typed => x !== undefined),
    () => {
      if (a && !b && isOnly(a, STR)) return raising(t, given.at, (g) => `Complex::parse(${g.ref(a)})`);
      if ((a && !fits(a)) || (b && !fits(b))) return e.refuse("complex of these", given.at);
      if (a && !b) return typed(t, given.at, (g) => wide(g, a));
      if ((!a || isNumber(a)) && (!b || isNumber(b)))
        return typed(t, given.at, (g) => `Complex::new(${a ? float(g, a) : "0.0"}, ${b ? float(g, b) : "0.0"})`);
      return typed(
        t,
        given.at,
        (g) => `Complex::from_parts(${a ? wide(g, a) : "Complex::new(0.0, 0.0)"}, ${wide(g, b as Typed)})`,
      );
    },
  );
});

const exit: Builtin = simple((given) => given.e.library.call(given.e, "sys.exit", given.node));

const format: Builtin = simple((given, e) => formatCall(e, given.arg(0), given.opt(1), given.at));

const unsupported =
  (name: string, suggestion?: string): Builtin =>
  (e, node) =>
    e.refuse(`${name}()`, node, suggestion);

export const BUILTINS = new Map<string, Builtin>(
  Object.entries({
    print,
    len,
    range,
    bool,
    dict,
    tuple,
    sum,
    sorted,
    enumerate,
    zip,
    map,
    filter,
    reversed,
    abs,
    round,
    divmod,
    pow,
    ord,
    hash,
    isinstance,
    next,
    iter,
    input,
    callable,
    type,
    id,
    setattr,
    bytes,
    bytearray,
    exit,
    quit: exit,
    format,
    int: simple(toInt),
    float: simple(toFloat),
    str: simple((given) => toText(given, "str_of")),
    repr: simple((given) => toText(given, "repr")),
    ascii: simple((given) => toText(given, "ascii")),
    list: collecting("list", "to_list", "List::new()"),
    set: collecting("set", "to_set", "Set::new()"),
    frozenset: collecting("frozenset", "FrozenSet::from_iter", "FrozenSet::new()"),
    min: extreme("min"),
    max: extreme("max"),
    any: quantifier("any"),
    all: quantifier("all"),
    chr: oneInt("chr"),
    hex: oneInt("hex"),
    oct: oneInt("oct"),
    bin: oneInt("bin"),
    getattr: attr("getattr"),
    hasattr: attr("hasattr"),
    issubclass,
    open: unsupported("open", "programs run without files: read from stdin"),
    eval: unsupported("eval"),
    exec: unsupported("exec"),
    compile: unsupported("compile"),
    globals: unsupported("globals"),
    locals: unsupported("locals"),
    vars: unsupported("vars"),
    dir: unsupported("dir"),
    memoryview: unsupported("memoryview"),
    __memos__: (e, node) => typed(e.store.part({ kind: "memos", key: "memos", args: [] }), node, () => "Memos::new()"),
    __memos_clear__: simple((given, e) => {
      const x = given.arg(0);
      return typed(unit(e), given.at, (g) => `${g.recv(x)}.clear()`);
    }),
    object,
    complex,
    delattr: unsupported("delattr"),
    slice,
    super: unsupported("super"),
    help: unsupported("help"),
    property: unsupported("property"),
    staticmethod: unsupported("staticmethod"),
    classmethod: unsupported("classmethod"),
    __import__: unsupported("__import__"),
    breakpoint: unsupported("breakpoint"),
    aiter: unsupported("aiter"),
  }),
);

export type { Part };
export { hook };
