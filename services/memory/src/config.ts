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
    TROUPE_EMBEDDINGS: z
      .enum(["local", "openai", "none"])
      .optional()
      .describe("local, openai or none; the local model where it was fetched, when unset"),
    TROUPE_MODELS: z.string().optional().describe("the folder of local models"),
    TROUPE_EMBEDDING_MODEL: z
      .string()
      .min(1)
      .default("text-embedding-3-small")
      .describe("the model of TROUPE_EMBEDDINGS=openai"),
    TROUPE_EMBEDDING_DIMS: count().max(4000).default(1536).describe("the dimensions of its vectors"),
    OPENAI_API_KEY: z.string().optional().describe("the key for TROUPE_EMBEDDINGS=openai"),
    OPENAI_BASE_URL: z.string().optional().describe("another server that speaks OpenAI's protocol"),
  },
  { secrets: [...NATS_SECRETS, "OPENAI_API_KEY"] },
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
