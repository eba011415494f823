import { stages } from "./events.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";
import { typedProgram, warmTranslator } from "./typed.js";

/** Writes the bodies. What it writes must fit the specification, signature for signature: that is seen to before it is tested. */
const worker = stageWorker("transpiler", "rust-transpilation");

takeStage(worker, stages.transpilation, async ({ work, artifacts }: Job): Promise<Product> => {
  return { body: (await typedProgram(work, artifacts)).rust };
});

void warmTranslator();
await worker.run();
