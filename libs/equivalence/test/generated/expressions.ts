import type { Draw } from "./draw.js";

/** Variables in reach, by what they hold. */
export interface Names {
  numbers: readonly string[];
  lists: readonly string[];
  boxes: readonly string[];
}

type Make = (draw: Draw, names: Names, depth: number) => string;

/** An expression whose parts say in which order they are worked out. */
export const number: Make = (draw, names, depth) => {
  if (depth <= 0) return names.numbers.length > 0 && draw.chance(0.7) ? draw.pick(names.numbers) : draw.small();
  const [n, l, b, tup] = [number, list, truth, tuple].map((make) => () => draw.traced(make(draw, names, depth - 1)));
  const box = names.boxes.length > 0 ? draw.pick(names.boxes) : "Box(3)";
  return draw.pick([
    () => `(${n?.()} ${draw.pick(["+", "-", "*", "//", "%"])} ${n?.()})`,
    () => `(${n?.()} if ${b?.()} else ${n?.()})`,
    () => `(${n?.()} ${draw.pick(["and", "or"])} ${n?.()})`,
    () => `${draw.pick(["max", "min"])}(${n?.()}, ${n?.()})`,
    () => `${l?.()}[${n?.()}]`,
    () => `{1: ${n?.()}, 2: ${n?.()}}.get(${n?.()}, ${n?.()})`,
    () => `sum(${draw.traced("x")} for x in ${l?.()})`,
    () => `len(${draw.pick([l, tup])?.()})`,
    () => `named(${n?.()}, ${draw.pick(["", `b=${n?.()}, `])}c=${n?.()})`,
    () => `starred(${n?.()}, *${draw.pick([l, tup])?.()}, k=${n?.()})`,
    () => `(lambda a, b=${n?.()}: a - b)(${n?.()})`,
    () => `next(iter(${l?.()}), ${n?.()})`,
    () => `next((x for x in ${l?.()} if x > ${draw.small()}), ${n?.()})`,
    () => `${box}[${n?.()}]`,
    () => `${box}(${n?.()}, ${n?.()})`,
    () => `${box}.get(${n?.()})`,
    () => `sum(${box})`,
    () => `(${n?.()} if ${box} else ${n?.()})`,
    () => `sum(count(${n?.()}))`,
    () => `next(count(${n?.()}), ${n?.()})`,
  ])();
};

export const list: Make = (draw, names, depth) => {
  if (depth <= 0) return names.lists.length > 0 && draw.chance(0.6) ? draw.pick(names.lists) : "[4, 1, 3]";
  const [n, l] = [number, list].map((make) => () => draw.traced(make(draw, names, depth - 1)));
  const box = names.boxes.length > 0 ? draw.pick(names.boxes) : "Box(3)";
  return draw.pick([
    () => `[${n?.()}, ${n?.()}]`,
    () => `[${n?.()}, *${l?.()}]`,
    () => `(${l?.()} + ${l?.()})`,
    () => `[${draw.traced("x + 1")} for x in ${l?.()} if x ${draw.pick(["<", ">"])} ${draw.small()}]`,
    () => `sorted(${l?.()}, key=lambda v: ${draw.traced("-v")})`,
    () => `${l?.()}[${n?.()}:${draw.pick(["", n?.()])}]`,
    () => `list(${draw.pick([box, `count(${n?.()})`, `map(abs, ${l?.()})`])})`,
    () => `[*${box}, ${n?.()}]`,
    () => `[a - b for a, b in zip(${l?.()}, ${l?.()})]`,
  ])();
};

export const truth: Make = (draw, names, depth) => {
  if (depth <= 0) return draw.pick(["True", "False"]);
  const [n, l, b, tup] = [number, list, truth, tuple].map((make) => () => draw.traced(make(draw, names, depth - 1)));
  const box = names.boxes.length > 0 ? draw.pick(names.boxes) : "Box(3)";
  return draw.pick([
    () => `(${n?.()} ${draw.pick(["<", "==", "!=", ">="])} ${n?.()})`,
    () => `(${n?.()} < ${n?.()} <= ${n?.()})`,
    () => `(not ${b?.()})`,
    () => `(${b?.()} ${draw.pick(["and", "or"])} ${b?.()})`,
    () => `(${n?.()} ${draw.pick(["in", "not in"])} ${draw.pick([l, tup])?.()})`,
    () => `(${n?.()} in ${draw.pick([box, `count(${n?.()})`, `(${n?.()}, ${n?.()})`])})`,
    () => `any(${draw.traced("x > 1")} for x in ${l?.()})`,
    () => `(${l?.()} == ${l?.()})`,
    () => `(${draw.pick([box, "nothing()"])} is ${draw.pick(["", "not "])}None)`,
    () => `(${box} < ${box})`,
  ])();
};

/** Two numbers in a tuple. */
export const tuple: Make = (draw, names, depth) => {
  const n = (): string => draw.traced(number(draw, names, depth - 1));
  return draw.pick([() => `(${n()}, ${n()})`, () => `swapped(${n()}, ${n()})`])();
};
