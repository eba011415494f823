import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { CliContext } from "../context.js";
import { loadTranslation, NOT_INSTALLED } from "../translation.js";
import type { Check } from "./check.js";

const DEBIAN_RUST = "apt-get install --no-install-recommends rustc libstd-rust-dev-wasm32 lld";

/** What `troupe translate` needs: a Rust compiler with a WASI target, and Python. The platform needs neither. */
export async function checkTranslation({ env }: Pick<CliContext, "env">): Promise<Check[]> {
  const translation = await loadTranslation();
  if (translation === undefined) {
    return [{ name: "translation", state: "warn", detail: "not installed", fix: NOT_INSTALLED }];
  }
  const { findPython, findToolchain } = translation.equivalence;
  const [rust, python] = await Promise.all([findToolchain(env).catch(() => undefined), findPython(env)]);
  const has = (program: string): Promise<boolean> => isOnPath(program, env.PATH ?? "");
  return [
    rust === undefined
      ? { name: "Rust for WASI", state: "warn", detail: "none: nothing can be translated", fix: await rustFix(has) }
      : { name: "Rust for WASI", state: "ok", detail: `${rust.version}, ${rust.target} (${rust.rustc})` },
    python === undefined
      ? { name: "Python", state: "warn", detail: "none of 3.11: nothing can be translated", fix: await pythonFix(has) }
      : { name: "Python", state: "ok", detail: `${python.version} (${python.path})` },
  ];
}

type Has = (program: string) => Promise<boolean>;

async function rustFix(has: Has): Promise<string> {
  if (await has("rustup")) return "rustup target add wasm32-wasip1";
  return (await has("apt-get")) ? DEBIAN_RUST : "install rustup, then: rustup target add wasm32-wasip1";
}

const pythonFix = async (has: Has): Promise<string> =>
  (await has("apt-get"))
    ? "apt-get install python3"
    : (await has("brew"))
      ? "brew install python@3.11"
      : "install Python 3.11";

async function isOnPath(program: string, path: string): Promise<boolean> {
  const places = path.split(delimiter).filter((folder) => folder !== "");
  const found = await Promise.allSettled(places.map((folder) => access(join(folder, program))));
  return found.some(({ status }) => status === "fulfilled");
}
