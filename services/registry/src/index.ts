export { type RegistryDeps, registryMigrations, registryModule } from "./app.js";
export { registryModuleConfig } from "./config.js";
export type { Embedder } from "./semantics.js";
