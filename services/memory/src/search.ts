import type { Clock } from "@troupe/bus";
import type {
  Explanation,
  MemoryHit,
  MemoryKind,
  MemorySearch,
  MemorySearchResult,
  SearchMode,
} from "@troupe/contracts";
import type { Store, Tx } from "@troupe/store";
import { and, type SQL, sql } from "drizzle-orm";
import type { Acting } from "./acting.js";
import { termsOf } from "./domain/analyse.js";
import { type LexicalScores, scoreLexically } from "./domain/bm25.js";
import { preferNewer } from "./domain/conflicts.js";
import { type Candidate, type Fused, fuse, takeBest } from "./domain/fuse.js";
import { planDense } from "./domain/plan.js";
import type { QueryEmbedder, QueryVector } from "./embeddings/query-embedder.js";
import { type CandidateRow, readCandidates, readHits } from "./store/hits.js";
import { beginSearch, type IndexPlace, readTerms } from "./store/lexical-index.js";
import { nearest } from "./store/vectors.js";
import { matching, visibleTo } from "./store/visibility.js";
import type { UseCounter } from "./use-counter.js";

/*
 * A search:
 * 1. The query is embedded before the transaction begins; where that fails the search is lexical and says why.
 * 2. Both lists are cut to the pool; every member of either gets both scores.
 * 3. What the caller may not see, and what the filter refuses, is no candidate: lexical lists are read on until the
 *    pool is full, dense ones are filtered where they are made.
 */

const SMALLEST_POOL = 200;
const POOL_A_RESULT = 3;
/** Most words of a question; further ones are left out. */
const MAX_TERMS = 256;

/** Orders hits anew by reading them; none is there by default. */
export interface Reranker {
  /** A score for each text, higher is better. */
  rerank(query: string, texts: readonly string[]): Promise<readonly number[]>;
}

export interface FinderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly queries: QueryEmbedder;
  readonly uses: UseCounter;
  readonly reranker?: Reranker | undefined;
}

/** Finds passages of one kind of memory. */
export type Find = (acting: Acting, kind: MemoryKind, search: MemorySearch) => Promise<MemorySearchResult>;

interface Pool {
  readonly candidates: readonly Candidate[];
  readonly lexical: LexicalScores | undefined;
}

export function createFinder(deps: FinderDeps): Find {
  const { store, clock, queries, uses, reranker } = deps;

  return async function find(acting, kind, search) {
    const now = new Date(clock.now());
    const asked = search.mode === "lexical" ? undefined : await queries.embed(acting.tenant, search.query);
    const vector = asked !== undefined && "vector" in asked ? asked : undefined;
    const reason = asked !== undefined && "unavailable" in asked ? asked.unavailable : undefined;
    const mode: SearchMode = vector === undefined ? "lexical" : search.mode;
    const place: IndexPlace = { tenant: acting.tenant, kind };
    const where = sql`${visibleTo(acting, now)} and ${matching(search.filter)}`;

    const hits = await store.withTenant(acting.tenant, async (tx) => {
      const pool = await readPool(tx, { place, mode, search, vector, where });
      const fused = fuse(pool.candidates, { ...search, mode, nowMs: now.getTime() });
      const best = takeBest(fused, search.k, search.perItem);
      const read = await readHits(tx, { place, best, expand: search.expand, visible: visibleTo(acting, now) });
      const pairs = read.flatMap(({ item, conflicts }) => conflicts.map((other) => [item.id, other] as const));
      return preferNewer(read, ({ item }) => item, pairs).map(({ fused: entry, ...hit }): MemoryHit => {
        const explained = search.explain ? { explain: explain(entry, { mode, search, pool, vector }) } : {};
        return { ...hit, conflicts: [...hit.conflicts], score: entry.score, ...explained };
      });
    });
    const ordered = await reranked(hits, search, reranker);
    uses.found(
      acting.tenant,
      ordered.map(({ item }) => item.id),
    );
    return { mode, model: vector?.model ?? null, ...(reason === undefined ? {} : { reason }), items: ordered };
  };
}

interface PoolQuery {
  readonly place: IndexPlace;
  readonly mode: SearchMode;
  readonly search: MemorySearch;
  readonly vector: QueryVector | undefined;
  readonly where: SQL;
}

