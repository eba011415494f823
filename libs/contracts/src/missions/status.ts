import { z } from "zod";
import { notTooDeep } from "../depth.js";
import { instantSchema } from "../instant.js";

/** Source of what the missions service publishes: facts, and requests that were asked for by a call. */
export const MISSIONS_SOURCE = "urn:troupe:missions";

/** Status words of missions, tasks, runs and steps; the last four are ends. */
export const STATUSES = ["queued", "running", "waiting", "succeeded", "failed", "timed_out", "cancelled"] as const;
export const statusSchema = z.enum(STATUSES);
export type Status = z.infer<typeof statusSchema>;

const anyStatus = `(?:${STATUSES.join("|")})`;

/** Status words of a query, separated by commas. */
export const statusesSchema = z
  .string()
  .max(256)
  .regex(new RegExp(`^\\s*${anyStatus}(?:\\s*,\\s*${anyStatus})*\\s*$`), `status words are ${STATUSES.join(", ")}`)
  .describe("status words, separated by commas");

/** Whether nothing follows a status. */
export const isFinal = (status: Status): boolean =>
  status === "succeeded" || status === "failed" || status === "timed_out" || status === "cancelled";

/** RFC 3339. */
export const instant = instantSchema;

/** What the database counts in 32 bits. */
export const counted = z.int().min(0).max(2_147_483_647);

/** US dollars. */
export const dollars = z.number().min(0).max(1e9);

/** Milliseconds that may be added to a time: a hundred years at most. */
export const span = z.int().min(0).max(3_155_760_000_000);

/** Any JSON value. */
export const json = z.unknown();

/** Any JSON value that is handed in, no deeper than an event's data. */
export const givenJson = z.unknown().refine(...notTooDeep);

/** Why something did not succeed; `cause` is what made it fail, down to the first fault. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Where it happened: `/agents/<name>`, a task, a step. */
  readonly at?: string | undefined;
  readonly details?: unknown;
  readonly cause?: Failure | undefined;
}
export const failureSchema: z.ZodType<Failure> = z.object({
  code: z.string().min(1).max(128),
  message: z.string().max(8192),
  at: z.string().max(512).optional(),
  details: json.optional(),
  get cause() {
    return failureSchema.optional();
  },
}) as z.ZodType<Failure>;
