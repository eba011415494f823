export { type BuildOptions, buildProgram } from "./build/build.js";
export {
  type CheckOptions,
  type CheckResult,
  type Counterexample,
  checkModule,
  runOriginal,
} from "./check/check-program.js";
export { type CommandHost, type CommandOptions, parseCommand, runCommand, USAGE } from "./command.js";
export { type Comparison, compareRuns, type Difference } from "./compare/compare.js";
export { casesOf, checkSource, withoutMain } from "./inputs/check-source.js";
export {
  type FileReport,
  type Finding,
  type PipelineOptions,
  type Stage,
  type Translator,
  translateProgram,
  type Verdict,
} from "./pipeline.js";
export { DEFAULT_LIMITS, type ProgramInput, type RunEnd, type RunLimits, type RunOutcome } from "./run/outcome.js";
export { findPython, type Python, type PythonProgram, runPython } from "./run/python.js";
export { runWasm } from "./run/wasm.js";
export { inputsBeside, programAt, pythonFiles } from "./sources.js";
export { type Profile, runtimeLibrary } from "./toolchain/runtime.js";
export { CompileError } from "./toolchain/rustc.js";
export { findToolchain, rustCache, type Toolchain, ToolchainMissing } from "./toolchain/toolchain.js";
