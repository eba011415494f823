import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

const inner = (text: string): string => text.replaceAll("\n", "\n    ");

/** What a name, an attribute or an item holds is asked; then something changes it, perhaps out of sight, and it is used. */
export function narrowed(draw: Draw): Scene {
  const n = draw.label();
  const places = [`v${n}`, `o${n}.x`, `xs${n}[0]`, `d${n}['k']`, `o${n}.next.x`];
  const place = (): string => draw.pick(places);
  const value = (): string =>
    draw.pick(["None", "1", "'s'", "2.5", "[1]", "0", "''", "(1, 2)", "True", `[${draw.small()}]`]);
  const ask = (of: string): string =>
    draw.pick([
      `${of} is not None`,
      `${of} is None`,
      `isinstance(${of}, int)`,
      `isinstance(${of}, (int, float))`,
      `isinstance(${of}, str) and ${of}`,
      `not isinstance(${of}, (str, list))`,
      `${of}`,
      `not ${of}`,
      `type(${of}) is list`,
      `${of} == 1`,
      `isinstance(${of}, list) and len(${of}) > 0`,
      `${of} is None or isinstance(${of}, str)`,
      `(w := ${of}) is not None`,
    ]);
  const use = (of: string): string =>
    draw.pick([
      `print(${of})`,
      `print(${of} + 1)`,
      `print(${of} + 's')`,
      `print(len(${of}))`,
      `print(${of}[0])`,
      `print(${of} * 2)`,
      `print(str(${of}) + '!')`,
      `${of}.append(7)\nprint(${of})`,
      `print(${of}.upper())`,
      `print([${of}, ${of}])`,
      `print(${of} or 'none')`,
      `print(f"{${of}}", ${of} == ${value()})`,
      `for c in ${of}:\n    print(c, end=' ')`,
    ]);
  const change = (of: string): string =>
    draw.pick([
      `${of} = ${value()}`,
      `set${n}(${value()})`,
      `o${n}.put(${value()})`,
      `xs${n}.insert(0, ${value()})`,
      `d${n}.update(k=${value()})`,
      `p${n}.x = ${value()}`,
      `o${n}, p${n} = p${n}, o${n}`,
      `o${n}.next = ${draw.pick([`o${n}`, `p${n}`, `Node${n}(${value()})`])}`,
      `xs${n}.reverse()`,
      `ys${n}[0] = ${value()}`,
      `${of} += ${draw.pick(["1", "'t'", "[2]"])}`,
      `d${n}.pop('k', None)\nd${n}.setdefault('k', ${value()})`,
      `del xs${n}[0]\nxs${n}.append(${value()})`,
      "pass",
    ]);
  const branch = (of: string): string =>
    [
      block(`if ${ask(of)}:`, [change(of), use(of)]),
      ...(draw.chance(0.5) ? [block(`elif ${ask(of)}:`, [use(of)])] : []),
      ...(draw.chance(0.5) ? [block("else:", [change(of), use(of)])] : []),
      use(of),
    ].join("\n");
  const steps = [
    () => branch(place()),
    () => branch(place()),
    () => `${place()} = ${value()}`,
    () => `${place()} = ${place()}`,
    () =>
      block(`while ${ask(`v${n}`)}:`, [
        use(`v${n}`),
        `v${n} = ${value()}`,
        `count${n}[0] += 1`,
        `if count${n}[0] % 3 == 0:\n    break`,
      ]),
    () =>
      block(`for v${n} in [${value()}, ${value()}, ${value()}]:`, [
        `if ${ask(`v${n}`)}:\n    continue`,
        change(`v${n}`),
        use(`v${n}`),
      ]),
    () =>
      `${change(place())}\ntry:\n    ${inner(use(`v${n}`))}\n    ${inner(change(`v${n}`))}\nexcept TypeError as e:\n    print('type', e)\n    v${n} = ${value()}\nfinally:\n    ${inner(use(`v${n}`))}`,
    () => `print(use${n}(${value()}), use${n}(${place()}))`,
    () => `print(o${n}.show(), p${n}.show(), o${n}.chain())`,
    () => `x = ${place()}\n${change(place())}\nif ${ask("x")}:\n    ${inner(change(place()))}\n    ${inner(use("x"))}`,
    () => `print(${place()} if ${ask(place())} else ${place()}, ${place()} and ${place()})`,
    () =>
      `print([x for x in [${place()}, ${value()}, ${place()}] if ${ask("x")}], [x * 2 for x in [${place()}, ${value()}] if isinstance(x, (int, str))])`,
    () => `f = lambda: v${n}\nif ${ask(`v${n}`)}:\n    ${inner(change(`v${n}`))}\n    print(f(), v${n})`,
    () =>
      block(`match ${place()}:`, [
        `case None:\n    print('none')`,
        `case int() | float() as k:\n    ${inner(change(place()))}\n    print('number', k)`,
        `case [first, *rest]:\n    print('list', first, rest)`,
        "case other:\n    print('other', other)",
      ]),
    () => `assert ${ask(place())}, 'asked'\n${change(place())}\n${use(place())}`,
    () =>
      `if ${ask(place())} and change${n}(${value()}) and ${ask(place())}:\n    ${inner(use(place()))}\nelse:\n    ${inner(use(place()))}`,
    () =>
      `xs${n}[0], v${n} = v${n}, xs${n}[0]\nif ${ask(`xs${n}[0]`)}:\n    v${n}, xs${n}[0] = xs${n}[0], v${n}\n    ${inner(use(`xs${n}[0]`))}`,
  ];
  const node = block(`class Node${n}:`, [
    block("def __init__(self, x):", ["self.x = x", "self.next = self"]),
    block("def put(self, x):", [
      draw.pick(["self.x = x", "self.next.x = x", "self.x, self.next = x, Node1(self.x)"]).replace("Node1", `Node${n}`),
    ]),
    block("def show(self):", [
      `if ${ask("self.x")}:`,
      `    self.put(${value()})`,
      "    return self.x",
      draw.pick(["return self.x", "return self.next.x"]),
    ]),
    block("def chain(self):", [
      "node, seen = self, []",
      "while node is not None and len(seen) < 3:",
      "    seen.append(node.x)",
      "    node = node.next",
      "return seen",
    ]),
  ]);
  const using = block(`def use${n}(x, y=None):`, [
    block(`if ${ask("x")}:`, [draw.pick(["y = x", "x = y", "y, x = x, 0", "x = [x, y]"])]),
    block(`if ${ask("y")}:`, ["return ('y', y, x)"]),
    draw.pick(["return x", "x = y or x\nreturn x", "while x is None:\n    x = 5\nreturn x, y"]),
  ]);
  const set = [
    block(`def set${n}(x):`, [
      `global v${n}`,
      `v${n} = x`,
      draw.pick([`xs${n}[0] = x`, `o${n}.x = x`, `d${n}['k'] = x`, "pass"]),
    ]),
    block(`def change${n}(x):`, [`xs${n}[0] = x`, `o${n}.x = x`, "return True"]),
  ];
  const begin = [
    `v${n} = ${value()}`,
    `o${n}, p${n} = Node${n}(${value()}), Node${n}(${value()})`,
    `${draw.pick([`o${n}.next = p${n}`, `p${n}.next = o${n}`, "pass"])}`,
    `xs${n} = [${value()}, ${value()}]`,
    `ys${n} = ${draw.pick([`xs${n}`, `xs${n}[:]`])}`,
    `d${n} = {'k': ${value()}, 'o': ${value()}}`,
    `count${n} = [0]`,
  ];
  return walk(draw, {
    label: n,
    defines: [node, using, ...set],
    begin,
    steps,
    tell: `print(v${n}, o${n}.x, o${n}.next.x, p${n}.x, xs${n}, d${n})`,
    trim: `del xs${n}[4:]`,
    isGlobal: true,
  });
}
