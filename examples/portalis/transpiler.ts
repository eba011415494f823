import { stages } from "./events.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";
import { typedProgram, warmTranslator } from "./typed.js";

/** Writes the bodies. What it writes must fit the specification, signature for signature: that is seen to before it is tested. */
const worker = stageWorker("transpiler", "rust-transpilation");

takeStage(worker, stages.transpilation, async ({ work, artifacts }: Job): Promise<Product> => {
  const { rust, diagnostics } = await typedProgram(work, artifacts);
  return { body: rust, ...(diagnostics.length > 0 && { warnings: diagnostics }) };
});

void warmTranslator();
await worker.run();
