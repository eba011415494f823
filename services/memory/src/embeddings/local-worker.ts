import { parentPort, workerData } from "node:worker_threads";
import { env, type FeatureExtractionPipeline, pipeline } from "@huggingface/transformers";
import type { LocalAnswer, LocalInput, LocalRequest } from "./local.js";

const { folder, id, maxTokens, tokensABatch } = workerData as LocalInput;
const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread");

env.localModelPath = folder;
env.allowRemoteModels = false;

async function load(): Promise<FeatureExtractionPipeline> {
  const extractor = await pipeline("feature-extraction", id, {
    dtype: "q4",
    device: "cpu",
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });
  (extractor.tokenizer as unknown as { config: { model_max_length: number } }).config.model_max_length = maxTokens;
  return extractor;
}

/** Texts of like length together, so that little is padded; long ones in small batches. */
function batchesOf(lengths: readonly number[]): number[][] {
  const order = lengths.map((_, at) => at).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const at of order) {
    if (batch.length > 0 && (batch.length + 1) * (lengths[at] ?? 0) > tokensABatch) {
      batches.push(batch);
      batch = [];
    }
    batch.push(at);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

const LETTERS_A_TOKEN = 4;

async function embed(extractor: FeatureExtractionPipeline, texts: readonly string[]): Promise<Float32Array> {
  const lengths = texts.map((text) => Math.min(Math.ceil(text.length / LETTERS_A_TOKEN), maxTokens));
  let all = new Float32Array();
  for (const batch of batchesOf(lengths)) {
    const output = await extractor(
      batch.map((at) => texts[at] ?? ""),
      { pooling: "mean", normalize: true },
    );
    const dims = output.dims.at(-1) ?? 0;
    if (all.length === 0) all = new Float32Array(texts.length * dims);
    const data = output.data as Float32Array;
    for (const [row, at] of batch.entries()) all.set(data.subarray(row * dims, (row + 1) * dims), at * dims);
    output.dispose();
  }
  return all;
}

const extractor = load();
extractor.then(
  () => port.postMessage({ id: 0 } satisfies LocalAnswer),
  (error: unknown) => port.postMessage({ id: 0, error: String(error) } satisfies LocalAnswer),
);

let tail: Promise<unknown> = extractor.catch(() => undefined);
port.on("message", (request: LocalRequest) => {
  tail = tail.then(async () => {
    try {
      const vectors = await embed(await extractor, request.texts);
      port.postMessage({ id: request.id, vectors } satisfies LocalAnswer, [vectors.buffer as ArrayBuffer]);
    } catch (error) {
      port.postMessage({ id: request.id, error: String(error) } satisfies LocalAnswer);
    }
  });
});
