import type { Call, Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { hold } from "../infer/assign.js";
import { callback, escaping } from "../infer/callbacks.js";
import { callee } from "../infer/callee.js";
import { call, callValue } from "../infer/calls.js";
import { findMember } from "../infer/class-members.js";
import { requireOrder } from "../infer/comparison.js";
import type { ClassInfo } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { converted, expression } from "../infer/expressions.js";
import { functionValue, synthetic } from "../infer/function-values.js";
import { iterateValue, type Source } from "../infer/iteration.js";
import { float, intArg, isInt, isNumber, isOnly, isReal, ownInt } from "../infer/numbers.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { dead, newList, spread, typeName } from "../infer/unions.js";
import { BOOL, type Cell, FLOAT, find, INT, isBottom, NONE, STR, soloPart } from "../types/cell.js";
import { BUILTINS, iterator } from "./builtins.js";
import { alive, asInt, Given, str, unit } from "./given.js";
import { itertools } from "./iter-modules.js";
import { CALENDAR_CONSTANTS, CALENDAR_EXCEPTIONS, calendar } from "./native/calendar.js";
import { clock } from "./native/clock.js";
import { CMATH_CONSTANTS, cmath } from "./native/cmath.js";
import { DATETIME_CONSTANTS, datetime } from "./native/datetime.js";
import { DECIMAL_CONSTANTS, DECIMAL_EXCEPTIONS, decimal } from "./native/decimal.js";
import { fractions } from "./native/fractions.js";
import { cmpToKey } from "./native/functools.js";
import { BASE64_EXCEPTIONS, base64, binascii, hashlib, zlib } from "./native/hashlib.js";
import { json } from "./native/json.js";
import { describedCalls, describedConstants, refusedCalls } from "./native/module.js";
import { operator } from "./native/operator.js";
import { os, PATH_CONSTANTS, pathlib, posixpath } from "./native/paths.js";
import { pprint } from "./native/pprint.js";
import { random } from "./native/random.js";
import { RE_CONSTANTS, re } from "./native/re.js";
import { statistics } from "./native/statistics.js";
import { io, STREAM_CONSTANTS, STREAM_EXCEPTIONS } from "./native/streams.js";
import { template } from "./native/template.js";
import { textwrap } from "./native/textwrap.js";
import { nativeHook } from "./native/values.js";
import { dataclasses } from "./records.js";

type Call1 = (e: Elaborator, node: Call) => Typed;

const FLOATS_RAISING =
  "sqrt exp sin cos tan asin acos atan sinh cosh tanh log1p expm1 exp2 gamma lgamma asinh acosh atanh".split(" ");
const FLOATS = "degrees radians erf erfc fabs".split(" ");
const FLOAT_TESTS = "isnan isinf isfinite".split(" ");

/** A number wanted as a float: others raise Python's TypeError. */
function number(given: Given, i: number, what: (x: Typed) => Typed, hook?: string): Typed {
  return spread(given.e, given.arg(i), (x) => {
    if (isNumber(x)) return what(x);
    const native = hook && nativeHook(given.e, x, hook, [], given.at);
    if (native) return native;
    const real = nativeHook(given.e, x, "__float__", [], given.at);
    if (real) return what(real);
    if (soloPart(x.t)) return given.e.typeError(`must be real number, not ${typeName(x.t)}`, given.at, x);
    return given.e.typeError(`must be real number, not ${typeName(x.t)}`, given.at, x);
  });
}

const mathFloat =
  (name: string, raises: boolean, t = FLOAT): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    return number(given, 0, (x) =>
      raises
        ? raising(e.store.temp(t), node, (g) => `math::${name}(${float(g, x)})`)
        : typed(e.store.temp(t), node, (g) => `math::${name}(${float(g, x)})`),
    );
  };

const rounding =
  (name: string): Call1 =>
  (e, node) =>
    number(
      new Given(e, node),
      0,
      (x) =>
        isInt(x)
          ? typed(e.store.temp(INT), node, (g) => ownInt(g, x))
          : raising(e.store.temp(INT), node, (g) => `math::${name}(${g.copy(x)})`),
      `__${name}__`,
    );

const intsOf =
  (name: string): Call1 =>
  (e, node) => {
    const args = new Given(e, node).all();
    return alive(e, node, args, () => {
      if (!args.every(isInt)) return e.refuse(`math.${name} of what may be no int`, node);
      return typed(e.store.temp(INT), node, (g) => `math::${name}(&[${args.map((x) => ownInt(g, x)).join(", ")}])`);
    });
  };

