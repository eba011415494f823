/** `npm run bench -- missions [--json] [--full] [--only PREFIX]`: exit code 1 when a goal is missed. */
import type { Figure } from "../kit/figure.js";
import { report, wordsOf } from "../kit/report.js";
import { durableStep } from "./journal.js";
import type { Extent } from "./rig.js";
import { lists, waiting } from "./store.js";
import { fanIn, replayed, roundTrip, sustained } from "./tasks.js";

const words = wordsOf();

const QUICK = { rounds: 3, seconds: 5 };
const FULL = { rounds: 7, seconds: 30 };
const extent: Extent = { ...(words.full ? FULL : QUICK), full: words.full };

const MEASURES: Readonly<Record<string, (of: Extent) => Promise<Figure[]>>> = {
  step: durableStep,
  replayed,
  "task.roundtrip": roundTrip,
  "task.sustained": sustained,
  fanin: fanIn,
  waiting,
  lists,
};

await report(MEASURES, extent, words);
