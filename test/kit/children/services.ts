/** The services in one process, as the local stack mounts them, on a port that stays the same from life to life. */
import { connectBus, systemClock } from "@troupe/bus";
import { eventsModule } from "@troupe/events";
import { missionSettings, missionsMigrations, missionsModule, missionsModuleConfig } from "@troupe/missions";
import { registryMigrations, registryModule } from "@troupe/registry";
import {
  buildServer,
  createAuthenticator,
  createIds,
  createLogger,
  createRandomHex,
  runService,
  type ServiceModule,
} from "@troupe/service";
import { openStore } from "@troupe/store";

const env = (name: string): string => process.env[name] ?? "";
const logger = createLogger({ service: "services", level: "warn" });
const bus = await connectBus({
  servers: env("NATS_URL"),
  token: env("NATS_TOKEN"),
  signingKey: env("SIGNING_KEY"),
  onEvent: (event) => logger.warn(event.kind === "fault" ? { err: event.error } : event, `nats ${event.kind}`),
});
const modules: ServiceModule[] = [
  eventsModule({
    bus,
    content: bus.content,
    mirror: bus.mirror,
    clock: systemClock,
    logger,
    settings: { maxStreams: 5000 },
  }),
];
if (env("DATABASE_URL") !== "") {
  const store = await openStore({
    url: env("DATABASE_URL"),
    statementTimeoutMs: 2000,
    logger,
  });
  await store.migrate([registryMigrations]);
  modules.push(registryModule({ store, bus, mirror: bus.mirror, clock: systemClock, logger }));
  if (env("MISSIONS") === "true") {
    await store.migrate([missionsMigrations]);
    const ids = createIds(systemClock, createRandomHex());
    const settings = missionSettings(missionsModuleConfig.parse(process.env));
    modules.push(missionsModule({ store, bus, clock: systemClock, ids, logger, settings }));
  }
}
const app = await buildServer({
  modules,
  authenticator: await createAuthenticator({ publicKeys: [env("PUBLIC_KEY")] }),
  logger,
  version: "0.0.0-test",
});
const port = Number(env("PORT"));
const address = await runService(app, {
  port,
  host: "127.0.0.1",
  graceMs: 5000,
  logger,
  afterClose: () => bus.close(),
});
process.stdout.write(`${JSON.stringify({ ready: true, url: address })}\n`);
