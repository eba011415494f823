import type OpenAI from "openai";
import type { Embedder } from "./embedder.js";

export interface OpenAiOptions {
  readonly apiKey: string;
  /** Any server that speaks the protocol; OpenAI's own when absent. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  readonly dims: number;
  /** Whether the request names the dimensions: not every server knows how to shorten. */
  readonly shortens?: boolean | undefined;
  readonly timeoutMs?: number | undefined;
}

const TEXTS_A_REQUEST = 128;
const TIMEOUT_MS = 30_000;
/** Tries of one request beyond the first; after them the queue waits longer. */
const RETRIES = 2;

/** Embeddings of OpenAI's protocol (`POST /embeddings`). Rejects on another number of dimensions than it was told. */
export function openAiEmbedder(options: OpenAiOptions): Embedder {
  const { apiKey, baseUrl, model, dims, shortens = true, timeoutMs = TIMEOUT_MS } = options;
  let client: Promise<OpenAI> | undefined;
  const connected = (): Promise<OpenAI> => {
    client ??= connect({ apiKey, baseURL: baseUrl ?? null, maxRetries: RETRIES, timeout: timeoutMs });
    return client;
  };

  async function ask(input: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    const { embeddings } = await connected();
    const answer = await embeddings.create(
      { model, input: [...input], encoding_format: "float", ...(shortens ? { dimensions: dims } : {}) },
      signal === undefined ? {} : { signal },
    );
    const vectors = answer.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => unit(embedding));
    if (vectors.length !== input.length) throw new Error(`${model} gave ${vectors.length} vectors for ${input.length}`);
    const wrong = vectors.find((vector) => vector.length !== dims);
    if (wrong !== undefined) throw new Error(`${model} gave ${wrong.length} dimensions, not ${dims}`);
    return vectors;
  }

  return {
    model: `${model}/float32/${dims}`,
    dims,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += TEXTS_A_REQUEST) {
        vectors.push(...(await ask(texts.slice(at, at + TEXTS_A_REQUEST), signal)));
      }
      return vectors;
    },
    close: async () => {},
  };
}

/** The client is loaded when it is first needed: most services never do. */
async function connect(options: ConstructorParameters<typeof OpenAI>[0]): Promise<OpenAI> {
  const { default: Client } = await import("openai");
  return new Client(options);
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0) throw new Error("a vector of the model has no direction");
  return Float32Array.from(values, (value) => value / length);
}
