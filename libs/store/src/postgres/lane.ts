import postgres from "postgres";
import type { Connection } from "../driver.js";
import { asText, OID, parseInt8, TEXT_TYPES } from "../values.js";

const CONNECT_TIMEOUT_SECONDS = 5;
const IDLE_SECONDS = 120;

/** A client of one connection. Once the connection is lost it is of no use and is replaced. */
export interface Lane {
  readonly isLost: boolean;
  /** Runs `work` between `begin` and `commit`. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

class ConnectionLost extends Error {
  readonly code = "CONNECTION_CLOSED";
}

const never = () => new Promise<never>(() => {});

/**
 * Opens a lane; it connects at first use. postgres.js writes to a connection's socket after it closed (which throws
 * outside any promise) and keeps half-written bytes across a reconnect, so nothing is sent here once the loss is
 * known, and a client never reconnects.
 */
export function openLane(url: string, applicationName: string): Lane {
  let isLost = false;
  const sql = postgres(url, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    idle_timeout: IDLE_SECONDS,
    connection: { application_name: applicationName },
    onnotice: () => {},
    onclose: () => {
      isLost = true;
    },
    types: {
      text: { to: OID.json, from: [...TEXT_TYPES], serialize: asText, parse: asText },
      int8: { to: OID.int8, from: [OID.int8], serialize: String, parse: parseInt8 },
    },
  });

  function connectionOf(transaction: postgres.TransactionSql): Connection {
    const send = (text: string, params: readonly unknown[]) => {
      if (isLost) throw new ConnectionLost("the connection was lost");
      return transaction.unsafe(text, params as postgres.ParameterOrJSON<never>[], { prepare: params.length > 0 });
    };
    return {
      async query(text, params) {
        const rows = await send(text, params).values();
        const columns = (rows.columns ?? []).map(({ name, type }) => ({ name, type }));
        return { columns, rows: [...rows] };
      },
      async script(text) {
        await send(text, []).simple();
      },
    };
  }

  return {
    get isLost() {
      return isLost;
    },
    async transaction(work) {
      let done: { readonly value: Awaited<ReturnType<typeof work>> } | undefined;
      await sql.begin(async (transaction) => {
        try {
          done = { value: await work(connectionOf(transaction)) };
        } catch (error) {
          if (!isLost) throw error;
        }
        // The loss itself rejects `begin`; returning would make it write `commit` to a socket that is gone.
        if (isLost) await never();
      });
      if (done === undefined) throw new Error("a transaction ended without its work");
      return done.value;
    },
    close: () => sql.end({ timeout: 5 }),
  };
}