const intCall =
  (name: string, count: number): Call1 =>
  (e, node) => {
    const args = new Given(e, node).all();
    return alive(e, node, args, () => {
      if (!args.every(isInt)) return e.refuse(`math.${name} of what may be no int`, node);
      if (args.length < count) {
        if (name !== "perm") return e.refuse(`math.${name} with these arguments`, node);
        return raising(e.store.temp(INT), node, (g) => `math::factorial(${asInt(g, args[0] as Typed)})`);
      }
      return raising(e.store.temp(INT), node, (g) => `math::${name}(${args.map((x) => asInt(g, x)).join(", ")})`);
    });
  };

const floats =
  (name: string, raises: boolean): Call1 =>
  (e, node) => {
    const args = new Given(e, node).all();
    return alive(e, node, args, () => {
      if (!args.every(isReal)) return e.refuse(`math.${name} of what may be no number`, node);
      const write = (g: Gen): string => `math::${name}(${args.map((x) => float(g, x)).join(", ")})`;
      return raises ? raising(e.store.temp(FLOAT), node, write) : typed(e.store.temp(FLOAT), node, write);
    });
  };

const log: Call1 = (e, node) => {
  const given = new Given(e, node);
  const base = given.opt(1);
  if (base && isBottom(base.t)) return dead(e, node, base);
  if (base && !isReal(base)) return e.refuse("math.log with a base that may be no number", node);
  return number(given, 0, (x) => {
    if (base) return raising(e.store.temp(FLOAT), node, (g) => `math::log_base(${float(g, x)}, ${float(g, base)})`);
    return raising(e.store.temp(FLOAT), node, (g) =>
      isInt(x) ? `math::log_i(${asInt(g, x)})` : `math::log(${float(g, x)})`,
    );
  });
};

const logOf =
  (name: string): Call1 =>
  (e, node) =>
    number(new Given(e, node), 0, (x) =>
      raising(e.store.temp(FLOAT), node, (g) =>
        isInt(x) ? `math::${name}_i(${asInt(g, x)})` : `math::${name}(${float(g, x)})`,
      ),
    );

const overIterable =
  (call: string, wants: number): Call1 =>
  (e, node) => {
    const source = iterateValue(e, new Given(e, node).arg(0));
    const want = e.store.temp(wants);
    const item = find(source.item);
    if (isBottom(item))
      return typed(want, node, (g) => `{ let _ = ${source.write(g)}; ${wants === INT ? "int(1)" : "0.0"} }`);
    if (item.parts?.size || item.mask & ~(INT | BOOL | FLOAT)) return e.refuse(`${call} of these items`, node);
    let name = "";
    const x: Typed = { t: source.item, at: node, emit: () => ({ s: name, m: 1, atom: true }) };
    const each = spread(e, x, (arm) => typed(e.store.temp(FLOAT), node, (g) => float(g, arm)));
    return raising(want, node, (g) => {
      name = g.fresh("v");
      return `${call}(map_iter(${source.write(g)}, |${name}| Ok(${g.inClosure(() => g.own(each))})))`;
    });
  };

/** The items of a sequence of numbers as floats. */
function coordinates(e: Elaborator, node: Call, x: Typed): (g: Gen) => string {
  const source = iterateValue(e, x);
  const item = find(source.item);
  if (item.parts?.size || item.mask & ~(INT | BOOL | FLOAT)) return e.refuse("math.dist of these items", node);
  if (isBottom(item)) return (g) => `{ let _ = ${source.write(g)}; Vec::<f64>::new() }`;
  let name = "";
  const held: Typed = { t: source.item, at: node, emit: () => ({ s: name, m: 1, atom: true }) };
  const each = spread(e, held, (arm) => typed(e.store.temp(FLOAT), node, (g) => float(g, arm)));
  return (g) => {
    name = g.fresh("v");
    const mine = name;
    return g.q(`to_vec(map_iter(${source.write(g)}, |${mine}| Ok(${g.inClosure(() => g.own(each))})))`);
  };
}

const prod: Call1 = (e, node) => {
  const given = new Given(e, node).only(1, "start");
  const source = iterateValue(e, given.arg(0));
  const start = given.opt(9, "start");
  const item = find(source.item);
  if (start && isBottom(start.t)) return dead(e, node, start);
  if (item.mask === FLOAT && !item.parts?.size && (!start || isInt(start) || isOnly(start, FLOAT)))
    return raising(e.store.temp(FLOAT), node, (g) => {
      const from = start ? float(g, start) : "1.0";
      return `math::prod_float(${source.write(g)}, ${from}, ${start !== undefined && !isInt(start)})`;
    });
  if (start && item.mask === INT && !item.parts?.size && isInt(start))
    return raising(e.store.temp(INT), node, (g) => `math::prod_from(${source.write(g)}, ${ownInt(g, start)})`);
  if (start) return e.refuse("math.prod of these items with a start", node, "multiply in a loop");
  if (isBottom(item) || (item.mask === INT && !item.parts?.size)) {
    return isBottom(item)
      ? typed(e.store.temp(INT), node, (g) => `{ let _ = ${source.write(g)}; int(1) }`)
      : raising(e.store.temp(INT), node, (g) => `math::prod(${source.write(g)})`);
  }
  return e.refuse("math.prod of these items", node, "multiply in a loop");
};

