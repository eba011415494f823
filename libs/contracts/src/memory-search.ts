import { z } from "zod";
import { instantSchema } from "./instant.js";
import {
  MAX_QUERY_LENGTH,
  memoryItemSchema,
  memoryKindSchema,
  memoryScopeSchema,
  passageSchema,
  roleSchema,
} from "./memory.js";

const scalar = z.union([z.string().max(2048), z.number(), z.boolean(), z.null()]);

/** A condition on one metadata field: a value it equals, or comparisons that all hold. */
export const metadataConditionSchema = z.union([
  scalar,
  z.strictObject({
    eq: scalar.optional(),
    ne: scalar.optional(),
    in: z.array(scalar).min(1).max(100).optional(),
    gt: z.union([z.string().max(2048), z.number()]).optional(),
    gte: z.union([z.string().max(2048), z.number()]).optional(),
    lt: z.union([z.string().max(2048), z.number()]).optional(),
    lte: z.union([z.string().max(2048), z.number()]).optional(),
    exists: z.boolean().optional(),
  }),
]);
export type MetadataCondition = z.infer<typeof metadataConditionSchema>;

/** What may be found; all given conditions hold. */
export const memoryFilterSchema = z.strictObject({
  metadata: z.record(z.string().min(1).max(128), metadataConditionSchema).optional(),
  scopes: z.array(memoryScopeSchema).min(1).optional(),
  agent: z.string().max(512).optional(),
  /** Whose they are: of others one finds what is not private. */
  user: z.string().max(512).optional(),
  /** Of interactions. */
  role: roleSchema.optional(),
  missionId: z.string().max(512).optional(),
  source: z.string().max(2048).optional(),
  conversationId: z.string().max(512).optional(),
  externalIds: z.array(z.string().max(512)).min(1).max(200).optional(),
  /** RFC 3339; items recorded at or after it. */
  from: instantSchema.optional(),
  /** RFC 3339; items recorded before it. */
  to: instantSchema.optional(),
  includeQuarantined: z.boolean().default(false),
  includeSuperseded: z.boolean().default(false),
});
export type MemoryFilterInput = z.input<typeof memoryFilterSchema>;
export type MemoryFilter = z.output<typeof memoryFilterSchema>;

/** How a search finds: by meaning, by words, or by both. */
export const searchModeSchema = z.enum(["hybrid", "dense", "lexical"]);
export type SearchMode = z.infer<typeof searchModeSchema>;

/** Body of `POST /v1/memory/{kind}/search`. */
export const memorySearchSchema = z.strictObject({
  query: z.string().trim().min(1).max(MAX_QUERY_LENGTH),
  k: z.int().min(1).max(200).default(10),
  /** `hybrid` where an embedding model is to be had. */
  mode: searchModeSchema.default("hybrid"),
  /** How both lists become one: scores brought to 0…1 and mixed half and half, or reciprocal ranks (k = 10). */
  fusion: z.enum(["score", "rank"]).default("score"),
  filter: memoryFilterSchema.default({ includeQuarantined: false, includeSuperseded: false }),
  /** Most passages of one item. */
  perItem: z.int().min(1).max(200).default(1),
  /** Passages before and after each found one that are given as its context. */
  expand: z.int().min(0).max(10).default(0),
  /** Weight of newness, 0 for none: it is added to the score, halved each `halfLifeDays`. */
  recency: z.number().min(0).max(1).default(0),
  halfLifeDays: z.number().positive().max(36_500).default(30),
  /** Weight of the items' importance, 0 for none. */
  importance: z.number().min(0).max(1).default(0),
  /** Whether each term of each score is told. */
  explain: z.boolean().default(false),
});
export type MemorySearchInput = z.input<typeof memorySearchSchema>;
export type MemorySearch = z.output<typeof memorySearchSchema>;

/** What a score is made of. Absent parts took no part in it. */
export const explanationSchema = z.object({
  /** BM25, and its share of each word of the query. */
  lexical: z
    .object({ score: z.number(), rank: z.int().nullable(), terms: z.record(z.string(), z.number()) })
    .optional(),
  /** Cosine similarity. */
  dense: z.object({ score: z.number(), rank: z.int().nullable(), model: z.string() }).optional(),
  fusion: z.object({ by: z.enum(["score", "rank"]), lexical: z.number(), dense: z.number() }).optional(),
  recency: z.number().optional(),
  importance: z.number().optional(),
  reranked: z.number().optional(),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const memoryHitSchema = z.object({
  item: memoryItemSchema,
  passage: passageSchema,
  /** The passages around it, in order, without it; empty unless `expand` was asked for. */
  context: z.array(passageSchema),
  score: z.number(),
  /** Ids of items that say the opposite. The newer of two that contradict each other comes first. */
  conflicts: z.array(z.string()),
  explain: explanationSchema.optional(),
});
export type MemoryHit = z.infer<typeof memoryHitSchema>;

export const memorySearchResultSchema = z.object({
  /** How it was found in fact: `lexical` where nothing could be embedded, with the reason. */
  mode: searchModeSchema,
  model: z.string().nullable(),
  reason: z.string().optional(),
  items: z.array(memoryHitSchema),
});
export type MemorySearchResult = z.infer<typeof memorySearchResultSchema>;

/** Query of `GET /v1/memory/{kind}/items`. */
export const memoryListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
  scope: memoryScopeSchema.optional(),
  source: z.string().max(2048).optional(),
  status: z.enum(["active", "quarantined", "superseded"]).optional(),
});
export type MemoryListQuery = z.infer<typeof memoryListQuerySchema>;

/** `GET /v1/memory/stats`. */
export const memoryStatsSchema = z.object({
  kinds: z.record(memoryKindSchema, z.object({ items: z.int(), passages: z.int(), embedded: z.int() })),
  working: z.object({ missions: z.int(), keys: z.int() }),
  embedding: z.object({
    model: z.string().nullable(),
    pending: z.int(),
    failing: z.int(),
    lastError: z.string().nullable(),
    /** The model the tenant is moving to. */
    next: z.string().nullable(),
  }),
});
export type MemoryStats = z.infer<typeof memoryStatsSchema>;
