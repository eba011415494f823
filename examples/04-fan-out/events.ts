import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

/** A text of any length is kept as Content; events say which, and where in it. */
const contentId = z.string().regex(/^[0-9a-f]{64}$/);

export const analyse = defineEvent({
  type: "document.analysis.requested",
  topic: "action-requests",
  description: "Count the words of a document",
  purpose: "Learn how long a text is and what it talks about",
  schema: z.object({ title: z.string(), content: contentId, parts: z.int().min(1).max(200) }),
});

export const analysed = defineEvent({
  type: "document.analysis.completed",
  topic: "action-results",
  description: "What a document holds",
  schema: z.object({
    title: z.string(),
    parts: z.int(),
    words: z.int(),
    longestWord: z.string(),
    topWords: z.array(z.object({ word: z.string(), count: z.int() })),
  }),
});

export const countPart = defineEvent({
  type: "part.count.requested",
  topic: "action-requests",
  description: "Count the words of one part of a document",
  schema: z.object({ part: z.int(), content: contentId, from: z.int().min(0), to: z.int().min(0) }),
});

export const partCounted = defineEvent({
  type: "part.count.completed",
  topic: "action-results",
  description: "What one part of a document holds",
  schema: z.object({
    part: z.int(),
    words: z.int(),
    longestWord: z.string(),
    frequencies: z.record(z.string(), z.int()),
  }),
});
