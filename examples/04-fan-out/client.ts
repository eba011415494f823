import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { connect } from "@troupe/sdk";
import { analyse, analysed } from "./events.js";

const path = process.argv[2];
if (path === undefined) {
  console.error("usage: client.js FILE [PARTS]");
  process.exit(2);
}

const client = connect();
const { id: content } = await client.content.put(await readFile(path, "utf8"));
const document = { title: basename(path), content, parts: Number(process.argv[3] ?? 12) };
const report = await client.bus.request(analyse, document, { replies: analysed, timeoutMs: 120_000 });
console.log(`${report.title}: ${report.words} words in ${report.parts} parts; the longest is "${report.longestWord}"`);
for (const { word, count } of report.topWords) console.log(`${String(count).padStart(5)}  ${word}`);
await client.close();
