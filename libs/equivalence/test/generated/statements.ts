import type { Draw } from "./draw.js";
import { list, type Names, number, truth } from "./expressions.js";

/** Where a statement stands. */
interface Place {
  names: Names;
  pad: string;
  depth: number;
  inLoop: boolean;
  isGenerator: boolean;
}

const FAULTS = ["ZeroDivisionError", "IndexError", "(ValueError, KeyError)", "LookupError", "Exception"];

/** Lines that go on, leave, fail and tidy up. */
export function flow(draw: Draw, place: Place): string[] {
  const { names, pad, depth, inLoop, isGenerator } = place;
  const n = (): string => draw.traced(number(draw, names, 2));
  const l = (): string => draw.traced(list(draw, names, 1));
  const b = (): string => draw.traced(truth(draw, names, 1));
  const line = (text: string): string => pad + text;
  const block = (more: Partial<Place> = {}): string[] =>
    draw.many(1, 2, () => flow(draw, { ...place, ...more, pad: `${pad}    `, depth: depth - 1 })).flat();
  const within = (names: Names, name: string): Names => ({ ...names, numbers: [...names.numbers, name] });
  const leaves = (): string[] => {
    const ways = [isGenerator ? "return" : `return ${n()}`, ...(inLoop ? ["break", "continue"] : [])];
    return [line(`if ${b()}:`), line(`    ${draw.pick(ways)}`)];
  };
  const plain = [
    () => [line(`print(${n()}, ${l()}, end=" ")`)],
    () => [line(`${draw.pick(names.numbers)} ${draw.pick(["=", "+=", "-="])} ${n()}`)],
    () => [line(`xs[${n()}] ${draw.pick(["=", "+="])} ${n()}`)],
    () => [line(`xs += ${l()}`)],
    () => [line(`first, *xs = ${l()}`), line('print("first", first, xs, end=" ")')],
    () => [line(`assert ${b()}, ${n()}`)],
    () => [line(`if ${b()}:`), line(`    raise ${draw.pick(["ValueError", "KeyError", "IndexError"])}(${n()})`)],
    leaves,
    ...(isGenerator ? [() => [line(`yield ${n()}`)], () => [line(`yield from ${l()}`)]] : []),
  ];
  if (depth <= 0) return draw.pick(plain)();
  const item = `i${depth}`;
  const nested = [
    () => [line(`if ${b()}:`), ...block(), line("else:"), ...block()],
    () => [
      line(`for ${item} in ${l()}:`),
      ...block({ inLoop: true, names: within(names, item) }),
      ...(draw.chance(0.4) ? [line("else:"), ...block()] : []),
    ],
    () => {
      const handler = draw.chance(0.8) ? [line(`except ${draw.pick(FAULTS)} as error:`), ...caught(), ...block()] : [];
      const isTidied = handler.length === 0 || draw.chance(0.5);
      const tidied = isTidied ? [line("finally:"), line(`    print("finally ${draw.label()}", end=" ")`)] : [];
      // A generator that fails while it is let go is told with its address, which no second run repeats.
      const more = isTidied && !isGenerator && draw.chance(0.3) ? block() : [];
      return [line("try:"), ...block(), ...handler, ...tidied, ...more];
    },
    () => [line(`with Guard(${draw.label()}, ${b()}) as ${item}:`), ...block({ names: within(names, item) })],
    () => [line(`with managed(${draw.label()}) as ${item}:`), ...block({ names: within(names, item) })],
  ];
  const caught = (): string[] => [line('    print("caught", type(error).__name__, end=" ")')];
  return draw.pick([...plain, ...nested, ...nested])();
}
