import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { MemorySearchResult } from "@troupe/contracts";
import { locateModel } from "@troupe/embeddings/setup";
import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { type Extent, type Rig, startRig, timed } from "./rig.js";

interface Document {
  readonly id: string | number;
  readonly title: string;
  readonly text: string;
}
interface Query {
  readonly text: string;
  readonly relevant: readonly (string | number)[];
}

const WANTED = `SciFact is not there: put corpus.jsonl.gz ({id, title, text}) and queries.jsonl.gz ({id, text, relevant: [id]}) of
allenai/scifact (claims CC BY 4.0, abstracts ODC-By 1.0) into a folder and name it: --scifact FOLDER`;

function lines<T>(folder: string, file: string): T[] {
  const text = gunzipSync(readFileSync(join(folder, file))).toString("utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

/** nDCG@10 and recall@100 on SciFact with the local model and default settings, one result an abstract. */
export async function scifact({ scifact: folder }: Extent): Promise<Figure[]> {
  const model = await locateModel();
  if (folder === undefined || !existsSync(join(folder, "corpus.jsonl.gz"))) {
    process.stderr.write(`${WANTED}\n`);
    return [];
  }
  if (model === undefined) {
    process.stderr.write("the local model is not there: npm run setup\n");
    return [];
  }
  const corpus = lines<Document>(folder, "corpus.jsonl.gz");
  const queries = lines<Query>(folder, "queries.jsonl.gz");
  await using rig = await startRig("postgres", ["local"]);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < corpus.length; at = next++) {
      const { id, title, text } = corpus[at] as Document;
      await rig.call("POST", "/v1/memory/semantic/items", { text, title, externalId: String(id) });
    }
  };
  await Promise.all([lane(), lane()]);
  await rig.embedded();
  const lexical = await evaluate(rig, queries, { mode: "lexical" });
  const dense = await evaluate(rig, queries, { mode: "dense" });
  const fused = await evaluate(rig, queries, {});
  const ranked = await evaluate(rig, queries, { fusion: "rank" });
  const score = (name: string, value: number, atLeast?: number) =>
    figure({ name, value, unit: "" }, atLeast === undefined ? undefined : { of: "value", atLeast });
  return [
    score("scifact.ndcg10.lexical", lexical.ndcg, 0.67),
    score("scifact.ndcg10.dense", dense.ndcg),
    score("scifact.ndcg10.fused", fused.ndcg, 0.72),
    score("scifact.ndcg10.fused.rank", ranked.ndcg),
    score("scifact.recall100.fused", fused.recall, 0.945),
    figure({ name: "scifact.search.fused.p95", value: fused.p95, unit: "ms" }),
  ];
}

async function evaluate(
  rig: Rig,
  queries: readonly Query[],
  options: object,
): Promise<{ ndcg: number; recall: number; p95: number }> {
  let ndcg = 0;
  let recall = 0;
  const times: number[] = [];
  for (const { text, relevant } of queries) {
    const wanted = new Set(relevant.map(String));
    let ids: (string | null)[] = [];
    times.push(
      await timed(async () => {
        const body = { query: text, k: 100, ...options };
        const { items } = await rig.call<MemorySearchResult>("POST", "/v1/memory/semantic/search", body);
        ids = items.map(({ item }) => item.externalId);
      }),
    );
    const gain = (at: number): number => 1 / Math.log2(at + 2);
    const got = ids.slice(0, 10).reduce((sum, id, at) => sum + (id !== null && wanted.has(id) ? gain(at) : 0), 0);
    const best = Array.from({ length: Math.min(10, wanted.size) }, (_, at) => gain(at)).reduce((a, b) => a + b, 0);
    ndcg += got / best;
    recall += ids.filter((id) => id !== null && wanted.has(id)).length / wanted.size;
  }
  return { ndcg: ndcg / queries.length, recall: recall / queries.length, p95: percentile(times, 0.95) };
}
