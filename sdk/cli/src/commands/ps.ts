import { Command } from "commander";
import type { CliContext } from "../context.js";
import type { StackState } from "../domain/reconcile.js";
import { findRoot, stackNames, stackPaths } from "../stack/folder.js";
import { inspect, liveProcesses } from "../stack/inspect.js";
import { memoryOf } from "../stack/processes.js";
import { jsonOption } from "./options.js";

interface Row {
  readonly stack: string;
  readonly state: StackState["kind"];
  readonly url: string;
  readonly startedAt: string;
  readonly processes: readonly { name: string; pid: number; running: boolean; memoryBytes: number | undefined }[];
}

/** `troupe ps`: stacks of this folder as they really run. */
export function psCommand(context: CliContext): Command {
  return new Command("ps")
    .description("local stacks of this folder and their processes")
    .addOption(jsonOption())
    .action(async (options: { json?: boolean }) => {
      const { terminal } = context;
      const root = findRoot(context.cwd);
      const names = root === undefined ? [] : await stackNames(root);
      const rows = (await Promise.all(names.map((name) => rowOf(root ?? "", name)))).filter((row) => row !== undefined);
      if (options.json) {
        for (const row of rows) terminal.json(row);
        return;
      }
      const lines = rows.flatMap((row) =>
        row.processes.map(({ name, pid, running, memoryBytes }) => [
          row.stack,
          name,
          String(pid),
          running ? row.state : "gone",
          memoryBytes === undefined ? "" : `${Math.round(memoryBytes / 2 ** 20)} MiB`,
          row.url,
        ]),
      );
      terminal.table(["STACK", "PROCESS", "PID", "STATE", "MEMORY", "URL"], lines, "no stack runs here: troupe dev");
    });
}

async function rowOf(root: string, name: string): Promise<Row | undefined> {
  const state = await inspect(stackPaths(root, name));
  if (state.kind === "absent") return undefined;
  const { url, startedAt, processes } = state.record;
  const alive = await liveProcesses(state.record);
  const listed = Object.entries(processes).map(async ([process, { pid }]) => ({
    name: process,
    pid,
    running: alive.has(process),
    memoryBytes: alive.has(process) ? await memoryOf(pid) : undefined,
  }));
  return { stack: name, state: state.kind, url, startedAt, processes: await Promise.all(listed) };
}
