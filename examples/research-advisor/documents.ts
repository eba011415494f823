import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Memory } from "@troupe/sdk";

const TEXTS = /\.(?:md|markdown|txt|rst|adoc)$/i;
/** A character that no text holds, whatever its file is called. */
const NO_TEXT = "\0";
const MARKDOWN = /\.(?:md|markdown)$/i;

/** Has the memory know every text below a folder under its name; one that has not changed costs next to nothing. */
export async function learn(memory: Memory, folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[/\\](?:node_modules|\.git)[/\\]/.test(path));
  let learned = 0;
  for (const path of files.sort()) {
    const text = await readFile(path, "utf8");
    if (text.trim() === "" || text.includes(NO_TEXT)) continue;
    learned += 1;
    await memory.storeKnowledge({
      text,
      mediaType: MARKDOWN.test(path) ? "text/markdown" : "text/plain",
      source: relative(folder, path),
      externalId: `research${path}`.slice(0, 512),
      metadata: { folder },
    });
  }
  return learned;
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
