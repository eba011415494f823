import { TroupeError, tenantSchema } from "@troupe/contracts";
import { drizzle } from "drizzle-orm/pg-proxy";
import pRetry from "p-retry";
import type { Connection, Driver } from "./driver.js";
import { asTroupeError, failureOf } from "./failure.js";
import { migrate } from "./migrate.js";
import type { Store, Tx } from "./store.js";
import { asRecords } from "./values.js";

/** Role under which a tenant's rows are reached; its policies compare `tenant_id` with `app.tenant_id`. */
const TENANT_ROLE = "troupe_app";
/** Role of housekeeping; its policies let every row through. */
const SYSTEM_ROLE = "troupe_system";
const RETRIES = 2;

function bind(connection: Connection, isOver: () => boolean): Tx {
  return drizzle(async (sql, params, method) => {
    if (isOver()) throw new TroupeError("INTERNAL", "a transaction was used after its end");
    const result = await connection.query(sql, params);
    return { rows: method === "all" ? result.rows : asRecords(result) };
  });
}

/** The store over a driver: roles, retries, and the mapping of failures. */
export function createStore(driver: Driver): Store {
  async function attempt<T>(role: string, tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    let isCommitting = false;
    let isOver = false;
    const once = () =>
      driver.transaction({ bounded: true }, async (connection) => {
        isCommitting = isOver = false;
        await connection.query("select set_config('role', $1, true), set_config('app.tenant_id', $2, true)", [
          role,
          tenant,
        ]);
        try {
          const result = await work(bind(connection, () => isOver));
          isCommitting = true;
          return result;
        } finally {
          isOver = true;
        }
      });
    return pRetry(once, {
      retries: RETRIES,
      minTimeout: 50,
      factor: 4,
      randomize: true,
      shouldRetry: ({ error }) => {
        const failure = failureOf(error);
        return failure === "contended" || (failure === "lost" && !isCommitting);
      },
    }).catch((error: unknown) => {
      throw asTroupeError(error);
    });
  }

  return {
    kind: driver.kind,
    async withTenant(tenant, work) {
      const parsed = tenantSchema.safeParse(tenant);
      if (!parsed.success) throw new TroupeError("BAD_REQUEST", `"${tenant}" is no tenant`);
      return attempt(TENANT_ROLE, parsed.data, work);
    },
    withSystem: (work) => attempt(SYSTEM_ROLE, "", work),
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
