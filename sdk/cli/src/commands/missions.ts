import { type HistoryEntry, isFinal, type Mission, type Question, type Rebuilt, type Topic } from "@troupe/contracts";
import { Command, Option } from "commander";
import type { Api } from "../client/api.js";
import { observe } from "../client/observe.js";
import type { CliContext } from "../context.js";
import { graphMermaid, graphText } from "../domain/causal-graph.js";
import { diffMissions } from "../domain/mission-diff.js";
import { CliError, EXIT } from "../exit.js";
import { missionPath } from "../missions/paths.js";
import { readBreakers, readGraph, readHistory, readMission } from "../missions/record.js";
import { vacanciesOfGoal } from "../missions/vacancies.js";
import {
  differenceLines,
  factLines,
  factOfEvent,
  missionLines,
  missionRow,
  statusText,
} from "../output/mission-lines.js";
import { budgetArgument, deadlineGiven, jsonGiven, momentGiven, tagArgument } from "./mission-options.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption, topicArgument } from "./options.js";

interface CreateOptions extends ApiOptions {
  id?: string;
  goal?: string;
  topic?: Topic;
  data?: string;
  plan?: string;
  budget?: Record<string, number>;
  deadline?: string;
  tag?: string[];
  correlation?: string;
  wait?: boolean;
}

interface ListOptions extends ApiOptions {
  status?: string;
  type?: string;
  agent?: string;
  tag?: string;
  correlation?: string;
  after?: string;
  before?: string;
  limit: number;
}

interface ShowOptions extends ApiOptions {
  graph?: "text" | "mermaid" | "json";
  watch?: boolean;
}

interface ApproveOptions extends ApiOptions {
  refuse?: boolean;
  comment?: string;
  question?: string;
}

interface ReplayOptions extends ApiOptions {
  from?: string;
  task?: string;
  edit?: string;
  wait?: boolean;
}

interface BreakerOptions extends ApiOptions {
  close?: string;
  type?: string;
}

/** `troupe missions …`. */
export function missionsCommand(context: CliContext): Command {
  const missions = new Command("missions").description("goals that agents carry to their end");
  const command = (usage: string, description: string): Command =>
    missions.command(usage).description(description).addOption(stackOption()).addOption(jsonOption());

  command("create [type]", "create one; its goal event is published with it")
    .option("--goal <words>", "the goal in words")
    .option("-d, --data <json>", "data of the goal event; @file reads a file, - standard input")
    .option("-t, --topic <topic>", "topic of the goal event; action-requests when left out", topicArgument)
    .option("--plan <name>", "a declared plan to follow")
    .option(
      "--budget <limits>",
      "such as tokens=10000,cost=0.5,actions=50,hops=8,repeats=3,wallMs=60000",
      budgetArgument,
    )
    .option("--deadline <time>", "a time (RFC 3339), or a duration from now (2h)")
    .option("--tag <tag>", "a tag; may be repeated", tagArgument)
    .option("--correlation <id>", "correlation id")
    .option("--id <id>", "id; a repeated one makes one mission")
    .option("-w, --wait", "follow it to its end; ends with 1 unless it succeeded")
    .action((type: string | undefined, options: CreateOptions) => create(context, type, options));
  command("list", "list them, newest first")
    .option("--status <words>", "comma-separated: queued, running, waiting, succeeded, failed, timed_out, cancelled")
    .option("--type <type>", "type of the goal event")
    .option("--agent <name>", "an agent that planned or worked")
    .option("--tag <tag>", "a tag")
    .option("--correlation <id>", "a correlation id")
    .option("--after <time>", "created then or later; a time, or a duration ago (2h)")
    .option("--before <time>", "created before then")
    .option("-n, --limit <n>", "at most so many", countArgument, 50)
    .action((options: ListOptions) => list(context, options));
  command("show <id>", "how one stands, and what happened when")
    .addOption(new Option("--graph <form>", "which event caused which, instead").choices(["text", "mermaid", "json"]))
    .option("--watch", "follow it to its end")
    .action((id: string, options: ShowOptions) => show(context, id, options));
  for (const [verb, description] of [
    ["cancel", "cancel it, and undo what was done"],
    ["pause", "hold it: what runs is let go"],
    ["resume", "let it go on"],
  ] as const) {
    command(`${verb} <id>`, description)
      .option("--reason <words>", "why")
      .action((id: string, options: ApiOptions & { reason?: string }) => tell(context, id, verb, options));
  }
  command("approve <id>", "approve, or refuse, what it asks leave for")
    .option("--refuse", "refuse")
    .option("--comment <words>", "what to say with it")
    .option("--question <id>", "which of its questions; the open approval when left out")
    .action((id: string, options: ApproveOptions) => approve(context, id, options));
  command("replay <id>", "run it again with what was recorded, up to a point of change")
    .option("--from <step>", "key of the step from which everything is done anew")
    .option("--task <id>", "the task whose step that is; the goal's when left out")
    .option("--edit <file>", "JSON in the place of that step's result; without --from, of the goal's data")
    .option("-w, --wait", "follow it to its end")
    .action((id: string, options: ReplayOptions) => replay(context, id, options));
  command("diff <a> <b>", "what two of them did differently").action((a: string, b: string, options: ApiOptions) =>
    diff(context, a, b, options),
  );
  command("rebuild", "empty the tables and apply the facts of the event stream again").action((options: ApiOptions) =>
    rebuild(context, options),
  );
  command("breakers", "agents and event types that are held back")
    .option("--close <agent>", "let this agent work again, and forget its failures")
    .option("--type <type>", "with --close: at this event type alone")
    .action((options: BreakerOptions) => breakers(context, options));
  return missions;
}