/** `update_wrapper(self, f)`: what it copies is refused where it is asked of an object. */
const updateWrapper: Call1 = (e, node) => {
  const [target, f] = node.args;
  if (!target || !f || node.args.length !== 2 || node.keywords.length)
    return e.refuse("update_wrapper with these arguments", node);
  const x = expression(e, target);
  if (isBottom(x.t)) return dead(e, node, x);
  if (soloPart(x.t)?.kind !== "inst") return e.refuse("update_wrapper of a function", node, "decorate it with wraps");
  const given = expression(e, f);
  return typed(x.t, node, (g) => `{ let _ = ${g.own(given)}; ${g.own(x)} }`);
};

const isclose: Call1 = (e, node) => {
  const given = new Given(e, node);
  const [a, b] = [given.arg(0), given.arg(1)];
  const [rel, abs] = [given.opt(9, "rel_tol"), given.opt(9, "abs_tol")];
  const all = [a, b, rel, abs].filter((x) => x !== undefined);
  return alive(e, node, all, () => {
    if (!all.every(isReal)) return e.refuse("math.isclose of what may be no number", node);
    return raising(
      e.store.temp(BOOL),
      node,
      (g) =>
        `math::isclose(${float(g, a)}, ${float(g, b)}, ${rel ? float(g, rel) : "1e-9"}, ${abs ? float(g, abs) : "0.0"})`,
    );
  });
};

const math: Record<string, Call1> = {
  ...Object.fromEntries(FLOATS_RAISING.map((name) => [name, mathFloat(name, true)])),
  ...Object.fromEntries(FLOATS.map((name) => [name, name === "fabs" ? fabs : mathFloat(name, false)])),
  ...Object.fromEntries(FLOAT_TESTS.map((name) => [name, mathFloat(name, false, BOOL)])),
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  trunc: rounding("trunc"),
  gcd: intsOf("gcd"),
  lcm: intsOf("lcm"),
  factorial: intCall("factorial", 1),
  isqrt: intCall("isqrt", 1),
  comb: intCall("comb", 2),
  perm: intCall("perm", 2),
  pow: floats("pow", true),
  fmod: floats("fmod", true),
  atan2: floats("atan2", false),
  copysign: floats("copysign", false),
  hypot: (e, node) => {
    const args = new Given(e, node).all();
    return alive(e, node, args, () => {
      if (!args.every(isReal)) return e.refuse("math.hypot of what may be no number", node);
      return typed(e.store.temp(FLOAT), node, (g) => `math::hypot(&[${args.map((x) => float(g, x)).join(", ")}])`);
    });
  },
  log,
  log2: logOf("log2"),
  log10: logOf("log10"),
  isclose,
  prod,
  fsum: overIterable("math::fsum", FLOAT),
  dist: (e, node) => {
    const given = new Given(e, node).only(2);
    const points = [given.arg(0), given.arg(1)];
    if (points.some((x) => isBottom(x.t))) return dead(e, node, ...points);
    const [a, b] = points.map((x) => coordinates(e, node, x)) as [(g: Gen) => string, (g: Gen) => string];
    return raising(e.store.temp(FLOAT), node, (g) => `math::distance(${a(g)}, ${b(g)})`);
  },
  ...describedCalls(
    "math",
    `
modf(x:float) -> tuple[float, float]
frexp(x:float) -> tuple[float, int]
ldexp(x:float, i:int) -> float!
remainder(x:float, y:float) -> float!`,
  ),
  ...refusedCalls("math", { cbrt: "its last digit depends on the C library: write x ** (1 / 3)" }),
  nextafter: floats("nextafter", false),
  ulp: (e, node) =>
    number(new Given(e, node), 0, (x) => typed(e.store.temp(FLOAT), node, (g) => `math::ulp(${float(g, x)})`)),
};

function fabs(e: Elaborator, node: Call): Typed {
  return number(new Given(e, node), 0, (x) => typed(e.store.temp(FLOAT), node, (g) => `f64::abs(${float(g, x)})`));
}

const exit: Call1 = (e, node) => {
  const x = new Given(e, node).opt(0);
  if (x) e.store.add(e.exceptionArgs, find(x.t).mask & (BOOL | INT | FLOAT | STR | NONE));
  return {
    t: e.store.temp(),
    at: node,
    known: "never",
    emit: (g) => ({
      s: `{ ${g.throwing(x && !isBottom(x.t) ? `sys::exit_with(${g.ref(x)})` : "sys::exit_plain()")} }`,
      m: 0,
      atom: true,
    }),
  };
};

