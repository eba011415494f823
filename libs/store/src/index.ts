export { sqlStateOf } from "./failure.js";
export type { Logger } from "./logger.js";
export { openStore } from "./open.js";
export {
  createOutbox,
  enqueue,
  type Outbox,
  type OutboxClock,
  type OutboxEntry,
  type OutboxMessage,
  type OutboxOptions,
} from "./outbox/outbox.js";
export { defaultTemplateFolder, prepareTemplate } from "./pglite/template.js";
export { type DatabaseServer, inspectDatabase } from "./postgres/inspect.js";
export type { MigrationSet, Store, StoreOptions, StoreStatus, Tx } from "./store.js";
