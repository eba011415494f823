import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

/** The goal that the planner carries to its end. */
export const welcome = defineEvent({
  type: "welcome.requested",
  topic: "action-requests",
  description: "Welcome a guest",
  schema: z.object({ name: z.string() }),
});

export const greet = defineEvent({
  type: "greeting.requested",
  topic: "action-requests",
  description: "Greet someone by name",
  schema: z.object({ name: z.string() }),
});

export const greeted = defineEvent({
  type: "greeting.completed",
  topic: "action-results",
  description: "The greeting",
  schema: z.object({ text: z.string() }),
});

export const prepare = defineEvent({
  type: "room.requested",
  topic: "action-requests",
  description: "Prepare a room",
  schema: z.object({ guest: z.string() }),
});

export const prepared = defineEvent({
  type: "room.completed",
  topic: "action-results",
  description: "The room is ready",
  schema: z.object({ number: z.int() }),
});
