export { sqlStateOf } from "./failure.js";
export type { Logger } from "./logger.js";
export { openStore } from "./open.js";
export {
  createOutbox,
  enqueue,
  HANDED_LEASE_MS,
  type HandedEntry,
  type Outbox,
  type OutboxClock,
  type OutboxEntry,
  type OutboxMessage,
  type OutboxOptions,
} from "./outbox/outbox.js";
export { prepareTemplate } from "./pglite/template.js";
export { warmUp } from "./pglite/thread.js";
export { type DatabaseServer, inspectDatabase } from "./postgres/inspect.js";
export type { MigrationSet, Store, StoreOptions, StoreStatus, TenantOptions, Tx } from "./store.js";
