import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { downloadPackages, findMirror, hasApt } from "../libs/bus/setup/debian.mjs";

const run = promisify(execFile);
const VERSION = "1.63.0";
const SUITE = "bookworm";
/** The compiler, its linker for WebAssembly, and the libraries they load that a system may lack or have newer. */
const PACKAGES = [
  "rustc",
  "libstd-rust-1.63",
  "libstd-rust-dev-wasm32",
  "lld-14",
  "libllvm14",
  "libz3-4",
  "libedit2",
  "libbsd0",
  "libmd0",
  "libffi8",
  "libtinfo6",
  "libxml2",
  "libicu72",
  "liblzma5",
];

/**
 * Sees that a Rust compiler for WASI is to be had. One that is installed is used; else, on Debian, the distribution's
 * packages are unpacked into the cache, and nothing is installed beside another toolchain. The runtime of translated
 * programs is built for it, once. Resolves to
 * `{ toolchain }`, or to `{ unavailable }` with the reason and the next step. The packages must be built.
 */
export async function ensureRust({ env = process.env, log = console.log } = {}) {
  const { findToolchain, runtimeLibrary } = await import("../libs/equivalence/dist/index.js");
  const found = await findToolchain(env).catch(() => undefined);
  const obstacle = found === undefined ? await unpack(env, log) : undefined;
  if (obstacle !== undefined) return { unavailable: `${obstacle}; ${NEXT_STEP}` };
  try {
    const toolchain = found ?? (await findToolchain(env));
    await runtimeLibrary(toolchain, "debug", env);
    return { toolchain };
  } catch (error) {
    return { unavailable: `the compiler does not build the runtime here (${error.message}); ${NEXT_STEP}` };
  }
}

/** One line that says what was found, for people. */
export function describeRust(found) {
  if ("unavailable" in found) return `Rust for WASI: none, tests that need it are skipped (${found.unavailable})`;
  return `Rust for WASI: ${found.toolchain.version}, ${found.toolchain.rustc}`;
}

const NEXT_STEP = "rustup target add wasm32-wasip1, or set TROUPE_RUSTC to a rustc with a WASI target";

/** Unpacks the packages into the cache, whole or not at all. Resolves to why it could not be done, or to undefined. */
async function unpack(env, log) {
  const mirror = process.arch === "x64" && (await hasApt()) ? await findMirror() : undefined;
  if (mirror === undefined) return "this system has no Debian mirror to take a Rust compiler from";
  const cache = join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "troupe", "rust");
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, ".fetch-"));
  try {
    log(`fetching a Rust compiler for WASI from Debian ${SUITE} (about 120 MB, once)`);
    const archives = await downloadPackages({ mirror, suite: SUITE, packages: PACKAGES, work, timeoutMs: 300_000 });
    const tree = join(work, "tree");
    for (const archive of archives) await run("dpkg", ["-x", archive, tree]);
    await rm(join(tree, "usr/bin/rustdoc"), { force: true });
    await rm(join(tree, "usr/share"), { recursive: true, force: true });
    await rm(join(tree, "usr/lib/rustlib/wasm32-unknown-unknown"), { recursive: true, force: true });
    const home = join(cache, VERSION);
    await rename(tree, home).catch((error) => {
      if (!existsSync(join(home, "usr/bin/rustc"))) throw error;
    });
    return undefined;
  } catch (error) {
    const said = String(error.stderr || error.message).trim();
    return `a Rust compiler could not be fetched: ${said.split("\n").slice(-2).join(" ").slice(0, 300)}`;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = await ensureRust();
  console.log(describeRust(found));
  process.exitCode = "unavailable" in found ? 1 : 0;
}
