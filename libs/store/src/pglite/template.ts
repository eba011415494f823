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
  readonly archive: string;
}

/** `troupe/pglite` in the user's cache folder. */
export function defaultTemplateFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "troupe", "pglite");
}

/** Runs initdb into `dataDir`, and writes the archive of it where one is asked for. */
async function initialise(dataDir: string, dumpTo?: string): Promise<void> {
  const thread = await startThread({ dataDir, archive: undefined, dumpTo });
  await thread.close();
}

/** The template in `folder`, made when it is not there. Many processes may ask at once. */
export async function prepareTemplate(folder: string = defaultTemplateFolder()): Promise<Template> {
  const home = join(folder, TEMPLATE_KEY);
  const template = { dataDir: join(home, "data"), archive: join(home, "data.tar.gz") };
  if (existsSync(home)) return template;
  const making = join(folder, `${TEMPLATE_KEY}.${randomUUID()}`);
  await mkdir(making, { recursive: true });
  try {
    await initialise(join(making, "data"), join(making, "data.tar.gz"));
    await rename(making, home);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return template;
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
