import type { Bus, Clock, Timer } from "@troupe/bus";
import type { CloudEvent } from "@troupe/contracts";
import type { Embedder } from "@troupe/embeddings";
import type { ConfigReport, Logger, ServiceModule } from "@troupe/service";
import { createOutbox, type MigrationSet, type Store } from "@troupe/store";
import { v7 } from "uuid";
import { createArchive } from "./archive.js";
import { createQueryEmbedder } from "./embeddings/query-embedder.js";
import { createEmbeddingQueue } from "./embeddings/queue.js";
import { createEpisodes } from "./episodes.js";
import { createForgetting } from "./forgetting.js";
import { createIndexer } from "./indexer.js";
import { createKnowledge } from "./knowledge.js";
import { createMissionEnds } from "./mission-ends.js";
import { createProcedures } from "./procedures.js";
import { createReembedding } from "./reembedding.js";
import { episodicRoutes } from "./routes/episodic.js";
import { lifeRoutes } from "./routes/life.js";
import { proceduralRoutes } from "./routes/procedural.js";
import { semanticRoutes } from "./routes/semantic.js";
import { workingRoutes } from "./routes/working.js";
import { createFinder, type Reranker } from "./search.js";
import { linkDuplicates } from "./store/duplicates.js";
import { createUseCounter } from "./use-counter.js";
import { createWorking } from "./working.js";
import { SERVICE } from "./working-events.js";

/** The memory's tables; hand them to `store.migrate` before the module is used. They need pgvector. */
export const memoryMigrations: MigrationSet = { service: SERVICE, folder: new URL("../migrations", import.meta.url) };

export interface MemoryDeps {
  readonly store: Store;
  /** With `join`, what a mission held in mind goes an hour after the mission's end. */
  readonly bus: Pick<Bus, "publish" | "status"> & Partial<Pick<Bus, "join">>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Models there are; the first is that of tenants that have none yet. Without any, search is lexical. */
  readonly embedders?: readonly Embedder[];
  readonly reranker?: Reranker;
  /** Most passages of one tenant that may wait to be embedded. */
  readonly maxPending?: number;
  readonly newId?: () => string;
  /** How often what has expired is looked for, in milliseconds; 30 s when absent. */
  readonly sweepMs?: number;
  readonly configReport?: ConfigReport;
}

const SWEEP_MS = 30_000;
const AFTER_MISSION_MS = 3_600_000;

/** The memory as a module. Its housekeeping begins when the server listens. */
export function memoryModule(deps: MemoryDeps): ServiceModule {
  const { store, bus, clock, logger, reranker, newId = () => v7() } = deps;
  const embedders = deps.embedders ?? [];
  const byModel = new Map(embedders.map((embedder) => [embedder.model, embedder]));
  const queries = createQueryEmbedder({ store, embedders: byModel, logger });
  const uses = createUseCounter({ store, clock, logger });
  const indexer = createIndexer(embedders[0]);
  const now = (): Date => new Date(clock.now());
  const reembedding = createReembedding({
    store,
    embedders: byModel,
    now,
    changed(tenant) {
      queries.forget(tenant);
      queue.wake();
    },
  });
  const queue = createEmbeddingQueue({
    store,
    clock,
    logger,
    embedders: byModel,
    maxPending: deps.maxPending,
    async onEmbedded(place, model, nos) {
      await store.withTenant(place.tenant, (tx) => linkDuplicates(tx, place, { model, nos, now: now() }));
      await reembedding.settle(place.tenant, model.model);
    },
  });
  const knowledge = createKnowledge({ store, clock, indexer, newId, queue });
  const find = createFinder({ store, clock, queries, uses, reranker });
  const outbox = createOutbox({
    store,
    service: SERVICE,
    clock,
    logger,
    deliver: async ({ payload }) => void (await bus.publish(payload as CloudEvent)),
  });
  const episodes = createEpisodes({ store, clock, indexer, newId, queue });
  const procedures = createProcedures({ store, clock, indexer, newId, queue, find });
  const { join } = bus;
  const missionEnds =
    join === undefined
      ? undefined
      : createMissionEnds({
          join: (tenant, request) => join.call(bus, tenant, request),
          clock,
          logger,
          ended: (tenant, missionId) => working.retire(tenant, missionId, AFTER_MISSION_MS),
        });
  const working = createWorking({ store, clock, outbox, written: (tenant) => missionEnds?.follow(tenant) });
  const forgetting = createForgetting({ store, clock, indexer, newId, outbox });
  const archive = createArchive({ store, clock, knowledge, episodes, procedures, working });
  /** What was stored before there was a model is embedded now that there is one. */
  async function adopt(): Promise<void> {
    const [model] = embedders;
    if (model === undefined) return;
    try {
      const count = await reembedding.adopt(model);
      if (count > 0) logger.info({ tenants: count, model: model.model }, "what was kept without a model is embedded");
    } catch (error) {
      logger.warn({ err: error }, "what was kept without a model is embedded with the tenant's next write");
    }
  }

  const housekeeping = repeat(clock, logger, deps.sweepMs ?? SWEEP_MS, async () => {
    await working.sweep();
    await forgetting.sweep();
  });

  return {
    name: SERVICE,
    checks: {
      store: async () => {
        await store.check();
      },
    },
    ...(deps.configReport === undefined ? {} : { configReport: deps.configReport }),
    async routes(app) {
      await app.register(semanticRoutes({ knowledge, find }));
      await app.register(episodicRoutes({ episodes, find }));
      await app.register(proceduralRoutes(procedures));
      await app.register(workingRoutes(working));
      await app.register(lifeRoutes({ knowledge, forgetting, archive, reembedding }));
      app.addHook("onListen", async () => {
        queue.start();
        outbox.start();
        housekeeping.start();
        void adopt();
        if (missionEnds === undefined) return;
        for (const tenant of await working.tenants()) missionEnds.follow(tenant);
      });
    },
    async close() {
      await missionEnds?.close();
      await housekeeping.stop();
      await queue.close();
      await outbox.close();
      await uses.close();
      await Promise.all(embedders.map((embedder) => embedder.close()));
    },
  };
}

/** Runs `work` again and again, some time after each end, whatever became of it. */
function repeat(
  clock: Clock,
  logger: Logger,
  everyMs: number,
  work: () => Promise<void>,
): { start(): void; stop(): Promise<void> } {
  let timer: Timer | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.warn({ err: error }, "memory housekeeping failed and is tried again");
    }
    start();
  }

  function start(): void {
    if (isStopped) return;
    timer = clock.after(everyMs, () => {
      running = run();
    });
  }

  return {
    start,
    async stop() {
      isStopped = true;
      timer?.cancel();
      await running;
    },
  };
}
