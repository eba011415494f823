import { connectBus, systemClock } from "@troupe/bus";
import { chooseEmbedders } from "@troupe/embeddings";
import { natsOptions, runProgram } from "@troupe/service";
import { openStore } from "@troupe/store";
import { memoryMigrations, memoryModule } from "./app.js";
import { memoryConfig } from "./config.js";

await runProgram({
  name: "memory",
  version: "0.1.0",
  config: memoryConfig,
  async mount({ config, report, logger }) {
    const store = await openStore({
      url: config.DATABASE_URL,
      applicationName: "troupe-memory",
      maxConnections: config.TROUPE_DATABASE_CONNECTIONS,
      logger,
    });
    const applied = await store.migrate([memoryMigrations]);
    if (applied.length > 0) logger.info({ applied }, "database migrated");
    const bus = await connectBus(natsOptions(config, "troupe-memory", logger));
    const memory = memoryModule({
      store,
      bus,
      clock: systemClock,
      logger,
      embedders: await chooseEmbedders(config),
      maxPending: config.TROUPE_MAX_PENDING,
      configReport: report,
    });
    return {
      modules: [memory],
      async close() {
        await bus.close();
        await store.close();
      },
    };
  },
});
