/**
 * Runs the fan-out on one document with three counters in processes of their own, kills one half-way, and shows what
 * became of every event. Arguments: the `troupe` command's script, the document, and optionally the number of parts.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { connect } from "@troupe/sdk";
import { type Child, start } from "./child.js";
import { analyse, analysed, countPart, partCounted } from "./events.js";
import { Tally } from "./tally.js";

const PACE_MS = 400;
const LONGEST_MS = 60_000;
const here = (file: string): string => new URL(file, import.meta.url).pathname;

const [troupe, path, parts = "24"] = process.argv.slice(2);
if (troupe === undefined || path === undefined) {
  console.error("usage: demo.js TROUPE-SCRIPT FILE [PARTS]");
  process.exit(2);
}
const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
  console.error(`cannot read ${path}: ${error.code ?? error.message}. Name a text file: npm run demo -- FILE`);
  process.exit(2);
});

const folder = await mkdtemp(join(tmpdir(), "troupe-demo-"));
const running: Child[] = [];
const launch = async (name: string, script: string, args: string[], pace = 0): Promise<Child> => {
  const child = start({
    name,
    script,
    args,
    folder,
    env: { PACE_MS: String(pace) },
    heard: (line) => tally.heard(name, line),
  });
  running.push(child);
  await child.ready;
  return child;
};
const tally = new Tally((line) => console.log(line));

async function show(): Promise<boolean> {
  console.log(`\nThe platform, then four agents, each a process of its own\n`);
  await launch("platform", troupe as string, ["dev"]);
  await launch("splitter", here("splitter.js"), []);
  const counters = await Promise.all([1, 2, 3].map((n) => launch(`counter-${n}`, here("counter.js"), [], PACE_MS)));

  await using client = connect(JSON.parse(await readFile(join(folder, ".troupe", "stack.json"), "utf8")));
  const watch = client.bus.observe({ types: [analyse, analysed, countPart, partCounted] });
  await watch.ready;
  const watching = (async () => {
    for await (const sight of watch) {
      if (sight.kind !== "event") continue;
      tally.published(sight.event);
      if (tally.isHalfDone) killOneAtWork(counters);
    }
  })();

  console.log(`\n${basename(path as string)} goes in, to be counted in parts by a group of three\n`);
  const { id: content } = await client.content.put(text);
  const document = { title: basename(path as string), content, parts: Number(parts) };
  const report = await client.bus.request(analyse, document, { replies: analysed, timeoutMs: LONGEST_MS });
  await tally.settled;
  await watch.close();
  await watching;

  console.log(
    `\n${report.title}: ${report.words} words in ${report.parts} parts; the longest is "${report.longestWord}"`,
  );
  for (const { word, count } of report.topWords) console.log(`${String(count).padStart(6)}  ${word}`);
  return tally.report();
}

function killOneAtWork(counters: readonly Child[]): void {
  if (tally.killed !== undefined) return;
  const victim = counters.find(({ name }) => tally.isAtWork(name)) ?? counters[0];
  if (victim === undefined) return;
  tally.kill(victim.name);
  victim.kill();
}

let isSound = false;
try {
  isSound = await show();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  for (const child of running.reverse()) await child.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = isSound ? 0 : 1;
