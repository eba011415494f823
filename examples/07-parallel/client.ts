import { connect } from "@troupe/sdk";
import { trip } from "./events.js";

const [to = "Lyon", budget = "500"] = process.argv.slice(2);
if (!Number.isFinite(Number(budget))) {
  console.error("usage: client.js [TOWN] [BUDGET]");
  process.exit(2);
}

const client = connect();
const { id } = await client.missions.create(trip, { to, budget: Number(budget) });
const { status, result, failure, compensation } = await client.missions.end(id);
if (status === "succeeded") {
  const { carrier, price } = result as { carrier: string; price: number };
  console.log(`to ${to} by ${carrier} for ${price}`);
} else {
  let first = failure;
  while (first?.cause !== undefined) first = first.cause;
  console.log(`not to ${to}: ${first?.message}`);
  console.log(`undone: ${[...(compensation?.undone ?? [])].join(", ")}`);
}
const { items } = await client.tasks.list({ missionId: id });
console.log("\nTasks, the oldest first:");
for (const task of [...items].reverse()) console.log(`  ${task.type.padEnd(22)} ${task.status}`);
await client.close();
