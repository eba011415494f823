import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

export const order = defineEvent({
  type: "order.requested",
  topic: "action-requests",
  description: "Have an order carried out",
  purpose: "Get something sent to somebody",
  schema: z.object({ item: z.string().min(1), count: z.int().min(1) }),
});

export const ordered = defineEvent({
  type: "order.completed",
  topic: "action-results",
  description: "What became of an order",
  schema: z.object({ item: z.string(), paid: z.number(), parcel: z.string() }),
});

export const reserve = defineEvent({
  type: "stock.reserve.requested",
  topic: "action-requests",
  description: "Put goods aside",
  schema: z.object({ item: z.string(), count: z.int() }),
});

export const reserved = defineEvent({
  type: "stock.reserve.completed",
  topic: "action-results",
  description: "Goods were put aside",
  schema: z.object({ shelf: z.string(), price: z.number() }),
});

export const charge = defineEvent({
  type: "payment.charge.requested",
  topic: "action-requests",
  description: "Take money",
  schema: z.object({ amount: z.number() }),
});

export const charged = defineEvent({
  type: "payment.charge.completed",
  topic: "action-results",
  description: "Money was taken",
  schema: z.object({ amount: z.number() }),
});

export const ship = defineEvent({
  type: "parcel.ship.requested",
  topic: "action-requests",
  description: "Send goods from a shelf",
  schema: z.object({ shelf: z.string() }),
});

export const shipped = defineEvent({
  type: "parcel.ship.completed",
  topic: "action-results",
  description: "A parcel is on its way",
  schema: z.object({ parcel: z.string() }),
});
