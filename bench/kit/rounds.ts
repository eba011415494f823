import { median } from "./stats.js";

/** Medians of a yardstick and a subject that took turns. */
export interface Pair {
  readonly baseline: number;
  readonly value: number;
  /** Median of the ratios of neighbouring rounds: a machine that slows down for both leaves it as it is. */
  readonly ratio: number;
}

/** Runs both in turn, `rounds` times after one round that is not counted, each time in the other order. */
export async function takeTurns(
  rounds: number,
  baseline: () => Promise<number>,
  subject: () => Promise<number>,
): Promise<Pair> {
  const seen = { baseline: [] as number[], value: [] as number[], ratio: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % 2 === 0 ? await baseline() : undefined;
    const value = await subject();
    const base = first ?? (await baseline());
    if (round === 0) continue;
    seen.baseline.push(base);
    seen.value.push(value);
    seen.ratio.push(value / base);
  }
  return { baseline: median(seen.baseline), value: median(seen.value), ratio: median(seen.ratio) };
}
