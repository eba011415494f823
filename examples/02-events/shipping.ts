import { Agent } from "@troupe/sdk";
import { orderPlaced } from "./events.js";

/** Members of a group share the work: start this twice, and each order is shipped once. */
const shipping = new Agent({ name: "shipping", capabilities: ["shipping"] });

shipping.on(orderPlaced, async ({ data, logger }) => {
  logger.info({ order: data.order }, `ship ${data.quantity} × ${data.item}`);
});

await shipping.run();
