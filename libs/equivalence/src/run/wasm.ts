import { Worker } from "node:worker_threads";
import { deadline } from "./deadline.js";
import { DEFAULT_LIMITS, type ProgramInput, type RunLimits, type RunOutcome } from "./outcome.js";
import type { WasmAnswer, WasmJob } from "./wasm-worker.js";

const STACK_MB = 128;
/** Memory of a module after which its thread is not used again: what every module begins with. */
const MOST_KEPT_BYTES = 128 << 20;

/** A thread that has started and waits for a module. It is its holder's until it is closed or kept. */
export interface Standby {
  readonly worker: Worker;
  /** Gives it back as it is: to be ended, once a module was given to it. */
  close(): void;
  /** Gives it back for the next module. */
  keep(): void;
}

/** Threads that wait for nobody in particular: to start one takes longer than most modules run. */
const idle: Worker[] = [];
const MOST_IDLE = 2;

/** A thread, ahead of the module that it will run: one that waits, or a new one that starts meanwhile. */
export function standby(): Standby {
  const worker = idle.pop() ?? started();
  let isUsed = false;
  let isMine = true;
  const give = (isGood: boolean): void => {
    if (!isMine) return;
    isMine = false;
    if (isGood && idle.length < MOST_IDLE) idle.push(worker);
    else void worker.terminate();
  };
  return {
    get worker() {
      isUsed = true;
      return worker;
    },
    close: () => give(!isUsed),
    keep: () => give(true),
  };
}

function started(): Worker {
  const worker = new Worker(new URL("./wasm-worker.js", import.meta.url), {
    env: {},
    execArgv: ["--no-warnings"],
    resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 512 },
  });
  worker.unref();
  worker.on("error", () => {});
  worker.once("exit", () => {
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
  });
  return worker;
}

/**
 * Runs a WASI module in a thread that runs nothing else meanwhile: no files, no environment, the given input. Never
 * throws for what the module does; a module that does not end is stopped at the limit. Memory is bounded by the
 * module's own maximum. A thread whose module came to its end with little memory runs another later.
 */
export function runWasm(
  wasm: Uint8Array,
  input: ProgramInput & { name?: string } = {},
  limits: Partial<RunLimits> = {},
  thread: Standby = standby(),
): Promise<RunOutcome> {
  const { timeMs, outputBytes } = { ...DEFAULT_LIMITS, ...limits };
  const job: WasmJob = {
    wasm,
    args: [input.name ?? "program", ...(input.args ?? [])],
    stdin: Buffer.from(input.stdin ?? ""),
    outputBytes,
  };
  const { worker } = thread;
  const began = performance.now();
  return new Promise((resolve) => {
    const finish = (outcome: RunOutcome, isGood = false): void => {
      onTime();
      worker.off("message", answered).off("error", failed).off("exit", gone);
      if (isGood) thread.keep();
      else thread.close();
      resolve(outcome);
    };
    const ended = (end: RunOutcome["end"]): RunOutcome => ({
      end,
      stdout: "",
      stderr: "",
      ms: performance.now() - began,
    });
    const answered = ({ end, stdout, stderr, ms, memoryBytes }: WasmAnswer): void =>
      finish(
        { end, stdout: decode(stdout), stderr: decode(stderr), ms },
        end.kind === "exit" && memoryBytes <= MOST_KEPT_BYTES,
      );
    const failed = (error: Error): void => finish(ended({ kind: "broken", message: error.message }));
    const gone = (): void => finish(ended({ kind: "broken", message: "the thread ended without an answer" }));
    const onTime = deadline(timeMs, () => finish(ended({ kind: "time" })));
    worker.once("message", answered).once("error", failed).once("exit", gone);
    worker.postMessage(job);
  });
}

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
