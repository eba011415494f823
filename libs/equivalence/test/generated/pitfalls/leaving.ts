import type { Draw } from "../draw.js";
import { block, guarded, type Scene } from "../objects/scene.js";

interface Place {
  depth: number;
  inLoop: boolean;
  isGenerator: boolean;
}

/** Blocks left by return, break, continue and exceptions, where what tidies up leaves another way. */
export function leaving(draw: Draw): Scene {
  const n = draw.label();
  const value = (): string => draw.pick(["x", "y", "log", "'r'", "(x, y)", "None", "x + y", "[y]", "1.5"]);
  const test = (): string =>
    draw.pick([
      `x == ${draw.integer(0, 3)}`,
      `x > ${draw.integer(0, 2)}`,
      "y % 2",
      "x % 2 == 0",
      "len(log) > 2",
      "True",
      "x < y",
    ]);
  const raised = (): string =>
    draw.pick([
      "ValueError(x)",
      "KeyError(y)",
      `Own${n}(x, y)`,
      `Own${n}('own')`,
      "IndexError",
      "ZeroDivisionError('z')",
      "StopIteration(x)",
      `Deep${n}(y)`,
    ]);
  const caught = (): string =>
    draw.pick([
      "ValueError",
      "KeyError",
      "LookupError",
      `Own${n}`,
      "Exception",
      `(KeyError, Own${n})`,
      "ZeroDivisionError",
      `Deep${n}`,
    ]);
  const leave = ({ inLoop, isGenerator }: Place): string =>
    draw.pick([
      `return ${value()}`,
      ...(inLoop ? ["break", "continue", "continue"] : []),
      `raise ${raised()}`,
      ...(isGenerator ? [`yield ${value()}`, `y = (yield x) or y`] : []),
    ]);
  const plain = (place: Place): string =>
    draw
      .pick([
        () => `log.append(${draw.label()})`,
        () => `print(${draw.label()}, x, y, end=' ')`,
        () => `if ${test()}:\n    ${leave(place)}`,
        () => `if ${test()}:\n    ${leave(place)}`,
        () => "y += x + 1",
        () => "x -= 1",
        () => `y = ${draw.pick(["10 // x", "[5, 6][x]", "{1: 2}[x]", "int('3')", "helper(x)"])}`,
        ...(place.isGenerator ? [() => `yield ${value()}`, () => `y += (yield from inner${n}(x, log)) or 0`] : []),
      ])()
      .replace("helper", `helper${n}`);
  const body = (place: Place): string[] => draw.many(1, 3, () => statement({ ...place, depth: place.depth - 1 }));
  const handler = (place: Place): string =>
    block(`except ${caught()} as e:`, [
      draw.pick([
        "print('caught', repr(e), end=' ')",
        "log.append(type(e).__name__)",
        "log.append(str(e))",
        "print(e.args, type(e.__cause__).__name__, end=' ')",
      ]),
      ...(draw.chance(0.5)
        ? [draw.pick(["raise", `raise ${raised()} from e`, leave(place), leave(place), `raise ${raised()} from None`])]
        : []),
    ]);
  const attempt = (place: Place): string => {
    const handlers = draw.many(0, 2, () => handler(place));
    const last = [
      "finally:",
      ...(draw.chance(0.35)
        ? [
            `    if ${test()}:`,
            ...leave(place)
              .split("\n")
              .map((line) => `        ${line}`),
          ]
        : []),
      `    log.append('f${draw.label()}')`,
    ].join("\n");
    const isTidied = handlers.length === 0 || draw.chance(0.5);
    const otherwise = handlers.length > 0 && draw.chance(0.3) ? [block("else:", body(place))] : [];
    return [block("try:", body(place)), ...handlers, ...otherwise, ...(isTidied ? [last] : [])].join("\n");
  };
  const statement = (place: Place): string => {
    if (place.depth <= 0) return plain(place);
    const loop = { ...place, inLoop: true };
    const rest = (): string[] => (draw.chance(0.4) ? [block("else:", body(place))] : []);
    return draw.pick([
      () => plain(place),
      () => attempt(place),
      () => attempt(place),
      () =>
        attempt(loop)
          .replace(/^/, "for x in range(3):\n")
          .replace(/\n(?!for x)/g, "\n    "),
      () =>
        [
          block(
            `for ${draw.pick(["x", "i", "y"])} in ${draw.pick(["range(3)", "[2, 0, 1]", `inner${n}(x, log)`, "list(log)[:3]"])}:`,
            body(loop),
          ),
          ...rest(),
        ].join("\n"),
      () =>
        [
          `k${place.depth} = 0`,
          block(`while k${place.depth} < 3:`, [`k${place.depth} += 1`, ...body(loop)]),
          ...rest(),
        ].join("\n"),
      () =>
        block(
          `with Guard${n}(log, ${draw.pick(["True", "False", "x", "y % 2"])})${draw.pick([" as y", ""])}:`,
          body(place),
        ),
      () => block(`with held${n}(log, x) as y, Guard${n}(log):`, body(place)),
      () => block(`if ${test()}:`, body(place)),
    ])();
  };
  const guard = block(`class Guard${n}:`, [
    block("def __init__(self, log, quiet=False):", ["self.log, self.quiet = log, quiet"]),
    block("def __enter__(self):", ["self.log.append('in')", "return 7"]),
    block("def __exit__(self, kind, error, trace):", [
      "self.log.append(kind and kind.__name__)",
      ...(draw.chance(0.3) ? [`if self.quiet == 1:\n    raise Deep${n}('exit')`] : []),
      "return self.quiet",
    ]),
  ]);
  const held = `@contextmanager\n${block(`def held${n}(log, x):`, [draw.pick(["try:\n    yield x\nfinally:\n    log.append('out')", "try:\n    yield x + 1\nexcept ValueError as e:\n    log.append(repr(e))", "log.append('start')\nyield x\nlog.append('end')", "for i in range(2):\n    try:\n        yield i\n        break\n    except KeyError:\n        break\n    finally:\n        log.append(i)"])])}`;
  const functions = draw.many(2, 3, (i) =>
    block(`def run${n}_${i}(x, y, log):`, [
      ...draw.many(2, 3, () => statement({ depth: 3, inLoop: false, isGenerator: false })),
      "return 'end', x, y",
    ]),
  );
  const generators = draw.many(1, 2, (i) =>
    block(`def gen${n}_${i}(x, y, log):`, [
      "yield 'begin'",
      ...draw.many(2, 3, () => statement({ depth: 2, inLoop: false, isGenerator: true })),
      "yield y",
    ]),
  );
  const inner = block(`def inner${n}(x, log):`, [
    draw.pick([
      "try:\n    yield x\n    yield x + 1\nfinally:\n    log.append('inner')",
      "for i in range(x % 3):\n    try:\n        yield i\n    except ValueError:\n        log.append('v')",
      "yield 1\nif x > 1:\n    raise KeyError('inner')\nyield 2",
    ]),
    draw.pick(["return 3", "log.append('over')"]),
  ]);
  const helper = block(`def helper${n}(x):`, [
    draw.pick([
      "return 6 // x",
      `if x > 1:\n    raise Own${n}(x)\nreturn x`,
      "try:\n    return [4][x]\nfinally:\n    x = 0",
    ]),
  ]);
  const calls = [
    ...functions.flatMap((_, i) =>
      [0, 1, 2, 3].map(
        (x) => `log = []\n${guarded(draw, `print(run${n}_${i}(${x}, ${draw.small()}, log))`)}\nprint(log)`,
      ),
    ),
    ...generators.flatMap((_, i) =>
      [0, 1, 2].map(
        (x) =>
          `log = []\n${guarded(draw, draw.pick([`print(list(gen${n}_${i}(${x}, 1, log))[:9])`, `for v in gen${n}_${i}(${x}, 2, log):\n    print('got', v, end=' ')\n    if v == x:\n        break`.replace("v == x", `v == ${x}`), `g = gen${n}_${i}(${x}, 3, log)\nprint(next(g), next(g, 'end'))\nprint(g.throw(${draw.pick(["ValueError('in')", "KeyError(1)"])}))\nprint(g.send(4))\ng.close()`]))}\nprint(log)`,
      ),
    ),
  ];
  return {
    defines: [
      block(`class Own${n}(${draw.pick(["Exception", "ValueError", "KeyError"])}):`, ["pass"]),
      block(`class Deep${n}(Own${n}):`, ["def __str__(self):\n    return f'deep {self.args}'"]),
      guard,
      held,
      helper,
      inner,
      ...functions,
      ...generators,
    ],
    does: calls,
  };
}
