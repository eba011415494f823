import { type DecodedBlock, findPosting, startOf } from "./postings.js";
import { nthHighest } from "./select.js";

/*
 * The best passages by the sum of what terms give them, block by block (block-max pruning: Ding and Suel, 2011).
 * 1. The most that a term gives to a passage of a block follows from the block's highest count and shortest length.
 * 2. Once there are as many as are wanted, the lowest of them is the bar. A block whose terms together stay below it is
 *    not looked into.
 * 3. In a block terms are added up the rarest first. Once those that are left stay below the bar, they add to passages
 *    that have a score already and to no others; of those, the ones that cannot reach the bar any more are dropped.
 * 4. Equal scores are in the order of their numbers, so one that reaches the bar and no more may still be among the best.
 * 5. Sums are rounded to 32 bits at each step, bounds are not: what is compared with a bound is a little lower for it.
 */

/** A term with its postings, and what it weighs. */
export interface Weighed {
  readonly term: string;
  /** In ascending order. */
  readonly blocks: readonly DecodedBlock[];
  readonly weight: number;
}

/** What is added up: terms, the rarest first, and the saturation of each length of a passage. */
export interface Addends {
  readonly terms: readonly Weighed[];
  readonly saturations: Float64Array;
}

/** Passages, best first, with their scores; whole when there are no others that hold a term. */
export interface Ranked extends Scored {
  readonly isWhole: boolean;
}

const BLOCK_SIZE = startOf(1);
const ROUNDING = 1e-5;
/** A passage is looked up among a term's postings where the term has so many times more of them than there are passages. */
const LOOKUPS_PAY_FROM = 16;

/** A term's postings in the block that is worked on. */
interface Part {
  readonly block: DecodedBlock;
  readonly weight: number;
  /** The most that it gives to any passage. */
  readonly most: number;
}

/** The `wanted` best; all where `wanted` is infinite. */
export function rankBest(addends: Addends, wanted: number): Ranked {
  if (!Number.isFinite(wanted)) return rankAll(addends, wanted);
  const kept = keeper(wanted);
  addUp(addends, kept);
  return kept.ranked();
}

/** The best `count` of all, or more where some are equal to the last of them. */
export function rankAll(addends: Addends, count: number): Ranked {
  const nos: number[] = [];
  const scores: number[] = [];
  addUp(addends, {
    bar: () => 0,
    offer(no, score) {
      nos.push(no);
      scores.push(score);
    },
  });
  const many = Math.min(Math.max(count, MOST_AHEAD), nos.length);
  const least = nthHighest(Float32Array.from(scores), many);
  const places = nos.map((_, at) => at).filter((at) => (scores[at] ?? 0) >= least);
  return { ...rankedOf(places, { nos, scores }), isWhole: many === nos.length };
}

/** Who pages through all asks for more than a page soon. */
const MOST_AHEAD = 4096;

/** Takes the scores of passages. */
interface Takes {
  /** The score that one must have to be of interest; 0 while any is. */
  bar(): number;
  offer(no: number, score: number): void;
}

/** Keeps the best of what it is offered. */
function keeper(wanted: number): Takes & { ranked(): Ranked } {
  const room = 2 * wanted;
  let nos: number[] = [];
  let scores: number[] = [];
  let bar = 0;
  let wasEach = true;

  function shrink(): void {
    const ranked = rankedOf([...nos.keys()], { nos, scores });
    nos = ranked.nos.slice(0, wanted);
    scores = ranked.scores.slice(0, wanted);
    if (nos.length === wanted) bar = scores.at(-1) ?? 0;
  }

  return {
    bar: () => bar,
    offer(no, score) {
      if (score < bar) return;
      nos.push(no);
      scores.push(score);
      if (nos.length < room) return;
      shrink();
      wasEach = false;
    },
    ranked() {
      const isWhole = wasEach && nos.length <= wanted;
      shrink();
      return { nos, scores, isWhole };
    },
  };
}

interface Scored {
  readonly nos: readonly number[];
  readonly scores: readonly number[];
}

/** Those at the places, best first. */
function rankedOf(places: number[], { nos, scores }: Scored): { nos: number[]; scores: number[] } {
  places.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (nos[a] ?? 0) - (nos[b] ?? 0));
  return { nos: places.map((at) => nos[at] ?? 0), scores: places.map((at) => scores[at] ?? 0) };
}

