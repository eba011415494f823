import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { converted } from "../../infer/displays.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { exhausted, iterateValue, type Source } from "../../infer/iteration.js";
import { float, isInt, ownInt } from "../../infer/numbers.js";
import { requireOrder } from "../../infer/ordering.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread } from "../../infer/unions.js";
import { BOOL, type Cell, FLOAT, find, INT, isBottom } from "../../types/cell.js";
import { asInt, Given } from "../given.js";
import type { Call1 } from "./module.js";

/** The data of a call: all ints, or floats with whatever ints are among them; `mixed`, where both may be. */
interface Data {
  isInt: boolean;
  mixed?: (g: Gen) => string;
  isLogical?: boolean;
  write: (g: Gen) => string;
}

function data(e: Elaborator, node: Call, i = 0): Data | Typed {
  const x = expression(e, node.args[i] as Expr);
  const source = iterateValue(e, x);
  const item = find(source.item);
  if (isBottom(x.t)) return dead(e, node, x);
  if (isBottom(item)) return { isInt: false, write: (g) => `{ ${exhausted(g, source)} VecIter::<f64>::new(vec![]) }` };
  if (item.parts?.size || item.mask & ~(INT | BOOL | FLOAT)) return e.refuse("statistics of these", node.args[i]);
  if (item.mask === INT) return { isInt: true, write: source.write };
  let name = "";
  const held: Typed = { t: source.item, at: node, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
  const hasFloat = (item.mask & FLOAT) !== 0;
  const each = spread(e, held, (arm) =>
    typed(e.store.temp(hasFloat ? FLOAT : INT), node, (g) => (hasFloat ? float(g, arm) : ownInt(g, arm))),
  );
  const kept = spread(e, held, (arm) => {
    const isFloat = find(arm.t).mask === FLOAT;
    return typed(e.store.temp(INT), node, (g) =>
      isFloat ? `statistics::Number::Float(${float(g, arm)})` : `statistics::Number::Int(${ownInt(g, arm)})`,
    );
  });
  const written =
    (each: Typed) =>
    (g: Gen): string => {
      name = g.fresh("v");
      const mine = name;
      return `map_iter(${source.write(g)}, |${mine}| Ok(${g.inClosure(() => g.own(each))}))`;
    };
  return {
    isInt: !hasFloat,
    write: written(each),
    isLogical: (item.mask & BOOL) !== 0,
    ...(hasFloat && item.mask !== FLOAT && { mixed: written(kept) }),
  };
}

function plain(e: Elaborator, node: Call, most: number, ...names: string[]): Given {
  if (!node.args.length) e.refuse("statistics without data", node);
  return new Given(e, node).only(most, ...names);
}

/** Functions whose result over ints is an int where it is a whole number. */
const either =
  (name: string): Call1 =>
  (e, node) => {
    plain(e, node, 1);
    const given = data(e, node);
    if (!("isInt" in given)) return given;
    if (name === "median" && given.isLogical) return e.refuse("statistics.median of these", node);
    const { mixed } = given;
    if (!given.isInt && !mixed)
      return raising(e.store.temp(FLOAT), node, (g) => `statistics::${name}(${given.write(g)})`);
    const t = e.store.temp(INT | FLOAT);
    return typed(t, node, (g) => {
      const made = g.q(mixed ? `statistics::${name}_mixed(${mixed(g)})` : `statistics::${name}_int(${given.write(g)})`);
      const [whole, real] = [e.store.temp(INT), e.store.temp(FLOAT)];
      return `match ${made} { statistics::Number::Int(v) => ${g.coerceText("v", whole, t)}, statistics::Number::Float(v) => ${g.coerceText("v", real, t)} }`;
    });
  };

const real =
  (name: string): Call1 =>
  (e, node) => {
    plain(e, node, 1);
    const given = data(e, node);
    if (!("isInt" in given)) return given;
    return raising(e.store.temp(FLOAT), node, (g) => `statistics::${name}(${given.write(g)})`);
  };

const pair =
  (name: string): Call1 =>
  (e, node) => {
    plain(e, node, 2);
    const [x, y] = [data(e, node, 0), data(e, node, 1)];
    if (!("isInt" in x)) return x;
    if (!("isInt" in y)) return y;
    return raising(e.store.temp(FLOAT), node, (g) => `statistics::${name}(${x.write(g)}, ${y.write(g)})`);
  };

/** Functions that give back one of the items, or several. */
const chosen =
  (name: string, shape: (e: Elaborator, item: Cell) => Cell, numbers: boolean): Call1 =>
  (e, node) => {
    plain(e, node, 1);
    const x = expression(e, node.args[0] as Expr);
    const source: Source = iterateValue(e, x);
    if (isBottom(x.t)) return dead(e, node, x);
    if (isBottom(source.item) && name === "multimode")
      return typed(shape(e, source.item), node, (g) => `{ ${exhausted(g, source)} List::<()>::new() }`);
    if (isBottom(source.item)) {
      const what = name === "mode" ? "mode" : "median";
      return e.raise(`statistics::STATISTICS_ERROR.msg("no ${what} for empty data")`, node, x);
    }
    const { mask, parts } = find(source.item);
    if (numbers && (parts?.size || (mask !== INT && mask !== FLOAT)))
      return e.refuse(`statistics.${name} of these`, node);
    if (numbers) requireOrder(e, source.item, node);
    return raising(shape(e, source.item), node, (g) => `statistics::${name}(${converted(g, source, source.item)})`);
  };

const quantiles: Call1 = (e, node) => {
  const given = plain(e, node, 1, "n", "method");
  const [n, method] = [given.opt(9, "n"), given.opt(9, "method")];
  const values = data(e, node);
  if (!("isInt" in values)) return values;
  if (n && !isInt(n)) return e.refuse("this n of quantiles", node);
  if (method && method.lit?.k !== "str") return e.refuse("a method of quantiles that is worked out", node);
  const name = method?.lit?.k === "str" ? method.lit.v : "exclusive";
  if (name !== "exclusive" && name !== "inclusive")
    return e.raise(`exc::VALUE_ERROR.msg("Unknown method: '${name.replace(/\W/g, "")}'")`, node);
  return raising(
    e.store.of("list", e.store.temp(FLOAT)),
    node,
    (g) => `statistics::quantiles(${values.write(g)}, ${n ? asInt(g, n) : "&int(4)"}, ${name === "inclusive"})`,
  );
};

export const statistics: Record<string, Call1> = {
  mean: either("mean"),
  median: either("median"),
  variance: either("variance"),
  pvariance: either("pvariance"),
  harmonic_mean: either("harmonic_mean"),
  fmean: real("fmean"),
  geometric_mean: real("geometric_mean"),
  stdev: real("stdev"),
  pstdev: real("pstdev"),
  covariance: pair("covariance"),
  correlation: pair("correlation"),
  median_low: chosen("median_low", (_, item) => item, true),
  median_high: chosen("median_high", (_, item) => item, true),
  mode: chosen("mode", (_, item) => item, false),
  multimode: chosen("multimode", (e, item) => e.store.of("list", item), false),
  quantiles,
};
