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

const STACK_BYTES = 64 * 1024 * 1024;

/** Options every piece of a program is built with: pieces built with others do not fit together. */
export function targetArgs(toolchain: Toolchain): string[] {
  const linker = toolchain.linker === undefined ? [] : ["-C", `linker=${toolchain.linker}`];
  return ["--edition", "2021", "--target", toolchain.target, "-C", "panic=abort", ...linker];
}

/** Options of the last step: the stack a program gets, and the memory it may grow to. */
export function linkArgs(memoryBytes: number): string[] {
  return ["-C", "strip=symbols", `-Clink-arg=-zstack-size=${STACK_BYTES}`, `-Clink-arg=--max-memory=${memoryBytes}`];
}

/** Runs the compiler. Throws CompileError with all it said. */
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
