import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type FileReport, type PipelineOptions, type Stage, translateProgram } from "./pipeline.js";
import { inputsBeside, programAt, pythonFiles } from "./sources.js";

export const USAGE = "npm run -s translate -- PATH… [--out DIR] [--json] [--release]";

export interface CommandOptions {
  paths: string[];
  out: string | undefined;
  json: boolean;
  release: boolean;
}

/** Reads the command's words. Throws with what is wrong in them. */
export function parseCommand(words: string[]): CommandOptions {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      json: { type: "boolean", default: false },
      release: { type: "boolean", default: false },
    },
  });
  if (positionals.length === 0) throw new Error("name a Python file or a folder");
  return { paths: positionals, out: values.out, json: values.json, release: values.release };
}

export interface CommandHost extends Omit<PipelineOptions, "onStage"> {
  cwd: string;
  /** A line for standard output. */
  say(line: string): void;
  /** What is going on, for people who wait. */
  progress(line: string): void;
}

/** Translates the files of the paths, two at a time. Resolves to the exit status: 0 only if every file is equal. */
export async function runCommand(given: CommandOptions, host: CommandHost): Promise<number> {
  const out = given.out === undefined ? undefined : resolve(host.cwd, given.out);
  const command = { ...given, out };
  const files = await pythonFiles(command.paths.map((path) => resolve(host.cwd, path)));
  if (command.out !== undefined) await mkdir(command.out, { recursive: true });
  const reports: FileReport[] = [];
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const report = await translateFile(file, command, host);
      reports.push(report);
      host.say(command.json ? jsonLine(report, host.cwd, command) : humanLine(report, host.cwd));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  const equal = reports.filter((report) => report.verdict === "equal").length;
  if (!command.json) host.say(`${equal} of ${files.length} equal`);
  return files.length > 0 && equal === files.length ? 0 : 1;
}

async function translateFile(file: string, command: CommandOptions, host: CommandHost): Promise<FileReport> {
  const name = basename(file);
  const shown = relative(host.cwd, file);
  const program = await programAt(file);
  if (program === undefined) return notText(file);
  const report = await translateProgram(program, await inputsBeside(file), {
    ...host,
    build: { ...host.build, profile: command.release ? "release" : "debug" },
    onStage: (_file: string, stage: Stage) => host.progress(`${shown}: ${stage}`),
  });
  if (command.out !== undefined && report.rust !== undefined) {
    const stem = join(command.out, name.replace(/\.py$/, ""));
    await writeFile(`${stem}.rs`, report.rust);
    if (report.wasm !== undefined) await writeFile(`${stem}.wasm`, report.wasm);
  }
  return { ...report, file };
}

function notText(file: string): FileReport {
  const place = { file: basename(file), line: 1, column: 1, construct: "source" };
  const message = "the file is no UTF-8 text of at most 10 MiB";
  return {
    file,
    verdict: "unsupported",
    cases: 0,
    diagnostics: [{ severity: "error", code: "syntax", ...place, message, suggestion: "save it as UTF-8" }],
    timings: { translateMs: 0, buildMs: 0, testMs: 0, totalMs: 0 },
  };
}

function jsonLine(report: FileReport, cwd: string, command: CommandOptions): string {
  const { file, verdict, cases, counterexample, diagnostics, timings, wasm } = report;
  const path = wasm && command.out && join(command.out, basename(file).replace(/\.py$/, ".wasm"));
  const round = Object.fromEntries(Object.entries(timings).map(([name, ms]) => [name, Math.round(ms * 10) / 10]));
  return JSON.stringify({
    file: relative(cwd, file),
    verdict,
    cases,
    ...(counterexample && { counterexample }),
    diagnostics,
    timings: round,
    ...(path !== undefined && { wasm: path }),
  });
}

function humanLine(report: FileReport, cwd: string): string {
  const lines = [
    `${report.verdict.padEnd(12)} ${relative(cwd, report.file)} (${report.cases} ${report.cases === 1 ? "input" : "inputs"}, ${(report.timings.totalMs / 1000).toFixed(1)} s)`,
  ];
  for (const found of report.diagnostics) {
    lines.push(`  ${found.line}:${found.column} ${found.message}`);
    if (found.suggestion !== undefined) lines.push(`    ${found.suggestion}`);
  }
  const { comparison, input } = report.counterexample ?? {};
  if (comparison?.result === "different") {
    const { what, expected, actual } = comparison.difference;
    lines.push(`  ${what} with input ${JSON.stringify(input)}`, `    Python: ${expected}`, `    module: ${actual}`);
  } else if (comparison !== undefined) {
    lines.push(`  ${comparison.reason}`);
  }
  return lines.join("\n");
}
