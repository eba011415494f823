/*
 * Two ranked lists as one.
 * 1. By score: each list's scores are brought to 0…1 between its lowest and its highest, and mixed half and half. Every
 *    candidate has both scores, wherever it was found, so that being cut off a list is not taken for unlikeness.
 * 2. By rank: reciprocal rank fusion (Cormack et al., 2009) with k = 10; who is not in a list gets nothing from it.
 * 3. Recency and importance are added after that, each by its weight.
 */

const RANK_CONSTANT = 10;
const HALF = 0.5;
const DAY_MS = 86_400_000;

/** A passage that one search or the other found. */
export interface Candidate {
  readonly no: number;
  readonly itemId: string;
  /** BM25; undefined where no words were searched. */
  readonly lexical: number | undefined;
  /** Cosine; undefined where nothing is known of its meaning. */
  readonly dense: number | undefined;
  readonly lexicalRank: number | null;
  readonly denseRank: number | null;
  readonly importance: number;
  readonly recordedAtMs: number;
}

export interface FusionOptions {
  readonly mode: "hybrid" | "dense" | "lexical";
  readonly fusion: "score" | "rank";
  readonly recency: number;
  readonly halfLifeDays: number;
  readonly importance: number;
  readonly nowMs: number;
}

export interface Fused {
  readonly candidate: Candidate;
  readonly score: number;
  readonly lexicalPart: number;
  readonly densePart: number;
  readonly recencyPart: number;
  readonly importancePart: number;
}

/** Brings scores to 0…1; where all are alike, all are 1. */
export function scaler(scores: readonly number[]): (score: number | undefined) => number {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  const width = highest - lowest;
  return (score) => {
    if (score === undefined) return 0;
    return width > 0 ? Math.min(Math.max((score - lowest) / width, 0), 1) : 1;
  };
}

const reciprocal = (rank: number | null): number => (rank === null ? 0 : 1 / (RANK_CONSTANT + rank));

/** The candidates by their mixed score, best first; equal ones by number. */
export function fuse(candidates: readonly Candidate[], options: FusionOptions): Fused[] {
  const { mode, fusion, nowMs } = options;
  const scaleLexical = scaler(candidates.flatMap(({ lexical }) => lexical ?? []));
  const scaleDense = scaler(candidates.flatMap(({ dense }) => dense ?? []));

  function partsOf(candidate: Candidate): [number, number] {
    if (mode === "lexical") return [candidate.lexical ?? 0, 0];
    if (mode === "dense") return [0, candidate.dense ?? 0];
    if (fusion === "rank") return [reciprocal(candidate.lexicalRank), reciprocal(candidate.denseRank)];
    return [HALF * scaleLexical(candidate.lexical), HALF * scaleDense(candidate.dense)];
  }

  const fused = candidates.map((candidate): Fused => {
    const [lexicalPart, densePart] = partsOf(candidate);
    const ageDays = Math.max(nowMs - candidate.recordedAtMs, 0) / DAY_MS;
    const recencyPart = options.recency * 0.5 ** (ageDays / options.halfLifeDays);
    const importancePart = options.importance * candidate.importance;
    const score = lexicalPart + densePart + recencyPart + importancePart;
    return { candidate, score, lexicalPart, densePart, recencyPart, importancePart };
  });
  return fused.sort((a, b) => b.score - a.score || a.candidate.no - b.candidate.no);
}

/** The best `k`, at most `perItem` of one item. */
export function takeBest(fused: readonly Fused[], k: number, perItem: number): Fused[] {
  const taken = new Map<string, number>();
  const best: Fused[] = [];
  for (const entry of fused) {
    if (best.length === k) break;
    const { itemId } = entry.candidate;
    const count = taken.get(itemId) ?? 0;
    if (count >= perItem) continue;
    taken.set(itemId, count + 1);
    best.push(entry);
  }
  return best;
}