function addUp({ terms, saturations }: Addends, takes: Takes): void {
  const sums = new Float32Array(BLOCK_SIZE);
  const touched = new Uint16Array(BLOCK_SIZE);
  const places = terms.map(() => 0);
  for (let number = nextBlock(terms, places); number !== undefined; number = nextBlock(terms, places)) {
    const parts: Part[] = [];
    for (const [at, { blocks, weight }] of terms.entries()) {
      const block = blocks[places[at] ?? 0];
      if (block === undefined || block.block !== number) continue;
      places[at] = (places[at] ?? 0) + 1;
      const { most, shortest } = block;
      parts.push({ block, weight, most: (weight * most) / (most + (saturations[shortest] ?? 0)) });
    }
    const count = addBlock(parts, { sums, touched, saturations, bar: takes.bar() });
    const start = startOf(number);
    for (let at = 0; at < count; at++) {
      const place = touched[at] ?? 0;
      takes.offer(start + place, sums[place] ?? 0);
      sums[place] = 0;
    }
  }
}

/** The lowest number of a block that has not been worked on; `places` tells how far each term is. */
function nextBlock(terms: readonly Weighed[], places: readonly number[]): number | undefined {
  let lowest: number | undefined;
  for (let at = 0; at < terms.length; at++) {
    const number = terms[at]?.blocks[places[at] ?? 0]?.block;
    if (number !== undefined && (lowest === undefined || number < lowest)) lowest = number;
  }
  return lowest;
}

interface Block {
  /** By place in the block. */
  readonly sums: Float32Array;
  /** Places that have a sum, in its first part. */
  readonly touched: Uint16Array;
  readonly saturations: Float64Array;
  readonly bar: number;
}

/** Adds up a block; how many passages have a sum that may reach the bar. */
function addBlock(parts: readonly Part[], { sums, touched, saturations, bar }: Block): number {
  const least = bar * (1 - ROUNDING);
  let ahead = parts.reduce((total, { most }) => total + most, 0);
  let done = 0;
  let count = 0;
  for (; done < parts.length && ahead >= least; done++) {
    const { block, weight, most } = parts[done] as Part;
    count = addToAll(block.triples, { weight, sums, touched, saturations, count });
    ahead -= most;
  }
  for (; done < parts.length && count > 0; done++) {
    const { block, weight, most } = parts[done] as Part;
    count = dropBelow(least - ahead, { sums, touched, count });
    addToTouched(block, { weight, sums, touched: touched.subarray(0, count), saturations });
    ahead -= most;
  }
  return bar > 0 ? dropBelow(least, { sums, touched, count }) : count;
}

function addToAll(
  triples: Uint16Array,
  to: Omit<Block, "bar"> & { readonly weight: number; readonly count: number },
): number {
  const { weight, sums, touched, saturations } = to;
  let { count } = to;
  for (let at = 0; at < triples.length; at += 3) {
    const place = triples[at] ?? 0;
    const times = triples[at + 1] ?? 0;
    const before = sums[place] ?? 0;
    if (before === 0) touched[count++] = place;
    sums[place] = before + (weight * times) / (times + (saturations[triples[at + 2] ?? 0] ?? 0));
  }
  return count;
}

/** Takes the sums below `least` away; how many are left. */
function dropBelow(
  least: number,
  { sums, touched, count }: Pick<Block, "sums" | "touched"> & { readonly count: number },
): number {
  let left = 0;
  for (let at = 0; at < count; at++) {
    const place = touched[at] ?? 0;
    if ((sums[place] ?? 0) >= least) touched[left++] = place;
    else sums[place] = 0;
  }
  return left;
}

function addToTouched(block: DecodedBlock, to: Omit<Block, "bar"> & { readonly weight: number }): void {
  const { weight, sums, touched, saturations } = to;
  const { triples } = block;
  const shareAt = (at: number): number => {
    const times = triples[at + 1] ?? 0;
    return (weight * times) / (times + (saturations[triples[at + 2] ?? 0] ?? 0));
  };
  if (touched.length * LOOKUPS_PAY_FROM * 3 < triples.length) {
    for (const place of touched) {
      const at = findPosting(block, place);
      if (at >= 0) sums[place] = (sums[place] ?? 0) + shareAt(at);
    }
    return;
  }
  for (let at = 0; at < triples.length; at += 3) {
    const place = triples[at] ?? 0;
    const before = sums[place] ?? 0;
    if (before !== 0) sums[place] = before + shareAt(at);
  }
}
