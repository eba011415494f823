import { Worker } from "node:worker_threads";
import type { Embedder } from "./embedder.js";

export interface LocalInput {
  /** Folder of models; `id` lies below it. */
  readonly folder: string;
  readonly id: string;
  readonly maxTokens: number;
}

export interface LocalRequest {
  readonly id: number;
  readonly texts: readonly string[];
}

/** Asks the thread to end after what it has under way: a thread that is ended amid it takes the process with it. */
export const END = "end";

/** `id` 0 says whether the model was loaded. Vectors lie one after the other. */
export type LocalAnswer = { readonly id: number } & ({ readonly vectors?: Float32Array } | { readonly error: string });

/** Name and number type of the local model. */
export const LOCAL_MODEL = "all-MiniLM-L6-v2/q4";
const DIMS = 384;
const MAX_TOKENS = 256;
const TOKENS_A_BATCH = 4096;

interface Pending {
  resolve(vectors: Float32Array): void;
  reject(error: Error): void;
}

/**
 * all-MiniLM-L6-v2 in a thread of its own, which starts with the first text; where that fails, the next text tries
 * again. Texts go in batches of like length, so that little is padded and memory is bounded; a query is served before the
 * batches that wait.
 */
export function localEmbedder(model: { readonly folder: string; readonly id: string }): Embedder {
  const input: LocalInput = { ...model, maxTokens: MAX_TOKENS };
  const pending = new Map<number, Pending>();
  let worker: Worker | undefined;
  let lastId = 0;
  let isClosed = false;

  function start(): Worker {
    const started = new Worker(new URL("./local-worker.js", import.meta.url), {
      workerData: input,
      name: "embeddings",
    });
    started.unref();
    started.on("message", (answer: LocalAnswer) => {
      if (answer.id === 0) {
        if ("error" in answer) fail(started, new Error(answer.error));
        return;
      }
      const waiting = pending.get(answer.id);
      pending.delete(answer.id);
      if (pending.size === 0 && !isClosed) started.unref();
      if ("error" in answer) waiting?.reject(new Error(answer.error));
      else waiting?.resolve(answer.vectors ?? new Float32Array());
    });
    started.on("error", (error) => fail(started, error));
    started.on("exit", () => fail(started, new Error("the embedding thread has ended")));
    return started;
  }

  function fail(which: Worker, error: Error): void {
    if (worker !== which) return;
    worker = undefined;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    void which.terminate();
  }

  async function ask(texts: readonly string[]): Promise<Float32Array> {
    if (isClosed) throw closed();
    worker ??= start();
    worker.ref();
    const id = ++lastId;
    const answered = new Promise<Float32Array>((resolve, reject) => pending.set(id, { resolve, reject }));
    worker.postMessage({ id, texts } satisfies LocalRequest);
    return answered;
  }

  return {
    model: LOCAL_MODEL,
    dims: DIMS,
    async embed(texts, signal) {
      const vectors = new Array<Float32Array>(texts.length);
      for (const batch of batchesOf(texts)) {
        const asked = ask(batch.map((at) => texts[at] ?? ""));
        const flat = await (signal === undefined ? asked : Promise.race([asked, aborted(signal)]));
        for (const [row, at] of batch.entries()) vectors[at] = flat.slice(row * DIMS, (row + 1) * DIMS);
      }
      return vectors;
    },
    async close() {
      isClosed = true;
      const running = worker;
      worker = undefined;
      for (const { reject } of pending.values()) reject(closed());
      pending.clear();
      if (running === undefined) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.ref();
      running.postMessage(END);
      await ended;
    },
  };
}

const closed = (): Error => new Error("the embedder is closed");

const LETTERS_A_TOKEN = 4;

/** Places of texts in batches, the short ones first; a batch has at most so many tokens, padding counted. */
function batchesOf(texts: readonly string[]): number[][] {
  const tokens = texts.map(({ length }) => Math.min(Math.ceil(length / LETTERS_A_TOKEN) + 2, MAX_TOKENS));
  const order = tokens.map((_, at) => at).sort((a, b) => (tokens[a] ?? 0) - (tokens[b] ?? 0));
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const at of order) {
    if (batch.length > 0 && (batch.length + 1) * (tokens[at] ?? 0) > TOKENS_A_BATCH) {
      batches.push(batch);
      batch = [];
    }
    batch.push(at);
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}
