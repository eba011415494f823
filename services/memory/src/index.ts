export { type MemoryDeps, memoryMigrations, memoryModule } from "./app.js";
export { type MemoryModuleConfig, memoryModuleConfig } from "./config.js";
export { chooseEmbedders } from "./embeddings/choose.js";
export type { Embedder, EmbeddingModel } from "./embeddings/embedder.js";
export { LOCAL_MODEL, localEmbedder } from "./embeddings/local.js";
export { type OpenAiOptions, openAiEmbedder } from "./embeddings/openai.js";
export type { Reranker } from "./search.js";
