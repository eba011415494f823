import { TroupeError, tenantSchema } from "@troupe/contracts";
import { drizzle } from "drizzle-orm/pg-proxy";
import pRetry from "p-retry";
import type { Connection, Driver, FunctionCall, Statement, TransactionOptions } from "./driver.js";
import { asTroupeError, type Failure, failureOf } from "./failure.js";
import { migrate } from "./migrate.js";
import type { Store, TenantOptions, Tx } from "./store.js";
import { asRecords, asValue } from "./values.js";

/** Role under which a tenant's rows are reached; its policies compare `tenant_id` with `app.tenant_id`. */
const TENANT_ROLE = "troupe_app";
/** Role of housekeeping; its policies let every row through. */
const SYSTEM_ROLE = "troupe_system";
/** After the first that follows at once. */
const RETRIES = 1;

function bind(connection: Connection, isOver: () => boolean): Tx {
  return drizzle(async (sql, params, method) => {
    if (isOver()) throw new TroupeError("INTERNAL", "a transaction was used after its end");
    const result = await connection.query(sql, params);
    return { rows: method === "all" ? result.rows : asRecords(result) };
  });
}

const optionsOf = (role: string, tenant: string, { settings, ...options }: TenantOptions = {}): TransactionOptions => ({
  ...options,
  bounded: true,
  settings: { role, "app.tenant_id": tenant, ...settings },
});

async function again<T>(work: () => Promise<T>, isWorthIt: (failure: Failure) => boolean): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isWorthIt(failureOf(error))) throw asTroupeError(error);
  }
  return pRetry(work, {
    retries: RETRIES,
    minTimeout: 50,
    factor: 4,
    randomize: true,
    shouldRetry: ({ error }) => isWorthIt(failureOf(error)),
  }).catch((error: unknown) => {
    throw asTroupeError(error);
  });
}

function checkedTenant(tenant: string): string {
  const parsed = tenantSchema.safeParse(tenant);
  if (!parsed.success) throw new TroupeError("BAD_REQUEST", `"${tenant}" is no tenant`);
  return parsed.data;
}

/** The store over a driver: roles, retries, and the mapping of failures. */
export function createStore(driver: Driver): Store {
  async function attempt<T>(asked: TransactionOptions, work: (tx: Tx) => Promise<T>): Promise<T> {
    let isCommitting = false;
    let isOver = false;
    const once = () =>
      driver.transaction(asked, async (connection) => {
        isCommitting = isOver = false;
        try {
          const result = await work(bind(connection, () => isOver));
          isCommitting = true;
          return result;
        } finally {
          isOver = true;
        }
      });
    return again(once, (failure) => failure === "contended" || (failure === "lost" && !isCommitting));
  }

  /** A loss cannot be told from one after the commit, so what writes is tried again after contention only. */
  async function one<R>(asked: TransactionOptions, statement: Statement): Promise<R[]> {
    const once = () => driver.once(asked, statement);
    const isWorthIt = (failure: Failure) => failure === "contended" || (failure === "lost" && asked.readsOnly === true);
    return asRecords(await again(once, isWorthIt)) as R[];
  }

  return {
    kind: driver.kind,
    withTenant: async (tenant, work, options) => attempt(optionsOf(TENANT_ROLE, checkedTenant(tenant), options), work),
    withSystem: (work) => attempt(optionsOf(SYSTEM_ROLE, ""), work),
    once: async (tenant, sql, params = [], options = {}) =>
      one(optionsOf(TENANT_ROLE, checkedTenant(tenant), options), { sql, params }),
    async call<R, T>(tenant: string, call: FunctionCall) {
      const once = () => driver.call(TENANT_ROLE, checkedTenant(tenant), call);
      const { columns, rows } = await again(once, (failure) => failure === "contended");
      const [row] = rows;
      if (row === undefined) throw new TroupeError("INTERNAL", `${call.name} answered nothing`);
      const [answer, next] = row.map((value, at) => asValue(value, columns[at]?.type));
      return { answer: answer as R, next: next as T };
    },
    onceForAll: (sql, params = []) => one(optionsOf(SYSTEM_ROLE, ""), { sql, params }),
    migrate: (sets) =>
      migrate(driver, sets).catch((error: unknown) => {
        throw asTroupeError(error);
      }),
    async check() {
      try {
        const { rows } = await driver.transaction({ bounded: true }, (connection) =>
          connection.query(
            "select current_setting('server_version'), exists(select from pg_available_extensions where name = 'vector')",
            [],
          ),
        );
        const [version, vector] = rows[0] ?? [];
        return { server: `PostgreSQL ${String(version).split(" ")[0]}`, vector: vector === true };
      } catch (error) {
        throw asTroupeError(error);
      }
    },
    close: () => driver.close(),
  };
}
