import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findMirror, mirrorOf, parseDeb822, parseSourcesList } from "../../setup/debian.mjs";
import { cacheDir, findNatsServer, locateNatsServer } from "../../setup/nats-server.mjs";
import { ensureNewestNatsServer, newestNatsServer } from "../../setup/newest.mjs";
import { releaseFor, unpackRelease } from "../../setup/release.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "troupe-setup-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fakeServer(path: string, version: string): Promise<string> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "nats-server: v${version}"\n`);
  await chmod(path, 0o755);
  return path;
}

describe("where nats-server is looked for", () => {
  const environment = () => ({ XDG_CACHE_HOME: join(folder, "cache"), PATH: join(folder, "bin") });

  test("TROUPE_NATS_SERVER counts alone", async () => {
    const path = await fakeServer(join(folder, "mine"), "2.11.4");
    await fakeServer(join(cacheDir(environment()), "2.12.0", "nats-server"), "2.12.0");
    const found = await findNatsServer({ env: { ...environment(), TROUPE_NATS_SERVER: path } });
    expect(found).toEqual({ path, version: "2.11.4", source: "TROUPE_NATS_SERVER" });
  });

  test("the newest of the cache comes before PATH", async () => {
    await fakeServer(join(folder, "bin", "nats-server"), "2.14.0");
    await fakeServer(join(cacheDir(environment()), "2.9.99", "nats-server"), "2.9.99");
    await fakeServer(join(cacheDir(environment()), "2.10.9", "nats-server"), "2.10.9");
    const newest = await fakeServer(join(cacheDir(environment()), "2.10.27", "nats-server"), "2.10.27");
    expect(await findNatsServer({ env: environment() })).toEqual({ path: newest, version: "2.10.27", source: "cache" });
  });

  test("PATH comes last", async () => {
    const path = await fakeServer(join(folder, "bin", "nats-server"), "2.14.0");
    expect(await findNatsServer({ env: environment() })).toEqual({ path, version: "2.14.0", source: "PATH" });
  });

  test("a version before 2.10 is refused by name", async () => {
    const path = await fakeServer(join(folder, "bin", "nats-server"), "2.9.10");
    const { server, refused } = await locateNatsServer({ env: environment() });
    expect(server).toBeUndefined();
    expect(refused).toEqual([{ path, version: "2.9.10", source: "PATH" }]);
    await expect(findNatsServer({ env: environment() })).rejects.toMatchObject({
      message: `nats-server 2.9.10 at ${path} is older than 2.10.0`,
      hint: "troupe setup",
    });
  });

  test("none at all says the next step", async () => {
    await expect(findNatsServer({ env: environment() })).rejects.toMatchObject({ hint: "troupe setup" });
  });

  test("a file that does not run is told from one that is not there", async () => {
    const broken = join(folder, "broken");
    await writeFile(broken, "not a program");
    const find = (path: string) => findNatsServer({ env: { ...environment(), TROUPE_NATS_SERVER: path } });
    await expect(find(broken)).rejects.toThrow(/does not run/);
    await expect(find(join(folder, "nowhere"))).rejects.toThrow(/there is no such file/);
  });
});

describe("the newest nats-server, for tests", () => {
  const environment = () => ({ XDG_CACHE_HOME: join(folder, "cache") });
  const obtain = ({ work }: { work: string }) => fakeServer(join(work, "nats-server"), "2.99.1");

  test("is fetched once, apart from what the stack may use, and again after a month", async () => {
    let fetched = 0;
    const counted = (from: { work: string }) => {
      fetched += 1;
      return obtain(from);
    };
    const newest = await ensureNewestNatsServer({ env: environment(), obtain: counted });
    expect(newest).toEqual({ path: join(cacheDir(environment()), "latest", "nats-server"), version: "2.99.1" });
    await ensureNewestNatsServer({ env: environment(), obtain: counted });
    expect(fetched).toBe(1);
    await ensureNewestNatsServer({ env: environment(), obtain: counted, now: () => Date.now() + 31 * 86_400_000 });
    expect(fetched).toBe(2);
    expect((await locateNatsServer({ env: environment() })).server).toBeUndefined();
  });

  test("that cannot be had is no failure: the reason is kept, and it is tried again a day later", async () => {
    let tries = 0;
    const refuse = async () => {
      tries += 1;
      throw new Error("the mirror is away");
    };
    expect(await newestNatsServer({ env: environment() })).toEqual({ unavailable: expect.stringContaining("setup") });
    for (const dayMs of [0, 0, 25 * 3_600_000]) {
      const said = await ensureNewestNatsServer({ env: environment(), obtain: refuse, now: () => Date.now() + dayMs });
      expect(said).toEqual({ unavailable: "the mirror is away" });
    }
    expect(tries).toBe(2);
  });
});

describe("the system's Debian mirror", () => {
  test("deb822: comments, disabled stanzas, security and source-only entries are passed over", () => {
    const text = [
      "# Types: deb",
      "Types: deb",
      "# http://snapshot.invalid/debian",
      "URIs: http://security.invalid/debian-security",
      "Suites: bookworm-security",
      "",
      "Enabled: no",
      "Types: deb",
      "URIs: http://disabled.invalid/debian",
      "Suites: bookworm",
      "",
      "Types: deb-src",
      "URIs: http://sources.invalid/debian",
      "Suites: bookworm",
      "",
      "Types: deb",
      "URIs:",
      " http://mirror.invalid/debian/",
      "Suites: bookworm bookworm-updates",
      "Components: main",
    ].join("\n");
    expect(mirrorOf(parseDeb822(text))).toBe("http://mirror.invalid/debian/");
  });

  test("one-line sources: options, comments and other distributions", () => {
    const text = [
      "# deb http://old.invalid/debian bookworm main",
      "deb https://ppa.invalid/ubuntu jammy main",
      "deb http://security.invalid/debian-security bookworm-security main",
      "deb [arch=amd64 signed-by=/k.gpg] http://mirror.invalid/debian bookworm main # here",
    ].join("\n");
    expect(mirrorOf(parseSourcesList(text))).toBe("http://mirror.invalid/debian");
  });

  test("files that apt does not read are not read", async () => {
    await mkdir(join(folder, "sources.list.d"));
    const entry = (host: string) => `Types: deb\nURIs: http://${host}.invalid/debian\nSuites: bookworm\n`;
    await writeFile(join(folder, "sources.list.d", "a.sources.disabled"), entry("disabled"));
    await writeFile(join(folder, "sources.list.d", "b.sources"), entry("enabled"));
    expect(await findMirror(folder)).toBe("http://enabled.invalid/debian");
    expect(await findMirror(join(folder, "nowhere"))).toBeUndefined();
  });
});

