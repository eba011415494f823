import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

const passage = z.object({ source: z.string().describe("file: heading"), text: z.string() });
/** Something said, and where it is from. */
const statement = z.object({ text: z.string(), source: z.string() });
export type Passage = z.infer<typeof passage>;
export type Statement = z.infer<typeof statement>;

const request = <S extends z.ZodType>(type: string, description: string, schema: S) =>
  defineEvent({ type: `${type}.requested`, topic: "action-requests", description, schema });
const answer = <S extends z.ZodType>(type: string, description: string, schema: S) =>
  defineEvent({ type: `${type}.completed`, topic: "action-results", description, schema });

const statements = z.array(statement);

export const question = request(
  "question.research",
  "Have a question answered from documents",
  z.object({ question: z.string().min(3), folder: z.string() }),
);
export const researched = answer(
  "question.research",
  "An answer, each sentence with its source",
  z.object({ statements }),
);

export const findPassages = request(
  "passages.find",
  "Find the passages of documents that a question is about",
  z.object({ question: z.string(), folder: z.string(), most: z.int().min(1).max(50) }),
);
export const passagesFound = answer(
  "passages.find",
  "Passages, the best first",
  z.object({ passages: z.array(passage) }),
);

export const advise = request(
  "advice.write",
  "Answer a question from passages, and from nothing else",
  z.object({ question: z.string(), passages: z.array(passage) }),
);
export const advised = answer("advice.write", "An answer", z.object({ statements }));

export const validate = request(
  "advice.validate",
  "Check that each statement is borne out by the source it names",
  z.object({ folder: z.string(), statements }),
);
export const validated = answer(
  "advice.validate",
  "Whether an answer holds",
  z.object({ valid: z.boolean(), faults: z.array(z.string()) }),
);
