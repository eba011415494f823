import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const TROUPE = fileURLToPath(new URL("../bin/troupe.mjs", import.meta.url));

/** How a command ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
  /** Standard output as JSON lines. */
  readonly json: readonly Record<string, unknown>[];
}

/** A folder of its own in which commands run; going out of scope stops its stacks and removes it. */
export interface Place extends AsyncDisposable {
  readonly folder: string;
  run(...args: string[]): Promise<Ran>;
  runWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran>;
  /** Starts `troupe dev --json` and waits until it says it is ready. */
  dev(...args: string[]): Promise<Dev>;
  devWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Dev>;
  record(name?: string): Promise<StackFile>;
}

export interface StackFile {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  readonly startedAt: string;
  readonly processes: Readonly<Record<string, { pid: number; birth: string; url?: string; token?: string }>>;
}

/** A stack that runs in the foreground. */
export interface Dev {
  readonly ready: Record<string, unknown>;
  readonly url: string;
  readonly child: ChildProcess;
  readonly lines: readonly Record<string, unknown>[];
  /** Next line, from the first on, for which `wanted` holds. */
  line(wanted: (line: Record<string, unknown>) => boolean, withinMs?: number): Promise<Record<string, unknown>>;
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

export async function makePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "troupe-cli-"));
  const started: Dev[] = [];
  const environment = (env: Readonly<Record<string, string>>) => {
    const { TROUPE_URL: _url, TROUPE_TOKEN: _token, TROUPE_STACK: _stack, ...rest } = process.env;
    return { ...rest, NO_COLOR: "1", ...env };
  };
  const place: Place = {
    folder,
    run: (...args) => place.runWith({}, ...args),
    async runWith(env, ...args) {
      const child = spawn(process.execPath, [TROUPE, ...args], {
        cwd: folder,
        env: environment(env),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      let note = "";
      child.stdout.on("data", (chunk) => {
        out += chunk;
      });
      child.stderr.on("data", (chunk) => {
        note += chunk;
      });
      const [code] = (await once(child, "close")) as [number | null];
      return {
        code,
        out,
        note,
        get json() {
          return out
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line) as Record<string, unknown>);
        },
      };
    },
    dev: (...args) => place.devWith({}, ...args),
    async devWith(env, ...args) {
      const child = spawn(process.execPath, [TROUPE, "dev", "--json", ...args], {
        cwd: folder,
        env: environment(env),
        stdio: ["ignore", "pipe", "pipe"],
      });
      const dev = await readiness(child);
      started.push(dev);
      return dev;
    },
    async record(name = "default") {
      const parts = name === "default" ? [".troupe"] : [".troupe", name];
      return JSON.parse(await readFile(join(folder, ...parts, "stack.json"), "utf8")) as StackFile;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((dev) => dev.stop()));
      await place.run("stop", "--all", "--clean");
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  return place;
}

async function readiness(child: ChildProcess): Promise<Dev> {
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  if (child.stdout === null) throw new Error("no output to read");
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
    for (const check of waiting) check();
  });
  const closed = once(child, "close");
  const dev: Omit<Dev, "ready" | "url"> = {
    child,
    lines,
    line(wanted, withinMs = 20_000) {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          waiting.delete(check);
          settle();
        };
        const check = () => {
          const found = lines.find(wanted);
          if (found !== undefined) end(() => resolve(found));
        };
        const fail = (why: string) =>
          end(() => reject(new Error(`${why}:\n${said}\n${lines.map((line) => JSON.stringify(line)).join("\n")}`)));
        const timer = setTimeout(() => fail(`no such line in ${withinMs} ms`), withinMs);
        waiting.add(check);
        child.once("close", (code) => fail(`troupe dev ended with ${code}`));
        check();
      });
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await closed;
      return child.exitCode;
    },
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
  };
  const ready = await dev.line((line) => line.ready === true, 60_000);
  return { ...dev, ready, url: String(ready.url) };
}

/** Resolves once `holds`; rejects after `withinMs`. */
export async function eventually(holds: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`it did not come to hold in ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Whether a process runs; one that ended and whose parent has not taken note does not. */
export function isRunning(pid: number): boolean {
  return spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
    .stdout.trim()
    .startsWith("Z")
    ? false
    : exists(pid);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
