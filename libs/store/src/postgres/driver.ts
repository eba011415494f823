import postgres from "postgres";
import type { Bounds, Connection, Driver } from "../driver.js";
import { asText, OID, parseInt8, TEXT_TYPES } from "../values.js";

interface PostgresOptions extends Bounds {
  readonly url: string;
  readonly applicationName: string;
  readonly maxConnections: number;
}

const CONNECT_TIMEOUT_SECONDS = 5;
const CLOSE_TIMEOUT_SECONDS = 10;

/** A pool of connections to a Postgres server; it connects at the first use and again after each loss. */
export function connectPostgres(options: PostgresOptions): Driver {
  const sql = postgres(options.url, {
    max: options.maxConnections,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    connection: { application_name: options.applicationName },
    backoff: (attempts: number) => Math.min(0.1 * 2 ** attempts, 2),
    onnotice: () => {},
    types: {
      text: { to: OID.json, from: [...TEXT_TYPES], serialize: asText, parse: asText },
      int8: { to: OID.int8, from: [OID.int8], serialize: String, parse: parseInt8 },
    },
  });

  function connectionOf(transaction: postgres.TransactionSql): Connection {
    return {
      async query(text, params) {
        const rows = await transaction
          .unsafe(text, params as postgres.ParameterOrJSON<never>[], { prepare: true })
          .values();
        const columns = (rows.columns ?? []).map(({ name, type }) => ({ name, type }));
        return { columns, rows: [...rows] };
      },
      async script(text) {
        await transaction.unsafe(text).simple();
      },
    };
  }

  return {
    kind: "postgres",
    async transaction({ bounded }, work) {
      let result: { readonly value: Awaited<ReturnType<typeof work>> } | undefined;
      await sql.begin(async (transaction) => {
        const connection = connectionOf(transaction);
        const bounds = bounded ? [options.statementTimeoutMs, options.idleTransactionTimeoutMs] : [0, 0];
        await connection.query(
          "select set_config('timezone', 'UTC', true), set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $2, true)",
          bounds.map(String),
        );
        result = { value: await work(connection) };
      });
      if (result === undefined) throw new Error("a transaction ended without its work");
      return result.value;
    },
    close: () => sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }),
  };
}
