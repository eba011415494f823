import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { findMirror, hasApt } from "../libs/bus/setup/debian.mjs";

const run = promisify(execFile);
const VERSION = "1.63.0";
const SUITE = "bookworm";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
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
    await fetchPackages(mirror, work, log);
    const tree = join(work, "tree");
    for (const name of (await readdir(work)).filter((name) => name.endsWith(".deb"))) {
      await run("dpkg", ["-x", join(work, name), tree]);
    }
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

/** Downloads with an apt state of its own: the system's lists and packages are not touched. */
async function fetchPackages(mirror, work, log) {
  const state = { lists: join(work, "lists"), cache: join(work, "cache"), parts: join(work, "parts") };
  for (const folder of [join(state.lists, "partial"), join(state.cache, "archives/partial"), state.parts]) {
    await mkdir(folder, { recursive: true });
  }
  const source = join(work, "debian.sources");
  const signed = existsSync(KEYRING) ? `Signed-By: ${KEYRING}\n` : "";
  await writeFile(source, `Types: deb\nURIs: ${mirror}\nSuites: ${SUITE}\nComponents: main\n${signed}`);
  const settings = {
    "Dir::State::Lists": state.lists,
    "Dir::Cache": state.cache,
    "Dir::Etc::SourceList": source,
    "Dir::Etc::SourceParts": state.parts,
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": state.parts,
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const child = { cwd: work, env: { ...process.env, LC_ALL: "C" }, timeout: 300_000, maxBuffer: 16 << 20 };
  log(`fetching a Rust compiler for WASI from Debian ${SUITE} (about 120 MB, once)`);
  await run("apt-get", [...options, "-qq", "update"], child);
  await run("apt-get", [...options, "-qq", "download", ...PACKAGES], child);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = await ensureRust();
  console.log(describeRust(found));
  process.exitCode = "unavailable" in found ? 1 : 0;
}
