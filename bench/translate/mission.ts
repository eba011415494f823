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
  const { id: list } = await client.content.put(JSON.stringify(await Promise.all(programs)));
  const from = performance.now();
  const data = { title: "bench", programs: list, release: false, package: false };
  const type = "portalis.translation.requested";
  const { id } = await client.missions.create({ type, topic: "action-requests", data });
  const { status, result, failure } = await client.missions.end(id, { timeoutMs: LONGEST_MS });
  const took = performance.now() - from;
  const { totals } = (result ?? {}) as { totals?: { equal?: number } };
  if (status === "succeeded" && totals?.equal === sources.length) return took;
  throw new Error(`a mission of the bench ended as ${status}: ${failure?.message ?? JSON.stringify(totals)}`);
}

/** One program by a mission beside one by the same steps in one process, in turn; and 200 by three workers a stage beside one. */
export async function missions(full: boolean): Promise<Figure[]> {
  const [toolchain, python] = await Promise.all([findToolchain().catch(() => undefined), findPython()]);
  if (toolchain === undefined || python === undefined) return [];
  await runtimeLibrary(toolchain, "debug");
  await using rig = await startRig({ rounds: 1, seconds: 1, full }, "postgres");
  let seed = 500_000;
  const take = (count: number): string[] => Array.from({ length: count }, () => program(seed++));
  const alone = async (source: string): Promise<number> => {
    const from = performance.now();
    const main = "program.py";
    await translateAndTest({ main, files: { [main]: source } }, [{}], {
      translator: translateProgram,
      toolchain,
      python,
    });
    return performance.now() - from;
  };
  const figures: Figure[] = [];
  {
    await using agents = await startAgents(rig, 1, {});
    const added: number[] = [];
    const bases: number[] = [];
    for (let pair = 0; pair <= PAIRS; pair += 1) {
      const [first = "", second = ""] = [program(seed), program(seed + 4)];
      seed += 8;
      const base = await alone(first);
      const took = await agents.translate([second]);
      if (pair === 0) continue;
      added.push(took - base);
      bases.push(base);
    }
    const measured = { name: "mission.added", unit: "ms", value: median(added), baseline: median(bases) };
    figures.push(figure(measured, { of: "value", atMost: 100 }));
  }
  const count = full ? 200 : 40;
  const rates: number[] = [];
  for (const workers of [1, 3]) {
    await using agents = await startAgents(rig, workers, { PORTALIS_AT_ONCE: "1" });
    await agents.translate(take(2));
    rates.push((count / (await agents.translate(take(count)))) * 1000);
  }
  const [one = 0, three = 0] = rates;
  const measured = { name: `mission.${count}-files`, unit: "files/s", value: three, baseline: one };
  return [...figures, figure(measured, { of: "ratio", atLeast: 1.7 })];
}
