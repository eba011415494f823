const DELAYS_MS = [50, 250, 1000, 2500, 5000, 10_000];
const HEALTHY_MS = 30_000;

/** How often a child has died in a row. */
export interface Deaths {
  readonly count: number;
}

/** What to do after a child died unasked: start it again after a while that grows with each death in a row. */
export function nextRestart(deaths: Deaths, livedMs: number): { delayMs: number; deaths: Deaths } {
  const count = livedMs >= HEALTHY_MS ? 0 : deaths.count;
  const delayMs = DELAYS_MS[Math.min(count, DELAYS_MS.length - 1)] ?? 0;
  return { delayMs, deaths: { count: count + 1 } };
}
