import { readFile } from "node:fs/promises";
import { definePlan, type Plan, Planner, parsePlan } from "@troupe/sdk";
import { charge, order, reserve, ship } from "./events.js";

/** The same plan as in the README, in TypeScript. */
const written = definePlan({
  name: "order",
  version: "1.0.0",
  goal: order,
  initial: "reserving",
  states: {
    reserving: {
      do: { event: reserve, key: "stock", data: ({ goal }) => ({ item: goal.item, count: goal.count }) },
      next: [{ to: "asking", when: ({ goal }) => goal.count > 100 }, "charging"],
      otherwise: "refused",
      timeout: { ms: 60_000, to: "late" },
    },
    charging: {
      do: { event: charge, key: "payment", data: { amount: "{{ results.stock.price }}" } },
      retry: { attempts: 3, delayMs: 200 },
      next: "shipping",
      otherwise: "refused",
    },
    shipping: {
      do: { event: ship, key: "parcel", data: { shelf: "{{ results.stock.shelf }}" } },
      next: "done",
    },
    asking: { end: { as: "failed", failure: { code: "TOO_MANY", message: "{{ goal.count }} are too many to send" } } },
    late: { end: { as: "failed", failure: { code: "LATE", message: "the shop did not answer in time" } } },
    refused: { end: { as: "failed", failure: { code: "REFUSED", message: "{{ goal.item }} cannot be had" } } },
    done: {
      end: {
        as: "succeeded",
        result: {
          item: "{{ goal.item }}",
          paid: "{{ results.payment.amount }}",
          parcel: "{{ results.parcel.parcel }}",
        },
      },
    },
  },
});

const file = process.argv[2];
const plan: Plan = file === undefined ? written : parsePlan(await readFile(file, "utf8"));

await new Planner({ name: "order-planner" }).onGoal(plan).run();
