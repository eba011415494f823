import { EMBEDDING_SECRETS, embeddingSettings } from "@troupe/embeddings";
import { defineConfig, NATS_SECRETS, natsSettings, serverSettings } from "@troupe/service";
import { z } from "zod";

const count = () => z.coerce.number().int().min(1);

/** Environment of the registry when it runs alone. */
export const registryConfig = defineConfig(
  {
    ...serverSettings(7402),
    ...natsSettings,
    DATABASE_URL: z.string().min(1).describe("postgres://… or pglite:<folder>"),
    TROUPE_DATABASE_CONNECTIONS: count().default(10).describe("the most connections to the database"),
    ...embeddingSettings,
    TROUPE_SWEEP_MS: count().default(5000).describe("milliseconds between looks for expired instances"),
  },
  { secrets: [...NATS_SECRETS, ...EMBEDDING_SECRETS] },
);

/** The part that holds wherever the module is mounted: alone, or in the local stack. */
export const registryModuleConfig = registryConfig.only("TROUPE_SWEEP_MS");