describe("the release archive", () => {
  const log = () => {};

  async function archive() {
    const release = { ...releaseFor("linux", "x64"), folder: "nats", url: "https://release.invalid/a" };
    await fakeServer(join(folder, "made", "nats", "nats-server"), "2.10.29");
    execFileSync("tar", ["-czf", join(folder, "a.tar.gz"), "-C", join(folder, "made"), "nats"]);
    const body = await readFile(join(folder, "a.tar.gz"));
    const fetch = async () => new Response(body);
    return { release: { ...release, ending: "tar.gz", version: "2.10.29" }, body, fetch };
  }

  test("is unpacked when its hash is the pinned one", async () => {
    const { release, body, fetch } = await archive();
    const sha256 = createHash("sha256").update(body).digest("hex");
    const path = await unpackRelease({ release: { ...release, sha256 }, work: folder, log, fetch });
    expect(path).toBe(join(folder, "nats", "nats-server"));
  });

  test("is refused when it is not", async () => {
    const { release, fetch } = await archive();
    const sha256 = "0".repeat(64);
    await expect(unpackRelease({ release: { ...release, sha256 }, work: folder, log, fetch })).rejects.toThrow(
      /expected 0{64}: not used/,
    );
  });

  test("is not to be had where no hash is pinned", () => {
    expect(releaseFor("sunos", "x64")).toBeUndefined();
    expect(releaseFor("linux", "arm64")?.url).toMatch(/linux-arm64\.tar\.gz$/);
  });
});
