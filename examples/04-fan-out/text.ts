/** What one part of a document holds. */
export interface PartReport {
  readonly words: number;
  readonly longestWord: string;
  /** How often each word stands in the part, in lower case. */
  readonly frequencies: Readonly<Record<string, number>>;
}

/** What a whole document holds. */
export interface DocumentReport extends Omit<PartReport, "frequencies"> {
  readonly parts: number;
  /** The most frequent words, the most frequent first; equal ones in alphabetical order. */
  readonly topWords: { word: string; count: number }[];
}

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
const TOP = 10;
const SHORTEST_TOP_WORD = 4;

/** Cuts `text` at white space into at most `most` parts of about equal length; side by side, they are the text. */
export function splitText(text: string, most: number): { from: number; to: number }[] {
  const wanted = Math.max(1, Math.ceil(text.length / most));
  const parts: { from: number; to: number }[] = [];
  for (let from = 0; from < text.length; ) {
    const to = endOfWord(text, from + wanted);
    parts.push({ from, to });
    from = to;
  }
  return parts;
}

/** The first place from `at` on that is not within a word. */
function endOfWord(text: string, at: number): number {
  const rest = text.slice(at).search(/\s/);
  return rest < 0 ? text.length : at + rest;
}

export function countWords(text: string): PartReport {
  const words = text.match(WORD) ?? [];
  const frequencies = new Map<string, number>();
  for (const word of words) {
    const key = word.toLowerCase();
    frequencies.set(key, (frequencies.get(key) ?? 0) + 1);
  }
  return { words: words.length, longestWord: longest(words), frequencies: Object.fromEntries(frequencies) };
}

export function joinReports(reports: readonly PartReport[]): DocumentReport {
  const total = new Map<string, number>();
  for (const { frequencies } of reports) {
    for (const [word, count] of Object.entries(frequencies)) total.set(word, (total.get(word) ?? 0) + count);
  }
  const topWords = [...total]
    .filter(([word]) => word.length >= SHORTEST_TOP_WORD)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, TOP)
    .map(([word, count]) => ({ word, count }));
  return {
    parts: reports.length,
    words: reports.reduce((sum, { words }) => sum + words, 0),
    longestWord: longest(reports.map(({ longestWord }) => longestWord)),
    topWords,
  };
}

function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), "");
}
