import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "@troupe/sdk";
import { contentText } from "../04-fan-out/content-text.js";
import { pickCarefully, pickQuickly, summary } from "./events.js";
import { pickBest, pickFirst } from "./text.js";

/** How long a writer ponders, in milliseconds: long enough to watch, 0 for full speed. */
const paceMs = Number(process.env.PACE_MS ?? 0);
const [how = "quick"] = process.argv.slice(2);
const [request, pick] = how === "quick" ? [pickQuickly, pickFirst] : [pickCarefully, pickBest];

/** Three seconds after its last sign of life a writer counts as gone. */
const writer = new Worker({ name: `${how}-writer`, capabilities: ["summary"], ttlSeconds: 3 });

writer.onTask(request, { replies: summary }, async ({ data, context, logger }) => {
  logger.info({}, "begins to write");
  await wait(paceMs);
  const sentences = pick(await contentText(context.content, data.content), data.terms);
  return { sentences, by: `${how}-writer` };
});

await writer.run();
