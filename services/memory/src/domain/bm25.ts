import { blockOf, type DecodedBlock, findBlock, findPosting } from "./postings.js";
import { type Ranked, rankAll, rankBest, type Weighed } from "./ranking.js";

/*
 * BM25 (Robertson and Zaragoza, 2009, section 3) with the inverse document frequency that is never negative:
 *   idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5))
 *   score  = Σ idf(t) · f · (k1 + 1) / (f + k1 · (1 - b + b · length / average))
 * 1. N, df and the average length are the tenant's own, of one kind of memory.
 * 2. A word that is asked for twice counts once.
 * 3. The best are found without adding up every posting (`ranking.ts`). They, and any score that is asked for, are the
 *    same as with all of them: terms are added up the rarest first, each sum rounded to 32 bits.
 * 4. Where the terms have more postings than the budget, the commonest are left out until they fit; their idf is next
 *    to nothing then. At least one term stays.
 */

const K1 = 1.2;
const B = 0.75;
/** Most postings one search reads. */
export const BUDGET = 2_000_000;

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

/** Scores the passages that hold the terms; `wanted` is how many of the best will be asked for at first. */
export function scoreLexically(
  corpus: Corpus,
  terms: readonly TermPostings[],
  wanted = Number.POSITIVE_INFINITY,
): LexicalScores {
  const read = affordable(terms);
  const saturations = saturationsOf(corpus, read);
  const weighed = read.map((term) => weigh(term, corpus));
  let ranked: Ranked = rankBest({ terms: weighed, saturations }, wanted);
  const known = new Map(ranked.nos.map((no, at) => [no, ranked.scores[at] ?? 0]));

  const shareOf = ({ blocks, weight }: Weighed, no: number): number => {
    const block = findBlock(blocks, blockOf(no));
    const at = block === undefined ? -1 : findPosting(block, no);
    if (block === undefined || at < 0) return 0;
    const count = block.triples[at + 1] ?? 0;
    return (weight * count) / (count + (saturations[block.triples[at + 2] ?? 0] ?? 0));
  };

  return {
    scoreOf: (no) => known.get(no) ?? weighed.reduce((score, term) => Math.fround(score + shareOf(term, no)), 0),
    best(from, limit) {
      const count = from + limit;
      if (count > ranked.nos.length && !ranked.isWhole) {
        ranked = rankAll({ terms: weighed, saturations }, count);
      }
      return ranked.nos.slice(from, count);
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

function weigh({ term, frequency, blocks = [] }: TermPostings, { passages }: Corpus): Weighed {
  return { term, blocks, weight: idf(passages, frequency) * (K1 + 1) };
}
