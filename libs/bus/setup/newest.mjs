import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findMirror, hasApt, unpackDebianPackage } from "./debian.mjs";
import { cacheDir } from "./nats-server.mjs";
import { isSupported, versionOf } from "./version.mjs";

/** Debian's unstable release: its package moves, so any version is taken, on the word of apt's signature check. */
const SUITE = "sid";
const RETRY_AFTER_MS = 24 * 3_600_000;
const FRESH_FOR_MS = 30 * 24 * 3_600_000;

const folderOf = (env) => join(cacheDir(env), "latest");
const binaryIn = (folder) => join(folder, "nats-server");
const noteIn = (folder) => join(folder, "unavailable.txt");

export async function newestNatsServer({ env }) {
  const path = binaryIn(folderOf(env));
  try {
    return { path, version: await versionOf(path) };
  } catch {
    const said = await readFile(noteIn(folderOf(env)), "utf8").catch(
      () => "it was not fetched: npm run setup -- --newest",
    );
    return { unavailable: said.trim() };
  }
}

export async function ensureNewestNatsServer({
  env = process.env,
  log = () => {},
  obtain = fromDebian,
  now = Date.now,
}) {
  const folder = folderOf(env);
  const found = await newestNatsServer({ env });
  const isRecent = (path, ms) =>
    stat(path).then(
      ({ mtimeMs }) => now() - mtimeMs < ms,
      () => false,
    );
  if (found.path !== undefined && (await isRecent(found.path, FRESH_FOR_MS))) return found;
  if (await isRecent(noteIn(folder), RETRY_AFTER_MS)) return found;
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(cacheDir(env), ".newest-"));
  try {
    const fetched = await obtain({ work, log });
    await chmod(fetched, 0o755);
    const version = await versionOf(fetched);
    if (!isSupported(version)) throw new Error(`what is to be had is ${version}`);
    const fresh = join(work, "fresh");
    await copyFile(fetched, fresh);
    await rename(fresh, binaryIn(folder));
    await rm(noteIn(folder), { force: true });
  } catch (error) {
    await writeFile(noteIn(folder), `${reasonOf(error)}\n`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return newestNatsServer({ env });
}

async function fromDebian({ work, log }) {
  const mirror = (await hasApt()) ? await findMirror() : undefined;
  if (mirror === undefined) throw new Error("this system names no Debian mirror to take it from");
  return unpackDebianPackage({ mirror, work, log, suite: SUITE });
}

function reasonOf(error) {
  const said = String(error.stderr || error.message)
    .trim()
    .split("\n");
  return (said.find((line) => line.startsWith("E:")) ?? said[0] ?? "").slice(0, 300);
}
