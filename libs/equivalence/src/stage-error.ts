import { type CompileError, CompilerFailed } from "./toolchain/rustc.js";
import { ToolchainMissing } from "./toolchain/toolchain.js";

export const STAGES = ["ingest", "analysis", "specification", "transpilation", "build", "test", "packaging"] as const;
export type StageName = (typeof STAGES)[number];

/** Why a stage came to nothing, as data. */
export interface StageError {
  stage: StageName;
  /** What kind of failure: `syntax`, `unsupported`, `compile`, `toolchain-missing`, … */
  type: string;
  message: string;
  /** Where in the program; null where it is not the program's. */
  location: { file: string; line: number; column: number } | null;
  context: Record<string, unknown>;
  /** Whether the same file may pass later, on this machine or another. */
  recoverable: boolean;
}

/** What a machine's failure is called, and what mends it; undefined where the error is none of those. */
export function machineError(stage: StageName, error: unknown): StageError | undefined {
  const said = { stage, location: null, recoverable: true };
  if (error instanceof ToolchainMissing) {
    return { ...said, type: "toolchain-missing", message: error.message, context: { hint: error.hint } };
  }
  if (error instanceof CompilerFailed) {
    return { ...said, type: `compiler-${error.reason}`, message: error.message, context: {} };
  }
  return undefined;
}

/** A compiler's no to generated Rust: a fault of the translation, not of the program. */
export function compileError(error: CompileError, file: string): StageError {
  return {
    stage: "build",
    type: "compile",
    message: error.message,
    location: { file, line: 1, column: 1 },
    context: { output: error.output.slice(0, 4000) },
    recoverable: false,
  };
}
