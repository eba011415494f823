import { z } from "zod";

/** Query of every list: at most 200 items a page, and where the last page ended. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** Longest that one call waits for an end. */
export const MAX_WAIT_MS = 25_000;

/** Query of what may wait for the end of what it answers with: `waitMs` milliseconds at most, not at all when absent. */
export const waitQuerySchema = z.strictObject({
  waitMs: z.coerce.number().int().min(0).max(MAX_WAIT_MS).optional().describe("wait for its end, at most so long"),
});
export type WaitQuery = z.infer<typeof waitQuerySchema>;

/** One page of a list; `cursor` is null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/** Schema of a page of `item`. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), cursor: z.string().nullable() });
