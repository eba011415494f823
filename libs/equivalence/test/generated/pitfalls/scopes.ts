import type { Draw } from "../draw.js";
import { block, type Scene, shuffled, some } from "../objects/scene.js";

/** The names that a function makes its own, and how. */
interface Frame {
  own: readonly string[];
  /** Of the module, or of a function around. */
  others: readonly string[];
  params: readonly string[];
  /** What functions around it bind. */
  around: readonly string[];
  depth: number;
  /** Of the function that it is in: it calls those before alone. */
  index: number;
}

const told = (names: readonly string[]): string => `print(${names.join(", ")})`;

/** Functions in any order that bind, read and unbind the same few names, each in a scope of its own choosing. */
export function scopes(draw: Draw): Scene {
  const n = draw.label();
  const names = ["a", "b", "c"].map((name) => `${name}${n}`);
  const functions = draw.many(3, 5, (i) => `f${n}_${i}`);
  const isMixed = draw.chance(0.4);
  const value = (): string =>
    isMixed ? draw.pick([draw.small(), draw.small(), "'s'", "2.5", "None", "[1]"]) : draw.small();
  const read = (name: string): string =>
    draw.pick([
      `print(${name})`,
      `print('it is', ${name})`,
      `print(f"{${name}}!", [${name} for _ in range(2)])`,
      `print((lambda: ${name})())`,
      `print([j for j in [${name}]], {k: ${name} for k in 'x'})`,
      `print(${name} == ${value()}, not ${name})`,
      `print(list(${name} for _ in range(1)))`,
      `print(sorted([2, 1], key=lambda k: (k, ${name})))`,
      `if ${name}:\n    print('true')`,
      `print([${name} for ${name} in range(2)], {${name}: 1 for ${name} in 'xy'})`,
    ]);
  const bind = (name: string, other: string): string =>
    draw.pick([
      `${name} = ${value()}`,
      `${name} = ${value()}`,
      `${name} += ${draw.small()}`,
      `${name} = ${other}`,
      `${name}, ${other} = ${other}, ${name}`,
      `for ${name} in ${draw.pick(["[]", "range(3)", "'xy'", "[7]"])}:\n    pass`,
      `for ${name} in range(4):\n    if ${name} == ${draw.small()}:\n        break\nelse:\n    print('whole', ${name})`,
      `with Held${n}(${value()}) as ${name}:\n    pass`,
      `try:\n    raise ValueError(${value()})\nexcept ValueError as ${name}:\n    print('caught', ${name})`,
      `try:\n    ${name} = int('${draw.pick(["1", "x"])}')\nexcept ValueError:\n    pass`,
      `try:\n    ${name} = ${value()}\nfinally:\n    print('finally', ${name})`,
      `print((${name} := ${value()}))`,
      `print([${name} := j for j in range(${draw.pick(["0", "2"])})])`,
      `match ${draw.pick(["[1, 2]", "[3]", "[]"])}:\n    case [${name}, *_]:\n        print('first', ${name})\n    case _:\n        print('none')`,
      `match ${value()}:\n    case int(${name}) if ${name} > 1:\n        print('large')\n    case ${name}:\n        print('any')`,
      `if ${value()}:\n    ${name} = ${value()}`,
      `if ${value()}:\n    ${name} = ${value()}\nelse:\n    print(${other})`,
      `while True:\n    ${name} = ${value()}\n    break`,
      `del ${name}`,
      `${name} = [${draw.small()}]\n${name} += [${draw.small()}]`,
      `[${name}, *_] = [${draw.small()}, 1]`,
    ]);
  const fails = (name: string): string =>
    block("try:", [read(name)]) +
    `\n${block("except NameError as e:", [draw.pick(["print(type(e).__name__, e)", "print('lacks', e)", "print(e.args)"])])}`;
  const call = (among: readonly string[]): string => {
    const f = draw.pick(among);
    return draw.pick([`print(${f}())`, `${f}()`, `print(${f}(${draw.small()}))`, `print([${f}(), ${f}()])`]);
  };
  const guard = (text: string): string =>
    `${block("try:", [text])}\n${block("except Exception as e:", ["print('failed', type(e).__name__, e)"])}`;

  const body = (frame: Frame): string[] => {
    const { own, others, params, around, depth, index } = frame;
    const bound = [...own, ...others];
    const must = own.filter((name) => !params.includes(name)).map((name) => bind(name, draw.pick(bound)));
    const pick = (): string => draw.pick(names);
    const steps = [
      ...must,
      ...draw.many(1, 3, () =>
        draw.pick([
          () => read(pick()),
          () => fails(pick()),
          () => (bound.length > 0 ? bind(draw.pick(bound), draw.pick(bound)) : read(pick())),
          () => (index > 0 ? guard(call(functions.slice(0, index))) : read(pick())),
        ])(),
      ),
    ];
    const lines = draw.chance(0.5) ? shuffled(draw, steps) : steps;
    if (depth < 2 && draw.chance(0.6)) {
      const inner = define(`inner${depth}`, [...new Set([...around, ...own])], own, depth + 1, index);
      const at = draw.integer(0, lines.length);
      lines.splice(at, 0, inner);
      lines.splice(draw.integer(at, lines.length) + 1, 0, guard(`print(inner${depth}())`));
      if (draw.chance(0.3)) lines.push(guard(`print(inner${depth}())`));
    }
    return lines;
  };

  const define = (
    name: string,
    around: readonly string[],
    near: readonly string[],
    depth: number,
    index: number,
  ): string => {
    const roles = names.map((each) => [each, draw.pick(["free", "free", "own", "own", "param", "global", "nonlocal"])]);
    const having = (...wanted: string[]): string[] =>
      roles.filter(([, role]) => wanted.includes(role as string)).map(([each]) => each as string);
    const outer = having("nonlocal").filter((each) => near.includes(each));
    const params = having("param");
    const given = params.map((each) => `${each}=${draw.pick([value(), value(), ...names])}`).join(", ");
    const globals = having("global");
    const lines = body({
      own: [...having("own"), ...params],
      others: [...globals, ...outer],
      params,
      around,
      depth,
      index,
    });
    return block(`def ${name}(${[given, ...(params.length > 0 ? [] : ["_=None"])].filter(Boolean).join(", ")}):`, [
      ...(globals.length > 0 ? [`global ${globals.join(", ")}`] : []),
      ...(outer.length > 0 ? [`nonlocal ${outer.join(", ")}`] : []),
      ...lines,
      `return ${draw.pick([...names, "None", `(${names.slice(0, 2).join(", ")})`])}`,
    ]);
  };

  const held = block(`class Held${n}:`, [
    "def __init__(self, v):\n    self.v = v",
    "def __enter__(self):\n    return self.v",
    "def __exit__(self, *_):\n    return False",
  ]);
  const known: string[] = [];
  const steps = [
    ...functions.map((name, i) => () => {
      known.push(name);
      return define(name, [], [], 0, i);
    }),
    ...some(draw, 0.8, names).map((name) => () => guard(bind(name, name))),
    ...draw.many(5, 9, () => () => (known.length > 0 ? guard(call(known)) : fails(draw.pick(names)))),
    ...draw.many(2, 4, () => () => fails(draw.pick(names))),
    ...draw.many(1, 3, () => () => guard(bind(draw.pick(names), draw.pick(names)))),
  ];
  return {
    defines: [held],
    does: [...shuffled(draw, steps).map((step) => step()), guard(told(names)), ...known.map(() => guard(call(known)))],
  };
}
