import { z } from "zod";
import { instantSchema } from "./instant.js";
import { contentIdSchema, eventIdSchema, eventTypeSchema, tenantSchema } from "./names.js";
import { topicSchema } from "./topics.js";

/** Most bytes of `data` as JSON; more goes to Content. */
export const MAX_DATA_BYTES = 512 * 1024;
/** Most events in one batch. */
export const MAX_BATCH_EVENTS = 1000;
/** Most bytes of one Content body. */
export const MAX_CONTENT_BYTES = 64 * 1024 * 1024;
/** Most hops: an event caused through more than this many others is refused. */
export const MAX_HOPS = 64;
/** Deepest nesting of `data`. */
export const MAX_DATA_DEPTH = 64;

const text = z.string().min(1).max(512);

/** Name of a further CloudEvents extension attribute: 1 to 20 lower-case letters and digits (CloudEvents 1.0.2, section 3.1). */
export const EXTENSION_NAME = /^[a-z0-9]{1,20}$/;
/** Value of a further extension attribute (CloudEvents 1.0.2, section 3.1.1, without bytes and times of their own). */
export const extensionValueSchema = z.union([z.string().max(512), z.boolean(), z.int()]);

/** The attributes that are named here; further extension attributes pass through at run time. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

/**
 * What a producer may say of an event: CloudEvents 1.0.2 attributes in JSON, with Troupe's extensions.
 * `tenantid` and `actor` are accepted and overwritten: the server sets them from the credential.
 * Further extension attributes pass through; their names must match {@link EXTENSION_NAME}.
 */
export const eventInputSchema = z
  .object({
    specversion: z.literal("1.0"),
    id: eventIdSchema.optional(),
    source: z.string().min(1).max(512),
    type: eventTypeSchema,
    topic: topicSchema,
    time: instantSchema.optional(),
    datacontenttype: z.literal("application/json").optional(),
    dataschema: z.string().min(1).max(512).optional(),
    subject: text.optional(),
    /** Any JSON value. */
    data: z.unknown().optional(),
    tenantid: z.string().optional(),
    actor: z.string().optional(),
    correlationid: text.optional(),
    causationid: text.optional(),
    missionid: text.optional(),
    taskid: text.optional(),
    replytype: eventTypeSchema.optional(),
    replytopic: topicSchema.optional(),
    hops: z.int().min(0).optional(),
    partitionkey: text.optional(),
    deliverat: instantSchema.optional(),
    expiresat: instantSchema.optional(),
    sensitive: z.boolean().optional(),
    contentid: contentIdSchema.optional(),
    replayof: eventIdSchema.optional(),
    traceparent: z.string().max(64).optional(),
    tracestate: z.string().max(512).optional(),
  })
  .catchall(z.unknown());
/** An event as a producer writes it: `specversion`, `source`, `type` and `topic` are required. */
export type EventInput = Named<z.input<typeof eventInputSchema>>;

/** A whole event, as it is stored and delivered. */
export const cloudEventSchema = eventInputSchema.extend({
  specversion: z.literal("1.0"),
  id: eventIdSchema,
  source: z.string().min(1).max(512),
  time: instantSchema,
  tenantid: tenantSchema,
  actor: z.string(),
  correlationid: text,
  hops: z.int().min(0),
});
export type CloudEvent = Named<z.infer<typeof cloudEventSchema>>;

/** One JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
