import { refusalOf } from "@troupe/equivalence";
import { type Translation, translateProgram } from "@troupe/translate";
import type { Artifacts } from "./artifacts.js";
import type { Work } from "./events.js";
import { StageFailure } from "./stage-worker.js";
import { warmUp } from "./warm.js";

/** A program with its types, over all its modules. Throws StageFailure where it is refused. */
export async function typedProgram(work: Work, artifacts: Artifacts): Promise<Extract<Translation, { ok: true }>> {
  const typed = translateProgram(await artifacts.program(work));
  if (typed.ok) return typed;
  throw new StageFailure(refusalOf(typed.diagnostics, work.main), "unsupported", typed.diagnostics);
}

/** Makes translation quick before there is anything to translate. */
export const warmTranslator = (): Promise<void> =>
  warmUp((source) => translateProgram({ main: "warm.py", files: { "warm.py": source } }));
