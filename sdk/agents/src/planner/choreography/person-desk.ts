import { z } from "zod";
import { Worker } from "../../agent/worker.js";
import { defineEvent } from "../../events/definition.js";

/** Asks a person something on behalf of an agent. */
export const askPerson = defineEvent({
  type: "person.question.requested",
  topic: "action-requests",
  description: "Ask a person a question and wait for the answer",
  purpose: "Have somebody decide what no agent can know",
  schema: z.object({ question: z.string().min(1).max(8192), context: z.unknown().optional() }),
});

export const personAnswered = defineEvent({
  type: "person.question.completed",
  topic: "action-results",
  description: "What a person answered",
  schema: z.object({ answer: z.unknown(), by: z.string(), comment: z.string().nullable() }),
});

/** The agent that puts questions to people: one group for all planners of a tenant. */
export function personDesk(): Worker {
  const desk = new Worker({ name: "person-desk", capabilities: ["people"] });
  return desk.onTask(askPerson, { replies: personAnswered }, async (task) => {
    const { question, context } = task.data;
    const { value, by, comment } = await task.ask({ question, ...(context === undefined ? {} : { context }) });
    return { answer: value, by, comment };
  });
}
