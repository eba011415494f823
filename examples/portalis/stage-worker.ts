import { once } from "node:events";
import {
  CompileError,
  compileError,
  type Finding,
  findingOf,
  functionVerdicts,
  machineError,
  type StageError,
  type Verdict,
} from "@troupe/equivalence";
import { RetryableError, type TaskContext, Worker } from "@troupe/sdk";
import { type Artifacts, artifactsOf } from "./artifacts.js";
import { type Aside, fingerprint, idOf, type Kept, keep, keyOf, nearBody, recall, tidyCache } from "./cache.js";
import { type Entry, entryOf } from "./entry.js";
import { type Ended, type Stage, type StageName, type StageReply, stages, type Work } from "./events.js";
import { policy } from "./policy.js";

/** Stages whose tasks stay in their middle until they are called off: to be watched, and to be killed there. */
const HELD = new Set((process.env.PORTALIS_HOLD ?? "").split(","));

/** What a stage is about to do. */
export interface Job {
  work: Work;
  task: TaskContext<Work>;
  artifacts: Artifacts;
  signal: AbortSignal;
}

/** What a stage made. */
export interface Product extends Aside {
  /** Absent where nobody goes on with it. */
  body?: Uint8Array | string;
  /** Set where another run may make something else. */
  mayDiffer?: boolean;
  /** Ends the program: its verdict and what the report says. */
  ends?: Pick<Entry, "verdict" | "cases" | "diagnostics" | "functions"> & Partial<Entry>;
  /** Ends the program as it ended before. */
  ended?: Ended;
  /** What it made anew of earlier stages' products: content ids. */
  instead?: Partial<Record<StageName, string>>;
}

/** Thrown by a stage where a program goes no further. */
export class StageFailure extends Error {
  readonly error: StageError;
  readonly verdict: Verdict;
  readonly diagnostics: Finding[];

  constructor(error: StageError, verdict: Verdict, diagnostics: Finding[]) {
    super(error.message);
    this.error = error;
    this.verdict = verdict;
    this.diagnostics = diagnostics;
  }
}

const libraries = await fingerprint();
await tidyCache();

/** What a stage's product depends on beside the program; a stage that is not named depends on all before it. */
const NEEDS: Partial<Record<StageName, readonly StageName[]>> = {
  ingest: [],
  analysis: ["ingest"],
  specification: [],
  transpilation: [],
  build: ["transpilation"],
  observation: [],
};

/** What a stage asks for by itself, past the planner: everything waits for the module. */
const ONWARD: Partial<Record<StageName, StageName>> = { transpilation: "build" };

/** Has a worker do a stage: its product is kept as Content and in the cache; what ends a program becomes its entry. */
export function takeStage(worker: Worker, stage: Stage, act: (job: Job) => Promise<Product>): Worker {
  const name = stage.name as StageName;
  return worker.onTask(stage.request, { replies: stage.answer }, async (task) => {
    const { data: work, signal, logger } = task;
    const artifacts = artifactsOf(task.context.content);
    logger.info({ unit: work.unit }, `${name} of ${work.unit}`);
    const from = performance.now();
    try {
      if (HELD.has(name) && !signal.aborted) await once(signal, "abort");
      const found = await product(name, { work, task, artifacts, signal }, act);
      const { body, id, cached, ends, ended, instead, ...aside } = found;
      const noted = {
        ...(id && { content: id }),
        ms: Math.round(performance.now() - from),
        cached,
        ...aside,
        ...(name === "build" && work.fast && { isFast: true }),
      };
      const next = { ...work, made: { ...work.made, ...renewed(work, instead), [name]: noted } };
      const ending = ended ?? (ends && closed(next, artifacts, ends));
      const [end] = await Promise.all([ending, body === undefined ? undefined : artifacts.put(body)]);
      const onward = end === undefined ? ONWARD[name] : undefined;
      if (onward !== undefined) await handOn(task, onward, next);
      return { work: next, ...(end && { ended: end, repairable: ends?.verdict === "different" }) };
    } catch (error) {
      return failed(task, name, artifacts, error);
    }
  });
}

