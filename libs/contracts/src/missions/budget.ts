import { z } from "zod";
import { counted, dollars, span } from "./status.js";

const total = z.int().min(0);

/** What a mission may use up; what is not named is not bounded. */
export const budgetSchema = z.strictObject({
  /** Deepest chain of causes. */
  hops: counted.optional(),
  /** Tasks asked and events published inside the mission. */
  actions: counted.optional(),
  /** LLM tokens, of prompts and answers. */
  tokens: total.optional(),
  /** LLM cost, in US dollars by the configured prices. */
  cost: dollars.optional(),
  /** Milliseconds from its creation, pauses included. */
  wallMs: span.optional(),
  /** Times the same action (event type with the same data) may be asked. */
  repeats: counted.optional(),
});
export type Budget = z.infer<typeof budgetSchema>;

/** What a mission has used up. */
export const spentSchema = z.object({ hops: total, actions: total, tokens: total, cost: z.number().min(0) });
export type Spent = z.infer<typeof spentSchema>;

/**
 * `POST /v1/missions/{id}/spend`: takes amounts from the budget before they are used. 409 BUDGET_EXCEEDED, and the
 * mission fails with its reason and partial result, when one does not fit. `key` makes a repeated call spend once.
 */
export const spendSchema = z.strictObject({
  key: z.string().min(1).max(256),
  actions: counted.max(1_000_000).optional(),
  tokens: counted.optional(),
  cost: dollars.optional(),
});
export type Spend = z.infer<typeof spendSchema>;

/**
 * `POST /v1/missions/{id}/spend/{key}`: says what a spending really came to; the difference goes back to the budget,
 * or is taken beyond it.
 */
export const settleSpendSchema = z.strictObject({ tokens: counted.optional(), cost: dollars.optional() });
export type SettleSpend = z.infer<typeof settleSpendSchema>;
