import { blockOf, type DecodedBlock, findBlock, findPosting, startOf } from "./postings.js";
import { nthHighest } from "./select.js";

/*
 * BM25 (Robertson and Zaragoza, 2009, section 3) with the inverse document frequency that is never negative:
 *   idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5))
 *   score  = Σ idf(t) · f · (k1 + 1) / (f + k1 · (1 - b + b · length / average))
 * 1. N, df and the average length are the tenant's own, of one kind of memory.
 * 2. A word that is asked for twice counts once.
 * 3. Terms are added up the rarest first. Once a passage without any of those read so far could not come among the
 *    wanted best even if it held all that are left, terms add to passages that have a score already and to no others
 *    (MaxScore: Turtle and Flood, 1995); of those, the ones that cannot get there any more are dropped. The best, and
 *    any score that is asked for, are the same as without.
 * 4. Where the terms have more postings than the budget, the commonest are left out until they fit; their idf is next
 *    to nothing then. At least one term stays.
 */

const K1 = 1.2;
const B = 0.75;
/** Most postings one search reads. */
export const BUDGET = 2_000_000;
/** A passage is looked up among a term's postings where the term has so many times more of them than there are passages. */
const LOOKUPS_PAY_FROM = 16;

/** The passages a term is looked up among. */
export interface Corpus {
  readonly passages: number;
  /** Terms of all passages together. */
  readonly length: number;
  /** One above the highest number of a passage. */
  readonly end: number;
}

export interface TermPostings {
  readonly term: string;
  /** How many passages hold it. */
  readonly frequency: number;
  /** In ascending order; undefined where they are too many to be read. */
  readonly blocks: readonly DecodedBlock[] | undefined;
}

export function idf(passages: number, frequency: number): number {
  return Math.log(1 + (Math.max(passages - frequency, 0) + 0.5) / (frequency + 0.5));
}

/** What a search by words found: passages by score, and the score of any of them. */
export interface LexicalScores {
  /** Numbers of the best passages from `from` on, `limit` at most, best first; equal scores by number. */
  best(from: number, limit: number): readonly number[];
  /** 0 for a passage that holds none of the words. */
  scoreOf(no: number): number;
  /** The share of each term. */
  partsOf(no: number): Record<string, number>;
}

/** Terms that are read, the rarest first. */
export function affordable(terms: readonly TermPostings[], budget = BUDGET): TermPostings[] {
  const rarestFirst = terms.toSorted((a, b) => a.frequency - b.frequency);
  let spent = 0;
  return rarestFirst.filter((term, at) => {
    spent += term.frequency;
    return at === 0 || spent <= budget;
  });
}

interface Weighed {
  readonly term: string;
  readonly frequency: number;
  readonly blocks: readonly DecodedBlock[];
  readonly weight: number;
  /** The most that the term gives to any passage. */
  readonly most: number;
}

/** Scores the passages that hold the terms; `wanted` is how many of the best will be asked for at first. */
export function scoreLexically(
  corpus: Corpus,
  terms: readonly TermPostings[],
  wanted = Number.POSITIVE_INFINITY,
): LexicalScores {
  const read = affordable(terms);
  const saturations = saturationsOf(corpus, read);
  const weighed = read.map((term) => weigh(term, corpus, saturations));
  let sum = addUp(weighed, { corpus, saturations, wanted });
  let order: readonly number[] = [];

  const shareOf = ({ blocks, weight }: Weighed, no: number): number => {
    const block = findBlock(blocks, blockOf(no));
    const at = block === undefined ? -1 : findPosting(block, no);
    if (block === undefined || at < 0) return 0;
    const count = block.triples[at + 1] ?? 0;
    return (weight * count) / (count + (saturations[block.triples[at + 2] ?? 0] ?? 0));
  };
  const scoreOf = (no: number): number => {
    const known = sum.scores[no] ?? 0;
    if (known !== 0) return known;
    if (sum.isWhole) return 0;
    return weighed.reduce((score, term) => Math.fround(score + shareOf(term, no)), 0);
  };

  return {
    scoreOf,
    best(from, limit) {
      const count = from + limit;
      if (count > wanted && !sum.isWhole) {
        sum = addUp(weighed, { corpus, saturations, wanted: Number.POSITIVE_INFINITY });
        order = [];
      }
      if (order.length < Math.min(count, sum.touched.length)) order = highestOf(sum, Math.max(count, 1024));
      return order.slice(from, count);
    },
    partsOf(no) {
      const parts = weighed.map((term) => [term.term, shareOf(term, no)] as const);
      return Object.fromEntries(parts.filter(([, share]) => share > 0));
    },
  };
}

/** What k1 and b make of each length. */
function saturationsOf(corpus: Corpus, terms: readonly TermPostings[]): Float64Array {
  const average = corpus.passages === 0 ? 1 : Math.max(corpus.length / corpus.passages, 1);
  let longest = 1;
  for (const { blocks = [] } of terms) for (const block of blocks) longest = Math.max(longest, block.longest);
  return Float64Array.from({ length: longest + 1 }, (_, length) => K1 * (1 - B + (B * length) / average));
}

