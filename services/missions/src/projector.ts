/**
 * The projector: what events that others publish mean for missions, tasks and waits.
 *
 * 1. Each tenant that has missions or tasks has a durable group over all topics, joined by every replica.
 * 2. What arrives together is handled together, in one statement: it notes events and witnesses those that mean more,
 *    in order. Deciding again what was decided changes nothing, so a redelivery does not either.
 * 3. A tenant is read from shortly before its first mission or task; the table of tenants says since when.
 * 4. While the database is away deliveries are held, and nothing is skipped. Their leases are short and kept, so that
 *    what a replica held that crashed is soon another's.
 * 5. Facts (told by ourselves) and requests (mostly ours) change little here: they wait a moment for what comes after them.
 */
import { type Bus, type Clock, type GroupSession, type LeasedEvent, LeaseKeeper, type Timer } from "@troupe/bus";
import { TOPICS } from "@troupe/contracts";
import type { Logger } from "@troupe/service";
import type { Database, Sent } from "./database.js";
import { isFact } from "./domain/facts.js";
import { keepable } from "./domain/keepable.js";

/** Durable group of the missions service. */
export const PROJECTOR_GROUP = "troupe.missions";

const CREDIT = 1000;
const MARGIN_MS = 60_000;
const LEASE_MS = 10_000;
const RETRY_MS = 500;
const LONGEST_RETRY_MS = 5000;
const POLL_MS = 5000;
/** How long what is not urgent is held, and how much of it. */
const HOLD_MS = 20;
const MAX_HELD = 500;

export interface Projector {
  /** Reads every tenant known, and those that come. */
  start(): void;
  /** Makes sure that a tenant's events are read. */
  know(tenant: string): Promise<void>;
  /** Resolves with whether there was something; then everything stored by now has been handled. */
  flush(): Promise<boolean>;
  close(): Promise<void>;
}

export interface ProjectorContext {
  readonly database: Database;
  readonly bus: Pick<Bus, "join" | "groups">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pollMs: number;
  /** Takes what was decided. */
  readonly sent: (entries: Sent) => void;
}

