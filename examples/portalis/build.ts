import { availableParallelism } from "node:os";
import { buildProgram } from "@troupe/equivalence";
import { stages } from "./events.js";
import { theCompiler } from "./machine.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";

/** Builds WASI modules with a Rust compiler of its machine. */
const worker = stageWorker("build", "wasm-build", availableParallelism());

takeStage(worker, stages.build, async ({ work, artifacts, signal }: Job): Promise<Product> => {
  const [toolchain, rust] = await Promise.all([theCompiler(), artifacts.text(work.made.transpilation?.content ?? "")]);
  const profile = work.release ? "release" : "debug";
  return { body: await buildProgram(rust, toolchain, { profile, fast: work.fast, signal, keepsReady: true }) };
});

await worker.run();
