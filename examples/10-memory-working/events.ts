import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

export const vote = defineEvent({
  type: "vote.requested",
  topic: "action-requests",
  description: "Count a vote",
  schema: z.object({ voter: z.string(), option: z.enum(["tea", "coffee"]) }),
});

export const counted = defineEvent({
  type: "vote.completed",
  topic: "action-results",
  description: "The vote is counted",
  schema: z.object({ votes: z.number() }),
});

/** What the mission holds in mind, with its types. */
export const ballot = z.object({
  tea: z.number().default(0),
  coffee: z.number().default(0),
  voters: z.array(z.string()).default([]),
});
