import type { Question } from "@troupe/contracts";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { questionPath } from "../missions/paths.js";
import { questionRow } from "../output/mission-lines.js";
import { jsonGiven } from "./mission-options.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption } from "./options.js";

interface ListOptions extends ApiOptions {
  mission?: string;
  status: string;
  limit: number;
}

interface AnswerOptions extends ApiOptions {
  value?: string;
  approve?: boolean;
  refuse?: boolean;
  comment?: string;
}

/** `troupe questions list|show|answer`. */
export function questionsCommand(context: CliContext): Command {
  const questions = new Command("questions").description("what agents ask of people");
  const command = (usage: string, description: string): Command =>
    questions.command(usage).description(description).addOption(stackOption()).addOption(jsonOption());
  command("list", "list them, newest first")
    .option("--mission <id>", "those of a mission")
    .option("--status <words>", "comma-separated; open ones when left out", "waiting")
    .option("-n, --limit <n>", "at most so many", countArgument, 50)
    .action((options: ListOptions) => list(context, options));
  command("show <id>", "one with what may be answered").action(async (id: string, options: ApiOptions) => {
    const question = await (await apiOf(context, options)).call<Question>("GET", questionPath(id));
    if (options.json) context.terminal.json(question);
    else context.terminal.out(JSON.stringify(question, null, 2));
  });
  command("answer <id>", "answer one")
    .option("--value <json>", "the answer as JSON, or as text; @file reads a file, - standard input")
    .option("--approve", "yes, to an approval")
    .option("--refuse", "no, to an approval")
    .option("--comment <words>", "what to say with it")
    .action((id: string, options: AnswerOptions) => answer(context, id, options));
  return questions;
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { terminal } = context;
  const query = { missionId: options.mission, status: options.status };
  const found = await (await apiOf(context, options)).list<Question>("/v1/questions", query, options.limit);
  if (options.json) for (const question of found) terminal.json(question);
  else {
    const rows = found.map((question) => questionRow(question, terminal.colors));
    terminal.table(["ID", "KIND", "STATUS", "ASKED", "MISSION", "QUESTION"], rows, "no questions");
  }
}

async function answer(context: CliContext, id: string, options: AnswerOptions): Promise<void> {
  const value = await answerOf(context, id, options);
  const body = { value, comment: options.comment };
  const api = await apiOf(context, options);
  const question = await api.call<Question>("POST", questionPath(id, "/answer"), { body });
  if (options.json) context.terminal.json(question);
  else context.terminal.out(`answered: ${question.question}`);
}

/** Text that is no JSON is an answer in words. */
async function answerOf(context: CliContext, id: string, options: AnswerOptions): Promise<unknown> {
  const { value, approve = false, refuse = false } = options;
  if (value === undefined && approve !== refuse) return approve;
  if (value === undefined || approve || refuse) {
    throw new CliError(EXIT.wrongInput, "an answer is one of --value, --approve and --refuse", {
      hint: `troupe questions answer ${id} --value '{"size":4}'`,
    });
  }
  if (value === "-" || value.startsWith("@")) return jsonGiven(context, "--value", value);
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
