/** Starts every agent, each in a process of its own: `node crew.js [--workers N]`, N of each stage. One that dies is started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const WORKERS = ["ingest", "analysis", "specgen", "transpiler", "build", "test", "repair", "packaging"] as const;
/** What they find out is wanted when the module is built, so the compiler goes first. */
const PATIENT: ReadonlySet<string> = new Set(["ingest", "analysis", "specgen"]);
const PATIENT_NICE = 10;
const AGAIN_MS = 500;

const { values } = parseArgs({ options: { workers: { type: "string", default: "1" } } });
const count = Number(values.workers);
if (!Number.isInteger(count) || count < 1) throw new Error("--workers wants a number");

const living = new Set<ChildProcess>();
let isOver = false;

/** Runs an agent until the crew ends; resolves when it first says that it is ready. */
function start(name: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [new URL(`${name}.js`, import.meta.url).pathname], {
      stdio: ["ignore", "inherit", "pipe"],
    });
    living.add(child);
    if (PATIENT.has(name) && child.pid !== undefined) setPriority(child.pid, PATIENT_NICE);
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (/\bis ready\b/.test(line)) resolve();
      else process.stderr.write(`${line}\n`);
    });
    child.once("exit", () => {
      living.delete(child);
      if (!isOver) setTimeout(() => start(name).then(resolve), AGAIN_MS);
    });
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    isOver = true;
    for (const child of living) child.kill("SIGTERM");
  });
}

const names = ["planner", ...WORKERS.flatMap((name) => Array.from({ length: count }, () => name))];
await Promise.all(names.map(start));
console.log(`${names.length} agents are ready`);
