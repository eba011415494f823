import type { MemorySearchResult } from "@troupe/contracts";
import postgres from "postgres";
import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { type Extent, fill, type Kind, type Rig, startRig, synthetic, syntheticText, timed } from "./rig.js";

const QUERIES = 60;
const K = 10;
const SMALL_SHARE = 100;

const queryOf = (at: number): string => syntheticText(10_000_000 + at * 7).replace(/note\d+/, "");

async function literalOf(query: string): Promise<string> {
  const [vector] = await synthetic.embed([query]);
  return `[${(vector ?? new Float32Array()).join(",")}]`;
}

const EXACT = `select passages.item_id || '/' || passages.position as id from memory.vectors v
  join memory.passages on passages.tenant_id = v.tenant_id and passages.kind = v.kind and passages.no = v.no
  where v.tenant_id = $1 and v.kind = 'semantic' and v.model = $2
  order by (v.embedding <=> $3::vector) + 0 limit ${K}`;

/** What the service asks for in a dense search, in one statement of the client's own. */
const STRAIGHT = `select p.*, i.* from memory.vectors v
  join memory.items i on i.tenant_id = v.tenant_id and i.id = v.item_id
  join memory.passages p on p.tenant_id = v.tenant_id and p.kind = v.kind and p.no = v.no
  where v.tenant_id = $1 and v.kind = 'semantic' and v.model = $2 and v.dims = 384 and i.status = 'active'
    and i.scope in ('tenant', 'public') and (i.expires_at is null or i.expires_at > now())`;
const GRAPH = `${STRAIGHT} order by v.embedding::vector(384) <=> $3::vector(384) limit 200`;
const COMPARED = `${STRAIGHT} order by (v.embedding <=> $3::vector) + 0 limit 200`;

/** Recall and latency at one size, of a large tenant and of one that owns a hundredth. */
async function atSize(rig: Rig, size: number): Promise<Figure[]> {
  const name = `${size / 1000}k`;
  const isGraph = size > 10_000;
  const sql = postgres(rig.database, { max: 1, onnotice: () => {} });
  await sql.unsafe("select set_config('role', 'troupe_system', false), set_config('enable_hashjoin', 'off', false)");
  if (isGraph) {
    await sql.unsafe("select '[1]'::vector");
    await sql.unsafe(
      "select set_config('hnsw.ef_search', '400', false), set_config('hnsw.iterative_scan', 'relaxed_order', false)",
    );
  }
  const search = async (query: string, mode: string, tenant = "acme"): Promise<string[]> => {
    const body = { query, k: K, mode, perItem: K };
    const found = await rig.call<MemorySearchResult>("POST", "/v1/memory/semantic/search", body, tenant);
    return found.items.map(({ item, passage }) => `${item.id}/${passage.position}`);
  };
  const recallOf = async (tenant: string): Promise<number> => {
    let hits = 0;
    for (let at = 0; at < QUERIES; at++) {
      const query = queryOf(at);
      const rows = await sql.unsafe(EXACT, [tenant, synthetic.model, await literalOf(query)]);
      const found = new Set(await search(query, "dense", tenant));
      hits += rows.filter(({ id }) => found.has(id as string)).length;
    }
    return hits / (QUERIES * K);
  };
  const large = await recallOf("acme");
  const small = await recallOf("small");
  const times = { dense: [] as number[], hybrid: [] as number[], lexical: [] as number[], straight: [] as number[] };
  for (let at = 0; at < QUERIES; at++) {
    const query = queryOf(at);
    const literal = await literalOf(query);
    times.straight.push(
      await timed(() => sql.unsafe(isGraph ? GRAPH : COMPARED, ["acme", synthetic.model, literal], { prepare: true })),
    );
    for (const mode of ["dense", "hybrid", "lexical"] as const)
      times[mode].push(await timed(() => search(query, mode)));
  }
  await sql.end();
  const p = (mode: keyof typeof times, share: number): number => percentile(times[mode], share);
  return [
    figure({ name: `recall10.${name}`, value: large, unit: "" }, { of: "value", atLeast: 0.95 }),
    figure({ name: `recall10.${name}.tenant1%`, value: small, unit: "" }, { of: "value", atLeast: 0.95 }),
    figure(
      { name: `search.dense.${name}.p50`, value: p("dense", 0.5), unit: "ms", baseline: p("straight", 0.5) },
      { of: "ratio", atMost: 1.3 },
    ),
    figure(
      { name: `search.dense.${name}.p99`, value: p("dense", 0.99), unit: "ms", baseline: p("straight", 0.99) },
      { of: "ratio", atMost: 2 },
    ),
    figure(
      { name: `search.hybrid.${name}.p50`, value: p("hybrid", 0.5), unit: "ms", baseline: p("dense", 0.5) },
      { of: "ratio", atMost: 2 },
    ),
    figure({ name: `search.hybrid.${name}.p95`, value: p("hybrid", 0.95), unit: "ms" }, { of: "value", atMost: 60 }),
    figure({ name: `search.lexical.${name}.p50`, value: p("lexical", 0.5), unit: "ms" }),
  ];
}

/** Search on Postgres: 10,000 passages, and 100,000 with `--full`. */
export async function searchOnPostgres({ full }: Extent): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of full ? [10_000, 100_000] : [10_000]) {
    await using rig = await startRig("postgres", [synthetic]);
    await fill(rig, size);
    await fill(rig, size / SMALL_SHARE, "small");
    await analyse(rig);
    figures.push(...(await atSize(rig, size)));
  }
  return figures;
}

async function analyse(rig: Rig): Promise<void> {
  const sql = postgres(rig.database, { max: 1, onnotice: () => {} });
  await sql.unsafe("vacuum analyze");
  await sql.end();
}

/** Growth of a fused search, PGlite and Postgres side by side. */
export async function growth({ full }: Extent): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of ["postgres", "pglite"] as const satisfies readonly Kind[]) {
    let first: number | undefined;
    for (const size of full ? [1000, 10_000, 30_000] : [1000, 5000]) {
      await using rig = await startRig(kind, [synthetic]);
      const filled = await timed(() => fill(rig, size));
      const times: number[] = [];
      for (let at = 0; at < QUERIES; at++) {
        const body = { query: queryOf(at), k: K, perItem: K };
        times.push(await timed(() => rig.call("POST", "/v1/memory/semantic/search", body)));
      }
      const value = percentile(times, 0.5);
      figures.push(
        figure({
          name: `growth.${kind}.${size}.fused.p50`,
          value,
          unit: "ms",
          ...(first === undefined ? {} : { baseline: first }),
        }),
        figure({ name: `growth.${kind}.${size}.fill`, value: (size * 1000) / filled, unit: "passages/s" }),
      );
      first ??= value;
    }
  }
  return figures;
}
