import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { EmbeddingModel } from "@troupe/embeddings";
import type { Tx } from "@troupe/store";
import { sql } from "drizzle-orm";
import { countTerms, type TermCounts } from "./domain/analyse.js";
import type { Corpus } from "./domain/bm25.js";
import { groupBy } from "./domain/group-by.js";
import { type Slice, type Structured, splitText } from "./domain/split.js";
import { changeIndex, type IndexedPassage, type IndexPlace, lockCorpus } from "./store/lexical-index.js";
import { asJson, chunksOf, listedIds, passagesOfItems } from "./store/rows.js";
import { queueVectors, readModels, removeJobs, settleModels } from "./store/vectors.js";

/** A passage ready to be written. */
export interface PreparedPassage extends Slice, TermCounts {
  readonly textHash: string;
}

const PASSAGES_A_TURN = 50;
const ROWS_A_STATEMENT = 1000;

/** What of a passage is indexed and embedded: its title and heading with it, since a passage alone rarely says what it is about. */
export function indexedText(
  title: string | null | undefined,
  { heading, text }: Pick<Slice, "heading" | "text">,
): string {
  const above = [title ?? "", heading].filter(
    (part, at, all) => part !== "" && !(at === 0 && all[1]?.startsWith(part)),
  );
  return [...above, text].join("\n");
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Splits and counts a text. A long one is worked on in turns, so that others are served meanwhile. */
export async function preparePassages(title: string | undefined, text: Structured): Promise<PreparedPassage[]> {
  const prepared: PreparedPassage[] = [];
  for (const [at, slice] of splitText(text).entries()) {
    if (at > 0 && at % PASSAGES_A_TURN === 0) await nextTurn();
    const indexed = indexedText(title, slice);
    prepared.push({ ...slice, ...countTerms(indexed), textHash: hashOf(indexed) });
  }
  return prepared;
}

/** Writes passages and their index entries, and takes others out, in the caller's transaction. */
export interface Indexer {
  /** Puts `prepared` in the place of whatever the item had. The item's row is there, and the corpus is locked. */
  replace(tx: Tx, place: IndexPlace, change: ItemPassages): Promise<void>;
  /** Takes items' passages, postings and vectors out. */
  remove(tx: Tx, place: IndexPlace, options: { itemIds: readonly string[] }): Promise<number>;
}

export interface ItemPassages {
  readonly itemId: string;
  /** Whether the item has no passages yet. */
  readonly isNew: boolean;
  readonly corpus: Corpus;
  readonly prepared: readonly PreparedPassage[];
  readonly now: Date;
}

/** An indexer that queues vectors of the tenant's model; a tenant without one gets `fallback`, where there is any. */
export function createIndexer(fallback: EmbeddingModel | undefined): Indexer {
  async function takeOut(tx: Tx, place: IndexPlace, itemIds: readonly string[]): Promise<IndexedPassage[]> {
    const rows = await tx.execute<{ no: number; heading: string; text: string; title: string | null }>(sql`
      select p.no, p.heading, p.text, i.title from ${listedIds(itemIds)}
      cross join lateral (select title from memory.items where tenant_id = ${place.tenant} and id = listed.id limit 1) i
      cross join lateral (select no, heading, text from memory.passages
        where tenant_id = ${place.tenant} and item_id = listed.id and kind = ${place.kind} offset 0) p`);
    if (rows.length === 0) return [];
    await tx.execute(sql`delete from memory.passages where ${passagesOfItems(place.tenant, itemIds)}`);
    await tx.execute(sql`
      delete from memory.vectors where tenant_id = ${place.tenant} and ctid = any(array(
        select found.ctid from ${listedIds(itemIds)} cross join lateral (select v.ctid from memory.vectors v
          where v.tenant_id = ${place.tenant} and v.item_id = listed.id offset 0) found))`);
    const known = await readModels(tx, place.tenant);
    const models = [known?.current.model, known?.next?.model].filter((model) => model !== undefined);
    await removeJobs(
      tx,
      place,
      models,
      rows.map(({ no }) => no),
    );
    return rows.map(({ no, title, ...passage }) => ({ no, ...countTerms(indexedText(title, passage)) }));
  }

  return {
    async replace(tx, place, { itemId, isNew, corpus, prepared, now }) {
      const add = prepared.map(({ counts, length }, at) => ({ no: corpus.end + at, counts, length }));
      const rows = prepared.map(({ heading, text, start, end, textHash }, position) => ({
        no: corpus.end + position,
        position,
        heading,
        text,
        start,
        end,
        textHash,
      }));
      const remove = isNew ? [] : await renumber(tx, place, { itemId, rows, takeOut });
      if (isNew) await insertPassages(tx, place, itemId, rows);
      await changeIndex(tx, place, { corpus, add, remove });
      // Without a model here, what a tenant's model is to embed waits until one is there again.
      const models =
        fallback === undefined
          ? await readModels(tx, place.tenant)
          : await settleModels(tx, place.tenant, { fallback, now });
      if (models === undefined) return;
      const { current, next } = models;
      const nos = add.map(({ no }) => no);
      for (const model of next === undefined ? [current] : [current, next]) {
        await queueVectors(tx, place, { model, nos, now });
      }
    },

    async remove(tx, place, { itemIds }) {
      const corpus = await lockCorpus(tx, place);
      let count = 0;
      const gone: IndexedPassage[] = [];
      for (const part of chunksOf(itemIds, ROWS_A_STATEMENT)) {
        const removed = await takeOut(tx, place, part);
        gone.push(...removed);
        count += removed.length;
      }
      await changeIndex(tx, place, { corpus, add: [], remove: gone });
      return count;
    },
  };
}

type PassageRow = Omit<Slice, never> & { readonly no: number; readonly position: number; readonly textHash: string };

async function insertPassages(tx: Tx, place: IndexPlace, itemId: string, rows: readonly PassageRow[]): Promise<void> {
  for (const part of chunksOf(rows, ROWS_A_STATEMENT)) {
    await tx.execute(sql`
      insert into memory.passages (tenant_id, kind, no, item_id, position, heading, text, start_at, end_at, text_hash)
      select ${place.tenant}, ${place.kind}, r.no, ${itemId}::uuid, r.position, r.heading, r.text, r.start, r."end", r."textHash"
      from json_to_recordset(${asJson(part)}::json)
        as r(no int, position int, heading text, text text, start int, "end" int, "textHash" text)`);
  }
}

/** Keeps the vectors of passages whose text stays while all passages get new numbers; returns what left the index. */
async function renumber(
  tx: Tx,
  place: IndexPlace,
  options: {
    readonly itemId: string;
    readonly rows: readonly PassageRow[];
    readonly takeOut: (tx: Tx, place: IndexPlace, ids: readonly string[]) => Promise<IndexedPassage[]>;
  },
): Promise<IndexedPassage[]> {
  const { itemId, rows, takeOut } = options;
  const kept = await tx.execute<{ model: string; dims: number; hash: string; vector: string }>(sql`
    select distinct on (model, text_hash) model, dims, text_hash as hash, embedding::text as vector
    from memory.vectors where tenant_id = ${place.tenant} and item_id = ${itemId}::uuid`);
  const removed = await takeOut(tx, place, [itemId]);
  await insertPassages(tx, place, itemId, rows);
  const byHash = groupBy(kept, ({ hash }) => hash);
  const again = rows.flatMap(({ no, textHash }) => (byHash.get(textHash) ?? []).map((known) => ({ ...known, no })));
  if (again.length > 0) {
    await tx.execute(sql`
      insert into memory.vectors (tenant_id, kind, no, model, dims, item_id, text_hash, embedding)
      select ${place.tenant}, ${place.kind}, r.no, r.model, r.dims, ${itemId}::uuid, r.hash, r.vector::vector
      from json_to_recordset(${asJson(again)}::json) as r(no int, model text, dims int, hash text, vector text)`);
  }
  return removed;
}
