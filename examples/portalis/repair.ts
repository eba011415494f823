import { type FileReport, type Proposer, proposerFrom, translateWithRepair } from "@troupe/equivalence";
import type { TaskContext } from "@troupe/sdk";
import { translateProgram } from "@troupe/translate";
import { type Ended, stages, type Work } from "./events.js";
import { theCompiler, theInterpreter } from "./machine.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";

/** What an answer may take beside the question. */
const ANSWER_TOKENS = 4000;
const CHARACTERS_A_TOKEN = 3;

/** Asks a language model for one function's body where the Rust is wrong. Without a model it leaves things as they are. */
const worker = stageWorker("repair", "rust-repair", 1);

takeStage(worker, stages.repair, async ({ work, task, artifacts }: Job): Promise<Product> => {
  const first = work.first as Ended;
  const asBefore = { body: "{}", mayDiffer: true, ended: first };
  const asked = proposerFrom(process.env);
  if (asked === undefined) return asBefore;
  const [program, inputs, toolchain, python] = await Promise.all([
    artifacts.program(work),
    artifacts.inputs(work),
    theCompiler(),
    theInterpreter(),
  ]);
  const build = { profile: work.release ? "release" : "debug", fast: work.fast } as const;
  const options = { translator: translateProgram, toolchain, python, build };
  const report = await translateWithRepair(program, inputs, options, { proposer: withinBudget(task, asked) });
  const { verdict, cases, diagnostics, functions, repaired, rust, wasm } = report;
  if (repaired === undefined || rust === undefined || wasm === undefined) return asBefore;
  const judged = { verdict, cases, diagnostics, functions, repaired, moduleBytes: wasm.length } satisfies Partial<
    FileReport & { moduleBytes: number }
  >;
  const body = JSON.stringify(judged);
  const [transpilation, module, test] = await Promise.all([rust, wasm, body].map((each) => artifacts.put(each)));
  const instead = { transpilation: transpilation as string, build: module as string, test: test as string };
  return { body, mayDiffer: true, instead, ...(!work.package && { ends: judged }) };
});

/** A proposer whose calls are journaled, and taken from the mission's budget; where that is too little, none is made. */
function withinBudget(task: TaskContext<Work>, { propose }: Proposer): Proposer {
  let tries = 0;
  return {
    async propose(question) {
      const { instructions, text } = question;
      const tokens = Math.ceil((instructions.length + text.length) / CHARACTERS_A_TOKEN) + ANSWER_TOKENS;
      const { budget, spent } = (await task.context.missions.get(task.event.missionid ?? "")) ?? {};
      const most = budget?.tokens;
      if (most !== undefined && most !== null && (spent?.tokens ?? 0) + tokens > most) {
        throw new Error("the mission's budget is used up");
      }
      tries += 1;
      return task.llm(`body ${tries}`, () => propose(question), {
        reserve: { tokens },
        usage: (answer) => ({ tokens: answer.tokens }),
      });
    },
  };
}

await worker.run();
