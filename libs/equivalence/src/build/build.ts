import { type Profile, runtimeLibrary } from "../toolchain/runtime.js";
import { CompilerFailed, linkArgs } from "../toolchain/rustc.js";
import type { Toolchain } from "../toolchain/toolchain.js";
import { type Begun, begin, type Kind, prepareSoon, taken } from "./ready.js";

export interface BuildOptions {
  profile?: Profile;
  /** Whether a debug build is optimised for speed: for programs that run long. */
  fast?: boolean;
  /** What the module may grow to. Default 256 MiB. */
  memoryBytes?: number;
  signal?: AbortSignal;
  /** Whether a compiler is to wait for the next program of this kind: a process of 60 MB, for whoever builds again and again. */
  keepsReady?: boolean;
}

const OPTIMISE: Record<Profile, string[]> = {
  debug: ["-C", "opt-level=0", "-C", "codegen-units=4"],
  release: ["-C", "opt-level=3", "-C", "codegen-units=1"],
};

const FAST = ["-C", "opt-level=2", "-C", "codegen-units=2"];

/** What is odd in generated code is nothing to people; what cannot be meant, as a constant that does not fit, stays an error. */
const UNWARNED = ["-A", "warnings"];

let underWay = 0;

/** Builds the Rust of a whole program to a WASI module. Throws CompileError when the compiler does not take it. */
export async function buildProgram(rust: string, toolchain: Toolchain, options: BuildOptions = {}): Promise<Buffer> {
  const kind = await kindOf(toolchain, options);
  underWay += 1;
  try {
    return (await built(taken(kind), rust, options.signal)) ?? (await begin(kind).end(rust, options.signal));
  } finally {
    underWay -= 1;
    if (options.keepsReady) prepareSoon(kind, () => underWay > 0);
  }
}

/** What a compiler that waited makes of a program; undefined where there is none, or it was killed while it waited. */
async function built(waited: Begun | undefined, rust: string, signal?: AbortSignal): Promise<Buffer | undefined> {
  try {
    return await waited?.end(rust, signal);
  } catch (error) {
    if (error instanceof CompilerFailed) return undefined;
    throw error;
  }
}

async function kindOf(toolchain: Toolchain, { profile = "debug", fast, memoryBytes }: BuildOptions): Promise<Kind> {
  const library = await runtimeLibrary(toolchain, profile);
  const optimise = profile === "debug" && fast ? FAST : OPTIMISE[profile];
  const linking = linkArgs(memoryBytes ?? 256 << 20);
  const args = ["--crate-name", "program", ...optimise, ...linking, ...UNWARNED, "--extern", `pyrt=${library}`, "-"];
  return { toolchain, args, name: [toolchain.rustc, ...args].join(" ") };
}
