import { type Figure, figure } from "../kit/figure.js";
import { median, percentile } from "../kit/stats.js";
import { type Extent, startRig } from "./rig.js";

const SAMPLES = 100;

/** From the call that creates a task to its end in the tables, through worker and answer, beside publish to handler. */
export async function roundTrip(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, "postgres");
  const crew = await rig.role("crew");
  const ratios: number[] = [];
  const values: number[] = [];
  const bases: number[] = [];
  for (let round = 0; round <= extent.rounds; round += 1) {
    const base = (await crew.ask<{ times: number[] }>("latency", { samples: SAMPLES })).times;
    const { times } = await crew.ask<{ times: number[] }>("roundTrips", { samples: SAMPLES });
    if (round === 0) continue;
    ratios.push(percentile(times, 0.5) / percentile(base, 0.5));
    values.push(...times);
    bases.push(...base);
  }
  const measured = { value: percentile(values, 0.5), baseline: percentile(bases, 0.5), ratio: median(ratios) };
  return [figure({ name: "task.roundtrip.p50", unit: "ms", ...measured }, { of: "ratio", atMost: 4 })];
}

/** A step that is read from the journal by a task that goes on after a wait. */
export async function replayed(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, "postgres");
  const crew = await rig.role("crew");
  const times: number[] = [];
  for (let round = 0; round <= extent.rounds; round += 1) {
    const { read } = await crew.ask<{ read: number }>("replay", { steps: 500 });
    if (round > 0) times.push(read);
  }
  return [figure({ name: "replayed.step", unit: "µs", value: median(times) }, { of: "value", atMost: 50 })];
}

/** Tasks a second with many in flight, and how late the tables are behind the answers. */
export async function sustained(extent: Extent): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [database, atLeast] of [
    ["postgres", 300],
    ["pglite", 100],
  ] as const) {
    await using rig = await startRig(extent, database);
    const crew = await rig.role("crew");
    const order = { seconds: extent.seconds, inFlight: database === "postgres" ? 64 : 32 };
    await crew.ask("sustain", order);
    const { perSecond, lags } = await crew.ask<{ perSecond: number; lags: number[] }>("sustain", order);
    figures.push(
      figure({ name: `task.sustained.${database}`, unit: "tasks/s", value: perSecond }, { of: "value", atLeast }),
      figure(
        { name: `projection.lag.${database}.p99`, unit: "ms", value: percentile(lags, 0.99) },
        database === "postgres" ? { of: "value", atMost: 250 } : undefined,
      ),
    );
  }
  return figures;
}

/** A task that asks for a thousand others, beside one that asks for a hundred. */
export async function fanIn(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, "postgres");
  const crew = await rig.role("crew");
  const took = async (parts: number) => (await crew.ask<{ ms: number }>("fanIn", { parts })).ms;
  await took(100);
  const hundred = [await took(100), await took(100), await took(100)];
  const thousand = [await took(1000), await took(1000)];
  const measured = { value: median(thousand), baseline: median(hundred) };
  return [figure({ name: "fanin.1000", unit: "ms", ...measured }, { of: "ratio", atMost: 12 })];
}
