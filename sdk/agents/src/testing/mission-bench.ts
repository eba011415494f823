import type { Clock } from "@troupe/bus";
import type { DeliveryFaults, MemoryBus } from "@troupe/bus/memory";
import { TroupeError } from "@troupe/contracts";
import type { MissionSettings, Missions } from "@troupe/missions";
import type { Store } from "@troupe/store";
import { v7 } from "uuid";
import type { MissionsPlatform } from "../missions/missions-client.js";
import { engineMissions } from "./engine-missions.js";
import { stirringClock } from "./paced-clock.js";

/** Group of the missions service itself: faults are for agents. */
const SERVICE_GROUP = "troupe.missions";
/** How long an unused database is kept for the next stack of the process. */
const LINGER_MS = 2000;
const NEVER_MS = 2 ** 31 - 1;

/** The missions service inside a test stack. */
export interface MissionBench {
  readonly platform: MissionsPlatform;
  /** Something happened that the service may have to do with. */
  readonly stir: () => void;
  /** Resolves when neither the service nor anybody who calls it has anything under way. */
  rested(): Promise<void>;
  /** Closes one replica after another and opens it anew. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What a {@link MissionBench} stands on. */
export interface MissionBenchOptions {
  readonly bus: MemoryBus;
  readonly clock: Clock;
  readonly tenant: string;
  /** 1 by default. */
  readonly replicas?: number;
  readonly settings?: Partial<MissionSettings>;
}

interface Shared {
  readonly store: Promise<Store>;
  users: number;
  closing: NodeJS.Timeout | undefined;
}

let shared: Shared | undefined;

/** Opens the service over the database that all stacks of this process share. */
export async function openMissionBench({
  bus,
  clock,
  tenant,
  replicas = 1,
  settings,
}: MissionBenchOptions): Promise<MissionBench> {
  let stirs = 0;
  const stir = (): void => {
    stirs++;
  };
  const { createMissions, missionsMigrations } = await needed(import("@troupe/missions"));
  const { createLogger } = await needed(import("@troupe/service"));
  const database = await useStore(async () => {
    const { openStore } = await needed(import("@troupe/store"));
    const store = await openStore({ url: "pglite:memory" });
    await store.migrate([missionsMigrations]);
    return store;
  });
  const logger = createLogger({ service: "missions", level: process.env.TROUPE_LOG_LEVEL ?? "silent" });
  const store = await database.store;
  const start = (): Missions => {
    const engine = createMissions({
      store,
      bus,
      clock: stirringClock(clock, stir),
      ids: () => v7({ msecs: clock.now() }),
      logger,
      settings: { pollMs: NEVER_MS, ...settings },
    });
    engine.start();
    return engine;
  };
  const engines = Array.from({ length: replicas }, start);
  let calls = 0;
  const next = (): Missions => engines[calls++ % engines.length] as Missions;
  let restedAt = -1;
  let under = 0;
  let becomeFree: () => void = () => undefined;
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    stirs++;
    under++;
    try {
      return await work();
    } finally {
      under--;
      if (under === 0) becomeFree();
    }
  };
  const free = (): Promise<void> =>
    under === 0
      ? turned()
      : new Promise((resolve) => {
          becomeFree = resolve;
        });
  return {
    stir,
    platform: engineMissions(next, { tenant, subject: "test" }, call),
    async rested() {
      for (await turned(); restedAt !== stirs || under > 0; ) {
        restedAt = stirs;
        await free();
        await Promise.all(engines.map((engine) => engine.idle()));
        await turned();
      }
    },
    async restart() {
      for (const [at, engine] of engines.entries()) {
        engines[at] = start();
        await engine.close();
      }
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()));
      leave(database);
    },
  };
}

/** Faults for every group but the service's own. */
export const sparingMissions =
  (faults: DeliveryFaults): DeliveryFaults =>
  (delivery) =>
    delivery.group === SERVICE_GROUP ? { kind: "none" } : faults(delivery);

async function useStore(open: () => Promise<Store>): Promise<Shared> {
  shared ??= { store: open(), users: 0, closing: undefined };
  clearTimeout(shared.closing);
  shared.users++;
  const used = shared;
  try {
    await used.store;
  } catch (error) {
    shared = undefined;
    throw error;
  }
  return used;
}

function leave(database: Shared): void {
  database.users--;
  if (database.users > 0) return;
  database.closing = setTimeout(() => {
    if (database.users > 0) return;
    if (shared === database) shared = undefined;
    void database.store.then((store) => store.close());
  }, LINGER_MS);
}

async function needed<T>(module: Promise<T>): Promise<T> {
  try {
    return await module;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new TroupeError("NOT_FOUND", "missions in a test stack need the missions service, which is not installed", {
      hint: "npm install --save-dev @troupe/missions @troupe/service @troupe/store",
      cause,
    });
  }
}

/** Several turns of the event loop: what was set off has begun. */
async function turned(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
