import type { Task } from "@troupe/contracts";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { causesOf, taskTimeline } from "../domain/timeline.js";
import { taskPath } from "../missions/paths.js";
import { readTask } from "../missions/record.js";
import { statusText, timelineLines } from "../output/mission-lines.js";
import { momentGiven } from "./mission-options.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption } from "./options.js";

interface ListOptions extends ApiOptions {
  mission?: string;
  status?: string;
  type?: string;
  agent?: string;
  correlation?: string;
  after?: string;
  before?: string;
  limit: number;
}

interface RetryOptions extends ApiOptions {
  fresh?: boolean;
  reason?: string;
}

/** `troupe tasks list|show|retry`. */
export function tasksCommand(context: CliContext): Command {
  const tasks = new Command("tasks").description("units of work asked of agents, in missions and outside");
  const command = (usage: string, description: string): Command =>
    tasks.command(usage).description(description).addOption(stackOption()).addOption(jsonOption());
  command("list", "list them, newest first")
    .option("--mission <id>", "those of a mission")
    .option("--status <words>", "comma-separated")
    .option("--type <type>", "type of the request")
    .option("--agent <name>", "who runs it or ran it last")
    .option("--correlation <id>", "a correlation id")
    .option("--after <time>", "asked then or later; a time, or a duration ago (2h)")
    .option("--before <time>", "asked before then")
    .option("-n, --limit <n>", "at most so many", countArgument, 50)
    .action((options: ListOptions) => list(context, options));
  command("show <id>", "one with its runs and journal").action((id: string, options: ApiOptions) =>
    show(context, id, options),
  );
  command("retry <id>", "run a failed one again, from its journal")
    .option("--fresh", "forget its journal: do everything again")
    .option("--reason <words>", "why")
    .action((id: string, options: RetryOptions) => retry(context, id, options));
  return tasks;
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { terminal } = context;
  const { mission: missionId, status, type, agent, correlation: correlationId } = options;
  const after = momentGiven(context, "--after", options.after, "ago");
  const before = momentGiven(context, "--before", options.before, "ago");
  const query = { missionId, status, type, agent, correlationId, after, before };
  const found = await (await apiOf(context, options)).list<Task>("/v1/tasks", query, options.limit);
  if (options.json) for (const task of found) terminal.json(task);
  else {
    const rows = found.map((task) => [
      task.id,
      task.type,
      statusText(task.status, terminal.colors),
      task.agent ?? "",
      String(task.runs),
      task.createdAt.slice(0, 19).replace("T", " "),
      task.missionId ?? "",
    ]);
    terminal.table(["ID", "TYPE", "STATUS", "AGENT", "RUNS", "CREATED", "MISSION"], rows, "no tasks");
  }
}

async function show(context: CliContext, id: string, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const { colors } = terminal;
  const task = await readTask(await apiOf(context, options), id);
  if (options.json) {
    terminal.json(task);
    return;
  }
  const failures = causesOf(task.failure).map(({ code, message }) => `  ${colors.red(code)} ${message}`);
  terminal.out(
    [
      `${colors.bold(task.type)} ${task.id} ${statusText(task.status, colors)}`,
      `  ${colors.dim("data")}   ${JSON.stringify(task.data)}`,
      ...(task.result === null ? [] : [`  ${colors.dim("result")} ${JSON.stringify(task.result)}`]),
      ...failures,
      ...timelineLines(taskTimeline(task), colors),
    ].join("\n"),
  );
}

async function retry(context: CliContext, id: string, options: RetryOptions): Promise<void> {
  const { fresh, reason } = options;
  const body = { fresh, reason };
  const task = await (await apiOf(context, options)).call<Task>("POST", taskPath(id, "/retry"), { body });
  if (options.json) context.terminal.json(task);
  else context.terminal.out(`${task.id} ${task.type} ${statusText(task.status, context.terminal.colors)}`);
}
