/** The memory service in a process of its own, on the database it is told. */
import { systemClock } from "@troupe/bus";
import { localEmbedder } from "@troupe/embeddings";
import { locateModel } from "@troupe/embeddings/setup";
import { memoryMigrations, memoryModule } from "@troupe/memory";
import { buildServer, createLogger } from "@troupe/service";
import { createTestKeys } from "@troupe/service/testing";
import { openStore } from "@troupe/store";
import { takeOrders } from "../kit/role.js";
import { synthetic } from "../memory/synthetic.js";

const { DATABASE_URL = "", EMBEDDERS = "" } = process.env;
const TEN_MINUTES_MS = 600_000;

const logger = createLogger({
  service: "bench",
  level: "error",
  destination: { write: (text) => process.stderr.write(text) },
});
const store = await openStore({ url: DATABASE_URL, statementTimeoutMs: TEN_MINUTES_MS });
await store.migrate([memoryMigrations]);
const model = await locateModel();
const local = model === undefined ? [] : [localEmbedder(model)];
const embedders = EMBEDDERS.split(",").flatMap((name) => {
  if (name === "synthetic") return [synthetic];
  return name === "local" ? local : [];
});
const keys = await createTestKeys();
const bus = {
  publish: async () => ({ id: "1", topic: "system-events" as const, sequence: 1, duplicate: false }),
  status: () => ({ connected: true, server: "none", reconnects: 0 }),
};
const app = await buildServer({
  modules: [memoryModule({ store, bus, clock: systemClock, logger, embedders, maxPending: 1e9 })],
  authenticator: keys.authenticator,
  logger,
  version: "0.0.0-bench",
});
const url = await app.listen({ port: 0, host: "127.0.0.1" });

takeOrders(
  {
    token: ({ tenant }: { tenant: string }) => keys.tokenFor({ tenant, expiresInSeconds: 86_400 }),
  },
  { url },
);
