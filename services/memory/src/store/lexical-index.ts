import type { MemoryKind } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { TermCounts } from "../domain/analyse.js";
import { BUDGET, type Corpus, type TermPostings } from "../domain/bm25.js";
import { groupBy } from "../domain/group-by.js";
import {
  blockOf,
  changePostings,
  type DecodedBlock,
  decodePostings,
  encodePostings,
  type Posting,
} from "../domain/postings.js";
import type { Reading } from "./reading.js";
import { asJson, chunksOf, listedNos, listedTerms } from "./rows.js";
import { corpora } from "./schema.js";
import type { TermCache } from "./term-cache.js";

/** Where a tenant's index of one kind is. */
export interface IndexPlace {
  readonly tenant: string;
  readonly kind: MemoryKind;
}

/** A passage as the lexical index sees it. */
export interface IndexedPassage extends TermCounts {
  readonly no: number;
}

const ROWS_A_STATEMENT = 4000;

/** The figures a search needs; empty for a tenant that remembers nothing. */
export async function readCorpus(tx: Tx, { tenant, kind }: IndexPlace): Promise<Corpus> {
  const [row] = await tx
    .select()
    .from(corpora)
    .where(and(eq(corpora.tenantId, tenant), eq(corpora.kind, kind)));
  return { passages: row?.passages ?? 0, length: row?.length ?? 0, end: row?.nextNo ?? 0 };
}

/** As {@link readCorpus}, and makes other writers of the index wait until the transaction's end. */
export async function lockCorpus(tx: Tx, { tenant, kind }: IndexPlace): Promise<Corpus> {
  await tx.insert(corpora).values({ tenantId: tenant, kind }).onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(corpora)
    .where(and(eq(corpora.tenantId, tenant), eq(corpora.kind, kind)))
    .for("update");
  return { passages: row?.passages ?? 0, length: row?.length ?? 0, end: row?.nextNo ?? 0 };
}

interface LexicalRow extends Record<string, unknown> {
  /** Null in the row of the figures. */
  readonly term: string | null;
  /** Of a term that is read whole; null where only what changed is read. */
  readonly frequency: number | null;
  /** Each block's number and the bytes of its postings, in order: `0:120,3:-1`; −1 where it holds the term no more. */
  readonly layout: string | null;
  /** The postings of these blocks, one after the other; null where they are too many to be read. */
  readonly postings: Uint8Array | null;
  readonly passages: number | null;
  readonly length: number | null;
  readonly end: number | null;
  readonly rev: number | null;
  readonly born: number | null;
}

/**
 * The figures, and the postings of the given terms: of terms that the cache does not know all, of others what changed
 * since. Terms that together have too many postings come without them, the commonest first.
 */
export async function readLexical(
  reading: Reading,
  place: IndexPlace,
  { terms, cache }: { readonly terms: readonly string[]; readonly cache: TermCache },
): Promise<{ corpus: Corpus; terms: TermPostings[] }> {
  const known = new Map(terms.map((term) => [term, cache.get(place, term)]));
  const since = terms.map((term) => known.get(term)?.rev ?? -1);
  const rows = await reading.execute<LexicalRow>(lexicalQuery(place, terms, since));
  const figures = rows.find(({ term }) => term === null);
  const { passages, length, end, rev, born } = figures ?? {};
  const corpus: Corpus = { passages: passages ?? 0, length: length ?? 0, end: end ?? 0 };
  if (corpus.passages === 0) return { corpus, terms: [] };
  const read = new Map(rows.map((row) => [row.term, row]));
  const now = rev ?? 0;
  const found = terms.map((term): TermPostings => {
    const before = known.get(term);
    const isValid = before !== undefined && before.rev >= (born ?? 0) && before.rev <= now;
    const postings = mergePostings(term, isValid ? before.blocks : [], read.get(term));
    if (postings.blocks !== undefined) {
      cache.put(place, term, { rev: now, frequency: postings.frequency, blocks: postings.blocks });
    }
    return postings;
  });
  return { corpus, terms: found.filter(({ frequency }) => frequency > 0) };
}

