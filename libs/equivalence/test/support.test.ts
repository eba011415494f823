import { readdir, readFile, writeFile } from "node:fs/promises";
import { supportTable } from "@troupe/translate";
import { expect, it } from "vitest";

const corpus = new URL("corpus/", import.meta.url);
const table = new URL("../../../docs/translate-support.md", import.meta.url);

it("is what docs/translate-support.md says (TROUPE_WRITE=1 writes it anew)", async () => {
  const names = (await readdir(corpus)).filter((name) => name.endsWith(".py")).sort();
  const sources = await Promise.all(names.map((name) => readFile(new URL(name, corpus), "utf8")));
  const made = supportTable(sources);
  if (process.env.TROUPE_WRITE === "1") await writeFile(table, made);
  expect(await readFile(table, "utf8")).toBe(made);
});
