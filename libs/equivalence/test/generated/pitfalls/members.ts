import type { Draw } from "../draw.js";
import { block, type Scene, shuffled, some } from "../objects/scene.js";
import { walk } from "./walk.js";

/** Names of classes: bound in their bodies, late, by objects for themselves, by properties, and by what is derived. */
export function members(draw: Draw): Scene {
  const n = draw.label();
  const [a, b, c] = [`A${n}`, `B${n}`, `C${n}`];
  const attributes = ["x", "y", "z", "w"];
  const value = (): string => draw.small();
  const name = (): string => draw.pick(attributes);
  const object = (): string => draw.pick([`a${n}`, `b${n}`, `c${n}`, `d${n}`]);
  const klass = (): string => draw.pick([a, b, c]);
  const held = draw.chance(0.5);
  /** A class of its own way out has no dictionary to show. */
  const isOpen = draw.chance(0.5);

  const bodyOf = (): string[] =>
    shuffled(draw, [
      ...some(draw, 0.5, attributes).map((each) => `${each} = ${draw.pick([value(), value(), `k${n}`, `len('abc')`])}`),
      ...(draw.chance(0.3) ? ["x = y = 1"] : []),
      ...(draw.chance(0.3) ? [`for i in range(2):\n    pass`] : []),
      ...(draw.chance(0.3) ? [`if k${n} > 1:\n    z = 10\nelse:\n    z = 20`] : []),
      ...(draw.chance(0.3) ? [`w = [j for j in range(3)][k${n} % 3]`] : []),
      ...(draw.chance(0.3) ? [`y = (lambda: k${n})()`] : []),
      ...(draw.chance(0.3) ? [`print('body', k${n})`] : []),
      ...(draw.chance(0.3) ? [`k${n} = k${n} + 1\nx = k${n}`] : []),
      ...(held && draw.chance(0.6) ? ["held = []"] : []),
    ]);
  const access = (of: string): string =>
    draw.pick([`${of}.${name()}`, `${of}.${name()}`, `type(${of}).${name()}`, `getattr(${of}, '${name()}', 'none')`]);
  const methods = (base: string | undefined): string[] =>
    some(draw, 0.6, [
      block("def get(self):", [`return ${access("self")}`]),
      block("def put(self, v):", [
        draw.pick([
          "self.x = v",
          "self.x += v",
          "type(self).y = v",
          `${klass()}.z = v`,
          "self.w = self.x",
          "self.y, self.x = v, 0",
        ]),
        "return self",
      ]),
      block("def both(self):", [
        base && draw.chance(0.7)
          ? draw.pick([
              "return ('over', super().both())",
              "return super().get(), self.get()",
              "self.put(1)\nreturn super().both()",
            ])
          : `return (${access("self")}, ${access("self")})`,
      ]),
      block("@property\ndef prop(self):", [
        draw.pick([
          `return ${access("self")}`,
          "return self.missing",
          "raise AttributeError('from prop')",
          ...(base ? ["return ('over', super().prop)"] : []),
        ]),
      ]),
      block("@classmethod\ndef make(cls, v=3):", [
        draw.pick([
          "made = cls(v)\nmade.z = cls.__name__\nreturn made",
          "cls.y = v\nreturn cls(v)",
          "return cls(v + 1)",
        ]),
      ]),
      block("@staticmethod\ndef still(v=k0):".replace("k0", `k${n}`), ["return v"]),
      ...(held
        ? [
            block("def keep(self, v):", [
              draw.pick(["self.held.append(v)", "self.held += [v]", "self.held = self.held + [v]"]),
              "return self.held",
            ]),
          ]
        : []),
    ]);
  const whole = [
    "def get(self):\n    return self.x",
    "def put(self, v):\n    self.x = v\n    return self",
    "def both(self):\n    return self.x, 1",
    "@property\ndef prop(self):\n    return self.y",
    "@classmethod\ndef make(cls, v=2):\n    return cls(v)",
    "@staticmethod\ndef still(v=0):\n    return -v",
    ...(held ? ["held = []", "def keep(self, v):\n    self.held.append(v)\n    return self.held"] : []),
  ];
  const init = (base: string | undefined): string =>
    block(`def __init__(self, v=${draw.pick([value(), `k${n}`])}):`, [
      ...(base
        ? shuffled(draw, ["super().__init__(v)", ...some(draw, 0.5, ["self.y = v", "self.w = [v]", "self.x = v * 2"])])
        : ["self.x = v"]),
      ...(base ? [] : some(draw, 0.4, ["self.y = v", "self.z = v", "self.put(v)"])),
    ]);
  const wayOut = block("def __getattr__(self, name):", [
    draw.pick([
      "return 'got ' + name",
      "if name == 'missing':\n    raise AttributeError('no ' + name)\nreturn name",
      "return len(name)",
    ]),
  ]);
  const defineClass = (own: string, base: string | undefined): string =>
    block(base ? `class ${own}(${base}):` : `class ${own}:`, [
      ...shuffled(draw, [
        ...bodyOf(),
        ...(base ? methods(base) : [...whole, ...methods(base).filter(() => draw.chance(0.3))]),
        ...(!base || draw.chance(0.3) ? [init(base)] : []),
        ...(isOpen && draw.chance(base ? 0.7 : 0.3) ? [wayOut] : []),
      ]),
      "pass",
    ]);
  const steps = [
    () => `${object()}.${name()} = ${value()}`,
    () => `${klass()}.${name()} = ${value()}`,
    () => `${draw.pick([object(), klass()])}.${name()} += ${value()}`,
    () => `print(${object()}.${name()}, ${klass()}.${name()})`,
    () => `print(${object()}.get(), ${object()}.both())`,
    () => `print(${object()}.put(${value()}).get())`,
    () => `print(${object()}.prop)`,
    () =>
      `print(getattr(${object()}, '${draw.pick(["prop", "missing", ...attributes])}', 'none'), hasattr(${object()}, '${draw.pick(["prop", "w", "other"])}'))`,
    () => `print(${object()}.missing)`,
    () =>
      `made = ${draw.pick([object(), klass()])}.make(${draw.pick(["", value()])})\nprint(type(made).__name__, made.x, made.get())`,
    () => `print(${draw.pick([object(), klass()])}.still(), ${klass()}.still(${value()}))`,
    () => `${object()} = ${draw.pick([object(), `${klass()}()`, `${klass()}(${value()})`])}`,
    () => `k${n} = ${value()}\nprint(${klass()}.still(), ${klass()}().x)`,
    () => `setattr(${object()}, '${name()}', ${value()})`,
    ...(isOpen ? [] : [() => `print(sorted(vars(${object()}).items(), key=str))`]),
    () => `print(${klass()}.get(${object()}), ${a}.both(${object()}))`,
    () => `f = ${object()}.get\n${object()}.x = ${value()}\nprint(f())`,
    () => `print(isinstance(${object()}, ${klass()}), ${object()}.__class__.__name__, type(${object()}) is ${klass()})`,
    () => `print([${klass()}.x for _ in range(2)], ${object()}.x == ${klass()}.x)`,
    ...(held
      ? [
          () => `print(${object()}.keep(${value()}), ${klass()}.held, ${object()}.held is ${object()}.held)`,
          () => `${draw.pick([object(), klass()])}.held = ${draw.pick(["[]", `${object()}.held`, "[9]"])}`,
          () => `${draw.pick([object(), klass()])}.held.append(${value()})`,
          () => `${draw.pick([object(), klass()])}.held += [${value()}]`,
        ]
      : []),
  ];
  const begin = [`a${n}, b${n}, c${n}`, `${a}(1), ${b}(2), ${c}(3)`];
  return walk(draw, {
    label: n,
    defines: [`k${n} = ${value()}`, defineClass(a, undefined), defineClass(b, a), defineClass(c, draw.pick([a, b, b]))],
    begin: [`${begin.join(" = ")}`, `d${n} = ${draw.pick([`a${n}`, `c${n}`, `${b}()`])}`],
    steps,
    tell: `print([getattr(o, 'x', None) for o in (a${n}, b${n}, c${n}, d${n})], [getattr(o, '${name()}', None) for o in (a${n}, b${n}, c${n})]${held ? `, ${a}.held` : ""})`,
    isGlobal: true,
  });
}
