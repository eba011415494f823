/** `npm run bench -- translate [--json] [--only PREFIX]`: from source to modules and their speed; exit code 1 when a goal is missed. */
import { parse, translate } from "@troupe/translate";
import { type Figure, figure } from "../kit/figure.js";
import { report, wordsOf } from "../kit/report.js";
import { compute } from "./compute.js";
import { missionAdded, missionScale } from "./mission.js";
import { longProgram, program } from "./programs.js";
import { release } from "./release.js";
import { turnaround } from "./turnaround.js";

/** Programs, short and long, after which V8 compiles no more of the translator. */
const WARM = 2500;
const WARM_LONG = 500;
const COUNT = 1500;

const words = wordsOf();

let seed = 0;
const take = (count: number): string[] => Array.from({ length: count }, () => program(seed++));

/** Once, whichever measure comes first. */
function warmUp(): void {
  if (seed > 0) return;
  for (const source of take(WARM)) accept(source);
}

/** Programs a second, one thread, no program twice; the parser alone on the same programs is the yardstick. */
function throughput(): Figure[] {
  warmUp();
  const parsed = perSecond(take(COUNT), (source) => parse(source));
  const made = perSecond(take(COUNT), accept);
  return [
    figure(
      { name: "translate.programs", unit: "programs/s", value: made, baseline: parsed },
      { of: "value", atLeast: 1000 },
    ),
  ];
}

function latency(): Figure[] {
  warmUp();
  let first = 100_000;
  for (let i = 0; i < WARM_LONG; i++) accept(longProgram(first++));
  const taken = Array.from({ length: 300 }, () => {
    const source = longProgram(first++);
    const from = performance.now();
    accept(source);
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return [
    figure(
      { name: "translate.100-lines.p95", unit: "ms", value: taken[Math.floor(taken.length * 0.95)] as number },
      { of: "value", atMost: 5 },
    ),
  ];
}

function accept(source: string): void {
  const made = translate(source);
  if (!made.ok) throw new Error(`a program of the bench is refused: ${made.diagnostics[0]?.message}`);
}

function perSecond(sources: string[], work: (source: string) => unknown): number {
  const from = performance.now();
  for (const source of sources) work(source);
  return (sources.length / (performance.now() - from)) * 1000;
}

const MEASURES: Readonly<Record<string, (full: boolean) => Figure[] | Promise<Figure[]>>> = {
  throughput,
  latency,
  turnaround,
  release,
  compute,
  "mission-added": missionAdded,
  "mission-200": missionScale,
};

await report(MEASURES, words.full, words);
