import { localEmbedder } from "@troupe/embeddings";
import { locateModel } from "@troupe/embeddings/setup";
import { type Figure, figure } from "../kit/figure.js";
import { median } from "../kit/stats.js";
import { type Extent, startRig, timed } from "./rig.js";
import { syntheticText } from "./synthetic.js";

const ROUNDS = 3;
const TEXTS = 192;
const REPEATED = 4;
const MOST_PASSAGE = 900;

/** Texts of about a passage each, none like another. */
const textsOf = (round: number): string[] =>
  Array.from({ length: TEXTS }, (_, at) =>
    Array.from({ length: REPEATED }, (_unused, part) => syntheticText((round * TEXTS + at) * REPEATED + part))
      .join(" ")
      .slice(0, MOST_PASSAGE),
  );

/** Ingest with the local model beside the model alone, which take turns. */
export async function ingest(_extent: Extent): Promise<Figure[]> {
  const model = await locateModel();
  if (model === undefined) {
    process.stderr.write("the local model is not there: npm run setup\n");
    return [];
  }
  await using rig = await startRig("postgres", ["local"]);
  const embedder = localEmbedder(model);
  const remember = async (texts: readonly string[]): Promise<void> => {
    for (const text of texts) await rig.call("POST", "/v1/memory/semantic/items", { text });
    await rig.embedded();
  };
  const alone: number[] = [];
  const stored: number[] = [];
  await embedder.embed(textsOf(100).slice(0, 16));
  await remember(textsOf(101).slice(0, 16));
  for (let round = 0; round < ROUNDS; round++) {
    const perSecond = async (work: () => Promise<unknown>): Promise<number> => (TEXTS * 1000) / (await timed(work));
    alone.push(await perSecond(() => embedder.embed(textsOf(2 * round))));
    stored.push(await perSecond(() => remember(textsOf(2 * round + 1))));
  }
  await embedder.close();
  const measured = { name: "ingest", value: median(stored), unit: "passages/s", baseline: median(alone) };
  return [figure(measured, { of: "ratio", atLeast: 0.8 })];
}
