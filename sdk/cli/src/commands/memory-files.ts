import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { ImportReceipt, KnowledgeReceipt, MediaType } from "@troupe/contracts";
import { type Api, createApi } from "../client/api.js";
import { connectionOf } from "../client/connection.js";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { type ApiOptions, apiOf } from "./options.js";

interface AddOptions extends ApiOptions {
  scope: string;
  untrusted?: boolean;
}

const MEDIA_TYPES: Readonly<Record<string, MediaType>> = {
  ".md": "text/markdown",
  ".markdown": "text/markdown",
  ".html": "text/html",
  ".htm": "text/html",
  ".json": "application/json",
  ".pdf": "application/pdf",
};
const IMPORT_TIMEOUT_MS = 600_000;
/** The service holds a request while it works on it, and takes 64 MiB at most. */
const PORTION_BYTES = 1024 * 1024;

async function read(context: CliContext, file: string): Promise<Buffer> {
  if (file === "-") return Buffer.from(await textOf(process.stdin));
  return readFile(resolve(context.cwd, file)).catch((cause: Error) => {
    throw new CliError(EXIT.wrongInput, `${file} cannot be read: ${cause.message}`, { cause });
  });
}

/** Remembers files, each as one item named by its path: the same again replaces what it said before. */
export async function addFiles(context: CliContext, files: readonly string[], options: AddOptions): Promise<void> {
  const { terminal } = context;
  const api = await apiOf(context, options);
  for (const file of files) {
    const bytes = await read(context, file);
    const mediaType = MEDIA_TYPES[extname(file).toLowerCase()] ?? "text/plain";
    if (mediaType !== "application/pdf" && !isUtf8(bytes)) {
      throw new CliError(EXIT.wrongInput, `${file} is no text: text, Markdown, HTML, JSON and PDF are read`);
    }
    const named = file === "-" ? {} : { externalId: resolve(context.cwd, file).slice(-512), source: file };
    const receipt = await api.call<KnowledgeReceipt>("POST", "/v1/memory/semantic/items", {
      body: {
        text: mediaType === "application/pdf" ? bytes.toString("base64") : bytes.toString("utf8"),
        mediaType,
        scope: options.scope,
        trusted: options.untrusted !== true,
        ...named,
      },
      timeoutMs: IMPORT_TIMEOUT_MS,
    });
    if (options.json) terminal.json(receipt);
    else terminal.out(`${receipt.outcome} ${receipt.item.id} ${basename(file)} (${receipt.passages} passages)`);
  }
}

/** Writes the tenant's memory to standard output, as it comes. */
export async function exportLines(context: CliContext, options: ApiOptions): Promise<void> {
  const api = createApi(await connectionOf(context, options.stack), context.signal);
  const answer = await api.open("GET", "/v1/memory/export", { timeoutMs: 0 });
  const decoder = new TextDecoder();
  let rest = "";
  for await (const part of answer.body ?? []) {
    const lines = (rest + decoder.decode(part as Uint8Array, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) context.terminal.out(line);
  }
}

/** Lines of an export in portions of a size that one request may have. */
function* portionsOf(text: string): Generator<{ readonly from: number; readonly lines: readonly string[] }> {
  const all = text.split("\n");
  let from = 0;
  for (let at = 0, size = 0; at < all.length; at++) {
    size += Buffer.byteLength(all[at] ?? "") + 1;
    const next = Buffer.byteLength(all[at + 1] ?? "") + 1;
    if (at < all.length - 1 && size + next <= PORTION_BYTES) continue;
    yield { from, lines: all.slice(from, at + 1) };
    from = at + 1;
    size = 0;
  }
}

/** A line in which items have the ids that they were given here; only links name others. */
function withIds(line: string, renamed: ReadonlyMap<string, string>): string {
  if (renamed.size === 0 || !line.includes('"type":"link"')) return line;
  const link = JSON.parse(line) as { from: string; to: string };
  return JSON.stringify({ ...link, from: renamed.get(link.from) ?? link.from, to: renamed.get(link.to) ?? link.to });
}

/** Takes in lines of an export; those that cannot be taken are told, the others are kept. */
export async function importLines(context: CliContext, file: string, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const api = await apiOf(context, options);
  const bytes = await read(context, file);
  if (!isUtf8(bytes)) throw new CliError(EXIT.wrongInput, `${file} is no export: it is not UTF-8`);
  const total: ImportReceipt = {
    ...{ created: 0, replaced: 0, unchanged: 0, working: 0, procedures: 0, links: 0 },
    ...{ renamed: [], failed: [] },
  };
  const renamed = new Map<string, string>();
  for (const { from, lines } of portionsOf(bytes.toString("utf8"))) {
    const text = lines.map((line) => withIds(line, renamed)).join("\n");
    const said = await sendPortion(context, api, text);
    for (const count of ["created", "replaced", "unchanged", "working", "procedures", "links"] as const) {
      total[count] += said[count];
    }
    for (const { from: before, to } of said.renamed) renamed.set(before, to);
    total.renamed.push(...said.renamed);
    total.failed.push(...said.failed.map((failure) => ({ ...failure, line: failure.line + from })));
  }
  const { created, replaced, unchanged, working, procedures, links, failed } = total;
  if (options.json) terminal.json(total);
  else {
    terminal.out(
      `${created} new, ${replaced} replaced, ${unchanged} known, ${working} keys, ${procedures} procedures, ${links} links`,
    );
  }
  for (const { line, code, detail } of failed) terminal.note(`line ${line}: ${detail} (${code})`);
  if (failed.length > 0) throw new CliError(EXIT.wrongInput, `${failed.length} lines were not taken`);
}

/** Sends lines, again while too much waits to be embedded: what was taken is known then. */
async function sendPortion(context: CliContext, api: Api, text: string): Promise<ImportReceipt> {
  for (;;) {
    try {
      return await api.call<ImportReceipt>("POST", "/v1/memory/import", {
        text: { type: "application/x-ndjson", text },
        timeoutMs: IMPORT_TIMEOUT_MS,
      });
    } catch (error) {
      if (!(error instanceof CliError) || error.retryAfterMs === undefined) throw error;
      context.terminal.note(`${error.message}: going on in ${Math.round(error.retryAfterMs / 1000)} s`);
      await sleep(error.retryAfterMs, undefined, { signal: context.signal });
    }
  }
}
