import type { Draw } from "../draw.js";
import { block, guarded, type Scene, shuffled, some } from "./scene.js";
import { any, type Kind, SIMPLE, simple, value } from "./values.js";

/** Data classes: defaults, factories, orders, frozen ones, and those that derive from others. */
export function dataClasses(draw: Draw): Scene {
  const n = draw.label();
  const options = some(draw, 0.35, [
    "order=True",
    "frozen=True",
    "eq=False",
    "unsafe_hash=True",
    "kw_only=True",
  ]).filter((each, _, all) => !(each === "eq=False" && all.includes("order=True")));
  const mark = options.length > 0 ? `@dataclass(${options.join(", ")})` : "@dataclass";
  const isFrozen = options.includes("frozen=True");
  const kind = draw.pick<Kind>(["int", "float", "str"]);
  const fields = [
    `x: ${kind}`,
    `y: ${draw.pick(["float", "int", "object", "str"])} = ${simple(draw)}`,
    ...some(draw, 0.6, [
      "items: list = field(default_factory=list)",
      `tags: dict = field(default_factory=lambda: {'k': ${simple(draw)}})`,
      `hidden: int = field(default=${draw.small()}, repr=False, compare=False)`,
      `late: int = field(init=False, default=${draw.small()})`,
    ]),
  ];
  const has = (name: string): boolean => fields.some((each) => each.startsWith(name));
  const methods = some(draw, 0.4, [
    ...(isFrozen
      ? []
      : [
          block("def __post_init__(self):", [
            draw.pick(["self.y = [1]", "self.total = self.x * 2", "if not self.x:\n    raise ValueError('empty')"]),
          ]),
        ]),
    block("def moved(self, by):", [
      `return ${draw.pick(["replace(self, x=self.x + by)", `D${n}(self.x + by)`, "type(self)(x=self.x * 2)"])}`,
    ]),
    block("@property\ndef double(self):", ["return self.x * 2"]),
    block("def __str__(self):", ["return f'D:{self.x}'"]),
    block("def __add__(self, other):", ["return replace(self, x=self.x + other.x)"]),
  ]);
  const base = `${mark}\n${block(`class D${n}:`, [...fields, ...methods])}`;
  const derived = `${draw.chance(0.8) ? `${mark}\n` : ""}${block(`class E${n}(D${n}):`, some(draw, 0.7, [`z: int = ${draw.small()}`, `y: str = ${value(draw, "str")}`, block("def __repr__(self):", ["return f'E<{self.x}>'"])]))}`;
  const of = (): string => draw.pick([`D${n}`, `D${n}`, `E${n}`]);
  const isNamed = options.includes("kw_only=True");
  const made = (): string =>
    `${of()}(${isNamed ? "x=" : ""}${value(draw, kind, 0)}${draw.chance(0.4) ? `, ${draw.chance(0.5) || isNamed ? "y=" : ""}${simple(draw)}` : ""})`;
  const names = [`d${n}`, `e${n}`, `g${n}`];
  const [d, e] = [(): string => draw.pick(names), (): string => draw.pick(names)];
  const steps = [
    () => `print(${d()})`,
    () => `print([${d()}, ${e()}], str(${d()}), f"{${e()}!r}")`,
    () => `print(${d()} == ${e()}, ${d()} != ${e()}, ${d()} is ${e()})`,
    () => `print(${d()} < ${e()}, max(${d()}, ${e()}))`,
    () => `print(sorted([${names.join(", ")}])[0])`,
    () => `print(len({${names.join(", ")}}))`,
    () => `print({${d()}: 'first', ${e()}: 'second'}[${d()}])`,
    () => `${d()}.x = ${value(draw, kind, 0)}\nprint(${d()})`,
    () => `${d()}.y = ${any(draw)}\nprint(${d()}, ${e()}.y)`,
    () => `print(asdict(${d()}))`,
    () => `print(astuple(${d()}))`,
    () => `other = copy.${draw.pick(["copy", "deepcopy"])}(${d()})\nprint(other, other == ${d()}, other is ${d()})`,
    () => `other = replace(${d()}, x=${value(draw, kind, 0)})\nprint(other, ${d()})`,
    () => `print(hash(${d()}) == hash(${e()}))`,
    () => `print(${d()} in [${e()}], [${d()}].count(${e()}))`,
    () => `alias = ${d()}\nalias.x = ${value(draw, kind, 0)}\nprint(alias, ${names.join(", ")})`,
    ...(has("items")
      ? [
          () => `${d()}.items.append(${simple(draw)})\nprint(${d()}.items, ${e()}.items)`,
          () => `${d()}.items += [${simple(draw)}]\nprint(${e()})`,
        ]
      : []),
    ...(has("tags") ? [() => `${d()}.tags[${simple(draw)}] = ${simple(draw)}\nprint(${d()})`] : []),
    ...(has("late") ? [() => `${d()}.late += 1\nprint(${d()}.late, ${e()}.late)`] : []),
    ...(methods.some((each) => each.includes("moved"))
      ? [() => `print(${d()}.moved(${kind === "str" ? "'m'" : draw.small()}))`]
      : []),
    ...(methods.some((each) => each.includes("double")) ? [() => `print(${d()}.double)`] : []),
    ...(methods.some((each) => each.includes("__add__")) ? [() => `print(${d()} + ${e()})`] : []),
    () =>
      block(`match ${d()}:`, [
        `case E${n}(x=${draw.pick(["1", "0", "-1.5", "'a'", "None", "True"])}):\n    print('E')`,
        `case D${n}(x=v${isNamed ? "" : ", y=w"}) if v:\n    print('D', v)`,
        "case other:\n    print('other', other)",
      ]),
  ];
  return {
    defines: [base, derived],
    does: [
      ...names.map((name) => `${name} = ${made()}`),
      ...(draw.chance(0.4) ? [`${names[2]} = ${names[0]}`] : []),
      ...draw.many(7, 12, () => guarded(draw, draw.pick(steps)())),
    ],
  };
}

