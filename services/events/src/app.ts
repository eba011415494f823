import { createConformance } from "@troupe/schemas";
import { createLimiter, type ServiceModule } from "@troupe/service";
import type { EventsDeps } from "./deps.js";
import { createWindowMeter } from "./domain/quota.js";
import { createEventsMetrics } from "./metrics.js";
import { createPublisher } from "./publisher.js";
import { contentRoutes } from "./routes/content.js";
import { deadLetterRoutes } from "./routes/dead-letters.js";
import { deliveryRoutes } from "./routes/deliveries.js";
import { groupRoutes } from "./routes/groups.js";
import { historyRoutes } from "./routes/history.js";
import { publishRoutes } from "./routes/publish.js";
import { settleAlong } from "./routes/settled-along.js";
import { streamRoutes } from "./routes/stream.js";
import { createStreams } from "./stream/streams.js";

const DAY_MS = 86_400_000;
const DEFAULT_MAX_STREAMS = 1000;
const DEFAULT_HEARTBEAT_MS = 15_000;
const DEFAULT_BATCH_BYTES = 32 * 1024 * 1024;

/** The events service over a bus. It does not own the bus: who connected it closes it, after the module is drained. */
export function eventsModule(deps: EventsDeps): ServiceModule {
  const { bus, content, mirror, clock, logger, settings = {} } = deps;
  const streams = createStreams({
    bus,
    clock,
    logger,
    metrics: () => metrics,
    heartbeatMs: settings.heartbeatMs ?? DEFAULT_HEARTBEAT_MS,
    maxStreams: settings.maxStreams ?? DEFAULT_MAX_STREAMS,
  });
  const metrics = createEventsMetrics(streams.count);
  const conformance = createConformance({
    mirror,
    logger,
    policyOf: settings.schemaPolicyOf ?? (() => "known"),
  });
  const publisher = createPublisher({
    bus,
    clock,
    conformance,
    metrics,
    limiter: settings.publishRate === undefined ? undefined : createLimiter(settings.publishRate, clock),
    storage:
      settings.storedBytes === undefined
        ? undefined
        : { meter: createWindowMeter(settings.storedWindowMs ?? DAY_MS, clock), limit: settings.storedBytes },
  });

  return {
    name: "events",
    checks: {
      bus: async () => {
        const { connected, server } = bus.status();
        if (!connected) throw new Error(`not connected to ${server}`);
      },
    },
    ...(deps.configReport === undefined ? {} : { configReport: deps.configReport }),
    metrics: (registry) => metrics.register(registry),
    hooks: (app) => settleAlong(app, { bus, metrics }),
    routes: async (app) => {
      await publishRoutes(app, { publisher, metrics, batchBytes: settings.batchBytes ?? DEFAULT_BATCH_BYTES });
      await streamRoutes(app, { streams });
      await deliveryRoutes(app, { bus, metrics });
      await groupRoutes(app, { bus });
      await deadLetterRoutes(app, { bus, metrics });
      await historyRoutes(app, { bus });
      await app.register((scope) => contentRoutes(scope, { content }));
    },
    drain: streams.drain,
  };
}
