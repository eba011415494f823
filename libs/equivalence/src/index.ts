export { type BuildOptions, buildProgram } from "./build/build.js";
export { checkFunctions, type FunctionCheck, type FunctionResult } from "./check/check-functions.js";
export {
  type CheckOptions,
  type CheckResult,
  type Counterexample,
  checkModule,
  runOriginal,
} from "./check/check-program.js";
export { type CommandHost, runCommand } from "./command.js";
export { type Comparison, compareRuns, type Difference } from "./compare/compare.js";
export { type Mutant, mutantsOf } from "./faults/mutants.js";
export { measureStrength, type Strength, type StrengthOptions } from "./faults/strength.js";
export { casesOf, checkSource, withoutMain } from "./inputs/check-source.js";
export { functionsOf } from "./inputs/tree.js";
export {
  ARCHIVE_LIMITS,
  ArchiveRefused,
  isArchive,
  pathFault,
  readArchive,
  type SourceFile,
} from "./intake/archive.js";
export { programAt } from "./intake/disk.js";
export { CommandFault, type Gathered, gatherPrograms } from "./intake/gather.js";
export { type Found, programsOn, type Shelf, shelfOf } from "./intake/programs.js";
export { sourceText } from "./intake/text.js";
export { type CommandOptions, HELP, parseCommand, USAGE } from "./options.js";
export { readyFolder } from "./output/folder.js";
export { humanLine, jsonLine } from "./output/lines.js";
export { type Package, type Packaged, packageProgram } from "./package/package.js";
export {
  type FileReport,
  type Finding,
  findingOf,
  LONG_RUN_MS,
  type PipelineOptions,
  refusalOf,
  type Stage,
  type Translator,
  translateProgram,
  type Verdict,
} from "./pipeline.js";
export { type Progress, printable, progressOn, type Screen } from "./progress/progress.js";
export { type ModelSettings, openaiProposer, proposerFrom } from "./repair/openai.js";
export { type Proposer, type RepairOptions, translateWithRepair } from "./repair/repair.js";
export { reportHtml } from "./report/html.js";
export { entryOf, type Report, type ReportEntry, reportOf } from "./report/report.js";
export { DEFAULT_LIMITS, type ProgramInput, type RunEnd, type RunLimits, type RunOutcome } from "./run/outcome.js";
export { findPython, type Python, type PythonProgram, runPython } from "./run/python.js";
export { runWasm, type Standby, standby } from "./run/wasm.js";
export { inputsBeside, pythonFilesIn } from "./sources.js";
export { compileError, machineError, STAGES, type StageError, type StageName } from "./stage-error.js";
export { type Profile, runtimeLibrary } from "./toolchain/runtime.js";
export { CompileError, CompilerFailed } from "./toolchain/rustc.js";
export { findToolchain, rustCache, type Toolchain, ToolchainMissing } from "./toolchain/toolchain.js";
export { type FunctionVerdict, functionVerdicts, joinedVerdict, unchecked } from "./verdict.js";
