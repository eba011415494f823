import { z } from "zod";
import { notTooDeep } from "./depth.js";
import { instantSchema } from "./instant.js";
import { jsonBytesOf, memoryItemSchema, memoryScopeSchema, metadataSchema, roleSchema } from "./memory.js";
import { searchModeSchema } from "./memory-search.js";
import { versionSchema } from "./registry.js";

const name = z.string().min(1).max(512);
const ttlSeconds = z.int().min(1).max(315_360_000).optional();

/** `POST /v1/memory/episodic/interactions`: something that was said or done, in a conversation. */
export const interactionInputSchema = z.strictObject({
  role: roleSchema.exclude(["summary"]),
  text: z.string().min(1).max(1_000_000),
  /** The handled event's when absent. */
  conversationId: name.optional(),
  /** Who it was by name; it is embedded and indexed with the text. */
  speaker: z.string().min(1).max(256).optional(),
  /** The same again changes nothing: give one when a write may be repeated. */
  externalId: name.optional(),
  scope: memoryScopeSchema.default("private"),
  metadata: metadataSchema.default({}),
  importance: z.number().min(0).max(1).default(0.5),
  ttlSeconds,
  trusted: z.boolean().default(true),
});
export type InteractionInput = z.input<typeof interactionInputSchema>;
export type InteractionWrite = z.output<typeof interactionInputSchema>;

/** `POST /v1/memory/episodic/summaries`: what some interactions come to; they stay, linked. */
export const summaryInputSchema = z.strictObject({
  text: z.string().min(1).max(1_000_000),
  conversationId: name.optional(),
  interactionIds: z.array(z.uuid()).min(1).max(1000),
  /** The same again changes nothing: give one when a write may be repeated. */
  externalId: name.optional(),
  /** Seconds from now on after which what is summed up goes, unless it has an earlier limit; it stays when absent. */
  retainSeconds: ttlSeconds,
  scope: memoryScopeSchema.default("private"),
  metadata: metadataSchema.default({}),
  importance: z.number().min(0).max(1).default(0.5),
});
export type SummaryInput = z.input<typeof summaryInputSchema>;
export type SummaryWrite = z.output<typeof summaryInputSchema>;

export const interactionSchema = memoryItemSchema.extend({
  role: roleSchema,
  speaker: z.string().nullable(),
  text: z.string(),
  /** What a summary sums up. */
  summarises: z.array(z.string()),
});
export type Interaction = z.infer<typeof interactionSchema>;

/** Query of `GET /v1/memory/episodic/interactions`, newest first. */
export const interactionListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
  conversation: name.optional(),
  agent: z.string().max(512).optional(),
  /** Whose they are: of others one sees what is not private. */
  user: z.string().max(512).optional(),
  role: roleSchema.optional(),
  /** Those that a summary sums up, or those that none does. */
  summarised: z.enum(["yes", "no"]).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type InteractionListQuery = z.infer<typeof interactionListQuerySchema>;

/** Name of a procedure: as an agent's, with room for paths. */
export const procedureNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
  message: "a procedure's name is 1 to 128 letters, digits, dots, - and _, starting with a letter or digit",
});

/** `PUT /v1/memory/procedural/{name}`: one version of a prompt, a rule or a skill. Versions do not change. */
export const procedureInputSchema = z.strictObject({
  type: z.enum(["prompt", "rule", "skill"]),
  version: versionSchema.default("1.0.0"),
  description: z.string().max(4096).default(""),
  content: z.string().min(1).max(200_000),
  /** Words or phrases of situations in which it applies. */
  triggers: z.array(z.string().min(1).max(256)).max(50).default([]),
  /** −100 to 100; higher comes first among the like. */
  priority: z.int().min(-100).max(100).default(0),
});
export type ProcedureInput = z.input<typeof procedureInputSchema>;
export type ProcedureWrite = z.output<typeof procedureInputSchema>;

