import { createReadStream, statSync, watch } from "node:fs";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { stackName } from "../client/connection.js";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { createLogFormat } from "../output/log-format.js";
import { findRoot, stackPaths } from "../stack/folder.js";
import type { LogLine } from "../stack/log.js";
import { countArgument, jsonOption } from "./options.js";

const RECHECK_MS = 1000;

interface LogsOptions {
  follow?: boolean;
  stack?: string;
  source?: string;
  lines: number;
  json?: boolean;
}

/** `troupe logs`: what the services and agents of a stack wrote. */
export function logsCommand(context: CliContext): Command {
  return new Command("logs")
    .description("logs of a local stack's services and agents")
    .option("-f, --follow", "go on as more is written")
    .option("-n, --lines <n>", "how many of the last lines", countArgument, 100)
    .option("--source <name>", "only those of this service or agent")
    .option("-s, --stack <name>", "the stack")
    .addOption(jsonOption())
    .action((options: LogsOptions) => logs(context, options));
}

async function logs(context: CliContext, options: LogsOptions): Promise<void> {
  const { terminal } = context;
  const name = stackName(context, options.stack);
  const root = findRoot(context.cwd);
  const file = root === undefined ? undefined : stackPaths(root, name).log;
  if (file === undefined || sizeOf(file) === undefined) {
    throw new CliError(EXIT.notFound, `stack ${name} has no logs in this folder or above it`, { hint: "troupe dev" });
  }
  const format = createLogFormat(terminal.colors);
  const show = (text: string) => {
    const line = parse(text);
    if (line === undefined || !isFrom(line, options.source)) return;
    if (options.json) terminal.json(line);
    else terminal.out(format(line));
  };
  const last: string[] = [];
  let place = await read(file, 0, (text) => {
    if (!isFrom(parse(text), options.source)) return;
    last.push(text);
    if (last.length > options.lines) last.shift();
  });
  last.forEach(show);
  while (options.follow && !context.signal.aborted) {
    await change(file, context.signal);
    const size = sizeOf(file) ?? 0;
    if (size !== place) place = await read(file, size < place ? 0 : place, show);
  }
}

/** Gives whole lines from `start` on and resolves with the place after the last. */
async function read(file: string, start: number, each: (text: string) => void): Promise<number> {
  let place = start;
  const end = sizeOf(file) ?? 0;
  if (end <= start) return start;
  for await (const text of createInterface({ input: createReadStream(file, { start, end: end - 1 }) })) {
    const after = place + Buffer.byteLength(text) + 1;
    if (after > end) break;
    place = after;
    each(text);
  }
  return place;
}

function change(file: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      watcher.close();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, RECHECK_MS);
    const watcher = watch(file, done);
    watcher.on("error", done);
    signal.addEventListener("abort", done);
  });
}

function parse(text: string): LogLine | undefined {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return undefined;
  }
}

function isFrom(line: LogLine | undefined, source: string | undefined): boolean {
  if (line === undefined) return false;
  return source === undefined || line.source === source || line.source === `agent:${source}`;
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
