import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "@troupe/sdk";
import { contentText } from "./content-text.js";
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

counter.onTask(countPart, { replies: partCounted }, async ({ data, context, logger }) => {
  logger.info({ part: data.part }, `counts part ${data.part}`);
  await wait(paceMs);
  const text = await contentText(context.content, data.content);
  return { part: data.part, ...countWords(text.slice(data.from, data.to)) };
});

await counter.run();
