import type { MemoryItem, Passage } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Fused } from "../domain/fuse.js";
import type { QueryVector } from "../embeddings/query-embedder.js";
import { itemOf, passageOf } from "./items.js";
import type { IndexPlace } from "./lexical-index.js";
import { asJson, isoOf, listedNos, passagesOfItems } from "./rows.js";
import { items, passages } from "./schema.js";

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
          where v.tenant_id = ${place.tenant} and v.kind = ${place.kind} and v.model = ${vector.model} and v.no = p.no)`;
  const rows = await tx.execute<{
    no: number;
    item: string;
    importance: number;
    at: string;
    similarity: number | null;
  }>(sql`
    select p.no, p.item_id as item, ${items.importance} as importance, ${items.createdAt} as at, ${similarity} as similarity
    from ${listedNos(nos)}
    cross join lateral (select no, item_id from memory.passages where tenant_id = ${place.tenant}
      and kind = ${place.kind} and no = listed.no limit 1) p
    join ${items} on ${items.tenantId} = ${place.tenant} and ${items.id} = p.item_id
    where ${where}`);
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
  /** Ids of items that say the opposite and that the caller may see. */
  readonly conflicts: readonly string[];
}

/** The chosen passages with their items, in the order of `best`, each with its neighbours. */
export async function readHits(
  tx: Tx,
  query: {
    readonly place: IndexPlace;
    readonly best: readonly Fused[];
    readonly expand: number;
    readonly visible: SQL;
  },
): Promise<ReadHit[]> {
  const { place, best, expand, visible } = query;
  if (best.length === 0) return [];
  const nos = best.map(({ candidate }) => candidate.no);
  const rows = await tx
    .select({ passage: passages, item: items, conflicts: conflictsOf(place.tenant, visible) })
    .from(passages)
    .innerJoin(items, and(eq(items.tenantId, passages.tenantId), eq(items.id, passages.itemId)))
    .where(
      sql`memory.passages.ctid = any(array(select found.ctid from ${listedNos(nos)} cross join lateral (
        select p.ctid from memory.passages p
        where p.tenant_id = ${place.tenant} and p.kind = ${place.kind} and p.no = listed.no limit 1) found))`,
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
    return [
      {
        fused,
        item: itemOf(row.item),
        passage: passageOf(row.passage),
        context: around?.(row.passage) ?? [],
        conflicts: row.conflicts,
      },
    ];
  });
}

/** The other ends of a hit's contradictions. The inner query has items of its own, so its names hide those outside. */
function conflictsOf(tenant: string, visible: SQL): SQL<string[]> {
  const other = sql`case when l.from_id = ${passages.itemId} then l.to_id else l.from_id end`;
  return sql<string[]>`(select coalesce(json_agg(${items.id}), '[]') from memory.links l
    join ${items} on ${items.tenantId} = ${tenant} and ${items.id} = ${other}
    where l.tenant_id = ${tenant} and l.kind = 'contradicts'
      and (l.from_id = ${passages.itemId} or l.to_id = ${passages.itemId}) and ${visible})`.mapWith((json) =>
    typeof json === "string" ? (JSON.parse(json) as string[]) : json,
  );
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
        passagesOfItems(tenant, [...new Set(found.map(({ itemId }) => itemId))]),
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
