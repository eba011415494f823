/** The agents of journeys: fan-out, an event waited for, a person, effects, and what undoes them. */
import { Agent, TerminalError, Worker } from "@troupe/sdk";
import {
  at,
  booked,
  effect,
  hotel,
  policy,
  trip,
  tripBooked,
  tripPaid,
  tripped,
  unbook,
  unbooked,
  unplan,
  unplanned,
} from "./journey.js";
import { report } from "./report.js";

const travel = new Worker({ name: "travel", policy, from: "beginning", produces: [tripBooked] })
  .onTask(trip, { replies: tripped }, async (task) => {
    await at("trip: begun", task);
    const cities = await task.step(
      "plan",
      async () => {
        await effect(task, "plan");
        await at("plan: done", task);
        return ["Rome", "Siena", "Pisa"];
      },
      { undo: (planned) => [unplan, { cities: planned }] },
    );
    await at("trip: planned", task);
    const prices = await task.delegateParallel(
      cities.map((city) => ({ event: hotel, data: { city }, replies: booked })),
    );
    await at("trip: booked", task);
    await task.context.bus.publish(tripBooked, { cities: cities.length });
    await at("trip: told", task);
    const { data } = await task.waitFor(tripPaid, { inMission: true });
    await at("trip: paid", task);
    await task.sleep(200);
    await at("trip: slept", task);
    const { approved } = await task.approve({ question: `Leave for ${data.cities} cities?` });
    await at("trip: approved", task);
    if (!approved || task.data.fate === "bad") throw new TerminalError("the bridge is closed");
    await task.step("leave", () => effect(task, "leave"));
    await at("trip: left", task);
    return { price: prices.reduce((sum, { price }) => sum + price, 0) };
  })
  .onTask(unplan, { replies: unplanned }, async (task) => {
    await at("unplan: begun", task);
    await task.step("unplan", () => effect(task, "unplan"));
    await at("unplan: done", task);
    return {};
  });

const hotels = new Worker({ name: "hotels", policy, from: "beginning" })
  .onTask(hotel, { replies: booked, undo: ({ city }) => [unbook, { city }] }, async (task) => {
    await at("hotel: begun", task);
    await task.step("book", async () => {
      await effect(task, "book");
      await at("book: done", task);
    });
    await at("hotel: booked", task);
    return { price: task.data.city.length };
  })
  .onTask(unbook, { replies: unbooked }, async (task) => {
    await at("unbook: begun", task);
    await task.step("unbook", () => effect(task, "unbook"));
    await at("unbook: done", task);
    return {};
  });

const bank = new Agent({ name: "bank", policy, from: "beginning", produces: [tripPaid] }).on(
  tripBooked,
  async ({ data, context, event }) => {
    await at("bank: begun", { event });
    await context.bus.publish(tripPaid, data);
    await at("bank: paid", { event });
  },
);

const running = [travel, hotels, bank].map((agent) => agent.start());
await Promise.all(running.map(({ ready }) => ready));
report({ ready: true });
await Promise.all(running.map(({ stopped }) => stopped));