const sys: Record<string, Call1> = {
  exit,
  setrecursionlimit: (e, node) => {
    const x = new Given(e, node).arg(0);
    return raising(unit(e), node, (g) => `sys::setrecursionlimit(${asInt(g, x)})`);
  },
  getrecursionlimit: (e, node) => typed(e.store.temp(INT), node, () => "sys::getrecursionlimit()"),
  "stdin.readline": (e, node) => raising(str(e), node, () => "sys::stdin_readline()"),
  "stdin.read": (e, node) => raising(str(e), node, () => "sys::stdin_read()"),
  "stdin.readlines": (e, node) => newList(e, str(e), node, (g) => g.q("sys::stdin_readlines()")),
  "stdout.write": (e, node) => write(e, node, "stdout"),
  "stderr.write": (e, node) => write(e, node, "stderr"),
  ...refusedCalls("sys", {
    getsizeof: "it tells of CPython's own memory",
    settrace: "write what happened yourself",
    _getframe: "pass what is needed as arguments",
  }),
  intern: (e, node) => new Given(e, node).only(1).arg(0),
};

function write(e: Elaborator, node: Call, name: string): Typed {
  const x = new Given(e, node).arg(0);
  return spread(e, x, (arm) =>
    isOnly(arm, STR)
      ? typed(e.store.temp(INT), node, (g) => `sys::${name}_write(${g.ref(arm)})`)
      : e.typeError(`write() argument must be str, not ${typeName(arm.t)}`, node, arm),
  );
}

/** `typing.NewType(name, T)`: a function that gives what it is given. */
const newType: Call1 = (e, node) => {
  if (node.args.length !== 2 || !node.args[1] || node.keywords.length)
    return e.refuse("NewType with these arguments", node);
  return functionValue(e, node, (given) => {
    const [x] = given.positional;
    return x && given.positional.length === 1 ? x : e.refuse("a NewType called with other than one value", node);
  });
};

const heap =
  (name: string, shape: (elem: Cell, e: Elaborator) => Cell, raises: boolean, item: boolean): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    const list = given.arg(0);
    const part = soloPart(list.t);
    if (isBottom(list.t)) return dead(e, node, list);
    if (part?.kind !== "list") return e.refuse(`heapq.${name} of this`, node);
    const elem = part.args[0] as Cell;
    const x = item ? given.arg(1) : undefined;
    if (x) e.store.flow(x.t, elem);
    requireOrder(e, elem, node);
    const text = (g: Gen): string => `heapq::${name}(${g.ref(list)}${x ? `, ${g.own(x, elem)}` : ""})`;
    if (x && isBottom(x.t)) return dead(e, node, x);
    return raises ? raising(shape(elem, e), node, text) : typed(shape(elem, e), node, text);
  };

const extremes =
  (name: string): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    const n = given.arg(0);
    const source = iterateValue(e, given.arg(1));
    const elem = e.at(node);
    e.store.flow(source.item, elem);
    const key = given.named("key") ?? node.args[2];
    const by = key && !isBottom(elem) ? callback(e, key, [elem]) : undefined;
    requireOrder(e, by ? by.t : elem, node);
    return raising(e.store.of("list", elem), node, (g) => {
      const it = converted(g, source, elem);
      return by
        ? `heapq::${name}_by(${intArg(g, n)}, ${it}, ${by.write(g)})`
        : `heapq::${name}(${intArg(g, n)}, ${it})`;
    });
  };

/** `heapq.merge`. */
const merge: Call1 = (e, node) => {
  const given = new Given(e, node).only(99, "key", "reverse");
  const key = given.named("key");
  const reverse = given.opt(9, "reverse");
  if (node.args.some((arg) => arg.nodeType === "Starred"))
    return e.refuse("heapq.merge of a starred argument", node, "use sorted(itertools.chain(*…))");
  const sources = node.args.map((arg) => iterateValue(e, expression(e, arg)));
  const item = e.store.temp();
  for (const source of sources) e.store.flow(source.item, item);
  if (isBottom(item)) return e.refuse("heapq.merge of nothing", node);
  const by = key && !(key.nodeType === "Constant" && key.lit.k === "none") ? callback(e, key, [item]) : undefined;
  requireOrder(e, by ? by.t : item, node);
  return typed(e.store.of("iter", item), node, (g) => {
    const iters = sources.map((source) => `Iter::new(${converted(g, source, item)})`).join(", ");
    const rank = by
      ? `hint1::<${g.ty(item)}, ${g.ty(by.t)}, _>(${escaping(g, by)})`
      : `hint1::<${g.ty(item)}, ${g.ty(item)}, _>(|v| Ok(v))`;
    return `heapq::merge(vec![${iters}], ${rank}, ${reverse ? g.own(reverse) : "false"})`;
  });
};

