import { Worker } from "node:worker_threads";
import { deadline } from "./deadline.js";
import { DEFAULT_LIMITS, type ProgramInput, type RunLimits, type RunOutcome } from "./outcome.js";
import type { WasmAnswer, WasmJob } from "./wasm-worker.js";

const STACK_MB = 128;

/** A thread that has started and waits for its one module. */
export interface Standby {
  readonly worker: Worker;
  /** Ends it, whether it was used or not. */
  close(): void;
}

/** Starts a thread ahead of the module that it will run: what it needs for that need not be waited for then. */
export function standby(): Standby {
  const worker = new Worker(new URL("./wasm-worker.js", import.meta.url), {
    env: {},
    execArgv: ["--no-warnings"],
    resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 512 },
  });
  worker.unref();
  worker.on("error", () => {});
  return { worker, close: () => void worker.terminate() };
}

/**
 * Runs a WASI module in a thread of its own: no files, no environment, the given input. Never throws for what the
 * module does; a module that does not end is stopped at the limit. Memory is bounded by the module's own maximum.
 */
export function runWasm(
  wasm: Uint8Array,
  input: ProgramInput & { name?: string } = {},
  limits: Partial<RunLimits> = {},
  { worker, close } = standby(),
): Promise<RunOutcome> {
  const { timeMs, outputBytes } = { ...DEFAULT_LIMITS, ...limits };
  const job: WasmJob = {
    wasm,
    args: [input.name ?? "program", ...(input.args ?? [])],
    stdin: Buffer.from(input.stdin ?? ""),
    outputBytes,
  };
  const started = performance.now();
  return new Promise((resolve) => {
    const finish = (outcome: RunOutcome) => {
      onTime();
      close();
      resolve(outcome);
    };
    const ended = (end: RunOutcome["end"]): RunOutcome => ({
      end,
      stdout: "",
      stderr: "",
      ms: performance.now() - started,
    });
    const onTime = deadline(timeMs, () => finish(ended({ kind: "time" })));
    worker.once("message", (answer: WasmAnswer) =>
      finish({ end: answer.end, stdout: decode(answer.stdout), stderr: decode(answer.stderr), ms: answer.ms }),
    );
    worker.once("error", (error) => finish(ended({ kind: "broken", message: error.message })));
    worker.once("exit", () => finish(ended({ kind: "broken", message: "the thread ended without an answer" })));
    worker.postMessage(job);
  });
}

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
