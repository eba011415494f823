import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import type { Memory } from "@troupe/sdk";

const MEDIA_TYPES = {
  ".md": "text/markdown",
  ".html": "text/html",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".txt": "text/plain",
} as const;
const PATIENCE_MS = 120_000;

type Extension = keyof typeof MEDIA_TYPES;
const isKnown = (extension: string): extension is Extension => extension in MEDIA_TYPES;

/** Remembers the documents of a folder, each under its name: run again, it replaces what has changed. */
export async function learn(memory: Memory, folder: string, told: (line: string) => void): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const ids: string[] = [];
  for (const file of files.sort()) {
    const extension = extname(file);
    if (!isKnown(extension)) continue;
    const source = relative(folder, file);
    const text = await readFile(file, extension === ".pdf" ? "base64" : "utf8");
    const mediaType = MEDIA_TYPES[extension];
    const { item, outcome, passages } = await memory.storeKnowledge({ text, mediaType, source, externalId: source });
    told(`${outcome} ${source} in ${passages} passages`);
    ids.push(item.id);
  }
  await embedded(memory, ids);
  return ids.length;
}

/** Waits until the documents are found by meaning too; where there is no model they are found by words. */
async function embedded(memory: Memory, ids: readonly string[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (const id of ids) {
    while (Date.now() < until) {
      const item = await memory.knowledge(id);
      if (item === undefined || item.embedded >= item.passages.length) break;
      const { reason } = await memory.searchKnowledge("anything");
      if (reason?.startsWith("no embedding model")) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** The passages that answer a question best, as lines with their sources. */
export async function answer(memory: Memory, question: string): Promise<string[]> {
  const { items, mode } = await memory.searchKnowledge(question, { k: 3 });
  const lines = items.map(({ item, passage }, at) => {
    const place = [item.provenance.source, passage.heading].filter(Boolean).join(", ");
    return `[${at + 1}] ${place}\n    ${passage.text.replace(/\s+/g, " ").slice(0, 320)}`;
  });
  return [`found by ${mode === "hybrid" ? "meaning and words" : "words"}:`, ...lines];
}
