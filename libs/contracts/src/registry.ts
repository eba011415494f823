import { z } from "zod";
import { agentNameSchema, eventTypeSchema, typeFilterSchema } from "./names.js";
import { topicSchema } from "./topics.js";

/** Seconds an instance lives without a heartbeat, unless it registers with another. */
export const DEFAULT_TTL_SECONDS = 60;

/** SemVer 2.0.0 without build metadata. */
export const versionSchema = z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]{1,64})?$/, {
  message: "a version is semver: MAJOR.MINOR.PATCH",
});

/** A JSON Schema 2020-12 document. */
export const jsonSchemaSchema = z.record(z.string(), z.unknown());
export type JsonSchema = z.infer<typeof jsonSchemaSchema>;

const description = z.string().max(4096);

/** An event an agent consumes or produces. */
export const eventUseSchema = z.object({
  type: typeFilterSchema,
  topic: topicSchema,
});
export type EventUse = z.infer<typeof eventUseSchema>;

/** `PUT /v1/agents/{name}`: what an agent is, apart from where it runs. */
export const agentDefinitionSchema = z.object({
  name: agentNameSchema,
  version: versionSchema.default("0.0.0"),
  description: description.default(""),
  kind: z.enum(["agent", "worker", "tool", "planner"]).default("agent"),
  capabilities: z.array(z.string().min(1).max(128)).max(100).default([]),
  consumes: z.array(eventUseSchema).max(200).default([]),
  produces: z.array(eventUseSchema).max(200).default([]),
});
export type AgentDefinition = z.infer<typeof agentDefinitionSchema>;
export type AgentDefinitionInput = z.input<typeof agentDefinitionSchema>;

/** `PUT /v1/agents/{name}/instances/{id}`: a live process of an agent; the same call is its heartbeat. */
export const instanceInputSchema = z.object({
  ttlSeconds: z.int().min(3).max(3600).default(DEFAULT_TTL_SECONDS),
  /** Version of the definition this process runs. */
  version: versionSchema.optional(),
  metadata: z.record(z.string().max(128), z.string().max(1024)).default({}),
});
export const instanceSchema = z.object({
  id: z.string(),
  agent: agentNameSchema,
  version: versionSchema,
  startedAt: z.string(),
  seenAt: z.string(),
  expiresAt: z.string(),
  metadata: z.record(z.string(), z.string()),
});
export type AgentInstance = z.infer<typeof instanceSchema>;

/** An agent with its live instances. */
export const agentSchema = agentDefinitionSchema.extend({
  rev: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  live: z.boolean(),
  instances: z.array(instanceSchema),
});
export type AgentRecord = z.infer<typeof agentSchema>;

/** `PUT /v1/event-types/{type}`: one version of an event type. */
export const eventTypeInputSchema = z.object({
  type: eventTypeSchema,
  topic: topicSchema,
  version: versionSchema.default("1.0.0"),
  description: description.default(""),
  /** Why one would send it: what a planner reads. */
  purpose: description.default(""),
  schema: jsonSchemaSchema,
});
export type EventTypeInput = z.input<typeof eventTypeInputSchema>;

export const eventTypeRecordSchema = eventTypeInputSchema.extend({
  /** Hash of the canonical schema. */
  schemaHash: z.string(),
  createdAt: z.string(),
  /** All registered versions, newest first. */
  versions: z.array(versionSchema),
});
export type EventTypeRecord = z.infer<typeof eventTypeRecordSchema>;

/** A change between two versions of a schema that an old reader or writer would trip over. */
export const breakSchema = z.object({ pointer: z.string(), message: z.string() });
export const compatibilitySchema = z.object({
  compatible: z.boolean(),
  breaks: z.array(breakSchema),
  /** Live agents that consume the type and would receive what they do not expect. */
  consumers: z.array(z.object({ name: agentNameSchema, version: versionSchema, instances: z.int() })),
});
export type Compatibility = z.infer<typeof compatibilitySchema>;

/** How words are looked for: by meaning, by the words themselves, or by both. */
export const discoveryModeSchema = z.enum(["hybrid", "semantic", "lexical"]);
export type DiscoveryMode = z.infer<typeof discoveryModeSchema>;

/** Answer of `GET /v1/discover`. */
export const discoverySchema = z.object({
  /** Where words were asked for: how they were looked for in fact, `lexical` where nothing could be embedded. */
  mode: discoveryModeSchema.optional(),
  /** Why it was not done as asked, or not for all. */
  reason: z.string().optional(),
  agents: z.array(agentSchema),
  eventTypes: z.array(eventTypeRecordSchema),
  /** Where words were asked for: continues both lists; absent where they end. */
  cursor: z.string().optional(),
});
export type Discovery = z.infer<typeof discoverySchema>;

/** What the mirror keeps of a type for the events service: every version's schema. */
export const mirroredTypeSchema = z.object({
  type: eventTypeSchema,
  topic: topicSchema,
  /** Newest version. */
  version: versionSchema,
  schemas: z.record(versionSchema, jsonSchemaSchema),
});
export type MirroredType = z.infer<typeof mirroredTypeSchema>;

/** `dataschema` of an event that names a version: `urn:troupe:event-type:<type>:<version>`. */
export function dataSchemaOf(type: string, version: string): string {
  return `urn:troupe:event-type:${type}:${version}`;
}
/** Version named by a `dataschema` of {@link dataSchemaOf}'s form for `type`, else undefined. */
export function versionOfDataSchema(type: string, dataschema: string | undefined): string | undefined {
  const prefix = `urn:troupe:event-type:${type}:`;
  return dataschema?.startsWith(prefix) ? dataschema.slice(prefix.length) : undefined;
}