const heapq: Record<string, Call1> = {
  heappush: heap("heappush", (_, e) => unit(e), true, true),
  heappop: heap("heappop", (elem) => elem, true, false),
  heapify: heap("heapify", (_, e) => unit(e), false, false),
  heappushpop: heap("heappushpop", (elem) => elem, false, true),
  heapreplace: heap("heapreplace", (elem) => elem, true, true),
  merge,
  nlargest: extremes("nlargest"),
  nsmallest: extremes("nsmallest"),
};

/** A search by what `key` gives of the items. */
function keyed(e: Elaborator, node: Call, name: string, inserts: boolean, key: Expr): Typed {
  const given = new Given(e, node);
  const [list, x] = [given.arg(0), given.arg(1)];
  const elem = soloPart(list.t)?.args[0] as Cell;
  if (given.expr(2, "lo") || given.expr(3, "hi")) return e.refuse(`bisect.${name} with a key and bounds`, node);
  if (inserts) e.store.flow(x.t, elem);
  const by = callback(e, key, [elem]);
  if (isBottom(elem) || isBottom(by.t)) return e.refuse(`bisect.${name} of a list of nothing with a key`, node);
  requireOrder(e, by.t, node);
  const side = name.endsWith("_left") ? "left" : "right";
  return raising(inserts ? unit(e) : e.store.temp(INT), node, (g) => {
    if (inserts) return `bisect::insort_${side}_by(${g.ref(list)}, ${g.own(x, elem)}, ${by.write(g)})`;
    if (g.ty(x.t) !== g.ty(by.t)) return e.refuse(`bisect.${name} of a value of another type than its keys`, node);
    return `bisect::bisect_${side}_by(${g.ref(list)}, ${g.ref(x)}, ${by.write(g)})`;
  });
}

const bisection =
  (name: string, inserts: boolean): Call1 =>
  (e, node) => {
    const given = new Given(e, node);
    const list = given.arg(0);
    const x = given.arg(1);
    const part = soloPart(list.t);
    if (isBottom(list.t) || isBottom(x.t)) return dead(e, node, list, x);
    if (part?.kind !== "list") return e.refuse(`bisect.${name} of this`, node);
    const elem = part.args[0] as Cell;
    const key = given.expr(4, "key");
    if (key && !(key.nodeType === "Constant" && key.lit.k === "none")) return keyed(e, node, name, inserts, key);
    if (inserts && (given.expr(2, "lo") || given.expr(3, "hi")))
      return e.refuse(`bisect.${name} within bounds`, node, "use bisect and list.insert");
    e.store.flow(x.t, elem);
    requireOrder(e, elem, node);
    const [lo, hi] = [given.opt(2, "lo"), given.opt(3, "hi")];
    const plain = name === "bisect" ? "bisect_right" : name === "insort" ? "insort_right" : name;
    return typed(inserts ? unit(e) : e.store.temp(INT), node, (g) => {
      if (inserts) return g.q(`bisect::${plain}(${g.ref(list)}, ${g.own(x, elem)})`);
      return g.q(
        `bisect::${plain}(${g.ref(list)}, ${g.ref(x, elem)}, ${lo ? intArg(g, lo) : "()"}, ${hi ? intArg(g, hi) : "()"})`,
      );
    });
  };

const bisect: Record<string, Call1> = {
  bisect: bisection("bisect", false),
  bisect_left: bisection("bisect_left", false),
  bisect_right: bisection("bisect_right", false),
  insort: bisection("insort", true),
  insort_left: bisection("insort_left", true),
  insort_right: bisection("insort_right", true),
};

/** `reduce` of what has no items: they are asked for all the same. */
function reduceNothing(e: Elaborator, node: Call, source: Source, start: Typed | undefined): Typed {
  return typed(start ? start.t : e.store.temp(), node, (g) => {
    const [it, first] = [g.fresh("it"), g.fresh("first")];
    const message = "reduce() of empty iterable with no initial value";
    const end = start ? first : g.throwing(`exc::TYPE_ERROR.msg("${message}")`);
    const held = start ? `let ${first} = ${g.own(start)}; ` : "";
    return `{ let mut ${it} = ${source.write(g)}; ${held}let _ = ${g.q(`${it}.next()`)}; ${end} }`;
  });
}

