import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Compatibility, type EventTypeInput, type EventTypeRecord, eventTypeInputSchema } from "@troupe/contracts";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption, topicArgument } from "./options.js";

interface ListOptions extends ApiOptions {
  topic?: string;
  limit: number;
}

const pathOf = (type: string) => `/v1/event-types/${encodeURIComponent(type)}`;

/** `troupe event-types list|show|check`. */
export function eventTypesCommand(context: CliContext): Command {
  const { terminal } = context;
  const types = new Command("event-types").description("event types, their versions and schemas");
  types
    .command("list")
    .description("list them")
    .option("-t, --topic <topic>", "only those on this topic", topicArgument)
    .option("-n, --limit <n>", "at most so many", countArgument, 200)
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const api = await apiOf(context, options);
      const found = await api.list<EventTypeRecord>("/v1/event-types", { topic: options.topic }, options.limit);
      if (options.json) {
        for (const type of found) terminal.json(type);
        return;
      }
      const rows = found.map((type) => [type.type, type.topic, type.version, type.description]);
      terminal.table(["TYPE", "TOPIC", "VERSION", "DESCRIPTION"], rows, "no event types");
    });
  types
    .command("show <type>")
    .description("show one with its schema")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (type: string, options: ApiOptions) => {
      const record = await (await apiOf(context, options)).call("GET", pathOf(type));
      if (options.json) terminal.json(record);
      else terminal.out(JSON.stringify(record, null, 2));
    });
  types
    .command("check <file>")
    .description("say whether the event type in a JSON file could be registered, and whom it would break")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (file: string, options: ApiOptions) => check(context, file, options));
  return types;
}

async function check(context: CliContext, file: string, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const input = await readType(context, file);
  const api = await apiOf(context, options);
  const verdict = await api.call<Compatibility>("POST", `${pathOf(input.type)}/check`, { body: input });
  if (options.json) terminal.json(verdict);
  else if (verdict.compatible) terminal.out(`${input.type} can be registered`);
  if (verdict.compatible) return;
  throw new CliError(EXIT.conflict, `${input.type} would break what is registered`, {
    hint: "keep the old form readable, or raise the major version",
    details: [
      ...verdict.breaks.map(({ pointer, message }) => `${pointer === "" ? "/" : pointer}: ${message}`),
      ...verdict.consumers.map(({ name, version, instances }) => `live consumer ${name} ${version} (${instances})`),
    ],
  });
}

async function readType(context: CliContext, file: string): Promise<EventTypeInput> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(resolve(context.cwd, file), "utf8"));
  } catch (cause) {
    throw new CliError(EXIT.wrongInput, `${file} cannot be read as JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = eventTypeInputSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new CliError(EXIT.wrongInput, `${file} is no event type`, {
    hint: 'write { "type": "order.placed", "topic": "business-facts", "schema": { … } }',
    details: parsed.error.issues.map((issue) => `/${issue.path.join("/")}: ${issue.message}`),
  });
}