function mergePostings(term: string, before: readonly DecodedBlock[], row: LexicalRow | undefined): TermPostings {
  if (row?.frequency != null && row.postings === null) return { term, frequency: row.frequency, blocks: undefined };
  const { changed, fresh } = row === undefined ? { changed: new Set<number>(), fresh: [] } : blocksOf(row);
  const kept = changed.size === 0 ? before : before.filter(({ block }) => !changed.has(block));
  const blocks = fresh.length === 0 ? kept : [...kept, ...fresh].sort((a, b) => a.block - b.block);
  return { term, frequency: blocks.reduce((sum, { triples }) => sum + triples.length / 3, 0), blocks };
}

/** The blocks of a row, and those among them that hold the term. */
function blocksOf({ layout, postings }: LexicalRow): { changed: Set<number>; fresh: DecodedBlock[] } {
  const changed = new Set<number>();
  const fresh: DecodedBlock[] = [];
  let from = 0;
  for (const part of layout?.split(",") ?? []) {
    const [block = 0, size = -1] = part.split(":").map(Number);
    changed.add(block);
    if (size < 0 || postings === null) continue;
    fresh.push(decodePostings(block, postings.subarray(from, from + size)));
    from += size;
  }
  return { changed, fresh };
}

/** `since` is the revision at which each term is known, -1 where it is not. A row a term: rows are what takes time. */
function lexicalQuery({ tenant, kind }: IndexPlace, terms: readonly string[], since: readonly number[]): SQL {
  const none = sql.raw("null::int, null::bigint, null::int, null::bigint, null::bigint");
  const isRead = sql`(total <= ${sql.raw(String(BUDGET))} or total = frequency)`;
  return sql`
    with corpus as materialized (
      select passages, length, next_no, rev, born from memory.corpora where tenant_id = ${tenant} and kind = ${kind}),
    asked as materialized (
      select a.term, case when a.since between c.born and c.rev then a.since else -1 end as since
      from corpus c cross join unnest(string_to_array(${terms.join(",")}, ','), string_to_array(${since.join(",")}, ',')::bigint[])
        as a(term, since)),
    counted as materialized (
      select a.term, t.block, t.count, t.postings, sum(t.count) over (partition by a.term) as frequency
      from asked a cross join lateral (select block, count, postings from memory.terms
        where tenant_id = ${tenant} and kind = ${kind} and term = a.term offset 0) t
      where a.since < 0),
    sized as materialized (
      select term, block, postings, frequency, sum(count) over (order by frequency, term) as total from counted),
    changed as materialized (
      select block, rev from memory.blocks where tenant_id = ${tenant} and kind = ${kind}
        and rev > (select min(since) from asked where since >= 0))
    select null::text as term, null::int as frequency, null::text as layout, null::bytea as postings,
      passages, length, next_no as "end", rev, born from corpus
    union all
    select term, frequency::int, string_agg(block || ':' || octet_length(postings), ',' order by block) filter (where ${isRead}),
      string_agg(postings, ''::bytea order by block) filter (where ${isRead}), ${none}
    from sized group by term, frequency
    union all
    select a.term, null, string_agg(b.block || ':' || coalesce(octet_length(t.postings), -1), ',' order by b.block),
      string_agg(t.postings, ''::bytea order by b.block), ${none}
    from asked a join changed b on b.rev > a.since
    left join lateral (select postings from memory.terms
      where tenant_id = ${tenant} and kind = ${kind} and term = a.term and block = b.block limit 1) t on true
    where a.since >= 0 group by a.term`;
}

