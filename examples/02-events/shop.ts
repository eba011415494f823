import { connect } from "@troupe/sdk";
import { orderPlaced } from "./events.js";

const count = Number(process.argv[2] ?? 5);

const client = connect();
for (let n = 1; n <= count; n++) {
  const { sequence } = await client.bus.publish(orderPlaced, { order: `o-${n}`, item: "teapot", quantity: n });
  console.log(`o-${n} is stored as number ${sequence} of its topic`);
}
await client.close();
