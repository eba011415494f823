import { Agent } from "@troupe/sdk";
import { orderPlaced } from "./events.js";

/** A broadcast agent has no group in common with its copies: each of them sees every order. */
const audit = new Agent({ name: "audit", broadcast: true });

audit.on(orderPlaced, async ({ event, data, logger }) => {
  logger.info({ order: data.order }, `seen ${data.order}, by ${event.actor}`);
});

await audit.run();
