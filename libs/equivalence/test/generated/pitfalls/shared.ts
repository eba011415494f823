import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

/** Rows that stand in grids, dictionaries and objects at once, and are changed under one of their names. */
export function shared(draw: Draw): Scene {
  const n = draw.label();
  const [g, r, d, o] = [`g${n}`, `r${n}`, `d${n}`, `o${n}`];
  const item = draw.pick([
    (): string => draw.small(),
    (): string => draw.pick(["0.5", "1.0", "-2.5", "3.0"]),
    (): string => draw.pick(["'a'", "'é'", "'b'", "''"]),
    (): string => draw.pick(["(1, 2)", "(0, 5)", "(2, -1)"]),
  ]);
  const at = (): string => draw.pick(["0", "1", "-1", "-1", "2"]);
  const key = (): string => draw.pick(["'a'", "'b'", "'c'"]);
  const place = (): string =>
    draw.pick([r, r, `${g}[${at()}]`, `${g}[${at()}]`, `${d}[${key()}]`, `${o}.rows[${at()}]`, `${o}.last`]);
  const kept = (): string => (draw.chance(0.1) ? `${o}.top()` : place());
  const row = (): string =>
    draw.pick([
      kept,
      kept,
      kept,
      () => `[${item()}, ${item()}]`,
      () => `${kept()}[${draw.pick([":", "1:", "::-1", ":-1", "::2"])}]`,
      () => `list(${kept()})`,
      () => `${kept()} + [${item()}]`,
      () => `[*${kept()}, ${item()}]`,
      () => `${d}.setdefault(${key()}, ${kept()})`,
      () => `${d}.get(${key()}, ${kept()})`,
      () => `grown${n}(${kept()}, ${item()})`,
      () => `fresh${n}(${item()})`,
      () => `[v for v in ${kept()} if v in ${kept()}]`,
      () => `(${kept()} or ${kept()})`,
      () => `max(${g})`,
      () => `sorted(${kept()})`,
      () => `(${kept()} if ${kept()} is ${kept()} else ${kept()})`,
    ])();
  const steps = [
    () => `${r} = ${row()}`,
    () => `${kept()}.append(${item()})`,
    () => `${place()} += [${item()}]`,
    () => `${place()} += ${kept()}`,
    () => `${g}[${at()}] = ${row()}`,
    () => `${g}.append(${row()})`,
    () => `${g}[${draw.pick(["1:", ":1", "1:1", "::2", ":"])}] = [${row()}, ${row()}]`,
    () => `${g} += [${row()}]`,
    () => `${kept()}[${draw.pick(["1:", ":1", "1:1", "::2", ":", "-1:"])}] = ${row()}`,
    () => `${kept()}[${at()}] = ${item()}`,
    () => `${kept()}[${at()}] += ${item()}`,
    () => `del ${kept()}[${draw.pick(["0", "-1", "::2", "1:"])}]`,
    () =>
      `${kept()}.${draw.pick(["sort()", "reverse()", "sort(reverse=True)", "pop()", "clear()", `insert(0, ${item()})`])}`,
    () => `${kept()}.extend(${draw.pick([row(), `v for v in ${row()}[:3]`])})`,
    () => `${d}[${key()}] = ${row()}`,
    () => `${d}.update(${draw.pick(["a", "b", "c"])}=${row()})`,
    () => `${o}.rows = ${g}`,
    () =>
      `${o}.rows = ${draw.pick([`list(${g})`, `${g}[:]`, `copy.deepcopy(${g})`, `copy.copy(${g})`, `[v[:] for v in ${g}]`])}`,
    () => `${o}.last = ${row()}`,
    () => `${o}.put(${row()})`,
    () => `${g}[0], ${g}[-1] = ${g}[-1], ${g}[0]`,
    () => `${r}, ${g}[0] = ${g}[0], ${row()}`,
    () => `${r} = ${o}.last = ${row()}`,
    () => `${r} = ${g}[${at()}] = ${r} + ${row()}`,
    () => `spread${n}(${row()}, ${kept()})`,
    () => `print(grown${n}(${kept()}, ${item()}), fresh${n}(${item()}), fresh${n}(${item()}, ${kept()}))`,
    () => `print(${kept()} is ${kept()}, ${kept()} == ${kept()}, ${g}.count(${kept()}), ${kept()} in ${g})`,
    () => `print([i for i, v in enumerate(${g}) if v is ${kept()}], ${g}.index(${kept()}))`,
    () => `${g}.${draw.pick(["sort()", "reverse()", "sort(key=len)", "pop(0)", `remove(${kept()})`])}`,
    () => `print(tuple(${g})[${at()}] is ${kept()}, [*map(len, ${g})], sum(${g}, []))`,
    () => block(`for v in ${draw.pick([g, `${d}.values()`, `list(${g})`])}:`, [changed()]),
    () =>
      block(`for i, v in enumerate(${draw.pick([g, `${o}.rows`])}):`, [
        draw.pick([`${g}[i] = v + [${item()}]`, `v[:] = ${row()}`, `${o}.last = v`]),
      ]),
    () =>
      block(`for k, v in ${draw.pick([`${d}.items()`, `list(${d}.items())`])}:`, [
        draw.pick([
          `${d}[k] = v + [${item()}]`,
          `v.append(${item()})`,
          `del ${d}[k]`,
          `${d}[k + k] = v\nif len(${d}) > 5:\n    break`,
        ]),
      ]),
    () =>
      block(`for i, (a, b) in enumerate(zip(${kept()}, ${kept()})):`, [
        draw.pick([`${kept()}.append(a)`, `${kept()}.remove(b)`, "print(a, b)"]),
        `if i > 4:\n    break`,
      ]),
    () =>
      `other = ${draw.pick([`copy.deepcopy(${o})`, `copy.copy(${o})`, o])}\n${o}.rows[0].append(${item()})\nprint(other.rows, other.last, other is ${o})`,
    () => `first, *rest = ${g}\nfirst.append(${item()})\nrest.append(first)\nprint(first, rest)`,
    () => `pair = (${kept()}, ${kept()})\npair[0].append(${item()})\nprint(pair, pair[0] is pair[1])`,
    () => `${g} = [${row()} for _ in range(2)]`,
    () => `${g} = [${row()}] * 2`,
    () => `${r} = ${kept()} * 2`,
    () => `${place()} *= ${draw.pick(["2", "0", "1", "-1"])}`,
  ];
  const changed = (): string =>
    draw.pick([
      `v.append(${item()})`,
      `v += [${item()}]`,
      `v = v + [${item()}]`,
      `v[:] = v[::-1]`,
      `${r} = v`,
      `${g}.remove(v)`,
      `${kept()}.extend(v[:2])`,
    ]);
  const holder = block(`class Board${n}:`, [
    block("def __init__(self, rows, last=None):", [
      `self.rows = ${draw.pick(["rows", "rows", "list(rows)", "[v for v in rows]"])}`,
      "self.last = rows[0] if last is None else last",
    ]),
    block("def top(self):", [draw.pick(["return self.rows[0]", "return self.last", "return max(self.rows)"])]),
    block("def put(self, row):", [
      draw.pick([
        "self.rows.append(row)",
        "self.rows = self.rows + [row]",
        "self.rows += [row]",
        "self.rows[0] = self.last",
      ]),
      draw.pick(["self.last = row", "self.last += row", "row.append(row[0])", "self.last[:] = row"]),
    ]),
  ]);
  const functions = [
    block(`def grown${n}(v, x):`, [
      draw.pick([
        "v += [x]",
        "v = v + [x]",
        "v.append(x)",
        "v[:] = [x] + v",
        "v = list(v)\nv[0] = x",
        "v = v * 1\nv.append(x)",
      ]),
      draw.pick(["return v", "v.append(x)\nreturn v", "w, v = v, []\nv.append(x)\nreturn w"]),
    ]),
    block(`def fresh${n}(x, to=[]):`, [
      draw.pick(["to.append(x)", "to += [x]", "to = to + [x]", "to.insert(0, x)"]),
      "return to",
    ]),
    block(`def spread${n}(*rows):`, [
      "for v in rows:",
      `    ${draw.pick(["v.append(v[0])", "v.pop()", "v += rows[0][:1]", "v.reverse()"])}`,
    ]),
  ];
  const begin = [
    `${g} = ${draw.pick([`[[${item()}], [${item()}, ${item()}]]`, `[[${item()}, ${item()}]] * 2`, `[[${item()}] * 2 for _ in range(3)]`])}`,
    `${r} = ${draw.pick([`${g}[0]`, `[${item()}, ${item()}, ${item()}]`, `${g}[-1][:]`])}`,
    `${d} = {'a': ${r}, 'b': ${draw.pick([`${g}[0]`, `[${item()}]`, `${g}[1]`])}}`,
    `${o} = Board${n}(${g}${draw.pick(["", `, ${r}`])})`,
  ];
  const tell = `print(${g}, ${r}, ${d}, ${o}.rows, ${o}.last)`;
  const trim = `for v in [*${g}, ${r}, *${d}.values(), *${o}.rows]:\n    del v[4:]\ndel ${g}[4:]`;
  return walk(draw, { label: n, defines: [holder, ...functions], begin, steps, tell, trim });
}
