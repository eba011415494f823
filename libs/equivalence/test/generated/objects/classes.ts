import type { Draw } from "../draw.js";
import { block, guarded, type Scene, some } from "./scene.js";
import { any, number, simple, value } from "./values.js";

interface Shape {
  name: string;
  parent: Shape | undefined;
  features: Set<string>;
  isLoud: boolean;
  /** An expression that makes one. */
  make: () => string;
}

type Feature = (draw: Draw, self: string, parent: string | undefined) => string;

const method = (name: string, parameters: string, ...lines: string[]): string =>
  block(`def ${name}(self${parameters ? `, ${parameters}` : ""}):`, lines);

const FEATURES: Record<string, Feature> = {
  __repr__: (draw, self) =>
    method(
      "__repr__",
      "",
      `return ${draw.pick([
        'f"{type(self).__name__}({self.a!r}, {self.b!r})"',
        `"${self}(" + repr(self.a) + ")"`,
        'f"{self.__class__.__name__}<{self.items}>"',
        'f"%s(%r)" % (type(self).__name__, self.b)',
        `f"${self}{tuple(self.items)}"`,
      ])}`,
    ),
  __str__: (draw, self, parent) =>
    method(
      "__str__",
      "",
      `return ${draw.pick([
        'f"<{self.a}|{self.b}>"',
        `"${self} of " + str(self.b)`,
        parent ? 'super().__str__() + "!"' : '"plain"',
        "repr(self) + '?'",
      ])}`,
    ),
  __eq__: (draw, self) =>
    draw.pick([
      method(
        "__eq__",
        "other",
        `if not isinstance(other, ${self}):`,
        "    return NotImplemented",
        "return self.a == other.a",
      ),
      method("__eq__", "other", "return type(self) is type(other) and (self.a, self.b) == (other.a, other.b)"),
      method(
        "__eq__",
        "other",
        "try:",
        "    return self.a == other.a",
        "except AttributeError:",
        "    return self.a == other",
      ),
    ]),
  __hash__: (draw) => method("__hash__", "", `return hash(${draw.pick(["self.a", "(self.a, 1)", "'same'"])})`),
  __lt__: (draw) =>
    method(
      "__lt__",
      "other",
      `return ${draw.pick(["len(self.items) < len(other.items)", "str(self.a) < str(other.a)", "self.rank() < other.rank()"])}`,
    ),
  __len__: (draw) =>
    method("__len__", "", `return ${draw.pick(["len(self.items)", "len(self.items) + 1", "len(self.items) * 2"])}`),
  __bool__: (draw) =>
    method("__bool__", "", `return ${draw.pick(["bool(self.a)", "len(self.items) > 1", "self.a is not None"])}`),
  __getitem__: (draw) =>
    method(
      "__getitem__",
      "key",
      ...draw.pick([
        ["return self.items[key]"],
        ["if isinstance(key, slice):", "    return ('slice', self.items[key])", "return self.items[key]"],
        [
          "if key == 'a':",
          "    return self.a",
          "if isinstance(key, int) and key < 3:",
          "    return key * 2",
          "raise IndexError(key)",
        ],
      ]),
    ),
  __setitem__: () => method("__setitem__", "key, value", "print('set', key, value)", "self.items[key] = value"),
  __iter__: (draw) =>
    method(
      "__iter__",
      "",
      ...draw.pick([
        ["return iter(self.items)"],
        ["for each in self.items:", "    yield each", "yield 'end'"],
        ["yield from self.items", "yield self.a"],
      ]),
    ),
  __contains__: (draw) =>
    method(
      "__contains__",
      "item",
      "print('in?', item)",
      `return ${draw.pick(["item in self.items", "item == self.a", "self.a"])}`,
    ),
  __add__: (draw, self) =>
    method(
      "__add__",
      "other",
      ...draw.pick([
        [
          `if isinstance(other, ${self}):`,
          "    return type(self)(self.a, self.items + other.items)",
          "return NotImplemented",
        ],
        ["if isinstance(other, (int, float)):", "    return other + len(self.items)", "return NotImplemented"],
        [`if not isinstance(other, ${self}):`, "    return ('added', other)", `return ${self}(self.a, other.items)`],
      ]),
    ),
  __radd__: (draw) => method("__radd__", "other", `return ${draw.pick(["('radd', other, self.a)", "other", "self"])}`),
  __iadd__: (draw) =>
    method("__iadd__", "other", "self.items.append(other)", `return ${draw.pick(["self", "self", "self.items"])}`),
  __mul__: () => method("__mul__", "times", "return type(self)(self.a, self.items * times)"),
  __neg__: (draw) =>
    method("__neg__", "", `return ${draw.pick(["len(self.items) * -1", "type(self)(self.b, self.items[::-1])"])}`),
  __call__: (draw) =>
    draw.pick([
      method("__call__", "*args, **named", "return (self.a, args, sorted(named.items()))"),
      method("__call__", "x=1", "self.items.append(x)", "return len(self.items)"),
    ]),
  __format__: () => method("__format__", "spec", "return f'[{spec}:{self.a}]'"),
  __enter__: (draw) =>
    [
      method("__enter__", "", "print('enter', self.a)", "return self"),
      method(
        "__exit__",
        "kind, error, trace",
        "print('exit', kind and kind.__name__, error)",
        `return ${draw.pick(["False", "True", "isinstance(error, ValueError)", "None"])}`,
      ),
    ].join("\n\n"),
  __getattr__: () =>
    method("__getattr__", "name", "if name.startswith('dyn'):", "    return name[3:]", "raise AttributeError(name)"),
  size: (draw) =>
    [
      block("@property\ndef size(self):", [
        `return ${draw.pick(["len(self.items)", "self._size", "len(self.items) * 1.5"])}`,
      ]),
      block("@size.setter\ndef size(self, value):", [
        "if value is None or value < 0:",
        "    raise ValueError(f'bad size {value!r}')",
        "self._size = value",
        "del self.items[value:]",
      ]),
    ].join("\n\n"),
  build: (draw) =>
    block("@classmethod\ndef build(cls, *items):", [
      "cls.made += 1",
      `return cls(${draw.pick(["len(items)", "cls.made", "cls.tag"])}, list(items))`,
    ]),
  twice: (draw) => block("@staticmethod\ndef twice(x):", [`return ${draw.pick(["x * 2", "[x, x]", "(x, [x])"])}`]),
  rank: (draw, _, parent) =>
    method(
      "rank",
      "",
      `return ${draw.pick(["len(self.items)", parent ? "super().rank() + 1" : "1", "self.weight * 2", "1.5"])}`,
    ),
  describe: (draw, _, parent) =>
    method(
      "describe",
      draw.pick(["", "mark='-'"]),
      ...draw.pick([
        ["return f'{self.tag}:{self.rank()}:{self.a}'"],
        ["return (self.tag, self.rank(), self.items)"],
        [parent ? "return ('sub', super().describe())" : "return self.tag"],
        [parent ? "text = super().describe()" : "text = self.tag", "return [text, type(self).__name__]"],
      ]),
    ),
  grow: (draw) =>
    method(
      "grow",
      "by=None",
      ...draw.pick([
        ["self.a = by"],
        ["self.items += [by]", "return self"],
        ["self.made += 1", "self.weight = by", "return self.made"],
        ["self.shared.append(by)"],
      ]),
    ),
};

