import type { Draw } from "../draw.js";
import { block, guarded, type Scene } from "./scene.js";
import { any, number, simple, value } from "./values.js";

/** One thing under many names: changed under one, printed under all. */
export function aliases(draw: Draw): Scene {
  const n = draw.label();
  const holder = block(`class H${n}:`, [
    `kept = ${draw.pick(["[]", "{}", "[[], []]"])}`,
    block("def __init__(self, held, twin=None):", [
      "self.held = held",
      `self.twin = ${draw.pick(["twin", "held", "[held, held]", "list(held)", "{'h': held}"])}`,
    ]),
    block("def __repr__(self):", ["return f'H({self.held!r}, {self.twin!r})'"]),
    block("def swap(self):", ["self.held, self.twin = self.twin, self.held", "return self"]),
  ]);
  const defaulted = block(`def put${n}(x, to=${draw.pick(["[]", "[]", "[0]"])}):`, ["to.append(x)", "return to"]);
  const changes = block(
    `def change${n}(v, x=None):`,
    draw.pick([
      ["v += [x]", "v = [x]", "return v"],
      ["v[0] = x", "return v"],
      ["v = v + [x]", "v.append(x)", "return v"],
      ["v.extend([x, x])", "del v[0]"],
      ["v[:] = [x]"],
      ["old = v[:]", "v.clear()", "return old"],
      ["v *= 2", "return v"],
    ]),
  );
  const lists = [`l${n}`, `m${n}`, `k${n}`];
  const l = (): string =>
    draw.pick([...lists, ...lists, `h${n}.held`, `d${n}['l']`, `t${n}[0]`, `n${n}[0]`, `n${n}[1]`]);
  const name = (): string => draw.pick(lists);
  const same = draw.chance(0.6);
  const of = draw.pick(["int", "str", "float"] as const);
  const item = (): string =>
    same ? value(draw, of, 0) : draw.pick([simple(draw), any(draw), `list(${name()})`, "[]"]);
  const at = (): string => draw.pick(["0", "-1", "1", "2"]);
  const steps = [
    () => `${l()}.append(${item()})`,
    () => `${l()} += [${item()}]`,
    () => `${name()} = ${l()} + [${item()}]`,
    () => `${name()} = ${l()}`,
    () => `${name()} = ${l()}${draw.pick(["[:]", "[::-1]", "[1:]", ".copy()"])}`,
    () => `${name()} = ${draw.pick(["copy.copy", "copy.deepcopy", "list", "sorted"])}(${l()})`,
    () => `${l()}[${at()}] = ${item()}`,
    () => `${l()}[${draw.pick(["0:1", "1:", ":0", "::2", "-1:"])}] = [${item()}, ${item()}]`,
    () => `del ${l()}[${draw.pick(["0", "-1", "1:", "::2"])}]`,
    () => `${l()}.${draw.pick(["reverse()", "pop()", "clear()", `insert(1, ${item()})`, "pop(0)", "sort()"])}`,
    () => `${l()}.extend(${l()})`,
    () => `${l()} *= 2`,
    () => `n${n}[${draw.pick(["0", "1"])}] = ${l()}`,
    () => `h${n}.held = ${l()}`,
    () => `h${n}.swap()`,
    () => `h${n}.kept.append(${l()}) if isinstance(h${n}.kept, list) else None`,
    () => `d${n}['l'] = ${l()}`,
    () => `d${n}[${draw.pick(["1", "True", "'n'", "1.0"])}] = ${draw.pick([l(), item()])}`,
    () => `t${n} = (${l()}, ${simple(draw)})`,
    () => `t${n}[0].append(${item()})`,
    () => `t${n}[0] += [${item()}]`,
    () => `t${n}[1] = 1`,
    () => `print(change${n}(${l()}, ${item()}))`,
    () => `print(put${n}(${item()}), put${n}(${item()}, ${l()}))`,
    () => `print(${l()} is ${l()}, ${l()} == ${l()}, ${l()} is not h${n}.held)`,
    () => `print(n${n}, n${n} == copy.deepcopy(n${n}), n${n}[0] is n${n}[1])`,
    () => `f${n}()`,
    () => `print([f() for f in fs${n}])`,
    () => `${name()} = None if ${name()} else ${l()}`,
    () => `${name()} = ${l()} or [${item()}]`,
    () =>
      block(`for x in ${l()}[:4]:`, [
        draw.pick([`${name()}.append(x)`, `${l()} += [x]`, `${name()} = ${name()} + [x]`]),
      ]),
    () => block(`for i, x in enumerate(${l()}):`, [`${l()}.append(x)`, "if i > 2:\n    break"]),
    () => `${name()}, ${name()} = ${l()}, ${l()}`,
    () => `${l()}[0], ${l()}[-1] = ${l()}[-1], ${l()}[0]`,
    () => `it = iter(${l()})\nprint(next(it, 'none'))\n${l()}.append(${item()})\nprint(list(it)[:8])`,
    () => `g = (x for x in ${l()})\n${name()} = [${item()}]\nprint(list(g)[:8])`,
    () => `h${n}.held = copy.${draw.pick(["copy", "deepcopy"])}(h${n}).held`,
    () => `print(${l()}.index(${item()}), ${l()}.count(${item()}), ${item()} in ${l()})`,
    () => `setattr(h${n}, 'held', ${l()})`,
    () => `while len(${l()}) > 5:\n    ${l()}.pop()\n    break`,
  ];
  const show = `print(${[...lists, `h${n}`, `d${n}`, `t${n}`, `n${n}`].join(", ")})`;
  const begin = [
    `l${n} = [${draw.many(1, 3, item).join(", ")}]`,
    `m${n} = l${n}`,
    `k${n} = ${draw.pick([`l${n}[:]`, `[${draw.many(1, 3, item).join(", ")}]`])}`,
    `h${n} = H${n}(${name()})`,
    `d${n} = {'l': ${name()}, ${simple(draw)}: ${draw.chance(0.5) ? name() : item()}}`,
    `t${n} = (${name()}, ${name()})`,
    `n${n} = [${draw.pick([`l${n}, l${n}`, `k${n}, m${n}`, "[]] * 2 + [[1]", "[] for _ in range(2)"])}]`,
  ];
  const inside = block(`def f${n}():`, [
    draw.pick([
      `${lists[0]}.append(${item()})`,
      `h${n}.held.append(${item()})`,
      `global ${lists[0]}\n${lists[0]} = ${lists[1]}`,
      `n${n}.append(n${n}[0])`,
    ]),
  ]);
  const functions = `fs${n} = [lambda: ${name()}, lambda v=${name()}: v, ${lists[0]}.copy]`;
  const walk = draw.many(10, 18, () => `${guarded(draw, draw.pick(steps)())}\n${show}`);
  if (draw.chance(0.3)) {
    const whole = [...begin, inside.replace("global", "nonlocal"), functions, ...walk].join("\n");
    return { defines: [holder, defaulted, changes, block(`def main${n}():`, [whole])], does: [`main${n}()`] };
  }
  return { defines: [holder, defaulted, changes], does: [...begin, inside, functions, ...walk] };
}

