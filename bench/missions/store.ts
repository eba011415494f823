import { systemClock } from "@troupe/bus";
import { createMemoryBus } from "@troupe/bus/memory";
import type { MissionQuery } from "@troupe/contracts";
import { createMissions } from "@troupe/missions";
import { createLogger } from "@troupe/service";
import { openStore } from "@troupe/store";
import postgres from "postgres";
import { v7 } from "uuid";
import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { type Extent, startRig } from "./rig.js";

const MISSIONS = 100_000;
const KIB = 1024;
const WAITING = 10_000;

/** Memory of the processes for missions that wait. */
export async function waiting(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, "postgres");
  const crew = await rig.role("crew");
  const roles = [rig.platform, crew];
  const used = async () => {
    let sum = 0;
    for (const role of roles) sum += (await role.ask<{ used: number }>("collect")).used;
    return sum;
  };
  await crew.ask("waiting", { missions: 1000 });
  const before = await used();
  const missions = extent.full ? WAITING : WAITING / 5;
  await crew.ask("waiting", { missions });
  const value = Math.max(0, (await used()) - before) / missions / KIB;
  return [figure({ name: "waiting.memory", unit: "KiB/mission", value }, { of: "value", atMost: 1 })];
}

/** Lists and filters over many missions, and the tables made again from their facts. */
export async function lists(extent: Extent): Promise<Figure[]> {
  await using rig = await startRig(extent, "postgres");
  const sql = postgres(rig.databaseUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe("set role troupe_system");
  await sql.unsafe(
    `insert into missions.history (tenant_id, id, type, at, mission_id, task_id, actor, correlation_id, data)
    select 'acme', type || n, type, now() - make_interval(secs => ${MISSIONS} - n), 'mission-' || n, 'task-' || n,
      'bench', 'correlation-' || n % 1000, case type when 'task.created' then
        jsonb_build_object('kind', 'goal', 'rootId', 'task-' || n, 'request', request)
      else request || jsonb_build_object('budget', '{}'::jsonb, 'tags', jsonb_build_array('tag-' || n % 50)) end
    from generate_series(1, ${MISSIONS}) n, unnest(array['mission.created', 'task.created']) type,
      lateral (select jsonb_build_object('type', case when n % 100 = 0 then 'rare.requested' else 'bench.requested' end,
        'topic', 'action-requests', 'data', '{"text": "${"x".repeat(200)}"}'::jsonb) as request) r
    order by n, type`,
  );
  await sql.end();
  const rebuilt = await rig.platform.ask<{ facts: number; tookMs: number }>("rebuild");
  if (rebuilt.facts < 2 * MISSIONS)
    throw new Error(`${rebuilt.facts} facts were made tables again, of ${2 * MISSIONS}`);
  const figures = [
    figure(
      { name: "rebuild.100k", unit: "s", value: (rebuilt.tookMs / 1000) * (100_000 / rebuilt.facts) },
      { of: "value", atMost: 60 },
    ),
  ];
  const admin = postgres(rig.databaseUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe("analyze");
  await admin.end();
  const store = await openStore({ url: rig.databaseUrl });
  const logger = createLogger({ service: "bench", level: "silent" });
  const missions = createMissions({ store, bus: createMemoryBus(), clock: systemClock, ids: v7, logger });
  const queries: Partial<MissionQuery>[] = [
    {},
    { status: "queued" },
    { status: "failed" },
    { type: "rare.requested" },
    { type: "bench.requested", status: "queued,running" },
    { tag: "tag-7" },
    { tag: "tag-7", type: "rare.requested" },
    { correlationId: "correlation-5" },
    { after: new Date(Date.now() - 50_000_000).toISOString(), before: new Date(Date.now() - 40_000).toISOString() },
    { agent: "nobody" },
  ];
  const times: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    for (const query of queries) {
      const start = performance.now();
      const page = await missions.missions("acme", { limit: 50, ...query });
      times.push(performance.now() - start);
      if (page.cursor !== null && round % 3 === 0) {
        const next = performance.now();
        await missions.missions("acme", { limit: 50, ...query, cursor: page.cursor });
        times.push(performance.now() - next);
      }
    }
  }
  await store.close();
  figures.push(
    figure({ name: "list.100k.p99", unit: "ms", value: percentile(times, 0.99) }, { of: "value", atMost: 50 }),
  );
  return figures;
}
