import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Profile, runtimeLibrary } from "../toolchain/runtime.js";
import { type Compiler, CompilerFailed, linkArgs, startCompiler } from "../toolchain/rustc.js";
import type { Toolchain } from "../toolchain/toolchain.js";

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

/** Builds the Rust of a whole program to a WASI module. Throws CompileError when the compiler does not take it. */
export async function buildProgram(rust: string, toolchain: Toolchain, options: BuildOptions = {}): Promise<Buffer> {
  const kind = await kindOf(toolchain, options);
  underWay += 1;
  try {
    return (await built(taken(kind), rust, options.signal)) ?? (await begin(kind).end(rust, options.signal));
  } finally {
    underWay -= 1;
    if (options.keepsReady) prepareSoon(kind);
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

/** All that a compiler is told before its source. */
interface Kind {
  readonly toolchain: Toolchain;
  readonly args: readonly string[];
  readonly name: string;
}

async function kindOf(toolchain: Toolchain, { profile = "debug", fast, memoryBytes }: BuildOptions): Promise<Kind> {
  const library = await runtimeLibrary(toolchain, profile);
  const optimise = profile === "debug" && fast ? FAST : OPTIMISE[profile];
  const linking = linkArgs(memoryBytes ?? 256 << 20);
  const args = ["--crate-name", "program", ...optimise, ...linking, ...UNWARNED, "--extern", `pyrt=${library}`, "-"];
  return { toolchain, args, name: [toolchain.rustc, ...args].join(" ") };
}

/** A build whose compiler has been started. */
interface Begun {
  readonly kind: Kind;
  readonly compiler: Compiler;
  end(rust: string, signal?: AbortSignal): Promise<Buffer>;
}

function begin(kind: Kind): Begun {
  const work = join(tmpdir(), `troupe-build-${randomUUID()}`);
  const output = join(work, "main.wasm");
  const compiler = startCompiler(kind.toolchain, [...kind.args, "-o", output]);
  const end = async (rust: string, signal?: AbortSignal): Promise<Buffer> => {
    try {
      await mkdir(work, { mode: 0o700 });
      await compiler.compile(rust, signal);
      return await readFile(output);
    } catch (error) {
      compiler.close();
      throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? new CompilerFailed("no-space", error) : error;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  };
  return { kind, compiler, end };
}

/** Started when nothing else has been built for so long: its start shall cost nobody time. */
const QUIET_MS = 100;
let underWay = 0;
let ready: Begun | undefined;
let soon: NodeJS.Timeout | undefined;

/** The build that is ready, if it is of this kind. */
function taken({ name }: Kind): Begun | undefined {
  clearTimeout(soon);
  if (ready?.kind.name !== name) return undefined;
  const found = ready;
  ready = undefined;
  return found;
}

function prepareSoon(kind: Kind): void {
  clearTimeout(soon);
  soon = setTimeout(() => {
    if (underWay > 0 || ready?.kind.name === kind.name) return;
    ready?.compiler.close();
    ready = begin(kind);
  }, QUIET_MS).unref();
}
