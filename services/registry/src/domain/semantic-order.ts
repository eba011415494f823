/*
 * Two orders of names as one.
 * 1. By meaning: names whose cosine to what is asked for is at least the threshold, the nearest first. Below it lies what
 *    has nothing to do with the question, whatever the model: an answer is a choice, not a ranking of all there is.
 * 2. Both: reciprocal rank fusion (Cormack et al., 2009) with k = 10, a name's score being the sum over the orders it is
 *    in; equal scores stay in the order in which they came.
 */

const LEAST_COSINE = 0.3;
const RANK_CONSTANT = 10;

/** Cosine of two unit vectors. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Names near enough to what is asked for, the nearest first. */
export function nearestNames(
  asked: Float32Array,
  meant: readonly { readonly name: string; readonly vector: Float32Array }[],
  limit: number,
): string[] {
  return meant
    .map(({ name, vector }) => ({ name, near: cosine(asked, vector) }))
    .filter(({ near }) => near >= LEAST_COSINE)
    .sort((a, b) => b.near - a.near || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Names of all orders, the best first. */
export function fusedNames(orders: readonly (readonly string[])[], limit: number): string[] {
  const scores = new Map<string, number>();
  for (const order of orders) {
    for (const [at, name] of order.entries()) {
      scores.set(name, (scores.get(name) ?? 0) + 1 / (RANK_CONSTANT + at + 1));
    }
  }
  return [...scores]
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([name]) => name);
}
