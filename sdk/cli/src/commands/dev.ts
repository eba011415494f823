import { spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { stackName } from "../client/connection.js";
import type { CliContext } from "../context.js";
import { agentsOfCommands, unique } from "../domain/agent-list.js";
import { DEFAULT_STACK, SUPERVISOR } from "../domain/stack-record.js";
import { CliError, EXIT } from "../exit.js";
import { createLogFormat } from "../output/log-format.js";
import { projectAgents } from "../stack/agents.js";
import { readRecord, stackPaths } from "../stack/folder.js";
import { jsonOption, portArgument } from "./options.js";

const DETACHED_READY_MS = 60_000;
const POLL_MS = 50;

interface DevOptions {
  name?: string;
  port?: number;
  dir?: string;
  json?: boolean;
  detach?: boolean;
  docker?: boolean;
}

/** `troupe dev`: the local stack, and the project's agents beside it. */
export function devCommand(context: CliContext): Command {
  return new Command("dev")
    .description("run the platform on this machine, with the project's agents, until interrupted")
    .argument("[commands...]", 'agents to run beside it, each a command: troupe dev "node dist/agent.js"')
    .option("--name <name>", "name of the stack; several run side by side")
    .option("-p, --port <port>", "port of the services; 7400 or a free one when left out", portArgument)
    .option("--dir <folder>", "project's folder; its .troupe folder keeps the stack's state")
    .option("--detach", "start it in the background and return once it is ready")
    .option("--docker", "run the compose stack instead")
    .addOption(jsonOption())
    .action((commands: string[], options: DevOptions) => dev(context, commands, options));
}

async function dev(context: CliContext, commands: readonly string[], options: DevOptions): Promise<void> {
  if (options.docker) {
    throw new CliError(EXIT.notAvailable, "the compose stack is not part of this version: it comes with deployment", {
      hint: "troupe dev (needs no Docker)",
    });
  }
  const root = resolve(context.cwd, options.dir ?? ".");
  const name = stackName(context, options.name);
  if (options.detach) return detach(context, root, name, commands, options);
  await runHere(context, root, name, commands, options);
}

async function runHere(
  context: CliContext,
  root: string,
  name: string,
  commands: readonly string[],
  options: DevOptions,
): Promise<void> {
  const { terminal } = context;
  const format = createLogFormat(terminal.colors);
  const agents = unique([...(await projectAgents(root)), ...agentsOfCommands(commands)]);
  const { warmUp } = await import("@troupe/store");
  if (!context.env.DATABASE_URL) warmUp();
  const { startStack } = await import("../stack/start.js");
  const stack = await startStack({
    root,
    name,
    port: options.port,
    env: context.env,
    version: context.version,
    agents,
    show: (line) => (options.json ? terminal.json(line) : terminal.out(format(line))),
  });
  const { url, processes } = stack.record;
  const ready = { ready: true, name, url, startedInMs: Math.round(stack.startedInMs), recovered: stack.recovered };
  if (options.json) terminal.json({ ...ready, processes: Object.keys(processes) });
  else terminal.out(greeting(context, name, url, stack.startedInMs, stack.recovered));
  await aborted(context.signal);
  if (!options.json)
    terminal.out(terminal.colors.dim("stopping: agents finish what they hold; interrupt again to end at once"));
  await stack.stop();
  if (options.json) terminal.json({ stopped: true, name });
  else terminal.out(`stack ${name} stopped`);
}

function greeting(context: CliContext, name: string, url: string, startedInMs: number, recovered: number): string {
  const { bold, dim, green } = context.terminal.colors;
  const flag = name === DEFAULT_STACK ? "" : ` --stack ${name}`;
  const cleared = recovered === 0 ? [] : [dim(`  ${recovered} left over from a killed stack stopped`)];
  return [
    `${green("ready")} ${bold(url)} ${dim(`in ${(startedInMs / 1000).toFixed(1)} s`)}`,
    ...cleared,
    dim(`  agents started in this folder find it by themselves${flag === "" ? "" : ` with TROUPE_STACK=${name}`}`),
    dim(`  troupe events tail${flag}     watch events`),
    dim(`  troupe agents list${flag}     who is there`),
    dim("  troupe --help          everything else"),
  ].join("\n");
}

function backgroundLine({ terminal }: CliContext, name: string, url: string): string {
  const ready = `${terminal.colors.green("ready")} ${url} in the background`;
  if (name === DEFAULT_STACK) return `${ready}; troupe logs -f, troupe stop`;
  return `${ready}; TROUPE_STACK=${name} for agents and commands, troupe stop ${name}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const alive = setInterval(() => {}, 2 ** 30);
    signal.addEventListener("abort", () => {
      clearInterval(alive);
      resolve();
    });
  });
}

async function detach(
  context: CliContext,
  root: string,
  name: string,
  commands: readonly string[],
  options: DevOptions,
): Promise<void> {
  const paths = stackPaths(root, name);
  const said = join(dirname(paths.log), "dev.log");
  await mkdir(dirname(said), { recursive: true });
  const output = await open(said, "w", 0o600);
  const args = ["dev", "--name", name, "--dir", root, ...(options.port ? ["--port", String(options.port)] : []), "--"];
  const child = spawn(context.self[0], [context.self[1], ...args, ...commands], {
    cwd: root,
    env: { ...context.env, NO_COLOR: "1" },
    detached: true,
    stdio: ["ignore", output.fd, output.fd],
  });
  let exitCode: number | null | undefined;
  child.once("exit", (code) => {
    exitCode = code;
  });
  const deadline = performance.now() + DETACHED_READY_MS;
  while (exitCode === undefined && performance.now() < deadline && !context.signal.aborted) {
    const record = await readRecord(paths);
    if (record !== undefined && record.processes[SUPERVISOR]?.pid === child.pid) {
      child.unref();
      await output.close();
      if (options.json) context.terminal.json({ ready: true, name, url: record.url, pid: child.pid });
      else context.terminal.out(backgroundLine(context, name, record.url));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  child.kill();
  await output.close();
  const why = (await readFile(said, "utf8")).trim().split("\n").slice(-10);
  const code = Object.values(EXIT).find((known) => known === exitCode);
  throw new CliError(code === undefined || code === 0 ? EXIT.failed : code, "the stack did not start", {
    details: why,
  });
}
