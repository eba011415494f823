import { type Figure, figure } from "../kit/figure.js";
import { pairOf, turns } from "../kit/rounds.js";
import { percentile } from "../kit/stats.js";
import { type Extent, startRig } from "./rig.js";

const SAMPLES = 200;
const EVERY_MS = 5;
/** Rounds are short here. */
const MORE_ROUNDS = 4;

/** Publish to handler start through HTTP, SSE and the SDK, beside the stock client's publish to deliver. */
export async function latency(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, { registry: true });
  const [stock, agent] = [await rig.role("stock"), await rig.role("agent")];
  const timesOf = async (role: typeof stock): Promise<readonly number[]> =>
    (await role.ask<{ times: number[] }>("latency", { samples: SAMPLES, everyMs: EVERY_MS })).times;
  const done = await turns(
    extent.rounds + MORE_ROUNDS,
    () => timesOf(stock),
    () => timesOf(agent),
  );
  const at = (name: string, share: number, atMost: number): Figure => {
    const pair = pairOf(done, (times) => percentile(times, share));
    return figure({ name: `latency.handler.${name}`, unit: "ms", ...pair }, { of: "ratio", atMost });
  };
  return [at("p50", 0.5, 3), at("p99", 0.99, 4)];
}
