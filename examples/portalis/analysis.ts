import { refusalOf, withoutOwnDoctests } from "@troupe/equivalence";
import { translateProgram } from "@troupe/translate";
import { stages } from "./events.js";
import { signaturesOf } from "./rust-text.js";
import { type Job, type Product, StageFailure, stageWorker, takeStage } from "./stage-worker.js";
import { studyOf, type Tree } from "./study.js";

/** Understands a program: its scopes, calls and effects from the syntax trees, and its types over all its modules. */
const worker = stageWorker("analysis", "python-analysis");

takeStage(worker, stages.analysis, async ({ work, artifacts }: Job): Promise<Product> => {
  const { files } = await artifacts.made<{ files: Record<string, { tree: Tree }> }>(work, "ingest");
  const modules = Object.fromEntries(Object.entries(files).map(([name, { tree }]) => [name, studyOf(tree)]));
  const typed = translateProgram(withoutOwnDoctests(await artifacts.program(work)));
  if (!typed.ok) throw new StageFailure(refusalOf(typed.diagnostics, work.main), "unsupported", typed.diagnostics);
  return { body: JSON.stringify({ modules, types: signaturesOf(typed.rust, typed.map) }) };
});

await worker.run();
