import { visitPostings } from "./postings.js";

/*
 * BM25 (Robertson and Zaragoza, 2009, section 3) with the inverse document frequency that is never negative:
 *   idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5))
 *   score  = Σ idf(t) · f · (k1 + 1) / (f + k1 · (1 - b + b · length / average))
 * 1. N, df and the average length are the tenant's own, of one kind of memory.
 * 2. A word that is asked for twice counts once.
 * 3. Where the terms have more postings than the budget, the commonest are left out until they fit; their idf is next
 *    to nothing then. At least one term stays.
 */

const K1 = 1.2;
const B = 0.75;
/** Most postings one search reads. */
const BUDGET = 2_000_000;

/** The passages a term is looked up among. */
export interface Corpus {
  readonly passages: number;
  /** Terms of all passages together. */
  readonly length: number;
  /** One above the highest number of a passage. */
  readonly end: number;
}

export interface TermBlocks {
  readonly term: string;
  readonly blocks: readonly { readonly block: number; readonly count: number; readonly postings: Uint8Array }[];
}

const frequencyOf = ({ blocks }: TermBlocks): number => blocks.reduce((sum, { count }) => sum + count, 0);

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
export function affordable(terms: readonly TermBlocks[], budget = BUDGET): TermBlocks[] {
  const rarestFirst = terms.toSorted((a, b) => frequencyOf(a) - frequencyOf(b));
  let spent = 0;
  return rarestFirst.filter((term, at) => {
    spent += frequencyOf(term);
    return at === 0 || spent <= budget;
  });
}

/** Scores every passage that holds one of the terms. */
export function scoreLexically(corpus: Corpus, terms: readonly TermBlocks[]): LexicalScores {
  const scores = new Float32Array(corpus.end);
  const touched: number[] = [];
  const average = corpus.passages === 0 ? 1 : Math.max(corpus.length / corpus.passages, 1);
  const read = affordable(terms);

  function visit(term: TermBlocks, take: (no: number, share: number) => void): void {
    const weight = idf(corpus.passages, frequencyOf(term)) * (K1 + 1);
    for (const { block, postings } of term.blocks) {
      visitPostings(block, postings, (no, count, length) => {
        take(no, (weight * count) / (count + K1 * (1 - B + (B * length) / average)));
      });
    }
  }

  for (const term of read) {
    visit(term, (no, share) => {
      if (no >= scores.length) return;
      if (scores[no] === 0) touched.push(no);
      scores[no] = (scores[no] ?? 0) + share;
    });
  }
  const scoreOf = (no: number): number => scores[no] ?? 0;
  let sorted = 0;
  let order: number[] = [];
  const compare = (a: number, b: number): number => scoreOf(b) - scoreOf(a) || a - b;

  return {
    scoreOf,
    best(from, limit) {
      if (sorted < Math.min(from + limit, touched.length)) {
        order = highest(touched, scoreOf, Math.max(from + limit, 1024)).sort(compare);
        sorted = order.length;
      }
      return order.slice(from, from + limit);
    },
    partsOf(no) {
      const parts: Record<string, number> = {};
      for (const term of read) {
        visit(term, (other, share) => {
          if (other === no) parts[term.term] = share;
        });
      }
      return parts;
    },
  };
}

/** At least the `count` members of highest score, in no order; all that tie with the last of them are among them. */
function highest(members: readonly number[], scoreOf: (no: number) => number, count: number): number[] {
  if (members.length <= count) return [...members];
  const scores = Float32Array.from(members, scoreOf).sort();
  const threshold = scores[scores.length - count] ?? 0;
  return members.filter((no) => scoreOf(no) >= threshold);
}
