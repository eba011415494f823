import { connect } from "@troupe/sdk";

const client = connect();
const [newest] = (await client.missions.list({ tag: "expenses" })).items;
if (newest === undefined) {
  console.error("nothing was handed in: claim.js does");
  process.exit(1);
}
const { status, result, failure, data } = await client.missions.end(newest.id);
const { what } = data as { what: string };
const { paid, from, by } = (result ?? {}) as { paid?: number; from?: string; by?: string };
console.log(
  status === "succeeded" ? `${what}: ${paid} paid from ${from}, as ${by} said` : `${what}: ${failure?.message}`,
);
await client.close();
