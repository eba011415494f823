import { connectBus, systemClock } from "@troupe/bus";
import { createConformance, policiesOf } from "@troupe/schemas";
import { createIds, createRandomHex, natsOptions, runProgram } from "@troupe/service";
import { openStore } from "@troupe/store";
import { missionsMigrations, missionsModule } from "./app.js";
import { missionSettings, missionsConfig } from "./config.js";

await runProgram({
  name: "missions",
  version: "0.1.0",
  config: missionsConfig,
  async mount({ config, report, logger }) {
    const store = await openStore({
      url: config.DATABASE_URL,
      applicationName: "troupe-missions",
      maxConnections: config.TROUPE_DATABASE_CONNECTIONS,
      logger,
    });
    const applied = await store.migrate([missionsMigrations]);
    if (applied.length > 0) logger.info({ applied }, "database migrated");
    const bus = await connectBus(natsOptions(config, "troupe-missions", logger));
    const missions = missionsModule({
      store,
      bus,
      clock: systemClock,
      ids: createIds(systemClock, createRandomHex()),
      logger,
      settings: missionSettings(config),
      conformance: createConformance({ mirror: bus.mirror, policyOf: policiesOf(config), logger }),
      configReport: report,
    });
    return {
      modules: [missions],
      async close() {
        await bus.close();
        await store.close();
      },
    };
  },
});
