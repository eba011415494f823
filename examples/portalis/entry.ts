import type { ReportEntry } from "@troupe/equivalence";
import type { Work } from "./events.js";

/** What a report says of one program, and where its parts are. */
export interface Entry extends ReportEntry {
  /** Content ids. */
  artifacts: { source?: string; rust?: string; wasm?: string; package?: string };
}

/** A program's entry as far as it came. */
export function entryOf(
  work: Work,
  ends: Pick<Entry, "verdict" | "cases" | "diagnostics" | "functions"> & Partial<Entry>,
): Entry {
  const { unit, main, files, made } = work;
  const spent = Object.entries(made).map(([stage, { ms }]) => [stage, ms] as const);
  const total = spent.reduce((sum, [, ms]) => sum + ms, 0);
  const { [main]: source } = files;
  const [rust, wasm, archive] = [made.transpilation?.content, made.build?.content, made.packaging?.content];
  return {
    file: unit,
    modules: Object.keys(files).filter((name) => name !== main),
    timings: Object.fromEntries([...spent, ["total", total]]),
    ...ends,
    artifacts: {
      ...(source && { source }),
      ...(rust && { rust }),
      ...(wasm && { wasm }),
      ...(archive && { package: archive }),
    },
  };
}