/** What may be done with one, by the feature it asks for; `""` asks for nothing. */
function probes(draw: Draw, o: string, other: string): Record<string, string[]> {
  return {
    "": [
      `print(${o}.a, ${o}.b, ${o}.items)`,
      `print(${o} is ${other}, ${o} == ${other}, ${o} != ${other})`,
      `print(isinstance(${o}, ROOT), type(${o}).__name__)`,
      `print(sorted(vars(${o})))`,
    ],
    __repr__: [
      `print(${o})`,
      `print([${o}, ${other}])`,
      `print({'k': ${o}, 'n': (${o}, None)})`,
      `print(f"{${o}!r:>20}|")`,
      `print(repr([(${o}, 1)]), str(${o}))`,
    ],
    __str__: [`print(str(${o}))`, `print(f"{${o}!s}")`, `print("%s" % (${o},))`],
    __eq__: [
      `print(${o} == ${other}, ${o} != ${other}, ${o} == ${simple(draw)})`,
      `print(${o} in [${simple(draw)}, ${other}])`,
      `print([${other}, ${o}].index(${o}), [${o}, ${other}].count(${o}))`,
    ],
    __hash__: [`print(len({${o}, ${other}}))`, `print({${o}: 1}.get(${other}, 'none'))`],
    __lt__: [
      `print(${o} < ${other}, ${o} > ${other})`,
      `print([x.a for x in sorted([${o}, ${other}])])`,
      `print(min(${o}, ${other}).a)`,
    ],
    __len__: [`print(len(${o}))`, `print('full' if ${o} else 'empty', bool(${o}), not ${o})`],
    __bool__: [`print(bool(${o}), not ${o})`, `print((${o} and 1), (${o} or 2) == 2)`],
    __getitem__: [
      `print(${o}[${draw.pick(["0", "-1", "1", "'a'", "5", "0:2"])}])`,
      `print(list(${o})[:6])`,
      `print([x for x in ${o}][:5])`,
    ],
    __setitem__: [`${o}[0] = ${simple(draw)}`, `${o}[0] = ${o}.a`],
    __iter__: [
      `print(list(${o}))`,
      `first, *rest = ${o}\nprint(first, rest)`,
      `print([*${o}, 1], tuple(${o}))`,
      `for i, x in enumerate(${o}):\n    print(i, x)`,
    ],
    __contains__: [`print(${simple(draw)} in ${o}, ${simple(draw)} not in ${o})`],
    __add__: [
      `print((${o} + ${other}))`,
      `print(${o} + ${number(draw)})`,
      `total = ${o}\ntotal += ${other}\nprint(total, total is ${o})`,
    ],
    __radd__: [`print(${simple(draw)} + ${o})`, `print(sum([${o}]))`],
    __iadd__: [`alias = ${o}\nalias += ${simple(draw)}\nprint(alias is ${o}, ${o}.items)`],
    __mul__: [`print((${o} * 2).items)`],
    __neg__: [`print(-${o})`],
    __call__: [`print(${o}(${simple(draw)}))`, `print(${o}())`, `print(list(map(${o}, [1, 2])))`],
    __format__: [`print(f"{${o}:>5} {${o}}", format(${o}, 'x'))`, `print("{:abc}".format(${o}))`],
    __enter__: [
      `with ${o} as inner:\n    print(inner is ${o})`,
      `with ${o}:\n    raise ${draw.pick(["ValueError('in')", "KeyError('k')"])}`,
    ],
    __getattr__: [
      `print(${o}.dynamic, getattr(${o}, 'missing', 'default'))`,
      `print(hasattr(${o}, 'dyna'), hasattr(${o}, 'other'))`,
    ],
    size: [`print(${o}.size)`, `${o}.size = ${draw.pick(["1", "0", "-1", "2"])}\nprint(${o}.items)`, `${o}.size += 1`],
    build: [`made = type(${o}).build(1, 'x')\nprint(type(made).__name__, made.a, made.items, ROOT.made)`],
    twice: [`print(${o}.twice(${simple(draw) === "None" ? "1" : number(draw)}), type(${o}).twice('s'))`],
    rank: [`print(${o}.rank())`, `f = ${o}.rank\n${o}.items.append(0)\nprint(f())`],
    describe: [`print(${o}.describe())`],
    grow: [
      `print(${o}.grow(${simple(draw)}))`,
      `print(${o}.grow(), ${o}.a, ${o}.shared, ROOT.shared, ROOT.made, ${o}.made, ${o}.weight)`,
    ],
  };
}

