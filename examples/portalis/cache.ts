import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding } from "@troupe/equivalence";

/** What a stage says beside its product. */
export interface Aside {
  /** How long the slowest run of the original took. */
  slowestMs?: number;
  /** What the report is to say of the program. */
  warnings?: Finding[];
}

/** A stage's product, as it is kept between missions: the body is kept by its own hash. */
export interface Kept extends Aside {
  id: string;
}

/** The id that a body has as Content. */
export const idOf = (body: Uint8Array | string): string => createHash("sha256").update(body).digest("hex");

const KEPT_DAYS = 14;
const folder =
  process.env.PORTALIS_CACHE ?? join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "troupe", "portalis");

/** The key under which a stage's product is kept: all that it depends on. */
export const keyOf = (parts: unknown): string => idOf(JSON.stringify(parts));

/** What was made before under that key; undefined where nothing was. */
export function recall(key: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${key}.json`), "utf8")) as Kept;
  } catch {
    return undefined;
  }
}

export const keep = (key: string, kept: Kept): void => store(`${key}.json`, JSON.stringify(kept));

/** A body that was put or read on this machine; undefined where there is none, or what is there is damaged. */
export function nearBody(id: string): Uint8Array | undefined {
  try {
    const body = readFileSync(join(folder, id));
    return idOf(body) === id ? body : undefined;
  } catch {
    return undefined;
  }
}

export const keepNear = (id: string, body: Uint8Array | string): void => store(id, body);

/**
 * Writes a file whole or not at all. That it cannot be written is no failure. At once, since the files are small: to
 * hand one to another thread takes longer, seven times a file.
 */
function store(name: string, body: Uint8Array | string): void {
  const place = join(folder, name);
  const fresh = join(folder, `.${randomUUID()}`);
  try {
    if (statSync(place, { throwIfNoEntry: false }) !== undefined) {
      const now = new Date();
      utimesSync(place, now, now);
      return;
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(fresh, body);
    renameSync(fresh, place);
  } catch {
    rmSync(fresh, { force: true });
  }
}

/** Removes what was not used for two weeks. */
export async function tidyCache(): Promise<void> {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of await readdir(folder).catch(() => [])) {
    const place = join(folder, name);
    const used = (await stat(place).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (used < oldest) await rm(place, { recursive: true, force: true });
  }
}

/** What tells one build of the libraries from another: products of an older one are not used. */
export async function fingerprint(): Promise<string> {
  const require = createRequire(import.meta.url);
  const described = ["@troupe/translate", "@troupe/equivalence"].map(async (name) => {
    const root = dirname(require.resolve(name));
    const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith(".js")).sort();
    return Promise.all(files.map(async (file) => [file, idOf(await readFile(join(root, file)))]));
  });
  return keyOf(await Promise.all(described));
}
