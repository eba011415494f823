import { z } from "zod";
import { defineEvent } from "../../events/definition.js";

/** Asks that what a conversation came to is kept as knowledge, on behalf of whoever publishes it. */
export const consolidate = defineEvent({
  type: "memory.consolidation.requested",
  topic: "action-requests",
  description: "Turn what was said in a conversation into knowledge, linked to where it comes from",
  schema: z.object({
    conversationId: z.string().min(1).max(512),
    /** Fewer turns than that are left for later. */
    atLeast: z.int().min(1).max(200).default(1),
    /** Seconds after which the turns themselves go; they stay when absent. */
    retainSeconds: z.int().min(1).max(315_360_000).optional(),
  }),
});

/** What came of it. */
export const consolidated = defineEvent({
  type: "memory.consolidation.completed",
  topic: "action-results",
  description: "What a conversation came to",
  schema: z.object({
    /** Turns that were looked at. */
    turns: z.int(),
    /** Ids of the knowledge that was kept. */
    knowledge: z.array(z.string()),
    /** Id of the summary, which is linked to each of the turns; null where there was nothing to look at. */
    summary: z.string().nullable(),
    /** Whether turns are left: ask again. */
    more: z.boolean(),
  }),
});
