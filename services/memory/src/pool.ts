import type { MemorySearch, SearchMode } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import type { SQL } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { termsOfQuestion } from "./domain/analyse.js";
import { type LexicalScores, scoreLexically } from "./domain/bm25.js";
import type { Candidate } from "./domain/fuse.js";
import { type DensePlan, planDense } from "./domain/plan.js";
import type { QueryVector } from "./embeddings/query-embedder.js";
import { type CandidateRow, nearHitsOf, nearHitsQuery, type ReadHit, readCandidates } from "./store/hits.js";
import { type IndexPlace, readLexical } from "./store/lexical-index.js";
import type { Reading } from "./store/reading.js";
import { type Rendered, rendered } from "./store/render.js";
import { searchSettings } from "./store/rows.js";
import type { TermCache } from "./store/term-cache.js";
import { type NearQuery, nearest, walks } from "./store/vectors.js";

/*
 * The candidates of a search.
 * 1. Both lists are cut to the pool; every member of either gets both scores.
 * 2. What the caller may not see, and what the filter refuses, is no candidate: lexical lists are read on until the
 *    pool is full, dense ones are filtered where they are made.
 * 3. The database looks for the nearest while words are read, scored here and looked up: two statements at a time, on two
 *    connections where the database has them.
 */

/** Fewest neighbours that a search chooses from. */
export const SMALLEST_POOL = 100;
const POOL_A_RESULT = 3;
/** Most words of a question; further ones are left out. */
const MAX_TERMS = 256;
const MAX_PLACES = 10_000;

export interface PoolQuery {
  readonly place: IndexPlace;
  readonly mode: SearchMode;
  readonly search: MemorySearch;
  readonly vector: QueryVector | undefined;
  /** What the caller may see and the filter lets through. */
  readonly where: SQL;
  readonly visible: SQL;
}

export interface Pool {
  readonly candidates: readonly Candidate[];
  readonly lexical: LexicalScores | undefined;
  /** The hits that are read already, by number. */
  readonly hits: ReadonlyMap<number, ReadHit>;
}

/** Reads candidates; it remembers how much tenants have, by which the way to their vectors is chosen. */
export interface Pools {
  /** How the query's vectors are to be found; for a place that is not known yet, as if it were small. */
  planOf(query: PoolQuery): DensePlan;
  /** A search by meaning alone in one statement; undefined where that does not do. */
  readOnce(store: Store, query: PoolQuery): Promise<Pool | undefined>;
  read(reading: Reading, query: PoolQuery): Promise<Pool>;
}

