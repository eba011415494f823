import { findPython, findToolchain, type Python, type Toolchain } from "@troupe/equivalence";
import { StageFailure } from "./stage-worker.js";

let compiler: Promise<Toolchain> | undefined;
let interpreter: Promise<Python | undefined> | undefined;

/** The compiler of this machine; looked for until one was found. Throws ToolchainMissing. */
export function theCompiler(): Promise<Toolchain> {
  compiler ??= findToolchain();
  compiler.catch(() => {
    compiler = undefined;
  });
  return compiler;
}

/** The interpreter of this machine; looked for until one was found. Throws StageFailure. */
export async function theInterpreter(): Promise<Python> {
  interpreter ??= findPython();
  const python = await interpreter;
  if (python !== undefined) return python;
  interpreter = undefined;
  throw new StageFailure(
    {
      stage: "test",
      type: "toolchain-missing",
      message: "no Python 3.11 was found",
      location: null,
      context: { hint: "install python3.11, or set TROUPE_PYTHON" },
      recoverable: true,
    },
    "failed",
    [],
  );
}
