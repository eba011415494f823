import { packageProgram, reportHtml, reportOf } from "@troupe/equivalence";
import { type Artifacts, artifactsOf } from "./artifacts.js";
import type { Entry } from "./entry.js";
import { type Outcome, report, reported, stages } from "./events.js";
import { type Job, type Product, stageWorker, takeStage } from "./stage-worker.js";

type Judged = Pick<Entry, "verdict" | "cases" | "diagnostics" | "functions" | "moduleBytes">;

/** The page shows the texts of so many programs; the report has all. */
const MOST_TEXTS = 60;

/** Packages modules, and writes the report. */
const worker = stageWorker("packaging", "wasm-packaging");

takeStage(worker, stages.packaging, async ({ work, artifacts }: Job): Promise<Product> => {
  const [program, judged, rust, wasm] = await Promise.all([
    artifacts.program(work),
    artifacts.made<Judged>(work, "test"),
    artifacts.text(work.made.transpilation?.content ?? ""),
    artifacts.bytes(work.made.build?.content ?? ""),
  ]);
  const made = await packageProgram({ file: work.unit, sources: program.files, rust, wasm, ...judged });
  return { body: made.bytes, ends: { ...judged, package: made.fileName } };
});

worker.onTask(report, { replies: reported }, async ({ data, context }) => {
  const artifacts = artifactsOf(context.content);
  const { title, startedAt, outcomes } = data;
  const entries = (await Promise.all(outcomes.map((outcome) => entryAt(outcome, artifacts)))).sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );
  const shown = await Promise.all(entries.map((entry, i) => (i < MOST_TEXTS ? withTexts(entry, artifacts) : entry)));
  const tookMs = Date.now() - Date.parse(startedAt);
  const whole = reportOf(title, new Date(), tookMs, entries);
  const [id, page] = await Promise.all([
    artifacts.put(JSON.stringify(whole), "application/json"),
    artifacts.put(reportHtml({ ...whole, files: shown }), "text/html; charset=utf-8"),
  ]);
  return { report: id, page, totals: whole.totals };
});

async function entryAt({ unit, verdict, entry, failure = "" }: Outcome, artifacts: Artifacts): Promise<Entry> {
  if (entry !== undefined) return artifacts.json<Entry>(entry);
  const error = {
    stage: "build",
    type: "task",
    message: failure,
    location: null,
    context: {},
    recoverable: true,
  } as const;
  const empty = { cases: 0, diagnostics: [], functions: [], modules: [], timings: {}, artifacts: {} };
  return { file: unit, verdict, ...empty, error };
}

async function withTexts(entry: Entry, artifacts: Artifacts): Promise<Entry> {
  const { source, rust } = entry.artifacts;
  return {
    ...entry,
    ...(source && { source: await artifacts.text(source) }),
    ...(rust && { rust: await artifacts.text(rust) }),
  };
}

await worker.run();
