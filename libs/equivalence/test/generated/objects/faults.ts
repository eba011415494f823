import type { Draw } from "../draw.js";
import { block, guarded, type Scene, some } from "./scene.js";
import { number, simple, value } from "./values.js";

/** Exceptions of the program's own, what leaves blocks, and managers that suppress. */
export function faults(draw: Draw): Scene {
  const n = draw.label();
  const root = block(`class Fault${n}(${draw.pick(["Exception", "ValueError", "LookupError", "Exception"])}):`, [
    draw.pick(["code = 1", "pass"]),
    ...some(draw, 0.6, [
      block("def __init__(self, what, code=None):", [
        draw.pick([
          "super().__init__(what)",
          "super().__init__(what, code)",
          "super().__init__(f'{what}!')",
          "self.what = what",
        ]),
        "self.code = code",
      ]),
    ]),
    ...some(draw, 0.3, [block("def __str__(self):", ["return f'fault {self.args}'"])]),
  ]);
  const sub = block(`class Sub${n}(Fault${n}):`, [
    draw.pick(["pass", "code = 2", block("def __str__(self):", ["return 'sub ' + super().__str__()"])]),
  ]);
  const both = block(`class Both${n}(Fault${n}, ${root.includes("LookupError") ? "TypeError" : "KeyError"}):`, [
    "pass",
  ]);
  const guard = block(`class Guard${n}:`, [
    block("def __init__(self, name, quiet=False):", [
      `self.name, self.quiet = name, quiet`,
      ...(draw.chance(0.2) ? ["if not name:\n    raise ValueError('no name')"] : []),
    ]),
    block("def __enter__(self):", [
      "print('enter', self.name)",
      ...(draw.chance(0.2) ? ["if self.quiet is None:\n    raise KeyError('enter')"] : []),
      "return self",
    ]),
    block("def __exit__(self, kind, error, trace):", [
      "print('exit', self.name, kind.__name__ if kind else None, error)",
      ...(draw.chance(0.3)
        ? [
            `if isinstance(error, KeyError):\n    raise ${draw.pick([`Sub${n}('exit')`, "ValueError('exit') from error", "RuntimeError('exit')"])}`,
          ]
        : []),
      draw.pick([
        "return self.quiet",
        "return kind is not None and issubclass(kind, LookupError)",
        "return isinstance(error, ValueError)",
      ]),
    ]),
  ]);
  const managed = `@contextmanager\n${block(`def managed${n}(x):`, [draw.pick(["try:\n    yield x\nfinally:\n    print('released', x)", "try:\n    yield [x]\nexcept LookupError as e:\n    print('swallowed', type(e).__name__)", "print('before')\nyield x\nprint('after')", "try:\n    yield x\nexcept Exception as e:\n    raise RuntimeError('wrapped') from e\nelse:\n    print('fine')"])])}`;
  const raise = (): string =>
    draw.pick([
      `raise Fault${n}(${simple(draw)})`,
      `raise Sub${n}('s')`,
      `raise Both${n}('both')`,
      `raise Sub${n}(${number(draw)}) from ValueError('cause')`,
      "raise KeyError('k')",
      "raise ValueError",
      `raise ValueError(${simple(draw)}, ${simple(draw)})`,
      "[][1]",
      "1 / 0",
      "int('x')",
      "{}['missing']",
      "None.attribute",
      "raise StopIteration",
      "assert False, (1, 'two')",
    ]);
  const caught = (): string =>
    draw.pick([
      "ValueError",
      "KeyError",
      "LookupError",
      `Fault${n}`,
      `Sub${n}`,
      `(KeyError, Fault${n})`,
      "ArithmeticError",
      "Exception",
      "(TypeError, AttributeError)",
    ]);
  const body = (depth: number, inLoop: boolean): string[] =>
    draw.many(1, 3, () => {
      if (depth <= 0)
        return draw.pick([
          "log.append(x)",
          `print('at', ${draw.label()}, x)`,
          `if x == ${draw.integer(0, 2)}:\n    ${raise()}`,
          ...(inLoop ? ["if x:\n    break", "if x:\n    continue"] : []),
          `if x:\n    return ${simple(draw)}`,
          `x = ${draw.small()}`,
          "x += 1",
        ]);
      const inner = (loop = inLoop): string[] => body(depth - 1, loop);
      return draw.pick([
        () => {
          const handlers = draw.many(1, 2, () =>
            block(`except ${caught()} as e:`, [
              draw.pick([
                "print('caught', type(e).__name__, e)",
                "print(repr(e), e.args)",
                "log.append(type(e).__name__)",
                "print(type(e.__cause__).__name__, type(e.__context__).__name__)",
              ]),
              ...some(draw, 0.35, [
                draw.pick([
                  "raise",
                  `raise Fault${n}('again') from e`,
                  `raise Sub${n}('ctx')`,
                  "return 'handled'",
                  "x = 3",
                ]),
              ]),
            ]),
          );
          const last = some(draw, 0.5, [
            block("finally:", [
              draw.pick([
                "print('finally', x)",
                "log.append('f')",
                "x += 10",
                ...(draw.chance(0.3) ? ["return 'from finally'"] : []),
              ]),
            ]),
          ]);
          return [block("try:", inner()), ...handlers, ...some(draw, 0.3, [block("else:", inner())]), ...last].join(
            "\n",
          );
        },
        () =>
          [block("try:", inner()), block("finally:", [draw.pick(["print('tidy', x)", "log.append(-1)"])])].join("\n"),
        () => block(`for ${draw.pick(["x", "i"])} in range(3):`, inner(true)),
        () => block(`with Guard${n}(${simple(draw)}, ${draw.pick(["True", "False", "None"])}) as g:`, inner()),
        () => block(`with managed${n}(x) as m:`, inner()),
        () => block(`with suppress(${caught().replace(/[()]/g, "")}):`, inner()),
        () => block(`with Guard${n}('a'), Guard${n}('b', True):`, inner()),
        () => block(`if x ${draw.pick(["<", "=="])} ${draw.small()}:`, inner()),
      ])();
    });
  const functions = draw.many(1, 2, (i) =>
    block(`def run${n}_${i}(x, log):`, [...body(2, false), "return ('end', x)"]),
  );
  const prop = block(`class Prop${n}:`, [
    block("def __init__(self, v):", [`if v == ${draw.small()}:\n    ${raise()}`, "self.v = v"]),
    block("@property\ndef p(self):", ["if not self.v:\n    raise AttributeError('p of nothing')", "return self.v"]),
    block("def __iter__(self):", ["yield 1", "if self.v:\n    raise LookupError(self.v)"]),
    block("def __eq__(self, other):", ["if other is None:\n    raise TypeError('no None')", "return True"]),
    block("def __bool__(self):", ["return self.v == 2"]),
  ]);
  const uses = [
    ...functions.flatMap((_, i) =>
      [0, 1, 2].map((x) => () => `log = []\ntry:\n    print(run${n}_${i}(${x}, log))\nfinally:\n    print(log)`),
    ),
    () => `print(Prop${n}(${draw.small()}).p)`,
    () => `print(getattr(Prop${n}(0), 'p', 'default'), hasattr(Prop${n}(1), 'p'))`,
    () => `print(list(Prop${n}(${draw.integer(0, 2)})))`,
    () => `print(Prop${n}(1) == None, Prop${n}(1) == 1)`,
    () => `print(1 if Prop${n}(${draw.integer(1, 3)}) else 2)`,
    () => `print(sorted([3, 1, 0, 2], key=lambda v: 6 // v))`,
    () =>
      `e = Fault${n}(${value(draw, "str")})\nprint(e, repr(e), e.args, isinstance(e, ValueError), getattr(e, 'code', 'none'))`,
    () => `e = Sub${n}('x')\ne.note = 1\nprint(e.note, e, str(e) == 'x')\nraise e`,
    () => `raise Sub${n}(${simple(draw)}, ${draw.small()})`,
    () => `try:\n    raise Both${n}('k')\nexcept KeyError as e:\n    print('key', e, e.args)`,
  ];
  const last = draw.chance(0.3)
    ? [
        draw.pick([
          `raise Sub${n}('uncaught')`,
          `print(run${n}_0(1, []))`,
          `sys.exit(${draw.pick(["3", "'message'", "None"])})`,
          "raise KeyError('last')",
        ]),
      ]
    : [];
  return {
    defines: [root, sub, both, guard, managed, ...functions, prop],
    does: [...draw.many(6, 10, () => guarded(draw, draw.pick(uses)())), ...last],
  };
}
