import { connectBus, systemClock } from "@troupe/bus";
import { natsOptions, runProgram } from "@troupe/service";
import { eventsModule } from "./app.js";
import { eventsConfig, retentionOf, settingsOf } from "./config.js";

await runProgram({
  name: "events",
  version: "0.1.0",
  config: eventsConfig,
  async mount({ config, report, logger }) {
    const bus = await connectBus({ ...natsOptions(config, "troupe-events", logger), ...retentionOf(config) });
    const events = eventsModule({
      bus,
      content: bus.content,
      mirror: bus.mirror,
      clock: systemClock,
      logger,
      settings: settingsOf(config),
      configReport: report,
    });
    return { modules: [events], close: () => bus.close() };
  },
});
