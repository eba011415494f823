/** `npm run bench -- memory [--json] [--full] [--only PREFIX] [--scifact FOLDER]`: exit code 1 when a goal is missed. */
import { parseArgs } from "node:util";
import { type Figure, table } from "../kit/figure.js";
import { ingest } from "./ingest.js";
import { scifact } from "./quality.js";
import type { Extent } from "./rig.js";
import { growth, searchOnPostgres } from "./search.js";
import { workingMemory } from "./working.js";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    only: { type: "string" },
    scifact: { type: "string" },
  },
});
const extent: Extent = { full: values.full, scifact: values.scifact ?? process.env.TROUPE_SCIFACT };

const MEASURES: Readonly<Record<string, (of: Extent) => Promise<Figure[]>>> = {
  working: workingMemory,
  search: searchOnPostgres,
  ingest,
  growth,
  scifact,
};

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(MEASURES)) {
  if (values.only !== undefined && !name.startsWith(values.only)) continue;
  if (!values.json) process.stderr.write(`measuring ${name} …\n`);
  for (const measured of await measure(extent)) {
    figures.push(measured);
    if (values.json) process.stdout.write(`${JSON.stringify(measured)}\n`);
  }
}
if (!values.json) process.stdout.write(`${table(figures)}\n`);
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
