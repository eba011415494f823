/** `npm run bench -- events [--json] [--full] [--soak] [--only PREFIX]`: exit code 1 when a goal is missed. */
import type { Figure } from "../kit/figure.js";
import { report, wordsOf } from "../kit/report.js";
import { groupDelivery } from "./deliver.js";
import { growth } from "./growth.js";
import { latency } from "./latency.js";
import { idleObservers, soak } from "./memory.js";
import { observation } from "./observe.js";
import { batchPublish, singlePublish } from "./publish.js";
import { type Extent, type Rig, startRig } from "./rig.js";
import { localStack } from "./stack.js";

const words = wordsOf({ flags: ["soak"] });

const QUICK = { rounds: 5, seconds: 3 };
const FULL = { rounds: 7, seconds: 8 };
const extent: Extent = { ...(words.full ? FULL : QUICK), full: words.full, soak: words.flags.has("soak") };

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

await report(MEASURES, extent, words);
