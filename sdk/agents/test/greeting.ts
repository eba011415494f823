import { z } from "zod";
import { defineEvent } from "../src/index.js";

export const greet = defineEvent({
  type: "greeting.requested",
  topic: "action-requests",
  description: "Greet someone by name",
  schema: z.object({ name: z.string(), times: z.int().default(1) }),
});

export const greeted = defineEvent({
  type: "greeting.completed",
  topic: "action-results",
  description: "The greeting",
  schema: z.object({ text: z.string() }),
});

export const noted = defineEvent({
  type: "visitor.noted",
  topic: "business-facts",
  description: "Somebody was greeted",
  schema: z.object({ name: z.string() }),
});