export const procedureSchema = z.object({
  name: procedureNameSchema,
  type: z.enum(["prompt", "rule", "skill"]),
  version: versionSchema,
  /** All versions, newest first. */
  versions: z.array(versionSchema),
  description: z.string(),
  content: z.string(),
  triggers: z.array(z.string()),
  priority: z.int(),
  helped: z.number(),
  hurt: z.number(),
  agent: z.string(),
  createdAt: z.string(),
});
export type Procedure = z.infer<typeof procedureSchema>;

/** `POST /v1/memory/procedural/relevant`: which procedures fit a situation. */
export const relevantQuerySchema = z.strictObject({
  situation: z.string().trim().min(1).max(8192),
  k: z.int().min(1).max(50).default(5),
  type: z.enum(["prompt", "rule", "skill"]).optional(),
});
export type RelevantQuery = z.infer<typeof relevantQuerySchema>;

export const relevantProcedureSchema = z.object({
  procedure: procedureSchema,
  score: z.number(),
  /** What the score is made of. */
  parts: z.object({ search: z.number(), trigger: z.number(), priority: z.number(), feedback: z.number() }),
});
export const relevantProceduresSchema = z.object({
  mode: searchModeSchema,
  reason: z.string().optional(),
  items: z.array(relevantProcedureSchema),
});
export type RelevantProcedures = z.infer<typeof relevantProceduresSchema>;

export const feedbackSchema = z.strictObject({ outcome: z.enum(["helped", "hurt"]) });
export type ProcedureFeedback = z.infer<typeof feedbackSchema>;

/** Key of a working memory: printable, without `/`. */
export const workingKeySchema = z.string().regex(/^[^\p{C}/]{1,256}$/u, {
  message: "a key is 1 to 256 printable characters without /",
});
/** Most bytes of a value as JSON. */
export const MAX_WORKING_BYTES = 512 * 1024;

const value = z
  .json()
  .refine((given) => jsonBytesOf(given) <= MAX_WORKING_BYTES, {
    message: `is larger than ${MAX_WORKING_BYTES} bytes of JSON`,
  })
  .refine(...notTooDeep);

/** `PUT /v1/memory/working/{mission}/{key}`. */
export const workingWriteSchema = z.strictObject({
  value,
  /** Write only when the key is at this revision; 0 for one that is not there. */
  ifRev: z.int().min(0).optional(),
  ttlSeconds,
});
export type WorkingWrite = z.infer<typeof workingWriteSchema>;

/** `POST …/increment`: a key that is not there counts as 0. */
export const workingIncrementSchema = z.strictObject({ by: z.number().default(1), ttlSeconds });
export type WorkingIncrement = z.input<typeof workingIncrementSchema>;

/** `POST …/append`: a key that is not there counts as an empty list. */
export const workingAppendSchema = z.strictObject({
  values: z.array(value).min(1).max(1000),
  /** Only the last so many are kept. */
  keepLast: z.int().min(1).max(10_000).optional(),
  ttlSeconds,
});
export type WorkingAppend = z.infer<typeof workingAppendSchema>;

export const workingEntrySchema = z.object({
  missionId: z.string(),
  key: z.string(),
  value: z.json(),
  rev: z.int(),
  agent: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string().nullable(),
});
export type WorkingEntry = z.infer<typeof workingEntrySchema>;

/** Type and topic of the event that tells of each change of a working memory; its `missionid` is the mission. */
export const WORKING_CHANGED = { type: "memory.working-changed", topic: "system-events" } as const;
/** Longest value that the event carries, in bytes of JSON; a longer one is read from the memory. */
export const MAX_CHANGE_BYTES = 16 * 1024;

export const workingChangeSchema = z.object({
  missionId: z.string(),
  key: z.string(),
  operation: z.enum(["set", "increment", "append", "delete", "expire"]),
  /** The revision it has now; 0 when it is gone. */
  rev: z.int(),
  /** Absent when it is gone or long. */
  value: z.json().optional(),
});
export type WorkingChange = z.infer<typeof workingChangeSchema>;

/** Query of `GET /v1/memory/working/{mission}`, by key. */
export const workingListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1024).optional(),
  prefix: z.string().max(256).optional(),
});
