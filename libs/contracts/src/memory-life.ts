import { z } from "zod";
import { memoryKindSchema } from "./memory.js";

/** `POST /v1/memory/forget`: what is forgotten; exactly one is named, `tenant` with the tenant's own name. */
export const forgetSchema = z
  .strictObject({
    item: z.uuid().optional(),
    user: z.string().min(1).max(512).optional(),
    mission: z.string().min(1).max(512).optional(),
    conversation: z.string().min(1).max(512).optional(),
    source: z.string().min(1).max(2048).optional(),
    tenant: z.string().min(1).max(63).optional(),
  })
  .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
    message: "name exactly one of item, user, mission, conversation, source and tenant",
  });
export type Forget = z.infer<typeof forgetSchema>;

/** What was forgotten: how much, not what. */
export const forgetReceiptSchema = z.object({
  id: z.string(),
  actor: z.string(),
  /** What was named; a name that tells of a person is kept as its SHA-256. */
  selector: z.record(z.string(), z.string()),
  counts: z.object({
    items: z.int(),
    passages: z.int(),
    working: z.int(),
    procedures: z.int(),
  }),
  createdAt: z.string(),
});
export type ForgetReceipt = z.infer<typeof forgetReceiptSchema>;

/** `POST /v1/memory/reembed`: the model the tenant's vectors are to be of. */
export const reembedSchema = z.strictObject({ model: z.string().min(1).max(256) });
export const reembedStatusSchema = z.object({
  current: z.string().nullable(),
  next: z.string().nullable(),
  pending: z.int(),
  available: z.array(z.string()),
});
export type ReembedStatus = z.infer<typeof reembedStatusSchema>;

/** Outcome of `POST /v1/memory/import`. */
export const importReceiptSchema = z.object({
  created: z.int(),
  replaced: z.int(),
  unchanged: z.int(),
  working: z.int(),
  procedures: z.int(),
  links: z.int(),
  /** Items that are here under another id than the one they had. */
  renamed: z.array(z.object({ from: z.string(), to: z.string() })),
  failed: z.array(z.object({ line: z.int(), code: z.string(), detail: z.string() })),
});
export type ImportReceipt = z.infer<typeof importReceiptSchema>;

/** Which kinds an export holds. */
export const exportQuerySchema = z.strictObject({ kind: memoryKindSchema.optional() });