async function readPool(tx: Tx, { place, mode, search, vector, where }: PoolQuery): Promise<Pool> {
  const size = Math.max(SMALLEST_POOL, search.k * POOL_A_RESULT * (search.perItem > 1 ? 1 : 2));
  const corpus = await beginSearch(tx, place);
  const lexical =
    mode === "dense" ? undefined : scoreLexically(corpus, await readTerms(tx, place, wordsOf(search.query)));
  const near =
    vector === undefined || corpus.passages === 0
      ? []
      : await nearest(tx, {
          place,
          model: vector,
          vector: vector.vector,
          where,
          limit: size,
          plan: planDense(corpus.passages, size),
        });
  const rows = new Map<number, CandidateRow>(near.map((row) => [row.no, row]));
  const lexicalRanks = new Map<number, number>();
  const read = async (nos: readonly number[]): Promise<void> => {
    const unread = nos.filter((no) => !rows.has(no));
    if (unread.length === 0) return;
    for (const row of await readCandidates(tx, { place, nos: unread, vector, where: and(where) }))
      rows.set(row.no, row);
  };
  if (lexical !== undefined) {
    for (let from = 0, step = size; lexicalRanks.size < size; from += step, step *= 4) {
      const nos = lexical.best(from, step);
      await read(nos);
      for (const no of nos) if (rows.has(no) && lexicalRanks.size < size) lexicalRanks.set(no, lexicalRanks.size + 1);
      if (nos.length < step) break;
    }
  }
  const denseRanks = new Map(near.map(({ no }, at) => [no, at + 1]));
  const wanted = new Set([...lexicalRanks.keys(), ...denseRanks.keys()]);
  const candidates = [...rows.values()]
    .filter(({ no }) => wanted.has(no))
    .map((row) => candidateOf(row, { lexical, lexicalRanks, denseRanks }));
  return { candidates, lexical };
}

function candidateOf(
  row: CandidateRow,
  known: {
    readonly lexical: LexicalScores | undefined;
    readonly lexicalRanks: ReadonlyMap<number, number>;
    readonly denseRanks: ReadonlyMap<number, number>;
  },
): Candidate {
  return {
    ...row,
    lexical: known.lexical?.scoreOf(row.no),
    dense: row.similarity ?? undefined,
    lexicalRank: known.lexicalRanks.get(row.no) ?? null,
    denseRank: known.denseRanks.get(row.no) ?? null,
  };
}

/** The query's words, each once. */
const wordsOf = (query: string): string[] => [...new Set(termsOf(query))].slice(0, MAX_TERMS);

function explain(
  { candidate, lexicalPart, densePart, recencyPart, importancePart }: Fused,
  by: {
    readonly mode: SearchMode;
    readonly search: MemorySearch;
    readonly pool: Pool;
    readonly vector: QueryVector | undefined;
  },
): Explanation {
  const { mode, search, pool, vector } = by;
  const { no, lexical, dense, lexicalRank, denseRank } = candidate;
  return {
    ...(pool.lexical === undefined
      ? {}
      : { lexical: { score: lexical ?? 0, rank: lexicalRank, terms: pool.lexical.partsOf(no) } }),
    ...(vector === undefined || dense === undefined
      ? {}
      : { dense: { score: dense, rank: denseRank, model: vector.model } }),
    ...(mode === "hybrid" ? { fusion: { by: search.fusion, lexical: lexicalPart, dense: densePart } } : {}),
    ...(search.recency > 0 ? { recency: recencyPart } : {}),
    ...(search.importance > 0 ? { importance: importancePart } : {}),
  };
}

async function reranked(
  hits: readonly MemoryHit[],
  { query, explain }: MemorySearch,
  reranker: Reranker | undefined,
): Promise<MemoryHit[]> {
  if (reranker === undefined || hits.length === 0) return [...hits];
  const scores = await reranker.rerank(
    query,
    hits.map(({ passage }) => passage.text),
  );
  return hits
    .map((hit, at) => {
      const score = scores[at] ?? Number.NEGATIVE_INFINITY;
      return { ...hit, score, ...(explain ? { explain: { ...hit.explain, reranked: score } } : {}) };
    })
    .sort((a, b) => b.score - a.score);
}
