import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Passage } from "./events.js";

const TEXTS = /\.(?:md|markdown|txt|rst|adoc)$/i;
const LONGEST = 1500;

/** The paragraphs of every text below a folder, each with its place. */
export async function passagesOf(folder: string): Promise<Passage[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[/\\](?:node_modules|\.git)[/\\]/.test(path));
  const texts = await Promise.all(files.sort().map(async (path) => ({ path, text: await readFile(path, "utf8") })));
  return texts.flatMap(({ path, text }) => paragraphs(relative(folder, path), text));
}

function paragraphs(name: string, text: string): Passage[] {
  const found: Passage[] = [];
  let line = 1;
  for (const block of text.split(/(\n\s*\n)/)) {
    const body = block.replace(/\s+/g, " ").trim();
    if (body !== "" && !body.startsWith("```") && !body.startsWith("|")) {
      found.push({ source: `${name}:${line}`, text: body.slice(0, LONGEST) });
    }
    line += block.split("\n").length - 1;
  }
  return found;
}

const WORD = /[\p{L}\p{N}]+/gu;
const COMMON = new Set(
  "a an and are as at be by can do does for from how in is it its of on or that the this to was what when where which who why will with".split(
    " ",
  ),
);

/** Words that carry meaning, in a common form. */
export function termsOf(text: string): string[] {
  return (text.toLowerCase().match(WORD) ?? [])
    .filter((word) => !COMMON.has(word))
    .map((word) => word.replace(/(?:ies|es|s|ed|ing)$/, ""));
}

const K1 = 1.2;
const B = 0.75;

/** Ranks passages by BM25 (Robertson and Zaragoza, 2009). */
export function rank(question: string, passages: readonly Passage[], most: number): Passage[] {
  const bags = passages.map(({ text }) => termsOf(text));
  const mean = bags.reduce((sum, bag) => sum + bag.length, 0) / Math.max(1, bags.length);
  const wanted = [...new Set(termsOf(question))];
  const rarity = new Map(
    wanted.map((term) => {
      const holding = bags.filter((bag) => bag.includes(term)).length;
      return [term, Math.log(1 + (bags.length - holding + 0.5) / (holding + 0.5))];
    }),
  );
  const scored = passages.map((passage, at) => {
    const bag = bags[at] ?? [];
    const score = wanted.reduce((sum, term) => {
      const count = bag.filter((word) => word === term).length;
      return sum + ((rarity.get(term) ?? 0) * count * (K1 + 1)) / (count + K1 * (1 - B + (B * bag.length) / mean));
    }, 0);
    return { passage, score };
  });
  const found = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  return found.slice(0, most).map(({ passage }) => passage);
}
