/** `npm run bench -- memory [--json] [--full] [--only PREFIX] [--scifact FOLDER] [--sizes postgres.1000000,…]`: exit code 1 when a goal is missed. */
import type { Figure } from "../kit/figure.js";
import { report, wordsOf } from "../kit/report.js";
import { growth } from "./growth.js";
import { ingest } from "./ingest.js";
import { scifact } from "./quality.js";
import type { Extent } from "./rig.js";
import { searchOnPostgres } from "./search.js";
import { workingMemory } from "./working.js";

const words = wordsOf({ values: ["scifact", "sizes"] });
const extent: Extent = {
  full: words.full,
  scifact: words.values.scifact ?? process.env.TROUPE_SCIFACT,
  sizes: words.values.sizes?.split(","),
};

const MEASURES: Readonly<Record<string, (of: Extent) => Promise<Figure[]>>> = {
  working: workingMemory,
  search: searchOnPostgres,
  ingest,
  growth,
  scifact,
};

await report(MEASURES, extent, words);
