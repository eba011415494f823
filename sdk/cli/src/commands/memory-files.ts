import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { text as textOf } from "node:stream/consumers";
import type { ImportReceipt, KnowledgeReceipt, MediaType } from "@troupe/contracts";
import { createApi } from "../client/api.js";
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

/** Takes in lines of an export; those that cannot be taken are told, the others are kept. */
export async function importLines(context: CliContext, file: string, options: ApiOptions): Promise<void> {
  const { terminal } = context;
  const connection = await connectionOf(context, options.stack);
  const body = await read(context, file);
  const answer = await fetch(new URL("/v1/memory/import", connection.url), {
    method: "POST",
    headers: { authorization: `Bearer ${connection.token}`, "content-type": "application/x-ndjson" },
    body: new Uint8Array(body),
    signal: context.signal,
  }).catch((cause: unknown) => {
    throw new CliError(EXIT.unreachable, `${connection.url} cannot be reached`, { hint: "troupe ps", cause });
  });
  const said = (await answer.json()) as ImportReceipt & { detail?: string };
  if (!answer.ok) throw new CliError(EXIT.failed, said.detail ?? `the import answered ${answer.status}`);
  if (options.json) terminal.json(said);
  else {
    const { created, replaced, unchanged, working, procedures, links } = said;
    terminal.out(
      `${created} new, ${replaced} replaced, ${unchanged} known, ${working} keys, ${procedures} procedures, ${links} links`,
    );
  }
  for (const { line, code, detail } of said.failed) terminal.note(`line ${line}: ${detail} (${code})`);
  if (said.failed.length > 0) throw new CliError(EXIT.wrongInput, `${said.failed.length} lines were not taken`);
}