/** Adds passages to the index and takes others out; the caller holds the corpus's lock. */
export async function changeIndex(
  tx: Tx,
  place: IndexPlace,
  change: {
    readonly corpus: Corpus;
    readonly add: readonly IndexedPassage[];
    readonly remove: readonly IndexedPassage[];
  },
): Promise<void> {
  const { corpus, add, remove } = change;
  const touched = new Map<string, Touched>();
  for (const { no, counts, length } of add) {
    for (const [term, count] of counts) touchedOf(touched, term, blockOf(no)).add.push({ no, count, length });
  }
  for (const { no, counts } of remove) {
    for (const term of counts.keys()) touchedOf(touched, term, blockOf(no)).remove.add(no);
  }
  for (const [block, ofBlock] of groupBy(touched.values(), (each) => each.block)) {
    for (const part of chunksOf(ofBlock, ROWS_A_STATEMENT)) await writeTerms(tx, place, { block, touched: part });
  }
  const lengthOf = (passages: readonly IndexedPassage[]): number =>
    passages.reduce((sum, { length }) => sum + length, 0);
  const passages = corpus.passages + add.length - remove.length;
  const length = corpus.length + lengthOf(add) - lengthOf(remove);
  const end = add.reduce((most, { no }) => Math.max(most, no + 1), corpus.end);
  const numbers = [...new Set([...touched.values()].map(({ block }) => block))];
  await tx.execute(sql`
    with changed as (
      update memory.corpora set passages = ${passages}, length = ${length}, next_no = ${end},
        rev = greatest(rev + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
      where tenant_id = ${place.tenant} and kind = ${place.kind} returning rev)
    insert into memory.blocks (tenant_id, kind, block, rev)
    select ${place.tenant}, ${place.kind}, listed.no, changed.rev from changed cross join ${listedNos(numbers)}
    on conflict (tenant_id, kind, block) do update set rev = excluded.rev`);
}

interface Touched {
  readonly term: string;
  readonly block: number;
  readonly add: Posting[];
  readonly remove: Set<number>;
}

function touchedOf(all: Map<string, Touched>, term: string, block: number): Touched {
  const key = `${block}/${term}`;
  const known = all.get(key);
  if (known !== undefined) return known;
  const made: Touched = { term, block, add: [], remove: new Set() };
  all.set(key, made);
  return made;
}

/** Changes the rows of one block's terms. */
async function writeTerms(
  tx: Tx,
  { tenant, kind }: IndexPlace,
  { block, touched }: { readonly block: number; readonly touched: readonly Touched[] },
): Promise<void> {
  const named = (terms: readonly { readonly term: string }[]): SQL => sql`
    ${listedTerms(terms.map(({ term }) => term))} cross join lateral (
      select ctid, term, postings from memory.terms
      where tenant_id = ${tenant} and kind = ${kind} and term = listed.term and block = ${block} limit 1) found`;
  const rows = await tx.execute<{ term: string; postings: Uint8Array }>(
    sql`select found.term, found.postings from ${named(touched)}`,
  );
  const before = new Map(rows.map(({ term, postings }) => [term, postings]));
  const changed = touched.map(({ term, add, remove }) => {
    const postings = changePostings(block, before.get(term), { add, remove });
    const encoded = Buffer.from(encodePostings(block, postings)).toString("base64");
    return { term, block, count: postings.length, postings: encoded };
  });
  const gone = changed.filter(({ count }) => count === 0);
  const kept = changed.filter(({ count }) => count > 0);
  if (gone.length > 0) {
    await tx.execute(sql`delete from memory.terms where ctid = any(array(select found.ctid from ${named(gone)}))`);
  }
  if (kept.length > 0) {
    await tx.execute(sql`
      insert into memory.terms (tenant_id, kind, term, block, count, postings)
      select ${tenant}, ${kind}, term, block, count, decode(postings, 'base64')
      from json_to_recordset(${asJson(kept)}::json) as k(term text, block int, count int, postings text)
      on conflict (tenant_id, kind, term, block) do update set count = excluded.count, postings = excluded.postings`);
  }
}
