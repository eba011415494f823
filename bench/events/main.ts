/** `npm run bench -- events [--json] [--full] [--soak] [--only PREFIX]`: exit code 1 when a goal is missed. */
import { parseArgs } from "node:util";
import { type Figure, table } from "../kit/figure.js";
import { groupDelivery } from "./deliver.js";
import { growth } from "./growth.js";
import { latency } from "./latency.js";
import { idleObservers, soak } from "./memory.js";
import { observation } from "./observe.js";
import { batchPublish, singlePublish } from "./publish.js";
import { type Extent, type Rig, startRig } from "./rig.js";
import { localStack } from "./stack.js";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    soak: { type: "boolean", default: false },
    only: { type: "string" },
  },
});

const QUICK = { rounds: 5, seconds: 3 };
const FULL = { rounds: 7, seconds: 8 };
const extent: Extent = { ...(values.full ? FULL : QUICK), full: values.full, soak: values.soak };

/** Each on a backbone of its own, so that none stands on what another stored. */
const alone =
  (measure: (rig: Rig) => Promise<Figure[]>) =>
  async (of: Extent): Promise<Figure[]> => {
    await using rig = await startRig(of);
    return await measure(rig);
  };

const MEASURES: Readonly<Record<string, (of: Extent) => Promise<Figure[]>>> = {
  "publish.single": alone(singlePublish),
  "publish.batch": alone(batchPublish),
  deliver: alone(groupDelivery),
  observe: alone(observation),
  latency,
  "memory.observer": idleObservers,
  "memory.soak": soak,
  stack: localStack,
  growth,
};

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(MEASURES)) {
  if (values.only !== undefined && !name.startsWith(values.only)) continue;
  if (!values.json) process.stderr.write(`measuring ${name} …\n`);
  for (const measured of await measure(extent)) {
    figures.push(measured);
    if (values.json) process.stdout.write(`${JSON.stringify(measured)}\n`);
  }
}
if (!values.json) process.stdout.write(`${table(figures)}\n`);
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
