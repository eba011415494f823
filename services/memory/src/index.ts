export { type MemoryDeps, memoryMigrations, memoryModule } from "./app.js";
export type { Embedder, EmbeddingModel } from "./embeddings/embedder.js";
export type { Reranker } from "./search.js";
