export { type RegistryDeps, registryMigrations, registryModule } from "./app.js";
