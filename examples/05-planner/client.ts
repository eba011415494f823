import { connect } from "@troupe/sdk";
import { order } from "./events.js";

const [item = "lamp", count = "2"] = process.argv.slice(2);
if (!Number.isInteger(Number(count))) {
  console.error("usage: client.js [ITEM] [COUNT]");
  process.exit(2);
}

const client = connect();
const { id } = await client.missions.create(order, { item, count: Number(count) });
const mission = await client.missions.end(id);
if (mission.status === "succeeded") {
  const { paid, parcel } = mission.result as { paid: number; parcel: string };
  console.log(`${item}: ${paid} paid, ${parcel} is on its way`);
} else {
  console.log(`${item}: ${mission.failure?.message}`);
}

console.log("\nHow it went:");
for (const { type, data } of (await client.records.history(id, { limit: 200 })).items) {
  const { reason } = (data ?? {}) as { reason?: { trail?: string[] } };
  if (type === "mission.transitioned") console.log(`  ${reason?.trail?.join(", ")}`);
}
await client.close();