export function createPools(cache: TermCache): Pools {
  const sizes = new LRUCache<string, number>({ max: MAX_PLACES });
  const nameOf = ({ tenant, kind }: IndexPlace): string => `${tenant}/${kind}`;

  const planOf = (query: PoolQuery): DensePlan =>
    planDense(sizes.get(nameOf(query.place)) ?? 0, sizeOf(query), query.mode === "dense");

  function nearOf(query: PoolQuery, vector: QueryVector): NearQuery {
    const { place, where } = query;
    return { place, where, model: vector, vector: vector.vector, limit: sizeOf(query), plan: planOf(query) };
  }

  async function readByWords(reading: Reading, query: PoolQuery): Promise<ByWords> {
    const { place, mode, search, vector, where } = query;
    const { corpus, terms } = await readLexical(reading, place, {
      terms: mode === "dense" ? [] : wordsOf(search.query),
      cache,
    });
    const { passages } = corpus;
    sizes.set(nameOf(place), passages);
    if (mode === "dense") return { passages, lexical: undefined, rows: [] };
    const size = sizeOf(query);
    const lexical = scoreLexically(corpus, terms, size);
    const rows: CandidateRow[] = [];
    for (let from = 0, step = size; rows.length < size; from += step, step *= 4) {
      const nos = lexical.best(from, step);
      const read = nos.length === 0 ? [] : await readCandidates(reading, { place, nos, vector, where });
      const letThrough = new Map(read.map((row) => [row.no, row]));
      rows.push(...nos.flatMap((no) => letThrough.get(no) ?? []).slice(0, size - rows.length));
      if (nos.length < step) break;
    }
    return { passages, lexical, rows };
  }

  return {
    planOf,

    async readOnce(store, query) {
      const { place, mode, search, vector, visible } = query;
      const isPlain = mode === "dense" && search.recency === 0 && search.importance === 0 && search.expand === 0;
      if (!isPlain || vector === undefined || !sizes.has(nameOf(place))) return undefined;
      const near = nearOf(query, vector);
      const { text, params, settings } = denseStatement(near, { visible, k: search.k, perItem: search.perItem });
      const rows = await store.once(place.tenant, text, params, { settings, readsOnly: true });
      const { hits, seen, passages } = nearHitsOf(rows);
      if (passages !== undefined) sizes.set(nameOf(place), passages);
      const isAll = !walks(near) && passages !== undefined && passages <= 2 * near.limit;
      if (seen < near.limit && !isAll) return undefined;
      const candidates = hits.map(({ no, itemId, importance, recordedAtMs, similarity }, at) => ({
        ...{ no, itemId, importance, recordedAtMs },
        ...{ lexical: undefined, lexicalRank: null, dense: similarity, denseRank: at + 1 },
      }));
      return { candidates, lexical: undefined, hits: new Map(hits.map((hit) => [hit.no, hit])) };
    },

    async read(reading, query) {
      const { vector } = query;
      const isKnown = sizes.has(nameOf(query.place));
      const words = readByWords(reading, query);
      const early = vector === undefined || !isKnown ? undefined : nearest(reading, nearOf(query, vector));
      early?.catch(() => {});
      const { passages, lexical, rows } = await words;
      const isEmpty = vector === undefined || passages === 0;
      const near = await (early ?? (isEmpty ? [] : nearest(reading, nearOf(query, vector))));
      const lexicalRanks = new Map(rows.map(({ no }, at) => [no, at + 1]));
      const denseRanks = new Map(near.map(({ no }, at) => [no, at + 1]));
      const all = new Map<number, CandidateRow>([...near, ...rows].map((row) => [row.no, row]));
      const candidates = [...all.values()].map(
        ({ no, itemId, importance, recordedAtMs, similarity }): Candidate => ({
          no,
          itemId,
          importance,
          recordedAtMs,
          lexical: lexical?.scoreOf(no),
          dense: similarity ?? undefined,
          lexicalRank: lexicalRanks.get(no) ?? null,
          denseRank: denseRanks.get(no) ?? null,
        }),
      );
      return { candidates, lexical, hits: new Map() };
    },
  };
}

/** What a search by words found: the best that the caller may have, best first. */
interface ByWords {
  /** Passages of the tenant. */
  readonly passages: number;
  readonly lexical: LexicalScores | undefined;
  readonly rows: readonly CandidateRow[];
}

/** The one statement of a search by meaning alone, and the settings it runs with. */
export function denseStatement(
  near: NearQuery,
  best: { readonly visible: SQL; readonly k: number; readonly perItem: number },
): Rendered & { readonly settings: Readonly<Record<string, string>> } {
  return { ...rendered(nearHitsQuery({ ...near, ...best })), settings: searchSettings(widthOf(near.plan)) };
}

const sizeOf = ({ search: { k, perItem } }: PoolQuery): number =>
  Math.max(SMALLEST_POOL, k * POOL_A_RESULT * (perItem > 1 ? 1 : 2));

/** The query's words, each once. */
const wordsOf = (query: string): string[] => termsOfQuestion(query).slice(0, MAX_TERMS);

/** How widely a graph is looked at. */
export const widthOf = (plan: DensePlan): number => (plan.by === "graph" ? plan.width : NARROW);
const NARROW = 200;
