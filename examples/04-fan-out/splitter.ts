import { Worker } from "@troupe/sdk";
import { analyse, analysed, countPart, partCounted } from "./events.js";
import { joinReports, splitText } from "./text.js";

const splitter = new Worker({ name: "splitter", capabilities: ["document-analysis"] });

splitter.onTask(analyse, { replies: analysed }, async ({ data, context, logger }) => {
  const parts = splitText(data.text, data.parts);
  logger.info({}, `splits ${data.title} into ${parts.length} parts`);
  const reports = await Promise.all(
    parts.map((text, part) =>
      context.bus.request(countPart, { part, text }, { replies: partCounted, key: `part-${part}`, timeoutMs: 120_000 }),
    ),
  );
  return { title: data.title, ...joinReports(reports) };
});

await splitter.run();
