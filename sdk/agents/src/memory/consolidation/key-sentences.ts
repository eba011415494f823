import type { Summary, Utterance } from "./summariser.js";

/*
 * What a conversation came to, without a model.
 * 1. Sentences are taken as they were said, so that nothing is made up. Questions, commands to the machine and small
 *    talk of fewer than three words that carry meaning are left out.
 * 2. A sentence weighs the rarity of its words among all sentences, so what is said of one thing alone comes before what
 *    is said over and over; the words are counted once, and long sentences win nothing by their length.
 * 3. The weightiest are kept, in the order in which they were said. The same sentence again counts as its last time.
 *    Sentences that are merely alike are all kept: no count of words sees a "not".
 */

/** What assistants say was mostly known before, or guessed; it is no source. */
const SOURCES = new Set(["user", "tool", "agent"]);
const MOST = 12;
const FEWEST_WORDS = 3;
const SENTENCE = /[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?/g;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu;
const COMMON = new Set(
  `a about all also am an and any are as at be been but by can could did do does for from get had has have he her hello here
  hi him his how i if in is it its just like me more my no of oh ok okay on or our out please she so some thank thanks that
  the their them then there these they this to up us very was we well were what when where which who will with would yes you
  your`.split(/\s+/),
);

interface Sentence {
  readonly text: string;
  readonly turn: number;
  readonly words: ReadonlySet<string>;
}

function sentencesOf({ text }: Utterance, turn: number): Sentence[] {
  return (text.match(SENTENCE) ?? []).flatMap((said) => {
    const words = new Set((said.toLowerCase().match(WORD) ?? []).filter((word) => !COMMON.has(word)));
    const isFact = words.size >= FEWEST_WORDS && !said.trim().endsWith("?");
    return isFact ? [{ text: said.trim(), turn, words }] : [];
  });
}

/** The sentences that say most, as facts, each with the turn it is from. */
export function keySentences(turns: readonly Utterance[], most = MOST): Summary {
  const all = turns.flatMap((turn, at) => (SOURCES.has(turn.role) ? sentencesOf(turn, at) : []));
  const last = new Map(all.map((sentence, at) => [sentence.text.toLowerCase(), at]));
  const sentences = all.filter((sentence, at) => last.get(sentence.text.toLowerCase()) === at);
  const frequency = new Map<string, number>();
  for (const { words } of sentences) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weightOf = ({ words }: Sentence): number => {
    const rarity = [...words].map((word) => Math.log(1 + sentences.length / (frequency.get(word) ?? 1)));
    return rarity.reduce((sum, each) => sum + each, 0) / Math.sqrt(words.size);
  };
  const best = sentences
    .map((sentence, at) => ({ ...sentence, at, weight: weightOf(sentence) }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, most)
    .sort((a, b) => a.at - b.at);
  const facts = best.map(({ text, turn }) => ({ text, turns: [turn] }));
  return { text: facts.map(({ text }) => text).join("\n"), facts, tokens: 0 };
}
