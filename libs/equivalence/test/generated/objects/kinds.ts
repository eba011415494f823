import type { Draw } from "../draw.js";
import { block, guarded, type Scene, some } from "./scene.js";
import { any, KINDS, type Kind, number, SIMPLE, simple, value } from "./values.js";

/** Functions without annotations that are called with several kinds, and names whose kind changes. */
export function kinds(draw: Draw): Scene {
  const n = draw.label();
  const point = block(`class P${n}:`, [
    ...some(draw, 0.5, ["__match_args__ = ('x', 'y')"]),
    block("def __init__(self, x, y=0):", ["self.x = x", "self.y = y"]),
    block("def __repr__(self):", ["return f'P({self.x!r}, {self.y!r})'"]),
    ...some(draw, 0.4, [
      block("def __eq__(self, other):", [`return isinstance(other, P${n}) and self.x == other.x`]),
      block("def __len__(self):", ["return 2"]),
      block("def __bool__(self):", ["return bool(self.x)"]),
    ]),
  ]);
  const derived = block(`class Q${n}(P${n}):`, ["def total(self):\n    return [self.x, self.y]"]);
  const positional = point.includes("__match_args__");
  const cases = [
    "case None:\n    return 'none'",
    "case True | False:\n    return ('truth', v)",
    "case bool(b):\n    return ('bool', b)",
    "case int(i) if i > 2:\n    return ('big', i)",
    "case int() | float():\n    return ('number', v)",
    "case str(s) if len(s) == 1:\n    return ('letter', s)",
    "case 'xyz' | 'a' as s:\n    return ('known', s)",
    "case str():\n    return v.upper()",
    "case []:\n    return 'empty'",
    "case [x]:\n    return ('one', x)",
    "case [x, *rest] if rest:\n    return ('more', x, rest)",
    "case (a, b):\n    return ('pair', b, a)",
    "case {'a': a, **rest}:\n    return ('map', a, rest)",
    "case {}:\n    return ('any map', len(v))",
    `case Q${n}(x=x):\n    return ('Q', x)`,
    positional ? `case P${n}(1, y):\n    return ('P1', y)` : `case P${n}(x=1, y=y):\n    return ('P1', y)`,
    `case P${n}(x=[a, *_]) | P${n}(x=(a, _)):\n    return ('P seq', a)`,
    `case P${n}():\n    return ('P', v.x)`,
    "case list() | tuple():\n    return [show(x) for x in v]",
  ];
  const matcher = block(`def match${n}(v):`, [
    block("match v:", [...some(draw, 0.45, cases), ...(draw.chance(0.8) ? ["case _:\n    return ('other', v)"] : [])]),
  ]).replaceAll("show(", `match${n}(`);
  const tests = [
    "if v is None:\n    return 'None!'",
    "if isinstance(v, bool):\n    return not v",
    "if isinstance(v, (int, float)):\n    v = v + 1",
    "if isinstance(v, str):\n    v = v + '!'",
    "if isinstance(v, list):\n    v = v + [len(v)]",
    "if isinstance(v, (list, tuple)) and v:\n    v = v[0]",
    "if isinstance(v, dict):\n    v = sorted(map(str, v))",
    `if isinstance(v, P${n}):\n    v = v.x`,
    `if isinstance(v, Q${n}):\n    return v.total()`,
    "if not v:\n    v = 'falsy'",
    "if type(v) is int:\n    v = v * 2.0",
    "if type(v) in (str, list):\n    v = len(v)",
    "if hasattr(v, 'x'):\n    v = [v.x, v]",
    "if callable(v):\n    v = 'callable'",
    "v = [v] if not isinstance(v, list) else v",
    "while isinstance(v, list) and len(v) == 1:\n    v = v[0]",
  ];
  const dispatcher = block(`def kind${n}(v, more=None):`, [
    ...draw.many(3, 6, () => draw.pick(tests)),
    draw.pick(["return v", "return (v, more)", "return {'v': v}", "return [v, more or v]"]),
  ]);
  const changing = block(`def turn${n}(v, times=3):`, [
    draw.pick(["out = []", "out = [v]", "out = [None]"]),
    `w = ${simple(draw)}`,
    block("for i in range(times):", [
      ...draw.many(2, 4, () =>
        draw.pick([
          `if i == ${draw.integer(0, 2)}:\n    v = ${any(draw)}`,
          "w = v",
          "v, w = w, v",
          `if i % 2:\n    w = ${any(draw)}\nelse:\n    w = (v, i)`,
          "out.append(v)",
          "out.append((type(v).__name__, w))",
          "if isinstance(v, (int, float)):\n    v += i * 1.5",
          "if isinstance(w, str):\n    w += str(v)",
          "w = None if w else i",
          "v = [v, w]",
        ]),
      ),
      draw.pick(["out.append(w)", "out += [v]", "print(i, v, w)"]),
    ]),
    "return out, v, w",
  ]);
  const plain = block(`def plain${n}(a, b):`, [
    `return ${draw.pick(["a + b", "a * b", "a == b", "(a, b)", "a < b", "a and b", "a or b", "[a, b] * 2", "f'{a}-{b!r}'", "a in b", "a if b else (b, a)", "{a: b}", "a[b]", "max(a, b)", "a % b", "str(a) + repr(b)", "a - b", "a // b", "a is b"])}`,
  ]);
  const kinds = draw.many(2, 5, () => draw.pick(KINDS));
  const object = (): string =>
    `${draw.pick(["P", "Q"])}${n}(${draw.pick([simple(draw), any(draw), "[1, 2]", "1"])}${draw.chance(0.5) ? `, ${simple(draw)}` : ""})`;
  const argument = (): string => (draw.chance(0.2) ? object() : value(draw, draw.pick(kinds), 1));
  const names = [`v${n}`, `w${n}`, `o${n}.x`];
  const steps = [
    () => `print(match${n}(${argument()}))`,
    () => `print(match${n}(${draw.pick(names)}))`,
    () => `print(kind${n}(${argument()}))`,
    () => `print(kind${n}(${draw.pick(names)}, ${argument()}))`,
    () => `print(turn${n}(${argument()}))`,
    () => `print(plain${n}(${number(draw)}, ${number(draw)}))`,
    () => `print(plain${n}(${argument()}, ${argument()}))`,
    () => `${draw.pick(names)} = ${argument()}`,
    () => `print(${names.join(", ")}, type(${draw.pick(names)}).__name__)`,
    () => `for x in [${draw.many(2, 5, argument).join(", ")}]:\n    print(x, match${n}(x), kind${n}(x))`,
    () => `many${n}.append(${argument()})\nprint(many${n}, len(many${n}))`,
    () => `many${n}[${draw.pick(["0", "-1"])}] = ${argument()}\nprint(many${n}[0], many${n}[-1])`,
    () => `print(${argument()} in many${n}, many${n}.count(${argument()}), many${n} == [${argument()}])`,
    () => `table${n}[${simple(draw)}] = ${argument()}\nprint(table${n})`,
    () => `print(table${n}.get(${simple(draw)}), kind${n}(table${n}.get(${simple(draw)})))`,
    () => `print([type(x).__name__ for x in many${n}], [x for x in many${n} if x])`,
    () =>
      `print([x for x in many${n} if isinstance(x, (int, str))], sum(x for x in many${n} if isinstance(x, (int, float))))`,
    () => `print(many${n}[0] == many${n}[-1], many${n}[0] != ${argument()}, bool(many${n}[-1]))`,
    () => `${draw.pick(names)} += ${number(draw)}\nprint(${names.join(", ")})`,
    () => `print(many${n}[-1] + ${number(draw)})`,
    () => `print(sorted(many${n}, key=repr), sorted(many${n}, key=lambda x: (type(x).__name__, str(x)))[0])`,
    () => `print(f"{${draw.pick(names)}}|{${draw.pick(names)}!r}", str(${draw.pick(names)}))`,
    () => `print(list(map(kind${n}, many${n})))`,
    () => `print(${draw.pick(names)} == ${draw.pick(names)}, ${draw.pick(names)} is None)`,
  ];
  return {
    defines: [point, derived, matcher, dispatcher, changing, plain],
    does: [
      `v${n} = ${simple(draw)}`,
      `w${n} = ${value(draw, draw.pick(SIMPLE as Kind[]), 0)}`,
      `o${n} = ${object()}`,
      `many${n} = [${draw.many(1, 3, argument).join(", ")}]`,
      `table${n} = {${simple(draw)}: ${argument()}}`,
      ...draw.many(8, 14, () => guarded(draw, draw.pick(steps)())),
    ],
  };
}
