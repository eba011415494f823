import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

const EDGES = [
  "2**31",
  "2**31 - 1",
  "2**53 + 1",
  "2**62",
  "2**63 - 1",
  "2**63",
  "-2**63",
  "-2**63 - 1",
  "2**64 - 1",
  "10**18",
  "10**19",
  "3**50",
  "-10**20",
  "0xFFFFFFFF",
];
const SMALL = ["0", "1", "-1", "2", "3", "-3", "7", "10", "63", "64", "True"];

/** Whole numbers that grow past every size a machine has, in sums, containers, keys and formats. */
export function growth(draw: Draw): Scene {
  const n = draw.label();
  const edge = (): string => `(${draw.pick(EDGES)})`;
  const few = (): string => draw.pick(SMALL);
  const any = (): string => (draw.chance(0.5) ? edge() : few());
  const v = (): string =>
    draw.pick([`a${n}`, `b${n}`, `xs${n}[${draw.pick(["0", "-1", "1"])}]`, `o${n}.total`, `t${n}[0]`, `d${n}['k']`]);
  const w = (): string => draw.pick([v, v, any])();
  const binary = (): string => draw.pick(["+", "-", "*", "//", "%", "&", "|", "^"]);
  const shift = (): string =>
    draw.pick([
      `<< ${draw.pick(["1", "31", "62", "63", "64", "70"])}`,
      `>> ${draw.pick(["1", "31", "63", "64", "100"])}`,
      `** ${draw.pick(["2", "3", "0", "5"])}`,
    ]);
  const term = (): string =>
    draw.pick([
      () => `(${w()} ${binary()} ${w()})`,
      () => `(${w()} ${shift()})`,
      () => `-(${w()})`,
      () => `~${w()}`,
      () => `abs(${w()})`,
      () => `pow(${w()}, ${draw.pick(["2", "3", "65"])}, ${draw.pick(["7", "2**61 - 1", "10**9 + 7"])})`,
      () => `sum([${w()}, ${w()}, ${w()}])`,
      () => `max(${w()}, ${w()})`,
      () => `int(str(${w()}))`,
      () => `grow${n}(${w()}, ${draw.pick(["3", "5", "20"])})`,
      () => `divmod(${w()}, ${w()})[${draw.pick(["0", "1"])}]`,
      () => `reduce(lambda p, q: p * q, [${w()}, ${w()}])`,
      () => `hashed${n}('${draw.pick(["abc", "long enough text", "é"])}')`,
    ])();
  const target = (): string => draw.pick([`a${n}`, `b${n}`, `xs${n}[0]`, `xs${n}[-1]`, `o${n}.total`, `d${n}['k']`]);
  const steps = [
    () => `${target()} = ${term()}`,
    () => `${target()} ${draw.pick(["+", "-", "*", "//", "%", "&", "|", "^"])}= ${w()}`,
    () => `${target()} ${draw.pick(["<<=", ">>="])} ${draw.pick(["1", "31", "64", "70"])}`,
    () => `xs${n}.append(${term()})`,
    () => `print(${term()}, ${term()})`,
    () =>
      `for i in range(${draw.pick(["3", "20"])}):\n    ${target()} ${draw.pick(["+= ", "*= ", "-= ", "= i - ", "^= i + "])}${w()}\n    a${n} %= 10**40`,
    () =>
      `print(${w()} ${draw.pick(["<", "==", ">=", "!="])} ${w()}, ${w()} < ${w()} <= ${w()}, ${w()} == float(${w()}))`,
    () => `print(${w()} / ${w()}, float(${w()}), ${w()} * 0.5, ${w()} // 2.0, ${w()} % 1.5)`,
    () => `print(int(float(${w()})), round(${w()}, ${draw.pick(["-1", "-5", "-19", "2"])}), int(${w()} / ${w()}))`,
    () =>
      `print(len({${w()}, ${w()}, float(${w()})}), {${w()}: 'x', ${w()}: 'y'}, hash(${w()}) == hash(float(${w()})))`,
    () => `print(hash(${w()}), hash((${w()}, ${w()})), hash(float(${w()})))`,
    () => `c${n}[${w()}] += ${w()}\nprint(c${n}, c${n}.most_common(1), sum(c${n}.values()))`,
    () => `c${n}[${w()} % 7] = ${w()}\nprint(sorted(c${n}.items()))`,
    () => `print(sorted(xs${n} + [${w()}, ${w()}]), min(xs${n}), xs${n}.index(${w()}))`,
    () => `print(f"{${w()}:,} {${w()}:x} {${w()}:+d} {${w()}:b}", "%d|%x|%e" % (${w()}, abs(${w()}), ${w()}))`,
    () => `print(f"{${w()}:>25}|{${w()}:<8}|{${w()}:.3e}|{${w()}:08d}", hex(${w()}), oct(${w()}), bin(${w()})[:12])`,
    () => `print((${w()}).bit_length(), ${w()} & 0xFFFFFFFF, (${w()} & ${w()}) ^ ${w()}, ${w()} | -1)`,
    () =>
      `x = ${w()}\nprint((${w()}).to_bytes(9, 'big', signed=True), int.from_bytes(x.to_bytes(12, 'little', signed=True), 'little'))`,
    () =>
      `print(list(itertools.islice(range(${edge()}, ${edge()}, ${edge()}), 3)), len(range(0, ${few()}, 2)), ${w()} in range(${few()}, ${edge()}))`,
    () =>
      `print(math.gcd(${w()}, ${w()}), math.isqrt(${w()}), math.factorial(${draw.pick(["5", "20", "21", "25"])}), math.comb(${draw.pick(["60", "70"])}, 30))`,
    () => `print(xs${n}[${w()}], 'ab' * ${draw.pick(["2", "-1", "0"])}, [0][${w()}:${w()}])`,
    () => `print(str(${w()})[::-1], [int(c) for c in str(abs(${w()}))][:5], divmod(${w()}, ${w()}))`,
    () => `t${n} = (${w()}, ${w()})\nprint(t${n}, t${n} < (${w()}, ${w()}))`,
    () => `print(next(h${n}), next(h${n}), [x for _, x in zip(range(3), doubled${n}(${w()}))])`,
    () => `o${n}.add(${w()})\nprint(o${n}.total, o${n}.seen)`,
    () => `for i, x in enumerate([1, 2], ${edge()}):\n    print(i, x, i * x)`,
    () => `print(sum(xs${n}), sum(x * x for x in xs${n}), sum(xs${n}, ${w()}), math.prod(xs${n}))`,
    () => `print([x >> 3 for x in xs${n}], [x % 10 for x in xs${n}], {x & 3 for x in xs${n}} <= {0, 1, 2, 3})`,
    () => `print(${w()} if ${w()} else ${w()}, ${w()} or ${w()}, ${w()} and ${w()}, not ${w()}, bool(${w()} & 1))`,
  ];
  const defines = [
    block(`def grow${n}(x, times):`, [
      draw.pick(["out = 1", "out = x", "out = 0"]),
      block("for i in range(1, times + 1):", [
        draw.pick(["out *= i", "out = out * 3 + x", "out += out + i", "out = (out << 1) ^ i", "out -= x * i"]),
      ]),
      draw.pick(["return out", "return out % (2**61 - 1)", "return out if out % 2 else out // 2"]),
    ]),
    block(`def hashed${n}(text):`, [
      `h = ${draw.pick(["5381", "0", "14695981039346656037"])}`,
      block("for c in text:", [
        draw.pick([
          "h = h * 33 + ord(c)",
          "h = (h ^ ord(c)) * 1099511628211 & (2**64 - 1)",
          "h = (h << 5) - h + ord(c)",
          "h = (h * 31 + ord(c)) % 2**32",
        ]),
      ]),
      "return h",
    ]),
    block(`def doubled${n}(x):`, [
      block("while True:", ["yield x", draw.pick(["x += x", "x *= 10**6", "x = x * x + 1", "x <<= 16"])]),
    ]),
    block(`class Total${n}:`, [
      draw.pick(["total = 0", "total: int = 1"]),
      block("def __init__(self):", ["self.seen = []"]),
      block("def add(self, x):", [
        draw.pick(["self.total += x", "self.total = self.total * 2 + x"]),
        "self.seen.append(self.total)",
      ]),
    ]),
  ];
  const begin = [
    `a${n} = ${any()}`,
    `b${n} = ${few()}`,
    `xs${n} = [${few()}, ${any()}]`,
    `t${n} = (${few()}, ${any()})`,
    `d${n} = {'k': ${few()}}`,
    `c${n} = Counter()`,
    `o${n} = Total${n}()`,
    `h${n} = doubled${n}(${any()})`,
  ];
  const tell = `print(a${n}, b${n}, xs${n}, d${n}, o${n}.total)`;
  return walk(draw, { label: n, defines, begin, steps, tell });
}
