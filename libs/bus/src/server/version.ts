import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const VERSION = /v?(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?/;

/** The oldest nats-server that is supported. */
export const OLDEST_NATS_SERVER = "2.10.0";

/** Version that a nats-server binary tells of itself, such as `2.10.27`. Throws when it tells none. */
export async function natsServerVersion(path: string): Promise<string> {
  const { stdout, stderr } = await run(path, ["--version"], { timeout: 10_000 }).catch((cause: unknown) => {
    throw new Error(`${path} cannot be run as nats-server`, { cause });
  });
  const version = VERSION.exec(`${stdout}${stderr}`)?.[0];
  if (version === undefined) throw new Error(`${path} does not tell a nats-server version`);
  return version.replace(/^v/, "");
}

/** Whether a version is old enough to be refused; false for one that cannot be read. */
export function isTooOld(version: string): boolean {
  const [, major, minor] = VERSION.exec(version) ?? [];
  if (major === undefined) return false;
  return Number(major) < 2 || (Number(major) === 2 && Number(minor) < 10);
}
