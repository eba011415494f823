import {
  type Bounds,
  type Connection,
  callStatement,
  type Driver,
  settingStatement,
  type TransactionOptions,
} from "../driver.js";
import type { Logger } from "../logger.js";
import type { Lock } from "./lock.js";
import { type DatabaseThread, startThread } from "./thread.js";
import { PgliteError, type WorkerInput } from "./wire.js";

interface PgliteOptions extends Bounds {
  readonly input: WorkerInput;
  /** Held until the driver is closed. */
  readonly lock: Lock | undefined;
  readonly logger: Logger;
}

const lost = (message: string, code: string) => new PgliteError({ message, code });

/**
 * PGlite in a thread of its own. It has one connection, so transactions wait for one another here; one that idles too
 * long is given up, and a thread that dies is started again by the next transaction.
 */
export async function openPglite(options: PgliteOptions): Promise<Driver> {
  let thread: DatabaseThread = await startThread(options.input);
  let tail: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function ready(): Promise<DatabaseThread> {
    if (isClosed) throw lost("the store is closed", "CONNECTION_ENDED");
    if (!thread.isLost) return thread;
    if (options.input.dataDir === undefined) throw lost("the database in memory was lost", "WORKER_LOST");
    options.logger.warn({}, "the embedded database's thread ended and is started again");
    thread = await startThread(options.input);
    return thread;
  }

  async function run<T>(asked: TransactionOptions, work: (connection: Connection) => Promise<T>): Promise<T> {
    const owner = await ready();
    const statements = asked.settings === undefined ? [] : [settingStatement(asked.settings)];
    await owner.ask({ kind: "batch", statements, commit: false });
    const turn = openTurn(owner, options, asked.bounded);
    try {
      const result = await Promise.race([work(turn.connection), turn.givenUp]);
      turn.throwIfFailed();
      turn.end();
      await owner.ask({ kind: "query", sql: "commit", params: [] });
      return result;
    } catch (error) {
      turn.end();
      if (!owner.isLost) await owner.ask({ kind: "query", sql: "rollback", params: [] });
      throw error;
    }
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = tail.then(work);
    tail = result.catch(() => {});
    return result;
  }

  return {
    kind: "pglite",
    transaction: (asked, work) => inTurn(() => run(asked, work)),
    once: ({ bounded, settings = {} }, statement) =>
      inTurn(async () => {
        const owner = await ready();
        const statements = [settingStatement(settings), statement];
        return owner.ask({ kind: "batch", statements, commit: true }, bounded ? options.statementTimeoutMs : undefined);
      }),
    call: (role, tenant, call) =>
      inTurn(async () => {
        const owner = await ready();
        return owner.ask({ kind: "query", ...callStatement(role, tenant, call) }, options.statementTimeoutMs);
      }),
    async close() {
      if (isClosed) return;
      await tail;
      isClosed = true;
      await thread.close();
      await options.lock?.release();
    },
  };
}

/** One transaction's use of the thread: its first failure, and the watch over its idling. */
function openTurn(owner: DatabaseThread, bounds: Bounds, bounded: boolean) {
  let failure: { readonly error: unknown } | undefined;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (error: Error) => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  givenUp.catch(() => {});

  function watch(): void {
    if (!bounded || isOver) return;
    timer = setTimeout(() => {
      isOver = true;
      giveUp(lost("terminating connection due to idle-in-transaction timeout", "25P03"));
    }, bounds.idleTransactionTimeoutMs);
  }

  async function ask(request: Parameters<DatabaseThread["ask"]>[0]) {
    if (isOver) throw lost("the transaction has ended", "25P03");
    clearTimeout(timer);
    try {
      return await owner.ask(request, bounded ? bounds.statementTimeoutMs : undefined);
    } catch (error) {
      failure ??= { error };
      throw error;
    } finally {
      watch();
    }
  }

  const connection: Connection = {
    query: (sql, params) => ask({ kind: "query", sql, params }),
    script: async (sql) => {
      await ask({ kind: "script", sql });
    },
  };
  watch();
  return {
    connection,
    givenUp,
    throwIfFailed() {
      if (failure !== undefined) throw failure.error;
    },
    end() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
