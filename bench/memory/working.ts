import postgres from "postgres";
import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { type Extent, startRig, timed } from "./rig.js";

const ROUNDS = 300;

const SET = `insert into memory.working (tenant_id, mission_id, key, value, rev, agent, updated_at)
  values ('acme', 'raw', $1, $2::text::jsonb, 1, 'bench', now())
  on conflict (tenant_id, mission_id, key) do update set value = excluded.value, rev = memory.working.rev + 1`;
const GET = "select value from memory.working where tenant_id = 'acme' and mission_id = 'raw' and key = $1";

/** Working memory through HTTP beside the raw statement through postgres.js. */
export async function workingMemory(_extent: Extent): Promise<Figure[]> {
  await using rig = await startRig("postgres", []);
  const sql = postgres(rig.database, { max: 1, onnotice: () => {} });
  await sql.unsafe("select set_config('role', 'troupe_system', false)");
  const times = { get: [] as number[], set: [] as number[], rawGet: [] as number[], rawSet: [] as number[] };
  for (let at = 0; at < ROUNDS; at++) {
    const key = `k${at % 20}`;
    const value = { step: at, note: "x".repeat(100) };
    times.rawSet.push(await timed(() => sql.unsafe(SET, [key, JSON.stringify(value)], { prepare: true })));
    times.set.push(await timed(() => rig.call("PUT", `/v1/memory/working/m1/${key}`, { value })));
    times.rawGet.push(await timed(() => sql.unsafe(GET, [key], { prepare: true })));
    times.get.push(await timed(() => rig.call("GET", `/v1/memory/working/m1/${key}`)));
  }
  await sql.end();
  const p50 = (name: keyof typeof times): number => percentile(times[name], 0.5);
  return [
    figure(
      { name: "working.get.p50", value: p50("get"), unit: "ms", baseline: p50("rawGet") },
      { of: "ratio", atMost: 2 },
    ),
    figure(
      { name: "working.set.p50", value: p50("set"), unit: "ms", baseline: p50("rawSet") },
      { of: "ratio", atMost: 2 },
    ),
  ];
}
