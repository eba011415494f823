import type { MemoryItem, Passage } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Acting } from "../acting.js";
import type { Fused } from "../domain/fuse.js";
import type { QueryVector } from "../embeddings/query-embedder.js";
import { itemOf, passageOf } from "./items.js";
import type { IndexPlace } from "./lexical-index.js";
import { asJson, isoOf, joined } from "./rows.js";
import { items, passages } from "./schema.js";
import { visibleTo } from "./visibility.js";

/** What ranking needs to know of a passage. */
export interface CandidateRow {
  readonly no: number;
  readonly itemId: string;
  readonly importance: number;
  readonly recordedAtMs: number;
  /** Null where the passage has no vector of the query's model. */
  readonly similarity: number | null;
}

/** Those of the passages that the conditions let through, with their similarity to the query. */
export async function readCandidates(
  tx: Tx,
  query: {
    readonly place: IndexPlace;
    readonly nos: readonly number[];
    readonly vector: QueryVector | undefined;
    readonly where: SQL | undefined;
  },
): Promise<CandidateRow[]> {
  const { place, nos, vector, where } = query;
  const similarity =
    vector === undefined
      ? sql`null::float8`
      : sql`(select 1 - (v.embedding <=> ${vector.vector}::vector) from memory.vectors v
          where v.tenant_id = p.tenant_id and v.kind = p.kind and v.model = ${vector.model} and v.no = p.no)`;
  const rows = await tx.execute<{
    no: number;
    item: string;
    importance: number;
    at: string;
    similarity: number | null;
  }>(sql`
    select p.no, p.item_id as item, ${items.importance} as importance, ${items.createdAt} as at, ${similarity} as similarity
    from memory.passages p
    join ${items} on ${items.tenantId} = p.tenant_id and ${items.id} = p.item_id
    where p.tenant_id = ${place.tenant} and p.kind = ${place.kind}
      and p.no = any(string_to_array(${joined(nos)}, ',')::int[]) and ${where}`);
  return rows.map(({ no, item, importance, at, similarity: near }) => ({
    no,
    itemId: item,
    importance,
    recordedAtMs: Date.parse(isoOf(at)),
    similarity: near,
  }));
}

/** A hit without its score. */
export interface ReadHit {
  readonly fused: Fused;
  readonly item: MemoryItem;
  readonly passage: Passage;
  readonly context: Passage[];
}

/** The chosen passages with their items, in the order of `best`, each with its neighbours. */
export async function readHits(
  tx: Tx,
  query: { readonly place: IndexPlace; readonly best: readonly Fused[]; readonly expand: number },
): Promise<ReadHit[]> {
  const { place, best, expand } = query;
  if (best.length === 0) return [];
  const nos = best.map(({ candidate }) => candidate.no);
  const rows = await tx
    .select({ passage: passages, item: items })
    .from(passages)
    .innerJoin(items, and(eq(items.tenantId, passages.tenantId), eq(items.id, passages.itemId)))
    .where(
      and(
        eq(passages.tenantId, place.tenant),
        eq(passages.kind, place.kind),
        sql`${passages.no} = any(string_to_array(${joined(nos)}, ',')::int[])`,
      ),
    );
  const byNo = new Map(rows.map((row) => [row.passage.no, row]));
  const around =
    expand === 0
      ? undefined
      : await readNeighbours(
          tx,
          place.tenant,
          rows.map(({ passage }) => passage),
          expand,
        );
  return best.flatMap((fused) => {
    const row = byNo.get(fused.candidate.no);
    if (row === undefined) return [];
    return [{ fused, item: itemOf(row.item), passage: passageOf(row.passage), context: around?.(row.passage) ?? [] }];
  });
}

/** Pairs of items that contradict each other, one of them among `ids`, the other visible to the caller. */
export async function readConflicts(
  tx: Tx,
  acting: Acting,
  { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
): Promise<(readonly [string, string])[]> {
  if (ids.length === 0) return [];
  const found = sql`any(string_to_array(${[...new Set(ids)].join(",")}, ',')::uuid[])`;
  const rows = await tx.execute<{ one: string; other: string }>(sql`
    select distinct l.from_id as one, l.to_id as other
    from (
      select from_id, to_id, to_id as far from memory.links
        where tenant_id = ${acting.tenant} and kind = 'contradicts' and from_id = ${found}
      union all
      select from_id, to_id, from_id from memory.links
        where tenant_id = ${acting.tenant} and kind = 'contradicts' and to_id = ${found}) l
    join ${items} on ${items.tenantId} = ${acting.tenant} and ${items.id} = l.far
    where ${visibleTo(acting, now)}`);
  return rows.map(({ one, other }) => [one, other] as const);
}

type PassageRow = typeof passages.$inferSelect;

async function readNeighbours(
  tx: Tx,
  tenant: string,
  found: readonly PassageRow[],
  expand: number,
): Promise<(passage: PassageRow) => Passage[]> {
  const ranges = found.map(({ itemId, position }) => ({
    item: itemId,
    from: position - expand,
    to: position + expand,
  }));
  const rows = await tx
    .selectDistinct()
    .from(passages)
    .where(
      and(
        eq(passages.tenantId, tenant),
        sql`exists (select from json_to_recordset(${asJson(ranges)}::json) as r(item uuid, "from" int, "to" int)
          where r.item = ${passages.itemId} and ${passages.position} between r."from" and r."to")`,
        sql`${passages.itemId} in (select r.item from json_to_recordset(${asJson(ranges)}::json) as r(item uuid))`,
      ),
    );
  return ({ itemId, position }) =>
    rows
      .filter(
        (row) => row.itemId === itemId && row.position !== position && Math.abs(row.position - position) <= expand,
      )
      .sort((a, b) => a.position - b.position)
      .map(passageOf);
}
