import { connectBus, systemClock } from "@troupe/bus";
import {
  buildServer,
  ConfigError,
  createAuthenticator,
  createLogger,
  type Logger,
  runService,
  startTracing,
} from "@troupe/service";
import { openStore } from "@troupe/store";
import { registryMigrations, registryModule } from "./app.js";
import { type RegistryConfig, registryConfig } from "./config.js";

const VERSION = "0.1.0";

async function main(): Promise<void> {
  const config = registryConfig.parse(process.env);
  const logger = createLogger({ service: "registry", level: config.TROUPE_LOG_LEVEL });
  const store = await openStore({
    url: config.DATABASE_URL,
    applicationName: "troupe-registry",
    maxConnections: config.TROUPE_DATABASE_CONNECTIONS,
    logger,
  });
  const applied = await store.migrate([registryMigrations]);
  if (applied.length > 0) logger.info({ applied }, "database migrated");
  const bus = await connectBus(busOptions(config, logger));
  const tracing = await startTracing({
    service: "registry",
    version: VERSION,
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const issuer = config.TROUPE_TOKEN_ISSUER;
  const origins = config.TROUPE_CORS_ORIGINS?.split(",").map((origin) => origin.trim());
  const app = await buildServer({
    modules: [
      registryModule({
        store,
        bus,
        mirror: bus.mirror,
        clock: systemClock,
        logger,
        sweepMs: config.TROUPE_SWEEP_MS,
        configReport: registryConfig.report(process.env),
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
      await store.close();
      await tracing.shutdown();
    },
  });
}

function busOptions(config: RegistryConfig, logger: Logger): Parameters<typeof connectBus>[0] {
  const { TROUPE_NATS_TOKEN: token, TROUPE_NATS_USER: user, TROUPE_NATS_PASSWORD: pass } = config;
  const creds = config.TROUPE_NATS_CREDS;
  return {
    servers: config.TROUPE_NATS_URL.split(",").map((url) => url.trim()),
    name: "troupe-registry",
    signingKey: config.TROUPE_SIGNING_KEY,
    replicas: config.TROUPE_STREAM_REPLICAS,
    onEvent: (event) => {
      if (event.kind === "fault") logger.warn({ err: event.error }, "fault of the connection to NATS");
      else logger.info({ ...event }, `NATS ${event.kind}`);
    },
    ...(token === undefined ? {} : { token }),
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
    ...(creds === undefined ? {} : { creds }),
  };
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) process.stderr.write(`troupe registry: ${error.message}\n`);
  else process.stderr.write(`troupe registry: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exitCode = 1;
});
