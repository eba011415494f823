import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CloudEvent, EventTypeRecord, PublishReceipt, Topic } from "@troupe/contracts";
import { Command } from "commander";
import type { Api } from "../client/api.js";
import { observe } from "../client/observe.js";
import type { CliContext } from "../context.js";
import { parseMoment } from "../domain/moment.js";
import { CliError, EXIT } from "../exit.js";
import { eventLine } from "../output/event-line.js";
import {
  type ApiOptions,
  apiOf,
  countArgument,
  jsonOption,
  stackOption,
  topicArgument,
  topicsArgument,
} from "./options.js";

const HOUR_MS = 3_600_000;
/** A cursor holds eight positions and a signature. */
const SHORTEST_CURSOR = 40;

interface SendOptions extends ApiOptions {
  topic?: Topic;
  data?: string;
  id?: string;
  source: string;
  subject?: string;
  correlation?: string;
  deliverAt?: string;
  expiresAt?: string;
}

interface TailOptions extends ApiOptions {
  topics?: string;
  types?: string;
  from: string;
  count?: number;
}

/** `troupe events send|tail|show|list`. */
export function eventsCommand(context: CliContext): Command {
  const events = new Command("events").description("publish events, watch them, look one up");
  events
    .command("send <type>")
    .description("publish one event; resolves once it is kept")
    .option("-t, --topic <topic>", "topic; that of the registered type when left out", topicArgument)
    .option("-d, --data <json>", "data as JSON; @file reads a file, - standard input")
    .option("--id <id>", "id; a repeated one is stored once")
    .option("--source <source>", "who says it", "troupe-cli")
    .option("--subject <subject>", "what it is about")
    .option("--correlation <id>", "correlation id it belongs to")
    .option("--deliver-at <time>", "hold it until then: a time (RFC 3339), or 10m from now")
    .option("--expires-at <time>", "drop it if nobody took it until then: a time (RFC 3339), or 10m from now")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action((type: string, options: SendOptions) => send(context, type, options));
  events
    .command("tail")
    .description("show events as they come, until interrupted")
    .option("--topics <topics>", "comma-separated; all when left out", topicsArgument)
    .option("--types <filters>", "comma-separated; * is one token, > the rest")
    .option("--from <place>", "beginning, now, a time (RFC 3339), 10m for ten minutes ago, or a cursor", "now")
    .option("-n, --count <n>", "end after so many events", countArgument)
    .addOption(stackOption())
    .addOption(jsonOption())
    .action((options: TailOptions) => tail(context, options));
  events
    .command("show <id>")
    .description("show one event")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (id: string, options: ApiOptions) => {
      const event = await (await apiOf(context, options)).call("GET", `/v1/events/${encodeURIComponent(id)}`);
      if (options.json) context.terminal.json(event);
      else context.terminal.out(JSON.stringify(event, null, 2));
    });
  return events;
}

async function send(context: CliContext, type: string, options: SendOptions): Promise<void> {
  const api = await apiOf(context, options);
  const data = options.data === undefined ? undefined : await readData(context, options.data);
  const receipt = await api.call<PublishReceipt>("POST", "/v1/events", {
    headers: { "content-type": "application/cloudevents+json" },
    body: {
      specversion: "1.0",
      id: options.id,
      source: options.source,
      type,
      topic: options.topic ?? (await registeredTopic(api, type)),
      subject: options.subject,
      correlationid: options.correlation,
      deliverat: momentOf(context, "--deliver-at", options.deliverAt),
      expiresat: momentOf(context, "--expires-at", options.expiresAt),
      data,
    },
  });
  if (options.json) context.terminal.json(receipt);
  else {
    const again = receipt.duplicate ? " (a duplicate: it was kept before)" : "";
    context.terminal.out(`${receipt.id} kept on ${receipt.topic} as ${receipt.sequence}${again}`);
  }
}

/** A time, or one so long from now. */
function momentOf(context: CliContext, option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const moment = parseMoment(given, context.now(), "ahead");
  if (moment !== undefined) return moment;
  throw new CliError(EXIT.wrongInput, `${option} ${given} is no time`, {
    hint: `${option} ${new Date(context.now() + HOUR_MS).toISOString()}, or ${option} 1h`,
  });
}

async function registeredTopic(api: Api, type: string): Promise<Topic> {
  try {
    return (await api.call<EventTypeRecord>("GET", `/v1/event-types/${encodeURIComponent(type)}`)).topic;
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== EXIT.notFound) throw error;
    throw new CliError(EXIT.wrongInput, `${type} is not registered, so its topic is not known`, {
      hint: `troupe events send ${type} --topic action-requests`,
      cause: error,
    });
  }
}

async function readData(context: CliContext, given: string): Promise<unknown> {
  const text =
    given === "-"
      ? await context.readInput()
      : given.startsWith("@")
        ? await readGiven(context, given.slice(1))
        : given;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(EXIT.wrongInput, `--data is not JSON: ${(cause as Error).message}`, {
      hint: `--data '{"name":"Ada"}', --data @file.json, or --data - for standard input`,
      cause,
    });
  }
}

async function readGiven(context: CliContext, file: string): Promise<string> {
  return readFile(resolve(context.cwd, file), "utf8").catch((cause: Error) => {
    throw new CliError(EXIT.wrongInput, `${file} cannot be read: ${cause.message}`, { cause });
  });
}

function startOf(context: CliContext, given: string): string {
  if (given === "beginning" || given === "now" || given.length >= SHORTEST_CURSOR) return given;
  const moment = parseMoment(given, context.now(), "ago");
  if (moment !== undefined) return moment;
  throw new CliError(EXIT.wrongInput, `--from ${given} is neither a place nor a time`, {
    hint: "--from beginning, --from now, --from 10m, or --from 2026-01-31T09:00:00Z",
  });
}

async function tail(context: CliContext, options: TailOptions): Promise<void> {
  const { terminal } = context;
  const api = await apiOf(context, options);
  const query = { topics: options.topics, types: options.types, from: startOf(context, options.from) };
  let seen = 0;
  for await (const sight of observe(api, query, context.signal)) {
    if (sight.kind === "event") {
      if (options.json) terminal.json(sight.event);
      else terminal.out(eventLine(sight.event as CloudEvent, terminal.colors));
      seen += 1;
      if (seen === options.count) return;
    } else if (sight.kind === "gap") {
      terminal.note(terminal.colors.yellow(`${sight.missed} events on ${sight.topic} are no longer kept`));
    } else if (sight.kind === "reconnecting") {
      terminal.note(terminal.colors.dim(`${sight.reason}, connecting again`));
    } else if (!options.json) terminal.note(terminal.colors.dim("watching; interrupt to end"));
  }
}
