import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Oldest nats-server that Troupe works with. */
export const MIN_VERSION = "2.10.0";

/** A nats-server that cannot be had or used. `hint` is the next step. */
export class NatsServerError extends Error {
  constructor(message, hint, cause) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "NatsServerError";
    this.hint = hint;
  }
}

/** Numbers of a version, or undefined when it is none: `v2.10.27` gives `[2, 10, 27]`. */
export function parseVersion(text) {
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a, b) {
  const left = parseVersion(a) ?? [0, 0, 0];
  const right = parseVersion(b) ?? [0, 0, 0];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Whether Troupe works with this version. */
export function isSupported(version) {
  return compareVersions(version, MIN_VERSION) >= 0;
}

/** Version that a binary says it is. Throws NatsServerError when it does not run here. */
export async function versionOf(path) {
  let said;
  try {
    said = (await run(path, ["--version"], { timeout: 10_000 })).stdout;
  } catch (cause) {
    const said = String(cause.stderr ?? "").trim();
    const why = cause.code === "ENOENT" ? "there is no such file" : said || cause.message;
    throw new NatsServerError(`${path} does not run: ${why}`, "troupe setup", cause);
  }
  const version = parseVersion(said);
  if (version === undefined) {
    throw new NatsServerError(`${path} does not say a version: ${said.trim().split("\n")[0]}`, "troupe setup");
  }
  return version.join(".");
}
