import { packageProgram } from "@troupe/equivalence";
import type { Entry } from "./entry.js";
import { stages } from "./events.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";

type Judged = Pick<Entry, "verdict" | "cases" | "diagnostics" | "functions" | "moduleBytes">;

/** Packages modules. */
const worker = stageWorker("packaging", "wasm-packaging");

takeStage(worker, stages.packaging, async ({ work, artifacts }: Job): Promise<Product> => {
  const [program, judged, rust, wasm] = await Promise.all([
    artifacts.program(work),
    artifacts.made<Judged>(work, "test"),
    artifacts.text(work.made.transpilation?.content ?? ""),
    artifacts.bytes(work.made.build?.content ?? ""),
  ]);
  const made = await packageProgram({ file: work.unit, sources: program.files, rust, wasm, ...judged });
  return { body: made.bytes, ends: { ...judged, package: made.fileName } };
});

await worker.run();
