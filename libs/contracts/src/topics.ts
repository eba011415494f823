import { z } from "zod";

/** The eight topics. Each is one file-backed JetStream stream; the set is fixed. */
export const TOPICS = [
  "action-requests",
  "action-results",
  "business-facts",
  "billing-events",
  "notification-events",
  "system-events",
  "plan-events",
  "task-events",
] as const;

export const topicSchema = z.enum(TOPICS);
export type Topic = z.infer<typeof topicSchema>;
