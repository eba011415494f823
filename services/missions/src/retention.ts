import type { Clock, Timer } from "@troupe/bus";
import type { Logger } from "@troupe/service";
import type { Database } from "./database.js";

const EVERY_MS = 600_000;
const BATCH = 200;

export interface RetentionContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retentionMs: number;
}

/** What ended before then is not kept. */
export const forgottenBefore = (clock: Clock, retentionMs: number): string =>
  new Date(clock.now() - retentionMs).toISOString();

/** Deletes what ended long ago, a batch at a time, so that nothing grows without end. */
export function createRetention({ database, clock, logger, retentionMs }: RetentionContext) {
  let timer: Timer | undefined;
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    const before = forgottenBefore(clock, retentionMs);
    let deleted: number;
    do {
      const [row] = await database.allRows<{ n: number }>("select missions.forget($1, $2) as n", [before, BATCH]);
      deleted = row?.n ?? 0;
    } while (deleted > 0 && !isClosed);
  }

  function tick(): void {
    running = sweep().catch((error: unknown) => logger.warn({ err: error }, "ended missions cannot be deleted"));
    timer = clock.after(EVERY_MS, tick);
  }

  return {
    start(): void {
      timer = clock.after(EVERY_MS, tick);
    },
    /** Resolves when nothing is being deleted. */
    idle: () => running,
    async close(): Promise<void> {
      isClosed = true;
      timer?.cancel();
      await running;
    },
  };
}
