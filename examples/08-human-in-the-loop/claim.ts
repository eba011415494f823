import { connect } from "@troupe/sdk";
import { expense } from "./events.js";

const [what = "train ticket", amount = "120"] = process.argv.slice(2);
if (!Number.isFinite(Number(amount))) {
  console.error("usage: claim.js [WHAT] [AMOUNT]");
  process.exit(2);
}

const client = connect();
const { id } = await client.missions.create(expense, { what, amount: Number(amount) }, { tags: ["expenses"] });
console.log(`${what}: handed in as mission ${id}`);
await client.close();
