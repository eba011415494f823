export { createBounded, TookTooLong } from "./bounded.js";
export { type Conformance, createConformance, type Stated } from "./conformance.js";
export type { SchemaPolicy } from "./domain/policy.js";
export { policiesOf, type SchemaSettings, schemaSettings } from "./settings.js";
