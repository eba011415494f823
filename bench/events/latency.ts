import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { type Extent, startRig } from "./rig.js";

const SAMPLES = 200;
const EVERY_MS = 5;

/** Publish to handler start through HTTP, SSE and the SDK, beside the stock client's publish to deliver. */
export async function latency(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, { registry: true });
  const [stock, agent] = [await rig.role("stock"), await rig.role("agent")];
  const order = { samples: SAMPLES, everyMs: EVERY_MS };
  const base: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round <= extent.rounds + 2; round += 1) {
    const { times: theirs } = await stock.ask<{ times: number[] }>("latency", order);
    const { times } = await agent.ask<{ times: number[] }>("latency", order);
    if (round === 0) continue;
    base.push(...theirs);
    ours.push(...times);
  }
  const at = (name: string, share: number, atMost: number): Figure =>
    figure(
      {
        name: `latency.handler.${name}`,
        unit: "ms",
        value: percentile(ours, share),
        baseline: percentile(base, share),
      },
      { of: "ratio", atMost },
    );
  return [at("p50", 0.5, 3), at("p99", 0.99, 4)];
}
