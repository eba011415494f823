import { type ExecFileException, execFile } from "node:child_process";
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

/** A compiler that runs already, and waits for its source. */
export interface Compiler {
  /** Throws CompileError with all it said, CompilerFailed where it is not the source's fault. */
  compile(source: string, signal?: AbortSignal): Promise<void>;
  /** Ends it without a source. */
  close(): void;
}

/**
 * Starts a compiler that reads its source from its input, where `args` name `-` for it. It keeps no process alive while
 * it waits.
 */
export function startCompiler(toolchain: Toolchain, args: readonly string[]): Compiler {
  const stop = new AbortController();
  const { child, ended } = started(toolchain, args, stop.signal);
  const handles = [child, child.stdin, child.stdout, child.stderr] as (Handle | null)[];
  for (const handle of handles) handle?.unref?.();
  return {
    async compile(source, signal) {
      for (const handle of handles) handle?.ref?.();
      const abort = (): void => stop.abort(signal?.reason);
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort, { once: true });
      child.stdin?.end(source);
      await ended.finally(() => signal?.removeEventListener("abort", abort));
    },
    close: () => stop.abort(),
  };
}

function started(toolchain: Toolchain, args: readonly string[], signal: AbortSignal) {
  const env = { ...process.env, ...toolchain.env, RUSTC_BOOTSTRAP: "", LC_ALL: "C" };
  const settings = { env, maxBuffer: 16 << 20, signal };
  let end: (fault?: Error) => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = (fault) => (fault === undefined ? resolve() : reject(fault));
  });
  // Nobody may ask how one ended that was never used.
  ended.catch(() => {});
  const child = execFile(toolchain.rustc, [...targetArgs(toolchain), ...args], settings, (error, _stdout, stderr) =>
    end(error === null ? undefined : faultOf(error, stderr.replaceAll(STDIN_NAME, "main.rs"))),
  );
  // A compiler that ended early reads no more; how it ended says why.
  child.stdin?.on("error", () => {});
  return { child, ended };
}

/** Something that keeps the process alive, unless told not to. */
type Handle = { ref?: () => unknown; unref?: () => unknown };

/** What the compiler calls a source that it read from its input. */
const STDIN_NAME = "<anon>";

/** Runs the compiler on files. Throws as {@link Compiler.compile}. */
export const rustc = (toolchain: Toolchain, args: readonly string[]): Promise<void> =>
  startCompiler(toolchain, args).compile("");

function faultOf(error: ExecFileException, stderr: string): Error {
  if (error.name === "AbortError") return error;
  if (error.code === "ENOENT" || error.code === "EACCES") return new CompilerFailed("missing", error);
  if (error.signal) return new CompilerFailed("killed", error);
  if (/No space left on device|os error 28\b/.test(stderr)) return new CompilerFailed("no-space", error);
  return new CompileError(stderr.trim() === "" ? error.message : stderr);
}

function firstError(output: string): string {
  const lines = output.split("\n");
  const at = lines.findIndex((line) => line.startsWith("error"));
  if (at < 0) return lines[0] ?? "the compiler failed";
  const place = lines.slice(at + 1, at + 4).find((line) => line.includes("-->"));
  return place === undefined ? (lines[at] ?? "") : `${lines[at]} (${place.replace(/.*--> */, "")})`;
}
