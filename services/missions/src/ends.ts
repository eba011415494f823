/**
 * Those who wait for the end of a task or a mission.
 * 1. Who waits is enlisted before it is read, so no end falls between.
 * 2. What ends by a call of this process is told with its row where the call has it, else by its fact, and is read again.
 * 3. What another replica ends is heard from the bus, which is listened to while anybody of the tenant waits, and a
 *    little longer; whatever may have been missed there is read again.
 */
import type { Bus, Clock, Observation, Timer } from "@troupe/bus";
import { isFinal, type Status } from "@troupe/contracts";
import type { Logger } from "@troupe/service";
import type { Sent } from "./database.js";
import { isFact } from "./domain/facts.js";

const ENDS = ["task", "mission"].flatMap((what) =>
  ["succeeded", "failed", "timed_out", "cancelled"].map((how) => `${what}.${how}`),
);
const LINGER_MS = 30_000;
const RETRY_MS = 1000;

/** What is waited for, and how long at most. */
export interface Awaited {
  readonly tenant: string;
  readonly kind: "task" | "mission";
  readonly waitMs: number;
}

interface Ending {
  readonly id: string;
  readonly status: Status;
}

export interface Ends {
  /** What `read` gives, once it has ended or the time is up. `id` is what it is known by before it is read. */
  wait<T extends Ending>(awaited: Awaited, id: string, first: () => Promise<T>, read: () => Promise<T>): Promise<T>;
  /** A call left a task or a mission like this; whoever waits for its end is answered before this resolves. */
  ended(tenant: string, kind: Awaited["kind"], row: Ending): Promise<void>;
  /** Facts of a commit of this process. */
  told(entries: Sent): void;
  /** Who waits is answered with what is so far. */
  close(): Promise<void>;
}

export interface EndsContext {
  readonly bus: Pick<Bus, "observe">;
  readonly clock: Clock;
  readonly logger: Logger;
}

type News = { readonly row: Ending } | "again" | "over";

/** One who waits; news that nobody took yet is replaced by what says more. */
class Waiter {
  #news: News | undefined;
  #take: ((news: News) => void) | undefined;

  tell(news: News): void {
    if (this.#take !== undefined) {
      this.#take(news);
      this.#take = undefined;
    } else if (typeof this.#news !== "object") this.#news = this.#news === "over" ? "over" : news;
  }

  news(): Promise<News> {
    const known = this.#news;
    this.#news = undefined;
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      this.#take = resolve;
    });
  }
}

/** A tenant whose ends are listened to. */
interface Listening {
  waiting: number;
  isOver: boolean;
  linger?: Timer;
  observation?: Observation;
  /** Ends the pause before it listens again. */
  resume?: () => void;
}

const keyOf = (tenant: string, kind: string, id: string): string => `${tenant}/${kind}/${id}`;

export function createEnds({ bus, clock, logger }: EndsContext): Ends {
  const waiters = new Map<string, Set<Waiter>>();
  const tenants = new Map<string, Listening>();
  const reading = new Set<Promise<void>>();
  let isClosed = false;

  function tell(key: string, news: News): void {
    for (const waiter of waiters.get(key) ?? []) waiter.tell(news);
  }

  function tellAll(tenant: string): void {
    for (const [key, all] of waiters) {
      if (key.startsWith(`${tenant}/`)) for (const waiter of all) waiter.tell("again");
    }
  }

  async function listen(tenant: string, listening: Listening): Promise<void> {
    while (!listening.isOver) {
      try {
        const observation = await bus.observe(tenant, {
          topics: ["task-events", "plan-events"],
          types: ENDS,
          from: "now",
        });
        listening.observation = observation;
        if (listening.isOver) await observation.close();
        tellAll(tenant);
        for await (const batch of observation) {
          for (const seen of batch) {
            if (seen.kind === "gap") tellAll(tenant);
            else if (isFact(seen.event)) endedAt(tenant, seen.event.type, seen.event.taskid, seen.event.missionid);
          }
        }
      } catch (error) {
        logger.warn({ err: error, tenant }, "ends cannot be listened to and are tried again");
      }
      if (!listening.isOver) await pause(listening);
    }
  }

  function pause(listening: Listening): Promise<void> {
    return new Promise((resolve) => {
      const timer = clock.after(RETRY_MS, resolve);
      listening.resume = () => {
        timer.cancel();
        resolve();
      };
    });
  }

  function endedAt(
    tenant: string,
    type: string,
    task: string | null | undefined,
    mission: string | null | undefined,
  ): void {
    if (!ENDS.includes(type)) return;
    const [kind, id] = type.startsWith("task.") ? ["task", task] : ["mission", mission];
    if (id != null) tell(keyOf(tenant, kind, id), "again");
  }

  function enlist(tenant: string, key: string): Waiter {
    const waiter = new Waiter();
    const all = waiters.get(key) ?? new Set();
    waiters.set(key, all.add(waiter));
    const known = tenants.get(tenant);
    const listening: Listening = known ?? { waiting: 0, isOver: false };
    listening.waiting += 1;
    listening.linger?.cancel();
    if (known === undefined) {
      tenants.set(tenant, listening);
      const reader = listen(tenant, listening).finally(() => reading.delete(reader));
      reading.add(reader);
    }
    return waiter;
  }

  function leave(tenant: string, key: string, waiter: Waiter): void {
    const all = waiters.get(key);
    all?.delete(waiter);
    if (all?.size === 0) waiters.delete(key);
    const listening = tenants.get(tenant);
    if (listening === undefined) return;
    listening.waiting -= 1;
    if (listening.waiting === 0) listening.linger = clock.after(LINGER_MS, () => void stop(tenant, listening));
  }

  async function stop(tenant: string, listening: Listening): Promise<void> {
    listening.isOver = true;
    listening.linger?.cancel();
    if (tenants.get(tenant) === listening) tenants.delete(tenant);
    listening.resume?.();
    await listening.observation?.close();
  }

  return {
    async wait({ tenant, kind, waitMs }, id, first, read) {
      if (waitMs <= 0 || isClosed) return first();
      const key = keyOf(tenant, kind, id);
      const waiter = enlist(tenant, key);
      const timer = clock.after(waitMs, () => waiter.tell("over"));
      try {
        for (let now = await first(); ; now = await read()) {
          if (isFinal(now.status) || isClosed) return now;
          const news = await waiter.news();
          if (news === "over") return await read();
          if (typeof news === "object") return news.row as typeof now;
        }
      } finally {
        timer.cancel();
        leave(tenant, key, waiter);
      }
    },
    async ended(tenant, kind, row) {
      const key = keyOf(tenant, kind, row.id);
      if (!isFinal(row.status) || !waiters.has(key)) return;
      tell(key, { row });
      await new Promise((resolve) => setImmediate(resolve));
    },
    told(entries) {
      if (waiters.size === 0) return;
      // The call that ended it goes first, which may have its row.
      setImmediate(() => {
        for (const { fact } of entries ?? []) {
          if (fact != null) endedAt(fact.tenant_id, fact.type, fact.task_id, fact.mission_id);
        }
        if (entries === null) for (const tenant of tenants.keys()) tellAll(tenant);
      });
    },
    async close() {
      isClosed = true;
      for (const all of waiters.values()) for (const waiter of all) waiter.tell("over");
      await Promise.all([...tenants].map(([tenant, listening]) => stop(tenant, listening)));
      await Promise.all(reading);
    },
  };
}
