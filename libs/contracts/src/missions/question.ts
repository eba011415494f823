import { z } from "zod";
import { pageQuerySchema } from "../page.js";
import { givenJson, json, statusesSchema, statusSchema } from "./status.js";

/** A question to a person, open until it is answered, withdrawn or its time is up. */
export const questionSchema = z.object({
  id: z.string(),
  missionId: z.string().nullable(),
  taskId: z.string(),
  key: z.string(),
  question: z.string(),
  schema: z.record(z.string(), json).nullable(),
  isApproval: z.boolean(),
  context: json.nullable(),
  status: statusSchema,
  answer: z.object({ value: json, comment: z.string().nullable(), by: z.string(), at: z.string() }).nullable(),
  escalatedTo: z.string().nullable(),
  until: z.string().nullable(),
  askedAt: z.string(),
});
export type Question = z.infer<typeof questionSchema>;

export const questionQuerySchema = pageQuerySchema.extend({
  missionId: z.string().max(128).optional(),
  status: statusesSchema.optional(),
});
export type QuestionQuery = z.infer<typeof questionQuerySchema>;

/** `POST /v1/questions/{id}/answer`: 422 when the value does not fit, 409 when it was answered before. */
export const answerSchema = z.strictObject({ value: givenJson, comment: z.string().max(8192).optional() });
export type Answer = z.infer<typeof answerSchema>;

/** `POST /v1/missions/{id}/approve`: answers the mission's open approval, or the named one. */
export const approveSchema = z.strictObject({
  approved: z.boolean(),
  comment: z.string().max(8192).optional(),
  question: z.string().max(128).optional(),
});
export type Approve = z.infer<typeof approveSchema>;
