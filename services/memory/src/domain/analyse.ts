import { stemmer } from "stemmer";

/*
 * Text as terms of the lexical index. What is written here is stored in every posting: a change needs a re-index.
 * 1. Case, width and diacritics do not count (NFKD without marks, lower case).
 * 2. A term is a run of letters and digits; scripts that write no spaces give overlapping pairs of characters.
 * 3. Words of Latin letters are stemmed (Porter, 1980); the commonest English words are left out.
 * 4. A term is at most 48 characters and holds letters and digits alone.
 * 5. Words by which one asks say nothing of what is asked for: a question is looked up without them, unless it has no
 *    others. They are in the index, where they are rare enough in a small one to rank whatever holds them.
 */

const RUN = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LATIN_WORD = /^[a-z]+$/;
const MAX_TERM_LENGTH = 48;
const MAX_STEMS = 100_000;

const STOP_WORDS = new Set(
  (
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this " +
    "to was will with"
  ).split(" "),
);

const ASKING_WORDS = new Set(
  (
    "how what when where which who whom whose why do does did can could should would may might shall must has have had " +
    "i me my we us our you your am been being about from any some"
  ).split(" "),
);

const stems = new Map<string, string>();

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemmer(word);
  if (stems.size >= MAX_STEMS) stems.clear();
  stems.set(word, stem);
  return stem;
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

/** The terms of a text, in order, repeated as often as they occur. */
export const termsOf = (text: string): string[] => termsWithout(text);

/** The terms by which a question is looked up, each once. */
export function termsOfQuestion(text: string): string[] {
  const terms = new Set(termsWithout(text, ASKING_WORDS));
  return [...(terms.size > 0 ? terms : new Set(termsOf(text)))];
}

function termsWithout(text: string, without?: ReadonlySet<string>): string[] {
  const terms: string[] = [];
  const folded = text.normalize("NFKD").replace(MARKS, "").toLowerCase();
  for (const [run] of folded.matchAll(RUN)) {
    if (without?.has(run)) continue;
    if (UNSPACED.test(run)) terms.push(...pairsOf(run));
    else if (LATIN_WORD.test(run)) {
      if (!STOP_WORDS.has(run)) terms.push(stemOf(run).slice(0, MAX_TERM_LENGTH));
    } else terms.push(run.slice(0, MAX_TERM_LENGTH));
  }
  return terms;
}

/** How often each term occurs, and how many there are. */
export interface TermCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Counts the terms of a passage. */
export function countTerms(text: string): TermCounts {
  const counts = new Map<string, number>();
  const terms = termsOf(text);
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { counts, length: terms.length };
}
