import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { rustc } from "./rustc.js";
import { rustCache, type Toolchain } from "./toolchain.js";

export type Profile = "debug" | "release";

const COMMON = ["-C", "debuginfo=0", "-C", "embed-bitcode=no"];

/** Debug programs link to what the runtime made of its generic types (`shared.rs`), inlined functions included. */
const FLAGS: Record<Profile, string[]> = {
  debug: [...COMMON, "-C", "opt-level=1", "-C", "link-dead-code", "--cfg", "shared"],
  release: [...COMMON, "-C", "opt-level=3", "-C", "codegen-units=1"],
};

/** Folder of the runtime's Rust sources. */
export function runtimeSources(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@troupe/pyrt/package.json")), "src");
}

const LIBRARY = "libpyrt.rlib";
const STALE_LOCK_MS = 120_000;
const POLL_MS = 100;
const building = new Map<string, Promise<string>>();
const hashes = new Map<string, Promise<string>>();

/**
 * Path of the runtime built for a toolchain and profile. Built once and kept under the hash of its sources, the
 * compiler and its options, which one process looks at once; several processes may ask at the same time.
 */
export async function runtimeLibrary(toolchain: Toolchain, profile: Profile, env = process.env): Promise<string> {
  const folder = await folderOf(toolchain, profile, env);
  const known = building.get(folder);
  if (known !== undefined) return known;
  const made = make(folder, toolchain, profile);
  building.set(folder, made);
  made.catch(() => building.delete(folder));
  return made;
}

/** Whether the runtime is there already; to build it takes a minute or more. */
export async function hasRuntimeLibrary(toolchain: Toolchain, profile: Profile, env = process.env): Promise<boolean> {
  return exists(join(await folderOf(toolchain, profile, env), LIBRARY));
}

async function folderOf(toolchain: Toolchain, profile: Profile, env: NodeJS.ProcessEnv): Promise<string> {
  const asked = [toolchain.version, toolchain.target, ...FLAGS[profile]].join(" ");
  const hash = hashes.get(asked) ?? hashOf(runtimeSources(), asked);
  hashes.set(asked, hash);
  return join(dirname(rustCache(env)), "pyrt", `${await hash}-${profile}`);
}

async function make(folder: string, toolchain: Toolchain, profile: Profile): Promise<string> {
  const library = join(folder, LIBRARY);
  if (await exists(library)) return library;
  await mkdir(dirname(folder), { recursive: true });
  return await alone(`${folder}.lock`, async () => {
    if (await exists(library)) return library;
    const work = await mkdtemp(`${folder}.`);
    try {
      const output = join(work, LIBRARY);
      const args = ["--crate-type", "rlib", "--crate-name", "pyrt", "--cap-lints", "allow", ...FLAGS[profile]];
      await rustc(toolchain, [...args, join(runtimeSources(), "lib.rs"), "-o", output]);
      await rename(work, folder);
      return library;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

/** Runs the work while no other process does; a lock that its owner left behind is broken after two minutes. */
async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const taken = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (taken) break;
    const made = (await stat(lock).catch(() => undefined))?.mtimeMs ?? Date.now();
    const age = Date.now() - made;
    if (age > STALE_LOCK_MS) await rm(lock, { recursive: true, force: true });
    else await wait(POLL_MS);
  }
  const alive = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), STALE_LOCK_MS / 8);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    await rm(lock, { recursive: true, force: true });
  }
}

async function hashOf(sources: string, asked: string): Promise<string> {
  const hash = createHash("sha256").update(`${asked}\n`);
  const names = await readdir(sources, { recursive: true });
  for (const name of names.filter((name) => name.endsWith(".rs")).sort()) {
    hash.update(name).update(await readFile(join(sources, name)));
  }
  return hash.digest("hex").slice(0, 20);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