export function createProjector({ database, bus, clock, logger, pollMs, sent }: ProjectorContext): Projector {
  const known = new Map<string, Promise<void>>();
  const sessions = new Map<string, GroupSession | "joining">();
  const readers = new Set<Promise<void>>();
  const pauses = new Set<() => void>();
  const moments = new Set<() => void>();
  let isStarted = false;
  let isClosed = false;
  let handled = 0;
  let isHurried = false;

  /** Resolves after a while, or when whoever has the set ends it. */
  function pause(afterMs: number, among = pauses): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        timer.cancel();
        among.delete(end);
        resolve();
      };
      const timer: Timer = clock.after(afterMs, end);
      among.add(end);
    });
  }

  async function remember(tenant: string): Promise<void> {
    const since = new Date(clock.now() - MARGIN_MS).toISOString();
    await database.rows(
      tenant,
      "insert into missions.tenants (tenant_id, since) values ($1, $2) on conflict (tenant_id) do nothing",
      [tenant, since],
    );
    if (isStarted) join(tenant, since);
  }

  function join(tenant: string, since: string): void {
    if (isClosed || sessions.has(tenant)) return;
    sessions.set(tenant, "joining");
    const reader = read(tenant, since).finally(() => readers.delete(reader));
    readers.add(reader);
  }

  async function read(tenant: string, since: string): Promise<void> {
    for (let failures = 0; !isClosed; failures += 1) {
      try {
        const session = await bus.join(tenant, {
          group: PROJECTOR_GROUP,
          topics: [...TOPICS],
          types: [],
          credit: CREDIT,
          from: { time: since },
          policy: { maxAttempts: 100, backoffMs: [500, 2000, 10_000], leaseMs: LEASE_MS },
          update: true,
        });
        sessions.set(tenant, session);
        if (isClosed) await session.stop();
        await attend(tenant, session).finally(() => session.drain(0));
        failures = 0;
      } catch (error) {
        if (failures === 0) logger.warn({ err: error, tenant }, "events cannot be read and are tried again");
      }
      sessions.set(tenant, "joining");
      if (!isClosed) await pause(RETRY_MS);
    }
  }

  /** Handles what comes, what is not urgent together with what follows it. */
  async function attend(tenant: string, session: GroupSession): Promise<void> {
    const batches = session[Symbol.asyncIterator]();
    const leases = new LeaseKeeper(clock);
    const take = async () => {
      const got = await batches.next();
      // What is lost comes again, which changes nothing that was decided.
      for (const leased of got.done ? [] : got.value) leases.hold(leased, () => undefined);
      return got;
    };
    try {
      let next = take();
      let held: LeasedEvent[] = [];
      for (;;) {
        const got = await (held.length === 0 ? next : Promise.race([next, moment()]));
        if (got !== undefined) {
          if (got.done) break;
          held.push(...got.value);
          next = take();
        }
        if (got === undefined || held.length >= MAX_HELD || held.some(isUrgent)) {
          await handle(tenant, held, leases);
          held = [];
        }
      }
      if (held.length > 0) await handle(tenant, held, leases);
    } finally {
      leases.releaseAll();
    }
  }

  /** Resolves when what is held waits no longer. */
  function moment(): Promise<undefined> {
    if (isHurried) return Promise.resolve(undefined);
    return pause(HOLD_MS, moments).then(() => undefined);
  }

  async function handle(tenant: string, batch: readonly LeasedEvent[], leases: LeaseKeeper): Promise<void> {
    const foreign = batch.filter(({ event }) => !isFact(event));
    for (let failures = 0; foreign.length > 0 && !isClosed; failures += 1) {
      try {
        await project(tenant, foreign);
        break;
      } catch (error) {
        if (failures === 0) logger.warn({ err: error, tenant }, "events cannot be projected and are tried again");
        await pause(Math.min(RETRY_MS * (failures + 1), LONGEST_RETRY_MS));
      }
    }
    if (isClosed && foreign.length > 0) return;
    for (const leased of batch) leases.release(leased);
    await Promise.all(batch.map((leased) => leased.settle({ outcome: "ack" })));
    handled += batch.length;
  }

  async function project(tenant: string, batch: readonly LeasedEvent[]): Promise<void> {
    const events = batch.map(({ event, storedAt }) => keepable({ ...event, storedat: timeOf(storedAt) }));
    const args = [database.now(), database.settings, `[${events.join(",")}]`];
    const failed = await database.decide<object[]>("project", tenant, args, sent);
    for (const each of failed) logger.error({ ...each, tenant }, "an event could not be projected");
  }

  async function findTenants(): Promise<void> {
    const rows = await database.allRows<{ tenant_id: string; since: string }>(
      "select tenant_id, missions.iso(since) as since from missions.tenants",
    );
    for (const { tenant_id, since } of rows) {
      known.set(tenant_id, Promise.resolve());
      join(tenant_id, since);
    }
  }

  async function look(): Promise<void> {
    while (!isClosed) {
      await findTenants().catch((error: unknown) => logger.warn({ err: error }, "tenants cannot be read"));
      if (!isClosed) await pause(Math.max(POLL_MS, pollMs));
    }
  }

  return {
    start() {
      isStarted = true;
      void look();
    },
    know(tenant) {
      const asked = known.get(tenant) ?? remember(tenant);
      known.set(tenant, asked);
      asked.catch(() => known.delete(tenant));
      return asked;
    },
    async flush() {
      const before = handled;
      // Whoever asks for this moves the clock by hand: nothing waits for it any more.
      isHurried = true;
      for (const tenant of known.keys()) {
        while (!isClosed && (await isBehind(tenant))) {
          for (const end of [...moments]) end();
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      return handled > before;
    },
    async close() {
      isClosed = true;
      for (const end of [...pauses, ...moments]) end();
      await Promise.all([...sessions.values()].map((session) => (session === "joining" ? undefined : session.stop())));
      await Promise.all(readers);
    },
  };

  async function isBehind(tenant: string): Promise<boolean> {
    const session = sessions.get(tenant);
    if (session === undefined || session === "joining") return session === "joining";
    const status = await bus.groups.get(tenant, PROJECTOR_GROUP);
    return status !== undefined && status.lag + status.pending > 0;
  }
}

const timeOf = (ms: number): string => new Date(ms).toISOString();

/** Whether somebody may be waiting for what an event means: it is no fact, and no request. */
const isUrgent = ({ event }: LeasedEvent): boolean => event.topic !== "action-requests" && !isFact(event);
