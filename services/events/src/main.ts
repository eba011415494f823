import { connectBus, type LinkEvent, systemClock } from "@troupe/bus";
import {
  buildServer,
  ConfigError,
  createAuthenticator,
  createLogger,
  type Logger,
  runService,
  startTracing,
} from "@troupe/service";
import { eventsModule } from "./app.js";
import { type EventsConfig, eventsConfig, settingsOf } from "./config.js";

const VERSION = "0.1.0";

async function main(): Promise<void> {
  const config = eventsConfig.parse(process.env);
  const logger = createLogger({ service: "events", level: config.TROUPE_LOG_LEVEL });
  const bus = await connectBus(busOptions(config, logger));
  const tracing = await startTracing({
    service: "events",
    version: VERSION,
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const issuer = config.TROUPE_TOKEN_ISSUER;
  const origins = config.TROUPE_CORS_ORIGINS?.split(",").map((origin) => origin.trim());
  const app = await buildServer({
    modules: [
      eventsModule({
        bus,
        content: bus.content,
        mirror: bus.mirror,
        clock: systemClock,
        logger,
        settings: settingsOf(config),
        configReport: eventsConfig.report(process.env),
      }),
    ],
    authenticator: await createAuthenticator({
      publicKeys: [config.TROUPE_PUBLIC_KEYS],
      ...(issuer === undefined ? {} : { issuer }),
    }),
    logger,
    version: VERSION,
    tracing,
    processMetrics: true,
    ...(config.TROUPE_REQUEST_RATE === undefined ? {} : { rateLimit: { perSecond: config.TROUPE_REQUEST_RATE } }),
    ...(origins === undefined ? {} : { cors: { origins } }),
  });
  await runService(app, {
    host: config.TROUPE_HOST,
    port: config.TROUPE_PORT,
    graceMs: config.TROUPE_GRACE_MS,
    logger,
    afterClose: async () => {
      await bus.close();
      await tracing.shutdown();
    },
  });
}

function busOptions(config: EventsConfig, logger: Logger): Parameters<typeof connectBus>[0] {
  const { TROUPE_NATS_TOKEN: token, TROUPE_NATS_USER: user, TROUPE_NATS_PASSWORD: pass } = config;
  const creds = config.TROUPE_NATS_CREDS;
  return {
    servers: config.TROUPE_NATS_URL.split(",").map((url) => url.trim()),
    name: "troupe-events",
    signingKey: config.TROUPE_SIGNING_KEY,
    replicas: config.TROUPE_STREAM_REPLICAS,
    maxAgeMs: config.TROUPE_STREAM_MAX_AGE_HOURS * 3_600_000,
    maxBytes: config.TROUPE_STREAM_MAX_BYTES,
    onEvent: (event) => logLink(logger, event),
    ...(token === undefined ? {} : { token }),
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
    ...(creds === undefined ? {} : { creds }),
  };
}

function logLink(logger: Logger, event: LinkEvent): void {
  if (event.kind === "fault") logger.warn({ err: event.error }, "fault of the connection to NATS");
  else logger.info({ ...event }, `NATS ${event.kind}`);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) process.stderr.write(`troupe events: ${error.message}\n`);
  else process.stderr.write(`troupe events: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exitCode = 1;
});
