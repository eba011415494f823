import { type Figure, figure, type Measured } from "../kit/figure.js";
import { startRole } from "../kit/role.js";
import { median, percentile } from "../kit/stats.js";
import { type Extent, startRig } from "./rig.js";

const SAMPLES = 400;
/** After as many, a service that runs for long is as fast as it gets. */
const WARM_UP = 5000;

interface Seen {
  readonly p50: number[];
  readonly p99: number[];
  readonly value: number[];
  readonly baseline: number[];
}

const nothingSeen = (): Seen => ({ p50: [], p99: [], value: [], baseline: [] });

/**
 * A durable step over HTTP beside a committed insert through postgres.js into the same database; and the floor, which is
 * the step's function behind a bare server.
 */
export async function durableStep(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, "postgres");
  await using bare = await startRole("bare-journal", { DATABASE_URL: rig.databaseUrl });
  const { url } = bare.process.readiness as { url: string };
  const journal = await rig.role("journal", { BARE_URL: url });
  const [whole, floor] = [nothingSeen(), nothingSeen()];
  for (let round = 0; round <= extent.rounds; round += 1) {
    for (const [seen, isBare] of [[whole, false] as const, [floor, true] as const]) {
      const samples = round === 0 ? WARM_UP : SAMPLES;
      const asked = journal.ask<{ inserts: number[]; steps: number[] }>("steps", { samples, isBare });
      const { inserts, steps } = await asked;
      if (round === 0) continue;
      seen.p50.push(percentile(steps, 0.5) / percentile(inserts, 0.5));
      seen.p99.push(percentile(steps, 0.99) / percentile(inserts, 0.99));
      seen.value.push(...steps);
      seen.baseline.push(...inserts);
    }
  }
  const at = (name: string, share: number, { value, baseline }: Seen, ratios: readonly number[]): Measured => ({
    name: `step.${name}`,
    unit: "ms",
    value: percentile(value, share),
    baseline: percentile(baseline, share),
    ratio: median(ratios),
  });
  return [
    figure(at("p50", 0.5, whole, whole.p50), { of: "ratio", atMost: 2 }),
    figure(at("p99", 0.99, whole, whole.p99), { of: "ratio", atMost: 4 }),
    figure(at("floor.p50", 0.5, floor, floor.p50)),
  ];
}
