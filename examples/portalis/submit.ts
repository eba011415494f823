/**
 * Has programs translated by the agents: `node submit.js PATH… [--out DIR] [--json] [--release] [--package] [--repair]`. Shows how
 * far each is, and ends with 0 if every program is equal.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  CommandFault,
  type CommandOptions,
  humanLine,
  jsonLine,
  parseCommand,
  pathFault,
  progressOn,
  type Report,
  readyFolder,
} from "@troupe/equivalence";
import { type Client, connect } from "@troupe/sdk";
import { artifactsOf } from "./artifacts.js";
import type { Entry } from "./entry.js";
import { type StageReply, stages, type Translated, takenIn, translation, type Work } from "./events.js";
import { keepSources } from "./sources.js";

const LONGEST_MS = 3_600_000;
/** What all proposals of a mission together may use. */
const REPAIR_TOKENS = 50_000;
const USAGE = "node submit.js PATH… [--out DIR] [--json] [--release] [--package] [--repair]";

async function submit(command: CommandOptions, client: Client): Promise<number> {
  const { release, package: wantsPackage, repair, json, out } = command;
  const artifacts = artifactsOf(client.content);
  if (out !== undefined) await readyFolder(resolve(out), out);
  const source = await keepSources(command.paths, process.cwd(), client.content);
  const { stderr } = process;
  const progress = progressOn({
    write: (text) => stderr.write(text),
    columns: stderr.isTTY ? stderr.columns : undefined,
    color: stderr.isTTY && !process.env.NO_COLOR,
  });
  const told = new Set<string>();
  const tell = async (entry: Entry): Promise<void> => {
    if (told.has(entry.file)) return;
    told.add(entry.file);
    const wasm = out === undefined ? undefined : await keepEntry(resolve(out), entry);
    progress.done(entry.file);
    progress.around(() => console.log(json ? jsonLine(entry, wasm) : humanLine(entry)));
  };

  const each = Object.values(stages);
  const watch = client.bus.observe({ types: [takenIn, ...each.flatMap(({ request, answer }) => [request, answer])] });
  await watch.ready;
  const title = command.paths.length === 1 ? (command.paths[0] ?? "") : `${command.paths.length} paths`;
  const goal = { title, ...source.goal, release, package: wantsPackage, repair };
  const budget = repair ? { budget: { tokens: REPAIR_TOKENS } } : {};
  const { id } = await client.missions.create(translation, goal, budget);
  if (!json) progress.around(() => stderr.write(`mission ${id}\n`));
  const watching = (async () => {
    for await (const sight of watch) {
      if (sight.kind !== "event" || sight.event.missionid !== id) continue;
      const { type, data } = sight.event;
      const stage = type.split(".")[1] ?? "";
      const ended = (data as Partial<StageReply>).ended;
      if (type === takenIn.type) progress.begin((data as { units: unknown[] }).units.length);
      else if (ended !== undefined) await tell(await artifacts.json<Entry>(ended.entry));
      else if (type.endsWith(".requested")) progress.at((data as Work).unit, stage);
    }
  })();
  if ("units" in source.goal) progress.begin(source.goal.units.length);
  const mission = await client.missions.end(id, { timeoutMs: LONGEST_MS });
  await watch.close();
  await watching;
  if (mission.status !== "succeeded") {
    progress.end();
    throw new CommandFault(mission.failure?.message ?? `the mission ended as ${mission.status}`);
  }
  const result = mission.result as Translated;
  const report = await artifacts.json<Report & { files: Entry[] }>(result.report);
  for (const entry of report.files) await tell(entry);
  progress.end();
  if (out !== undefined) {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    await writeFile(join(out, "report.html"), await artifacts.bytes(result.page));
  }
  const { equal, files } = report.totals;
  if (!json) console.log(`${equal} of ${files} equal${out === undefined ? "" : `, see ${join(out, "report.html")}`}`);
  return files > 0 && equal === files ? 0 : 1;

  /** Writes what was made of a program; gives the module's path. */
  async function keepEntry(folder: string, entry: Entry): Promise<string | undefined> {
    const within = source.stems.get(entry.file) ?? entry.file.replace(/\.py$/, "");
    if (pathFault(within) !== undefined) throw new CommandFault(`nothing is written at ${JSON.stringify(within)}`);
    const stem = join(folder, within);
    const { rust, wasm, package: archive } = entry.artifacts;
    await mkdir(dirname(stem), { recursive: true });
    if (rust !== undefined) await writeFile(`${stem}.rs`, await artifacts.bytes(rust));
    if (wasm !== undefined) await writeFile(`${stem}.wasm`, await artifacts.bytes(wasm));
    if (archive !== undefined && entry.package !== undefined) {
      await writeFile(join(dirname(stem), entry.package), await artifacts.bytes(archive));
    }
    return wasm === undefined ? undefined : `${stem}.wasm`;
  }
}

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.help) console.log(USAGE);
  else {
    await using client = connect({ name: "portalis" });
    process.exitCode = await submit(command, client);
  }
} catch (error) {
  console.error(error instanceof CommandFault ? `${error.message}\n${USAGE}` : (error as Error).message);
  process.exitCode = 2;
}
