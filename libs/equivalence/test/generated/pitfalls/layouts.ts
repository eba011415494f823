import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

const WHOLE = ["0", "7", "-42", "1234567", "2**70", "-2**63", "True", "255"];
const PARTS = [
  "0.0",
  "-0.0",
  "3.14159",
  "-2.5",
  "1e20",
  "1.5e-9",
  "123456.789",
  "0.1 + 0.2",
  "1e16",
  "float('inf')",
  "float('nan')",
];
const TEXTS = ["'abc'", "'é語'", "''", "'a😀'", "'a b'", "'{x}'", "'%s'"];

/** Numbers and texts laid out by format specifications, f-strings, `str.format` and `%`. */
export function layouts(draw: Draw): Scene {
  const n = draw.label();
  const [i, f, s, m] = [`i${n}`, `f${n}`, `s${n}`, `m${n}`];
  const whole = (): string => draw.pick([i, i, `xs${n}[0]`, `(${draw.pick(WHOLE)})`]);
  const part = (): string => draw.pick([f, f, `xs${n}[1]`, `(${draw.pick(PARTS)})`]);
  const text = (): string => draw.pick([s, s, `xs${n}[2]`, `(${draw.pick(TEXTS)})`]);
  const any = (): string => draw.pick([whole(), part(), text(), m, `pair${n}`, `xs${n}`, "None", `p${n}`]);
  const align = (): string => draw.pick(["", "", "<", ">", "^", "*<", "0>", "é^", "=", " =", "{{<"]).replace("{{", "_");
  const sign = (): string => draw.pick(["", "", "", "+", "-", " "]);
  const width = (): string => draw.pick(["", "", "1", "8", "08", "12", "3"]);
  const group = (): string => draw.pick(["", "", ",", "_"]);
  const precision = (): string => draw.pick(["", "", ".0", ".1", ".3", ".10"]);
  const ofWhole = (): string =>
    `${align()}${sign()}${draw.pick(["", "", "#"])}${width()}${group()}${draw.pick(["", "d", "x", "X", "o", "b", "c", "n", "f", "e", "s", "%"])}`;
  const ofPart = (): string =>
    `${align()}${sign()}${draw.pick(["", "", "#"])}${width()}${group()}${precision()}${draw.pick(["", "f", "F", "e", "E", "g", "G", "%", "n", "d"])}`;
  const ofText = (): string =>
    `${draw.pick(["", "<", ">", "^", "*^", "é>", "="])}${draw.pick(["", "0"])}${draw.pick(["", "1", "6", "12"])}${draw.pick(["", ".0", ".2", ".9"])}${draw.pick(["", "", "s", "d"])}`;
  const spec = (): string => draw.pick([ofWhole, ofPart, ofText])();
  const field = (): string =>
    draw.pick([
      () => `{${whole()}:${ofWhole()}}`,
      () => `{${part()}:${ofPart()}}`,
      () => `{${text()}:${ofText()}}`,
      () => `{${m}:${spec()}}`,
      () => `{${any()}!${draw.pick(["r", "s", "a"])}:${draw.pick(["", ">12", "<9", "^15", ".4"])}}`,
      () => `{${draw.pick([i, f, s, m])} = }`,
      () => `{${draw.pick([i, f, s])}=:${draw.pick([">8", "<8", ""])}}`,
      () => `{${whole()}:{w${n}}}`,
      () => `{${part()}:{w${n}}.{${draw.pick(["2", "1"])}}f}`,
      () => `{p${n}:${draw.pick(["", "x", "long"])}}`,
    ])();
  const percent = (): string =>
    `%${draw.pick(["", "", "-", "+", " ", "0", "#"])}${draw.pick(["", "", "4", "10", "012"])}${draw.pick(["", "", ".0", ".2", ".5"])}`;
  const steps = [
    () => `print(f"${field().replaceAll('"', "'")}|${field()}")`,
    () => `print(f"${field()}|${field()}|${field()}")`,
    () => `print(format(${whole()}, '${ofWhole()}'), format(${part()}, '${ofPart()}'))`,
    () => `print(format(${m}, '${spec()}'))`,
    () =>
      `print("${percent()}${draw.pick(["d", "i", "x", "o", "X", "u", "c"])}|${percent()}d" % (${whole()}, ${draw.pick([whole(), part()])}))`,
    () =>
      `print("${percent()}${draw.pick(["f", "e", "g", "G", "F"])}|${percent()}g" % (${part()}, ${draw.pick([whole(), part()])}))`,
    () => `print("${percent()}s|${percent()}r|%%|%a" % (${any()}, ${any()}, ${text()}))`,
    () => `print("%(k)s %(n)${draw.pick(["d", "5.1f", "s", "x"])}" % {'k': ${any()}, 'n': ${whole()}})`,
    () => `print("%s and %s" % ${draw.pick([`(${any()}, ${any()})`, `pair${n}`, `(${any()},)`, any()])})`,
    () => `print("%*d|%-*s|%.*f" % (${draw.pick(["6", "-6"])}, ${whole()}, 5, ${text()}, 2, ${part()}))`,
    () => `print("{} {!r} {:>6}".format(${any()}, ${any()}, ${draw.pick([whole(), text()])}))`,
    () => `print("{1:${ofPart()}} {0:${ofText()}}".format(${text()}, ${part()}))`,
    () =>
      `print("{a[0]} {b.x} {c:{w}.{q}}".format(a=xs${n}, b=p${n}, c=${draw.pick([part(), text()])}, w=${draw.pick(["8", "2"])}, q=2))`,
    () => `print("{} {}".format(${draw.pick([`*pair${n}`, any(), `${any()}, ${any()}, 3`])}))`,
    () =>
      `print(${text()}.center(${draw.pick(["9", "2"])}, '*'), ${text()}.ljust(7, '.'), str(${whole()}).zfill(${draw.pick(["6", "1"])}))`,
    () =>
      `print(repr(${part()}), str(${part()}), round(${part()}, ${draw.pick(["0", "1", "2", "-1"])}), [${part()}, ${whole()}])`,
    () =>
      `print(hex(${whole()}), oct(${whole()}), bin(${whole()}), ascii(${text()}), f"{${whole()}:#x}{${whole()}:#b}")`,
    () =>
      `for v in [${draw.many(2, 3, part).join(", ")}]:\n    print(f"{v:${draw.pick(["8.2f", "<10", "g", ".3e", ".1%", "+.0f", ",.2f"])}}|{v}")`,
    () =>
      `for v in [${whole()}, ${part()}, ${text()}]:\n    print(f"{v:>{w${n}}}|{v!s:^7}|{v!r}", "%s" % v, "%6s" % (v,))`,
    () => `${m} = ${draw.pick([whole(), part(), text()])}`,
    () => `w${n} = ${draw.pick(["4", "9", "'>5'", "0"])}`,
    () => `print(f"{ {'a': ${whole()}}['a']:>5}{xs${n}[0]:{'>'}{6}}{${text()} if ${whole()} else ${part()}}")`,
    () => `print(f"{{{${whole()}}}} {'nested ' + f'{${part()}:.1f}'} {lambda_${n}(${whole()}):>4}")`,
  ];
  const point = block(`class P${n}:`, [
    block("def __init__(self, x):", ["self.x = x"]),
    block("def __format__(self, spec):", [
      draw.pick([
        "return f'<{spec}:{self.x}>'",
        "return format(self.x, spec) if spec else 'plain'",
        "return 'long!' if spec == 'long' else str(self)",
      ]),
    ]),
    ...(draw.chance(0.5) ? [block("def __str__(self):", ["return f'P[{self.x}]'"])] : []),
    block("def __repr__(self):", ["return f'P({self.x!r})'"]),
  ]);
  const begin = [
    `${i} = ${draw.pick(WHOLE)}`,
    `${f} = ${draw.pick(PARTS)}`,
    `${s} = ${draw.pick(TEXTS)}`,
    `${m} = ${draw.pick([i, f, s])}`,
    `w${n} = 8`,
    `xs${n} = [${i}, ${f}, ${s}]`,
    `pair${n} = (${i}, ${s})`,
    `p${n} = P${n}(${draw.pick([i, f, s])})`,
  ];
  const defines = [point, `def lambda_${n}(v):\n    return v * 2`];
  return walk(draw, { label: n, defines, begin, steps, tell: `print(${m}, w${n})` });
}
