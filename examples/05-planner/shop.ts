import { Worker } from "@troupe/sdk";
import { charge, charged, reserve, reserved, ship, shipped } from "./events.js";

/** Price of each thing there is. */
const PRICES: Readonly<Record<string, number>> = { lamp: 20, chair: 45, table: 120 };

const shop = new Worker({ name: "shop", capabilities: ["stock", "payment", "parcels"] });

shop.onTask(reserve, { replies: reserved }, ({ data, fail }) => {
  const price = PRICES[data.item] ?? fail(`there is no ${data.item}`);
  return { shelf: `shelf of ${data.item}s`, price: price * data.count };
});

let charges = 0;
shop.onTask(charge, { replies: charged }, ({ data, fail }) => {
  charges += 1;
  if (charges % 2 === 1) fail("the bank does not answer");
  return { amount: data.amount };
});

shop.onTask(ship, { replies: shipped }, ({ data }) => ({ parcel: `parcel from ${data.shelf}` }));

await shop.run();
