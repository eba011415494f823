import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

/** Generators that wait while what they read is changed, shared by several readers, ended early and begun anew. */
export function suspended(draw: Draw): Scene {
  const n = draw.label();
  const [xs, g, h, it] = [`xs${n}`, `g${n}`, `h${n}`, `it${n}`];
  const item = (): string => draw.pick(["1", "2", "3", "0", "5", "2.5"]);
  const defines = [
    block(`def walk${n}(v, log):`, [
      draw.pick(["total = 0", "total = len(v)"]),
      "try:",
      `    ${draw.pick(["for x in v:", "for i, x in enumerate(v):", "for x in list(v):", "for x in reversed(v):", "for x in (y * 2 for y in v):"])}`,
      `        ${draw.pick(["total += x", "log.append(x)", "v = [x]", "v.append(x) if len(v) < 6 else None"])}`,
      `        ${draw.pick(["yield x", "yield x, total", "yield total", "x = (yield x) or x\n        log.append(x)"])}`,
      draw.pick([
        "except ValueError as e:\n    log.append(str(e))\n    yield 'caught'",
        "finally:\n    log.append('done')",
        "except (ValueError, GeneratorExit) as e:\n    log.append(type(e).__name__)\n    raise",
      ]),
      draw.pick(["return total", "yield 'end'", "log.append('over')"]),
    ]),
    block(`def nest${n}(v, log):`, [
      draw.pick([
        `got = yield from walk${n}(v, log)\nlog.append(got)`,
        `for x in walk${n}(v, log):\n    yield x\n    if len(log) > 4:\n        return 'enough'`,
        `with held${n}(log):\n    yield from v`,
        `a = walk${n}(v, log)\nyield next(a)\nyield from a`,
      ]),
      "yield 'nested'",
    ]),
    `@contextmanager\n${block(`def held${n}(log):`, ["log.append('in')", "try:\n    yield\nfinally:\n    log.append('out')"])}`,
    block(`def endless${n}(k=0):`, ["while True:", `    ${draw.pick(["k += 1", "k = k * 2 + 1"])}`, "    yield k"]),
    block(`class Bag${n}:`, [
      block("def __init__(self, v):", ["self.v = v"]),
      block("def __iter__(self):", [
        draw.pick([
          "return iter(self.v)",
          "for x in self.v:\n    yield x",
          "yield from self.v\nyield len(self.v)",
          "self.v.append(9)\nreturn iter(self.v[:])",
        ]),
      ]),
      block("def __len__(self):", ["return len(self.v)"]),
    ]),
  ];
  const alter = (): string =>
    draw.pick([
      `${xs}.append(${item()})`,
      `${xs}.pop()`,
      `${xs}[0] = ${item()}`,
      `${xs} = [${item()}]`,
      `${xs}.clear()`,
      `${xs}.insert(0, ${item()})`,
      `log${n}.clear()`,
      `b${n}.v = ${xs}`,
    ]);
  const make = (): string =>
    draw.pick([
      `walk${n}(${xs}, log${n})`,
      `nest${n}(${xs}, log${n})`,
      `(x * 2 for x in ${xs})`,
      `(x for x in b${n})`,
      `iter(${xs})`,
      `(x for x in ${xs} if x in ${xs}[1:])`,
      `((x, y) for x in ${xs} for y in ${xs} if len(${xs}) < 5)`,
    ]);
  const steps = [
    () => `${g} = ${make()}`,
    () => `${h} = ${g}`,
    () => alter(),
    () => alter(),
    () => `print(next(${draw.pick([g, h])}))`,
    () => `print(next(${draw.pick([g, h])}, 'none'))`,
    () => `${g} = walk${n}(${xs}, log${n})\nprint(next(${g}))\n${alter()}\nprint(${g}.throw(ValueError('thrown')))`,
    () => `${g} = nest${n}(${xs}, log${n})\nprint(next(${g}))\n${alter()}\n${g}.close()\nprint(next(${g}, 'closed'))`,
    () =>
      `${g} = walk${n}(${xs}, log${n})\nfor x in ${g}:\n    print(x, end=' ')\n    ${draw.pick(["break", `if len(log${n}) > 3:\n        break`, `${xs}.pop()`, "continue"])}\nprint(list(${g})[:6])`,
    () => `print([x for x, y in zip(${make()}, endless${n}())][:8], list(${g})[:6])`,
    () => `print(list(zip(${g}, ${h}))[:5], next(${g}, 'empty'))`,
    () => `a, b = itertools.tee(${xs})\nprint(next(a), list(b))\n${alter()}\nprint(list(a))`,
    () =>
      `${it} = map(lambda x: (x, len(${xs})), ${xs})\nprint(next(${it}, 'none'))\n${alter()}\nprint(list(${it})[:6])`,
    () =>
      `${it} = filter(lambda x: x in log${n} or x, ${xs})\nlog${n}.append(next(${it}, None))\n${alter()}\nprint(list(${it})[:6])`,
    () =>
      `${it} = enumerate(${draw.pick([xs, `b${n}`, `walk${n}(${xs}, log${n})`])}, ${draw.pick(["0", "1"])})\nprint(next(${it}, 'none'))\n${alter()}\nprint(list(${it})[:6])`,
    () =>
      `${it} = itertools.chain(${xs}, ${draw.pick([xs, `b${n}`, `(x for x in ${xs})`])})\nprint(next(${it}, 'none'))\n${alter()}\nprint(list(${it})[:9])`,
    () =>
      `print(list(itertools.islice(endless${n}(), 1, 4)), list(itertools.takewhile(lambda k: k < 5, endless${n}())), list(itertools.islice(${make()}, 3)))`,
    () => `first, *rest = ${make()}\nprint(first, rest[:6])`,
    () =>
      `print(${draw.pick(["2", "'caught'", "7"])} in ${make()}, sum(1 for _ in ${make()}), max(${xs}, default='none'))`,
    () => `print(list(b${n}), len(b${n}), [*b${n}, *${xs}], ${item()} in b${n}, dict.fromkeys(b${n}))`,
    () =>
      `fs = [(lambda: k) for k in ${xs}]\ngs = ((lambda: k) for k in ${xs})\nprint([f() for f in fs], [f() for f in gs])`,
    () => `e = endless${n}(${item()})\nprint(next(e), [next(e) for _ in range(2)], next(x for x in e if x > 20))`,
    () => `gs = [(x * k for x in ${xs}) for k in range(2)]\n${alter()}\nprint([list(each)[:5] for each in gs])`,
    () =>
      `def pump():\n    total = 0\n    while True:\n        got = yield total\n        if got is None:\n            return 'sum', total\n        total += got\np = pump()\nnext(p)\nprint([p.send(x) for x in ${xs}])\ntry:\n    p.send(None)\nexcept StopIteration as stop:\n    print(stop.value)`,
    () =>
      `with held${n}(log${n}):\n    for x in ${make()}:\n        print(x, end=' ')\n        if len(log${n}) > 5:\n            break`,
    () =>
      `try:\n    for x in ${make()}:\n        if x == ${item()}:\n            raise KeyError(x)\nfinally:\n    print('left')`,
  ];
  const begin = [
    `${xs} = [${draw.many(1, 4, item).join(", ")}]`,
    `log${n} = []`,
    `b${n} = Bag${n}(${draw.pick([xs, `${xs}[:]`])})`,
    `${g} = ${make()}`,
    `${h} = ${draw.pick([g, make()])}`,
  ];
  return walk(draw, {
    label: n,
    defines,
    begin,
    steps,
    tell: `print(${xs}, log${n}, b${n}.v)`,
    trim: `del ${xs}[5:], log${n}[6:]`,
  });
}
