/** `random`: the module's functions, and the same as methods of a `Random`. */
import type { Call } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf } from "../../infer/classes.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { exhausted, iterateValue } from "../../infer/iteration.js";
import { float, isInt, isOnly, ownInt } from "../../infer/numbers.js";
import { askSpecial } from "../../infer/special-results.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { BYTES, type Cell, FLOAT, find, INT, isBottom, NONE, RANGE, STR, soloPart } from "../../types/cell.js";
import { alive, asInt, Given, unit } from "../given.js";
import { callDescribed, givenArguments } from "./call.js";
import { type Call1, refusedCalls } from "./module.js";
import { nativeCell, signatures } from "./signature.js";
import { nativeType, register, SPECIAL } from "./types.js";

register(
  nativeType("random", "Random", "random::Random", { frozen: false }),
  nativeType("random", "RandomState", "random::RandomState", { frozen: false }),
);

/** A call of a generator, which `on` writes with the dot behind it. */
type Draw = (e: Elaborator, node: Call, on: (g: Gen) => string) => Typed;

const DESCRIBED = signatures(`
random() -> float
randint(a:int, b:int) -> int!
randrange(start:int) -> int!
randrange(start:int, stop:int) -> int! = randrange2
randrange(start:int, stop:int, step:int) -> int! = randrange3
getrandbits(k:int) -> int!
randbytes(n:int) -> bytes!
uniform(a:float, b:float) -> float
gauss(mu:float=0.0, sigma:float=1.0) -> float
normalvariate(mu:float=0.0, sigma:float=1.0) -> float
lognormvariate(mu:float, sigma:float) -> float!
expovariate(lambd:float) -> float!
triangular(low:float=0.0, high:float=1.0, mode:float?=None) -> float
gammavariate(alpha:float, beta:float) -> float!
betavariate(alpha:float, beta:float) -> float!
paretovariate(alpha:float) -> float!
vonmisesvariate(mu:float, kappa:float) -> float!
weibullvariate(alpha:float, beta:float) -> float!
getstate() -> RandomState
setstate(state:RandomState) -> None`);

/** How a seed is given: the runtime's method and its argument. */
function seeding(e: Elaborator, x: Typed, at: Call): (g: Gen) => string {
  if (isInt(x)) return (g) => `seed(${asInt(g, x)})`;
  if (isOnly(x, STR)) return (g) => `seed_str(${g.ref(x)})`;
  if (isOnly(x, FLOAT)) return (g) => `seed_float(${g.copy(x)})`;
  if (isOnly(x, BYTES)) return (g) => `seed_bytes(${g.ref(x)})`;
  if (isOnly(x, NONE)) return (g) => `seed_none(${g.own(x)})`;
  return e.refuse(`a seed that is a ${typeName(x.t)}`, at, "seed with an int or a text");
}

const seed: Draw = (e, node, on) => {
  const x = new Given(e, node).only(1, "a").opt(0, "a");
  if (!x) return typed(unit(e), node, (g) => `${on(g)}seed_none(())`);
  return spread(e, x, (arm) => {
    const write = seeding(e, arm, node);
    return typed(unit(e), node, (g) => `${on(g)}${write(g)}`);
  });
};

/** A sequence as a list: what is none raises in Python. */
function sequence(e: Elaborator, x: Typed, name: string): { elem: Cell; write: (g: Gen) => string } {
  const part = soloPart(x.t);
  if (part?.kind === "list") return { elem: part.args[0] as Cell, write: (g) => g.ref(x) };
  const isSequence = isOnly(x, STR) || find(x.t).mask === 64 || /^(tuple|vtuple|deque)$/.test(part?.kind ?? "");
  if (!isSequence) return e.refuse(`random.${name} of a ${typeName(x.t)}`, x.at, "make a list of it first");
  const source = iterateValue(e, x);
  return { elem: source.item, write: (g) => `&${g.q(`to_list(${source.write(g)})`)}` };
}

/** One of the items of an object, which is asked how many it has: twice, unless it has none. */
function chosen(e: Elaborator, x: Typed, node: Call, on: (g: Gen) => string): Typed {
  const length = askSpecial(e, x, "__len__", [], node);
  const at = raising(e.store.temp(INT), node, (g) => {
    const count = g.fresh("count");
    return `${on(g)}choice_at(&{ let ${count} = ${ownInt(g, length)}; if truthy(&${count}) { ${ownInt(g, length)} } else { ${count} } })`;
  });
  return callMethod(e, x, "__getitem__", [at], node);
}

const choice: Draw = (e, node, on) =>
  spread(e, new Given(e, node).only(1, "seq").arg(0, "seq"), (x) => {
    if (isOnly(x, STR)) return raising(e.store.temp(STR), node, (g) => `${on(g)}choice_str(${g.ref(x)})`);
    if (isOnly(x, RANGE)) return raising(e.store.temp(INT), node, (g) => `${on(g)}choice_range(${g.ref(x)})`);
    const info = infoOf(x);
    if (info && x.pure && findMember(info, "__len__") && findMember(info, "__getitem__")) return chosen(e, x, node, on);
    const list = sequence(e, x, "choice");
    return raising(list.elem, node, (g) => `${on(g)}choice(${list.write(g)})`);
  });

