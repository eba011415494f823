import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { FunctionCall } from "./driver.js";
import type { Logger } from "./logger.js";

/**
 * Drizzle inside one transaction, alike on Postgres and PGlite: `execute` resolves to an array of rows, `bigint` is a
 * number where it is safe and a BigInt where not, times are text in UTC, JSON is parsed once.
 * It has no nested transactions: a statement that fails ends the whole transaction, even when the error is caught,
 * so use `on conflict` instead of catching. It refuses to be used after the transaction's end.
 */
export type Tx = Omit<PgRemoteDatabase, "transaction" | "refreshMaterializedView" | "$cache" | "_">;

/** The migrations of one service: `*.sql` files, run in the order of their names. */
export interface MigrationSet {
  readonly service: string;
  readonly folder: string | URL;
}

export interface StoreStatus {
  /** Such as `PostgreSQL 18.3`. */
  readonly server: string;
  /** Whether the `vector` extension can be had. */
  readonly vector: boolean;
}

/** How a tenant's transaction runs. */
export interface TenantOptions {
  /** Settings of the database that hold until the transaction's end; they leave together with its beginning. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Nothing is written: the answer does not wait for the transaction's end. */
  readonly readsOnly?: boolean;
}

/** The database. Rejections are TroupeErrors (STORE_UNAVAILABLE, REQUEST_TIMEOUT, MALFORMED_TEXT) or the driver's own. */
export interface Store {
  readonly kind: "postgres" | "pglite";
  /**
   * Runs `work` in a transaction that sees and writes rows of `tenant` alone. Run again (up to three times) on a deadlock,
   * a serialization failure, and a connection lost before the commit was sent, so `work` does nothing but database work.
   * A connection lost during the commit rejects with STORE_UNAVAILABLE: whether it was kept is not known.
   */
  withTenant<T>(tenant: string, work: (tx: Tx) => Promise<T>, options?: TenantOptions): Promise<T>;
  /** As `withTenant` over all tenants: for sweeps and relays, never for what a request asks. */
  withSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * One statement in a transaction of its own, in one round trip; it sees and writes rows of `tenant` alone. Run again on a
   * deadlock and a serialization failure, and when it only reads on a lost connection; else that rejects with
   * STORE_UNAVAILABLE, kept or not.
   */
  once<R = Record<string, unknown>>(
    tenant: string,
    sql: string,
    params?: readonly unknown[],
    options?: TenantOptions,
  ): Promise<R[]>;
  /**
   * Calls a function of the database with the tenant and `args`, and `next` after it, as one statement that is its own
   * transaction: nothing costs less. What the functions do is theirs alone to reach; retries and losses are as in `once`.
   */
  call<R = unknown, T = unknown>(tenant: string, call: FunctionCall): Promise<{ answer: R; next: T }>;
  /** As `once` over all tenants. */
  onceForAll<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Brings the schema up to date, all sets or none; returns what was applied as `service/name`. Safe in many processes at once. */
  migrate(sets: readonly MigrationSet[]): Promise<string[]>;
  /** Rejects with STORE_UNAVAILABLE when the database does not answer. */
  check(): Promise<StoreStatus>;
  /** Lets running transactions end, then disconnects. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `postgres://…`, `pglite:<folder>` or `pglite:memory`. */
  readonly url: string;
  /** Name the server shows for our connections. */
  readonly applicationName?: string;
  /** Whether a new embedded database is unpacked from the package's template, if it has one; true when absent. */
  readonly template?: boolean;
  readonly logger?: Logger;
  /** Most connections to a Postgres; 10 when absent. */
  readonly maxConnections?: number;
  /** Longest a statement may take, in milliseconds; 30 s when absent. Migrations are not bounded. */
  readonly statementTimeoutMs?: number;
  /** Longest a transaction may sit between two statements, in milliseconds; 60 s when absent. */
  readonly idleTransactionTimeoutMs?: number;
}
