import { type Figure, figure } from "../kit/figure.js";
import { median, percentile } from "../kit/stats.js";
import { type Extent, startRig } from "./rig.js";

const SAMPLES = 400;
/** After as many, a service that runs for long is as fast as it gets. */
const WARM_UP = 5000;

/** A durable step over HTTP beside a committed insert through postgres.js into the same database. */
export async function durableStep(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, "postgres");
  const journal = await rig.role("journal");
  const seen = { p50: [] as number[], p99: [] as number[], value: [] as number[], baseline: [] as number[] };
  for (let round = 0; round <= extent.rounds; round += 1) {
    const samples = round === 0 ? WARM_UP : SAMPLES;
    const { inserts, steps } = await journal.ask<{ inserts: number[]; steps: number[] }>("steps", { samples });
    if (round === 0) continue;
    seen.p50.push(percentile(steps, 0.5) / percentile(inserts, 0.5));
    seen.p99.push(percentile(steps, 0.99) / percentile(inserts, 0.99));
    seen.value.push(...steps);
    seen.baseline.push(...inserts);
  }
  const at = (name: string, share: number, ratios: readonly number[], atMost: number): Figure =>
    figure(
      {
        name: `step.${name}`,
        unit: "ms",
        value: percentile(seen.value, share),
        baseline: percentile(seen.baseline, share),
        ratio: median(ratios),
      },
      { of: "ratio", atMost },
    );
  return [at("p50", 0.5, seen.p50, 2), at("p99", 0.99, seen.p99, 4)];
}
