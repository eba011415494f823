/** A found item and when it was recorded. */
export interface Dated {
  readonly id: string;
  readonly createdAt: string;
}

/**
 * The order in which items are given when some say the opposite of others: the newer comes before the older, at the
 * older's place; nothing is left out. `pairs` are ids that contradict each other.
 */
export function preferNewer<T>(
  found: readonly T[],
  datedOf: (member: T) => Dated,
  pairs: readonly (readonly [string, string])[],
): T[] {
  const ordered = [...found];
  const placeOf = (id: string): number => ordered.findIndex((member) => datedOf(member).id === id);
  for (const [one, other] of pairs) {
    const places = [placeOf(one), placeOf(other)].sort((a, b) => a - b);
    const [first = -1, second = -1] = places;
    const [before, after] = [ordered[first], ordered[second]];
    if (first < 0 || before === undefined || after === undefined) continue;
    if (datedOf(after).createdAt <= datedOf(before).createdAt) continue;
    ordered.splice(second, 1);
    ordered.splice(first, 0, after);
  }
  return ordered;
}
