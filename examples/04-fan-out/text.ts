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

/** Cuts `text` at line ends into at most `most` parts of about equal length; joined, they are the text again. */
export function splitText(text: string, most: number): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const wanted = Math.ceil(text.length / most);
  const parts: string[] = [];
  let part = "";
  for (const line of lines) {
    part += line;
    if (part.length >= wanted) {
      parts.push(part);
      part = "";
    }
  }
  return part === "" ? parts : [...parts, part];
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
