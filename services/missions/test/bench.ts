import { systemClock } from "@troupe/bus";
import { createMemoryBus, type ManualClock, type MemoryBus, manualClock } from "@troupe/bus/memory";
import type { BeginRun, CloudEvent } from "@troupe/contracts";
import { createMissions, type MissionSettings, type Missions, missionsMigrations } from "@troupe/missions";
import { createLogger } from "@troupe/service";
import { openStore, type Store } from "@troupe/store";
import { v7 } from "uuid";

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
    for (const each of all) await each.idle();
  };
  return {
    store,
    bus,
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
    begin: (event, more = {}) =>
      missions.begin(caller, {
        event,
        agent: "worker",
        group: "worker",
        instance: "worker-1",
        attempt: 1,
        maxAttempts: 5,
        leaseMs: 30_000,
        ...more,
      } as BeginRun),
    async [Symbol.asyncDispose]() {
      for (const each of all) await each.close();
      await bus.close();
    },
  };
}

export { systemClock };
