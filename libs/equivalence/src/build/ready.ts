import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Compiler, CompilerFailed, startCompiler } from "../toolchain/rustc.js";
import type { Toolchain } from "../toolchain/toolchain.js";

/** All that a compiler is told before its source. */
export interface Kind {
  readonly toolchain: Toolchain;
  readonly args: readonly string[];
  readonly name: string;
}

/** A build whose compiler has been started. */
export interface Begun {
  readonly kind: Kind;
  readonly compiler: Compiler;
  end(rust: string, signal?: AbortSignal): Promise<Buffer>;
}

/** Starts a compiler. */
export function begin(kind: Kind): Begun {
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
let ready: Begun | undefined;
let soon: NodeJS.Timeout | undefined;

/** The build that is ready, if it is of this kind. */
export function taken({ name }: Kind): Begun | undefined {
  clearTimeout(soon);
  if (ready?.kind.name !== name) return undefined;
  const found = ready;
  ready = undefined;
  return found;
}

/** Starts a compiler for the next program of this kind, once there is time and unless another is being built then. */
export function prepareSoon(kind: Kind, isBusy: () => boolean): void {
  clearTimeout(soon);
  soon = setTimeout(() => {
    if (isBusy() || ready?.kind.name === kind.name) return;
    ready?.compiler.close();
    ready = begin(kind);
  }, QUIET_MS).unref();
}
