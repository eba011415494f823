import type { LeasedEvent } from "@troupe/bus";
import { createMemoryBus, type ManualClock, type MemoryBus, manualClock } from "@troupe/bus/memory";
import { type BeginRun, type Begun, type CloudEvent, TOPICS } from "@troupe/contracts";
import { createMissions, type MissionSettings, type Missions, missionsMigrations } from "@troupe/missions";
import { createLogger } from "@troupe/service";
import { openStore, type Store } from "@troupe/store";
import { findPostgres, startPostgres, type TestPostgres } from "@troupe/store/testing";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe } from "vitest";

/** The engine over a database, with the bus in process and a clock moved by hand. */
export interface Bench extends AsyncDisposable {
  readonly store: Store;
  readonly bus: MemoryBus;
  readonly clock: ManualClock;
  readonly missions: Missions;
  readonly tenant: string;
  readonly caller: { tenant: string; subject: string };
  /** Another engine on the same tables and bus. */
  replica(): Missions;
  /** Moves the clock, and lets everything that follows come to rest. */
  advance(ms: number): Promise<void>;
  /** Everything a group of that name would get, once it is asked for. */
  published(type: string): Promise<CloudEvent[]>;
  begin(event: CloudEvent, more?: Partial<BeginRun>): ReturnType<Missions["begin"]>;
  /** The published request of a task, once everything came to rest. */
  request(task: string): Promise<CloudEvent>;
  /** Begins a task by its request; throws unless it may run. */
  run(task: string, more?: Partial<BeginRun>): Promise<Extract<Begun, { state: "run" }>>;
  /** Begins a task and ends it. */
  complete(task: string, result?: unknown): Promise<void>;
  fail(task: string, code?: string): Promise<void>;
  /** Events of a type that reached a group since it was asked last, the wake-ups among them. */
  delivered(group: string, type: string): Promise<CloudEvent[]>;
  /** RFC 3339, so many milliseconds from now. */
  at(afterMs: number): string;
}

let tenants = 0;

export async function openShared(url = "pglite:memory"): Promise<Store> {
  const store = await openStore({ url });
  await store.migrate([missionsMigrations]);
  return store;
}

export async function openBench(store: Store, settings: Partial<MissionSettings> = {}): Promise<Bench> {
  const clock = manualClock();
  const bus = createMemoryBus({ clock });
  tenants += 1;
  const tenant = `t${process.pid}-${tenants}`;
  const caller = { tenant, subject: "tester" };
  const logger = createLogger({ service: "missions", level: process.env.LOG_LEVEL === "debug" ? "debug" : "warn" });
  const open = () =>
    createMissions({ store, bus, clock, ids: v7, logger, settings: { pollMs: 3_600_000, ...settings } });
  const missions = open();
  missions.start();
  const all = [missions];
  const idle = async () => {
    await Promise.all(all.map((each) => each.idle()));
  };
  const begin: Bench["begin"] = (event, more = {}) =>
    missions.begin(caller, {
      event: event as BeginRun["event"],
      agent: "worker",
      group: "worker",
      instance: "worker-1",
      attempt: 1,
      maxAttempts: 5,
      leaseMs: 3_600_000,
      ...more,
    });
  const request: Bench["request"] = async (task) => {
    await idle();
    const event = await bus.find(tenant, task);
    if (event === undefined) throw new Error(`the request of ${task} was not published`);
    return event;
  };
  const run: Bench["run"] = async (task, more) => {
    const begun = await begin(await request(task), more);
    if (begun.state !== "run") throw new Error(`task ${task} is ${begun.state}`);
    return begun;
  };
  const sessions = new Map<string, AsyncIterator<readonly LeasedEvent[]>>();
  const arrived = new Map<string, CloudEvent[]>();
  const failure = (code: string) => ({ code, message: "it did not work" });
  return {
    store,
    bus,
    begin,
    request,
    run,
    async complete(task, result = null) {
      const { run: begun } = await run(task);
      await missions.finish(caller, begun.id, { outcome: "succeeded", result });
    },
    async fail(task, code = "BROKEN") {
      const { run: begun } = await run(task);
      await missions.finish(caller, begun.id, { outcome: "failed", failure: failure(code) });
    },
    async delivered(group, type) {
      await idle();
      const request = { group, topics: [...TOPICS], types: [], credit: 100, from: "beginning" } as const;
      const open = sessions.get(group) ?? (await bus.join(tenant, request))[Symbol.asyncIterator]();
      sessions.set(group, open);
      for (;;) {
        const status = await bus.groups.get(tenant, group);
        if ((status?.lag ?? 0) + (status?.pending ?? 0) === 0) break;
        for (const leased of (await open.next()).value ?? []) {
          const key = `${group}/${leased.event.type}`;
          arrived.set(key, [...(arrived.get(key) ?? []), leased.event]);
          await leased.settle({ outcome: "ack" });
        }
      }
      const events = arrived.get(`${group}/${type}`) ?? [];
      arrived.delete(`${group}/${type}`);
      return events;
    },
    at: (afterMs) => new Date(clock.now() + afterMs).toISOString(),
    clock,
    missions,
    tenant,
    caller,
    replica() {
      const another = open();
      another.start();
      all.push(another);
      return another;
    },
    async advance(ms) {
      await idle();
      await clock.advance(ms);
      await idle();
    },
    async published(type) {
      await idle();
      const page = await bus.history(tenant, { topics: [], types: [type], limit: 200 });
      return [...page.items];
    },
    async [Symbol.asyncDispose]() {
      for (const each of all) await each.close();
      await bus.close();
    },
  };
}

const available = (await findPostgres()) !== undefined;

/** Runs a suite on the embedded database and, where there is one, on a Postgres server. */
export function onEachStore(name: string, suite: (store: () => Store) => void): void {
  const over = (url: () => Promise<string>) => {
    let store: Store;
    beforeAll(async () => {
      store = await openShared(await url());
    });
    afterAll(() => store?.close());
    suite(() => store);
  };
  describe(`${name} on PGlite`, () => over(async () => "pglite:memory"));
  describe.skipIf(!available)(`${name} on Postgres`, () => {
    let server: TestPostgres;
    over(async () => {
      server = await startPostgres();
      return server.url;
    });
    afterAll(() => server?.stop());
  });
}
