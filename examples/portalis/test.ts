import { availableParallelism } from "node:os";
import {
  checkFunctions,
  checkModule,
  type FunctionCheck,
  functionVerdicts,
  joinedVerdict,
  type RunOutcome,
  runOriginal,
  standby,
  unchecked,
} from "@troupe/equivalence";
import { translateProgram } from "@troupe/translate";
import { stages } from "./events.js";
import { theCompiler, theInterpreter } from "./machine.js";
import { specificationOf } from "./rust-text.js";
import { type Job, type Product, StageFailure, stageWorker, takeStage } from "./stage-worker.js";
import { warmTranslator } from "./typed.js";

/** What was seen of the original. */
interface Observation {
  outcomes: RunOutcome[];
  asked?: FunctionCheck;
}

/**
 * Runs the original and the module, and compares. The original is observed while the module is being built. Bodies that
 * do not fit their signatures are not tested.
 */
const worker = stageWorker("test", "equivalence-test", availableParallelism());

// A thread waits for the first module before there is one.
standby().close();

takeStage(worker, stages.observation, async ({ work, artifacts }: Job): Promise<Product> => {
  const [program, inputs, python, toolchain] = await Promise.all([
    artifacts.program(work),
    artifacts.inputs(work),
    theInterpreter(),
    theCompiler(),
  ]);
  const build = { profile: work.release ? "release" : "debug" } as const;
  const [outcomes, asked] = await Promise.all([
    Promise.all(runOriginal({ python, program, inputs })),
    checkFunctions(program, { translator: translateProgram, toolchain, python, build }),
  ]);
  const observed: Observation = { outcomes, ...(asked && { asked }) };
  const isSure = outcomes.every(({ end }) => end.kind === "exit") && (asked?.result.verdict ?? "equal") === "equal";
  const slowestMs = Math.max(0, ...outcomes.map(({ ms }) => ms));
  return { body: JSON.stringify(observed), slowestMs, mayDiffer: !isSure };
});

takeStage(worker, stages.test, async ({ work, artifacts }: Job): Promise<Product> => {
  const { specification, transpilation } = work.made;
  const [program, inputs, python, wasm, { outcomes, asked }, rust, wanted] = await Promise.all([
    artifacts.program(work),
    artifacts.inputs(work),
    theInterpreter(),
    artifacts.bytes(work.made.build?.content ?? ""),
    artifacts.made<Observation>(work, "observation"),
    artifacts.text(transpilation?.content ?? ""),
    artifacts.text(specification?.content ?? ""),
  ]);
  if (specificationOf(rust) !== wanted) throw misfit();
  const originals = outcomes.map((outcome) => Promise.resolve(outcome));
  const result = joinedVerdict(await checkModule(wasm, originals, { python, program, inputs }), asked?.result);
  const functions = functionVerdicts(program.files[work.main] ?? "", asked, true);
  const diagnostics = [...(transpilation?.warnings ?? []), ...unchecked(work.main, asked)];
  const judged = { ...result, functions, diagnostics, moduleBytes: wasm.length };
  const goesOn = work.package && result.verdict === "equal";
  return { mayDiffer: true, ...(goesOn ? { body: JSON.stringify(judged) } : { ends: judged }) };
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

void warmTranslator();
await worker.run();