function shapeOf(draw: Draw, name: string, parent: Shape | undefined): { shape: Shape; text: string } {
  const offered = Object.keys(FEATURES);
  const own = some(draw, parent ? 0.18 : 0.4, offered);
  if (!parent) own.push(...["rank", "describe", "__repr__"].filter((each) => !own.includes(each)));
  const features = new Set([...own, ...(parent?.features ?? [])]);
  const tag = `tag = ${value(draw, "str")}`;
  const weight = `weight = ${draw.pick([number(draw), number(draw), value(draw, "str")])}`;
  const attributes = parent
    ? [...(draw.chance(0.4) ? [tag] : []), ...(draw.chance(0.3) ? [weight] : [])]
    : [tag, weight, "made = 0", "shared = []"];
  const init = parent
    ? draw.pick([
        "",
        block("def __init__(self, a=None, items=None, extra=0):", [
          "super().__init__(a, items)",
          "self.extra = extra",
          `self.b = ${draw.pick(["extra", "'sub'", "[self.b]", "(a, extra)"])}`,
        ]),
        block("def __init__(self, *args, **named):", ["super().__init__(*args, **named)", `self.b = ${any(draw)}`]),
      ])
    : block(`def __init__(self, a=${simple(draw)}, items=None):`, [
        "self.a = a",
        `self.b = ${draw.pick([simple(draw), "a", "self.tag", any(draw)])}`,
        `self.items = ${draw.pick(["items or []", "[] if items is None else items", "list(items or ())"])}`,
        ...(features.has("size") ? ["self._size = 0"] : []),
      ]);
  const methods = own.map((each) => (FEATURES[each] as Feature)(draw, name, parent?.name));
  const isLoud = parent !== undefined && !parent.isLoud && draw.chance(0.25);
  const mixes = isLoud ? "Loud, " : "";
  const head = parent ? `class ${name}(${mixes}${parent.name}):` : `class ${name}:`;
  const body = [...attributes, ...[init, ...methods].filter((each) => each !== "")];
  const make = (): string => {
    const items = draw.pick(["[1, 2, 3]", "[]", "['x']", "[1, 'a', None]", "[0.5, 1]", "[[1], [2]]"]);
    return `${name}(${draw.pick(["", simple(draw), `${simple(draw)}, ${items}`, `${simple(draw)}, ${items}`, `items=${items}`])})`;
  };
  return {
    shape: { name, parent, features, make, isLoud: isLoud || parent?.isLoud === true },
    text: block(head, body),
  };
}

