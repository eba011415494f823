import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const AGENTS = [
  "planner",
  "ingest",
  "analysis",
  "specgen",
  "transpiler",
  "build",
  "test",
  "repair",
  "packaging",
] as const;
export type AgentName = (typeof AGENTS)[number];

const READY_MS = 90_000;
const script = (name: string): string =>
  fileURLToPath(new URL(`../../examples/dist/portalis/${name}.js`, import.meta.url));

/** The agents of the example, each a process of its own that can be killed and started again. */
export interface Crew extends AsyncDisposable {
  start(name: AgentName, env?: Record<string, string>): Promise<void>;
  kill(name: AgentName): Promise<void>;
  /** Runs the client; resolves with what it printed and how it ended. */
  submit(...words: string[]): Promise<{ code: number | null; lines: Record<string, unknown>[]; said: string }>;
}

export function crewOf(env: Record<string, string>, cwd: string): Crew {
  const living = new Map<AgentName, ChildProcess>();
  const launch = (file: string, args: string[], more: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, [script(file), ...args], {
      cwd,
      env: { ...process.env, NODE_ENV: "production", VITEST: "", ...env, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const crew: Crew = {
    async start(name, more) {
      const child = launch(name, [], more);
      living.set(name, child);
      const said: string[] = [];
      await new Promise<void>((resolve, reject) => {
        const fail = (): void => reject(new Error(`${name} is not ready:\n${said.slice(-20).join("\n")}`));
        const late = setTimeout(fail, READY_MS);
        child.once("exit", fail);
        createInterface({ input: child.stderr as NonNullable<typeof child.stderr> }).on("line", (line) => {
          said.push(line);
          if (!/\bis ready\b/.test(line)) return;
          clearTimeout(late);
          resolve();
        });
      });
    },
    async kill(name) {
      const child = living.get(name);
      living.delete(name);
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    async submit(...words) {
      const child = launch("submit", words);
      let out = "";
      let said = "";
      child.stdout?.on("data", (chunk) => {
        out += chunk;
      });
      child.stderr?.on("data", (chunk) => {
        said += chunk;
      });
      const [code] = (await once(child, "close")) as [number | null];
      const lines = out.split("\n").filter((line) => line.startsWith("{"));
      return { code, said, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...living.keys()].map((name) => crew.kill(name)));
    },
  };
  return crew;
}
