import { z } from "zod";
import { problemSchema } from "./errors.js";
import { cloudEventSchema } from "./event.js";
import { eventIdSchema, groupSchema, typeFilterSchema } from "./names.js";
import { topicSchema } from "./topics.js";

/** Most unsettled deliveries one subscription may ask for. */
export const MAX_CREDIT = 10_000;
/** Most settlements in one call. */
export const MAX_SETTLEMENTS = 1000;

/** Answer to a publish; `duplicate` when the id was stored before within the stream's window. */
export const publishReceiptSchema = z.object({
  id: eventIdSchema,
  topic: topicSchema,
  /** Place in the topic's stream (for an event held by `deliverat`, in the stream of delayed events). */
  sequence: z.int(),
  duplicate: z.boolean(),
});
export type PublishReceipt = z.infer<typeof publishReceiptSchema>;

export const batchResultSchema = z.union([publishReceiptSchema, z.object({ problem: problemSchema })]);
export type BatchResult = z.infer<typeof batchResultSchema>;

/** What is delivered beside an event to a member of a group. */
export const deliverySchema = z.object({
  /** Signed and self-contained: any replica settles it. */
  token: z.string(),
  /** 1 for the first time the group sees the event. */
  attempt: z.int().min(1),
  leaseMs: z.int(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/**
 * Header of a call that ends the work on a delivery, whose token it holds: the delivery is acknowledged once the call
 * has succeeded. An answer without the second header leaves it to be settled.
 */
export const DELIVERY_HEADER = "troupe-delivery";
export const SETTLED_HEADER = "troupe-settled";

/** What an agent says of a delivery. */
export const settlementSchema = z.discriminatedUnion("outcome", [
  z.strictObject({ token: z.string().max(2048), outcome: z.literal("ack") }),
  z.strictObject({
    token: z.string().max(2048),
    outcome: z.literal("retry"),
    /** Milliseconds to wait; the group's back-off when absent. */
    afterMs: z.int().min(0).max(86_400_000).optional(),
    reason: z.string().max(2048).optional(),
  }),
  z.strictObject({
    token: z.string().max(2048),
    outcome: z.literal("reject"),
    reason: z.string().max(2048).optional(),
  }),
  z.strictObject({ token: z.string().max(2048), outcome: z.literal("extend") }),
]);
export type Settlement = z.infer<typeof settlementSchema>;

export const settlementResultSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), token: z.string().optional(), leaseMs: z.int().optional() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);
export type SettlementResult = z.infer<typeof settlementResultSchema>;

/** How a group's failed deliveries are tried again, and what bounds them. */
export const groupPolicySchema = z.object({
  /** Deliveries before an event goes to the dead letters. */
  maxAttempts: z.int().min(1).max(100).default(5),
  /** Wait before attempt 2, 3, …; the last repeats. Jitter of ±20 % is added. */
  backoffMs: z.array(z.int().min(0).max(86_400_000)).min(1).max(20).default([1000, 5000, 30_000, 120_000]),
  /** How long a member may hold an event before it settles or extends, in milliseconds. */
  leaseMs: z.int().min(1000).max(3_600_000).default(30_000),
});
export type GroupPolicy = z.infer<typeof groupPolicySchema>;

/** A group as it is defined: which events it gets, and how its failures are tried again. */
export const groupDefinitionSchema = z.object({
  group: groupSchema,
  topics: z.array(topicSchema).min(1),
  /** Type filters; `[">"]` for every type. */
  types: z.array(typeFilterSchema).min(1),
  policy: groupPolicySchema,
});
export type GroupDefinition = z.infer<typeof groupDefinitionSchema>;

/** A group with its state. */
export const groupStatusSchema = groupDefinitionSchema.extend({
  createdAt: z.string(),
  /** Events that match and were not yet delivered. */
  lag: z.int(),
  /** Delivered and not settled. */
  pending: z.int(),
  /** Open subscriptions, over all replicas. */
  members: z.int(),
});
export type GroupStatus = z.infer<typeof groupStatusSchema>;

export const attemptSchema = z.object({ at: z.string(), reason: z.string() });
export type Attempt = z.infer<typeof attemptSchema>;

export const deadLetterSchema = z.object({
  id: z.string(),
  event: cloudEventSchema,
  group: groupSchema,
  attempts: z.array(attemptSchema),
  diedAt: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** Frame data of `GET /v1/events/stream`, by the SSE field `event`. */
export interface StreamFrames {
  /** `cursor` is where an observation starts; a group keeps its place itself and has none. */
  ready: { group: string | null; cursor: string | null };
  event: { event: z.infer<typeof cloudEventSchema>; delivery?: Delivery };
  gap: { topic: z.infer<typeof topicSchema>; from: number; to: number; missed: number };
  bye: { reason: string };
}

/** An immutable body kept outside the event that refers to it. */
export const contentSchema = z.object({ id: z.string(), size: z.int(), contentType: z.string() });
export type Content = z.infer<typeof contentSchema>;