/** Asks for the next stage; its answer goes where all answers go. */
async function handOn({ context }: TaskContext<Work>, stage: StageName, work: Work): Promise<void> {
  const { request, answer } = stages[stage];
  await context.bus.publish(request, work, { replyType: answer.type, replyTopic: answer.topic });
}

/** Products of earlier stages with other bodies. */
function renewed({ made }: Work, instead: NonNullable<Product["instead"]> = {}): Work["made"] {
  const anew = Object.entries(instead).map(([stage, content]) => {
    return [stage, { ...(made[stage] ?? { ms: 0, cached: false }), content }] as const;
  });
  return Object.fromEntries(anew);
}

type Found = Partial<Kept> & Pick<Product, "body" | "ends" | "ended" | "instead"> & { cached: boolean };

/** What the stage makes, or made before of the same. What ends a program is never taken from before. */
async function product(name: StageName, job: Job, act: (job: Job) => Promise<Product>): Promise<Found> {
  const { main, files, inputs, release, fast, made: earlier } = job.work;
  const needs = NEEDS[name] ?? Object.keys(earlier).sort();
  const before = needs.map((stage) => [stage, earlier[stage]?.content]);
  const key = keyOf([name, libraries, { main, files, inputs, release, fast }, before]);
  const known = recall(key);
  const body = known && nearBody(known.id);
  if (known !== undefined && body !== undefined) return { ...known, body, cached: true };
  const { mayDiffer, ...made } = await act(job);
  const { body: fresh, ends, ended, instead, ...aside } = made;
  if (fresh === undefined) return { ...made, cached: false };
  const id = idOf(fresh);
  if (!mayDiffer && ends === undefined) keep(key, { id, ...aside });
  return { id, ...made, cached: false };
}

/** Failures are data: what may pass on another try is tried again first, anything else ends the program. */
async function failed(
  task: TaskContext<Work>,
  name: StageName,
  artifacts: Artifacts,
  error: unknown,
): Promise<StageReply> {
  const { data: work, attempt } = task;
  const failure = failureOf(name, work.main, error);
  if (failure === undefined) throw error;
  const { error: said, verdict, diagnostics } = failure;
  const mayPass = said.recoverable && said.type !== "toolchain-missing" && attempt < policy.maxAttempts;
  if (mayPass) throw new RetryableError(said.message, { cause: error });
  task.logger.warn({ unit: work.unit, ...said }, `${name} of ${work.unit}: ${said.message}`);
  const program = await artifacts.program(work);
  const functions = functionVerdicts(program.files[work.main] ?? "", undefined, work.made.transpilation !== undefined);
  const ends = { verdict, cases: 0, diagnostics, functions, error: said };
  return { work, ended: await closed(work, artifacts, ends), repairable: said.type === "compile" };
}

function failureOf(name: StageName, main: string, error: unknown): StageFailure | undefined {
  if (error instanceof StageFailure) return error;
  const stage = name === "observation" ? "test" : name === "repair" ? "build" : name;
  const said = error instanceof CompileError ? compileError(error, main) : machineError(stage, error);
  return said && new StageFailure(said, "failed", [findingOf(said, main)]);
}

/** Puts a program's entry for the report. */
async function closed(work: Work, artifacts: Artifacts, ends: NonNullable<Product["ends"]>): Promise<Ended> {
  const entry = JSON.stringify(entryOf(work, ends));
  return { verdict: ends.verdict, entry: await artifacts.put(entry, "application/json") };
}

/** A worker of a stage, ready to run. `atOnce`: programs that one process works on side by side. */
export const stageWorker = (name: string, capability: string, atOnce = 10): Worker =>
  new Worker({
    name: `portalis-${name}`,
    description: `Portalis: ${capability}`,
    capabilities: [capability],
    policy,
    from: "beginning",
    concurrency: Number(process.env.PORTALIS_AT_ONCE ?? atOnce),
  });
