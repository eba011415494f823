import type { Draw } from "../draw.js";
import { block, guarded, type Scene } from "./scene.js";
import { any, number, simple } from "./values.js";

/** Closures, partial functions, methods as values and decorators. */
export function closures(draw: Draw): Scene {
  const n = draw.label();
  const counter = block(`def counter${n}(start${draw.pick(["", "=0"])}):`, [
    `n, log = start, []`,
    block("def step(by=1):", [
      "nonlocal n",
      draw.pick(["n += by", "n = n + by if n else by", "n, old = n + by, n"]),
      "log.append(n)",
      `return ${draw.pick(["n", "(n, log)", "log[-1]"])}`,
    ]),
    block("def reset(to=None):", [
      "nonlocal n, log",
      `n = ${draw.pick(["start", "to", "start if to is None else to"])}`,
      draw.pick(["log = []", "log.clear()", "log = log[:]"]),
    ]),
    draw.pick([
      "return step, reset, log",
      "return step, reset, lambda: log",
      "return step, reset, (lambda: (n, list(log)))",
    ]),
  ]);
  const loops = block(`def makers${n}(xs):`, [
    "fs = []",
    block("for i, x in enumerate(xs):", [
      draw.pick([
        "fs.append(lambda: (i, x))",
        "fs.append(lambda i=i: (i, x))",
        "def f(y=x):\n    return (y, x)\nfs.append(f)",
        "fs.append(partial(lambda a, b: (a, b, i), x))",
        "fs.append(lambda *a, i=i: (a, i, x))",
      ]),
      draw.pick(["pass", "x = None", "fs[-1]()"]),
    ]),
    draw.pick(["return fs", "i = 'end'\nreturn fs", "fs.append(lambda: len(fs))\nreturn fs"]),
  ]);
  const told = [
    block(`def told${n}(f):`, [
      `${draw.chance(0.7) ? "@wraps(f)\n" : ""}${block("def inner(*args, **named):", ["print('call', f.__name__, args, named)", draw.pick(["return f(*args, **named)", "result = f(*args, **named)\nprint('gave', result)\nreturn result", "try:\n    return f(*args, **named)\nfinally:\n    print('left')"])])}`,
      "return inner",
    ]),
    block(`def times${n}(k, out=list):`, [
      block("def wrap(f):", [block("def inner(*args):", ["return out(f(*args) for _ in range(k))"]), "return inner"]),
      "return wrap",
    ]),
    block(`class Memo${n}:`, [
      block("def __init__(self, f):", ["self.f, self.seen = f, {}"]),
      block("def __call__(self, *args):", [
        "if args not in self.seen:\n    self.seen[args] = self.f(*args)",
        "return self.seen[args]",
      ]),
    ]),
    block(`def caught${n}(*kinds, default=None):`, [
      block("def wrap(f):", [
        `${draw.chance(0.5) ? "@wraps(f)\n" : ""}${block("def inner(*a, **k):", ["try:\n    return f(*a, **k)\nexcept kinds as e:\n    print('caught', type(e).__name__, e)\n    return default"])}`,
        "return inner",
      ]),
      "return wrap",
    ]),
  ];
  const mark = (): string =>
    draw.pick([
      `@told${n}`,
      `@times${n}(2)`,
      `@Memo${n}`,
      `@caught${n}(ZeroDivisionError, TypeError)`,
      `@caught${n}(Exception, default=[])`,
    ]);
  const body = (): string =>
    draw.pick([
      "return a + b",
      "return a / b",
      "return [a, b]",
      "return (b, a)",
      "if not b:\n    raise ValueError(a)\nreturn a % b",
      "return a * 2",
    ]);
  const decorated = draw.many(1, 3, (i) =>
    [...draw.many(1, 2, mark), block(`def dec${n}_${i}(a, b=2):`, ["print('in', a, b)", body()])].join("\n"),
  );
  const methods = block(`class M${n}:`, [
    block("def __init__(self, v):", [
      "self.v = v",
      "self.f = self.get",
      `self.table = {'get': self.get, 'set': self.set, 'twice': lambda x: (x, x)}`,
    ]),
    block("def get(self, d=None):", ["return (self.v, d)"]),
    block("def set(self, v):", ["self.v = v", "return self"]),
    `@told${n}\n${block("def shown(self, x=1):", ["return [self.v, x]"])}`,
    block("def __repr__(self):", ["return f'M({self.v!r})'"]),
  ]);
  const x = (): string => simple(draw);
  const f = `f${n}`;
  const steps = [
    () =>
      `step, reset, log = counter${n}(${number(draw)})\nprint(step(), step(${number(draw)}))\nprint(log() if callable(log) else log)\nreset(${draw.pick(["", "5", "0.5"])})\nprint(step(), log() if callable(log) else log)`,
    () => `s1, r1, l1 = counter${n}(1)\ns2, r2, l2 = counter${n}(${number(draw)})\ns1(); s2(10)\nprint(s1(), s2())`,
    () => `print([f() for f in makers${n}([${draw.many(1, 3, x).join(", ")}])])`,
    ...decorated.map((_, i) => () => `print(dec${n}_${i}(${number(draw)}, ${number(draw)}))`),
    ...decorated.map((_, i) => () => `print(dec${n}_${i}(${number(draw)}), dec${n}_${i}(${number(draw)}))`),
    () => `m = M${n}(${x()})\n${f} = m.get\nm.set(${x()})\nprint(${f}(), m.f(1), m.table['get'](${x()}), m)`,
    () => `m = M${n}(${x()})\nprint(m.table['set'](${x()}) is m, m.table['twice'](${x()}), m)`,
    () => `m = M${n}(${x()})\nprint(m.shown(), m.shown(x=${x()}), M${n}.get(m, ${x()}))`,
    () =>
      `a, b = M${n}(${x()}), M${n}(${x()})\na.f = b.get\na.set(1); b.set(2)\nprint(a.f(), a.get == a.get, a.get == b.get)`,
    () => `${f} = partial(M${n}.get, M${n}(${x()}))\nprint(${f}(), ${f}(${x()}), ${f}(d=${x()}))`,
    () =>
      `${f} = partial(lambda a, b, *c, k=0: (a, b, c, k), ${x()})\nprint(${f}(1), ${f}(1, 2, k=3), partial(${f}, 5)(6))`,
    () =>
      `ops = {'+': lambda a, b: a + b, '*': lambda a, b: a * b, 'd': lambda a, b: (b, a), 'm': max}\nfor name, op in ops.items():\n    print(name, op(${number(draw)}, ${number(draw)}))`,
    () => `fs = [str, repr, bool, lambda v: [v], type]\nprint([g(${x()}) for g in fs[:4]], fs[4](${x()}).__name__)`,
    () =>
      `xs = [${draw.many(2, 4, () => number(draw)).join(", ")}]\nprint(sorted(xs, key=lambda v: -v), max(xs, key=abs), reduce(lambda a, b: a + b, xs, ${number(draw)}))`,
    () =>
      `compose = lambda *fs: lambda v: reduce(lambda acc, g: g(acc), fs, v)\nprint(compose(str, len)(${x()}), compose()(${x()}))`,
    () => `def rec(k, acc=[]):\n    acc.append(k)\n    return acc if k <= 0 else rec(k - 1)\nprint(rec(2), rec(1))`,
    () =>
      `def outer():\n    v = ${x()}\n    def get():\n        return v\n    v = ${any(draw)}\n    return get\nprint(outer()())`,
  ];
  return {
    defines: [counter, loops, ...told, ...decorated, methods],
    does: draw.many(6, 10, () => guarded(draw, draw.pick(steps)())),
  };
}

