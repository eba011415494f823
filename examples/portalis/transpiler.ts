import { withoutOwnDoctests } from "@troupe/equivalence";
import { translateProgram } from "@troupe/translate";
import { stages } from "./events.js";
import { specificationOf } from "./rust-text.js";
import { type Job, type Product, StageFailure, stageWorker, takeStage } from "./stage-worker.js";

/** Writes the bodies. What it writes must fit the specification, signature for signature. */
const worker = stageWorker("transpiler", "rust-transpilation");

takeStage(worker, stages.transpilation, async ({ work, artifacts }: Job): Promise<Product> => {
  const made = translateProgram(withoutOwnDoctests(await artifacts.program(work)));
  if (!made.ok) throw new Error(`what analysis took is refused: ${made.diagnostics[0]?.message}`);
  const wanted = await artifacts.text(work.made.specification?.content ?? "");
  if (specificationOf(made.rust) === wanted) return { body: made.rust };
  throw new StageFailure(
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
});

await worker.run();
