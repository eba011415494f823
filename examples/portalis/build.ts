import { availableParallelism } from "node:os";
import { buildProgram } from "@troupe/equivalence";
import { stages } from "./events.js";
import { theCompiler } from "./machine.js";
import { specificationOf } from "./rust-text.js";
import { type Job, type Product, StageFailure, stageWorker, takeStage } from "./stage-worker.js";

/** Builds WASI modules with a Rust compiler of its machine, where bodies and signatures fit. */
const worker = stageWorker("build", "wasm-build", availableParallelism());

takeStage(worker, stages.build, async ({ work, artifacts, signal }: Job): Promise<Product> => {
  const { specification, transpilation } = work.made;
  const [toolchain, rust, wanted] = await Promise.all([
    theCompiler(),
    artifacts.text(transpilation?.content ?? ""),
    artifacts.text(specification?.content ?? ""),
  ]);
  if (specificationOf(rust) !== wanted) throw misfit();
  const profile = work.release ? "release" : "debug";
  return { body: await buildProgram(rust, toolchain, { profile, fast: work.fast, signal }) };
});

const misfit = (): StageFailure =>
  new StageFailure(
    {
      stage: "transpilation",
      type: "signature",
      message: "the bodies do not fit their signatures: the agents run different versions",
      location: null,
      context: {},
      recoverable: true,
    },
    "failed",
    [],
  );

await worker.run();
