import { buildProgram } from "@troupe/equivalence";
import { translate } from "@troupe/translate";
import { type Figure, figure } from "../kit/figure.js";
import { median } from "../kit/stats.js";
import { prepared } from "./machine.js";

const SMALL = `def primes(limit):
    marks = [True] * (limit + 1)
    for i in range(2, limit + 1):
        if marks[i]:
            for j in range(i * i, limit + 1, i):
                marks[j] = False
    return [i for i in range(2, limit + 1) if marks[i]]


print(primes(50), sum(primes(1000)))
`;
const TIMES = 5;

/** A small program's release module: how long it takes to build, and how large it is. */
export async function release(): Promise<Figure[]> {
  const { toolchain } = await prepared();
  const made = translate(SMALL);
  if (!made.ok) throw new Error("the small program is refused");
  const taken: number[] = [];
  let bytes = 0;
  for (let i = 0; i < TIMES; i += 1) {
    const from = performance.now();
    bytes = (await buildProgram(made.rust, toolchain, { profile: "release" })).length;
    taken.push((performance.now() - from) / 1000);
  }
  return [
    figure({ name: "release.build", unit: "s", value: median(taken) }, { of: "value", atMost: 3 }),
    figure({ name: "release.size", unit: "KiB", value: bytes / 1024 }, { of: "value", atMost: 150 }),
  ];
}