/** `reduce(f, xs[, start])`. */
const reduce: Call1 = (e, node) => {
  const source = iterateValue(e, expression(e, node.args[1] as never));
  const start = node.args[2] && expression(e, node.args[2]);
  const acc = e.at(node, "acc");
  e.store.flow(start ? start.t : source.item, acc);
  if (isBottom(source.item)) return reduceNothing(e, node, source, start);
  if (isBottom(acc)) return dead(e, node);
  const by = callback(e, node.args[0] as never, [acc, source.item]);
  e.store.flow(by.t, acc);
  return typed(acc, node, (g) => {
    const [it, name, v, f] = [g.fresh("it"), g.fresh("acc"), g.fresh("v"), g.fresh("f")];
    const first = start
      ? g.own(start, acc)
      : `match ${g.q(`${it}.next()`)} { Some(${v}) => ${g.coerceText(v, source.item, acc)}, None => { ${g.throwing(`exc::TYPE_ERROR.msg("reduce() of empty iterable with no initial value")`)} } }`;
    return `{ let mut ${it} = ${source.write(g)}; let mut ${f} = hint2::<${g.ty(acc)}, ${g.ty(source.item)}, ${g.ty(acc)}, _>(${by.write(g, acc)}); let mut ${name}: ${g.ty(acc)} = ${first}; while let Some(${v}) = ${g.q(`${it}.next()`)} { ${name} = ${g.q(`${f}(${name}, ${v})`)}; } ${name} }`;
  });
};

/** `partial(f, …)`: a function value that puts its own arguments first. */
const partial: Call1 = (e, node) => {
  const [f, ...rest] = node.args as [Expr, ...Expr[]];
  if (node.args.some((arg) => arg.nodeType === "Starred")) return e.refuse("partial with a starred argument", node);
  const known = callee(e, f);
  const held = [...(known ? [] : [hold(expression(e, f))]), ...rest.map((arg) => hold(expression(e, arg)))];
  const named = node.keywords.map((keyword) => ({ keyword, x: hold(expression(e, keyword.value)) }));
  const func = known ? f : (held[0] as ReturnType<typeof hold>).node;
  const first = known ? held : held.slice(1);
  return functionValue(
    e,
    node,
    (given) => {
      const made = synthetic(e, f, given);
      const own = named.filter(({ keyword }) => !given.keywords.has(keyword.arg ?? ""));
      return call(e, {
        ...made,
        func,
        args: [...first.map((each) => each.node), ...made.args],
        keywords: [...own.map(({ keyword, x }) => ({ ...keyword, value: x.node })), ...made.keywords],
      });
    },
    [...held, ...named.map(({ x }) => x)],
  );
};

const functools: Record<string, Call1> = {
  reduce,
  partial,
  cmp_to_key: cmpToKey,
  update_wrapper: updateWrapper,
};

const deque: Call1 = (e, node) => {
  const given = new Given(e, node);
  const elem = e.at(node);
  const t = e.store.of("deque", elem);
  const max = given.opt(1, "maxlen");
  const source = node.args[0] && iterateValue(e, given.arg(0));
  if (source) e.store.flow(source.item, elem);
  return typed(t, node, (g) => {
    const limit = !max || isOnly(max, NONE) ? "None" : isInt(max) ? `Some(${g.own(max)})` : g.own(max);
    const made = isBottom(elem) ? "Deque::<()>" : "Deque";
    if (!source) return limit === "None" ? `${made}::new(None)` : g.q(`${made}::with_maxlen(${limit})`);
    const it = converted(g, source, elem);
    return g.q(limit === "None" ? `Deque::from_iter(${it})` : `Deque::from_iter_maxlen(${it}, ${limit})`);
  });
};

const defaultdict: Call1 = (e, node) => {
  const [key, value] = [e.at(node, "k"), e.at(node, "v")];
  const t = e.store.of("defaultdict", key, value);
  const factory = node.args[0];
  if (!factory || factory.nodeType === "Constant") return e.refuse("defaultdict without a factory", node, "use a dict");
  const made = callback(e, factory, []);
  e.store.flow(made.t, value);
  if (node.args.length > 1 || node.keywords.length) {
    const rest = startOf(node);
    const start = (BUILTINS.get("dict") as Call1)(e, rest);
    const part = soloPart(start.t);
    if (part?.kind !== "dict")
      return isBottom(start.t) ? dead(e, node, start) : e.refuse("this start of a defaultdict", node);
    e.store.unify(part.args[0] as Cell, key);
    e.store.unify(part.args[1] as Cell, value);
    return typed(
      t,
      node,
      (g) => `DefaultDict::with(${shownFactory(factory)}, ${escaping(g, made, value)}, ${g.own(start)})`,
    );
  }
  return typed(t, node, (g) => `DefaultDict::new(${shownFactory(factory)}, ${escaping(g, made, value)})`);
};

const starts = new WeakMap<Call, Call>();

/** `dict(…)` of what stands behind the factory: the same node in every round. */
function startOf(node: Call): Call {
  const known = starts.get(node) ?? { ...node };
  starts.set(node, known);
  known.args = node.args.slice(1);
  known.keywords = node.keywords;
  return known;
}

