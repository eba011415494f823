import type { MemoryItem, MemoryKind, MemoryScope, MemoryStatus, Metadata, Passage } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { QueryVector } from "../embeddings/query-embedder.js";
import { passageOf } from "./items.js";
import type { IndexPlace } from "./lexical-index.js";
import type { Reading } from "./reading.js";
import { asJson, isoOf, listedNos, passagesOfItems } from "./rows.js";
import { items, passages } from "./schema.js";
import { itemOfRow, type Near, type NearQuery, type NearRow, nearOf, nearRows } from "./vectors.js";

/** What ranking needs to know of a passage. */
export interface CandidateRow {
  readonly no: number;
  readonly itemId: string;
  readonly importance: number;
  readonly recordedAtMs: number;
  /** Null where the passage has no vector of the query's model. */
  readonly similarity: number | null;
}

/**
 * Those of the passages that the conditions let through, with their similarity to the query. Where there is a vector it
 * tells the item too.
 */
export async function readCandidates(
  reading: Reading,
  query: {
    readonly place: IndexPlace;
    readonly nos: readonly number[];
    readonly vector: QueryVector | undefined;
    readonly where: SQL | undefined;
  },
): Promise<CandidateRow[]> {
  const { place, nos, vector, where } = query;
  const known =
    vector === undefined
      ? sql`(select null::uuid as item_id, null::float8 as similarity)`
      : sql`(select item_id, 1 - (embedding <=> ${vector.vector}::vector) as similarity from memory.vectors
          where tenant_id = ${place.tenant} and kind = ${place.kind} and model = ${vector.model} and no = listed.no limit 1)`;
  const rows = await reading.execute<{
    no: number;
    item: string;
    importance: number;
    at: number;
    similarity: number | null;
  }>(sql`
    select known.no, item.id as item, item.importance, item.at, known.similarity
    from (select listed.no, coalesce(v.item_id, p.item_id) as item_id, v.similarity from ${listedNos(nos)}
    left join lateral ${known} v on true
    left join lateral (select item_id from memory.passages where v.item_id is null and tenant_id = ${place.tenant}
      and kind = ${place.kind} and no = listed.no limit 1) p on true offset 0) known
    ${itemOfRow(place.tenant, "known", where)}`);
  return rows.map(({ no, item, importance, at, similarity }) => ({
    ...{ no, importance, similarity, itemId: item, recordedAtMs: at },
  }));
}

/** A hit without its score. */
export interface ReadHit {
  readonly no: number;
  readonly item: MemoryItem;
  readonly passage: Passage;
  /** Ids of items that say the opposite and that the caller may see. */
  readonly conflicts: readonly string[];
}

/** The columns of a hit; its passage is `p` and its item `i`. */
function hitColumns(tenant: string, visible: SQL): SQL {
  return sql`p.no, p.position, p.heading, p.text, p.start_at, p.end_at,
    i.id, i.kind, i.title, i.external_id, i.media_type, i.content_hash, i.scope, i.status, i.superseded_by, i.metadata,
    i.importance, i.agent, i.owner, i.event_id, i.run_id, i.mission_id, i.conversation_id, i.source, i.created_at,
    i.updated_at, i.expires_at, i.rev, ${conflictsOf(tenant, visible)} as conflicts`;
}

/** The passage and the item of a row that has their keys. */
function hitOfRow({ tenant, kind }: IndexPlace, row: string): SQL {
  const [no, itemId] = [sql.raw(`${row}.no`), sql.raw(`${row}.item_id`)];
  return sql`cross join lateral (select * from memory.passages
      where tenant_id = ${tenant} and kind = ${kind} and no = ${no} limit 1) p
    cross join lateral (select * from memory.items where tenant_id = ${tenant} and id = ${itemId} limit 1) i`;
}

interface HitRow extends Record<string, unknown> {
  readonly no: number;
  readonly position: number;
  readonly heading: string;
  readonly text: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly id: string;
  readonly kind: MemoryKind;
  readonly title: string | null;
  readonly external_id: string | null;
  readonly media_type: string;
  readonly content_hash: string;
  readonly scope: MemoryScope;
  readonly status: MemoryStatus;
  readonly superseded_by: string | null;
  readonly metadata: Metadata;
  readonly importance: number;
  readonly agent: string;
  readonly owner: string;
  readonly event_id: string | null;
  readonly run_id: string | null;
  readonly mission_id: string | null;
  readonly conversation_id: string | null;
  readonly source: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly expires_at: string | null;
  readonly rev: number;
  readonly conflicts: readonly string[];
}

