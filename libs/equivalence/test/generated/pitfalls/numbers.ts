import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

const WHOLE = ["0", "1", "-1", "2", "3", "-3", "7", "-7", "10", "2**53 + 1", "-2**63", "10**20"];
const PARTS = [
  "0.0",
  "-0.0",
  "1.0",
  "2.0",
  "0.5",
  "-0.5",
  "2.5",
  "-2.5",
  "3.0",
  "1e16",
  "1e-7",
  "0.1",
  "1e300",
  "float(2**53)",
];
const TRUTHS = ["True", "False"];

/** Whole numbers, floats and truths in one place: kept apart when shown, alike as keys, mixed by arithmetic. */
export function numbers(draw: Draw): Scene {
  const n = draw.label();
  const plain = (): string => `(${draw.pick(draw.pick([WHOLE, WHOLE, PARTS, PARTS, TRUTHS]))})`;
  const v = (): string =>
    draw.pick([
      `i${n}`,
      `f${n}`,
      `m${n}`,
      `xs${n}[${draw.pick(["0", "1", "-1"])}]`,
      `d${n}['k']`,
      `either${n}(${draw.pick(["0", "1", "2"])})`,
      `o${n}.v`,
    ]);
  const w = (): string => draw.pick([v, v, plain])();
  const op = (): string => draw.pick(["+", "-", "*", "/", "//", "%", "//", "%"]);
  const digits = (): string => draw.pick(["", ", 0", ", 1", ", -1", ", 2", ", None"]);
  const term = (): string =>
    draw.pick([
      () => `${w()} ${op()} ${w()}`,
      () => `(${w()} ${op()} ${w()}) ${op()} ${w()}`,
      () => `divmod(${w()}, ${w()})`,
      () => `round(${w()}${digits()})`,
      () => `${w()} ** ${draw.pick(["2", "-1", "0", "0.5", "3", "-2", "1.0"])}`,
      () => `${draw.pick(["max", "min"])}(${w()}, ${w()})`,
      () => `sum([${w()}, ${w()}])`,
      () => `abs(${w()})`,
      () => `-${v()}`,
      () => `${draw.pick(["int", "float", "bool", "str", "repr", "math.floor", "math.ceil", "math.trunc"])}(${w()})`,
      () => `half${n}(${w()})`,
      () => `mean${n}([${w()}, ${w()}, ${w()}])`,
      () => `(${w()} if ${w()} else ${w()})`,
      () => `(${w()} ${draw.pick(["and", "or"])} ${w()})`,
      () => `math.fmod(${w()}, ${w()})`,
      () => `${w()} ${draw.pick(["<", "==", "!=", ">="])} ${w()}`,
    ])();
  const steps = [
    () => `print(${term()}, ${term()})`,
    () => `m${n} = ${v()}`,
    () => `m${n} ${op()}= ${w()}`,
    () => `xs${n}[${draw.pick(["0", "-1"])}] ${op()}= ${w()}`,
    () => `xs${n}.append(${w()})`,
    () => `d${n}['k'] ${draw.pick(["", op()])}= ${w()}`,
    () => `o${n}.v ${draw.pick(["", op()])}= ${w()}`,
    () => `o${n}.add(${w()})\nprint(o${n}.v, o${n}.log)`,
    () => `t${n}[${w()}] = ${w()}\nprint(t${n})`,
    () => `print(t${n}.get(${w()}), ${w()} in t${n}, t${n}.pop(${w()}, 'none'))`,
    () => `t${n}[${w()}] = t${n}.get(${w()}, 0) + 1\nprint(t${n})`,
    () => `print({${w()}, ${w()}, ${w()}}, {${w()}: 1, ${w()}: 2, ${w()}: 3})`,
    () => `print(sorted([${w()}, ${w()}, ${w()}, ${w()}]), sorted(xs${n}, key=lambda x: -x))`,
    () => `print(xs${n}.index(${w()}), xs${n}.count(${w()}), ${w()} in xs${n})`,
    () => `print([${w()}, 1] == [${w()}, True], (${w()}, 2) < (${w()}, 1), ${w()} == ${w()} == ${w()})`,
    () =>
      `print(${w()} is True, ${w()} is None, type(${w()}) is type(${w()}), isinstance(${w()}, int), isinstance(${w()}, float))`,
    () => `print(type(${term()}).__name__, type(${term()}).__name__)`,
    () => `print(f"{${w()}} {${w()}!r} {${w()}:.2f} {${w()}:g} {${w()}:>8} {${w()}:e}")`,
    () => `print(f"{${w()}:d}", f"{${w()}:5}", "%d %s %r %.1f" % (${w()}, ${w()}, ${w()}, ${w()}))`,
    () => `print(sum(xs${n}), max(xs${n}), sum(xs${n}) / len(xs${n}), sum(xs${n}, ${w()}), statistics.mean(xs${n}))`,
    () => `print(hash(${w()}) == hash(${w()}), hash(${w()}), len(set(xs${n})))`,
    () => `total = ${w()}\nfor x in xs${n}:\n    total ${op()}= x\nprint(total)`,
    () =>
      `best = None\nfor x in xs${n}:\n    if best is None or x > best:\n        best = x\nprint(best, type(best).__name__)`,
    () => `print([round(x${digits()}) for x in xs${n}], [x // 2 for x in xs${n}], [int(x) for x in xs${n}])`,
    () =>
      `print([${w()}, 'a', None][int(${w()}) % 3], 'ab' * (${w()} > ${w()}), [5, 6][${draw.pick(["True", "False", w()])}])`,
    () => `print(range(${w()}), list(range(int(${w()}) % 5)), complex(${draw.pick(PARTS)}, 1))`,
    () => `print(Counter([${w()}, ${w()}, ${w()}]), (${w()}).is_integer(), float(${w()}).as_integer_ratio())`,
    () => `print(scale${n}(${w()}), scale${n}(${w()}, ${w()}), scale${n}(by=${w()}, x=${w()}))`,
    () => `print(math.isnan(${w()}), ${w()} != ${w()}, nan == nan, max(nan, 1), min(1, nan))`,
    () => `print(math.copysign(1, ${w()}), math.hypot(${w()}, ${w()}), math.sqrt(${w()}), math.log2(${w()}))`,
    () =>
      `print(xs${n} == [float(x) for x in xs${n}], tuple(xs${n}) == tuple(map(float, xs${n})), any(xs${n}), all(xs${n}))`,
  ];
  const defines = [
    block(`def either${n}(way):`, [
      block("if way == 0:", [`return ${plain()}`]),
      `return ${plain()}${draw.pick([" if way == 1 else 1.5", ""])}`,
    ]),
    block(`def half${n}(x):`, [
      draw.pick([
        "return x / 2 if x % 2 else x // 2",
        "if x > 2:\n    x = x / 2\nreturn x",
        "x //= 2\nreturn x",
        "return x * 0.5 or x",
      ]),
    ]),
    block(`def mean${n}(xs):`, [
      "total = 0",
      block("for x in xs:", ["total += x"]),
      draw.pick(["return total / len(xs)", "return total // len(xs)", "return total and total / 2"]),
    ]),
    block(`def scale${n}(x, by=${plain()}):`, [
      draw.pick(["return x * by", "return [x, by, x - by]", "return x // by, x % by", "return min(x, by), max(by, x)"]),
    ]),
    block(`class Sum${n}:`, [
      block("def __init__(self, v=0):", ["self.v = v", "self.log = []"]),
      block("def add(self, x):", [
        draw.pick(["self.v += x", "self.v = self.v / 2 + x", "self.v = x if x > self.v else self.v"]),
        "self.log.append(self.v)",
      ]),
    ]),
  ];
  const begin = [
    `i${n} = ${draw.pick(WHOLE)}`,
    `f${n} = ${draw.pick(PARTS)}`,
    `m${n} = ${plain()}`,
    `xs${n} = [${draw.many(2, 4, plain).join(", ")}]`,
    `d${n} = {'k': ${plain()}}`,
    `t${n} = {${plain()}: ${plain()}, ${plain()}: ${plain()}}`,
    `o${n} = Sum${n}(${draw.pick(["", plain()])})`,
  ];
  const scene = walk(draw, { label: n, defines, begin, steps, tell: `print(m${n}, xs${n}, d${n}, o${n}.v)` });
  return { ...scene, defines: ["nan, inf = float('nan'), float('inf')", ...scene.defines] };
}
