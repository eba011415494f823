import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { idOf } from "./artifacts.js";

/** What a stage made, as it is kept between missions. */
export interface Kept {
  body: Buffer;
  slowestMs?: number;
}

const KEPT_DAYS = 14;
const folder =
  process.env.PORTALIS_CACHE ?? join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "troupe", "portalis");

/** The key under which a stage's product is kept: all that it depends on. */
export const keyOf = (parts: unknown): string => idOf(JSON.stringify(parts));

/** What was made before under that key; undefined where nothing was, or what is there is damaged. */
export async function recall(key: string): Promise<Kept | undefined> {
  try {
    const place = join(folder, key);
    const [body, said] = await Promise.all([
      readFile(join(place, "body")),
      readFile(join(place, "about.json"), "utf8"),
    ]);
    const { id, slowestMs } = JSON.parse(said) as { id: string; slowestMs?: number };
    if (idOf(body) !== id) return undefined;
    const now = new Date();
    await utimes(place, now, now);
    return { body, ...(slowestMs !== undefined && { slowestMs }) };
  } catch {
    return undefined;
  }
}

/** Keeps a product, whole or not at all. That it cannot be kept is no failure. */
export async function keep(key: string, { body, slowestMs }: Kept): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const work = await mkdtemp(join(folder, ".new-"));
    await writeFile(join(work, "body"), body);
    await writeFile(join(work, "about.json"), JSON.stringify({ id: idOf(body), slowestMs }));
    await rename(work, join(folder, key)).catch(() => rm(work, { recursive: true, force: true }));
  } catch {
    return;
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
