import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { hasApt } from "../libs/bus/setup/debian.mjs";
import { ensureVector } from "./pgvector.mjs";

const run = promisify(execFile);
const OLDEST = 15;
const NO_PROMPTS = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };

/**
 * Finds the server binaries of PostgreSQL 15 or newer, and pgvector for them. On Debian as root it installs a server
 * that is missing, and starts none; elsewhere it says what to do. Resolves to `{ binDir, pgvector }`, where `pgvector`
 * is `{ source }` or `{ unavailable }` with the reason, or to `{ unavailable }` when there is no server.
 */
export async function ensurePostgres({ log = console.log } = {}) {
  let binDir = await findBinaries();
  const mayInstall = process.getuid?.() === 0 && (await hasApt());
  if (binDir === undefined && mayInstall) {
    try {
      await installServer(log);
    } catch (error) {
      const reason = String(error.stderr || error.message).trim();
      return { unavailable: `PostgreSQL could not be installed: ${reason.split("\n").slice(-3).join(" ")}` };
    }
    binDir = await findBinaries();
  }
  if (binDir === undefined) {
    return {
      unavailable: `no PostgreSQL ${OLDEST} or newer was found: install its server (on Debian: apt-get install postgresql), or set TROUPE_POSTGRES_BIN to the folder that holds initdb`,
    };
  }
  const major = String(await majorOf(binDir));
  const pgvector = await ensureVector({ binDir, major, log, ...(mayInstall ? { installPackages } : {}) });
  return { binDir, pgvector };
}

/** One line that says what was found, for people. */
export function describePostgres(found) {
  if ("unavailable" in found) return `PostgreSQL: none, tests that need it are skipped (${found.unavailable})`;
  const { source, unavailable } = found.pgvector;
  const vector = unavailable === undefined ? `yes (${source})` : `no, tests that need it are skipped (${unavailable})`;
  return `PostgreSQL: ${found.binDir}, pgvector: ${vector}`;
}

/** Folder with `initdb` and `postgres` of the newest version that is new enough, or undefined. */
async function findBinaries() {
  const own = process.env.TROUPE_POSTGRES_BIN;
  if (own) return (await majorOf(own)) >= OLDEST ? own : undefined;
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const found = await ensurePostgres();
  console.log(describePostgres(found));
  if ("unavailable" in found) process.exitCode = 1;
}