/** How `repr` shows a factory. */
function shownFactory(node: Expr): string {
  const builtin = node.nodeType === "Name" && !node.sym && BUILTINS.has(node.id) ? node.id : "";
  return /^(int|list|set|dict|str|float|bool|tuple)$/.test(builtin)
    ? `"<class '${builtin}'>"`
    : '"<function <lambda>>"';
}

const counter: Call1 = (e, node) => {
  const elem = e.at(node);
  const t = e.store.of("counter", elem);
  const given = new Given(e, node);
  const empty = (): string => (isBottom(elem) ? "Counter::<()>::new()" : "Counter::new()");
  if (node.keywords.length) {
    if (node.args.length || node.keywords.some((keyword) => keyword.arg === undefined))
      return e.refuse("Counter with keywords", node);
    e.store.add(elem, STR);
    const entries = node.keywords.map((keyword) => [keyword.arg as string, expression(e, keyword.value)] as const);
    if (entries.some(([, x]) => !isInt(x))) return e.refuse("Counter with values that are no ints", node);
    return typed(
      t,
      node,
      (g) =>
        `Counter::from_dict(&dict!{${entries.map(([name, x]) => `${g.coerceText(`lit("${name}")`, e.store.temp(STR), elem)} => ${ownInt(g, x)}`).join(", ")}})`,
    );
  }
  if (!node.args.length) return typed(t, node, empty);
  const x = given.arg(0);
  const part = soloPart(x.t);
  if (part?.kind === "counter") return typed(x.t, node, (g) => `${g.recv(x)}.copy()`);
  if (part?.kind === "dict") {
    e.store.unify(part.args[0] as Cell, elem);
    if (find(part.args[1] as Cell).mask !== INT)
      return isBottom(part.args[1] as Cell)
        ? typed(t, node, empty)
        : e.refuse("Counter of a dictionary of other values", node);
    return raising(t, node, (g) => `PyResult::Ok(Counter::from_dict(${g.ref(x)}))`);
  }
  const source = iterateValue(e, x);
  e.store.flow(source.item, elem);
  if (isBottom(source.item)) return typed(t, node, (g) => `{ let _ = ${source.write(g)}; ${empty()} }`);
  return raising(t, node, (g) => `Counter::from_iter(${converted(g, source, elem)})`);
};

const ordered: Call1 = (e, node) => {
  const inner = (BUILTINS.get("dict") as Call1)(e, node);
  const part = soloPart(inner.t);
  if (!part) return inner;
  const t = e.store.part({ kind: "ordereddict", key: "ordereddict", args: part.args });
  return typed(t, node, (g) => `OrderedDict(${g.own(inner)})`);
};

const orderedFromKeys: Call1 = (e, node) => {
  const inner = e.library.fromKeys(e, node);
  const part = soloPart(inner.t);
  if (!part) return inner;
  const t = e.store.part({ kind: "ordereddict", key: "ordereddict", args: part.args });
  return typed(t, node, (g) => `OrderedDict(${g.own(inner)})`);
};

const collections: Record<string, Call1> = {
  deque,
  defaultdict,
  Counter: counter,
  OrderedDict: ordered,
  "OrderedDict.fromkeys": orderedFromKeys,
};

const copy: Record<string, Call1> = {
  copy: (e, node) => {
    const x = new Given(e, node).arg(0);
    return spread(e, x, (arm) => {
      const part = soloPart(arm.t);
      if (!part) return arm;
      if (/^(list|dict|set|deque|defaultdict|counter)$/.test(part.kind))
        return typed(arm.t, node, (g) => `${g.recv(arm)}.copy()`);
      if (part.kind === "tuple" || part.kind === "vtuple" || part.kind === "frozenset") return arm;
      if (
        part.kind === "inst" &&
        !(part.ref as ClassInfo).exception &&
        !findMember(part.ref as ClassInfo, "__copy__")
      ) {
        e.copied.add(find(arm.t));
        e.copiedOnce.add(part.ref as ClassInfo);
        return typed(arm.t, node, (g) => `${g.recv(arm)}.shallow_copy()`);
      }
      return e.refuse(`copy of ${typeName(arm.t)}`, node);
    });
  },
  deepcopy: (e, node) => {
    const x = new Given(e, node).arg(0);
    if (isBottom(x.t)) return dead(e, node, x);
    requireDeep(e, x.t, node);
    return typed(x.t, node, (g) => `deep_copy(${g.ref(x)})`);
  },
};

const DEEP = /^(list|dict|set|frozenset|tuple|vtuple|deque|defaultdict|counter|ordereddict|func|class|inst)$/;

