import type { Bus, Clock } from "@troupe/bus";
import type { ConfigReport, Logger, ServiceModule } from "@troupe/service";
import type { MigrationSet, Store } from "@troupe/store";
import { v7 } from "uuid";
import type { Embedder } from "./embeddings/embedder.js";
import { createQueryEmbedder } from "./embeddings/query-embedder.js";
import { createEmbeddingQueue } from "./embeddings/queue.js";
import { createIndexer } from "./indexer.js";
import { createKnowledge } from "./knowledge.js";
import { semanticRoutes } from "./routes/semantic.js";
import { createFinder, type Reranker } from "./search.js";
import { createUseCounter } from "./use-counter.js";

/** Name of the service's migrations and of its entries in the outbox. */
const SERVICE = "memory";

/** The memory's tables; hand them to `store.migrate` before the module is used. They need pgvector. */
export const memoryMigrations: MigrationSet = { service: SERVICE, folder: new URL("../migrations", import.meta.url) };

export interface MemoryDeps {
  readonly store: Store;
  readonly bus: Pick<Bus, "publish" | "status">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Models there are; the first is that of tenants that have none yet. Without any, search is lexical. */
  readonly embedders?: readonly Embedder[];
  readonly reranker?: Reranker;
  /** Most passages of one tenant that may wait to be embedded. */
  readonly maxPending?: number;
  readonly newId?: () => string;
  readonly configReport?: ConfigReport;
}

/** The memory as a module. Its housekeeping begins when the server listens. */
export function memoryModule(deps: MemoryDeps): ServiceModule {
  const { store, clock, logger, reranker, newId = () => v7() } = deps;
  const embedders = deps.embedders ?? [];
  const byModel = new Map(embedders.map((embedder) => [embedder.model, embedder]));
  const queries = createQueryEmbedder({ store, embedders: byModel, logger });
  const uses = createUseCounter({ store, clock, logger });
  const indexer = createIndexer(embedders[0]);
  const queue = createEmbeddingQueue({ store, clock, logger, embedders: byModel, maxPending: deps.maxPending });
  const knowledge = createKnowledge({ store, clock, indexer, newId, queue });
  const find = createFinder({ store, clock, queries, uses, reranker });

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
      app.addHook("onListen", async () => queue.start());
    },
    async close() {
      await queue.close();
      await uses.close();
      await Promise.all(embedders.map((embedder) => embedder.close()));
    },
  };
}
