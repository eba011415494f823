import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf, plainOf } from "../../infer/classes.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { constant, expression } from "../../infer/expressions.js";
import { exhausted, iterateValue } from "../../infer/iteration.js";
import { float, isInt, isNumber, isOnly, isReal, ownInt } from "../../infer/numbers.js";
import { askSpecial } from "../../infer/special-results.js";
import { asIndex } from "../../infer/subscripts.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { BOOL, FLOAT, find, INT, isBottom, NONE } from "../../types/cell.js";
import { accumulated } from "../builtins/aggregates.js";
import { alive, asInt, Given } from "../given.js";
import { describedCalls } from "../native/module.js";
import { nativeHook } from "../native/values.js";
import type { Call1 } from "./module-call.js";

const FLOATS_RAISING =
  "sqrt exp sin cos tan asin acos atan sinh cosh tanh log1p expm1 exp2 cbrt gamma lgamma asinh acosh atanh".split(" ");

const FLOATS = "degrees radians erf erfc fabs".split(" ");

const FLOAT_TESTS = "isnan isinf isfinite".split(" ");

/** A number wanted as a float: others raise Python's TypeError. */
function number(given: Given, i: number, what: (x: Typed) => Typed, hook?: string): Typed {
  return spread(given.e, given.arg(i), (x) => {
    if (isNumber(x)) return what(x);
    const native = hook && nativeHook(given.e, x, hook, [], given.at);
    if (native) return native;
    const info = infoOf(x);
    if (hook && info && findMember(info, hook)) return callMethod(given.e, x, hook, [], given.at);
    if (hook === "__trunc__")
      return given.e.typeError(`type ${typeName(x.t)} doesn't define __trunc__ method`, given.at, x);
    const real = nativeHook(given.e, x, "__float__", [], given.at);
    if (real) return what(real);
    const asked = hook !== "__trunc__" && ["__float__", "__index__"].find((name) => info && findMember(info, name));
    if (asked) {
      const said = askSpecial(given.e, x, asked, [], given.at);
      return isBottom(said.t) ? said : what(said);
    }
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

/** A number that is wanted as an int: what may be none is asked where it is used. */
function integral(e: Elaborator, x: Typed, at: Call): Typed {
  if (isInt(x) || isBottom(x.t)) return x;
  return spread(e, x, (arm) => {
    const given = asIndex(e, plainOf(e, arm), at);
    return isInt(given)
      ? typed(e.store.temp(INT), at, (g) => ownInt(g, given))
      : e.typeError(`'${typeName(given.t)}' object cannot be interpreted as an integer`, at, given);
  });
}

/** Arguments of which some are starred, as one list. */
function starredArguments(e: Elaborator, node: Call): Typed | undefined {
  if (!node.args.some((arg) => arg.nodeType === "Starred")) return undefined;
  return expression(e, e.standIn<Expr>(node, { nodeType: "List", elts: node.args } as Partial<Expr>));
}

const intsOf =
  (name: string): Call1 =>
  (e, node) => {
    const list = starredArguments(e, node);
    if (list) {
      const source = iterateValue(e, list);
      const isNone = isBottom(source.item);
      if (
        !isNone &&
        !isOnly(
          typed(source.item, node, () => ""),
          INT,
        )
      )
        return e.refuse(`math.${name} of what may be no int`, node);
      return typed(e.store.temp(INT), node, (g) => {
        if (isNone) return `{ ${exhausted(g, source)} math::${name}(&[]) }`;
        return `math::${name}(&${g.q(`to_vec(${source.write(g)})`)})`;
      });
    }
    const args = new Given(e, node).all().map((x) => integral(e, x, node));
    return alive(e, node, args, () => {
      if (!args.every(isInt)) return e.refuse(`math.${name} of what may be no int`, node);
      return typed(e.store.temp(INT), node, (g) => `math::${name}(&[${args.map((x) => ownInt(g, x)).join(", ")}])`);
    });
  };

const intCall =
  (name: string, count: number): Call1 =>
  (e, node) => {
    // The second argument of perm may be None.
    const isAsked = (x: Typed, i: number): boolean => name !== "perm" || i === 0 || !(find(x.t).mask & NONE);
    const args = new Given(e, node).all().map((x, i) => (isAsked(x, i) ? integral(e, x, node) : x));
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
      return typed(want, node, (g) => `{ ${exhausted(g, source)} ${wants === INT ? "int(1)" : "0.0"} }`);
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
  if (isBottom(item)) return (g) => `{ ${exhausted(g, source)} Vec::<f64>::new() }`;
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
  if (start && isBottom(item)) return typed(start.t, node, (g) => `{ ${exhausted(g, source)} ${g.own(start)} }`);
  const areNumbers = !item.parts?.size && (item.mask & ~(INT | BOOL | FLOAT)) === 0 && !isBottom(item);
  if (areNumbers && (start ? isNumber(start) : item.mask !== INT))
    return accumulated(e, node, "Mult", source, start ?? constant(e, { k: "int", v: 1n }, node));
  if (start) return e.refuse("math.prod of these items with a start", node, "multiply in a loop");
  if (isBottom(item) || (item.mask === INT && !item.parts?.size)) {
    return isBottom(item)
      ? typed(e.store.temp(INT), node, (g) => `{ ${exhausted(g, source)} int(1) }`)
      : raising(e.store.temp(INT), node, (g) => `math::prod(${source.write(g)})`);
  }
  return e.refuse("math.prod of these items", node, "multiply in a loop");
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

export const math: Record<string, Call1> = {
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
    const list = starredArguments(e, node);
    if (list) {
      const { item, write } = iterateValue(e, list);
      const one = (text: string): Typed => typed(item, node, () => text);
      if (!isNumber(one(""))) return e.refuse("math.hypot of what may be no number", node);
      return typed(e.store.temp(FLOAT), node, (g) => {
        const v = g.fresh("v");
        return `math::hypot(&${g.q(`to_vec(map_iter(${write(g)}, |${v}| Ok(${float(g, one(v))})))`)})`;
      });
    }
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
  nextafter: floats("nextafter", false),
  ulp: (e, node) =>
    number(new Given(e, node), 0, (x) => typed(e.store.temp(FLOAT), node, (g) => `math::ulp(${float(g, x)})`)),
};

function fabs(e: Elaborator, node: Call): Typed {
  return number(new Given(e, node), 0, (x) => typed(e.store.temp(FLOAT), node, (g) => `f64::abs(${float(g, x)})`));
}
