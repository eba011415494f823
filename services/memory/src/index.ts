export { type MemoryDeps, memoryMigrations, memoryModule } from "./app.js";
export { type MemoryModuleConfig, memoryModuleConfig } from "./config.js";
export type { Reranker } from "./search.js";
