import type { Bounds, Driver } from "../driver.js";
import { type Lane, openLane } from "./lane.js";

interface PostgresOptions extends Bounds {
  readonly url: string;
  readonly applicationName: string;
  readonly maxConnections: number;
}

/** A pool of connections to a Postgres server; it connects at the first use and again after each loss. */
export function connectPostgres(options: PostgresOptions): Driver {
  const lanes = openPool(() => openLane(options.url, options.applicationName), options.maxConnections);
  return {
    kind: "postgres",
    async transaction({ bounded }, work) {
      const bounds = bounded ? [options.statementTimeoutMs, options.idleTransactionTimeoutMs] : [0, 0];
      const lane = await lanes.acquire();
      try {
        return await lane.transaction(async (connection) => {
          await connection.query(
            "select set_config('timezone', 'UTC', true), set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $2, true)",
            bounds.map(String),
          );
          return work(connection);
        });
      } finally {
        lanes.release(lane);
      }
    },
    close: () => lanes.close(),
  };
}

/** Lanes in use and idle; who finds none waits for the next that is released, first come first served. */
function openPool(open: () => Lane, max: number) {
  const idle: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  let inUse = 0;
  let isClosed = false;
  let allReleased: (() => void) | undefined;

  function takeIdle(): Lane {
    for (let lane = idle.pop(); lane !== undefined; lane = idle.pop()) if (!lane.isLost) return lane;
    return open();
  }

  return {
    async acquire(): Promise<Lane> {
      if (isClosed) throw Object.assign(new Error("the store is closed"), { code: "CONNECTION_ENDED" });
      if (inUse >= max) return new Promise((resolve) => waiting.push(resolve));
      inUse++;
      return takeIdle();
    },
    release(lane: Lane): void {
      if (!lane.isLost) idle.push(lane);
      const next = waiting.shift();
      if (next === undefined) inUse--;
      else next(takeIdle());
      if (inUse === 0) allReleased?.();
    },
    async close(): Promise<void> {
      isClosed = true;
      if (inUse > 0) {
        await new Promise<void>((resolve) => {
          allReleased = resolve;
        });
      }
      await Promise.all(idle.splice(0).map((lane) => lane.close()));
    },
  };
}
