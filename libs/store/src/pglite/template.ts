import { randomUUID } from "node:crypto";
import { cpSync, existsSync } from "node:fs";
import { access, mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Logger } from "../logger.js";
import { startThread } from "./thread.js";

/** The pinned versions and settings that an empty database depends on. */
export const TEMPLATE_KEY = "0.5.14-0.0.15-1";

/** An empty database, made once a machine: initdb takes seconds, a copy does not. */
export interface Template {
  readonly dataDir: string;
  /** An archive of it, which a database in memory is made from. Made when first asked for. */
  archive(): Promise<string>;
}

/** `troupe/pglite` in the user's cache folder. */
export function defaultTemplateFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "troupe", "pglite");
}

/** Runs initdb into `dataDir`, or opens what is there, and writes the archive of it where one is asked for. */
async function initialise(dataDir: string, dumpTo?: string): Promise<void> {
  const thread = await startThread({ dataDir, archive: undefined, dumpTo });
  await thread.close();
}

const underWay = new Map<string, Promise<unknown>>();

/** One making of `path` at a time in this process; other processes may make it as well, and the first one there wins. */
async function once(path: string, make: (aside: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  const made = underWay.get(path) ?? aside(path, make).finally(() => underWay.delete(path));
  underWay.set(path, made);
  await made;
}

async function aside(path: string, make: (aside: string) => Promise<void>): Promise<void> {
  const making = `${path}.${randomUUID()}`;
  try {
    await make(making);
    await rename(making, path);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  }
}

/** The template in `folder`, made when it is not there. Many may ask at once. */
export async function prepareTemplate(folder: string = defaultTemplateFolder()): Promise<Template> {
  const home = join(folder, TEMPLATE_KEY);
  const dataDir = join(home, "data");
  const archive = join(home, "data.tar.gz");
  await once(home, async (making) => {
    await mkdir(making, { recursive: true });
    await initialise(join(making, "data"));
  });
  return {
    dataDir,
    async archive() {
      await once(archive, (making) => archiveOf(dataDir, making));
      return archive;
    },
  };
}

/** Writes the archive from a copy: to open a database is to change it. */
async function archiveOf(dataDir: string, archive: string): Promise<void> {
  const copy = `${archive}.data`;
  try {
    cpSync(dataDir, copy, { recursive: true });
    await initialise(copy, archive);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The template, or undefined with a warning when its folder cannot be used: then databases are made from nothing. */
export async function templateOrNone(folder: string | false, logger: Logger): Promise<Template | undefined> {
  if (folder === false) return undefined;
  return prepareTemplate(folder).catch((error: unknown) => {
    logger.warn({ folder, err: error }, "the embedded database's template cannot be kept");
    return undefined;
  });
}

/**
 * Makes `dataDir` an empty database unless it is one. It appears whole or not at all, so that a kill half-way leaves
 * nothing that a next start would trust.
 */
export async function ensureDataDir(dataDir: string, template: () => Promise<Template | undefined>): Promise<void> {
  const isThere = await access(dataDir).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const making = `${dataDir}.new`;
  await rm(making, { recursive: true, force: true });
  const source = await template();
  if (source === undefined) await initialise(making);
  else cpSync(source.dataDir, making, { recursive: true });
  await rename(making, dataDir);
}
