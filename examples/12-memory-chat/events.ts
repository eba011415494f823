import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

export const chat = defineEvent({
  type: "chat.requested",
  topic: "action-requests",
  description: "Say something to the chatbot",
  schema: z.object({ text: z.string().min(1) }),
});

export const chatted = defineEvent({
  type: "chat.completed",
  topic: "action-results",
  description: "What the chatbot says",
  schema: z.object({ text: z.string(), turn: z.number() }),
});

/** What the conversation holds in mind. */
export const thread = z.object({ turns: z.number().default(0) });
