import { reportHtml, reportOf } from "@troupe/equivalence";
import type { Artifacts } from "./artifacts.js";
import type { Entry } from "./entry.js";
import type { Outcome, Translated } from "./events.js";

/** The page shows the texts of so many programs; the report has all. */
const MOST_TEXTS = 60;

/** What a report is about: the mission's title, when it began (RFC 3339), and what its programs came to. */
export interface Account {
  title: string;
  startedAt: string;
  outcomes: readonly Outcome[];
}

/** Writes the report, as JSON and as a page; gives where they are. */
export async function written({ title, startedAt, outcomes }: Account, artifacts: Artifacts): Promise<Translated> {
  const entries = (await Promise.all(outcomes.map((outcome) => entryAt(outcome, artifacts)))).sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );
  const shown = await Promise.all(entries.map((entry, i) => (i < MOST_TEXTS ? withTexts(entry, artifacts) : entry)));
  const tookMs = Date.now() - Date.parse(startedAt);
  const whole = reportOf(title, new Date(), tookMs, entries);
  const [report, page] = await Promise.all([
    artifacts.put(JSON.stringify(whole), "application/json"),
    artifacts.put(reportHtml({ ...whole, files: shown }), "text/html; charset=utf-8"),
  ]);
  return { report, page, totals: whole.totals };
}

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
