/** The least that journaling a step over HTTP can cost: Node's own server calls the step's function and checks nothing. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { takeOrders } from "../kit/role.js";

const TENANT = "acme";
const JSON_TYPES = [114, 3802];
const asText = (text: string): string => text;

const sql = postgres(process.env.DATABASE_URL ?? "", {
  max: 1,
  fetch_types: false,
  onnotice: () => {},
  types: { json: { to: 114, from: JSON_TYPES, serialize: asText, parse: asText } },
});
const CALL =
  "select x.answer from (select set_config('role', 'troupe_app', true), set_config('app.tenant_id', $1, true) as tenant " +
  "offset 0) s, lateral (select missions.record_step(s.tenant, $2, $3, $4, $5, $6) as answer offset 0) x";

async function journal(run: string, body: string): Promise<string> {
  const step = { ...(JSON.parse(body) as object), kind: "step", status: "succeeded", pending: [] };
  const endedAt = new Date().toISOString();
  const args = [TENANT, endedAt, "bench", run, randomUUID(), JSON.stringify(step)];
  const [row] = await sql.unsafe(CALL, args, { prepare: true });
  return JSON.stringify({ ...step, ...(JSON.parse(row?.answer) as object), endedAt });
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", async () => {
    const run = request.url?.split("/")[3] ?? "";
    const answer = await journal(run, Buffer.concat(parts).toString());
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) });
    response.end(answer);
  });
}).listen(0, "127.0.0.1", () => {
  takeOrders({}, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
