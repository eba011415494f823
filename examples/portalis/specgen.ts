import { withoutOwnDoctests } from "@troupe/equivalence";
import { translateProgram } from "@troupe/translate";
import { stages } from "./events.js";
import { specificationOf } from "./rust-text.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";

/** Gives a program its Rust types: structs, enums, traits, and the signature of every function, without bodies. */
const worker = stageWorker("specgen", "rust-specification");

takeStage(worker, stages.specification, async ({ work, artifacts }: Job): Promise<Product> => {
  const typed = translateProgram(withoutOwnDoctests(await artifacts.program(work)));
  if (!typed.ok) throw new Error(`what analysis took is refused: ${typed.diagnostics[0]?.message}`);
  return { body: specificationOf(typed.rust) };
});

await worker.run();
