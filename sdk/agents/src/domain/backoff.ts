/** Bounds of a reconnect wait. */
export interface BackoffBounds {
  readonly firstMs: number;
  readonly maxMs: number;
}

export const RECONNECT: BackoffBounds = { firstMs: 250, maxMs: 15_000 };

/** Wait before reconnect `attempt` (0, 1, …): doubled each time up to a bound, then anywhere in its upper half. */
export function backoffMs(attempt: number, random: number, bounds: BackoffBounds = RECONNECT): number {
  const ceiling = Math.min(bounds.maxMs, bounds.firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling * (0.5 + random / 2));
}