function weigh({ term, frequency, blocks = [] }: TermPostings, corpus: Corpus, saturations: Float64Array): Weighed {
  const weight = idf(corpus.passages, frequency) * (K1 + 1);
  const most = blocks.reduce((best, { most: count, shortest }) => {
    return Math.max(best, (weight * count) / (count + (saturations[shortest] ?? 0)));
  }, 0);
  return { term, frequency, blocks, weight, most };
}

/** Scores by number; `touched` are those that have one, which are all that hold a term when it is whole. */
interface Sum {
  readonly scores: Float32Array;
  readonly touched: Uint32Array;
  readonly isWhole: boolean;
}

interface Adding {
  readonly corpus: Corpus;
  readonly saturations: Float64Array;
  readonly wanted: number;
}

function addUp(terms: readonly Weighed[], { corpus, saturations, wanted }: Adding): Sum {
  const scores = new Float32Array(corpus.end);
  const touched = new Uint32Array(corpus.end);
  const room = new Float32Array(corpus.end);
  let count = 0;
  let complete = 0;
  let ahead = terms.reduce((total, { most }) => total + most, 0);
  let behind = 0;
  for (const { blocks, weight, most, frequency } of terms) {
    // No score is above what the terms so far give together, so the threshold, which takes a while, is not either.
    const mayBeEnough = frequency > wanted && count >= wanted && ahead < behind;
    if (mayBeEnough && ahead < thresholdOf(scores, touched.subarray(0, count), { wanted, room })) break;
    for (const { block, triples } of blocks) {
      const start = startOf(block);
      for (let at = 0; at < triples.length; at += 3) {
        const no = start + (triples[at] ?? 0);
        const times = triples[at + 1] ?? 0;
        const share = (weight * times) / (times + (saturations[triples[at + 2] ?? 0] ?? 0));
        const before = scores[no];
        if (before === 0) touched[count++] = no;
        scores[no] = (before ?? 0) + share;
      }
    }
    ahead -= most;
    behind += most;
    complete++;
  }
  let kept: Uint32Array = touched.subarray(0, count);
  for (const term of terms.slice(complete)) {
    kept = dropHopeless(kept, { scores, wanted, ahead, room });
    addToTouched(term, { scores, touched: kept, saturations });
    ahead -= term.most;
  }
  return { scores, touched: kept, isWhole: complete === terms.length };
}

/** Those that may still come among the wanted best; the scores of the others are taken away. */
function dropHopeless(
  touched: Uint32Array,
  by: { readonly scores: Float32Array; readonly wanted: number; readonly ahead: number; readonly room: Float32Array },
): Uint32Array {
  const { scores, wanted, ahead } = by;
  if (touched.length < 2 * wanted) return touched;
  const least = thresholdOf(scores, touched, by) - ahead;
  let count = 0;
  for (let at = 0; at < touched.length; at++) {
    const no = touched[at] ?? 0;
    if ((scores[no] ?? 0) >= least) touched[count++] = no;
    else scores[no] = 0;
  }
  return touched.subarray(0, count);
}

/** The lowest score of the wanted best so far, a little less for what rounding took; `room` is overwritten. */
function thresholdOf(
  scores: Float32Array,
  touched: Uint32Array,
  { wanted, room }: { readonly wanted: number; readonly room: Float32Array },
): number {
  const values = room.subarray(0, touched.length);
  for (let at = 0; at < touched.length; at++) values[at] = scores[touched[at] ?? 0] ?? 0;
  return nthHighest(values, wanted) * (1 - 1e-5);
}

function addToTouched(
  { blocks, weight, frequency }: Weighed,
  to: { readonly scores: Float32Array; readonly touched: Uint32Array; readonly saturations: Float64Array },
): void {
  const { scores, touched, saturations } = to;
  if (touched.length * LOOKUPS_PAY_FROM < frequency) {
    const byBlock = new Map(blocks.map((block) => [block.block, block]));
    for (const no of touched) {
      const block = byBlock.get(blockOf(no));
      const at = block === undefined ? -1 : findPosting(block, no);
      if (block === undefined || at < 0) continue;
      const times = block.triples[at + 1] ?? 0;
      const share = (weight * times) / (times + (saturations[block.triples[at + 2] ?? 0] ?? 0));
      scores[no] = (scores[no] ?? 0) + share;
    }
    return;
  }
  for (const { block, triples } of blocks) {
    const start = startOf(block);
    for (let at = 0; at < triples.length; at += 3) {
      const no = start + (triples[at] ?? 0);
      const before = scores[no] ?? 0;
      if (before === 0) continue;
      const times = triples[at + 1] ?? 0;
      scores[no] = before + (weight * times) / (times + (saturations[triples[at + 2] ?? 0] ?? 0));
    }
  }
}

/** The best passages, best first, equal ones by number; all that tie with the last of `count` are among them. */
function highestOf({ scores, touched }: Sum, count: number): readonly number[] {
  const values = new Float32Array(touched.length);
  for (let at = 0; at < touched.length; at++) values[at] = scores[touched[at] ?? 0] ?? 0;
  const threshold = nthHighest(values, count);
  const best: number[] = [];
  for (const no of touched) if ((scores[no] ?? 0) >= threshold) best.push(no);
  return best.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}
