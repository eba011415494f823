import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

/** Parts that say when they are worked out: targets, operands, chains, short circuits, stars and walruses. */
export function turns(draw: Draw): Scene {
  const n = draw.label();
  const told = (text: string): string => (draw.chance(0.7) ? `t(${draw.label()}, ${text})` : text);
  const number = (): string =>
    told(draw.pick([draw.small(), draw.small(), `a${n}`, `b${n}`, `xs${n}[0]`, "2.5", "True"]));
  const whole = (): string => told(draw.pick(["0", "1", "2", "-1", `i${n}`]));
  const some = (): string =>
    told(draw.pick(["0", "''", "'x'", "[]", "[1]", "None", "0.0", "2.5", "()", "dict()", "False", `xs${n}`, `a${n}`]));
  const list = (): string =>
    told(draw.pick([`xs${n}`, `[${number()}, ${number()}]`, `ys${n}`, `xs${n}[::-1]`, `[*xs${n}, 5]`]));
  const target = (): string =>
    draw.pick([
      `a${n}`,
      `b${n}`,
      `i${n}`,
      `${told(`xs${n}`)}[${whole()}]`,
      `${told(`o${n}`)}.v`,
      `${told(`d${n}`)}[${told("'k'")}]`,
      `${told(`o${n}`)}[${whole()}]`,
    ]);
  const test = (): string => draw.pick(["<", "<=", "==", "!=", ">", "is", "is not"]);
  const order = (): string => draw.pick(["<", "<=", "==", "!=", ">"]);
  const steps = [
    () => `${target()} ${draw.pick(["+", "-", "*", "//", "%", "/"])}= ${number()}`,
    () => `${target()}, ${target()} = ${number()}, ${number()}`,
    () => `${target()}, ${target()} = ${list()}`,
    () => `${target()} = ${target()} = ${number()}`,
    () => `(${target()}, ${target()}), i${n} = [${number()}, ${number()}], ${draw.pick(["0", "1"])}`,
    () => `i${n}, xs${n}[i${n}] = ${draw.pick(["1, 7", "0, 8", `xs${n}[0], i${n}`])}`,
    () => `xs${n}[i${n}], i${n} = ${draw.pick(["0, 9", "1, 6", "2, 5"])}`,
    () => `xs${n}[${whole()}], xs${n}[${whole()}] = xs${n}[${whole()}], xs${n}[${whole()}]`,
    () => `${target()}, *${draw.pick([`ys${n}`, `o${n}.w`, "rest"])}, b${n} = ${list()}`,
    () => `*ys${n}, ${target()} = ${list()}`,
    () => `print(${number()} ${order()} ${number()} ${order()} ${number()})`,
    () => `print(${number()} ${order()} ${number()} ${order()} ${number()} ${order()} ${number()})`,
    () => `print(${some()} ${draw.pick(["and", "or"])} ${some()} ${draw.pick(["and", "or"])} ${some()})`,
    () => `x = ${some()} ${draw.pick(["and", "or"])} ${some()}\nprint(x, type(x).__name__)`,
    () => `x = ${some()} or ${some()}\nif x:\n    print('yes', x)\nelse:\n    print('no', x)`,
    () => `print(not ${some()} or ${some()}, ${some()} ${test()} None, not (${some()} and ${some()}))`,
    () => `print(${number()} in ${list()} and ${some()}, ${number()} not in ${list()} != ${number()})`,
    () => `print([y := ${number()}, y + ${number()}, (y := y * 2), y])`,
    () => `print([last := v for v in ${list()}], last, [w for v in ${list()} if (w := v * 2) ${order()} ${number()}])`,
    () =>
      `if (m := ${some()}) ${draw.pick(["is not None", "", "== 0"])} and (k := ${number()}):\n    print('in', m, k)\nelse:\n    print('out', m)`,
    () => `while (i${n} := i${n} + 1) < 3 and ${number()}:\n    print('turn', i${n})`,
    () =>
      `print({${told("'p'")}: ${number()}, ${told("'q'")}: ${number()}, **${told(`d${n}`)}, ${told("'p'")}: ${number()}})`,
    () => `print([${number()}, *${list()}, ${number()}, *${list()}], (*${list()}, ${number()}))`,
    () => `print(take${n}(${number()}, *${list()}, k=${number()}, **${told(`{'z': ${number()}}`)}))`,
    () => `print(take${n}(*${list()}, ${number()}, **${told(`{'k': ${number()}}`)}))`,
    () => `print(${told(`o${n}`)}.add(${number()}).add(${number()}).v)`,
    () => `print(${told(`o${n}`)}[${whole()}:${whole()}], ${list()}[${whole()}:${whole()}])`,
    () => `${told(`xs${n}`)}[${whole()}:${whole()}] = ${list()}`,
    () => `del ${told(`xs${n}`)}[${whole()}]`,
    () => `print(f"{${number()}} {${number()}:>{${told("4")}}} {${some()}!r}", "%s %s" % (${number()}, ${number()}))`,
    () => `assert ${some()}, ${told("'message'")}`,
    () => `print(${number()} if ${some()} else ${number()}, (lambda p=${number()}, *, q=${number()}: (p, q))())`,
    () => `for ${target()} in ${list()}:\n    print('at', a${n}, xs${n})`,
    () => `for i, (p, *q) in enumerate([${told("(1, 2, 3)")}, ${told("'xyz'")}, ${told("[4]")}]):\n    print(i, p, q)`,
    () =>
      `print({v: w for v in ${list()} for w in ${list()} if v ${order()} w}, [(v, w) for v, w in zip(${list()}, ${list()})])`,
    () =>
      `print(o${n} ${order()} ${number()}, o${n} + ${number()}, ${number()} + o${n}, o${n} == o${n} != ${number()})`,
    () => `o${n} += ${number()}\nprint(o${n}.v)`,
    () => `d${n}[${told("'k'")}] = d${n}[${told("'k'")}] + ${number()} if ${some()} else ${number()}`,
    () => `xs${n}[${whole()}] = ${whole()} // ${whole()}`,
    () =>
      `print(max(${number()}, ${number()}, key=lambda v: t(99, -v)), sorted(${list()}, key=lambda v: t(98, v % 3)))`,
    () =>
      `print(any(t(97, v) > 1 for v in ${list()}), all(t(96, v) for v in ${list()}), next((v for v in ${list()} if v > 3), ${number()}))`,
    () =>
      `print(d${n}.get(${told("'k'")}, ${number()}), d${n}.setdefault(${told("'n'")}, ${number()}), d${n}.pop(${told("'n'")}, ${number()}))`,
    () => `return${n} = ${some()} if ${number()} ${order()} ${number()} else ${some()}\nprint(return${n})`,
  ];
  const item = block(`class Item${n}:`, [
    block("def __init__(self, v):", ["self.v, self.w = v, []"]),
    block("def add(self, x):", ["print('add', x, end=' ')", "self.v += x", "return self"]),
    block("def __getitem__(self, at):", [
      "print('get', at, end=' ')",
      draw.pick(["return self.v", "return at", "if at == 2:\n    raise IndexError('two')\nreturn self.v"]),
    ]),
    block("def __setitem__(self, at, x):", [
      "print('set', at, x, end=' ')",
      draw.pick(["self.v = x", "if at == 0:\n    raise KeyError(at)\nself.w.append(x)"]),
    ]),
    block("def __lt__(self, other):", ["print('lt', other, end=' ')", "return self.v < other"]),
    block("def __add__(self, other):", ["print('plus', other, end=' ')", `return Item${n}(self.v + other)`]),
    block("def __radd__(self, other):", ["print('rplus', other, end=' ')", "return other * 2 + self.v"]),
    ...(draw.chance(0.5)
      ? [block("def __iadd__(self, other):", ["print('iplus', other, end=' ')", "self.v += other", "return self"])]
      : []),
    block("def __repr__(self):", ["return f'Item({self.v}, {self.w})'"]),
  ]);
  const defines = [
    "def t(n, v):\n    print(n, end=' ')\n    return v",
    item,
    block(`def take${n}(a, *more, k=${draw.small()}, **named):`, [
      draw.pick(["return (a, more, k, named)", "return [a, *more, k, *named]", "return a + sum(more) * k"]),
    ]),
  ];
  const begin = [
    `a${n}, b${n}, i${n} = ${draw.small()}, ${draw.small()}, 0`,
    `xs${n} = [${draw.small()}, ${draw.small()}, 3]`,
    `ys${n} = ${draw.pick([`xs${n}`, "[4, 5]"])}`,
    `d${n} = {'k': 1}`,
    `o${n} = Item${n}(${draw.small()})`,
  ];
  return walk(draw, {
    label: n,
    defines,
    begin,
    steps,
    tell: `print(a${n}, b${n}, i${n}, xs${n}, ys${n}, d${n}, o${n})`,
  });
}
