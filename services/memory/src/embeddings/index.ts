/** The embeddings port and its adapters, for the memory and for whoever else finds by meaning. */
export { chooseEmbedders } from "./choose.js";
export type { Embedder, EmbeddingModel } from "./embedder.js";
export { EMBEDDING_SECRETS, type EmbeddingSettings, embeddingSettings } from "./settings.js";
