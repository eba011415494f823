/**
 * The relay: publishes what decisions left in the outbox.
 *
 * 1. Entries leave in the order of their numbers, pipelined; one replica at a time does it, by a lease.
 * 2. An entry is taken out after its acknowledgement. Who dies in between leaves it to the next: the bus knows the ids.
 * 3. Nothing waits for an entry that the bus refuses for good: it is told in the log and taken out.
 * 4. No transaction is open while something is published.
 */
import type { Bus, Clock, Timer } from "@troupe/bus";
import { type CloudEvent, TroupeError } from "@troupe/contracts";
import type { Logger } from "@troupe/service";
import type { Database } from "./database.js";
import { eventOfFact, type Fact } from "./domain/facts.js";

const BATCH = 500;
const SOON_MS = 20;
const BACKOFF_MS = [200, 500, 1000, 2000];

interface Entry {
  readonly seq: number;
  readonly event: CloudEvent | null;
  readonly group: string | null;
  readonly fact: Fact | null;
}

export interface Relay {
  /** Looks for entries from now on, from time to time. */
  start(): void;
  /** Looks for entries now: after a commit that somebody waits for. */
  wake(): void;
  /** Looks for entries soon, many commits at once. */
  wakeSoon(): void;
  /** Publishes what there is; resolves with how many left. */
  flush(): Promise<number>;
  close(): Promise<void>;
}

export interface RelayContext {
  readonly database: Database;
  readonly bus: Pick<Bus, "publish">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of this process, unlike any other. */
  readonly owner: string;
  readonly pollMs: number;
}

export function createRelay({ database, bus, clock, logger, owner, pollMs }: RelayContext): Relay {
  let running: Promise<number> | undefined;
  let isAsked = false;
  let isClosed = false;
  let timer: Timer | undefined;
  let soon: Timer | undefined;
  let failures = 0;

  async function take(published: readonly number[]): Promise<readonly Entry[]> {
    const sql = "select missions.take_outbox($1, $2, $3) as entries";
    const [row] = await database.allRows<{ entries: Entry[] | null }>(sql, [owner, JSON.stringify(published), BATCH]);
    return row?.entries ?? [];
  }

  /** True when it needs no further try. */
  async function publish({ event, fact, group, seq }: Entry): Promise<boolean> {
    const leaving = event ?? (fact === null ? undefined : eventOfFact(fact));
    if (leaving === undefined) return true;
    try {
      await (group === null ? bus.publish(leaving) : bus.publish(leaving, { group }));
      return true;
    } catch (error) {
      const isFinal = error instanceof TroupeError && !error.retryable;
      if (isFinal) logger.error({ err: error, seq, event: leaving.id }, "an event of a mission cannot be published");
      return isFinal;
    }
  }

  async function drain(): Promise<number> {
    let left = 0;
    let published: number[] = [];
    for (;;) {
      isAsked = false;
      const entries = await take(published);
      published = [];
      if (entries.length === 0) {
        if (!isAsked) return left;
        continue;
      }
      const outcomes = await Promise.all(entries.map(publish));
      published = entries.filter((_, at) => outcomes[at]).map(({ seq }) => seq);
      left += published.length;
      if (published.length < entries.length) {
        await take(published);
        throw new TroupeError("BUS_UNAVAILABLE", `${entries.length - published.length} events wait to be published`);
      }
      failures = 0;
    }
  }

  function flush(): Promise<number> {
    isAsked = true;
    running ??= drain().finally(() => {
      running = undefined;
    });
    return running;
  }

  function again(afterMs: number): void {
    timer?.cancel();
    if (!isClosed) timer = clock.after(afterMs, tick);
  }

  function wake(): void {
    if (isClosed) return;
    flush().catch((error: unknown) => {
      const waitMs = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
      if (failures === 0) logger.warn({ err: error }, "what missions tell cannot be published and is tried again");
      failures += 1;
      again(waitMs);
    });
  }

  function tick(): void {
    again(pollMs);
    wake();
  }

  function wakeSoon(): void {
    if (isClosed || soon !== undefined || running !== undefined) {
      isAsked = true;
      return;
    }
    soon = clock.after(SOON_MS, () => {
      soon = undefined;
      wake();
    });
  }

  return {
    start: tick,
    wake,
    wakeSoon,
    flush,
    async close() {
      isClosed = true;
      timer?.cancel();
      soon?.cancel();
      await running?.catch(() => {});
      await database.allRows("select missions.leave_outbox($1)", [owner]).catch(() => {});
    },
  };
}
