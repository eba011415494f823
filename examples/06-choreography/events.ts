import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

/** A text of any length is kept as Content; events say which. */
const content = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256 of the text, which is kept as Content");
const terms = z.array(z.string()).describe("words that say what the text is about, the most telling first");

export const summarise = defineEvent({
  type: "text.summary.requested",
  topic: "action-requests",
  description: "Have a text summed up",
  purpose: "Know what a text says without reading it",
  schema: z.object({ title: z.string(), content }),
});

export const findTerms = defineEvent({
  type: "text.terms.requested",
  topic: "action-requests",
  description: "Find the words that say what a text is about",
  schema: z.object({ content }),
});

export const termsFound = defineEvent({
  type: "text.terms.completed",
  topic: "action-results",
  description: "What a text is about",
  schema: z.object({ terms, words: z.int() }),
});

export const pickQuickly = defineEvent({
  type: "sentences.pick.quick.requested",
  topic: "action-requests",
  description: "Pick the first sentences of a text that name its terms",
  purpose: "Sum up a text fast",
  schema: z.object({ content, terms }),
});

export const pickCarefully = defineEvent({
  type: "sentences.pick.careful.requested",
  topic: "action-requests",
  description: "Weigh every sentence of a text by its terms and pick the best",
  purpose: "Sum up a text well",
  schema: z.object({ content, terms }),
});

export const summary = defineEvent({
  type: "text.summary.completed",
  topic: "action-results",
  description: "A text in a few of its own sentences",
  schema: z.object({ sentences: z.array(z.string()), by: z.string() }),
});
