import { sql } from "drizzle-orm";
import { type Logger, silentLogger } from "../logger.js";
import type { Store } from "../store.js";
import {
  type ClaimedEntry,
  claimEntries,
  type EntryOutcome,
  enqueue,
  type OutboxEntry,
  type OutboxMessage,
  settleEntries,
} from "./entries.js";
import { createHandOver, HANDED_LEASE_MS, type HandedEntry, type HandedOutcome } from "./handed.js";

/*
 * What a transaction decides to tell others leaves after its commit, at least once.
 * 1. `enqueue` writes entries in the transaction that decides them: both are kept, or neither.
 * 2. A relay claims entries by moving their due time ahead by a lease, delivers them outside any transaction, and
 *    deletes them; a relay that dies in between leaves them to the next one. So a receiver sees each at least once:
 *    give events ids of their own in the payload.
 * 3. An entry is claimed only by the relay that holds all earlier ones of its (service, tenant, key), and delivered
 *    after them: entries of one key leave in order, one at a time; keys do not wait for one another.
 * 4. A failed delivery is tried again with back-off for as long as it takes; what follows it in its key waits untried.
 *    Nothing is given up.
 * 5. One transaction a turn settles what the last claim became and claims anew.
 * 6. An entry that is committed before `wake` is called is claimed by the turn under way or by the next one: the relay
 *    ends only in the same step that finds nobody has asked.
 * 7. What a writer hands over (`handed.ts`) leaves at once and is settled by the turns.
 */

export { enqueue, HANDED_LEASE_MS, type HandedEntry, type OutboxEntry, type OutboxMessage };

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
  /** Delivers at once what a commit of this process wrote with a due time of {@link HANDED_LEASE_MS} ahead. */
  handOver(entry: HandedEntry): void;
  /** Delivers what is due; resolves with how many entries left. */
  flush(): Promise<number>;
  /** Waits for deliveries under way, and stops. */
  close(): Promise<void>;
}

/** Longer than a batch of one key takes, so that no second relay takes it up. */
const LEASE_MS = 30_000;
const BATCH = 100;
/** A claim or a removal that a crash of the database undoes is done again: nothing waits for the disk. */
const NOT_AWAITED = sql`select set_config('synchronous_commit', 'off', true)`;
const BACKOFF_MS = [500, 1000, 2000, 5000, 10_000, 30_000];

function byKey(entries: readonly ClaimedEntry[]): readonly (readonly ClaimedEntry[])[] {
  const runs = new Map<string, ClaimedEntry[]>();
  for (const entry of entries) {
    const name = JSON.stringify([entry.tenant, entry.key]);
    const run = runs.get(name);
    if (run === undefined) runs.set(name, [entry]);
    else run.push(entry);
  }
  return [...runs.values()];
}

/** The relay of a service's outbox; it delivers when woken, and by itself once started. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, service, clock, deliver, logger = silentLogger, pollMs = 2000 } = options;
  let running: Promise<number> | undefined;
  let isAsked = false;
  let isClosed = false;
  let poll: ReturnType<OutboxClock["after"]> | undefined;
  let retry: ReturnType<OutboxClock["after"]> | undefined;

  async function deliverOne(entry: ClaimedEntry): Promise<EntryOutcome> {
    try {
      await deliver(entry);
      return { entry, is: "delivered" };
    } catch (error) {
      logger.warn({ err: error, service, kind: entry.kind, attempt: entry.attempt }, "outbox delivery failed");
      const waitMs = BACKOFF_MS[Math.min(entry.attempt, BACKOFF_MS.length) - 1] ?? 0;
      return { entry, is: "failed", error: String(error), waitMs };
    }
  }

  /** Entries of one key, in order, up to the first that fails or until half of the lease is over. */
  async function deliverKey(entries: readonly ClaimedEntry[], untilMs: number): Promise<EntryOutcome[]> {
    const outcomes: EntryOutcome[] = [];
    let goesOn = true;
    for (const entry of entries) {
      goesOn &&= outcomes.length === 0 || clock.now() < untilMs;
      const outcome: EntryOutcome = goesOn ? await deliverOne(entry) : { entry, is: "untried" };
      outcomes.push(outcome);
      goesOn &&= outcome.is === "delivered";
    }
    return outcomes;
  }

  async function deliverAll(entries: readonly ClaimedEntry[]): Promise<EntryOutcome[]> {
    const untilMs = clock.now() + LEASE_MS / 2;
    const outcomes = await Promise.all(byKey(entries).map((run) => deliverKey(run, untilMs)));
    return outcomes.flat();
  }

  const handOver = createHandOver({
    clock,
    deliver: (entry) => deliver({ ...entry, attempt: 1 }),
    settle: () => (isClosed ? undefined : look()),
  });

  function outcomeOf(outcome: HandedOutcome): EntryOutcome {
    const entry = { seq: outcome.seq, attempt: 1 };
    if (outcome.is === "delivered") return { entry, is: "delivered" };
    if (outcome.is === "left") return { entry, is: "untried" };
    logger.warn({ err: outcome.error, service }, "outbox delivery failed");
    return { entry, is: "failed", error: outcome.error, waitMs: BACKOFF_MS[0] ?? 0 };
  }

  /** Settles the last turn's entries, and those handed over, and claims the next. */
  async function turn(outcomes: readonly EntryOutcome[]): Promise<ClaimedEntry[]> {
    const handed = handOver.outcomes();
    const all = [...outcomes, ...handed.map(outcomeOf)];
    try {
      const claimed = await store.withSystem(async (tx) => {
        const nowMs = clock.now();
        await tx.execute(NOT_AWAITED);
        await settleEntries(tx, all, nowMs);
        return isClosed ? [] : claimEntries(tx, { service, nowMs, leaseMs: LEASE_MS, limit: BATCH });
      });
      handOver.settled(handed);
      retryAfter(Math.min(...all.flatMap((outcome) => (outcome.is === "failed" ? [outcome.waitMs] : []))));
      return claimed;
    } catch (error) {
      handOver.unsettled(handed);
      throw error;
    }
  }

  async function drain(): Promise<number> {
    let left = 0;
    let outcomes: EntryOutcome[] = [];
    try {
      for (;;) {
        isAsked = false;
        const entries = await turn(outcomes);
        if (entries.length === 0 && (isClosed || !isAsked)) return left;
        outcomes = await deliverAll(entries);
        left += outcomes.filter(({ is }) => is === "delivered").length;
      }
    } finally {
      running = undefined;
    }
  }

  function retryAfter(waitMs: number): void {
    if (isClosed || poll === undefined || waitMs >= pollMs) return;
    retry?.cancel();
    retry = clock.after(waitMs, wake);
  }

  function relay(): Promise<number> {
    isAsked = true;
    running ??= drain();
    return running;
  }

  function look(): void {
    relay().catch((error: unknown) => logger.warn({ err: error, service }, "the outbox cannot be read"));
  }

  function wake(): void {
    if (isClosed) return;
    handOver.hurry();
    look();
  }

  function tick(): void {
    if (isClosed) return;
    look();
    poll = clock.after(pollMs, tick);
  }

  return {
    start: tick,
    wake,
    handOver: (entry) => handOver.take(entry),
    async flush() {
      handOver.hurry();
      await handOver.idle();
      return relay();
    },
    async close() {
      poll?.cancel();
      retry?.cancel();
      handOver.hurry();
      await handOver.idle();
      isClosed = true;
      await running?.catch(() => {});
      await turn([]).catch(() => {});
    },
  };
}
