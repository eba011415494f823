import type { Tx } from "@troupe/store";
import { type SQL, sql } from "drizzle-orm";

/*
 * Rows are looked up by lists of keys, each list being one text parameter (alike on both drivers).
 * 1. Where a tenant has many rows the list must drive the look-up: `listed` cross join lateral (select … limit 1), by the
 *    whole key. As `key = any(list)` it is a key of the index only where the planner believes in many rows; elsewhere it
 *    filters all rows of the tenant.
 * 2. A statement is planned once for all lists after its fifth time. As a filter, `any(string_to_array($1, ','))` then
 *    splits the text anew for each row; in a sub-select of its own, as in `anyId`, it is split once.
 */

/** Numbers as rows of a table with the column `no`. */
export const listedNos = (numbers: readonly number[]): SQL =>
  sql`unnest(string_to_array(${numbers.join(",")}, ',')::int[]) as listed(no)`;

/** Ids as rows of a table with the column `id`. */
export const listedIds = (ids: readonly string[]): SQL =>
  sql`unnest(string_to_array(${ids.join(",")}, ',')::uuid[]) as listed(id)`;

/** Words, which hold no comma, as rows of a table with the column `term`. */
export const listedTerms = (terms: readonly string[]): SQL =>
  sql`unnest(string_to_array(${terms.join(",")}, ',')) as listed(term)`;

/** Any of a few ids. */
export const anyId = (ids: readonly string[]): SQL =>
  sql`any((select string_to_array(${ids.join(",")}, ',')::uuid[])::uuid[])`;

/** Condition on `memory.items`: those of the tenant with these ids. */
export const itemsIn = (tenant: string, ids: readonly string[]): SQL =>
  sql`memory.items.ctid = any(array(select found.ctid from ${listedIds(ids)} cross join lateral
    (select i.ctid from memory.items i where i.tenant_id = ${tenant} and i.id = listed.id limit 1) found))`;

/** Condition on `memory.passages`: those of the tenant's items. */
export const passagesOfItems = (tenant: string, ids: readonly string[]): SQL =>
  sql`memory.passages.ctid = any(array(select found.ctid from ${listedIds(ids)} cross join lateral
    (select p.ctid from memory.passages p where p.tenant_id = ${tenant} and p.item_id = listed.id offset 0) found))`;

/** Rows as one parameter, alike on both drivers: read with `json_to_recordset($1::json)`. */
export const asJson = (rows: readonly unknown[]): string => JSON.stringify(rows);

/**
 * Plans joins of this transaction as look-ups by index, which all of ours are. Where a table was never analysed (PGlite
 * does not by itself) the planner takes a tenant for a handful of rows and reads all of them instead. Nothing is compiled
 * just in time: that takes longer than any of our statements, and is done wherever vectors make one look expensive.
 */
export async function planLookups(tx: Tx): Promise<void> {
  const settings = Object.entries(LOOKUPS).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await tx.execute(sql`select ${sql.join(settings, sql`, `)}`);
}

/** The settings of {@link planLookups}. */
export const LOOKUPS = {
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  enable_seqscan: "off",
  random_page_cost: "1.1",
  jit: "off",
} as const;

/** The settings of a search that walks a graph with a list of so many, where it walks one. */
export const searchSettings = (width: number): Record<string, string> => ({
  ...LOOKUPS,
  plan_cache_mode: "force_generic_plan",
  "hnsw.iterative_scan": "relaxed_order",
  "hnsw.max_scan_tuples": String(MAX_SCANNED),
  "hnsw.ef_search": String(width),
});

const MAX_SCANNED = 40_000;

/** Parts of a list, `size` members each. */
export function* chunksOf<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

/** A time of a raw row (text in UTC) as RFC 3339. */
export const isoOf = (time: string): string =>
  new Date(time.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")).toISOString();
