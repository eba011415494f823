import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { findMirror, hasApt, unpackDebianPackage } from "./debian.mjs";
import { releaseFor, unpackRelease } from "./release.mjs";
import { compareVersions, isSupported, MIN_VERSION, NatsServerError, parseVersion, versionOf } from "./version.mjs";

export { MIN_VERSION, NatsServerError };

const BINARY = process.platform === "win32" ? "nats-server.exe" : "nats-server";

/** Folder of the fetched servers, one folder a version. */
export function cacheDir(env) {
  const base = env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(env.HOME || homedir(), ".cache");
  return join(base, "troupe", "nats-server");
}

export async function locateNatsServer({ env }) {
  const refused = [];
  const tryPath = async (path, source) => {
    const version = await versionOf(path);
    if (isSupported(version)) return { path, version, source };
    refused.push({ path, version, source });
    return undefined;
  };
  if (env.TROUPE_NATS_SERVER) {
    const server = await tryPath(resolve(env.TROUPE_NATS_SERVER), "TROUPE_NATS_SERVER").catch((cause) => {
      if (!(cause instanceof NatsServerError)) throw cause;
      throw new NatsServerError(
        `TROUPE_NATS_SERVER: ${cause.message}`,
        "name another binary in TROUPE_NATS_SERVER, or unset TROUPE_NATS_SERVER",
        cause,
      );
    });
    return { server, refused };
  }
  for (const path of await cached(cacheDir(env))) {
    const server = await tryPath(path, "cache").catch(() => undefined);
    if (server !== undefined) return { server, refused };
  }
  for (const folder of (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "")) {
    const server = await tryPath(join(folder, BINARY), "PATH").catch(() => undefined);
    if (server !== undefined) return { server, refused };
  }
  return { server: undefined, refused };
}

export async function findNatsServer({ env }) {
  const { server, refused } = await locateNatsServer({ env });
  if (server !== undefined) return server;
  const old = refused[0];
  if (old === undefined) {
    throw new NatsServerError(
      "nats-server was not found: not in TROUPE_NATS_SERVER, the cache or PATH",
      "troupe setup",
    );
  }
  const fix = old.source === "TROUPE_NATS_SERVER" ? "unset TROUPE_NATS_SERVER && troupe setup" : "troupe setup";
  throw new NatsServerError(`nats-server ${old.version} at ${old.path} is older than ${MIN_VERSION}`, fix);
}

export async function fetchNatsServer({ env = process.env, log = () => {} } = {}) {
  const cache = cacheDir(env);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, ".fetch-"));
  try {
    const binary = await obtain(work, log);
    await chmod(binary, 0o755);
    const version = await versionOf(binary);
    if (!isSupported(version)) {
      throw new NatsServerError(`the nats-server to be had here is ${version}, older than ${MIN_VERSION}`, byHand());
    }
    await mkdir(join(cache, version), { recursive: true });
    const path = join(cache, version, BINARY);
    const fresh = join(work, "fresh");
    await copyFile(binary, fresh);
    await rename(fresh, path);
    return { path, version, source: "cache" };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Tries the distribution's package, then the release archive. */
async function obtain(work, log) {
  const faults = [];
  const mirror = (await hasApt()) ? await findMirror() : undefined;
  if (mirror !== undefined) {
    try {
      return await unpackDebianPackage({ mirror, work, log });
    } catch (cause) {
      faults.push({ way: "the Debian package", cause });
      log("the Debian package is not to be had, trying the release archive");
    }
  }
  const release = releaseFor(process.platform, process.arch);
  if (release !== undefined) {
    try {
      return await unpackRelease({ release, work, log });
    } catch (cause) {
      faults.push({ way: "the release archive", cause });
    }
  }
  const reasons = faults.map(({ way, cause }) => `${way}: ${firstLine(cause)}`);
  const why = reasons.length > 0 ? reasons.join("; ") : `no archive is pinned for ${process.platform} ${process.arch}`;
  throw new NatsServerError(`nats-server could not be fetched (${why})`, byHand(), faults.at(-1)?.cause);
}

function byHand() {
  const install = process.platform === "darwin" ? "brew install nats-server" : `install nats-server >= ${MIN_VERSION}`;
  return `${install}, or set TROUPE_NATS_SERVER to a binary, or TROUPE_NATS_URL to a running server`;
}

function firstLine(cause) {
  const said = String(cause.stderr || cause.cause?.message || cause.message).trim();
  const telling = said.split("\n").find((line) => line.startsWith("E:")) ?? said.split("\n")[0];
  return telling.slice(0, 300);
}

/** Cached servers, newest first. */
async function cached(cache) {
  const names = await readdir(cache).catch(() => []);
  return names
    .filter((name) => parseVersion(name) !== undefined)
    .sort((a, b) => compareVersions(b, a))
    .map((name) => join(cache, name, BINARY));
}
