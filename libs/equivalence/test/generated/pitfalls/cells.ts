import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

/** Names shared by closures, loops, functions and classes, bound anew late; attributes of a class beside an object's own. */
export function cells(draw: Draw): Scene {
  const n = draw.label();
  const v = (): string => draw.pick([draw.small(), draw.small(), "2.5", "'s'", "True"]);
  const of = draw.chance(0.6) ? (): string => draw.small() : v;
  const loop = block(`def loop${n}(count):`, [
    "fs, total = [], 0",
    block(draw.pick(["for i in range(count):", "for i, c in enumerate('ab' * count):"]), [
      draw.pick(["x = i * 2", "x = [i]", "x = total + i"]),
      draw.pick([
        "fs.append(lambda: (i, x))",
        "fs.append(lambda x=x: (i, x))",
        "def f():\n    nonlocal total\n    total += 1\n    return (i, x, total)\nfs.append(f)",
        "def f(k=i):\n    nonlocal x\n    x = k\n    return x\nfs.append(f)",
        "fs.append((lambda y: lambda: (y, x))(i))",
        "fs.append(lambda: [j for j in range(i)])",
      ]),
      draw.pick(["total += i", "if i == 1:\n    continue", "total = total + len(fs)"]),
    ]),
    draw.pick(["return fs", "x = 'after'\nreturn fs", "i, total = 9, 100\nreturn fs", "del x\nreturn fs"]),
  ]);
  const cell = block(`def cell${n}(a, b=None):`, [
    "seen = []",
    block("def set(x):", [
      "nonlocal a, b",
      draw.pick(["a, b = x, a", "b = a\na = x", "a = x", "b = [a, x]"]),
      "seen.append(x)",
    ]),
    block("def get():", [draw.pick(["return a, b, seen", "return a, b, seen[:]", "return [a for _ in seen], b"])]),
    block("def deep():", [
      block("def deeper():", ["nonlocal a", draw.pick(["a = [a]", "a = None", "a = a * 2"]), "return a"]),
      "return deeper",
    ]),
    draw.pick(["return set, get, deep", "a = (a,)\nreturn set, get, deep", "set(0)\nreturn set, get, deep"]),
  ]);
  const klass = block(`class C${n}:`, [
    `count = ${draw.pick(["0", "1", "0.5"])}`,
    "shared = []",
    draw.pick(["kind = 'base'", "kind = None", "table = {'k': 1}\nkind = table['k']"]),
    block("def __init__(self, x):", [
      "self.x = x",
      draw.pick([
        "self.count += 1",
        `C${n}.count += 1`,
        "type(self).count += 1",
        "self.shared.append(x)",
        "self.shared = self.shared + [x]",
        "self.shared += [x]",
      ]),
    ]),
    block("def bump(self, by=1):", [
      draw.pick([
        "self.count += by",
        `C${n}.count = self.count + by`,
        "self.shared += [by]",
        "self.kind = by",
        "self.__class__.kind = by",
      ]),
      "return self.count",
    ]),
    "@classmethod\ndef of(cls, x):\n    made = cls(x)\n    made.kind = cls.kind\n    return made",
    "@staticmethod\ndef twice(x):\n    return x * 2",
    block("def show(self):", ["return (self.x, self.count, self.shared, self.kind)"]),
  ]);
  const derived = block(`class D${n}(C${n}):`, [
    draw.pick(["pass", "count = 10", "shared = ['d']", "kind = 'derived'"]),
    draw.pick([
      "def show(self):\n    return ('D',) + super().show()",
      "def bump(self, by=2):\n    return super().bump(by) * 10",
      "@property\ndef double(self):\n    return self.count * 2",
    ]),
  ]);
  const globals = [
    block(`def step${n}():`, [
      `global g${n}`,
      draw.pick([`g${n} += 1`, `g${n} = (g${n} or 0) + 2`, `g${n} = later${n}(g${n})`]),
      `return g${n}`,
    ]),
    block(`def read${n}():`, [
      draw.pick([
        `return g${n}, later${n}(1)`,
        `return [later${n}(i) for i in range(2)], g${n}`,
        `return (lambda: later${n}(g${n}))()`,
      ]),
    ]),
    block(`def shadow${n}(g${n}):`, [`g${n} += 1`, `return g${n}, step${n}()`]),
    block(`def later${n}(x):`, ["return x + 1"]),
    block(`def local${n}(way):`, [
      "if way:\n    u = way",
      draw.pick([
        "return u",
        "try:\n    return u\nexcept UnboundLocalError as e:\n    return type(e).__name__",
        "def f():\n    return u\nreturn f()",
        "del u\nreturn u",
      ]),
    ]),
    block(`def depth${n}(k, acc=()):`, [
      draw
        .pick([
          "return acc if k <= 0 else depthN(k - 1, acc + (k,))",
          "if k <= 0:\n    raise ValueError(acc)\nreturn depthN(k - 1, acc or (k,))",
          "return 0 if k <= 0 else 1 + depthN(k - 1)",
        ])
        .replaceAll("depthN", `depth${n}`),
    ]),
    block(`def endless${n}(k):`, [
      draw.pick([
        `return endless${n}(k + 1) + 1`,
        `return [endless${n}(k)]`,
        `try:\n    return endless${n}(k + 1)\nfinally:\n    k = 0`,
      ]),
    ]),
  ];
  const c = (): string => draw.pick([`c${n}`, `e${n}`, `dd${n}`]);
  const steps = [
    () => `print([f() for f in loop${n}(${draw.pick(["1", "2", "3"])})])`,
    () => `fs = loop${n}(3)\nprint(fs[0](), fs[-1](), fs[0]())`,
    () => `set${n}(${of()})\nprint(get${n}())`,
    () => `print(deep${n}()(), get${n}())`,
    () => `set_, get_, deep_ = cell${n}(${of()})\nset_(${of()})\nprint(get_(), get${n}())`,
    () => `print(step${n}(), read${n}(), g${n})`,
    () => `print(shadow${n}(${draw.small()}), g${n})`,
    () => `print(local${n}(${draw.pick(["0", "1"])}))`,
    () => `print(depth${n}(${draw.pick(["0", "3", "5", "200"])}))`,
    () => `try:\n    print(endless${n}(0))\nexcept RecursionError as e:\n    print('recursion', str(e)[:32])`,
    () => `${c()}.count ${draw.pick(["=", "+="])} ${draw.small()}`,
    () => `C${n}.count ${draw.pick(["=", "+="])} ${draw.small()}`,
    () => `D${n}.count = ${draw.small()}\nprint(C${n}.count, D${n}.count)`,
    () => `C${n}.kind = ${draw.pick(["'new'", "None"])}`,
    () => `${c()}.shared.append(${draw.small()})`,
    () => `${c()}.shared = ${draw.pick([`${c()}.shared`, "[]", `C${n}.shared[:]`])}`,
    () => `${c()}.shared += [${draw.small()}]`,
    () => `C${n}.shared = []`,
    () => `print(${c()}.bump(), ${c()}.bump(3), C${n}.count)`,
    () => `${c()} = ${draw.pick([`C${n}.of`, `D${n}.of`, `C${n}`, `D${n}`])}(${of()})`,
    () => `${c()} = ${c()}`,
    () => `print(${c()}.show(), ${c()} is ${c()}, ${c()}.shared is C${n}.shared, ${c()}.twice(${of()}))`,
    () =>
      `print(getattr(${c()}, '${draw.pick(["count", "kind", "x", "missing", "double"])}', 'none'), hasattr(${c()}, 'double'), vars(${c()}))`,
    () => `f = ${c()}.bump\n${c()} = C${n}(${draw.small()})\nprint(f(), f(2), f.__name__)`,
    () =>
      `later${n} = ${draw.pick(["lambda x: x * 10", "str", `step${n} and abs`])}\nprint(read${n}())`.replace(
        /^later/,
        "later",
      ),
    () => `fs = [C${n}.show, D${n}.show]\nprint([f(dd${n}) for f in fs])`,
    () => `fs = {k: lambda x: x + k for k in (1, 2)}\nprint(fs[1](1), [h(2) for h in fs.values()])`,
    () =>
      `print([lambda: k for k in range(3)][0](), [(lambda k=k: k)() for k in range(3)], list(map(lambda h: h(), (lambda: k for k in range(3)))))`,
    () => `h = lambda: later${n}(${draw.small()})\nprint(h())`,
    () =>
      `acc = []\nfor k in range(3):\n    acc.append(lambda m: m + k)\nprint([h(10) for h in acc])\nk = 50\nprint(acc[0](1))`,
    () =>
      `def outer():\n    k = 1\n    def mid():\n        def low():\n            nonlocal k\n            k += ${draw.small()}\n            return k\n        return low() + k\n    return mid(), k\nprint(outer())`,
  ];
  const begin = [
    `set${n}, get${n}, deep${n} = cell${n}(${of()}, ${draw.pick(["None", of()])})`,
    `c${n} = C${n}(${of()})`,
    `e${n} = ${draw.pick([`c${n}`, `C${n}(${of()})`])}`,
    `dd${n} = D${n}(${of()})`,
  ];
  return walk(draw, {
    label: n,
    defines: [`g${n} = ${draw.pick(["0", "5", "None"])}`, loop, cell, klass, derived, ...globals],
    begin,
    steps,
    tell: `print(${c()}.show(), dd${n}.show(), C${n}.count, C${n}.shared, g${n})`,
  });
}
