import { locateModel } from "@troupe/embeddings/setup";
import type { Embedder } from "./embedder.js";
import { localEmbedder } from "./local.js";
import { openAiEmbedder } from "./openai.js";
import type { EmbeddingSettings } from "./settings.js";

/**
 * The embedders there are, the chosen one first. The local model comes along where its files are there, so that tenants
 * may move between both. Throws when what was asked for by name cannot be had.
 */
export async function chooseEmbedders(settings: EmbeddingSettings): Promise<Embedder[]> {
  const choice = settings.TROUPE_EMBEDDINGS;
  if (choice === "none") return [];
  const folder = settings.TROUPE_MODELS;
  const model = await locateModel(folder === undefined ? {} : { env: { TROUPE_MODELS: folder } });
  const local = model === undefined ? [] : [localEmbedder(model)];
  if (choice === "local" && local.length === 0) {
    throw new Error("TROUPE_EMBEDDINGS is local, and the model is not there: run the set-up, or troupe setup");
  }
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = settings;
  if (choice !== "openai") return local;
  if (apiKey === undefined) throw new Error("TROUPE_EMBEDDINGS is openai, and OPENAI_API_KEY is not set");
  const { TROUPE_EMBEDDING_MODEL: name, TROUPE_EMBEDDING_DIMS: dims } = settings;
  return [
    openAiEmbedder({ apiKey, baseUrl, model: name, dims, shortens: name.startsWith("text-embedding-3") }),
    ...local,
  ];
}
