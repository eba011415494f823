import type {
  ForgetReceipt,
  MemoryItemDetail,
  MemorySearchResult,
  MemoryStats,
  ReembedStatus,
} from "@troupe/contracts";
import { Command, Option } from "commander";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { addFiles, exportLines, importLines } from "./memory-files.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption } from "./options.js";

interface SearchOptions extends ApiOptions {
  limit: number;
  mode: string;
  kind: string;
  explain?: boolean;
}

interface ForgetOptions extends ApiOptions {
  item?: string;
  user?: string;
  mission?: string;
  conversation?: string;
  source?: string;
  tenant?: string;
}

const itemPath = (id: string) => `/v1/memory/items/${encodeURIComponent(id)}`;
const firstLine = (text: string) => text.replace(/\s+/g, " ").slice(0, 100);

/** `troupe memory add|search|show|history|forget|export|import|stats|reembed`. */
export function memoryCommand(context: CliContext): Command {
  const memory = new Command("memory").description("what agents know, lived through, can do and hold in mind");
  const command = (usage: string, description: string) =>
    memory.command(usage).description(description).addOption(stackOption()).addOption(jsonOption());
  command("add <files...>", "remember documents: text, Markdown, HTML, JSON, PDF; - reads standard input")
    .addOption(
      new Option("--scope <scope>", "who finds them").choices(["private", "tenant", "public"]).default("tenant"),
    )
    .option("--untrusted", "quarantine them: they are found only by who asks for it")
    .action((files: string[], options) => addFiles(context, files, options));
  command("search <query...>", "find what is remembered, the best first")
    .addOption(new Option("-m, --mode <mode>", "how to find").choices(["hybrid", "dense", "lexical"]).default("hybrid"))
    .addOption(new Option("-k, --kind <kind>", "which memory").choices(["semantic", "episodic"]).default("semantic"))
    .option("-n, --limit <n>", "at most so many", countArgument, 10)
    .option("--explain", "what each score is made of")
    .action((words: string[], options: SearchOptions) => search(context, words.join(" "), options));
  command("show <id>", "show an item with its text and its use").action((id: string, options: ApiOptions) =>
    show(context, id, options),
  );
  command("history <id>", "show where an item came from, what it replaced and what says the opposite").action(
    (id: string, options: ApiOptions) => history(context, id, options),
  );
  command("forget", "forget for good, with a receipt; name exactly one of the options")
    .option("--item <id>", "one item")
    .option("--user <user>", "what belongs to a user")
    .option("--mission <mission>", "what belongs to a mission")
    .option("--conversation <conversation>", "what was said in a conversation")
    .option("--source <source>", "what came from a source")
    .option("--tenant <tenant>", "everything; name the tenant")
    .action((options: ForgetOptions) => forget(context, options));
  command("export", "write everything as lines of JSON").action((options: ApiOptions) => exportLines(context, options));
  command("import <file>", "take in lines of an export; - reads standard input").action(
    (file: string, options: ApiOptions) => importLines(context, file, options),
  );
  command("stats", "how much is remembered, and what waits").action((options: ApiOptions) => stats(context, options));
  command("reembed [model]", "move to another embedding model; without one, say which is used").action(
    (model: string | undefined, options: ApiOptions) => reembed(context, model, options),
  );
  return memory;
}

async function search(context: CliContext, query: string, options: SearchOptions): Promise<void> {
  const { terminal } = context;
  const body = { query, k: options.limit, mode: options.mode, explain: options.explain === true };
  const path = `/v1/memory/${options.kind}/search`;
  const found = await (await apiOf(context, options)).call<MemorySearchResult>("POST", path, { body });
  if (options.json) {
    for (const hit of found.items) terminal.json(hit);
    return;
  }
  if (found.reason !== undefined) terminal.note(`found by words alone: ${found.reason}`);
  const rows = found.items.map(({ item, passage, score }) => [
    score.toFixed(3),
    item.provenance.source ?? item.title ?? "",
    passage.heading,
    firstLine(passage.text),
    item.id,
  ]);
  terminal.table(["SCORE", "SOURCE", "HEADING", "TEXT", "ID"], rows, "nothing fits");
  if (!options.explain) return;
  for (const { item, explain } of found.items) terminal.out(`${item.id} ${JSON.stringify(explain)}`);
}

