import type { MemoryKind } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { TermCounts } from "../domain/analyse.js";
import type { Corpus, TermBlocks } from "../domain/bm25.js";
import { groupBy } from "../domain/group-by.js";
import { blockOf, changePostings, encodePostings, type Posting } from "../domain/postings.js";
import { asJson, chunksOf, LOOKUPS, listedTerms } from "./rows.js";
import { corpora } from "./schema.js";

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

/** As {@link readCorpus} for a search: plans the transaction's joins as look-ups by the way, which saves a round trip. */
export async function beginSearch(tx: Tx, { tenant, kind }: IndexPlace): Promise<Corpus> {
  const rows = await tx.execute<{ passages: number; length: number; end: number }>(sql`
    select coalesce(c.passages, 0) as passages, coalesce(c.length, 0) as length, coalesce(c.next_no, 0) as "end",
      ${LOOKUPS}, set_config('plan_cache_mode', 'force_generic_plan', true)
    from (select) always left join memory.corpora c on c.tenant_id = ${tenant} and c.kind = ${kind}`);
  const [row] = rows;
  return { passages: row?.passages ?? 0, length: row?.length ?? 0, end: row?.end ?? 0 };
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

/** The postings of the given terms. */
export async function readTerms(tx: Tx, place: IndexPlace, terms: readonly string[]): Promise<TermBlocks[]> {
  if (terms.length === 0) return [];
  const rows = await tx.execute<{ term: string; block: number; count: number; postings: Uint8Array }>(sql`
    select found.* from ${listedTerms(terms)} cross join lateral (
      select term, block, count, postings from memory.terms
      where tenant_id = ${place.tenant} and kind = ${place.kind} and term = listed.term order by block offset 0) found`);
  return [...groupBy(rows, ({ term }) => term)].map(([term, blocks]) => ({ term, blocks }));
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
  await tx
    .update(corpora)
    .set({
      passages: corpus.passages + add.length - remove.length,
      length: corpus.length + lengthOf(add) - lengthOf(remove),
      nextNo: Math.max(corpus.end, ...add.map(({ no }) => no + 1)),
    })
    .where(and(eq(corpora.tenantId, place.tenant), eq(corpora.kind, place.kind)));
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
