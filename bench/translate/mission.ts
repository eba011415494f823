import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findPython, findToolchain, runtimeLibrary, translateProgram as translateAndTest } from "@troupe/equivalence";
import { type Client, connect } from "@troupe/sdk";
import { translateProgram } from "@troupe/translate";
import { type Figure, figure } from "../kit/figure.js";
import { median } from "../kit/stats.js";
import { type Rig, startRig } from "../missions/rig.js";
import { program } from "./programs.js";

const CREW = fileURLToPath(new URL("../../../examples/dist/portalis/crew.js", import.meta.url));
const LONGEST_MS = 1_800_000;
const PAIRS = 12;
/** Of the first ones, which no agent has seen the like of. */
const WARM_PAIRS = 2;
const NAMED = 16;
const FILES = 200;
const ALONE = 16;

/** The agents of the example on a platform of their own, `workers` of each stage. */
interface Agents extends AsyncDisposable {
  /** Has programs translated in one mission; gives how long it took. */
  translate(sources: readonly string[]): Promise<number>;
}

async function startAgents(rig: Rig, workers: number, env: Record<string, string>): Promise<Agents> {
  const { url, token } = rig.platform.process.readiness as { url: string; token: string };
  const cache = await mkdtemp(join(tmpdir(), "troupe-bench-portalis-"));
  const around = { TROUPE_URL: url, TROUPE_TOKEN: token, PORTALIS_CACHE: cache, TROUPE_LOG_LEVEL: "info", ...env };
  const crew = spawn(process.execPath, [CREW, "--workers", String(workers)], {
    env: { ...process.env, ...around },
    stdio: ["ignore", "pipe", "ignore"],
  });
  await ready(crew);
  const client = connect({ url, token });
  return {
    translate: (sources) => mission(client, sources),
    async [Symbol.asyncDispose]() {
      await client.close();
      crew.kill("SIGTERM");
      await once(crew, "exit");
      await rm(cache, { recursive: true, force: true });
    },
  };
}

function ready(crew: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    crew.once("exit", (code) => reject(new Error(`the agents ended with ${code}`)));
    createInterface({ input: crew.stdout as NonNullable<typeof crew.stdout> }).on("line", (line) => {
      if (/agents are ready/.test(line)) resolve();
    });
  });
}

async function mission(client: Client, sources: readonly string[]): Promise<number> {
  const { id: inputs } = await client.content.put("[{}]");
  const programs = sources.map(async (source, i) => {
    const { id } = await client.content.put(source);
    return { unit: `p${i}.py`, main: `p${i}.py`, files: { [`p${i}.py`]: id }, inputs, needs: [] };
  });
  const units = await Promise.all(programs);
  // As the example's own client says it: a few are named in the goal, many in a list.
  const which = units.length <= NAMED ? { units } : { programs: (await client.content.put(JSON.stringify(units))).id };
  const from = performance.now();
  const data = { title: "bench", ...which, release: false, package: false };
  const type = "portalis.translation.requested";
  const { id } = await client.missions.create({ type, topic: "action-requests", data });
  const { status, result, failure } = await client.missions.end(id, { timeoutMs: LONGEST_MS });
  const took = performance.now() - from;
  const { totals } = (result ?? {}) as { totals?: { equal?: number } };
  if (status === "succeeded" && totals?.equal === sources.length) return took;
  throw new Error(`a mission of the bench ended as ${status}: ${failure?.message ?? JSON.stringify(totals)}`);
}

/** Programs that were never seen before, one after the other. */
function freshPrograms(seed: number): (count: number) => string[] {
  let next = seed;
  return (count) => Array.from({ length: count }, () => program(next++));
}

/** The same steps in this process; gives how long they took. Undefined where the machine lacks something. */
async function steps(): Promise<((source: string) => Promise<number>) | undefined> {
  const [toolchain, python] = await Promise.all([findToolchain().catch(() => undefined), findPython()]);
  if (toolchain === undefined || python === undefined) return undefined;
  await runtimeLibrary(toolchain, "debug");
  return async (source) => {
    const from = performance.now();
    const main = "program.py";
    const options = { translator: translateProgram, toolchain, python };
    const { verdict } = await translateAndTest({ main, files: { [main]: source } }, [{}], options);
    if (verdict !== "equal") throw new Error(`a program of the bench is ${verdict}`);
    return performance.now() - from;
  };
}

const rigOf = (full: boolean): Promise<Rig> => startRig({ rounds: 1, seconds: 1, full }, "postgres");

/** One program by a mission beside one of the same shape by the same steps in one process, in turn. */
export async function missionAdded(full: boolean): Promise<Figure[]> {
  const alone = await steps();
  if (alone === undefined) return [];
  await using rig = await rigOf(full);
  await using agents = await startAgents(rig, 1, {});
  const added: number[] = [];
  const bases: number[] = [];
  for (let pair = 0; pair < WARM_PAIRS + PAIRS; pair += 1) {
    const base = await alone(program(500_000 + 8 * pair));
    const took = await agents.translate([program(500_004 + 8 * pair)]);
    if (pair < WARM_PAIRS) continue;
    added.push(took - base);
    bases.push(base);
  }
  const measured = { name: "mission.added", unit: "ms", value: median(added), baseline: median(bases) };
  return [figure(measured, { of: "value", atMost: 100 })];
}

/**
 * 200 programs by three workers a stage beside as many by one, each worker at one program at a time; and what this
 * machine gives at most: the same steps in one process for two programs at once beside one after the other.
 */
export async function missionScale(full: boolean): Promise<Figure[]> {
  const alone = await steps();
  if (alone === undefined) return [];
  const take = freshPrograms(600_000);
  const rateOf = async (atOnce: number): Promise<number> => {
    const waiting = take(ALONE);
    const from = performance.now();
    const line = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await alone(next);
    };
    await Promise.all(Array.from({ length: atOnce }, line));
    return (ALONE / (performance.now() - from)) * 1000;
  };
  await rateOf(1);
  const [single, double] = [await rateOf(1), await rateOf(2)];
  await using rig = await rigOf(full);
  const rates: number[] = [];
  for (const workers of [1, 3]) {
    await using agents = await startAgents(rig, workers, { PORTALIS_AT_ONCE: "1" });
    await agents.translate(take(6));
    rates.push((FILES / (await agents.translate(take(FILES)))) * 1000);
  }
  const [one = 0, three = 0] = rates;
  return [
    figure({ name: "mission.two-at-once", unit: "files/s", value: double, baseline: single }),
    figure(
      { name: `mission.${FILES}-files`, unit: "files/s", value: three, baseline: one },
      { of: "ratio", atLeast: 1.7 },
    ),
  ];
}
