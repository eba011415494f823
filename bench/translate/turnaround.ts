import { translateProgram } from "@troupe/equivalence";
import { translate } from "@troupe/translate";
import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { prepared } from "./machine.js";
import { longProgram } from "./programs.js";

const WARM = 3;
const COUNT = 40;

/** A hundred lines from their source to a debug module that was run once beside Python and is equal. */
export async function turnaround(): Promise<Figure[]> {
  const machine = await prepared();
  const taken: number[] = [];
  for (let i = 0; i < WARM + COUNT; i += 1) {
    const main = `program_${i}.py`;
    const from = performance.now();
    const { verdict } = await translateProgram({ main, files: { [main]: longProgram(200_000 + i) } }, [{}], {
      ...machine,
      translator: ({ main, files }) => translate(files[main] ?? "", { file: main }),
      functions: false,
    });
    if (verdict !== "equal") throw new Error(`a program of the bench is ${verdict}`);
    if (i >= WARM) taken.push(performance.now() - from);
  }
  return [
    figure(
      { name: "equivalence.100-lines.p95", unit: "ms", value: percentile(taken, 0.95) },
      { of: "value", atMost: 500 },
    ),
  ];
}
