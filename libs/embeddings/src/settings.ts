import { z } from "zod";

/** Environment of a service that embeds. */
export const embeddingSettings = {
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
  TROUPE_EMBEDDING_DIMS: z.coerce
    .number()
    .int()
    .min(1)
    .max(4000)
    .default(1536)
    .describe("the dimensions of its vectors"),
  OPENAI_API_KEY: z.string().optional().describe("the key for TROUPE_EMBEDDINGS=openai"),
  OPENAI_BASE_URL: z.string().optional().describe("another server that speaks OpenAI's protocol"),
};

export const EMBEDDING_SECRETS = ["OPENAI_API_KEY"] as const;

const schema = z.object(embeddingSettings);
export type EmbeddingSettings = z.output<typeof schema>;
