import type { Tx } from "@troupe/store";
import { sql } from "drizzle-orm";

/** A list as one parameter, alike on both drivers: read with `string_to_array($1, ',')::int[]`. */
export const joined = (numbers: readonly number[]): string => numbers.join(",");

/** Rows as one parameter, alike on both drivers: read with `json_to_recordset($1::json)`. */
export const asJson = (rows: readonly unknown[]): string => JSON.stringify(rows);

/**
 * Plans joins of this transaction as look-ups by index, which all of ours are. Where a table was never analysed (PGlite
 * does not by itself) the planner takes a tenant for a handful of rows and reads all of them instead.
 */
export async function planLookups(tx: Tx): Promise<void> {
  await tx.execute(sql`select ${LOOKUPS}`);
}

/** The columns that set what {@link planLookups} sets. */
export const LOOKUPS = sql`set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
  set_config('random_page_cost', '1.1', true)`;

/** Parts of a list, `size` members each. */
export function* chunksOf<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

/** A time of a raw row (text in UTC) as RFC 3339. */
export const isoOf = (time: Date | string): string =>
  (time instanceof Date ? time : new Date(time.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"))).toISOString();
