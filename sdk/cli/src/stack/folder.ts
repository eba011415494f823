import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  DEFAULT_STACK,
  type StackRecord,
  stackFolder,
  stackNameSchema,
  stackRecordSchema,
} from "../domain/stack-record.js";
import { CliError, EXIT } from "../exit.js";
import { birthOf, isAlive } from "./processes.js";

/** Paths of one stack. */
export interface StackPaths {
  readonly name: string;
  readonly dir: string;
  readonly record: string;
  readonly claim: string;
  readonly keys: string;
  readonly nats: string;
  readonly database: string;
  readonly log: string;
}

/** Where a stack named `name` keeps its state under `root`. Throws when the name is none. */
export function stackPaths(root: string, name: string): StackPaths {
  const parsed = stackNameSchema.safeParse(name);
  if (!parsed.success) {
    throw new CliError(EXIT.wrongInput, `${JSON.stringify(name)} is no name of a stack`, {
      hint: parsed.error.issues[0]?.message,
    });
  }
  const dir = join(root, ...stackFolder(name));
  return {
    name,
    dir,
    record: join(dir, "stack.json"),
    claim: join(dir, "dev.pid"),
    keys: join(dir, "keys.json"),
    nats: join(dir, "data", "nats"),
    database: join(dir, "data", "database"),
    log: join(dir, "logs", "stack.log"),
  };
}

/** The nearest folder, from `from` upward, that has a `.troupe` folder. */
export function findRoot(from: string): string | undefined {
  let folder = resolve(from);
  for (;;) {
    if (existsSync(join(folder, ".troupe"))) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** The nearest folder, from `from` upward, in which a stack of that name says it runs. */
export function findStack(from: string, name: string): string | undefined {
  let folder = resolve(from);
  for (;;) {
    if (existsSync(stackPaths(folder, name).record)) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** Names of the stacks that left something under `root`. */
export async function stackNames(root: string): Promise<string[]> {
  const entries = await readdir(join(root, ".troupe"), { withFileTypes: true }).catch(() => []);
  const named = entries
    .filter((entry) => entry.isDirectory() && stackNameSchema.safeParse(entry.name).success)
    .map((entry) => entry.name);
  return [DEFAULT_STACK, ...named.sort()];
}

/** What `stack.json` says; undefined when there is none or it cannot be read as one. */
export async function readRecord(paths: StackPaths): Promise<StackRecord | undefined> {
  const text = await readFile(paths.record, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return stackRecordSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Writes `stack.json` whole or not at all, readable by its owner alone. */
export async function writeRecord(paths: StackPaths, record: StackRecord): Promise<void> {
  await writePrivate(paths.record, `${JSON.stringify(record, null, 2)}\n`);
}

export async function removeRecord(paths: StackPaths): Promise<void> {
  await rm(paths.record, { force: true });
}

/** Writes a file whole or not at all, readable by its owner alone. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}.new`;
  await writeFile(aside, text, { mode: 0o600 });
  await rename(aside, path);
}

/** Makes the stack's folder, which git is told to leave alone. */
export async function prepareFolder(root: string, paths: StackPaths): Promise<void> {
  await mkdir(dirname(paths.log), { recursive: true });
  await mkdir(paths.nats, { recursive: true });
  await writeFile(join(root, ".troupe", ".gitignore"), "*\n");
}

/**
 * Makes this process the one that runs the stack. Throws CliError when another does. A claim whose process is gone is
 * taken over.
 */
export async function claim(paths: StackPaths): Promise<{ release(): Promise<void> }> {
  const mine = { pid: process.pid, birth: (await birthOf(process.pid)) ?? "" };
  for (;;) {
    try {
      const file = await open(paths.claim, "wx", 0o600);
      await file.writeFile(JSON.stringify(mine));
      await file.close();
      return { release: () => rm(paths.claim, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readHolder(paths);
    if (holder !== undefined && (await isAlive(holder))) {
      const url = (await readRecord(paths))?.url;
      throw new CliError(EXIT.conflict, `stack ${paths.name} runs already${url === undefined ? "" : ` at ${url}`}`, {
        hint: `troupe stop${paths.name === DEFAULT_STACK ? "" : ` ${paths.name}`}, or troupe dev --name another`,
      });
    }
    await rm(paths.claim, { force: true });
  }
}

/** The process that claims the stack; undefined when the file is gone or was never finished. */
export async function readHolder(paths: StackPaths): Promise<{ pid: number; birth: string } | undefined> {
  try {
    return JSON.parse(await readFile(paths.claim, "utf8")) as { pid: number; birth: string };
  } catch {
    return undefined;
  }
}
