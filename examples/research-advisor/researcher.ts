import { TerminalError, Worker } from "@troupe/sdk";
import { learn } from "./documents.js";
import { findPassages, passagesFound } from "./events.js";

/** A passage that shares no word with the question must at least be about the same: a cosine below this is chance. */
const LEAST_COSINE = 0.35;
const LONGEST = 1500;

const researcher = new Worker({ name: "researcher", capabilities: ["search"] });

researcher.onTask(findPassages, { replies: passagesFound }, async ({ data, context, logger }) => {
  const { question, folder, most } = data;
  const documents = await learn(context.memory, folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") throw new TerminalError(`there is no ${folder}`, { cause });
    if (cause.code === "ENOTDIR") throw new TerminalError(`${folder} is no folder`, { cause });
    throw cause;
  });
  const filter = { metadata: { folder } };
  const found = await context.memory.searchKnowledge(question, { k: most, perItem: most, filter, explain: true });
  logger.info({ documents, mode: found.mode }, `looked through ${documents} documents by ${found.mode} search`);
  const fitting = found.items.filter(
    ({ explain }) => (explain?.lexical?.score ?? 0) > 0 || (explain?.dense?.score ?? 0) >= LEAST_COSINE,
  );
  const passages = fitting.map(({ item, passage }) => ({
    source: [item.provenance.source, passage.heading].filter(Boolean).join(": "),
    text: passage.text.replace(/\s+/g, " ").slice(0, LONGEST),
  }));
  return { passages };
});

await researcher.run();