async function show(context: CliContext, id: string, options: ApiOptions): Promise<void> {
  const item = await (await apiOf(context, options)).call("GET", itemPath(id));
  if (options.json) context.terminal.json(item);
  else context.terminal.out(JSON.stringify(item, null, 2));
}

async function history(context: CliContext, id: string, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const item = await (await apiOf(context, options)).call<MemoryItemDetail>("GET", itemPath(id));
  const { provenance, status, rev, links, accessCount, supersededBy } = item;
  if (options.json) {
    terminal.json({ id, provenance, status, rev, supersededBy, links, accessCount });
    return;
  }
  const { agent, user, source, eventId, missionId, recordedAt } = provenance;
  terminal.out(`recorded ${recordedAt} by ${agent} for ${user}, from ${source ?? "no named source"}`);
  if (eventId !== null || missionId !== null) terminal.out(`event ${eventId ?? "-"}, mission ${missionId ?? "-"}`);
  terminal.out(`${status}, revision ${rev}, found ${accessCount} times`);
  const rows = links.map(({ kind, from, to, score, createdAt }) => [
    kind,
    from,
    to,
    score?.toFixed(2) ?? "",
    createdAt,
  ]);
  terminal.table(["LINK", "FROM", "TO", "COSINE", "SINCE"], rows, "no links");
}

async function forget(context: CliContext, { json, stack, ...selector }: ForgetOptions): Promise<void> {
  const { terminal } = context;
  if (Object.keys(selector).length !== 1) {
    throw new CliError(
      EXIT.wrongInput,
      "name exactly one of --item, --user, --mission, --conversation, --source, --tenant",
      {
        hint: "troupe memory forget --help",
      },
    );
  }
  const api = await apiOf(context, stack === undefined ? {} : { stack });
  const { item } = selector;
  const receipt =
    item === undefined
      ? await api.call<ForgetReceipt>("POST", "/v1/memory/forget", { body: selector })
      : await api.call<ForgetReceipt>("DELETE", `/v1/memory/items/${encodeURIComponent(item)}`);
  if (json) {
    terminal.json(receipt);
    return;
  }
  const { items, passages, working, procedures } = receipt.counts;
  terminal.out(
    `forgot ${items} items (${passages} passages), ${working} keys, ${procedures} procedures; receipt ${receipt.id}`,
  );
}

async function stats(context: CliContext, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const said = await (await apiOf(context, options)).call<MemoryStats>("GET", "/v1/memory/stats");
  if (options.json) {
    terminal.json(said);
    return;
  }
  const rows = Object.entries(said.kinds).map(([kind, { items, passages, embedded }]) =>
    [kind, items, passages, embedded].map(String),
  );
  terminal.table(["KIND", "ITEMS", "PASSAGES", "EMBEDDED"], rows, "nothing");
  terminal.out(`working memory: ${said.working.keys} keys of ${said.working.missions} missions`);
  const { model, pending, failing, lastError, next } = said.embedding;
  terminal.out(`embedding model: ${model ?? "none"}${next === null ? "" : `, moving to ${next}`}; ${pending} waiting`);
  if (failing > 0) terminal.note(`${failing} failed and are tried again: ${lastError}`);
}

async function reembed(context: CliContext, model: string | undefined, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const api = await apiOf(context, options);
  const path = "/v1/memory/reembed";
  const said =
    model === undefined
      ? await api.call<ReembedStatus>("GET", path)
      : await api.call<ReembedStatus>("POST", path, { body: { model } });
  if (options.json) {
    terminal.json(said);
    return;
  }
  const moving = said.next === null ? "" : `, moving to ${said.next}`;
  terminal.out(`${said.current ?? "none"}${moving}; ${said.pending} passages wait`);
  terminal.out(`to be had: ${said.available.join(", ") || "none"}`);
}
