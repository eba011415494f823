import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

/** What others ask of this agent. */
export const greet = defineEvent({
  type: "greeting.requested",
  topic: "action-requests",
  description: "Greet someone by name",
  schema: z.object({ name: z.string() }),
});

/** What it answers. */
export const greeted = defineEvent({
  type: "greeting.completed",
  topic: "action-results",
  description: "The greeting",
  schema: z.object({ text: z.string() }),
});
