import { sql } from "drizzle-orm";
import { type Logger, silentLogger } from "../logger.js";
import type { Store, Tx } from "../store.js";

/*
 * What a transaction decides to tell others leaves after its commit, at least once.
 * 1. `enqueue` writes entries in the transaction that decides them: both are kept, or neither.
 * 2. A relay claims an entry by moving its due time ahead by a lease, delivers it outside any transaction, and deletes
 *    it; a relay that dies in between leaves it to the next one. So a receiver sees it at least once: give events ids
 *    of their own in the payload.
 * 3. Only the oldest entry of a (service, tenant, key) is claimed: entries of one key leave in order, one at a time.
 * 4. A failed delivery is tried again with back-off for as long as it takes; nothing is given up.
 */

/** Something to tell once the transaction is committed. */
export interface OutboxMessage {
  readonly tenant: string;
  readonly kind: string;
  /** Entries of one key leave in order. */
  readonly key: string;
  readonly payload: unknown;
}

export interface OutboxEntry extends OutboxMessage {
  /** 1 for the first try. */
  readonly attempt: number;
}

/** The time, in milliseconds since the epoch, and a timer; `Clock` of the bus fits. */
export interface OutboxClock {
  now(): number;
  after(afterMs: number, fire: () => void): { cancel(): void };
}

export interface OutboxOptions {
  readonly store: Store;
  /** Entries of other services are not touched. */
  readonly service: string;
  readonly clock: OutboxClock;
  /** Rejects when the entry must be tried again. */
  readonly deliver: (entry: OutboxEntry) => Promise<void>;
  readonly logger?: Logger;
  /** How often other replicas' leftovers are looked for, in milliseconds; 2 s when absent. */
  readonly pollMs?: number;
}

/** The relay of one process. */
export interface Outbox {
  /** Looks for entries from now on, from time to time. */
  start(): void;
  /** Looks for entries now: call it after a commit. */
  wake(): void;
  /** Delivers what is due; resolves with how many entries left. */
  flush(): Promise<number>;
  /** Waits for deliveries under way, and stops. */
  close(): Promise<void>;
}

const LEASE_MS = 30_000;
const BATCH = 100;
const BACKOFF_MS = [500, 1000, 2000, 5000, 10_000, 30_000];

const timestamp = (ms: number) => new Date(ms).toISOString();

/** Writes messages into the outbox, in the caller's transaction; `nowMs` is the clock's. */
export async function enqueue(
  tx: Tx,
  service: string,
  messages: readonly OutboxMessage[],
  nowMs: number,
): Promise<void> {
  for (const { tenant, kind, key, payload } of messages) {
    await tx.execute(sql`
      insert into troupe.outbox (tenant_id, service, kind, key, payload, due_at)
      values (${tenant}, ${service}, ${kind}, ${key}, ${JSON.stringify(payload)}::jsonb, ${timestamp(nowMs)}::timestamptz)`);
  }
}

interface Claimed extends OutboxEntry, Record<string, unknown> {
  readonly seq: number;
}

function claim(store: Store, service: string, nowMs: number): Promise<Claimed[]> {
  return store.withSystem((tx) =>
    tx.execute<Claimed>(sql`
      with heads as (
        select seq from troupe.outbox o
        where service = ${service} and due_at <= ${timestamp(nowMs)}::timestamptz
          and not exists (select from troupe.outbox e where e.service = o.service and e.tenant_id = o.tenant_id
            and e.key = o.key and e.seq < o.seq)
        order by seq limit ${BATCH} for update of o skip locked)
      update troupe.outbox o set due_at = ${timestamp(nowMs + LEASE_MS)}::timestamptz, attempts = attempts + 1
      from heads where o.seq = heads.seq
      returning o.seq, o.tenant_id as tenant, o.kind, o.key, o.payload, o.attempts as attempt`),
  );
}

function settle(store: Store, entry: Claimed, failure: unknown, nowMs: number): Promise<unknown> {
  return store.withSystem((tx) => {
    if (failure === undefined) return tx.execute(sql`delete from troupe.outbox where seq = ${entry.seq}`);
    const waitMs = BACKOFF_MS[Math.min(entry.attempt, BACKOFF_MS.length) - 1] ?? 0;
    return tx.execute(sql`
      update troupe.outbox set due_at = ${timestamp(nowMs + waitMs)}::timestamptz, last_error = ${String(failure)}
      where seq = ${entry.seq}`);
  });
}

/** The relay of a service's outbox; it delivers when woken, and by itself once started. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, service, clock, deliver, logger = silentLogger, pollMs = 2000 } = options;
  let running: Promise<number> | undefined;
  let isAsked = false;
  let isClosed = false;
  let timer: ReturnType<OutboxClock["after"]> | undefined;

  async function deliverOne(entry: Claimed): Promise<boolean> {
    let failure: unknown;
    try {
      await deliver(entry);
    } catch (error) {
      failure = error ?? new Error("rejected");
      logger.warn({ err: error, service, kind: entry.kind, attempt: entry.attempt }, "outbox delivery failed");
    }
    await settle(store, entry, failure, clock.now());
    return failure === undefined;
  }

  async function drain(): Promise<number> {
    let left = 0;
    for (;;) {
      isAsked = false;
      const entries = await claim(store, service, clock.now());
      const outcomes = await Promise.all(entries.map(deliverOne));
      const delivered = outcomes.filter(Boolean).length;
      left += delivered;
      if (delivered === 0 && !isAsked) return left;
    }
  }

  function flush(): Promise<number> {
    isAsked = true;
    running ??= drain().finally(() => {
      running = undefined;
    });
    return running;
  }

  function wake(): void {
    if (isClosed) return;
    flush().catch((error: unknown) => logger.warn({ err: error, service }, "the outbox cannot be read"));
  }

  function tick(): void {
    if (isClosed) return;
    wake();
    timer = clock.after(pollMs, tick);
  }

  return {
    start: tick,
    wake,
    flush,
    async close() {
      isClosed = true;
      timer?.cancel();
      await running?.catch(() => {});
    },
  };
}