const LOUD = block("class Loud:", [
  method("rank", "", "return -10"),
  method("describe", "*args", "return ('loud', super().describe(*args))"),
]);

/** Classes of two or three levels, and what is done with their instances. */
export function classes(draw: Draw): Scene {
  const n = draw.label();
  const made = [shapeOf(draw, `A${n}`, undefined)];
  for (let i = draw.integer(1, 3); i > 0; i--) made.push(shapeOf(draw, `${"BCD"[i - 1]}${n}`, draw.pick(made).shape));
  const root = `A${n}`;
  const shapes = made.map((each) => each.shape);
  const objects = draw.many(2, 4, (i) => ({ name: `o${n}_${i}`, shape: draw.pick(shapes) }));
  const does = objects.map(({ name, shape }) => `${name} = ${shape.make()}`);
  if (draw.chance(0.4)) does.push(`o${n}_0 = o${n}_1`);
  const steps = draw.many(8, 16, () => {
    const { name, shape } = draw.pick(objects);
    const offered = probes(draw, name, draw.pick(objects).name);
    const feature = draw.pick(["", ...shape.features].filter((each) => each in offered));
    return guarded(draw, draw.pick(offered[feature] as string[]).replaceAll("ROOT", root));
  });
  const all = `all${n} = [${objects.map((each) => each.name).join(", ")}]`;
  const common = ["rank", "describe", "__repr__", "", ...(made[0]?.shape.features ?? [])];
  const each = draw.many(2, 4, () => {
    const offered = probes(draw, "x", `all${n}[0]`);
    return guarded(draw, draw.pick(offered[draw.pick(common)] ?? ["print(x.a)"]).replaceAll("ROOT", root));
  });
  return {
    defines: [...(made.some((m) => m.text.includes("(Loud")) ? [LOUD] : []), ...made.map((m) => m.text)],
    does: [...does, ...steps, all, block(`for x in all${n}:`, each)],
  };
}
