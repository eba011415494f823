import { z } from "zod";
import { notTooDeep } from "./depth.js";

/** Longest text of one item, in bytes; a PDF may be as large. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** Most bytes of an item's metadata as JSON. */
export const MAX_METADATA_BYTES = 32 * 1024;
/** Longest question, in characters. */
export const MAX_QUERY_LENGTH = 8192;

const short = z.string().min(1).max(512);

/** Bytes of a value as JSON in UTF-8. */
export const jsonBytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * Headers by which an agent says whose event it handles. `troupe-user` takes effect for tokens that carry
 * `memory:delegate` alone; without it the user is the token's subject.
 */
export const MEMORY_HEADERS = {
  user: "troupe-user",
  mission: "troupe-mission",
  conversation: "troupe-conversation",
  event: "troupe-event",
  run: "troupe-run",
} as const;

/** CoALA's long-term kinds (Sumers et al., 2023); working memory is kept apart, by mission and key. */
export const MEMORY_KINDS = ["semantic", "episodic", "procedural"] as const;
export const memoryKindSchema = z.enum(MEMORY_KINDS);
export type MemoryKind = z.infer<typeof memoryKindSchema>;

/**
 * Who finds an item: its user alone, whoever works on its mission, everyone in the tenant; `public` is as `tenant`, and
 * marks what may be shown to people outside. No scope crosses tenants.
 */
export const memoryScopeSchema = z.enum(["private", "mission", "tenant", "public"]);
export type MemoryScope = z.infer<typeof memoryScopeSchema>;

/** Who spoke; `summary` sums up what others said. */
export const roleSchema = z.enum(["user", "assistant", "system", "tool", "agent", "summary"]);
export type Role = z.infer<typeof roleSchema>;

/** `quarantined` items came from an untrusted source; `superseded` ones have a successor. Neither is found unless asked for. */
export const memoryStatusSchema = z.enum(["active", "quarantined", "superseded"]);
export type MemoryStatus = z.infer<typeof memoryStatusSchema>;

export const metadataSchema = z
  .record(z.string().min(1).max(128), z.json())
  .refine((value) => jsonBytesOf(value) <= MAX_METADATA_BYTES, {
    message: `is larger than ${MAX_METADATA_BYTES} bytes of JSON`,
  })
  .refine(...notTooDeep);
export type Metadata = z.infer<typeof metadataSchema>;

/** Where an item came from. Agent and user are the credential's and the handled event's, never arguments. */
export const provenanceSchema = z.object({
  agent: z.string(),
  user: z.string(),
  eventId: z.string().nullable(),
  runId: z.string().nullable(),
  missionId: z.string().nullable(),
  conversationId: z.string().nullable(),
  source: z.string().nullable(),
  recordedAt: z.string(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** What is known about every item, whatever its kind. */
const writeShape = {
  scope: memoryScopeSchema.default("tenant"),
  metadata: metadataSchema.default({}),
  /** 0 to 1; a search may weigh it. */
  importance: z.number().min(0).max(1).default(0.5),
  ttlSeconds: z.int().min(1).max(315_360_000).optional(),
  /** Where the text came from: a URL, a path, a name. */
  source: z.string().min(1).max(2048).optional(),
  /** What an untrusted source wrote is quarantined: kept, and found by nobody who does not ask for it. */
  trusted: z.boolean().default(true),
};

export const MEDIA_TYPES = ["text/plain", "text/markdown", "text/html", "application/json", "application/pdf"] as const;
export const mediaTypeSchema = z.enum(MEDIA_TYPES);
export type MediaType = z.infer<typeof mediaTypeSchema>;

/** `POST /v1/memory/semantic/items`: a piece of knowledge, from one sentence to a whole document. */
export const knowledgeInputSchema = z.strictObject({
  ...writeShape,
  /** The text; base64 for `application/pdf`. */
  text: z
    .string()
    .min(1)
    .max(Math.ceil((MAX_DOCUMENT_BYTES * 4) / 3)),
  mediaType: mediaTypeSchema.default("text/plain"),
  title: z.string().max(1024).optional(),
  /** The writer's own name for it: the same again replaces what it named before. */
  externalId: short.optional(),
  /** An item that this one corrects: it is kept, marked as superseded. */
  supersedes: z.uuid().optional(),
  /** Items that say the opposite: both are kept, linked, and the newer is preferred. */
  contradicts: z.array(z.uuid()).max(20).default([]),
  /** Items that it was made from: they stay, linked. What comes of a quarantined one is quarantined too. */
  derivedFrom: z.array(z.uuid()).max(1000).default([]),
});
export type KnowledgeInput = z.input<typeof knowledgeInputSchema>;
export type KnowledgeWrite = z.output<typeof knowledgeInputSchema>;

export const memoryItemSchema = z.object({
  id: z.string(),
  kind: memoryKindSchema,
  title: z.string().nullable(),
  externalId: z.string().nullable(),
  mediaType: z.string(),
  contentHash: z.string(),
  scope: memoryScopeSchema,
  status: memoryStatusSchema,
  supersededBy: z.string().nullable(),
  metadata: z.record(z.string(), z.json()),
  importance: z.number(),
  provenance: provenanceSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string().nullable(),
  rev: z.int(),
});
export type MemoryItem = z.infer<typeof memoryItemSchema>;

/** A searchable part of an item; `start` and `end` are places in its text, in UTF-16 units. */
export const passageSchema = z.object({
  position: z.int(),
  heading: z.string(),
  text: z.string(),
  start: z.int(),
  end: z.int(),
});
export type Passage = z.infer<typeof passageSchema>;

export const linkKindSchema = z.enum(["near-duplicate", "contradicts", "supersedes", "summarises", "derived-from"]);
export type LinkKind = z.infer<typeof linkKindSchema>;

/** How one item bears on another. */
export const memoryLinkSchema = z.object({
  kind: linkKindSchema,
  from: z.string(),
  to: z.string(),
  /** Cosine of a near-duplicate; null for links that somebody stated. */
  score: z.number().nullable(),
  createdAt: z.string(),
});
export type MemoryLink = z.infer<typeof memoryLinkSchema>;

/** `GET …/items/{id}`: an item with its text and what it is linked to. */
export const memoryItemDetailSchema = memoryItemSchema.extend({
  passages: z.array(passageSchema),
  links: z.array(memoryLinkSchema),
  /** Passages that have a vector of the tenant's model. */
  embedded: z.int(),
  accessCount: z.int(),
  lastAccessAt: z.string().nullable(),
});
export type MemoryItemDetail = z.infer<typeof memoryItemDetailSchema>;

export const knowledgeReceiptSchema = z.object({
  item: memoryItemSchema,
  outcome: z.enum(["created", "replaced", "unchanged"]),
  passages: z.int(),
});
export type KnowledgeReceipt = z.infer<typeof knowledgeReceiptSchema>;

/** `PATCH …/items/{id}`: what may change without a new text. */
export const memoryPatchSchema = z.strictObject({
  metadata: metadataSchema.optional(),
  importance: z.number().min(0).max(1).optional(),
  /** Null ends an earlier limit. */
  ttlSeconds: z.int().min(1).max(315_360_000).nullable().optional(),
  ifRev: z.int().min(1).optional(),
});
export type MemoryPatch = z.infer<typeof memoryPatchSchema>;
