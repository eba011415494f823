import { Worker } from "@troupe/sdk";
import { contentText } from "../04-fan-out/content-text.js";
import { findTerms, termsFound } from "./events.js";
import { termsOf } from "./text.js";

const worker = new Worker({ name: "term-finder", capabilities: ["terms"] });

worker.onTask(findTerms, { replies: termsFound }, async ({ data, context, logger }) => {
  logger.info({}, "looks for terms");
  return termsOf(await contentText(context.content, data.content));
});

await worker.run();
