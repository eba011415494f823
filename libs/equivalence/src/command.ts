import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { CommandFault, type Gathered, gatherPrograms } from "./intake/gather.js";
import type { CommandOptions } from "./options.js";
import { readyFolder } from "./output/folder.js";
import { keepAll, keepOne } from "./output/keep.js";
import { humanLine, jsonLine } from "./output/lines.js";
import { type FileReport, findingOf, type PipelineOptions, type Stage, translateProgram } from "./pipeline.js";
import type { Progress } from "./progress/progress.js";
import { type Proposer, translateWithRepair } from "./repair/repair.js";
import { entryOf, type ReportEntry, reportOf } from "./report/report.js";
import { hasRuntimeLibrary } from "./toolchain/runtime.js";
import { functionVerdicts } from "./verdict.js";

export interface CommandHost extends Omit<PipelineOptions, "onStage"> {
  cwd: string;
  /** A line for standard output. */
  say(line: string): void;
  progress: Progress;
  /** The model that `--repair` asks. */
  proposer?: Proposer | undefined;
}

/**
 * Translates the programs of the paths, two at a time. Resolves to the exit status: 0 only if every program is equal.
 * Throws CommandFault where a path is wrong.
 */
export async function runCommand(given: CommandOptions, host: CommandHost): Promise<number> {
  if (given.repair && host.proposer === undefined)
    throw new CommandFault("--repair wants OPENAI_API_KEY or OPENAI_BASE_URL");
  const started = performance.now();
  const out = given.out === undefined ? undefined : resolve(host.cwd, given.out);
  const found = await gatherPrograms(given.paths, host.cwd);
  if (out !== undefined) await readyFolder(out, given.out ?? out);
  const entries: ReportEntry[] = [];
  const waiting = [...found];
  host.progress.begin(found.length);
  if (!(await hasRuntimeLibrary(host.toolchain, given.release ? "release" : "debug")))
    host.progress.note("the runtime library is built first, once: this takes a minute or two");
  const work = async () => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      const report = await translateFound(each, given, host);
      const kept = out === undefined ? {} : await keepOne(out, each, report, given.package);
      const entry = {
        ...entryOf(report, each.shown, each.program.files[each.program.main], modulesOf(each)),
        ...kept.entry,
      };
      entries[found.indexOf(each)] = entry;
      const line = given.json ? jsonLine(entry, kept.wasm) : humanLine(entry);
      host.progress.done(each.shown);
      host.progress.around(() => host.say(line));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  } finally {
    host.progress.end();
  }
  const title = given.paths.length === 1 ? (given.paths[0] ?? "") : `${found.length} programs`;
  const report = reportOf(title, new Date(), performance.now() - started, entries);
  if (out !== undefined) await keepAll(out, report);
  if (!given.json)
    host.say(
      `${report.totals.equal} of ${found.length} equal${out === undefined ? "" : `, see ${given.out}/report.html`}`,
    );
  return found.length > 0 && report.totals.equal === found.length ? 0 : 1;
}

const modulesOf = ({ program: { main, files } }: Gathered): string[] =>
  Object.keys(files).filter((name) => name !== main);

async function translateFound(found: Gathered, command: CommandOptions, host: CommandHost): Promise<FileReport> {
  const { program, inputs, shown, fault } = found;
  if (fault === undefined) {
    const options: PipelineOptions = {
      ...host,
      mutants: command.mutants,
      build: { ...host.build, profile: command.release ? "release" : "debug" },
      onStage: (_file: string, stage: Stage) => stage !== "done" && host.progress.at(shown, stage),
    };
    const { proposer } = host;
    if (!command.repair || proposer === undefined) return translateProgram(program, inputs, options);
    return translateWithRepair(program, inputs, options, { proposer });
  }
  const finding = findingOf(fault, program.main);
  return {
    file: program.main,
    verdict: fault.type === "encoding" ? "unsupported" : "failed",
    cases: 0,
    diagnostics: [fault.type === "encoding" ? { ...finding, code: "syntax" } : finding],
    functions: functionVerdicts(program.files[program.main] ?? "", undefined, false),
    error: fault,
    timings: { translateMs: 0, buildMs: 0, testMs: 0, totalMs: 0 },
  };
}
