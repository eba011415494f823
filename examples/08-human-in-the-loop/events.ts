import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

export const expense = defineEvent({
  type: "expense.requested",
  topic: "action-requests",
  description: "Have an expense paid back",
  schema: z.object({ what: z.string().min(1), amount: z.number().positive() }),
});

export const settled = defineEvent({
  type: "expense.completed",
  topic: "action-results",
  description: "What became of an expense",
  schema: z.object({ paid: z.number(), from: z.string(), by: z.string() }),
});

/** What a person says about where the money comes from. */
export const account = z.object({ account: z.enum(["travel", "office", "training"]) });
