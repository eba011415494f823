import type { Draw } from "../draw.js";
import type { Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

const TEXTS = [
  "'héllo'",
  "'日本語'",
  "'a😀b😀'",
  "'ß'",
  "'ﬁx'",
  "'e\\u0301'",
  "'İ'",
  "''",
  "'  two  words\\t'",
  "'a,b,,c'",
  "'line\\nnext\\r\\nlast'",
  "'ΑΣ'",
  "'ǆ'",
  "'abcabc'",
  "'\\x00\\x7f\\xa0'",
  "'½²'",
  "'٣4'",
  "'A1 b2'",
  "'a\\u2028b'",
];
const PIECES = ["'a'", "'é'", "'😀'", "'語'", "''", "' '", "'b'", "','", "'ab'", "'\\n'", "'Σ'"];
const AT = ["0", "1", "-1", "2", "-2", "5", "-9", "100"];

/** Texts that hold letters of several bytes, asked by place, cut, changed in case, and laid out. */
export function texts(draw: Draw): Scene {
  const n = draw.label();
  const [s, t] = [`s${n}`, `t${n}`];
  const text = (): string => draw.pick([s, s, t, t, draw.pick(TEXTS)]);
  const piece = (): string => draw.pick(PIECES);
  const at = (): string => draw.pick(AT);
  const bound = (): string => draw.pick(["", ...AT]);
  const cut = (): string => `[${bound()}:${bound()}${draw.pick(["", "", ":-1", ":2", ":-2"])}]`;
  const made = (): string =>
    draw.pick([
      () => `${text()}${cut()}`,
      () => `${text()}[${at()}]`,
      () => `${text()} + ${piece()}`,
      () => `${text()} * ${draw.pick(["2", "0", "-1"])}`,
      () =>
        `${text()}.${draw.pick(["upper", "lower", "title", "capitalize", "swapcase", "casefold", "strip", "lstrip", "rstrip"])}()`,
      () => `${text()}.${draw.pick(["strip", "lstrip", "rstrip", "removeprefix", "removesuffix"])}(${piece()})`,
      () => `${text()}.replace(${piece()}, ${piece()}${draw.pick(["", ", 1", ", 0", ", -1"])})`,
      () =>
        `${text()}.${draw.pick(["center", "ljust", "rjust"])}(${draw.pick(["3", "9", "12"])}${draw.pick(["", ", '*'", ", 'é'"])})`,
      () => `${text()}.zfill(${draw.pick(["3", "8"])})`,
      () => `${piece()}.join(${text()})`,
      () => `''.join(reversed(${text()}))`,
      () => `''.join(sorted(${text()}))`,
      () => `${text()}.expandtabs(4)`,
      () => `${text()}.translate({ord('a'): 'é', ord('b'): None, 0x1F600: ord('x')})`,
      () => `f"{${text()}:${draw.pick([">9", "<9", "^9", "é^8", "*>6", ".2", "9.3"])}}"`,
      () => `"%${draw.pick(["5", "-7", ".2", ""])}s|%r" % (${text()}, ${text()})`,
      () => `str(${text()}.encode())`,
      () =>
        `${text()}.encode().decode('${draw.pick(["utf-8", "latin-1", "ascii"])}', '${draw.pick(["replace", "ignore"])}')`,
      () => `ascii(${text()})`,
      () => `(${text()} or ${piece()})`,
      () => `max(${text()}, ${text()})`,
    ])();
  const steps = [
    () => `${draw.pick([s, t])} = ${made()}`,
    () => `${draw.pick([s, t])} += ${piece()}`,
    () => `print(repr(${made()}), len(${made()}))`,
    () =>
      `print(${text()}.${draw.pick(["find", "rfind", "index", "rindex", "count"])}(${piece()}${draw.pick(["", `, ${at()}`, `, ${at()}, ${at()}`])}))`,
    () =>
      `print(${text()}.${draw.pick(["split", "rsplit"])}(${draw.pick(["", "None, 1", "','", "' ', 1", "'a'", "'é', 1"])}))`,
    () =>
      `print(${text()}.splitlines(${draw.pick(["", "True"])}), ${text()}.partition(${piece()}), ${text()}.rpartition(${piece()}))`,
    () =>
      `print(${text()}.startswith(${piece()}), ${text()}.endswith((${piece()}, ${piece()})), ${text()}.startswith(${piece()}, ${at()}))`,
    () =>
      `print([c.${draw.pick(["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "isprintable", "isidentifier", "istitle"])}() for c in ${text()}])`,
    () => `print([ord(c) for c in ${text()}], [*${text()}], list(enumerate(${text()}))[:3])`,
    () => `print({c: ${text()}.count(c) for c in ${text()}}, Counter(${text()}).most_common(2))`,
    () =>
      `print(${text()} < ${text()}, ${text()} == ${text()}, ${piece()} in ${text()}, sorted([${text()}, ${text()}, ${piece()}]))`,
    () => `a, *b = ${text()}\nprint(a, b)`,
    () => `print(dict(zip(${text()}, ${text()})), list(map(str.upper, ${text()})), min(${text()}), max(${text()}))`,
    () => `out = ''\nfor i in range(len(${s})):\n    out = ${s}[i] + out if i % 2 else out + ${s}[-i]\nprint(out)`,
    () =>
      `out = []\nfor i, c in enumerate(${s}):\n    if c == ${piece()} or ${s}[i:i + 2] == ${piece()}:\n        out.append(i)\nprint(out)`,
    () => `i = 0\nwhile i < len(${s}) and not ${s}[i].isspace():\n    i += 1\nprint(i, ${s}[:i], ${s}[i:])`,
    () => `print(${s} == ${s}[::-1], ${s}[:2] + ${s}[2:] == ${s}, ${s}[-3:] in ${s}, hash(${s}) == hash(${s} + ''))`,
    () =>
      `print(int(${draw.pick(["'٣'", "' 12 '", "'1_0'", "'é'", "'-7'", "''", s])}), float(${draw.pick(["'1e3'", "' inf'", "'٣.5'", "'x'"])}))`,
    () =>
      `print(len(${text()}.encode()), len(${text()}.encode('utf-16-le')), list(${text()}.encode()[:4]), ${text()}.isascii())`,
    () =>
      `print(textwrap.wrap(${text()} * 3, 8), re.sub(r'\\w', '<\\\\g<0>>', ${text()}), re.findall(r'[^a-c]+', ${text()}))`,
    () => `print([m.span() for m in re.finditer(${piece()} or 'x', ${text()})], re.split(r'\\s|,', ${text()}))`,
    () =>
      `b = bytearray(${text()}, 'utf-8')\nb${draw.pick(["[0:1] = b'zz'", ".append(65)", "[-1] = 300", ".reverse()"])}\nprint(b, b.decode('utf-8', 'replace'))`,
    () =>
      `print("{0}{1!r:>8}{0:^{w}}".format(${text()}, ${text()}, w=${draw.pick(["2", "9"])}), '{:{}}'.format(${text()}, ${draw.pick(["5", "'>6'"])}))`,
    () => `${s}[${at()}] = 'x'`,
    () => `print(${s} + ${draw.pick(["1", "None", "['a']"])})`,
    () => `print(chr(${draw.pick(["233", "0x1F600", "0x110000", "-1", "97"])}), ord(${draw.pick([piece(), s])}))`,
  ];
  return walk(draw, {
    label: n,
    begin: [`${s} = ${draw.pick(TEXTS)}`, `${t} = ${draw.pick(TEXTS)}`],
    steps,
    tell: `print(repr(${s}), repr(${t}))`,
  });
}
