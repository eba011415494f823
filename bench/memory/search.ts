import { readFileSync } from "node:fs";
import type { MemorySearchResult } from "@troupe/contracts";
import { LOCAL_MODEL } from "@troupe/embeddings";
import { locateModel } from "@troupe/embeddings/setup";
import { denseSearchStatement } from "@troupe/memory/testing";
import type postgres from "postgres";
import { type Figure, figure } from "../kit/figure.js";
import type { LeanClient } from "../kit/lean-client.js";
import { percentile } from "../kit/stats.js";
import { type Extent, fill, type Rig, startRig, timed } from "./rig.js";
import { synthetic, syntheticText } from "./synthetic.js";

const RECALLED = 100;
const TIMED = 200;
const WARM_UP = 100;
const K = 10;
const SMALL_SHARE = 100;
/** Up to so many passages of a tenant the service compares all. */
const COMPARED_MOST = 10_000;

export const queryOf = (at: number): string => syntheticText(10_000_000 + at * 7).replace(/note\d+/, "");

async function literalOf(query: string): Promise<string> {
  const [vector] = await synthetic.embed([query]);
  return `[${(vector ?? new Float32Array()).join(",")}]`;
}

const EXACT = `select p.item_id || '/' || p.position as id from memory.vectors v
  join memory.passages p on p.tenant_id = v.tenant_id and p.kind = v.kind and p.no = v.no
  where v.tenant_id = $1 and v.kind = 'semantic' and v.model = $2
  order by (v.embedding <=> $3::vector) + 0 limit ${K}`;

/** A dense search in a statement as a client would write it that knows of no users, missions and contradictions. */
const leanOf = (far: string): string => `
  with near as materialized (
    select v.no, v.item_id, ${far} as far from memory.vectors v
    join memory.items i on i.tenant_id = v.tenant_id and i.id = v.item_id
    where v.tenant_id = $1 and v.kind = 'semantic' and v.model = $2 and v.dims = 384 and i.status = 'active'
      and i.scope in ('tenant', 'public') and (i.expires_at is null or i.expires_at > now())
    order by ${far} limit 100)
  select p.*, i.*, best.far from (select * from near order by far limit ${K}) best
  join memory.passages p on p.tenant_id = $1 and p.kind = 'semantic' and p.no = best.no
  join memory.items i on i.tenant_id = $1 and i.id = best.item_id order by best.far`;
const GRAPH = leanOf("v.embedding::vector(384) <=> $3::vector(384)");
const COMPARED = leanOf("(v.embedding <=> $3::vector) + 0");

/** The service's own statement for a query. */
function sameOf(vector: string, size: number): ReturnType<typeof denseSearchStatement> {
  const { model, dims } = synthetic;
  return denseSearchStatement({
    ...{ tenant: "acme", user: "bench", model: { model, dims }, vector, passages: size },
    ...{ k: K, perItem: K },
  });
}

/** A connection that is the tenant's for ever, with the settings of the service's statement. */
async function prepared(rig: Rig, size: number): Promise<postgres.Sql> {
  const sql = await rig.straight("acme");
  await sql.unsafe("select '[1]'::vector");
  for (const [name, value] of Object.entries(sameOf("[1]", size).settings)) {
    await sql`select set_config(${name}, ${value}, false)`;
  }
  return sql;
}

export async function search(rig: Rig, query: string, { mode = "hybrid", tenant = "acme" } = {}): Promise<string[]> {
  const body = { query, k: K, mode, perItem: K };
  const found = await rig.call<MemorySearchResult>("POST", "/v1/memory/semantic/search", body, tenant);
  return found.items.map(({ item, passage }) => `${item.id}/${passage.position}`);
}

/** As {@link search}, for what is timed: the answer is parsed and no more. */
export async function leanSearch(client: LeanClient, query: string, mode = "hybrid"): Promise<MemorySearchResult> {
  return JSON.parse(await client.post("/v1/memory/semantic/search", { query, k: K, mode, perItem: K }));
}

/** Share of the true nearest that a dense search finds. */
async function recallOf(rig: Rig, tenant: string): Promise<number> {
  const sql = await rig.straight(tenant);
  let hits = 0;
  for (let at = 0; at < RECALLED; at++) {
    const query = queryOf(at);
    const rows = await sql.unsafe(EXACT, [tenant, synthetic.model, await literalOf(query)], { prepare: true });
    const found = new Set(await search(rig, query, { mode: "dense", tenant }));
    hits += rows.filter(({ id }) => found.has(id as string)).length;
  }
  await sql.end();
  return hits / (RECALLED * K);
}

