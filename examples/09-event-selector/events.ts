import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

/** A letter from a customer. */
export const letter = defineEvent({
  type: "letter.received",
  topic: "business-facts",
  description: "A customer wrote",
  schema: z.object({ from: z.string(), text: z.string() }),
});

const about = (type: string, description: string) =>
  defineEvent({
    type,
    topic: "business-facts",
    description,
    schema: z.object({ from: z.string(), text: z.string(), urgent: z.boolean().default(false) }),
  });

export const billing = about("letter.billing.sorted", "About invoices, payments and refunds");
export const repair = about("letter.repair.sorted", "Something is broken, or dangerous");
export const other = about("letter.other.sorted", "Nothing of the other");
