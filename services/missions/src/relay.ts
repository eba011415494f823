/**
 * The relay: publishes what decisions left in the outbox.
 *
 * 1. What a command of this process decided is handed over as it was committed, and published in that order, pipelined.
 *    Facts leave after the answers to those who asked: whoever waits for an end hears of it first.
 *    Facts that nobody waits for stay in the queue a little while, so that much of it leaves at once; whatever fact is
 *    behind them takes them along. What goes to other topics than facts do has no order with them, and goes first.
 * 2. An entry is taken out of the table after its acknowledgement. Who dies in between leaves it to the next.
 * 3. One replica at a time, by a lease, looks into the table for what was left: what was there at its last look as well.
 *    What is published twice is stored once, by its id.
 * 4. Nothing waits for an entry that the bus refuses for good: it is told in the log and taken out.
 * 5. No transaction is open while something is published.
 */
import type { Bus, Clock, Timer } from "@troupe/bus";
import { type CloudEvent, type Topic, TroupeError } from "@troupe/contracts";
import type { Logger } from "@troupe/service";
import type { Database, Sent } from "./database.js";
import { eventOfFact, FACT_TOPICS, type Fact } from "./domain/facts.js";

const BATCH = 500;
const SOON_MS = 20;
const CLEAR_MS = 200;

/** One line of the outbox. */
export interface Entry {
  readonly seq: number;
  readonly event: CloudEvent | null;
  readonly group: string | null;
  /** Absent beside an event. */
  readonly fact?: Fact | null;
}

/** Requests at once and facts after this turn's answers; all of it after them; or together with what follows. */
export type When = "now" | "next" | "soon";

export interface Relay {
  /** Publishes what earlier lives left, and looks for leftovers from time to time. */
  start(): void;
  /** Takes over what a commit of this process left; at once, or together with what follows. */
  handOver(sent: Sent, when: When): void;
  /** Publishes everything there is, of other replicas too; resolves with how many entries left. */
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

/** Facts of what goes on, and of no end: whoever waits hears the request, or what comes of it. */
const PATIENT: ReadonlySet<string> = new Set(["task.created", "task.started", "task.stepped"]);

const isPatient = ({ fact }: Entry): boolean => fact != null && PATIENT.has(fact.type);

/** What goes to topics without facts, and the rest, each in its order. */
function parted(sent: readonly Entry[]): [Entry[], Entry[]] {
  const [first, behind]: [Entry[], Entry[]] = [[], []];
  for (const entry of sent) {
    const hasFacts = entry.event === null || (FACT_TOPICS as readonly Topic[]).includes(entry.event.topic);
    (hasFacts ? behind : first).push(entry);
  }
  return [first, behind];
}

export function createRelay({ database, bus, clock, logger, owner, pollMs }: RelayContext): Relay {
  let queue: Entry[] = [];
  let published: number[] = [];
  /** Entries that this process publishes, or has published and not taken out yet. */
  const known = new Set<number>();
  const underWay = new Set<Promise<unknown>>();
  let soon: Timer | undefined;
  let next: NodeJS.Immediate | undefined;
  let clearing: Timer | undefined;
  let polling: Timer | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  let isStarted = false;
  let isClosed = false;
  let isTroubled = false;
  let seen = 0;
  let count = 0;

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const done = (): void => void underWay.delete(work);
    work.then(done, done);
    return work;
  };

  async function publish({ event, fact, group, seq }: Entry): Promise<void> {
    const leaving = event ?? (fact == null ? undefined : eventOfFact(fact));
    try {
      if (leaving !== undefined) await (group === null ? bus.publish(leaving) : bus.publish(leaving, { group }));
    } catch (error) {
      if (!(error instanceof TroupeError) || error.retryable) {
        known.delete(seq);
        if (!isTroubled) logger.warn({ err: error }, "what missions tell cannot be published and is tried again");
        isTroubled = true;
        return;
      }
      logger.error({ err: error, seq, event: leaving?.id }, "an event of a mission cannot be published");
    }
    count += 1;
    isTroubled = false;
    published.push(seq);
    if (published.length >= BATCH) clear();
    else clearing ??= clock.after(CLEAR_MS, clear);
  }

  function publishAll(entries: readonly Entry[]): Promise<unknown> {
    for (const entry of entries) known.add(entry.seq);
    return Promise.all(entries.map((entry) => track(publish(entry))));
  }

  function clear(): void {
    clearing?.cancel();
    clearing = undefined;
    const gone = published;
    published = [];
    if (gone.length === 0) return;
    const cleared = database.allRows("select missions.clear_outbox($1)", [JSON.stringify(gone)]).then(
      () => {
        for (const seq of gone) known.delete(seq);
      },
      () => {
        published.push(...gone);
        if (!isClosed) clearing ??= clock.after(pollMs, clear);
      },
    );
    void track(cleared);
  }

  function publishQueue(): void {
    soon?.cancel();
    soon = undefined;
    clearImmediate(next);
    next = undefined;
    const entries = queue;
    queue = [];
    void publishAll(entries);
  }

  /** Publishes what the table holds and this process does not know; patiently, what was there at the last look. */
  async function sweep(isPatient: boolean): Promise<void> {
    let after = 0;
    while (!isClosed) {
      const sql = "select missions.read_outbox($1, $2, $3) as entries";
      const [row] = await database.allRows<{ entries: Entry[] | null }>(sql, [owner, after, BATCH]);
      const entries = row?.entries;
      if (entries == null) return;
      const left = entries.filter(({ seq }) => !known.has(seq) && (!isPatient || seq <= seen));
      await publishAll(left);
      const last = entries.at(-1)?.seq ?? after;
      if (entries.length < BATCH) {
        seen = last;
        return;
      }
      after = last;
    }
  }

  function poll(): void {
    const swept = sweep(true).catch((error: unknown) => {
      if (!isTroubled) logger.warn({ err: error }, "the outbox cannot be read and is read again");
      isTroubled = true;
    });
    sweeping = swept.then(() => {
      if (!isClosed) polling = clock.after(pollMs, poll);
    });
  }

  return {
    start() {
      isStarted = true;
      seen = Number.MAX_SAFE_INTEGER;
      poll();
    },
    handOver(sent, when) {
      if (!isStarted || isClosed) return;
      if (sent === null) {
        publishQueue();
        void track(sweep(false).catch(() => {}));
        return;
      }
      const [first, behind] = when === "now" ? parted(sent) : [[], sent];
      if (first.length > 0) void publishAll(first);
      queue.push(...behind);
      if (queue.length >= BATCH) publishQueue();
      else if (when !== "soon" && !behind.every(isPatient)) next ??= setImmediate(publishQueue);
      else if (queue.length > 0) soon ??= clock.after(SOON_MS, publishQueue);
    },
    async flush() {
      const before = count;
      publishQueue();
      await Promise.allSettled([...underWay]);
      await track(sweep(false));
      clear();
      await Promise.allSettled([...underWay]);
      return count - before;
    },
    async close() {
      publishQueue();
      isClosed = true;
      polling?.cancel();
      await sweeping;
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
      clear();
      await Promise.allSettled([...underWay]);
      await database.allRows("select missions.leave_outbox($1)", [owner]).catch(() => {});
    },
  };
}
