import { connectBus, systemClock } from "@troupe/bus";
import { chooseEmbedders } from "@troupe/embeddings";
import { natsOptions, runProgram } from "@troupe/service";
import { openStore } from "@troupe/store";
import { registryMigrations, registryModule } from "./app.js";
import { registryConfig } from "./config.js";

await runProgram({
  name: "registry",
  version: "0.1.0",
  config: registryConfig,
  async mount({ config, report, logger }) {
    const store = await openStore({
      url: config.DATABASE_URL,
      applicationName: "troupe-registry",
      maxConnections: config.TROUPE_DATABASE_CONNECTIONS,
      logger,
    });
    const applied = await store.migrate([registryMigrations]);
    if (applied.length > 0) logger.info({ applied }, "database migrated");
    const bus = await connectBus(natsOptions(config, "troupe-registry", logger));
    const embedders = await chooseEmbedders(config);
    const registry = registryModule({
      store,
      bus,
      mirror: bus.mirror,
      clock: systemClock,
      logger,
      embedder: embedders[0],
      sweepMs: config.TROUPE_SWEEP_MS,
      configReport: report,
    });
    return {
      modules: [registry],
      async close() {
        await Promise.all(embedders.map((embedder) => embedder.close()));
        await bus.close();
        await store.close();
      },
    };
  },
});
