import { parentPort, workerData } from "node:worker_threads";
import { env, type FeatureExtractionPipeline, pipeline } from "@huggingface/transformers";
import { END, type LocalAnswer, type LocalInput, type LocalRequest } from "./local.js";

const { folder, id, maxTokens } = workerData as LocalInput;
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

async function embed(extractor: FeatureExtractionPipeline, texts: readonly string[]): Promise<Float32Array> {
  const output = await extractor([...texts], { pooling: "mean", normalize: true });
  const vectors = Float32Array.from(output.data as Float32Array);
  output.dispose();
  return vectors;
}

const extractor = load();
extractor.then(
  () => port.postMessage({ id: 0 } satisfies LocalAnswer),
  (error: unknown) => port.postMessage({ id: 0, error: String(error) } satisfies LocalAnswer),
);

const waiting: LocalRequest[] = [];
let working: Promise<void> | undefined;

/** The shortest request first: a query does not wait for the documents that came before it. */
function next(): LocalRequest | undefined {
  const shortest = waiting.reduce(
    (best, { texts }, at) => (texts.length < (waiting[best]?.texts.length ?? 0) ? at : best),
    0,
  );
  return waiting.splice(shortest, 1)[0];
}

async function work(): Promise<void> {
  for (let request = next(); request !== undefined; request = next()) {
    const { id, texts } = request;
    try {
      const vectors = await embed(await extractor, texts);
      port?.postMessage({ id, vectors } satisfies LocalAnswer, [vectors.buffer as ArrayBuffer]);
    } catch (error) {
      port?.postMessage({ id, error: String(error) } satisfies LocalAnswer);
    }
    // What came meanwhile is looked at before the next choice.
    await new Promise((resolve) => setImmediate(resolve));
  }
  working = undefined;
}

async function end(): Promise<void> {
  waiting.length = 0;
  await Promise.allSettled([extractor, working]);
  port?.close();
}

port.on("message", (request: LocalRequest | typeof END) => {
  if (request === END) {
    void end();
    return;
  }
  waiting.push(request);
  working ??= work();
});
