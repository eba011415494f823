/**
 * Sums up a document: a planner finds, at run time, who can do what, and plans again when the writer it chose is
 * killed with the work in its hands. Arguments: the `troupe` command's script, and the document.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { connect } from "@troupe/sdk";
import { type Child, start } from "../04-fan-out/child.js";
import { summarise } from "./events.js";
import { tellMission } from "./story.js";

const PACE_MS = 1500;
const LONGEST_MS = 90_000;
const here = (file: string): string => new URL(file, import.meta.url).pathname;

const [troupe, path] = process.argv.slice(2);
if (troupe === undefined || path === undefined) {
  console.error("usage: demo.js TROUPE-SCRIPT FILE");
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "troupe-demo-"));
const running: Child[] = [];
const tell = (who: string, what: string): void => console.log(`${who.padEnd(15)} ${what}`);

function wordsOf(line: string): string {
  try {
    return String((JSON.parse(line) as { msg?: unknown }).msg ?? line);
  } catch {
    return line;
  }
}

async function launch(name: string, script: string, args: string[], heard: (words: string) => void = () => undefined) {
  const child = start({
    name,
    script,
    args,
    folder,
    env: { PACE_MS: String(PACE_MS), TROUPE_SWEEP_MS: "1000" },
    heard: (line) => {
      const words = wordsOf(line);
      tell(name, words);
      heard(words);
    },
  });
  running.push(child);
  await child.ready;
  return child;
}

async function show(document: string): Promise<boolean> {
  console.log("\nThe platform, three workers that know nothing of each other, and a planner that knows none of them\n");
  await launch("platform", troupe as string, ["dev"]);
  await launch("term-finder", here("terms.js"), []);
  await launch("careful-writer", here("writer.js"), ["careful"]);
  let isKilled = false;
  const quick = await launch("quick-writer", here("writer.js"), ["quick"], (words) => {
    if (isKilled || words !== "begins to write") return;
    isKilled = true;
    quick.kill();
    tell("quick-writer", "killed (SIGKILL), with the summary in its hands");
  });
  await launch("planner", here("planner.js"), []);

  await using client = connect(JSON.parse(await readFile(join(folder, ".troupe", "stack.json"), "utf8")));
  const departures = client.bus.observe({ types: ["agent.expired"] });
  await departures.ready;
  const watching = (async () => {
    for await (const sight of departures) {
      if (sight.kind === "event") tell("registry", `${(sight.event.data as { agent: string }).agent} is gone`);
    }
  })();
  console.log(`\n${basename(document)} goes in, to be summed up\n`);
  const { id: content } = await client.content.put(await readFile(document, "utf8"));
  const { id } = await client.missions.create(summarise, { title: basename(document), content });
  const mission = await client.missions.end(id, { timeoutMs: LONGEST_MS });
  await departures.close();
  await watching;
  console.log(`\n${(await tellMission(client, mission)).join("\n")}`);
  return mission.status === "succeeded" && isKilled;
}

let isSound = false;
try {
  isSound = await show(path);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  for (const child of running.reverse()) await child.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = isSound ? 0 : 1;
