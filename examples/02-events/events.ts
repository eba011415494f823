import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

export const orderPlaced = defineEvent({
  type: "order.placed",
  topic: "business-facts",
  description: "A customer placed an order",
  schema: z.object({ order: z.string(), item: z.string(), quantity: z.int().min(1) }),
});