/** Everything that a deep copy reaches must know how to be copied; the program's own types are told to. */
function requireDeep(e: Elaborator, cell: Cell, node: Call, key = false): void {
  const root = find(cell);
  if (e.copied.has(root)) return;
  e.copied.add(root);
  for (const part of root.parts?.values() ?? []) {
    if (!DEEP.test(part.kind)) e.refuse(`deepcopy of ${part.kind}`, node);
    if (part.kind !== "inst") {
      part.args.forEach((arg, i) => {
        requireDeep(e, arg, node, /set|dict|counter/.test(part.kind) && i === 0);
      });
      continue;
    }
    const info = part.ref as ClassInfo;
    if (key && !info.isEnum && !info.isTuple) e.refuse("deepcopy of objects that are keys", node);
    if (findMember(info, "__deepcopy__")) e.refuse("__deepcopy__", node);
    if (info.exception) e.refuse("deepcopy of an exception", node);
    if (!info.isEnum) for (const field of info.fields.values()) requireDeep(e, field, node);
  }
}

export const MODULE_CALLS: Record<string, Record<string, Call1>> = {
  itertools,
  random,
  string: template,
  math,
  sys,
  io,
  heapq,
  bisect,
  functools,
  collections,
  operator,
  copy,
  dataclasses,
  re,
  json,
  cmath,
  datetime,
  decimal,
  fractions,
  statistics,
  textwrap,
  hashlib,
  base64,
  binascii,
  zlib,
  calendar,
  os,
  posixpath,
  pprint,
  pathlib,
  time: clock,
  typing: { NewType: newType },
};

/** Exception classes of modules: the runtime's constants. */
export const MODULE_EXCEPTIONS: Record<string, string> = {
  ...DECIMAL_EXCEPTIONS,
  ...STREAM_EXCEPTIONS,
  ...BASE64_EXCEPTIONS,
  ...CALENDAR_EXCEPTIONS,
  "dataclasses.FrozenInstanceError": "FROZEN_INSTANCE_ERROR",
  "json.JSONDecodeError": "json::DECODE_ERROR",
  "json.decoder.JSONDecodeError": "json::DECODE_ERROR",
  "re.error": "re::ERROR",
  "statistics.StatisticsError": "statistics::STATISTICS_ERROR",
};

type Constant = (e: Elaborator) => { t: Cell; text: string };
const floatConstant =
  (text: string): Constant =>
  (e) => ({ t: e.store.temp(FLOAT), text });
const textConstant =
  (text: string): Constant =>
  (e) => ({ t: e.store.temp(STR), text: `lit(${JSON.stringify(text)})` });

export const MODULE_CONSTANTS: Record<string, Constant> = {
  ...RE_CONSTANTS,
  ...STREAM_CONSTANTS,
  ...CMATH_CONSTANTS,
  ...CALENDAR_CONSTANTS,
  ...PATH_CONSTANTS,
  ...DATETIME_CONSTANTS,
  ...DECIMAL_CONSTANTS,
  "math.pi": floatConstant("std::f64::consts::PI"),
  "math.e": floatConstant("std::f64::consts::E"),
  "math.tau": floatConstant("std::f64::consts::TAU"),
  "math.inf": floatConstant("f64::INFINITY"),
  "math.nan": floatConstant("f64::NAN"),
  "sys.maxsize": (e) => ({ t: e.store.temp(INT), text: "int(9223372036854775807)" }),
  "sys.argv": (e) => ({ t: e.store.of("list", e.store.temp(STR)), text: "sys::argv()" }),
  "string.ascii_lowercase": textConstant("abcdefghijklmnopqrstuvwxyz"),
  "string.ascii_uppercase": textConstant("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  "string.ascii_letters": textConstant("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  "string.digits": textConstant("0123456789"),
  "string.hexdigits": textConstant("0123456789abcdefABCDEF"),
  "string.octdigits": textConstant("01234567"),
  "string.punctuation": textConstant("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  "string.printable": (e) => ({ t: e.store.temp(STR), text: "string::PRINTABLE" }),
  ...describedConstants(
    "sys",
    `
float_info.max: float = f64::MAX
float_info.min: float = f64::MIN_POSITIVE
float_info.epsilon: float = f64::EPSILON
float_info.dig: int = int(15)
float_info.mant_dig: int = int(53)
float_info.max_exp: int = int(1024)
float_info.min_exp: int = int(-1021)
float_info.max_10_exp: int = int(308)
float_info.min_10_exp: int = int(-307)
float_info.radix: int = int(2)
version_info.major: int = int(3)
version_info.minor: int = int(11)
byteorder: str = lit("little")
maxunicode: int = int(1114111)`,
  ),
  "string.whitespace": (e) => ({ t: e.store.temp(STR), text: `lit(" \\t\\n\\r\\x0b\\x0c")` }),
};

export { callValue, iterator };
