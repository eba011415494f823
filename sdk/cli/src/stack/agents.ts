import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type AgentCommand, projectSchema, unique } from "../domain/agent-list.js";
import { type Deaths, nextRestart } from "../domain/restart.js";
import { CliError, EXIT } from "../exit.js";
import { lineOfAgent, type StackLog } from "./log.js";
import { signal } from "./processes.js";

/** Agents that the project names in `troupe.json`, or under `troupe` in `package.json`. */
export async function projectAgents(root: string): Promise<AgentCommand[]> {
  for (const [file, pick] of [
    ["troupe.json", (content: unknown) => content],
    ["package.json", (content: unknown) => (content as { troupe?: unknown }).troupe],
  ] as const) {
    const text = await readFile(join(root, file), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const section = pick(parseJson(file, text));
    if (section === undefined) continue;
    const parsed = projectSchema.safeParse(section);
    if (!parsed.success) {
      const details = parsed.error.issues.map((issue) => `${issue.path.join("/")}: ${issue.message}`);
      throw new CliError(EXIT.wrongInput, `${file} does not name agents as it should`, {
        hint: 'write { "agents": { "greeter": "node dist/greeter.js" } }',
        details,
      });
    }
    return unique(parsed.data.agents);
  }
  return [];
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(EXIT.wrongInput, `${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** A running agent. */
export interface StackAgent {
  readonly name: string;
  readonly command: string;
  readonly pid: number | undefined;
  stop(graceMs: number): Promise<void>;
}

export interface AgentOptions {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: StackLog;
  /** Called whenever the agent's process is another one. */
  readonly onChange: () => void;
}

/** Runs an agent in a process group of its own; one that fails is started again, one that ends with 0 is not. */
export function startAgent(agent: AgentCommand, options: AgentOptions): StackAgent {
  const source = `agent:${agent.name}`;
  let deaths: Deaths = { count: 0 };
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  const say = (level: string, message: string) =>
    options.log.write({ time: new Date().toISOString(), level, source, message });

  const launch = () => {
    const bornAt = performance.now();
    const born = spawn(agent.command, {
      cwd: options.root,
      env: { ...options.env },
      shell: true,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = born;
    for (const input of [born.stdout, born.stderr]) {
      createInterface({ input }).on("line", (line) => options.log.write(lineOfAgent(source, line)));
    }
    born.once("error", (error) => say("error", error.message));
    born.once("exit", (code, cause) => {
      child = undefined;
      options.onChange();
      if (stopping) return;
      if (code === 0) {
        say("info", "ended");
        return;
      }
      const next = nextRestart(deaths, performance.now() - bornAt);
      deaths = next.deaths;
      say("warn", `ended (${cause ?? `code ${code}`}), starting it again in ${next.delayMs} ms`);
      timer = setTimeout(launch, next.delayMs);
    });
    options.onChange();
  };
  launch();

  return {
    ...agent,
    get pid() {
      return child?.pid;
    },
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      const living = child;
      if (living?.pid === undefined) return;
      const ended = once(living, "exit");
      const pid = living.pid;
      signal(pid, "SIGTERM", true);
      const late = setTimeout(() => signal(pid, "SIGKILL", true), graceMs);
      await ended;
      clearTimeout(late);
    },
  };
}
