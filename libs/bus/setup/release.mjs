import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const VERSION = "2.10.29";
const RELEASES = "https://github.com/nats-io/nats-server/releases/download";
const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };

/**
 * SHA-256 of the release archives, as the project's own container images pin them (nats-io/nats-docker, 2.10.x).
 * A platform without an entry is not fetched: its checksum was never seen at a place that belongs to the project.
 */
const SHA256 = {
  "linux-amd64.tar.gz": "e314da74a83a1d3876db8814c27eb990fe729640fd6452025b441bcede8390da",
  "linux-arm64.tar.gz": "da4b27942ecfb4c5f0c54553d2e7f470ddda9d7581cfe8131b351a0e223ed401",
  "windows-amd64.zip": "98657bf4d5a9ce44168c019ba6894cda8e22e6adc8798edc05c168db7262de29",
};

/** The pinned release archive for a platform, or undefined when none is pinned. */
export function releaseFor(platform, arch) {
  const os = platform === "win32" ? "windows" : platform;
  const ending = os === "windows" ? "zip" : "tar.gz";
  const target = `${os}-${ARCHITECTURES[arch] ?? arch}`;
  const sha256 = SHA256[`${target}.${ending}`];
  if (sha256 === undefined) return undefined;
  const folder = `nats-server-v${VERSION}-${target}`;
  return { url: `${RELEASES}/v${VERSION}/${folder}.${ending}`, folder, ending, sha256, version: VERSION };
}

/** Downloads a release archive into `work`, checks its hash and unpacks it. Resolves with the binary's path. */
export async function unpackRelease({ release, work, log, fetch = globalThis.fetch }) {
  log(`downloading nats-server ${release.version} from its release page`);
  const answer = await fetch(release.url, { redirect: "follow", signal: AbortSignal.timeout(180_000) });
  if (!answer.ok) throw new Error(`${release.url} answered ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const sha256 = createHash("sha256").update(body).digest("hex");
  if (sha256 !== release.sha256) {
    throw new Error(`${release.url} has SHA-256 ${sha256}, expected ${release.sha256}: not used`);
  }
  const archive = join(work, `archive.${release.ending}`);
  await writeFile(archive, body);
  await run("tar", [release.ending === "zip" ? "-xf" : "-xzf", archive, "-C", work]);
  return join(work, release.folder, release.ending === "zip" ? "nats-server.exe" : "nats-server");
}
