import { TerminalError, Worker } from "@troupe/sdk";
import { passagesOf, rank } from "./documents.js";
import { findPassages, passagesFound } from "./events.js";

const researcher = new Worker({ name: "researcher", capabilities: ["search"] });

researcher.onTask(findPassages, { replies: passagesFound }, async ({ data, logger }) => {
  const { question, folder, most } = data;
  const passages = await passagesOf(folder).catch((cause: unknown) => {
    throw new TerminalError(`${folder} cannot be read`, { cause });
  });
  logger.info({ passages: passages.length }, `looks through ${passages.length} passages`);
  return { passages: rank(question, passages, most) };
});

await researcher.run();
