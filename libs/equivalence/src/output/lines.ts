import { printable } from "../progress/progress.js";
import type { ReportEntry } from "../report/report.js";

/** What a program came to, as a line of JSON. */
export function jsonLine(entry: ReportEntry, wasm: string | undefined): string {
  const { file, verdict, cases, counterexample, diagnostics, strength, repaired } = entry;
  const timings = Object.fromEntries(
    Object.entries(entry.timings).map(([stage, ms]) => [`${stage}Ms`, Math.round(ms * 10) / 10]),
  );
  const kept = wasm === undefined ? {} : { wasm };
  return JSON.stringify({
    file,
    verdict,
    cases,
    ...(counterexample && { counterexample }),
    diagnostics,
    ...(strength && { strength }),
    ...(repaired && { repaired }),
    timings,
    ...kept,
  });
}

/** What a program came to, for people. */
export function humanLine({
  file,
  verdict,
  cases,
  timings,
  diagnostics,
  counterexample,
  strength,
}: ReportEntry): string {
  const took = ((timings.total ?? 0) / 1000).toFixed(1);
  const lines = [`${verdict.padEnd(12)} ${printable(file)} (${cases} ${cases === 1 ? "input" : "inputs"}, ${took} s)`];
  for (const found of diagnostics) {
    lines.push(`  ${found.line}:${found.column} ${found.message}`);
    if (found.suggestion !== undefined) lines.push(`    ${found.suggestion}`);
  }
  if (strength !== undefined) lines.push(`  ${strength.killed} of ${strength.faults} faults put into it were told`);
  const { comparison, input } = counterexample ?? {};
  if (comparison?.result === "different") {
    const { what, expected, actual } = comparison.difference;
    lines.push(`  ${what} with input ${JSON.stringify(input)}`, `    Python: ${expected}`, `    module: ${actual}`);
  } else if (comparison !== undefined) {
    lines.push(`  ${comparison.reason}`);
  }
  return lines.join("\n");
}