async function create(context: CliContext, type: string | undefined, options: CreateOptions): Promise<void> {
  if (type === undefined && options.goal === undefined) {
    throw new CliError(EXIT.wrongInput, "a mission wants a goal: the type of its event, or words", {
      hint: 'troupe missions create trip.requested -d \'{"to":"Rome"}\', or troupe missions create --goal "Plan a trip"',
    });
  }
  const api = await apiOf(context, options);
  const mission = await api.call<Mission>("POST", "/v1/missions", {
    body: {
      id: options.id,
      goal: options.goal,
      type,
      topic: options.topic,
      data: options.data === undefined ? undefined : await jsonGiven(context, "--data", options.data),
      plan: options.plan,
      budget: options.budget,
      deadline: deadlineGiven(context, options.deadline),
      tags: options.tag,
      correlationId: options.correlation,
    },
  });
  await begun(context, api, mission, options);
}

/** Says which mission began, what it lacks and, when asked to, follows it. */
async function begun(context: CliContext, api: Api, mission: Mission, options: ApiOptions & { wait?: boolean }) {
  const { terminal } = context;
  if (!isFinal(mission.status)) {
    for (const { reason, remedy } of await vacanciesOfGoal(api, mission)) terminal.note(`${reason}; ${remedy}`);
  }
  if (options.wait) {
    terminal.note(terminal.colors.dim(`mission ${mission.id}`));
    await follow(context, api, mission.id, options);
    const end = await api.call<Mission>("GET", missionPath(mission.id));
    if (options.json) terminal.json(end);
    else terminal.out(end.result === null ? end.status : JSON.stringify(end.result));
    if (end.status === "succeeded") return;
    throw new CliError(EXIT.failed, `the mission ${end.status}: ${end.failure?.message ?? "no reason was given"}`, {
      hint: `troupe missions show ${mission.id}`,
    });
  }
  if (options.json) terminal.json(mission);
  else terminal.out(`${mission.id} ${mission.type} ${statusText(mission.status, terminal.colors)}`);
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { terminal } = context;
  const { status, type, agent, tag, correlation: correlationId } = options;
  const after = momentGiven(context, "--after", options.after, "ago");
  const before = momentGiven(context, "--before", options.before, "ago");
  const query = { status, type, agent, tag, correlationId, after, before };
  const found = await (await apiOf(context, options)).list<Mission>("/v1/missions", query, options.limit);
  if (options.json) for (const mission of found) terminal.json(mission);
  else {
    const rows = found.map((mission) => missionRow(mission, terminal.colors));
    terminal.table(["ID", "TYPE", "STATUS", "CREATED", "PLANNER", "GOAL"], rows, "no missions");
  }
}

async function show(context: CliContext, id: string, options: ShowOptions): Promise<void> {
  const { terminal } = context;
  const api = await apiOf(context, options);
  if (options.graph !== undefined) {
    const graph = await readGraph(api, id);
    if (options.graph === "json" || options.json) terminal.json(graph);
    else terminal.out((options.graph === "mermaid" ? graphMermaid(graph) : graphText(graph)).join("\n"));
    return;
  }
  if (options.watch) await follow(context, api, id, options);
  const record = await readMission(api, id);
  if (options.json) terminal.json(record);
  else terminal.out(missionLines(record, context.now(), terminal.colors).join("\n"));
}

