import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startThread } from "./thread.js";

/** The pinned versions and settings that an empty database depends on. */
export const TEMPLATE_KEY = "0.5.14-0.0.15-1";

const TEMPLATE = fileURLToPath(new URL(`../template-${TEMPLATE_KEY}.tar.br`, import.meta.url));

/**
 * Makes the archive of an empty database that new ones are unpacked from, unless it is there: initdb takes seconds,
 * unpacking does not. It belongs to the package's build. Many may make it at once; the first one there wins.
 */
export async function prepareTemplate(): Promise<void> {
  if (existsSync(TEMPLATE)) return;
  const making = `${TEMPLATE}.${randomUUID()}`;
  try {
    const thread = await startThread({ dataDir: undefined, template: undefined, dumpTo: making });
    await thread.close();
    await rename(making, TEMPLATE);
  } finally {
    await rm(making, { force: true });
  }
}

/** The archive's path; undefined where the package was built without it, so that new databases are made by initdb. */
export function templateIfAny(): string | undefined {
  return existsSync(TEMPLATE) ? TEMPLATE : undefined;
}
