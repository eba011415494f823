/** `npm run bench -- missions [--json] [--full] [--only PREFIX]`: exit code 1 when a goal is missed. */
import { parseArgs } from "node:util";
import { type Figure, table } from "../kit/figure.js";
import { durableStep } from "./journal.js";
import type { Extent } from "./rig.js";
import { lists, waiting } from "./store.js";
import { fanIn, roundTrip, sustained } from "./tasks.js";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    only: { type: "string" },
  },
});

const QUICK = { rounds: 3, seconds: 5 };
const FULL = { rounds: 7, seconds: 30 };
const extent: Extent = { ...(values.full ? FULL : QUICK), full: values.full };

const MEASURES: Readonly<Record<string, (of: Extent) => Promise<Figure[]>>> = {
  step: durableStep,
  "task.roundtrip": roundTrip,
  "task.sustained": sustained,
  fanin: fanIn,
  waiting,
  lists,
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
