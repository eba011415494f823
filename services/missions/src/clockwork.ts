/**
 * The clockwork: carries out what is due.
 *
 * 1. One timer of the process stands at the earliest due time it knows of; every look at the tables sets it anew.
 * 2. A command tells of what it made due (`before`), so nothing is looked up after each.
 * 3. Due times of other replicas are found by looking from time to time.
 * 4. After a time in which agents could not be heard (before the start, or without the database) none of them is lost for it.
 * 5. Carrying out is looked at again under its lock, so replicas that do the same do it once.
 */
import type { Clock, Timer } from "@troupe/bus";
import type { Logger } from "@troupe/service";
import type { Database, Sent } from "./database.js";

const BATCH = 200;
const PUT_OFF_MS = 5000;

interface DueTimer {
  readonly tenant: string;
  readonly id: string;
  readonly kind: string;
  readonly task: string | null;
  readonly key: string | null;
}

interface Due {
  readonly timers: readonly DueTimer[];
  readonly runs: readonly { readonly tenant: string; readonly id: string }[];
  readonly next: string | null;
}

/** A wait whose event may have come before it was registered. */
export interface Lookback {
  readonly tenant: string;
  readonly task: string;
  readonly key: string;
  readonly timer: string;
}

export interface Clockwork {
  start(): void;
  /** Something falls due at `dueMs`. */
  before(dueMs: number): void;
  /** Carries out what is due; resolves with how much. */
  flush(): Promise<number>;
  close(): Promise<void>;
}

export interface ClockworkContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pollMs: number;
  /** Takes what was decided. */
  readonly sent: (entries: Sent) => void;
  readonly lookBack: (wait: Lookback) => Promise<void>;
}

export function createClockwork(context: ClockworkContext): Clockwork {
  const { database, clock, logger, pollMs } = context;
  let running: Promise<number> | undefined;
  let timer: Timer | undefined;
  let timerDue = Number.POSITIVE_INFINITY;
  let isStarted = false;
  let isClosed = false;
  let isAsked = false;
  let wasDeaf = true;

  function before(dueMs: number): void {
    if (!isStarted || isClosed || dueMs >= timerDue) return;
    timer?.cancel();
    timerDue = dueMs;
    timer = clock.after(Math.max(0, dueMs - clock.now()), tick);
  }

  function tick(): void {
    timerDue = Number.POSITIVE_INFINITY;
    flush().catch((error: unknown) => {
      wasDeaf = true;
      logger.warn({ err: error }, "what is due cannot be carried out and is tried again");
      before(clock.now() + pollMs);
    });
  }

  async function carryOut({ timers, runs }: Due): Promise<void> {
    const plain = timers.filter(({ kind }) => kind !== "lookback");
    for (const [tenant, group] of byTenant(plain)) {
      const ids = JSON.stringify(group.map(({ id }) => id));
      const args = [database.now(), database.settings, ids];
      const failed = await database.decide<object[]>("fire_all", tenant, args, context.sent);
      for (const each of failed) logger.error({ ...each, tenant }, "a timer failed and is put off");
    }
    for (const [tenant, group] of byTenant(runs)) {
      const ids = JSON.stringify(group.map(({ id }) => id));
      await database.decide("lose_runs", tenant, [database.now(), database.settings, ids], context.sent);
    }
    await Promise.all(timers.filter(({ kind }) => kind === "lookback").map(lookBack));
  }

  async function lookBack({ tenant, id, task, key }: DueTimer): Promise<void> {
    try {
      await context.lookBack({ tenant, task: task ?? "", key: key ?? "", timer: id });
    } catch (error) {
      logger.warn({ err: error, tenant, task, key }, "a look back failed and is put off");
      const sql = "update missions.timers set due_at = $3 where tenant_id = $1 and id = $2";
      await database.rows(tenant, sql, [tenant, id, new Date(clock.now() + PUT_OFF_MS).toISOString()]);
    }
  }

  async function drain(): Promise<number> {
    let done = 0;
    if (wasDeaf) await database.allRows("select missions.bear_with_runs($1)", [database.now()]);
    wasDeaf = false;
    for (;;) {
      isAsked = false;
      const [row] = await database.allRows<{ due: Due }>("select missions.due($1, $2) as due", [database.now(), BATCH]);
      if (row === undefined) return done;
      const count = row.due.timers.length + row.due.runs.length;
      if (count === 0 && !isAsked) {
        before(
          Math.min(clock.now() + pollMs, row.due.next === null ? Number.POSITIVE_INFINITY : Date.parse(row.due.next)),
        );
        return done;
      }
      done += count;
      await carryOut(row.due);
    }
  }

  function flush(): Promise<number> {
    isAsked = true;
    running ??= drain().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    start() {
      isStarted = true;
      tick();
    },
    before,
    flush,
    async close() {
      isClosed = true;
      timer?.cancel();
      await running?.catch(() => {});
    },
  };
}

function byTenant<T extends { readonly tenant: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.tenant);
    if (group === undefined) groups.set(item.tenant, [item]);
    else group.push(item);
  }
  return groups;
}
