import { Worker } from "node:worker_threads";
import type { Embedder } from "./embedder.js";

export interface LocalInput {
  /** Folder of models; `id` lies below it. */
  readonly folder: string;
  readonly id: string;
  readonly maxTokens: number;
  readonly tokensABatch: number;
}

export interface LocalRequest {
  readonly id: number;
  readonly texts: readonly string[];
}

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
 * again. A short request is served before the rest of a long one, which is sent in parts.
 */
export function localEmbedder(model: { readonly folder: string; readonly id: string }): Embedder {
  const input: LocalInput = { ...model, maxTokens: MAX_TOKENS, tokensABatch: TOKENS_A_BATCH };
  const pending = new Map<number, Pending>();
  let worker: Worker | undefined;
  let lastId = 0;

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
      if (pending.size === 0) started.unref();
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

  function ask(texts: readonly string[]): Promise<Float32Array> {
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
      const vectors: Float32Array[] = [];
      for (const part of partsOf(texts)) {
        const asked = ask(part);
        const flat = await (signal === undefined ? asked : Promise.race([asked, aborted(signal)]));
        for (let at = 0; at < part.length; at++) vectors.push(flat.slice(at * DIMS, (at + 1) * DIMS));
      }
      return vectors;
    },
    async close() {
      const running = worker;
      worker = undefined;
      for (const { reject } of pending.values()) reject(new Error("the embedder is closed"));
      pending.clear();
      await running?.terminate();
    },
  };
}

const TEXTS_A_PART = 64;

function* partsOf(texts: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < texts.length; at += TEXTS_A_PART) yield texts.slice(at, at + TEXTS_A_PART);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}