/** Named tuples of both ways, and enumerations. */
export function rows(draw: Draw): Scene {
  const n = draw.label();
  const [a, b] = [draw.pick(SIMPLE), draw.pick(SIMPLE)];
  const row = draw.pick([
    block(`class R${n}(NamedTuple):`, [
      "a: object",
      `b: object = ${simple(draw)}`,
      ...some(draw, 0.5, [
        block("def total(self):", ["return (self.a, self.b)"]),
        block("def __str__(self):", ["return f'R:{self.a}'"]),
        block("@property\ndef both(self):", ["return [self.a, self.b]"]),
      ]),
    ]),
    `R${n} = namedtuple('R${n}', ['a', 'b'], defaults=[${simple(draw)}])`,
    `R${n} = namedtuple('R${n}', 'a b', defaults=(${simple(draw)},))`,
  ]);
  const members = draw.many(
    2,
    4,
    (i) => `${"PQRS"[i]} = ${draw.pick([String(i), String(i), "1", `'v${i}'`, `(${i}, 'x')`, "auto()"])}`,
  );
  const kind = draw.pick(["Enum", "Enum", "IntEnum"]);
  const values =
    kind === "IntEnum"
      ? members.map((each, i) => `${each.slice(0, 4)}${i + 1}`)
      : members.every((m) => /= (\d|auto)/.test(m))
        ? members
        : members.filter((m) => !m.includes("auto"));
  const enumeration = block(`class K${n}(${kind}):`, [
    ...(values.length > 1 ? values : ["P = 1", "Q = 2"]),
    ...some(draw, 0.4, [
      block("def next(self):", [`return list(K${n})[0]`]),
      block("def __str__(self):", ["return self.name.lower()"]),
      block("@property\ndef label(self):", ["return f'<{self.name}>'"]),
      block("@classmethod\ndef first(cls):", ["return next(iter(cls))"]),
    ]),
  ]);
  const r = (): string => draw.pick([`r${n}`, `s${n}`]);
  const k = (): string => draw.pick([`K${n}.P`, `K${n}.Q`, `k${n}`]);
  const steps = [
    () => `print(${r()}, ${r()}.a, ${r()}[1], ${r()}[-1])`,
    () => `a, b = ${r()}\nprint(a, b)`,
    () => `print(${r()} == ${r()}, ${r()} == (${simple(draw)}, ${simple(draw)}), ${r()} < ${r()})`,
    () => `print(${r()}._replace(a=${simple(draw)}), ${r()}._asdict(), R${n}._fields)`,
    () => `print(${r()} + (${simple(draw)},), ${r()} * 2, len(${r()}))`,
    () => `print({${r()}: 1}.get(${r()}), ${simple(draw)} in list(${r()}))`,
    () => `print([*${r()}], list(map(str, ${r()})), str(${r()}), f"{${r()}}")`,
    () => `print(sorted([${r()}, ${r()}]), isinstance(${r()}, tuple))`,
    () => `${r()}.a = 1`,
    () => `print(R${n}._make([1, 'z']), R${n}(b=1, a=2))`,
    () => `print(${k()}, repr(${k()}), ${k()}.name, ${k()}.value, [${k()}])`,
    () => `print(${k()} is ${k()}, ${k()} == ${k()}, ${k()} == ${draw.small()}, ${k()} in (${k()}, ${simple(draw)}))`,
    () => `print(K${n}(${draw.pick(["0", "1", "2", ...(kind === "Enum" ? ["'v1'", "'zz'", "None"] : ["7"])])}))`,
    () => `print(K${n}['${draw.pick(["P", "Q", "Z"])}'], list(K${n}), len(K${n}))`,
    () => `print({${k()}: 'x', ${k()}: 'y'})`,
    () => `print(f"{${k()}} {${k()}!r} {${k()}.name:>4}", str(${k()}))`,
    () => `print(${k()} < ${k()}, sorted(K${n}, key=lambda m: m.name, reverse=True))`,
    () => `print({m.name: m.value for m in K${n}}, [${r()}, ${k()}, None])`,
    () =>
      block(`match ${k()}:`, [
        `case K${n}.P:\n    print('is P')`,
        `case K${n}.Q | None:\n    print('is Q')`,
        "case _:\n    print('else')",
      ]),
    () =>
      block(`match ${r()}:`, [
        `case (${draw.pick(["1", "None", "'a'", "2.5"])}, x):\n    print('tuple', x)`,
        `case R${n}(a=y):\n    print('row', y)`,
      ]),
    ...(enumeration.includes("label") ? [() => `print(${k()}.label)`] : []),
    ...(enumeration.includes("def next") ? [() => `print(${k()}.next(), ${k()}.next().value)`] : []),
    ...(enumeration.includes("first") ? [() => `print(K${n}.first(), K${n}.first() is K${n}.P)`] : []),
    ...(row.includes("total") ? [() => `print(${r()}.total())`] : []),
    ...(row.includes("both") ? [() => `print(${r()}.both)`] : []),
  ];
  return {
    defines: [row, enumeration],
    does: [
      `r${n} = R${n}(${value(draw, a, 0)}, ${value(draw, b, 0)})`,
      `s${n} = R${n}(${value(draw, a, 0)})`,
      `k${n} = K${n}.P`,
      ...draw.many(7, 12, () => guarded(draw, draw.pick(shuffled(draw, steps))())),
    ],
  };
}
