import { EMBEDDING_SECRETS, embeddingSettings } from "@troupe/embeddings";
import { defineConfig, NATS_SECRETS, natsSettings, serverSettings } from "@troupe/service";
import { z } from "zod";

const count = () => z.coerce.number().int().min(1);

/** Environment of the memory when it runs alone. */
export const memoryConfig = defineConfig(
  {
    ...serverSettings(7403),
    ...natsSettings,
    DATABASE_URL: z
      .string()
      .min(1)
      .describe("postgres://… (15 or newer, with pgvector 0.8 or newer) or pglite:<folder>"),
    TROUPE_DATABASE_CONNECTIONS: count().default(10).describe("the most connections to the database"),
    TROUPE_MAX_PENDING: count().default(200_000).describe("passages of a tenant that may wait to be embedded"),
    ...embeddingSettings,
  },
  { secrets: [...NATS_SECRETS, ...EMBEDDING_SECRETS] },
);

/** The part that holds wherever the module is mounted: alone, or in the local stack. */
export const memoryModuleConfig = memoryConfig.only(
  "TROUPE_MAX_PENDING",
  "TROUPE_EMBEDDINGS",
  "TROUPE_MODELS",
  "TROUPE_EMBEDDING_MODEL",
  "TROUPE_EMBEDDING_DIMS",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
);
export type MemoryModuleConfig = ReturnType<typeof memoryModuleConfig.parse>;
