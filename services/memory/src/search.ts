import type { Clock } from "@troupe/bus";
import type {
  Explanation,
  MemoryHit,
  MemoryKind,
  MemorySearch,
  MemorySearchResult,
  Passage,
  SearchMode,
} from "@troupe/contracts";
import type { Store } from "@troupe/store";
import { sql } from "drizzle-orm";
import type { Acting } from "./acting.js";
import { preferNewer } from "./domain/conflicts.js";
import { type Fused, fuse, takeBest } from "./domain/fuse.js";
import type { QueryEmbedder, QueryVector } from "./embeddings/query-embedder.js";
import { createPools, type Pool, type PoolQuery, widthOf } from "./pool.js";
import { type ReadHit, readHits, readNeighbours } from "./store/hits.js";
import { readingOf } from "./store/reading.js";
import { searchSettings } from "./store/rows.js";
import { createTermCache } from "./store/term-cache.js";
import { matching, visibleTo } from "./store/visibility.js";
import type { UseCounter } from "./use-counter.js";

/*
 * A search:
 * 1. The query is embedded before the database is asked; where that fails the search is lexical and says why.
 * 2. A search by meaning alone is one statement, where it finds enough; any other is several, each a transaction of its own
 *    (`pool.ts`). What is gone between two of them is no hit.
 */

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

interface Found {
  readonly pool: Pool;
  readonly best: readonly Fused[];
  readonly hits: ReadonlyMap<number, ReadHit>;
  readonly contextOf: (hit: ReadHit) => Passage[];
}

export function createFinder(deps: FinderDeps): Find {
  const { store, clock, queries, uses, reranker } = deps;
  const pools = createPools(createTermCache());

  async function findBest(query: PoolQuery, nowMs: number): Promise<Found> {
    const { place, mode, search, visible } = query;
    const bestOf = ({ candidates }: Pool): Fused[] =>
      takeBest(fuse(candidates, { ...search, mode, nowMs }), search.k, search.perItem);
    const once = await pools.readOnce(store, query);
    if (once !== undefined) return { pool: once, best: bestOf(once), hits: once.hits, contextOf: () => [] };
    const settings = searchSettings(widthOf(pools.planOf(query)));
    const reading = readingOf(store, place.tenant, settings);
    const pool = await pools.read(reading, query);
    const best = bestOf(pool);
    const hits = await readHits(reading, { place, best: best.map(({ candidate }) => candidate), visible });
    if (search.expand === 0) return { pool, best, hits, contextOf: () => [] };
    const around = { found: hits.values(), expand: search.expand };
    const options = { settings, readsOnly: true };
    const contextOf = await store.withTenant(place.tenant, (tx) => readNeighbours(tx, place.tenant, around), options);
    return { pool, best, hits, contextOf };
  }

  return async function find(acting, kind, search) {
    const now = new Date(clock.now());
    const asked = search.mode === "lexical" ? undefined : await queries.embed(acting.tenant, search.query);
    const vector = asked !== undefined && "vector" in asked ? asked : undefined;
    const reason = asked !== undefined && "unavailable" in asked ? asked.unavailable : undefined;
    const mode: SearchMode = vector === undefined ? "lexical" : search.mode;
    const visible = visibleTo(acting, now);
    const where = sql`${visible} and ${matching(search.filter)}`;
    const query: PoolQuery = { place: { tenant: acting.tenant, kind }, mode, search, vector, where, visible };

    const { pool, best, hits, contextOf } = await findBest(query, now.getTime());
    const read = best.flatMap((fused) => {
      const hit = hits.get(fused.candidate.no);
      return hit === undefined ? [] : [{ fused, hit }];
    });
    const pairs = read.flatMap(({ hit }) => hit.conflicts.map((other) => [hit.item.id, other] as const));
    const ordered = preferNewer(read, ({ hit }) => hit.item, pairs).map(({ fused, hit }): MemoryHit => {
      const explained = search.explain ? { explain: explain(fused, { mode, search, pool, vector }) } : {};
      const { item, passage, conflicts } = hit;
      return { item, passage, context: contextOf(hit), score: fused.score, conflicts: [...conflicts], ...explained };
    });
    const items = await reranked(ordered, search, reranker);
    uses.found(
      acting.tenant,
      items.map(({ item }) => item.id),
    );
    return { mode, model: vector?.model ?? null, ...(reason === undefined ? {} : { reason }), items };
  };
}

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