/** Dictionaries and sets whose keys are equal across kinds, in the order of their insertion. */
export function tables(draw: Draw): Scene {
  const n = draw.label();
  const keys = draw.pick([
    ["1", "True", "1.0", "0", "False", "-0.0", "0.0"],
    ["1", "'1'", "(1,)", "None", "1.5", "True"],
    ["'a'", "'b'", "'c'", "('a', 1)"],
    ["(1, 2)", "(1.0, 2)", "(True, 2)", "(1, 'x')", "()"],
    ["2**53", "float(2**53)", "2**53 + 1", "2**63", "float(2**63)"],
  ]);
  const key = (): string => draw.pick(keys);
  const held = draw.chance(0.4) ? (): string => any(draw) : (): string => number(draw);
  const d = (): string => draw.pick([`d${n}`, `d${n}`, `e${n}`, `c${n}`]);
  const steps = [
    () => `${d()}[${key()}] = ${held()}`,
    () => `del ${d()}[${key()}]`,
    () => `print(${d()}.pop(${key()}${draw.pick(["", ", None", ", 'x'"])}))`,
    () => `print(${d()}.popitem())`,
    () => `print(${d()}.setdefault(${key()}, ${held()}))`,
    () => `${d()}.update({${key()}: ${held()}, ${key()}: ${held()}})`,
    () => `${d()} |= {${key()}: ${held()}}`,
    () => `print(${d()} | {${key()}: ${held()}})`,
    () => `e${n} = ${d()}`,
    () => `c${n} = ${d()}.copy()`,
    () => `c${n} = {**${d()}, ${key()}: ${held()}}`,
    () => `print(${key()} in ${d()}, ${d()}.get(${key()}), ${d()}.get(${key()}, ${held()}))`,
    () => `print(list(${d()}), list(${d()}.values()), list(reversed(${d()})))`,
    () => `print(${d()} == ${d()}, ${d()} is e${n}, ${d()}.keys() == c${n}.keys())`,
    () => `for k in list(${d()}):\n    ${d()}[k] = ${d()}.pop(k, ${held()})`,
    () =>
      `for k, v in ${d()}.items():\n    ${draw.pick([`${d()}[k] = ${held()}`, `${d()}[${key()}] = k`, "print(k, v)"])}`,
    () => `print({k: v for k, v in ${d()}.items() if v}, dict(zip(${d()}, range(9))))`,
    () => `print(sorted(${d()}, key=str), sorted(${d()}.items(), key=repr)[:2], max(${d()}, key=repr))`,
    () =>
      `v${n} = ${d()}.${draw.pick(["keys", "values", "items"])}()\n${d()}[${key()}] = ${held()}\nprint(list(v${n}), len(v${n}))`,
    () => `s${n} = {${key()}, ${key()}, ${key()}}\nprint(sorted(s${n}, key=repr), len(s${n}), ${key()} in s${n})`,
    () => `s${n} ${draw.pick(["|=", "&=", "-=", "^="])} {${key()}, ${key()}}\nprint(sorted(s${n}, key=repr))`,
    () => `s${n}.${draw.pick(["add", "discard", "remove"])}(${key()})\nprint(sorted(map(repr, s${n})))`,
    () => `print([${key()}, ${key()}].index(${key()}), [${key()}] == [${key()}], (${key()},) == (${key()},))`,
    () => `print(len({${key()}, ${key()}}), {${key()}: 1} == {${key()}: 1.0}, hash(${key()}) == hash(${key()}))`,
    () => `${d()}[${key()}] += 1`,
    () => `${d()}.clear()`,
    () => `print(Counter([${key()}, ${key()}, ${key()}]))`,
    () =>
      `g = defaultdict(list)\ng[${key()}].append(${held()})\ng[${key()}].append(1)\nprint(dict(g), g.get(${key()}))`,
    () => `print(dict.fromkeys([${key()}, ${key()}], ${held()}), OrderedDict([(${key()}, 1), (${key()}, 2)]))`,
  ];
  return {
    defines: [],
    does: [
      `d${n} = {${draw.many(0, 4, () => `${key()}: ${held()}`).join(", ")}}`,
      `e${n} = d${n}`,
      `c${n} = {${key()}: ${held()}}`,
      `s${n} = {${key()}, ${key()}}`,
      ...draw.many(10, 18, () => `${guarded(draw, draw.pick(steps)())}\nprint(d${n}, e${n}, c${n})`),
    ],
  };
}
