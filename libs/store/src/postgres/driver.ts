import { type Bounds, callStatement, type Driver, settingStatement, type TransactionOptions } from "../driver.js";
import { type Lane, type Opening, openLane } from "./lane.js";

/** The server ends a statement by itself; this much later its silence is taken for its end. */
const ANSWER_MARGIN_MS = 3000;

interface PostgresOptions extends Bounds {
  readonly url: string;
  readonly applicationName: string;
  readonly maxConnections: number;
}

/** A pool of connections to a Postgres server; it connects at the first use and again after each loss. */
export function connectPostgres(options: PostgresOptions): Driver {
  const lanes = openPool(() => openLane(options.url, options.applicationName), options.maxConnections);

  const openingOf = ({ bounded, settings, readsOnly = false }: TransactionOptions): Opening => ({
    readsOnly,
    settings: settingStatement({
      timezone: "UTC",
      statement_timeout: String(bounded ? options.statementTimeoutMs : 0),
      idle_in_transaction_session_timeout: String(bounded ? options.idleTransactionTimeoutMs : 0),
      ...settings,
    }),
    ...(bounded ? { answerWithinMs: options.statementTimeoutMs + ANSWER_MARGIN_MS } : {}),
  });

  /** A statement cannot bound itself: its connection does. */
  const lasting = {
    sql: "select set_config('statement_timeout', $1, false)",
    params: [String(options.statementTimeoutMs)],
  };

  async function withLane<T>(use: (lane: Lane) => Promise<T>): Promise<T> {
    const lane = await lanes.acquire();
    try {
      return await use(lane);
    } finally {
      lanes.release(lane);
    }
  }

  return {
    kind: "postgres",
    transaction: (asked, work) => withLane((lane) => lane.transaction(openingOf(asked), work)),
    once: (asked, statement) => withLane((lane) => lane.once(openingOf(asked), statement)),
    call: (role, tenant, call) =>
      withLane((lane) =>
        lane.alone(lasting, callStatement(role, tenant, call), options.statementTimeoutMs + ANSWER_MARGIN_MS),
      ),
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
