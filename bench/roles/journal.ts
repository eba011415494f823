/** One durable step after the other over HTTP, in turn with committed inserts through postgres.js into the same database. */
import postgres from "postgres";
import { LeanClient } from "../kit/lean-client.js";
import { takeOrders } from "../kit/role.js";

const { TROUPE_URL = "", TROUPE_TOKEN = "", DATABASE_URL = "", BARE_URL = "" } = process.env;
const client = new LeanClient(TROUPE_URL, TROUPE_TOKEN);
const bare = new LeanClient(BARE_URL, TROUPE_TOKEN);
const sql = postgres(DATABASE_URL, { max: 1, onnotice: () => {} });

let runs = 0;

takeOrders({
  async steps({ samples, isBare }: { samples: number; isBare: boolean }) {
    await sql.unsafe("create table if not exists bench_rows (id bigserial primary key, body jsonb not null)");
    const event = {
      specversion: "1.0",
      id: `journal-${runs++}`,
      source: "bench",
      type: "journal.requested",
      topic: "action-requests",
      time: new Date().toISOString(),
      tenantid: "acme",
      actor: "bench",
      correlationid: "bench",
      hops: 0,
    };
    const who = { agent: "bench", group: "bench", instance: "1", attempt: 1, maxAttempts: 5, leaseMs: 600_000 };
    const { run } = JSON.parse(await client.post("/v1/runs", { event, ...who })) as { run: { id: string } };
    const [inserts, steps]: [number[], number[]] = [[], []];
    const journal = isBare ? bare : client;
    const result = { text: "x".repeat(240) };
    for (let sample = 0; sample < samples; sample += 1) {
      const first = performance.now();
      await sql.unsafe("insert into bench_rows (body) values ($1::text::jsonb)", [JSON.stringify(result)], {
        prepare: true,
      });
      const second = performance.now();
      const step = { key: `step ${sample}`, result, startedAt: new Date().toISOString() };
      await journal.post(`/v1/runs/${run.id}/steps`, step);
      inserts.push(second - first);
      steps.push(performance.now() - second);
    }
    return { inserts, steps };
  },
});