/** Generators that are sent to, thrown into, closed and delegated to. */
export function generators(draw: Draw): Scene {
  const n = draw.label();
  const statement = (): string =>
    draw.pick([
      `got = yield ${simple(draw)}`,
      "got = yield got",
      "got = (yield (got, xs)) or 'none'",
      "yield from xs",
      "result = yield from inner(xs)\nprint('result', result)",
      block("for x in xs:", ["got = yield x", "if got == 'stop':\n    return ('stopped', x)"]),
      block("try:", ["got = yield 'try'"]) +
        "\n" +
        draw.pick([
          "except ValueError as e:\n    print('inside', e)\n    got = 'recovered'",
          "finally:\n    print('finally')",
          "except (KeyError, GeneratorExit) as e:\n    print('closing', type(e).__name__)\n    raise",
          "except Exception as e:\n    yield ('saw', repr(e))\nelse:\n    print('else', got)",
        ]),
      "xs.append(got)",
      "if isinstance(got, int):\n    xs[0:0] = [got]",
      "while len(xs) > 1 and got is None:\n    got = yield xs.pop()",
      "print('got', got)",
      "if not xs:\n    return 'nothing'",
    ]);
  const inner = block("def inner(xs):", [
    ...draw.pick([
      ["for x in reversed(xs):\n    yield ('inner', x)"],
      ["got = yield 'inner'\nprint('inner got', got)"],
      ["try:\n    while xs:\n        yield xs[0]\n        xs = xs[1:]\nexcept ValueError:\n    yield 'inner caught'"],
    ]),
    draw.pick(["return len(xs)", "return 'done', xs", "pass"]),
  ]);
  const main = block(`def gen${n}(xs, got=None):`, [
    ...draw.many(2, 4, statement),
    "yield 'last'",
    draw.pick(["return got", "return xs", "return (got, len(xs))"]),
  ]).replaceAll("inner(", `inner${n}(`);
  const tree = block(`class T${n}:`, [
    block("def __init__(self, v, *kids):", ["self.v, self.kids = v, list(kids)"]),
    block("def __iter__(self):", [
      draw.pick([
        "yield self.v\nfor k in self.kids:\n    yield from k",
        "for k in self.kids:\n    yield from k\nyield self.v",
        "yield self.v\nfor k in self.kids:\n    for x in k:\n        yield (self.v, x)",
      ]),
    ]),
    block("def walk(self, depth=0):", ["yield depth, self.v", "for k in self.kids:\n    yield from k.walk(depth + 1)"]),
  ]);
  const xs = (): string => `[${draw.many(0, 3, () => draw.pick(["1", "2", "'a'", "None", "0.5"])).join(", ")}]`;
  const to = (): string => draw.pick(["1", "'stop'", "None", "'x'", "[9]"]);
  const action = (): string =>
    draw.pick([
      "print(next(g))",
      "print(next(g))",
      `print(g.send(${to()}))`,
      "print(g.throw(ValueError('thrown')))",
      "print(g.throw(KeyError('k')))",
      "g.close()\nprint('closed')",
      "print(next(g, 'end'))",
      "data.append('more')",
      "print(list(g)[:6])",
    ]);
  const steps = [
    () => `print(list(gen${n}(${xs()}))[:12])`,
    () => `data = ${xs()}\ng = gen${n}(data, ${simple(draw)})\n${draw.many(3, 6, action).join("\n")}`,
    () =>
      `g = gen${n}(${xs()})\ntry:\n    while True:\n        print(next(g))\nexcept StopIteration as stop:\n    print('value', stop.value)`,
    () => `for i, x in zip(range(3), gen${n}(${xs()})):\n    print(i, x)`,
    () => `t = T${n}(1, T${n}('b', T${n}(None)), T${n}(2.5))\nprint(list(t), list(t.walk()))`,
    () =>
      `t = T${n}(1, T${n}(2))\nit = iter(t)\nprint(next(it))\nt.kids.append(T${n}(3))\nprint(list(it), sum(1 for _ in t))`,
    () => `data = ${xs()}\ng = (x for x in data if x)\ndata.append(7)\nprint(list(g), list(g))`,
    () => `a, *b = gen${n}([1, 2])\nprint(a, b[:3])`,
    () => `g = gen${n}([1])\nh = g\nprint(next(g), next(h), g is h)`,
  ];
  return {
    defines: [inner.replace("inner(", `inner${n}(`), main, tree],
    does: draw.many(5, 8, () => guarded(draw, draw.pick(steps)())),
  };
}
