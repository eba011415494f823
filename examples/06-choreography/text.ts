const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
const SENTENCE = /[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?](?=\s|$)/gu;
const SHORTEST_TERM = 5;
const LONGEST_SENTENCE = 300;
const TERMS = 12;
const PICKED = 3;

const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).map((word) => word.toLowerCase());

/** Words that a text uses often, for their length: the most telling first. */
export function termsOf(text: string): { terms: string[]; words: number } {
  const words = wordsOf(prose(text));
  const counts = new Map<string, number>();
  for (const word of words) if (word.length >= SHORTEST_TERM) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = ([word, count]: [string, number]): number => count * Math.log(word.length);
  const terms = [...counts].sort((a, b) => weight(b) - weight(a) || (a[0] < b[0] ? -1 : 1)).slice(0, TERMS);
  return { terms: terms.map(([word]) => word), words: words.length };
}

/** The first sentences that name one of the terms. */
export function pickFirst(text: string, terms: readonly string[]): string[] {
  const wanted = new Set(terms);
  return sentencesOf(text)
    .filter((sentence) => wordsOf(sentence).some((word) => wanted.has(word)))
    .slice(0, PICKED);
}

/** The sentences that hold most of the terms for their length, in the order of the text. */
export function pickBest(text: string, terms: readonly string[]): string[] {
  const rank = new Map(terms.map((term, at) => [term, terms.length - at]));
  const scored = sentencesOf(text).map((sentence, at) => {
    const words = wordsOf(sentence);
    const sum = [...new Set(words)].reduce((total, word) => total + (rank.get(word) ?? 0), 0);
    return { sentence, at, score: sum / Math.sqrt(words.length + 1) };
  });
  const best = scored.sort((a, b) => b.score - a.score || a.at - b.at).slice(0, PICKED);
  return best.sort((a, b) => a.at - b.at).map(({ sentence }) => sentence);
}

function sentencesOf(text: string): string[] {
  const found = (prose(text).match(SENTENCE) ?? []).map((sentence) => sentence.trim().replace(/\s+/g, " "));
  return found.filter((sentence) => sentence.length <= LONGEST_SENTENCE && wordsOf(sentence).length > 3);
}

/** Text without the code, tables and headings of Markdown, its wrapped lines joined. */
function prose(text: string): string {
  return text
    .replace(/^```[\s\S]*?^```/gm, "\n\n")
    .replace(/^(?:#|\||\s*[-*] |>).*$/gm, "\n\n")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .join("\n\n");
}
