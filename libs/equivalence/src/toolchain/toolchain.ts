import { execFile } from "node:child_process";
import { access, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const TARGETS = ["wasm32-wasip1", "wasm32-wasi"];
const OLDEST = [1, 63] as const;

/** A Rust compiler that can build for WASI. */
export interface Toolchain {
  readonly rustc: string;
  readonly version: string;
  readonly target: string;
  /** The linker to name, where the compiler does not find its own. */
  readonly linker?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** No compiler for WASI is to be had. `hint` is the next step. */
export class ToolchainMissing extends Error {
  readonly hint =
    "node scripts/rust.mjs (on Debian), or rustup target add wasm32-wasip1, or set TROUPE_RUSTC to a rustc that has it";

  constructor() {
    super("no Rust compiler with a WASI target was found");
    this.name = "ToolchainMissing";
  }
}

/** Folder of the unpacked compilers, one folder a version. */
export function rustCache(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "troupe", "rust");
}

/**
 * Finds a compiler: `TROUPE_RUSTC`, then the cache, then `PATH`, then Debian's own place. Throws ToolchainMissing
 * when none has a WASI target.
 */
export async function findToolchain(env: NodeJS.ProcessEnv = process.env): Promise<Toolchain> {
  const named = env.TROUPE_RUSTC;
  const unpacked = await unpackedIn(rustCache(env));
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = named
    ? [named]
    : [...unpacked, ...folders.map((folder) => join(folder, "rustc")), "/usr/bin/rustc"];
  for (const rustc of new Set(candidates)) {
    const found = await probe(rustc).catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new ToolchainMissing();
}

async function unpackedIn(cache: string): Promise<string[]> {
  const versions = await readdir(cache).catch(() => []);
  const whole = versions.filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  return whole.sort().map((name) => join(cache, name, "usr/bin/rustc"));
}

async function probe(rustc: string): Promise<Toolchain | undefined> {
  await access(rustc);
  const prefix = join(rustc, "../../..");
  const libraries = join(prefix, "usr/lib/x86_64-linux-gnu");
  const isUnpacked = prefix !== "/" && (await exists(libraries));
  const env: Record<string, string> = isUnpacked ? { LD_LIBRARY_PATH: libraries } : {};
  const ask = async (...args: string[]) => (await run(rustc, args, { env: { ...process.env, ...env } })).stdout.trim();
  const [said, sysroot] = await Promise.all([ask("--version"), ask("--print", "sysroot")]);
  const version = /(\d+)\.(\d+)\.\d+/.exec(said);
  if (version === null || !isNewEnough(Number(version[1]), Number(version[2]))) return undefined;
  for (const target of TARGETS) {
    if (!(await exists(join(sysroot, "lib/rustlib", target, "lib")))) continue;
    const linker = await linkerFor(prefix, isUnpacked);
    return { rustc, version: version[0], target, env, ...(linker !== undefined && { linker }) };
  }
  return undefined;
}

function isNewEnough(major: number, minor: number): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** An unpacked compiler links with the linker unpacked beside it; an installed one knows its own. */
async function linkerFor(prefix: string, isUnpacked: boolean): Promise<string | undefined> {
  if (!isUnpacked) return undefined;
  const names = await readdir(join(prefix, "usr/lib")).catch(() => []);
  for (const name of names.filter((name) => name.startsWith("llvm-"))) {
    const linker = join(prefix, "usr/lib", name, "bin/wasm-ld");
    if (await exists(linker)) return linker;
  }
  return undefined;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