/** Says every fact of a mission, from its first to its end. */
async function follow(context: CliContext, api: Api, id: string, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  await api.call<Mission>("GET", missionPath(id));
  const told = new Set<string>();
  const lineOf = factLines(terminal.colors);
  const tell = (fact: HistoryEntry): void => {
    if (told.has(fact.id)) return;
    told.add(fact.id);
    if (options.json) terminal.json(fact);
    else terminal.note(lineOf(fact));
  };
  const query = {
    topics: "task-events,plan-events,notification-events",
    types: "mission.>,task.>,question.>",
    from: "now",
  };
  for await (const sight of observe(api, query, context.signal)) {
    if (sight.kind !== "event" && sight.kind !== "ready" && sight.kind !== "gap") continue;
    if (sight.kind === "event" && sight.event.missionid !== id) continue;
    const fact = sight.kind === "event" ? factOfEvent(sight.event) : undefined;
    const isMissions = fact?.type.startsWith("mission.") ?? true;
    const isOver = isMissions && isFinal((await api.call<Mission>("GET", missionPath(id))).status);
    // Facts of tasks come on another topic: the end may come before them, and the history has them all.
    if (fact !== undefined && !isOver) tell(fact);
    else for (const kept of await readHistory(api, id)) tell(kept);
    if (isOver) return;
  }
}

async function tell(context: CliContext, id: string, verb: string, options: ApiOptions & { reason?: string }) {
  const body = options.reason === undefined ? {} : { reason: options.reason };
  const mission = await (await apiOf(context, options)).call<Mission>("POST", missionPath(id, `/${verb}`), { body });
  if (options.json) context.terminal.json(mission);
  else context.terminal.out(`${id} ${mission.phase ?? mission.status}`);
}

async function approve(context: CliContext, id: string, options: ApproveOptions): Promise<void> {
  const { comment, question } = options;
  const approved = options.refuse !== true;
  const answered = await (await apiOf(context, options)).call<Question>("POST", missionPath(id, "/approve"), {
    body: { approved, comment, question },
  });
  if (options.json) context.terminal.json(answered);
  else context.terminal.out(`${approved ? "approved" : "refused"}: ${answered.question}`);
}

async function replay(context: CliContext, id: string, options: ReplayOptions): Promise<void> {
  const api = await apiOf(context, options);
  const { from, task, edit } = options;
  const data = edit === undefined ? undefined : await jsonGiven(context, "--edit", `@${edit}`);
  const mission = await api.call<Mission>("POST", missionPath(id, "/replay"), { body: { from, task, data } });
  await begun(context, api, mission, options);
}

async function diff(context: CliContext, a: string, b: string, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const api = await apiOf(context, options);
  const [one, other] = await Promise.all([readMission(api, a), readMission(api, b)]);
  const differences = diffMissions(one, other);
  if (options.json) for (const difference of differences) terminal.json(difference);
  else if (differences.length === 0) terminal.note("no differences");
  else terminal.out(differences.flatMap((difference) => differenceLines(difference, terminal.colors)).join("\n"));
}

async function rebuild(context: CliContext, options: ApiOptions): Promise<void> {
  const api = await apiOf(context, options);
  const rebuilt = await api.call<Rebuilt>("POST", "/v1/missions/rebuild", { body: {}, timeoutMs: 0 });
  const { facts, missions, tasks, tookMs } = rebuilt;
  if (options.json) context.terminal.json(rebuilt);
  else {
    const took = (tookMs / 1000).toFixed(1);
    context.terminal.out(`${facts} facts made ${missions} missions and ${tasks} tasks anew, in ${took} s`);
  }
}

async function breakers(context: CliContext, options: BreakerOptions): Promise<void> {
  const { terminal } = context;
  const api = await apiOf(context, options);
  if (options.close !== undefined) {
    const { close: agent, type } = options;
    await api.call("DELETE", `/v1/breakers/${encodeURIComponent(agent)}`, { query: { type } });
    terminal.note(
      `${agent} takes ${type ?? "everything it knows"} again; what it refused comes back within half a minute`,
    );
    return;
  }
  if (options.type !== undefined) throw new CliError(EXIT.wrongInput, "--type goes with --close");
  const items = await readBreakers(api);
  if (options.json) for (const breaker of items) terminal.json(breaker);
  else {
    const rows = items.map(({ agent, type, state, failures, until }) => [
      agent ?? "",
      type,
      state,
      String(failures),
      until ?? "",
    ]);
    terminal.table(["AGENT", "TYPE", "STATE", "FAILURES", "UNTIL"], rows, "nothing is held back");
  }
}
