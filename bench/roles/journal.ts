/** One durable step after the other over HTTP, in turn with committed inserts through postgres.js into the same database. */
import { Agent, request } from "node:http";
import postgres from "postgres";
import { takeOrders } from "../kit/role.js";

const { TROUPE_URL = "", TROUPE_TOKEN = "", DATABASE_URL = "" } = process.env;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const sql = postgres(DATABASE_URL, { max: 1, onnotice: () => {} });

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by the bench
function call(method: string, path: string, body: object): Promise<any> {
  const text = JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${TROUPE_TOKEN}`,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  };
  return new Promise((resolve, reject) => {
    const asked = request(TROUPE_URL + path, { method, agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const said = JSON.parse(Buffer.concat(chunks).toString());
        if ((answer.statusCode ?? 500) < 300) resolve(said);
        else reject(new Error(JSON.stringify(said)));
      });
    });
    asked.on("error", reject);
    asked.end(text);
  });
}

let runs = 0;

takeOrders({
  async steps({ samples }: { samples: number }) {
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
    const { run } = await call("POST", "/v1/runs", { event, ...who });
    const [inserts, steps]: [number[], number[]] = [[], []];
    const result = { text: "x".repeat(240) };
    for (let sample = 0; sample < samples; sample += 1) {
      const first = performance.now();
      await sql.unsafe("insert into bench_rows (body) values ($1::text::jsonb)", [JSON.stringify(result)], {
        prepare: true,
      });
      const second = performance.now();
      const step = { key: `step ${sample}`, result, startedAt: new Date().toISOString() };
      await call("POST", `/v1/runs/${run.id}/steps`, step);
      inserts.push(second - first);
      steps.push(performance.now() - second);
    }
    return { inserts, steps };
  },
});
