/** Events, registry and missions in one process, as in the local stack, on the database and the bus it is told. */
import { connectBus, systemClock } from "@troupe/bus";
import { eventsModule } from "@troupe/events";
import { createMissions, missionsMigrations, missionsModule } from "@troupe/missions";
import { registryMigrations, registryModule } from "@troupe/registry";
import { buildServer, createIds, createLogger, createRandomHex } from "@troupe/service";
import { createTestKeys } from "@troupe/service/testing";
import { openStore } from "@troupe/store";
import { takeOrders } from "../kit/role.js";

const { DATABASE_URL = "", NATS_URL = "", NATS_TOKEN = "" } = process.env;
const TENANT = "acme";

const logger = createLogger({
  service: "bench",
  level: "error",
  destination: { write: (text) => process.stderr.write(text) },
});
const store = await openStore({ url: DATABASE_URL });
await store.migrate([registryMigrations, missionsMigrations]);
const signingKey = "a signing key of the bench, 32 bytes and more";
const bus = await connectBus({ servers: NATS_URL, token: NATS_TOKEN, signingKey });
const keys = await createTestKeys();
const ids = createIds(systemClock, createRandomHex());
const around = { bus, mirror: bus.mirror, clock: systemClock, logger };
const app = await buildServer({
  modules: [
    eventsModule({ ...around, content: bus.content }),
    registryModule({ ...around, store }),
    missionsModule({ ...around, store, ids }),
  ],
  authenticator: keys.authenticator,
  logger,
  version: "0.0.0-bench",
});
const url = await app.listen({ port: 0, host: "127.0.0.1" });
const token = await keys.tokenFor({ tenant: TENANT, expiresInSeconds: 86_400 });

takeOrders(
  {
    async collect() {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
      globalThis.gc?.();
      const { heapUsed, external, rss } = process.memoryUsage();
      return { used: heapUsed + external, rss };
    },
    async rebuild() {
      const missions = createMissions({ ...around, store, ids });
      return missions.rebuild(TENANT);
    },
  },
  { url, token },
);
