import { eventIdSchema, MAX_DATA_BYTES } from "@troupe/contracts";
import { z } from "zod";

export const read = { scope: "missions:read" } as const;
export const write = { scope: "missions:write" } as const;

/** Path of what has an id. */
export const idParams = z.object({ id: eventIdSchema });

/** Bytes of a body that asks for many sub-tasks at once. */
export const WIDE_BODY = 32 * 1024 * 1024;

/** Bytes of a body that ends a task: its result, and the answer that says it again. */
export const END_BODY = 3 * MAX_DATA_BYTES;

/** A page as its schema has it. */
export const pageOfItems = <T>({ items, cursor }: { items: readonly T[]; cursor: string | null }) => ({
  items: [...items],
  cursor,
});
