import { stages } from "./events.js";
import { signaturesOf } from "./rust-text.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";
import { studyOf, type Tree } from "./study.js";
import { typedProgram, warmTranslator } from "./typed.js";

/** Understands a program: its scopes, calls and effects from the syntax trees, and its types over all its modules. */
const worker = stageWorker("analysis", "python-analysis");

takeStage(worker, stages.analysis, async ({ work, artifacts }: Job): Promise<Product> => {
  const { files } = await artifacts.made<{ files: Record<string, { tree: Tree }> }>(work, "ingest");
  const modules = Object.fromEntries(Object.entries(files).map(([name, { tree }]) => [name, studyOf(tree)]));
  const typed = await typedProgram(work, artifacts);
  return { body: JSON.stringify({ modules, types: signaturesOf(typed.rust, typed.map) }) };
});

void warmTranslator();
await worker.run();
