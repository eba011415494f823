/*
 * How the nearest vectors of one tenant are found.
 * 1. Up to `EXACT_MOST` vectors all are compared: that is exact, and as quick as a graph of everybody's vectors is for
 *    a small share of it.
 * 2. Above, the graph is walked on and on until enough of the tenant's vectors are found (pgvector's iterative scan).
 *    How widely it looks grows with the number of vectors, since recall falls with it otherwise.
 *    A search by words as well looks half as widely: what it does not meet, the words may, and both get both scores.
 * 3. A walk that ends with too few is followed by a comparison of all.
 */

/** Most vectors of a tenant that are all compared. */
export const EXACT_MOST = 10_000;

export type DensePlan = { readonly by: "exact" } | { readonly by: "graph"; readonly width: number };

/** The way to find `wanted` neighbours among a tenant's `vectors`, alone or beside what words find. */
export function planDense(vectors: number, wanted: number, isAlone = true): DensePlan {
  if (vectors <= EXACT_MOST) return { by: "exact" };
  const width = Math.round(100 + Math.sqrt(vectors) / (isAlone ? 1 : 2));
  return { by: "graph", width: Math.min(Math.max(width, wanted), 1000) };
}
