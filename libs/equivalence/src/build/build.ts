import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Profile, runtimeLibrary } from "../toolchain/runtime.js";
import { CompilerFailed, linkArgs, rustc } from "../toolchain/rustc.js";
import type { Toolchain } from "../toolchain/toolchain.js";

export interface BuildOptions {
  profile?: Profile;
  /** Whether a debug build is optimised for speed: for programs that run long. */
  fast?: boolean;
  /** What the module may grow to. Default 256 MiB. */
  memoryBytes?: number;
  signal?: AbortSignal;
}

const OPTIMISE: Record<Profile, string[]> = {
  debug: ["-C", "opt-level=0", "-C", "codegen-units=4"],
  release: ["-C", "opt-level=3", "-C", "codegen-units=1"],
};

const FAST = ["-C", "opt-level=2", "-C", "codegen-units=2"];

/** What is odd in generated code is nothing to people; what cannot be meant, as a constant that does not fit, stays an error. */
const QUIET = ["-A", "warnings"];

/** Builds the Rust of a whole program to a WASI module. Throws CompileError when the compiler does not take it. */
export async function buildProgram(rust: string, toolchain: Toolchain, options: BuildOptions = {}): Promise<Buffer> {
  const profile = options.profile ?? "debug";
  const library = await runtimeLibrary(toolchain, profile);
  const work = await mkdtemp(join(tmpdir(), "troupe-build-")).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOSPC" ? new CompilerFailed("no-space", error) : error;
  });
  try {
    const source = join(work, "main.rs");
    const output = join(work, "main.wasm");
    await writeFile(source, rust);
    const optimise = profile === "debug" && options.fast ? FAST : OPTIMISE[profile];
    const args = [...optimise, ...linkArgs(options.memoryBytes ?? 256 << 20), ...QUIET];
    await rustc(
      toolchain,
      ["--crate-name", "program", ...args, "--extern", `pyrt=${library}`, source, "-o", output],
      options.signal ? { signal: options.signal } : {},
    );
    return await readFile(output);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw new CompilerFailed("no-space", error);
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