function hitOf(row: HitRow): ReadHit {
  const recordedAt = isoOf(row.created_at);
  return {
    no: row.no,
    passage: { position: row.position, heading: row.heading, text: row.text, start: row.start_at, end: row.end_at },
    conflicts: row.conflicts,
    item: {
      ...{ id: row.id, kind: row.kind, title: row.title, externalId: row.external_id, mediaType: row.media_type },
      ...{ contentHash: row.content_hash, scope: row.scope, status: row.status, supersededBy: row.superseded_by },
      metadata: row.metadata,
      importance: Math.round(row.importance * 1e6) / 1e6,
      provenance: {
        ...{ agent: row.agent, user: row.owner, eventId: row.event_id, runId: row.run_id, recordedAt },
        ...{ missionId: row.mission_id, conversationId: row.conversation_id, source: row.source },
      },
      createdAt: recordedAt,
      updatedAt: isoOf(row.updated_at),
      expiresAt: row.expires_at === null ? null : isoOf(row.expires_at),
      rev: row.rev,
    },
  };
}

/** The chosen passages with their items, by number. */
export async function readHits(
  reading: Reading,
  query: {
    readonly place: IndexPlace;
    readonly best: readonly Pick<CandidateRow, "no" | "itemId">[];
    readonly visible: SQL;
  },
): Promise<Map<number, ReadHit>> {
  const { place, best, visible } = query;
  if (best.length === 0) return new Map();
  const rows = await reading.execute<HitRow>(sql`
    select ${hitColumns(place.tenant, visible)}
    from unnest(string_to_array(${best.map(({ no }) => no).join(",")}, ',')::int[],
      string_to_array(${best.map(({ itemId }) => itemId).join(",")}, ',')::uuid[]) as best(no, item_id)
    ${hitOfRow(place, "best")}`);
  return new Map(rows.map((row) => [row.no, hitOf(row)]));
}

/** What one statement finds: the nearest passages, at most so many of an item, with their items. */
export interface NearHits {
  readonly hits: readonly (ReadHit & Near)[];
  /** How many neighbours they were chosen from. */
  readonly seen: number;
  /** Passages of the tenant; undefined where nothing was found. */
  readonly passages: number | undefined;
}

/** The statement of {@link nearHitsOf}. */
export function nearHitsQuery(
  query: NearQuery & { readonly k: number; readonly perItem: number; readonly visible: SQL },
): SQL {
  const { place, k, perItem, visible } = query;
  return sql`
    with near as materialized (${nearRows(query)}),
    best as materialized (
      select no, item_id, at, far from (
        select no, item_id, at, far, row_number() over (partition by item_id order by far, no) as nth from near) ranked
      where nth <= ${perItem} order by far, no limit ${k})
    select ${hitColumns(place.tenant, visible)}, best.item_id, best.at, best.far, (select count(*)::int from near) as seen,
      (select passages from memory.corpora where tenant_id = ${place.tenant} and kind = ${place.kind}) as passages
    from best ${hitOfRow(place, "best")} order by best.far, best.no`;
}

/** The rows of {@link nearHitsQuery} as what they mean. */
export function nearHitsOf(rows: readonly Record<string, unknown>[]): NearHits {
  const read = rows as readonly (HitRow & NearRow & { readonly seen: number; readonly passages: number })[];
  const hits = read.map((row) => ({ ...nearOf(row), ...hitOf(row) }));
  return { hits, seen: read[0]?.seen ?? 0, passages: read[0]?.passages };
}

/** The other ends of a hit's contradictions, but for those that are quarantined. The inner query has items of its own, so its names hide those outside. */
function conflictsOf(tenant: string, visible: SQL): SQL {
  return sql`(select coalesce(json_agg(${items.id}), '[]') from memory.links l
    join ${items} on ${items.tenantId} = ${tenant} and ${items.id} = case when l.from_id = i.id then l.to_id else l.from_id end
    where l.tenant_id = ${tenant} and l.kind = 'contradicts' and (l.from_id = i.id or l.to_id = i.id) and ${items.status} <> 'quarantined' and ${visible})`;
}

/** The passages around found ones, `expand` of them before and after each. */
export async function readNeighbours(
  tx: Tx,
  tenant: string,
  { found, expand }: { readonly found: Iterable<ReadHit>; readonly expand: number },
): Promise<(hit: ReadHit) => Passage[]> {
  const ranges = [...found].map(({ item, passage: { position } }) => ({
    item: item.id,
    from: position - expand,
    to: position + expand,
  }));
  if (expand === 0 || ranges.length === 0) return () => [];
  const rows = await tx
    .selectDistinct()
    .from(passages)
    .where(
      and(
        eq(passages.tenantId, tenant),
        sql`exists (select from json_to_recordset(${asJson(ranges)}::json) as r(item uuid, "from" int, "to" int)
          where r.item = ${passages.itemId} and ${passages.position} between r."from" and r."to")`,
        passagesOfItems(tenant, [...new Set(ranges.map(({ item }) => item))]),
      ),
    );
  return ({ item, passage: { position } }) =>
    rows
      .filter(
        (row) => row.itemId === item.id && row.position !== position && Math.abs(row.position - position) <= expand,
      )
      .sort((a, b) => a.position - b.position)
      .map(passageOf);
}
