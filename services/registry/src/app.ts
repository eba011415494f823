import type { Bus, Clock, SchemaMirror, Timer } from "@troupe/bus";
import type { ConfigReport, Logger, ServiceModule } from "@troupe/service";
import { createOutbox, type MigrationSet, type Store } from "@troupe/store";
import { createAgentDirectory } from "./agent-directory.js";
import { deliverer, SERVICE } from "./announcements.js";
import { createDiscovery } from "./discovery.js";
import { agentRoutes } from "./routes/agents.js";
import { discoverRoutes } from "./routes/discover.js";
import { eventTypeRoutes } from "./routes/event-types.js";
import { exportRoutes } from "./routes/exports.js";
import { createSemantics, type Embedder } from "./semantics.js";
import { createTypeCatalogue } from "./type-catalogue.js";

/** The registry's tables; hand them to `store.migrate` before the module is used. */
export const registryMigrations: MigrationSet = {
  service: SERVICE,
  folder: new URL("../migrations", import.meta.url),
};

export interface RegistryDeps {
  readonly store: Store;
  readonly bus: Pick<Bus, "publish" | "status">;
  readonly mirror: SchemaMirror;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What discovery finds by meaning with; without one it finds by words. The caller closes it. */
  readonly embedder?: Embedder | undefined;
  readonly configReport?: ConfigReport;
  /** How often expired instances are looked for, in milliseconds; 5 s when absent. */
  readonly sweepMs?: number;
  /** How often the mirror is compared with the database, in milliseconds; 10 minutes when absent. */
  readonly reconcileMs?: number;
}

const SWEEP_MS = 5000;
const RECONCILE_MS = 600_000;

/**
 * The registry as a module: agents, instances, event types, discovery, exports. Its housekeeping (expiry, outbox, mirror)
 * begins when the server listens.
 */
export function registryModule(deps: RegistryDeps): ServiceModule {
  const { store, bus, clock, logger } = deps;
  const outbox = createOutbox({ store, service: SERVICE, clock, logger, deliver: deliverer(deps) });
  const directory = createAgentDirectory({ store, outbox, clock });
  const catalogue = createTypeCatalogue({ store, outbox, clock });
  const semantics = createSemantics({ store, clock, logger, embedder: deps.embedder });
  const discover = createDiscovery({ store, clock, semantics });
  const timers: { stop(): Promise<void> }[] = [];

  return {
    name: SERVICE,
    checks: {
      store: async () => {
        await store.check();
      },
      bus: async () => {
        if (!bus.status().connected) throw new Error("not connected: events wait in the outbox");
      },
    },
    ...(deps.configReport === undefined ? {} : { configReport: deps.configReport }),
    async routes(app) {
      await app.register(agentRoutes(directory));
      await app.register(eventTypeRoutes(catalogue));
      await app.register(discoverRoutes(discover));
      await app.register(exportRoutes({ directory, catalogue }));
      app.addHook("onListen", async () => {
        outbox.start();
        timers.push(
          repeat(clock, logger, { name: "sweep", everyMs: deps.sweepMs ?? SWEEP_MS, work: directory.sweep }),
          repeat(clock, logger, {
            name: "reconcile",
            everyMs: deps.reconcileMs ?? RECONCILE_MS,
            work: catalogue.reconcile,
          }),
        );
      });
    },
    async close() {
      await Promise.all(timers.splice(0).map((timer) => timer.stop()));
      await semantics.close();
      await outbox.close();
    },
  };
}

/** Runs `work` now, and again some time after each end, whatever became of it. */
function repeat(
  clock: Clock,
  logger: Logger,
  { name, everyMs, work }: { name: string; everyMs: number; work: () => Promise<unknown> },
): { stop(): Promise<void> } {
  let timer: Timer | undefined;
  let isStopped = false;
  let running = run();

  async function run(): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.warn({ err: error, name }, "registry housekeeping failed and is tried again");
    }
    if (isStopped) return;
    timer = clock.after(everyMs, () => {
      running = run();
    });
  }

  return {
    async stop() {
      isStopped = true;
      timer?.cancel();
      await running;
    },
  };
}
