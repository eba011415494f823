import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

/** Sorting, grouping and searching, where what is equal keeps its place and a key may fail or look on. */
export function orders(draw: Draw): Scene {
  const n = draw.label();
  const item = draw.pick([
    (): string => draw.pick(["3", "1", "2", "1", "10", "-1"]),
    (): string => draw.pick(["'b'", "'a'", "'B'", "'aa'", "'é'", "''"]),
    (): string => draw.pick(["(1, 'b')", "(1, 'a')", "(0, 'z')", "(2, '')"]),
    (): string => draw.pick(["1", "1.0", "True", "0.5", "2", "0"]),
    (): string => draw.pick(["[1]", "[1, 2]", "[]", "[0, 5]"]),
    (): string => `Row${n}(${draw.pick(["1", "2", "0"])}, ${draw.pick(["'x'", "'y'", "'z'"])})`,
  ]);
  const xs = (): string => draw.pick([`xs${n}`, `xs${n}`, `ys${n}`, `xs${n}[::-1]`, `xs${n} + ys${n}`]);
  const key = (): string =>
    draw.pick([
      "str",
      "repr",
      "lambda v: 0",
      "lambda v: str(v)[::-1]",
      `lambda v: (len(str(v)), str(v))`,
      `rank${n}`,
      "lambda v: -len(repr(v))",
      "lambda v: str(v) > 'a'",
      "None",
      "lambda v: v",
    ]);
  const reverse = (): string => draw.pick(["", "", ", reverse=True", ", reverse=False"]);
  const steps = [
    () => `xs${n}.append(${item()})`,
    () => `ys${n} = ${draw.pick([`sorted(${xs()}, key=str)`, `list(${xs()})`, `xs${n}`, `[${item()}, ${item()}]`])}`,
    () => `print(sorted(${xs()}${reverse()}))`,
    () => `print(sorted(${xs()}, key=${key()}${reverse()}))`,
    () => `xs${n}.sort(key=${key()}${reverse()})`,
    () => `xs${n}.sort(${draw.pick(["", "reverse=True"])})`,
    () => `print(min(${xs()}), max(${xs()}))`,
    () => `print(min(${xs()}, key=${key()}), max(${xs()}, key=${key()}))`,
    () =>
      `print(min((v for v in ${xs()}), key=${key()}, default=None), max((seen${n}(v) for v in ${xs()}), key=str, default='none'))`,
    () => `print(sorted(enumerate(${xs()}), key=lambda p: (str(p[1]), -p[0])))`,
    () => `print(sorted(zip(map(str, ${xs()}), range(9))${reverse()}))`,
    () => `print([(k, list(g)) for k, g in itertools.groupby(sorted(${xs()}, key=str), key=lambda v: len(str(v)))])`,
    () =>
      `groups = {}\nfor v in ${xs()}:\n    groups.setdefault(len(str(v)), []).append(v)\nprint(sorted(groups.items(), key=lambda p: p[0]${reverse()}))`,
    () => `print(sorted({str(v): i for i, v in enumerate(${xs()})}.items(), key=lambda p: (p[1], p[0])${reverse()}))`,
    () => `print(list(reversed(sorted(${xs()}, key=str))) == sorted(${xs()}, key=str, reverse=True))`,
    () => `print(sorted(${xs()}, key=functools.cmp_to_key(lambda a, b: (str(a) > str(b)) - (str(a) < str(b))))[:3])`,
    () =>
      `print(bisect.bisect([1, 2, 2, 3], ${draw.pick(["2", "0", "2.5", "9"])}), bisect.bisect_left([1, 2, 2, 3], 2))`,
    () =>
      `h = [3, 1, 2]\nheapq.heapify(h)\nheapq.heappush(h, ${draw.pick(["0", "2.5", "1"])})\nprint(h, heapq.heappop(h), heapq.nsmallest(2, h), heapq.nlargest(2, h, key=lambda v: -v))`,
    () =>
      `h = []\nfor i, v in enumerate(${xs()}):\n    heapq.heappush(h, (len(str(v)), i, v))\nprint([heapq.heappop(h)[2] for _ in range(len(h))])`,
    () => `print(${xs()} < ${xs()}, ${xs()} <= ${xs()}, ${xs()} == ${xs()})`,
    () => `print(sorted(xs${n}, key=lambda v: (calls${n}.append(str(v)), str(v))[1]) and calls${n}[-3:])`,
    () => `print(sorted(xs${n}, key=lambda v: len(xs${n})))`,
    () => `xs${n}.sort(key=lambda v: len(xs${n}) or str(v))`,
    () => `it = iter(sorted(${xs()}, key=str))\nprint(next(it, 'none'), list(it))`,
    () =>
      `print(sorted(set(map(str, ${xs()}))), sorted(Counter(map(str, ${xs()})).most_common(), key=lambda p: (-p[1], p[0])))`,
    () => `print(list(map(lambda p: p[1], sorted((str(v), i) for i, v in enumerate(${xs()})))))`,
    () => `xs${n}[:] = sorted(xs${n}, key=repr)[:6]`,
    () => `print(sum(1 for a, b in zip(${xs()}, ${xs()}) if str(a) < str(b)), any(str(v) > 'b' for v in ${xs()}))`,
    () => `a, *b = sorted(${xs()}, key=str)\nprint(a, b, sorted(b, key=str, reverse=True))`,
    () => `print(sorted(${xs()}, key=lambda v: 1 / len(str(v))), sorted(${xs()}, key=lambda v: 1 / (len(str(v)) - 1)))`,
  ];
  const defines = [
    block(`class Row${n}:`, [
      block("def __init__(self, a, b):", ["self.a, self.b = a, b"]),
      block("def __lt__(self, other):", [
        draw.pick([
          "return self.a < other.a",
          "print('lt', end=' ')\nreturn (self.a, self.b) < (other.a, other.b)",
          "return NotImplemented if self.b == 'z' else self.a < other.a",
        ]),
      ]),
      ...(draw.chance(0.5)
        ? [block("def __eq__(self, other):", ["return isinstance(other, type(self)) and self.a == other.a"])]
        : []),
      block("def __repr__(self):", ["return f'Row({self.a}{self.b})'"]),
    ]),
    block(`def rank${n}(v):`, [
      draw.pick([
        "return len(str(v))",
        "return str(v).lower(), str(v)",
        "return {'a': 0, 'b': 1}.get(v, 2) if isinstance(v, str) else 3",
      ]),
    ]),
    block(`def seen${n}(v):`, ["print('seen', v, end=' ')", "return v"]),
  ];
  const begin = [
    `xs${n} = [${draw.many(2, 5, item).join(", ")}]`,
    `ys${n} = [${draw.many(1, 3, item).join(", ")}]`,
    `calls${n} = []`,
  ];
  return walk(draw, { label: n, defines, begin, steps, tell: `print(xs${n}, ys${n})` });
}
