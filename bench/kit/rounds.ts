import { median } from "./stats.js";

/** Medians of a yardstick and a subject that took turns. */
export interface Pair {
  readonly baseline: number;
  readonly value: number;
  /** Median of the ratios of neighbouring rounds: a machine that slows down for both leaves it as it is. */
  readonly ratio: number;
}

/** Rounds that are not counted: compilers and caches need some seconds of work before they are what they stay. */
const WARM_UP_ROUNDS = 3;

/** Runs both in turn, `rounds` times after those that warm up, each time in the other order. */
export async function takeTurns(
  rounds: number,
  baseline: () => Promise<number>,
  subject: () => Promise<number>,
): Promise<Pair> {
  return pairOf(await turns(rounds, baseline, subject), (result) => result);
}

/** What the two of each round gave. */
export interface Turn<T> {
  readonly baseline: T;
  readonly subject: T;
}

/** The results of both, round by round. */
export async function turns<T>(
  rounds: number,
  baseline: () => Promise<T>,
  subject: () => Promise<T>,
): Promise<Turn<T>[]> {
  const done: Turn<T>[] = [];
  for (let round = 0; round < rounds + WARM_UP_ROUNDS; round += 1) {
    const first = round % 2 === 0 ? await baseline() : undefined;
    const result = await subject();
    const turn = { baseline: first ?? (await baseline()), subject: result };
    if (round >= WARM_UP_ROUNDS) done.push(turn);
  }
  return done;
}

/** Medians of what `measure` finds in each result. */
export function pairOf<T>(done: readonly Turn<T>[], measure: (result: T) => number): Pair {
  const bases = done.map(({ baseline }) => measure(baseline));
  const values = done.map(({ subject }) => measure(subject));
  const ratios = values.map((value, at) => value / (bases[at] as number));
  return { baseline: median(bases), value: median(values), ratio: median(ratios) };
}
