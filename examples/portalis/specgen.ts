import { stages } from "./events.js";
import { specificationOf } from "./rust-text.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";
import { typedProgram, warmTranslator } from "./typed.js";

/** Gives a program its Rust types: structs, enums, traits, and the signature of every function, without bodies. */
const worker = stageWorker("specgen", "rust-specification");

takeStage(worker, stages.specification, async ({ work, artifacts }: Job): Promise<Product> => {
  return { body: specificationOf((await typedProgram(work, artifacts)).rust) };
});

void warmTranslator();
await worker.run();
