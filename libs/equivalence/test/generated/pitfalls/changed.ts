import type { Draw } from "../draw.js";
import { block, type Scene } from "../objects/scene.js";
import { walk } from "./walk.js";

/** Containers changed while they are walked through, and views and iterators kept while their source changes. */
export function changed(draw: Draw): Scene {
  const n = draw.label();
  const isText = draw.chance(0.4);
  const key = (): string =>
    isText ? draw.pick(["'a'", "'b'", "'é'", "'zz'"]) : draw.pick(["0", "1", "2", "7", "2**40"]);
  const held = (): string => draw.small();
  const [d, s, l, q] = [`d${n}`, `s${n}`, `l${n}`, `q${n}`];
  const stop = (): string => block("if count > 5:", ["break"]);
  const walked = (of: string, ...body: string[]): string =>
    [`count = 0`, block(`for x in ${of}:`, ["count += 1", ...body, stop()]), "print('count', count)"].join("\n");
  const ofTable = (): string =>
    draw.pick([
      `${d}[x] = ${d}[x] + 1`,
      `${d}[${key()}] = ${held()}`,
      `del ${d}[x]`,
      `${d}.pop(${key()}, None)`,
      `${d}[x] = ${d}.pop(x)`,
      `${d} = {**${d}, ${key()}: ${held()}}`,
      `${d}.clear()\nbreak`,
      `if x in ${d}:\n    print(x, ${d}[x])`,
    ]);
  const ofList = (): string =>
    draw.pick([
      `${l}.append(x)`,
      `${l}.remove(x)`,
      `${l}.insert(0, ${key()})`,
      `${l}.pop()`,
      `del ${l}[0]`,
      `${l}[0] = ${key()}`,
      `${l} = ${l}[1:]`,
      `${l}[:] = ${l}[1:]`,
      `${l}.clear()`,
      `${l} += [${key()}]`,
      `${l}.sort()`,
      `${l}.reverse()`,
      "print(x)",
    ]);
  const ofQueue = (): string =>
    draw.pick([`${q}.append(x)`, `${q}.rotate(1)`, `${q}.popleft()`, `${q}[0] = x`, "print(x)"]);
  const ofSet = (): string =>
    draw.pick([`${s}.add(${key()})`, `${s}.discard(x)`, `${s} = ${s} | {${key()}}`, `${s} |= {x}`, `${s}.clear()`]);
  const alter = (): string =>
    draw.pick([
      `${d}[${key()}] = ${held()}`,
      `${d}.pop(${key()}, None)`,
      `${d}.update({${key()}: ${held()}})`,
      `${d} = dict(${d})`,
    ]);
  const view = (): string => draw.pick(["keys", "values", "items"]);
  const steps = [
    () => walked(draw.pick([d, d, `${d}.keys()`, `list(${d})`, `sorted(${d})`, `reversed(${d})`]), ofTable()),
    () => walked(`${d}.values()`, draw.pick([`${d}[${key()}] = x`, "print(x)", `${d}.clear()`])),
    () =>
      walked(
        draw.pick([l, l, `${l}[:]`, `reversed(${l})`, `iter(${l})`]),
        ofList(),
        ...(draw.chance(0.3) ? [ofList()] : []),
      ),
    () => walked(`range(len(${l}))`, `print(${l}[x])`, ofList().replaceAll("x)", `${l}[x])`)),
    () => walked(q, ofQueue()),
    () => walked(s, ofSet()),
    () =>
      `count = 0\nwhile ${l}:\n    x = ${l}.pop(${draw.pick(["", "0"])})\n    count += 1\n    if count < 4:\n        ${l}.append(x)\nprint(count, ${l})`,
    () => `v = ${d}.${view()}()\n${alter()}\nprint(len(v), sorted(map(repr, v)), ${d})`,
    () =>
      `v, w = ${d}.keys(), ${d}.copy().keys()\n${alter()}\nprint(v == w, sorted(v & w), sorted(v - w), ${key()} in v, v <= w)`,
    () => `v = ${d}.items()\n${alter()}\nprint((${key()}, ${held()}) in v, sorted(v), len(v))`,
    () =>
      `it = iter(${draw.pick([d, `${d}.items()`, `${d}.values()`])})\nprint(next(it, None))\n${alter()}\nprint(next(it, None))`,
    () =>
      `it = iter(${l})\nprint(next(it, None))\n${l}.append(${key()})\nprint(list(it))\n${l}.append(${key()})\nprint(list(it), next(it, 'end'))`,
    () =>
      `it = reversed(${l})\nprint(next(it, None))\n${draw.pick([`${l}.append(${key()})`, `${l}.pop()`, `${l}.clear()`])}\nprint(list(it))`,
    () => `it = enumerate(${l})\n${l} = ${l} + [${key()}]\n${l}.append(${key()})\nprint(list(it))`,
    () => `it = zip(${l}, ${l})\n${l}.append(${key()})\nprint(next(it), list(it))`,
    () =>
      `g = (x for x in ${l} if x in ${d})\n${draw.pick([`${l}.append(${key()})`, `${l} = []`, `${d} = {}`, `${alter()}`])}\nprint(list(g))`,
    () => `it = map(lambda x: ${d}.get(x), ${l})\n${alter()}\n${l}.append(${key()})\nprint(list(it))`,
    () => `it = filter(lambda x: x in ${s}, ${l})\n${s}.add(${key()})\nprint(list(it))`,
    () => `a = it = iter(${l})\nprint([x for x, y in zip(it, a)], next(it, 'none'))`,
    () => `print([${l}.pop() for _ in ${l}], ${l})`,
    () => `print([(x, ${l}.append(x)) for x in ${l} if len(${l}) < 6], ${l})`,
    () => `print({x: ${d}.pop(x) for x in list(${d})}, ${d})`,
    () => `print(any(${d}.pop(x, 0) for x in ${l}), ${d})`,
    () => `${l}[1:1] = ${l}`,
    () => `${l}[::2] = [${key()}] * len(${l}[::2])`,
    () => `${l}.extend(x for x in ${l} if len(${l}) < 8)`,
    () => `${d}.update((x, len(${d})) for x in ${l})`,
    () => `${l} = sorted(${l}, key=lambda x: (${d}.setdefault(x, 0), x))\nprint(${d})`,
    () => `it = iter(${q})\n${q}.append(${key()})\nprint(next(it))`,
    () => `print(${d} | {${key()}: ${held()}}, ${d} == dict(${d}.items()), {**${d}} is ${d})`,
    () => `print(${d}.pop(${key()}), ${d}.popitem(), ${d}.get(${key()}, ${d}))`,
  ];
  const begin = [
    `${l} = [${draw.many(1, 4, key).join(", ")}]`,
    `${d} = {${draw.many(1, 3, () => `${key()}: ${held()}`).join(", ")}}`,
    `${s} = {${draw.many(1, 3, key).join(", ")}}`,
    `${q} = deque(${l}${draw.pick(["", ", 3", ", maxlen=2"])})`,
  ];
  const tell = `print(${l}, ${d}, sorted(${s}), ${q})`;
  return walk(draw, { label: n, begin, steps, tell, trim: `del ${l}[5:]` });
}
