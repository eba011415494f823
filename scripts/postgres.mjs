import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { findMirror, hasApt } from "../libs/bus/setup/debian.mjs";

const run = promisify(execFile);
const OLDEST = 15;
const VECTOR_SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const RETRY_AFTER_MS = 24 * 3600 * 1000;
const NO_PROMPTS = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };

/**
 * Finds the server binaries of PostgreSQL 15 or newer, and pgvector with them. On Debian as root it installs what is
 * missing; elsewhere it says what to do. Resolves to `{ binDir, pgvector }`, or to `{ unavailable }` with the reason.
 */
export async function ensurePostgres({ log = console.log } = {}) {
  let binDir = await findBinaries();
  const mayInstall = process.getuid?.() === 0 && (await hasApt());
  if (binDir === undefined && mayInstall) {
    const failure = await attempt(() => installServer(log));
    if (failure !== undefined) return { unavailable: `PostgreSQL could not be installed: ${failure}` };
    binDir = await findBinaries();
  }
  if (binDir === undefined) {
    return {
      unavailable: `no PostgreSQL ${OLDEST} or newer was found: install its server (on Debian: apt-get install postgresql), or set TROUPE_POSTGRES_BIN to the folder that holds initdb`,
    };
  }
  let pgvector = await hasVector(binDir);
  if (!pgvector && mayInstall && !(await failedLately())) {
    const failure = await attempt(() => buildVector(binDir, log));
    if (failure !== undefined) {
      log(`pgvector could not be built, tests that need it are skipped: ${failure}`);
      await noteFailure(failure);
    }
    pgvector = await hasVector(binDir);
  }
  return { binDir, pgvector };
}

async function attempt(work) {
  try {
    await work();
    return undefined;
  } catch (error) {
    return String(error.stderr || error.message)
      .trim()
      .split("\n")
      .slice(-3)
      .join(" ");
  }
}

/** Folder with `initdb` and `postgres` of the newest version that is new enough, or undefined. */
async function findBinaries() {
  const own = process.env.TROUPE_POSTGRES_BIN;
  if (own !== undefined) return (await majorOf(own)) >= OLDEST ? own : undefined;
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env.PATH ?? "").split(delimiter),
    "/opt/homebrew/opt/postgresql/bin",
    "/usr/local/pgsql/bin",
  ];
  for (const folder of folders) if ((await majorOf(folder)) >= OLDEST) return folder;
  return undefined;
}

async function majorOf(folder) {
  if (folder === "" || !existsSync(join(folder, "initdb"))) return 0;
  const { stdout } = await run(join(folder, "postgres"), ["--version"]).catch(() => ({ stdout: "" }));
  return Number(/\) (\d+)/.exec(stdout)?.[1] ?? 0);
}

async function hasVector(binDir) {
  const { stdout } = await run(join(binDir, "pg_config"), ["--sharedir"]).catch(() => ({ stdout: "" }));
  return stdout !== "" && existsSync(join(stdout.trim(), "extension/vector.control"));
}

async function installPackages(packages) {
  const options = ["-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold"];
  const child = { env: NO_PROMPTS, timeout: 600_000, maxBuffer: 64 << 20 };
  await run("apt-get", ["-qq", "-o", "Acquire::Retries=2", "update"], child);
  await run("apt-get", ["install", ...options, ...packages], child);
}

async function installServer(log) {
  log("installing PostgreSQL from the distribution (half a minute or so)");
  const settings = "/etc/postgresql-common";
  if (!existsSync(join(settings, "createcluster.conf"))) {
    await mkdir(settings, { recursive: true });
    await writeFile(join(settings, "createcluster.conf"), "create_main_cluster = false\n");
  }
  await installPackages(["postgresql"]);
}

/** Builds pgvector from the newer release's source package and installs it beside the server. */
async function buildVector(binDir, log) {
  const mirror = await findMirror();
  if (mirror === undefined) throw new Error("the system names no Debian mirror");
  const major = await majorOf(binDir);
  log("building pgvector for the tests");
  if (!existsSync(`/usr/include/postgresql/${major}/server/postgres.h`) || !existsSync("/usr/bin/make")) {
    await installPackages([`postgresql-server-dev-${major}`, "make", "gcc", "libc6-dev", "dpkg-dev"]);
  }
  const work = await mkdtemp(join(tmpdir(), "troupe-pgvector-"));
  try {
    const source = await fetchSource(mirror, work);
    const flags = ["OPTFLAGS=", "with_llvm=no", `PG_CONFIG=${join(binDir, "pg_config")}`];
    await run("make", ["-C", source, "-s", ...flags], { env: NO_PROMPTS, maxBuffer: 16 << 20 });
    await run("make", ["-C", source, "-s", ...flags, "install"], { env: NO_PROMPTS, maxBuffer: 16 << 20 });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchSource(mirror, work) {
  for (const folder of ["lists/partial", "cache/archives/partial", "parts"]) {
    await mkdir(join(work, folder), { recursive: true });
  }
  const signed = existsSync(KEYRING) ? `Signed-By: ${KEYRING}\n` : "";
  const entry = `Types: deb deb-src\nURIs: ${mirror}\nSuites: ${VECTOR_SUITE}\nComponents: main\n${signed}`;
  await writeFile(join(work, "debian.sources"), entry);
  const settings = {
    "Dir::State::Lists": join(work, "lists"),
    "Dir::Cache": join(work, "cache"),
    "Dir::Etc::SourceList": join(work, "debian.sources"),
    "Dir::Etc::SourceParts": join(work, "parts"),
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const child = { cwd: work, env: NO_PROMPTS, timeout: 180_000, maxBuffer: 16 << 20 };
  await run("apt-get", [...options, "-qq", "update"], child);
  await run("apt-get", [...options, "-qq", "source", "--download-only", "pgvector"], child);
  const archive = (await readdir(work)).find((name) => /^pgvector_.*\.orig\.tar\./.test(name));
  if (archive === undefined) throw new Error("the source package holds no archive");
  const source = join(work, "source");
  await mkdir(source);
  await run("tar", ["-xf", archive, "-C", source, "--strip-components=1"], child);
  return source;
}

const failureNote = () =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "troupe", "pgvector-unavailable.txt");

async function failedLately() {
  const noted = await stat(failureNote()).catch(() => undefined);
  return noted !== undefined && Date.now() - noted.mtimeMs < RETRY_AFTER_MS;
}

async function noteFailure(reason) {
  await mkdir(join(failureNote(), ".."), { recursive: true });
  await writeFile(failureNote(), `${reason}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const found = await ensurePostgres();
  if ("unavailable" in found) {
    const reason = await readFile(failureNote(), "utf8").catch(() => "");
    console.error(`${found.unavailable}\n${reason}`.trim());
    process.exitCode = 1;
  } else {
    console.log(`PostgreSQL: ${found.binDir}, pgvector: ${found.pgvector ? "yes" : "no"}`);
  }
}