/** A list of numbers as floats or ints. */
function numbers(e: Elaborator, x: Typed, wants: number): (g: Gen) => string {
  const source = iterateValue(e, x);
  const { mask, parts } = find(source.item);
  if (isBottom(source.item)) return (g) => `{ ${exhausted(g, source)} limit("weights or counts without an item") }`;
  if (parts?.size || (mask !== INT && mask !== FLOAT) || (wants === INT && mask === FLOAT))
    return e.refuse("weights or counts of this type", x.at, "give numbers of one type");
  return (g) => {
    const v = g.fresh("v");
    const one: Typed = { t: source.item, at: x.at, emit: () => ({ s: v, m: 1, atom: true }) };
    const text = wants === INT ? v : g.inClosure(() => float(g, one));
    return `&${g.q(`to_list(map_iter(${source.write(g)}, |${v}| Ok(${text})))`)}`;
  };
}

const absent = (x: Typed | undefined): boolean => !x || isOnly(x, NONE);

const sample: Draw = (e, node, on) => {
  const given = new Given(e, node).only(2, "population", "k", "counts");
  const [x, k, counts] = [given.arg(0, "population"), given.arg(1, "k"), given.opt(9, "counts")];
  return alive(e, node, [x, k, ...(counts ? [counts] : [])], () => {
    if (!isInt(k)) return e.refuse("this k of random.sample", node);
    if (isOnly(x, RANGE) && absent(counts))
      return raising(
        e.store.of("list", e.store.temp(INT)),
        node,
        (g) => `${on(g)}sample_range(${g.ref(x)}, ${asInt(g, k)})`,
      );
    const list = sequence(e, x, "sample");
    const of = absent(counts) ? undefined : numbers(e, counts as Typed, INT);
    return raising(
      e.store.of("list", list.elem),
      node,
      (g) => `${on(g)}sample${of ? "_counts" : ""}(${list.write(g)}, ${asInt(g, k)}${of ? `, ${of(g)}` : ""})`,
    );
  });
};

const choices: Draw = (e, node, on) => {
  const given = new Given(e, node).only(2, "population", "weights", "cum_weights", "k");
  const x = given.arg(0, "population");
  const [weights, sums, k] = [given.opt(1, "weights"), given.opt(9, "cum_weights"), given.opt(9, "k")];
  const all = [x, weights, sums, k].filter((each): each is Typed => each !== undefined);
  return alive(e, node, all, () => {
    const list = sequence(e, x, "choices");
    if (k && !isInt(k)) return e.refuse("this k of random.choices", node);
    if (!absent(weights) && !absent(sums)) return e.refuse("random.choices by two kinds of weights", node);
    const by = absent(weights) ? (absent(sums) ? undefined : sums) : weights;
    const held = by && numbers(e, by, FLOAT);
    const name = !by ? "choices" : by === sums ? "choices_summed" : "choices_weighted";
    return raising(
      e.store.of("list", list.elem),
      node,
      (g) => `${on(g)}${name}(${list.write(g)}, ${held ? `${held(g)}, ` : ""}${k ? asInt(g, k) : "&int(1)"})`,
    );
  });
};

const shuffle: Draw = (e, node, on) => {
  const x = new Given(e, node).only(1, "x").arg(0, "x");
  if (isBottom(x.t)) return dead(e, node, x);
  return soloPart(x.t)?.kind === "list"
    ? typed(unit(e), node, (g) => `${on(g)}shuffle(${g.ref(x)})`)
    : e.refuse(`random.shuffle of a ${typeName(x.t)}`, node, "shuffle a list");
};

const DRAWS: Record<string, Draw> = { seed, choice, sample, choices, shuffle };
for (const [name, all] of DESCRIBED)
  DRAWS[name] = (e, node, on) => callDescribed(e, all, givenArguments(e, node), node, `random.${name}`, on);

for (const [name, draw] of Object.entries(DRAWS))
  SPECIAL.set(`Random.${name}`, (e, x, _part, node) => draw(e, node, (g) => `${g.recv(x)}.`));

/** `random.Random(x)`. */
const make: Call1 = (e, node) => {
  const x = new Given(e, node).only(1, "x").opt(0, "x");
  const t = nativeCell(e, "Random");
  if (!x) return typed(t, node, () => "random::Random::unseeded()");
  return spread(e, x, (arm) => {
    const write = seeding(e, arm, node);
    return typed(t, node, (g) => `{ let made = random::Random::unseeded(); made.${write(g)}; made }`);
  });
};

const functions: [string, Call1][] = Object.entries(DRAWS).map(([name, draw]) => [
  name,
  (e, node) => draw(e, node, () => "random::shared()."),
]);

export const random: Record<string, Call1> = {
  ...Object.fromEntries(functions),
  Random: make,
  ...refusedCalls("random", {
    SystemRandom: "use random.Random with a seed",
  }),
};