const MODES = ["same", "lean", "dense", "hybrid", "lexical"] as const;

/** Latencies of each way, which take turns; a query is embedded before it is timed. */
async function latenciesOf(rig: Rig, size: number): Promise<(mode: (typeof MODES)[number], share: number) => number> {
  const sql = await prepared(rig, size);
  const client = await rig.lean();
  const statement = size > COMPARED_MOST ? GRAPH : COMPARED;
  const times = new Map<string, number[]>(MODES.map((mode) => [mode, []]));
  for (let at = 0; at < TIMED + WARM_UP; at++) {
    if (at === WARM_UP) for (const of of times.values()) of.length = 0;
    const query = queryOf(1000 + at);
    const vector = await literalOf(query);
    const same = sameOf(vector, size);
    await leanSearch(client, query, "dense");
    for (let turn = 0; turn < MODES.length; turn++) {
      const mode = MODES[(at + turn) % MODES.length] ?? "same";
      const work = async (): Promise<unknown> => {
        if (mode === "same") return sql.unsafe(same.text, same.params as string[], { prepare: true });
        if (mode === "lean") return sql.unsafe(statement, ["acme", synthetic.model, vector], { prepare: true });
        return leanSearch(client, query, mode);
      };
      times.get(mode)?.push(await timed(work));
    }
  }
  await sql.end();
  return (mode, share) => percentile(times.get(mode) ?? [], share);
}

/** Recall and latency of a large tenant, and recall of one that owns a hundredth. */
async function atSize(rig: Rig, size: number): Promise<Figure[]> {
  const name = `${size / 1000}k`;
  await fill(rig, { acme: size, small: size / SMALL_SHARE });
  const recall = { of: "value", atLeast: 0.95 } as const;
  const large = await recallOf(rig, "acme");
  const small = await recallOf(rig, "small");
  const p = await latenciesOf(rig, size);
  const beside = (figureName: string, ms: number, baseline: number, atMost: number): Figure =>
    figure({ name: figureName, value: ms, unit: "ms", baseline }, { of: "ratio", atMost });
  return [
    figure({ name: `recall10.${name}`, value: large, unit: "" }, recall),
    figure({ name: `recall10.${name}.tenant1%`, value: small, unit: "" }, recall),
    beside(`search.dense.${name}.p50`, p("dense", 0.5), p("same", 0.5), 1.3),
    beside(`search.dense.${name}.p99`, p("dense", 0.99), p("same", 0.99), 2),
    figure({ name: `search.dense.${name}.p50.lean`, value: p("dense", 0.5), unit: "ms", baseline: p("lean", 0.5) }),
    beside(`search.hybrid.${name}.p50`, p("hybrid", 0.5), p("dense", 0.5), 2),
    figure({ name: `search.hybrid.${name}.p95`, value: p("hybrid", 0.95), unit: "ms" }, { of: "value", atMost: 60 }),
    figure({ name: `search.lexical.${name}.p50`, value: p("lexical", 0.5), unit: "ms" }),
  ];
}

const MEBIBYTE = 1024;
const REAL_TEXTS = 64;

/** Peak of the service's process, after its local model has worked as well. */
async function peakOf(rig: Rig, size: number): Promise<Figure> {
  if ((await locateModel()) !== undefined) {
    for (let at = 0; at < REAL_TEXTS; at++) {
      const text = `${syntheticText(at)} `.repeat(6);
      await rig.call("POST", "/v1/memory/semantic/items", { text }, "real");
    }
    await rig.call("POST", "/v1/memory/reembed", { model: LOCAL_MODEL }, "real");
    await rig.embedded("real");
    await search(rig, "what is it about", { tenant: "real" });
  }
  const status = readFileSync(`/proc/${rig.service.process.pid}/status`, "utf8");
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / MEBIBYTE;
  const name = `service.memory.${size / 1000}k.peak`;
  return figure({ name, value: peak, unit: "MiB" }, { of: "value", atMost: 1536 });
}

/** Search on Postgres: 10,000 passages, and 100,000 with `--full`. */
export async function searchOnPostgres({ full }: Extent): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of full ? [10_000, 100_000] : [10_000]) {
    await using rig = await startRig("postgres", ["synthetic", "local"]);
    figures.push(...(await atSize(rig, size)), await peakOf(rig, size));
  }
  return figures;
}
