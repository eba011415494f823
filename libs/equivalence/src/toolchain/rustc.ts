import { execFile } from "node:child_process";
import type { Toolchain } from "./toolchain.js";

/** What the compiler said of a source that it does not take. */
export class CompileError extends Error {
  readonly output: string;

  constructor(output: string) {
    super(firstError(output));
    this.name = "CompileError";
    this.output = output;
  }
}

/** The compiler could not do its work: it was killed, is gone, or has no room. Says nothing of the source; another try may. */
export class CompilerFailed extends Error {
  readonly reason: "killed" | "missing" | "no-space";

  constructor(reason: CompilerFailed["reason"], cause: unknown) {
    const said = { killed: "was killed", missing: "cannot be started", "no-space": "ran out of disk" };
    super(`the Rust compiler ${said[reason]}`, { cause });
    this.name = "CompilerFailed";
    this.reason = reason;
  }
}

const STACK_BYTES = 64 * 1024 * 1024;
/** What a program starts with, its stack included: growing is slow, and pages that are not touched cost nothing. */
const FIRST_BYTES = 128 * 1024 * 1024;

/** Options every piece of a program is built with: pieces built with others do not fit together. */
export function targetArgs(toolchain: Toolchain): string[] {
  const linker = toolchain.linker === undefined ? [] : ["-C", `linker=${toolchain.linker}`];
  return ["--edition", "2021", "--target", toolchain.target, "-C", "panic=abort", ...linker];
}

/** Options of the last step: the stack a program gets, and the memory it may grow to. */
export function linkArgs(memoryBytes: number): string[] {
  const memory = [`--initial-memory=${Math.min(FIRST_BYTES, memoryBytes)}`, `--max-memory=${memoryBytes}`];
  // For a module so small threads take the linker longer to start than they spare.
  const own = [`-zstack-size=${STACK_BYTES}`, "--threads=1", ...memory];
  return ["-C", "strip=symbols", ...own.map((arg) => `-Clink-arg=${arg}`)];
}

/** Runs the compiler. Throws CompileError with all it said, CompilerFailed where it is not the source's fault. */
export function rustc(toolchain: Toolchain, args: string[], options: { signal?: AbortSignal } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const settings = {
      env: { ...process.env, ...toolchain.env, RUSTC_BOOTSTRAP: "", LC_ALL: "C" },
      maxBuffer: 16 << 20,
      ...(options.signal && { signal: options.signal }),
    };
    execFile(toolchain.rustc, [...targetArgs(toolchain), ...args], settings, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else if (error.name === "AbortError") reject(error);
      else if (error.code === "ENOENT" || error.code === "EACCES") reject(new CompilerFailed("missing", error));
      else if (error.signal) reject(new CompilerFailed("killed", error));
      else if (/No space left on device|os error 28\b/.test(stderr)) reject(new CompilerFailed("no-space", error));
      else reject(new CompileError(stderr.trim() === "" ? error.message : stderr));
    });
  });
}

function firstError(output: string): string {
  const lines = output.split("\n");
  const at = lines.findIndex((line) => line.startsWith("error"));
  if (at < 0) return lines[0] ?? "the compiler failed";
  const place = lines.slice(at + 1, at + 4).find((line) => line.includes("-->"));
  return place === undefined ? (lines[at] ?? "") : `${lines[at]} (${place.replace(/.*--> */, "")})`;
}
