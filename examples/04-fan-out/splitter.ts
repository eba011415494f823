import { Worker } from "@troupe/sdk";
import { contentText } from "./content-text.js";
import { analyse, analysed, countPart, partCounted } from "./events.js";
import { joinReports, splitText } from "./text.js";

const splitter = new Worker({ name: "splitter", capabilities: ["document-analysis"] });

splitter.onTask(analyse, { replies: analysed }, async ({ data, context, logger }) => {
  const { title, content } = data;
  const parts = splitText(await contentText(context.content, content), data.parts);
  logger.info({}, `splits ${title} into ${parts.length} parts`);
  const reports = await Promise.all(
    parts.map(({ from, to }, part) =>
      context.bus.request(
        countPart,
        { part, content, from, to },
        { replies: partCounted, key: `part-${part}`, timeoutMs: 120_000 },
      ),
    ),
  );
  return { title, ...joinReports(reports) };
});

await splitter.run();
