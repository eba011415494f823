import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { type Extent, startRig, timed } from "./rig.js";

const ROUNDS = 400;
/** As many as a service that has been up for a minute has had. */
const WARM_UP = 1000;
const KEYS = 20;

const TENANT = "select set_config('role', 'troupe_app', true), set_config('app.tenant_id', $1, true)";
const SET = `insert into memory.working (tenant_id, mission_id, key, value, rev, agent, updated_at)
  values ('acme', 'raw', $1, $2::text::jsonb, 1, 'bench', now())
  on conflict (tenant_id, mission_id, key) do update set value = excluded.value, rev = memory.working.rev + 1
  returning rev`;
const GET = `select value, rev, agent, updated_at, expires_at from memory.working
  where tenant_id = 'acme' and mission_id = 'raw' and key = $1 and (expires_at is null or expires_at > now())`;

/**
 * Working memory over HTTP beside the raw statement through postgres.js: in a transaction as the tenant, which is what
 * gives it row-level security, and bare, on a connection that is the tenant's for ever.
 */
export async function workingMemory(_extent: Extent): Promise<Figure[]> {
  await using rig = await startRig("postgres", []);
  const bare = await rig.straight("acme");
  const pool = await rig.straight();
  const asTenant = (statement: string, params: string[]) =>
    pool.begin(async (sql) => {
      const [, rows] = await Promise.all([
        sql.unsafe(TENANT, ["acme"], { prepare: true }),
        sql.unsafe(statement, params, { prepare: true }),
      ]);
      return rows;
    });
  const lean = await rig.lean();
  const times = new Map<string, number[]>();
  const take = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const ms = await timed(work);
    times.set(name, [...(times.get(name) ?? []), ms]);
  };
  for (let at = 0; at < KEYS; at++) {
    await bare.unsafe(SET, [`k${at}`, "{}"]);
    await rig.call("PUT", `/v1/memory/working/m1/k${at}`, { value: {} });
  }
  for (let at = 0; at < ROUNDS + WARM_UP; at++) {
    if (at === WARM_UP) times.clear();
    const key = `k${at % KEYS}`;
    const value = { step: at, note: "x".repeat(100) };
    const json = JSON.stringify(value);
    const takes = [
      () => take("set.bare", () => bare.unsafe(SET, [key, json], { prepare: true })),
      () => take("set.raw", () => asTenant(SET, [key, json])),
      () => take("set", () => lean.send("PUT", `/v1/memory/working/m1/${key}`, { value })),
      () => take("get.bare", () => bare.unsafe(GET, [key], { prepare: true })),
      () => take("get.raw", () => asTenant(GET, [key])),
      () => take("get", () => lean.send("GET", `/v1/memory/working/m1/${key}`)),
    ];
    // Each begins as often as the others, so none has the others' echoes in front of it alone.
    for (let turn = 0; turn < takes.length; turn++) await takes[(at + turn) % takes.length]?.();
  }
  await bare.end();
  await pool.end();
  const p50 = (name: string): number => percentile(times.get(name) ?? [], 0.5);
  const beside = (name: "get" | "set"): Figure[] => [
    figure(
      { name: `working.${name}.p50`, value: p50(name), unit: "ms", baseline: p50(`${name}.raw`) },
      { of: "ratio", atMost: 2 },
    ),
    figure({ name: `working.${name}.p50.bare`, value: p50(name), unit: "ms", baseline: p50(`${name}.bare`) }),
  ];
  return [...beside("get"), ...beside("set")];
}
