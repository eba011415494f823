import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "@troupe/sdk";
import { countPart, partCounted } from "./events.js";
import { countWords } from "./text.js";

/** How long a counter looks at a part, in milliseconds: long enough to watch, 0 for full speed. */
const paceMs = Number(process.env.PACE_MS ?? 0);

const counter = new Worker({
  name: "counter",
  capabilities: ["word-count"],
  concurrency: 2,
  policy: { leaseMs: 3000 },
});

counter.onTask(countPart, { replies: partCounted }, async ({ data, logger }) => {
  logger.info({ part: data.part }, `counts part ${data.part}`);
  await wait(paceMs);
  return { part: data.part, ...countWords(data.text) };
});

await counter.run();
