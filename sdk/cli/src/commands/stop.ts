import { rm } from "node:fs/promises";
import { Command } from "commander";
import { stackName } from "../client/connection.js";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { claim, findRoot, readHolder, type StackPaths, stackNames, stackPaths } from "../stack/folder.js";
import { signal, waitForEnd } from "../stack/processes.js";
import { recover } from "../stack/recover.js";
import { jsonOption } from "./options.js";

const GRACE_MS = 30_000;

interface StopOptions {
  all?: boolean;
  clean?: boolean;
  json?: boolean;
}

/** `troupe stop`: ends stacks of this folder, whatever state they are in. */
export function stopCommand(context: CliContext): Command {
  return new Command("stop")
    .description("stop a local stack of this folder")
    .argument("[name]", "name of the stack")
    .option("--all", "every stack of this folder")
    .option("--clean", "remove its events, database, keys and logs as well")
    .addOption(jsonOption())
    .action((name: string | undefined, options: StopOptions) => stop(context, name, options));
}

async function stop(context: CliContext, name: string | undefined, options: StopOptions): Promise<void> {
  if (options.all && name !== undefined) {
    throw new CliError(EXIT.wrongInput, `either the stack ${name} or --all of them`, {
      hint: `troupe stop ${name}, or troupe stop --all`,
    });
  }
  const root = findRoot(context.cwd);
  if (root === undefined) {
    if (options.all) return;
    throw new CliError(EXIT.notFound, "there is no stack in this folder or above it", { hint: "troupe dev" });
  }
  const names = options.all ? await stackNames(root) : [stackName(context, name)];
  for (const each of names.reverse()) {
    const paths = stackPaths(root, each);
    const ended = await end(paths);
    if (options.clean) await clean(paths, names.length > 1 || (await stackNames(root)).length === 1);
    if (!ended && !options.all && !options.clean) {
      throw new CliError(EXIT.notFound, `stack ${each} does not run`, { hint: "troupe ps" });
    }
    if (options.json) context.terminal.json({ name: each, stopped: ended, cleaned: options.clean ?? false });
    else if (ended || options.clean) {
      context.terminal.out(
        `stack ${each} ${ended ? "stopped" : "did not run"}${options.clean ? ", its data removed" : ""}`,
      );
    }
  }
}

/** Ends the supervisor, and what a killed one left behind. False when there was neither. */
async function end(paths: StackPaths): Promise<boolean> {
  const holder = await readHolder(paths);
  let ended = false;
  if (holder !== undefined && !(await waitForEnd(holder, 0))) {
    signal(holder.pid, "SIGTERM");
    if (!(await waitForEnd(holder, GRACE_MS))) signal(holder.pid, "SIGKILL");
    await waitForEnd(holder, GRACE_MS);
    ended = true;
  }
  if (holder === undefined) return ended;
  const held = await claim(paths);
  const { orphans } = await recover(paths);
  await held.release();
  return ended || orphans > 0;
}

/** Removes a stack's folder; the default stack's holds those of the others, which stay unless they go as well. */
async function clean(paths: StackPaths, isLast: boolean): Promise<void> {
  const own = ["data", "logs", "keys.json", "stack.json", "dev.pid", "nats.pid"];
  await Promise.all(own.map((entry) => rm(`${paths.dir}/${entry}`, { recursive: true, force: true })));
  if (paths.name !== "default" || isLast) await rm(paths.dir, { recursive: true, force: true });
}
